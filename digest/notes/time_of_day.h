/* time_of_day.h - times of day as people write them beside a date. */
#ifndef TIDINGS_NOTES_TIME_OF_DAY_H
#define TIDINGS_NOTES_TIME_OF_DAY_H

#include <glib.h>

typedef struct {
	int hour, minute;
	gboolean has_zone;
	int offset; /* of the zone, seconds east of Greenwich */
} TimeOfDay;

/*
 * Finds the time that belongs to the date in bytes `start` to `end` of `text`: behind it (`, 3:30pm
 * CET`, ` at 15:30`, ` (15:00-16:00 UTC+2)`, ` at noon`), or before it (`at 1pm CEST on Friday`).
 * A number alone is no time. Of a span its beginning counts.  FALSE when there is none.
 */
gboolean time_of_day_find(const char *text, gsize start, gsize end, TimeOfDay *hour);

#endif
