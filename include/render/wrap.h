/* wrap.h - the last pass over a rendered text: footnotes and hard wrapping. */
#ifndef TIDINGS_RENDER_WRAP_H
#define TIDINGS_RENDER_WRAP_H

#include <glib.h>

/*
 * Wraps `text` (valid UTF-8, LF) to `width` display cells and at most `width` + 6 characters a
 * line.  Each input line is a logical line: its leading spaces and list marker ("- ", "* ", "1. ",
 * "[1] ") are the hanging indent of its continuation lines.  A word longer than a line is broken,
 * except a URL, which gets a line of its own.  A line of three or more `=` or `-` below a line of
 * text becomes as wide as that text.  Runs of empty lines become one.  Trailing spaces are removed,
 * except in the signature delimiter "-- " (RFC 3676 section 4.3).  Ends with a newline.  Newly
 * allocated.
 */
char *wrap_text(const char *text, guint width);

/*
 * Renumbers the marks `[n]`, where n counts `urls` (char *) from 1, in the order of their
 * appearance, and replaces the line "[links]" (or the end) by their definitions.  A mark out of
 * range becomes "[ n ]".  Right after a word (`a[1]`) or a bracket there is no mark.  Newly
 * allocated.
 */
char *wrap_footnotes(const char *text, const GPtrArray *urls);

/* Returns the length of a footnote mark `[n]` at the start of `text`, or 0.  `*number` becomes n,
 * or 0 when n is too large to be a footnote. */
gsize wrap_mark_length(const char *text, guint *number);

/*
 * Returns `text` with "[ n ]" for every `[n]` that would be a footnote mark.  Newly allocated.
 */
char *wrap_defuse(const char *text);

/*
 * Returns the display cells of the text: 2 for East Asian wide characters, 0 for combining and
 * zero-width ones.
 */
guint wrap_cells(const char *text, gssize length);

#endif
