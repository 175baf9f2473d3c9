/*
 * stop.h - SIGTERM, SIGINT and a deadline as a question that is asked at good moments, instead
 * of a blow at any.
 */
#ifndef TIDINGS_BASE_STOP_H
#define TIDINGS_BASE_STOP_H

#include <glib.h>

/* Seconds that what is in hand may still take once a stop was asked for: the whole program leaves
 * within five. */
#define STOP_GRACE 4

/*
 * From here on the two signals, and that of the deadline, wait instead of ending the process.
 * To be called before threads are started, which inherit it; there is no variable behind this:
 * the kernel keeps the signal pending.
 */
void stop_defer(void);

/*
 * In so many seconds it is as if a signal had come.  They are counted by the kernel, which no
 * change of the clock concerns. Called again it takes a deadline that has come back, and counts
 * anew.  A child has no deadline.
 */
void stop_after(guint seconds);

/* In a child, before exec: as if stop_defer() had not been called. */
void stop_restore(void);

/* TRUE when a deferred signal has come, or the deadline. */
gboolean stop_asked(void);

/* TRUE when it is the deadline that has come, and no signal. */
gboolean stop_is_late(void);

/* As above; then with `error` (TIDINGS_ERROR_TEMPORARY), which says that the next run goes on. */
gboolean stop_error(GError **error);

/* A descriptor that poll(2) finds readable when a deferred signal has come; -1 when none can be
 * had.  Close it. */
int stop_open(void);

/* Sleeps, but not beyond a stop: then FALSE. */
gboolean stop_sleep(double seconds);

#endif
