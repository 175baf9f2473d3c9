/* wrap.h - the last pass over a rendered text: footnotes and hard wrapping. */
#ifndef TIDINGS_RENDER_WRAP_H
#define TIDINGS_RENDER_WRAP_H

#include <glib.h>

/*
 * Wraps `text` (valid UTF-8, LF) to `width` display cells and at most `width` + 6 characters a
 * line.  Each of its lines is a logical line: its leading spaces and list marker ("- ", "* ", "1.
 * ", "[1] ") are the hanging indent of what follows.  A word longer than a line is broken, but a
 * URL, which stands whole on a line of its own.  A line of three or more `=` or `-` below a line of
 * text is made as wide as that text.  Runs of empty lines become one; trailing spaces go, but those
 * of the signature delimiter "-- " (RFC 3676 section 4.3).  Ends with a newline.  Newly allocated.
 */
char *wrap_text(const char *text, guint width);

/*
 * Renumbers the marks `[n]`, n the place from 1 in `urls` (char *), by their first appearance, and
 * puts their definitions in place of the line "[links]" (or at the end).  A mark out of range
 * becomes "[ n ]".  Newly allocated.
 */
char *wrap_footnotes(const char *text, const GPtrArray *urls);

/* Returns the length of a footnote mark `[n]` at the start of `text`, or 0.  `*number` becomes n,
 * or 0 when n is too large to be a footnote. */
gsize wrap_mark_length(const char *text, guint *number);

/* `text` with every `[n]` written "[ n ]", so that it is no footnote mark.  Newly allocated. */
char *wrap_defuse(const char *text);

/* Display cells of the text: 2 for East Asian wide characters, 0 for combining and zero-width ones.
 */
guint wrap_cells(const char *text, gssize length);

#endif
