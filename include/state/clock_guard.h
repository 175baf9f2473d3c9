/* clock_guard.h - what the state remembers of the clock, so that one run under a wrong clock does
 * no lasting harm. */
#ifndef TIDINGS_STATE_CLOCK_GUARD_H
#define TIDINGS_STATE_CLOCK_GUARD_H

#include "state/state.h"

/*
 * Compares `now` (Unix seconds UTC) with the time of the last run that wrote the state.  Call it at
 * the start of a run, in the open transaction or on its own.
 *
 * When `now` lies before that time, the last run saw a clock that was ahead, or this one sees a
 * clock that is behind: all stored times after `now` become the time of the last run before the
 * clock jumped ahead, or `now` when that is not known. A job that first succeeded after `now` and
 * has queued nothing counts as one that never ran.  `*ahead` becomes the time of that last run, to
 * be told; otherwise it is 0.
 *
 * When `now` lies more than a day after that time, the clock may have jumped: until a second run
 * agrees, time-outs of this process count from a day after the last run (clock_guard_patient(),
 * outbox_settle()).
 *
 * Returns FALSE and sets `error` when the state refuses.
 */
gboolean clock_guard_check(State *state, gint64 now, gint64 *ahead, GError **error);

/*
 * Remembers `now` as the time of this run, when the run has changed the state or an hour has passed
 * since it was remembered: a run that has nothing to do leaves the file as it is.
 */
gboolean clock_guard_keep(State *state, gint64 now, GError **error);

/* `now`, or the earlier time from which time-outs count after a jump: what is to be given up or
 * pruned is judged by it. */
gint64 clock_guard_patient(const State *state, gint64 now);

#endif
