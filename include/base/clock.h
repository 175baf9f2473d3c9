/* clock.h - the one place that asks what time it is; everything else is told. */
#ifndef TIDINGS_BASE_CLOCK_H
#define TIDINGS_BASE_CLOCK_H

#include <glib.h>

/*
 * Unix seconds UTC: the time in $TIDINGS_NOW (RFC 3339) when that is set, else the system's.
 * Returns -1 and sets `error`: TIDINGS_ERROR_USAGE when $TIDINGS_NOW cannot be read,
 * TIDINGS_ERROR_TEMPORARY when the system's clock cannot be right (before this program was written,
 * or after the year 9998).
 */
gint64 clock_now(GError **error);

/* A point of time whose age does not depend on changes of the clock in between. */
typedef struct {
	gint64 time;   /* Unix seconds UTC, by clock_now() */
	gint64 uptime; /* seconds since this system was started; nobody can set that clock */
} Moment;

Moment moment_now(void);

/*
 * Seconds since `moment`, of the same start of the system: by the uptime, or, when $TIDINGS_NOW
 * sets the clock, by the time. Never negative.
 */
gint64 moment_age(const Moment *moment);

#endif
