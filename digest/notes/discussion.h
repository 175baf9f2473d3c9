/* discussion.h - tracks and what was said in them. */
#ifndef TIDINGS_NOTES_DISCUSSION_H
#define TIDINGS_NOTES_DISCUSSION_H

#include "markdown/outline.h"
#include "owners.h"

typedef struct Discussion Discussion;

/* Fills `meeting` with tracks, entries, and the actions that are marked within them (ACTION:, AI:,
 * TODO(name):, `- [ ]`). */
Discussion *discussion_new(const Source *source, const GArray *blocks, const OwnerNames *names,
                           GTimeZone *zone, Meeting *meeting);

/* Takes block `index`, which is no action section's; returns the index of the next one to be taken.
 */
guint discussion_take(Discussion *discussion, guint index);

/* Finishes the entry that is open. */
void discussion_finish(Discussion *discussion);

void discussion_free(Discussion *discussion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Discussion, discussion_free)

#endif
