/* time_of_day.h - times of day, and their zones, as people write them beside a date. */
#ifndef TIDINGS_NOTES_TIME_OF_DAY_H
#define TIDINGS_NOTES_TIME_OF_DAY_H

#include <glib.h>

typedef struct {
	int hour, minute;
	gboolean has_zone;
	int offset; /* of the zone, seconds east of Greenwich */
} TimeOfDay;

/*
 * Finds the time that belongs to the date in bytes `start` to `end` of `text`: after it (`, 3:30pm
 * CET`, ` at 15:30`, ` (15:00-16:00 UTC+2)`, ` at noon`), or before it (`at 1pm CEST on Friday`).
 * Of a span the beginning counts.  Returns FALSE when there is none.
 */
gboolean time_of_day_find(const char *text, gsize start, gsize end, TimeOfDay *time);

/*
 * Returns the bytes of the zone at `p`, 0 when there is none: `CET`, `utc`, `UTC+2`, `GMT+05:30`,
 * `+01:00`.  Sets `*offset` to its seconds east of Greenwich.  IST and CST are unknown, since each
 * is the name of several zones.
 */
gsize zone_scan(const char *p, int *offset);

#endif
