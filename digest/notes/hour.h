/* hour.h - times of day as people write them beside a date. */
#ifndef TIDINGS_NOTES_HOUR_H
#define TIDINGS_NOTES_HOUR_H

#include <glib.h>

typedef struct {
	int hour, minute;
	gboolean has_zone;
	int offset; /* of the zone, seconds east of Greenwich */
} Hour;

/*
 * Finds the time that belongs to the date in bytes `start` to `end` of `text`: behind it (`, 3:30pm
 * CET`, ` at 15:30`, ` (15:00-16:00 UTC+2)`, ` at noon`), or before it (`at 1pm CEST on Friday`).
 * A number alone is no time. Of a span its beginning counts.  FALSE when there is none.
 */
gboolean hour_find(const char *text, gsize start, gsize end, Hour *hour);

#endif
