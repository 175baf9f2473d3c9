/* action_recurs.h - what is written again after it was over: copied along, or to be done once more.
 */
#ifndef TIDINGS_RUN_ACTION_RECURS_H
#define TIDINGS_RUN_ACTION_RECURS_H

#include "state/actions.h"

/* What the files said of actions, each file read once however many of its actions are asked for. */
typedef struct OnceMore OnceMore;

/* `window` in days; `zone` is of the days on which candidate ended an action by command.  Looks at
 * all it is given. */
OnceMore *once_more_new(State *state, Day window, GTimeZone *zone);
void once_more_free(OnceMore *said);

/*
 * The action of that row is done or dropped; `action` is an item without a mark, of a meeting of
 * that day, that carries it on by owner and words.  PersonCandidate copied the list, and it stays
 * over, unless the meeting is more than the window after the end, or the item has other words and a
 * deadline after it that none of the latest copies has: then `*more` is set, it is to be done once
 * more, and is another action.  FALSE and `error` when the state refuses.
 */
gboolean action_recurs(OnceMore *said, gint64 row, Day day, const Action *action, gboolean *more,
                       GError **error);

/* What changes in the state meanwhile: a file has `action` of that row now; it has none of `copies`
 * (Occurrence *) any more. */
void once_more_add(OnceMore *said, gint64 row, gint64 file, Day day, const Action *action);
void once_more_drop(OnceMore *said, gint64 file, const GPtrArray *copies);

#endif
