/* discussion.h - topics and what was said about them. */
#ifndef TIDINGS_NOTES_DISCUSSION_H
#define TIDINGS_NOTES_DISCUSSION_H

#include "context.h"
#include "markdown/outline.h"
#include "owners.h"

typedef struct DiscussionParser DiscussionParser;

/* Fills `meeting` with topics, statements, and the actions that are marked within these (`ACTION:`,
 * `AI:`, `TODO(name):`, `- [ ]`).  All arguments must outlive it. */
DiscussionParser *discussion_parser_new(const Source *source, const GArray *blocks,
                                        const OwnerNames *names, const NotesContext *context,
                                        Meeting *meeting);

/* Reads block `index`, which is not of a section of actions.  Returns the index of the next block
 * to read. */
guint discussion_parser_read(DiscussionParser *discussion, guint index);

/* Finishes the statement that is open. */
void discussion_parser_finish(DiscussionParser *discussion);

void discussion_parser_free(DiscussionParser *discussion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DiscussionParser, discussion_parser_free)

#endif
