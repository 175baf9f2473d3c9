/* source.h - the text of a meeting file by lines. */
#ifndef TIDINGS_MARKDOWN_SOURCE_H
#define TIDINGS_MARKDOWN_SOURCE_H

#include "model/meeting.h"

/* Valid UTF-8 without NUL and without a byte order mark; lines count from 1 and end at LF, CR LF or
 * CR, as in CommonMark. */
typedef struct {
	char *text;
	gsize length;
	gsize *starts; /* where each line begins, and behind those where the last one ends */
	guint lines;   /* at least 1 */
} Source;

/* Copies `bytes`.  What is no UTF-8 or is NUL becomes U+FFFD, with one warning (bad-utf8) at the
 * first such place. */
Source *source_new(GBytes *bytes, Meeting *meeting);
void source_free(Source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Source, source_free)

/* Where `line` begins; the first byte after the text for a line past the last. */
const char *source_at(const Source *source, guint line);

/* The line without its ending and without white space at both ends, newly allocated; "" for a line
 * that is not there. */
char *source_line(const Source *source, guint line);

/* The same in a buffer that is used again and again, without the line's first `offset` bytes;
 * returns its text. */
const char *source_line_into(const Source *source, guint line, gsize offset, GString *into);

/* Lines first to last with their endings as newlines, without up to `indent` columns of leading
 * blanks, trimmed at the end. */
char *source_lines(const Source *source, guint first, guint last, guint indent);

/* The column, in characters from 1, of the first thing on a line that is not blank. */
guint source_column(const Source *source, guint line);

/*
 * The first place on lines first to last where `words` stand as whole words: its line and its
 * column in characters from 1.  FALSE, and nothing set, when there is none.
 */
gboolean source_find(const Source *source, guint first, guint last, const char *words, guint *line,
                     guint *column);

#endif
