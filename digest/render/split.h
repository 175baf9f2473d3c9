/* split.h - Discord's Markdown in parts that fit. */
#ifndef TIDINGS_RENDER_SPLIT_H
#define TIDINGS_RENDER_SPLIT_H

#include <glib.h>

enum {
	SPLIT_LIMIT_MIN = 64 /* smallest sensible limit */
};

/*
 * Cuts `markdown` (valid UTF-8, LF) into parts of at most `limit` UTF-16 units.  It prefers to cut
 * before a section (a heading), then before a list item or paragraph, then at a line, a space, and
 * last between two characters. A heading or a line that begins bold is not left at the end of a
 * part.  A code fence that is cut is closed at the end of one part and opened again in the next.
 * Nothing else is added, and nothing but white space at the cut is left out; no part is empty.
 * GPtrArray of owned char *.
 */
GPtrArray *split_markdown(const char *markdown, guint limit);

/*
 * The same in at most `most` parts (at least one), whatever the text: when that is too little, the
 * last one is cut to where `closing`, a line of Markdown that is shorter than `limit` by
 * SPLIT_LIMIT_MIN, ends it.  `*cut` says so.  Takes no longer for more text than that.
 */
GPtrArray *split_markdown_within(const char *markdown, guint limit, guint most, const char *closing,
                                 gboolean *cut);

#endif
