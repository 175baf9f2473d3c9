/*
 * clock.h - the only place that reads the system's clock; all other code gets the time as a
 * parameter.
 */
#ifndef TIDINGS_BASE_CLOCK_H
#define TIDINGS_BASE_CLOCK_H

#include <glib.h>

/*
 * Returns Unix seconds UTC: the time in $TIDINGS_NOW (RFC 3339) if that is set, otherwise the
 * system's time.
 * Returns -1 and sets `error`: TIDINGS_ERROR_USAGE if $TIDINGS_NOW is not a valid time,
 * TIDINGS_ERROR_TEMPORARY if the system's clock is wrong (before this program was written, or after
 * the year 9998).
 */
gint64 clock_now(GError **error);

/* A point in time.  Its age stays right when somebody sets the clock meanwhile. */
typedef struct {
	gint64 time;   /* Unix seconds UTC, by clock_now() */
	gint64 uptime; /* seconds since the system started; nobody can set that clock */
} Moment;

Moment moment_now(void);

/*
 * Returns the seconds since `moment`, which must be of the same boot: by the uptime, or by the time
 * if $TIDINGS_NOW sets the clock.  Never negative.
 */
gint64 moment_age(const Moment *moment);

#endif
