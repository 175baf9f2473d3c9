/* day.h - calendar days as numbers, for comparing and counting. */
#ifndef TIDINGS_BASE_DAY_H
#define TIDINGS_BASE_DAY_H

#include <glib.h>

/* A day of the proleptic Gregorian calendar: GDate's Julian day number (1 is 0001-01-01), or
 * DAY_NONE. */
typedef guint32 Day;

#define DAY_NONE 0u

/* Returns the day of that date, or DAY_NONE if there is no such date. */
Day day_from_ymd(int year, int month, int day);

/* Parses exactly `YYYY-MM-DD`; returns DAY_NONE for anything else. */
Day day_from_iso(const char *text);

/* Returns the day in `zone` at `unix_seconds`. */
Day day_from_unix(gint64 unix_seconds, GTimeZone *zone);

/* Returns "2022-02-16 13:00", local time in `zone`; newly allocated. */
char *day_format_time(gint64 unix_seconds, GTimeZone *zone);

/* Returns the day `days` before `day`, at the earliest 0001-01-01. */
Day day_minus(Day day, guint days);

/* Returns Unix seconds of `hour`:`minute` local time on `day` in `zone`. */
gint64 day_to_unix(Day day, int hour, int minute, GTimeZone *zone);

/* Returns Unix seconds of midnight UTC on `day`. */
gint64 day_to_unix_utc(Day day);

/* Returns 1 for Monday ... 7 for Sunday (ISO 8601). */
int day_weekday(Day day);

/* Returns "2022-02-16", newly allocated; NULL for DAY_NONE. */
char *day_to_iso(Day day);

#endif
