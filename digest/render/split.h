/* split.h - Discord's Markdown in parts that fit. */
#ifndef TIDINGS_RENDER_SPLIT_H
#define TIDINGS_RENDER_SPLIT_H

#include <glib.h>

enum {
	SPLIT_LIMIT_MIN = 64 /* the smallest useful limit */
};

/*
 * Cuts `markdown` (valid UTF-8, LF) into parts of at most `limit` UTF-16 units.  It prefers to cut
 * before a section (a heading), then before a list item or paragraph, then at a line, at a space,
 * and last between two characters.  No part ends with a heading or a line that begins bold.  A code
 * fence that is cut is closed at the end of one part and opened again in the next.  Nothing else is
 * added, only white space at the cut is removed, and no part is empty.  Returns a GPtrArray of
 * owned char *.
 */
GPtrArray *split_markdown(const char *markdown, guint limit);

/*
 * The same in at most `most` parts (at least one).  When they are not enough, the last one is cut
 * off and ends with `closing`, a line of Markdown that is shorter than `limit` by SPLIT_LIMIT_MIN;
 * `*cut` says so.  More text than that takes no more time.
 */
GPtrArray *split_markdown_within(const char *markdown, guint limit, guint most, const char *closing,
                                 gboolean *cut);

#endif
