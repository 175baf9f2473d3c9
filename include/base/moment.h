/* moment.h - a point of time whose age can be told later, whatever is done to the clock in between.
 */
#ifndef TIDINGS_BASE_MOMENT_H
#define TIDINGS_BASE_MOMENT_H

#include <glib.h>

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
