/* once_more.h - what is written again after it was over: copied along, or to be done once more. */
#ifndef TIDINGS_CLI_ONCE_MORE_H
#define TIDINGS_CLI_ONCE_MORE_H

#include "state/actions.h"

/*
 * `copies` are those of an action that is done or dropped, `action` an item without a mark, of a meeting of that day,
 * that carries it on by owner and words.  Somebody copied the list, and it stays over, unless the meeting is more than
 * `window` days after the end, or the item has other words and a deadline after it that no copy has: then it is to be
 * done once more, and another action.
 */
gboolean once_more(const GPtrArray *copies, Day day, const Action *action, Day window, GTimeZone *zone);

#endif
