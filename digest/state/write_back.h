/* write_back.h - the end of state_write_back(). */
#ifndef TIDINGS_STATE_WRITE_BACK_H
#define TIDINGS_STATE_WRITE_BACK_H

#include "state/state.h"

/* Waits until nothing is at work, as everybody does who forks, commits or closes.  FALSE when it
 * could not be written. */
gboolean write_back_end(State *state, GError **error);

#endif
