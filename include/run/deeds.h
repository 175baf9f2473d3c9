/* deeds.h - what people do about actions: one way for commands and for answers. */
#ifndef TIDINGS_RUN_DEEDS_H
#define TIDINGS_RUN_DEEDS_H

#include "model/deed.h"
#include "state/state.h"

/*
 * Does what `deed` says (done, drop, reopen, or snooze until a day) to the action `deed->id` and
 * remembers who did it.  Call it in a transaction.  Returns FALSE and sets `error` as
 * action_command() does.
 */
gboolean deed_do(State *state, const Deed *deed, gint64 now, Day today, GError **error);

#endif
