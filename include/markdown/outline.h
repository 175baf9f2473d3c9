/* outline.h - a Markdown text as a flat list of blocks, each with its lines in the file. */
#ifndef TIDINGS_MARKDOWN_OUTLINE_H
#define TIDINGS_MARKDOWN_OUTLINE_H

#include "markdown/source.h"

typedef enum {
	BLOCK_HEADING,
	BLOCK_PARAGRAPH,
	BLOCK_LIST, /* at the top level, or below a heading in an item; its items follow it */
	BLOCK_ITEM, /* each is followed by the items of the lists in it */
	BLOCK_CODE,
	BLOCK_QUOTE,
	BLOCK_TABLE,     /* a pipe table */
	BLOCK_REFERENCE, /* one line that begins as a link definition and is in no other block */
	BLOCK_OTHER,     /* HTML, a thematic break */
} BlockKind;

enum {
	OUTLINE_BOLD = 7 /* level of a heading that is a bold paragraph: below every real one */
};

/* Lines are those of the file. */
typedef struct {
	BlockKind kind;
	guint level;     /* heading: 1 to 6; OUTLINE_BOLD; item: 1, one more below each item */
	guint first;     /* its first line */
	guint last;      /* its last line; of a list or an item the last one with text */
	guint text_last; /* item: last line of the paragraph it begins with; 0 when it begins with
	                    something else */
	guint indent;    /* item: columns before its text */
	gsize offset;    /* item: bytes before its text on the first line */
	char *text;      /* heading: its plain text without emoji shortcodes; otherwise NULL */
} Block;

/*
 * Reads the blocks from line `first_line` to the end, in time linear in the text.  Warns of what is
 * left out (too-deep, too-many-items).  Returns an array of Block; free it with g_array_unref().
 */
GArray *outline_read(const Source *source, guint first_line, Meeting *meeting);

/* TRUE when a trimmed line begins like a link definition: `[1]: https://example.org/`. */
gboolean link_definition_may_begin(const char *line);

#endif
