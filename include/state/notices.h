/* notices.h - what was complained about lately, so that nobody is told the same in every run. */
#ifndef TIDINGS_STATE_NOTICES_H
#define TIDINGS_STATE_NOTICES_H

#include "state/state.h"

/*
 * Whether to say `sentence` at `now` (Unix seconds): `*news` is TRUE when it was not said within
 * the last 24 hours, and then it counts as said.  For what keeps going wrong until somebody acts.
 */
gboolean notice_is_due(State *state, const char *sentence, gint64 now, gboolean *news,
                       GError **error);

/*
 * The same for a sentence that is told once for as long as it stays true: `*news` is TRUE when no
 * run of the last seven days asked for it.  Call it in each run in which it is true.
 */
gboolean notice_is_new(State *state, const char *sentence, gint64 now, gboolean *news,
                       GError **error);

#endif
