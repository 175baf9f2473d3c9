/* complaints.h - what was complained about lately, so that cron does not mail the same sentence in every run. */
#ifndef TIDINGS_STATE_COMPLAINTS_H
#define TIDINGS_STATE_COMPLAINTS_H

#include "state/state.h"

/*
 * Whether to say `sentence` at `now` (Unix seconds): `*news` is TRUE when it was not said within the last 24 hours, and
 * then it counts as said.
 */
gboolean complaint_is_news(State *state, const char *sentence, gint64 now, gboolean *news, GError **error);

#endif
