/* fence.h - which lines are fenced code. */
#ifndef TIDINGS_MARKDOWN_FENCE_H
#define TIDINGS_MARKDOWN_FENCE_H

#include <glib.h>

/* The fence of code that is open; all zero outside of code. */
typedef struct {
	char mark;
	gsize length;
} Fence;

/*
 * Goes on to the next line, from `line` to `end`, which may have its line ending.  Opens or closes
 * a fence (CommonMark 4.5), also in lists and quotes: what closes it is at least as long, and alone
 * on its line.  Returns TRUE for a line that is code or a fence.
 */
gboolean fence_follow(const char *line, const char *end, Fence *fence);

#endif
