/* time_of_day.h - times of day, and their zones, as people write them beside a date. */
#ifndef TIDINGS_NOTES_TIME_OF_DAY_H
#define TIDINGS_NOTES_TIME_OF_DAY_H

#include "zones.h"

typedef struct {
	int hour, minute;
	Zone zone;
} TimeOfDay;

/*
 * Finds the time that belongs to the date in bytes `start` to `end` of `text`: after it (`, 3:30pm
 * CET`, ` at 15:30`, ` (15:00-16:00 UTC+2)`, ` at noon`), or before it (`at 1pm CEST on Friday`).
 * Of a span the beginning counts.  Returns FALSE when there is none.
 */
gboolean time_of_day_find(const char *text, gsize start, gsize end, Languages languages,
                          TimeOfDay *time);

/* Reads the time that `text` begins with, after a label: `17:00 UTC`, `9AM Europe/London`. */
gboolean time_of_day_read(const char *text, Languages languages, TimeOfDay *time);

#endif
