/* moment.c - a point of time whose age can be told later. */
#include "base/moment.h"

#include "base/clock.h"

#include <time.h>

Moment
moment_now(void)
{
	struct timespec since = { 0, 0 };

	/* CLOCK_MONOTONIC stands still while the machine sleeps; this one does not. */
	(void)clock_gettime(CLOCK_BOOTTIME, &since);
	return (Moment){ clock_now(NULL), (gint64)since.tv_sec };
}

gint64
moment_age(const Moment *moment)
{
	const char *set = g_getenv("TIDINGS_NOW");
	Moment now = moment_now();
	gint64 age =
	    set != NULL && *set != '\0' ? now.time - moment->time : now.uptime - moment->uptime;

	return MAX(age, 0);
}
