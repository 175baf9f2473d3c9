/* clock.c - the time, from the system or from $TIDINGS_NOW, and the age of a moment. */
#include "base/clock.h"

#include "base/error.h"

#include <time.h>

/* A correct clock cannot show a time before this program was written. */
static const gint64 earliest = G_GINT64_CONSTANT(1767225600); /* 2026-01-01T00:00:00Z */
static const gint64 latest = G_GINT64_CONSTANT(253370764800); /* 9999-01-01T00:00:00Z */

/*
 * A clock that was never set starts in 1970.  A run at such a time would leave wrong dates in the
 * state for good.
 */
static gint64
system_clock(GError **error)
{
	gint64 now = g_get_real_time() / G_USEC_PER_SEC;
	if (now >= earliest && now < latest)
		return now;

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_TEMPORARY,
	            "the system's clock is wrong: it is %" G_GINT64_FORMAT
	            " seconds after 1970; nothing is done until it"
	            " is set",
	            now);
	return -1;
}

gint64
clock_now(GError **error)
{
	const char *wanted = g_getenv("TIDINGS_NOW");
	if (wanted == NULL || *wanted == '\0')
		return system_clock(error);

	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GDateTime) time = g_date_time_new_from_iso8601(wanted, utc);
	if (time == NULL) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		            "TIDINGS_NOW: \"%s\" is not an RFC 3339 time (for example "
		            "2022-02-16T13:00:00+01:00)",
		            wanted);
		return -1;
	}
	/* Leaves room for the periods that are added and subtracted. 0 means never, so 1970 is out.
	 */
	int year = g_date_time_get_year(time);
	if (year < 1971 || year > 9998) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		            "TIDINGS_NOW: \"%s\" is not between the years 1971 and 9998", wanted);
		return -1;
	}
	return g_date_time_to_unix(time);
}

Moment
moment_now(void)
{
	struct timespec since = { 0, 0 };

	/* Unlike CLOCK_MONOTONIC, CLOCK_BOOTTIME also counts while the machine sleeps. */
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
