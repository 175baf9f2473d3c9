/* arena.h - cmark with memory that is given back at once. */
#ifndef TIDINGS_MARKDOWN_ARENA_H
#define TIDINGS_MARKDOWN_ARENA_H

#include <cmark.h>
#include <glib.h>

/*
 * Parses in the calling thread's arena.  The tree is only for reading, belongs to the arena, and
 * lives until arena_reset(), which must come in the same thread before the next parse.
 */
cmark_node *arena_parse(const char *text, gsize length);
void arena_reset(void);

#endif
