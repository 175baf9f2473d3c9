/* day.h - calendar days as numbers, for comparing and counting. */
#ifndef TIDINGS_BASE_DAY_H
#define TIDINGS_BASE_DAY_H

#include <glib.h>

/* A day of the proleptic Gregorian calendar: GDate's Julian day number (1 is 0001-01-01), or
 * DAY_NONE. */
typedef guint32 Day;

#define DAY_NONE 0u

/* The day of that date, or DAY_NONE when there is no such date. */
Day day_from_ymd(int year, int month, int day);

/* Reads exactly `YYYY-MM-DD`; DAY_NONE for anything else. */
Day day_from_iso(const char *text);

/* The day it is in `zone` at `unix_seconds`. */
Day day_from_unix(gint64 unix_seconds, GTimeZone *zone);

/* "2022-02-16 13:00", local time in `zone`; newly allocated. */
char *day_time_text(gint64 unix_seconds, GTimeZone *zone);

/* The day `days` before `day`, but never before 0001-01-01. */
Day day_minus(Day day, guint days);

/* Unix seconds of `hour`:`minute` local time on that day in `zone`. */
gint64 day_to_unix(Day day, int hour, int minute, GTimeZone *zone);

/* Unix seconds of that day's midnight in UTC. */
gint64 day_to_unix_utc(Day day);

/* 1 Monday ... 7 Sunday (ISO 8601). */
int day_weekday(Day day);

/* "2022-02-16", newly allocated; NULL for DAY_NONE. */
char *day_to_iso(Day day);

#endif
