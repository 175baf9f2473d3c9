/* source.h - the text of a meeting file, by lines. */
#ifndef TIDINGS_MARKDOWN_SOURCE_H
#define TIDINGS_MARKDOWN_SOURCE_H

#include "model/meeting.h"

/* The text is valid UTF-8 without NUL and without a byte order mark.  Lines count from 1 and end at
 * LF, CR LF or CR, as in CommonMark. */
typedef struct {
	char *text;
	gsize length;
	gsize *starts; /* offset of each line, followed by the offset of the end of the text */
	guint lines;   /* at least 1 */
} Source;

/*
 * Copies `bytes`.  Invalid UTF-8 and NUL become U+FFFD, with one warning (bad-utf8) at the first of
 * them.  Comments become blanks, and so do blanks that are not ASCII; every line keeps its bytes
 * and every character its column.
 */
Source *source_new(GBytes *bytes, Meeting *meeting);
void source_free(Source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Source, source_free)

/* The first byte of `line`; the end of the text for a line after the last. */
const char *source_at(const Source *source, guint line);

/* The line without its ending and without white space at both ends, newly allocated; "" for a line
 * after the last. */
char *source_line(const Source *source, guint line);

/* Replaces the contents of `into` with the same, without the line's first `offset` bytes.  Returns
 * into->str. */
const char *source_line_into(const Source *source, guint line, gsize offset, GString *into);

/* Lines `first` to `last`, each ended by LF, without up to `indent` columns of leading blanks,
 * trimmed at the end.  Newly allocated. */
char *source_lines(const Source *source, guint first, guint last, guint indent);

/* The column, in characters from 1, of the first character of the line that is not white space. */
guint source_column(const Source *source, guint line);

/*
 * Finds `words` as whole words on lines `first` to `last`.  Sets the line and the column, in
 * characters from 1, of the first such place; returns FALSE, and sets nothing, when there is none.
 */
gboolean source_find(const Source *source, guint first, guint last, const char *words, guint *line,
                     guint *column);

#endif
