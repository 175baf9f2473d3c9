/* stop.h - polls for SIGTERM, SIGINT and a deadline instead of handling them asynchronously. */
#ifndef TIDINGS_BASE_STOP_H
#define TIDINGS_BASE_STOP_H

#include <glib.h>

/*
 * Seconds that work in progress may still take after a stop was requested: the program must exit
 * within five.
 */
#define STOP_GRACE 4

/*
 * Blocks the two signals and that of the deadline; they stay pending in the kernel instead of
 * ending the process.  Call it before threads are started, which inherit the mask.
 */
void stop_block_signals(void);

/*
 * Requests a stop in `seconds`, by the kernel's timer, which changes of the clock do not affect.  A
 * second call clears a deadline that has passed, and starts again.  A child process has no
 * deadline.
 */
void stop_set_deadline(guint seconds);

/* Undoes stop_block_signals(), in a child before exec. */
void stop_unblock_signals(void);

/* Returns TRUE if a signal or the deadline is pending. */
gboolean stop_requested(void);

/* Returns TRUE if the deadline has passed and no signal is pending. */
gboolean stop_deadline_passed(void);

/*
 * As stop_requested(), and sets `error` (TIDINGS_ERROR_TEMPORARY) with a message that the next run
 * continues.
 */
gboolean stop_error(GError **error);

/*
 * Returns a descriptor that becomes readable when a blocked signal is pending, for poll(2); -1 on
 * failure.  The caller closes it.
 */
int stop_signal_fd(void);

/* Sleeps until the time is over, or a stop is requested: then returns FALSE. */
gboolean stop_sleep(double seconds);

#endif
