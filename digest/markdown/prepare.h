/* prepare.h - a text for reading: without comments, and with a blank for each blank of Unicode. */
#ifndef TIDINGS_MARKDOWN_PREPARE_H
#define TIDINGS_MARKDOWN_PREPARE_H

#include <glib.h>

/*
 * Prepares `text` (valid UTF-8 of `length` bytes, with a NUL after them) in place, line by line:
 *
 *	HTML comments, and comments of Obsidian (`%% like this %%`), outside of code become blanks;
 *	blanks of Unicode (U+00A0, U+2009, U+202F ...) become blanks;
 *	invisible characters (U+200B, U+FEFF ...) at the edge of a word become blanks.
 *
 * Each character becomes one character, so columns stay as they were, and each line keeps its
 * length by blanks at its end.  Where four or more blanks in place of a comment would make indented
 * code of what follows it, they are form feeds.  In linear time; a text without such characters
 * only costs the search for them.
 */
void text_prepare(char *text, gsize length);

#endif
