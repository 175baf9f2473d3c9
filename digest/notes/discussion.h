/* discussion.h - tracks and what was said in them. */
#ifndef TIDINGS_NOTES_DISCUSSION_H
#define TIDINGS_NOTES_DISCUSSION_H

#include "markdown/outline.h"
#include "owners.h"

typedef struct DiscussionParser DiscussionParser;

/* Fills `meeting` with tracks, entries, and the actions that are marked within them (ACTION:, AI:,
 * TODO(name):, `- [ ]`). */
DiscussionParser *discussion_parser_new(const Source *source, const GArray *blocks,
                                        const OwnerNames *names, GTimeZone *zone, Meeting *meeting);

/* Takes block `index`, which is no action section's; returns the index of the next one to be taken.
 */
guint discussion_parser_read(DiscussionParser *discussion, guint index);

/* Finishes the entry that is open. */
void discussion_parser_finish(DiscussionParser *discussion);

void discussion_parser_free(DiscussionParser *discussion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DiscussionParser, discussion_parser_free)

#endif
