/* calendar_date.h - reads a day of a month: `17 October 2022`, `4 de abril`, `17.10.2022`. */
#ifndef TIDINGS_NOTES_CALENDAR_DATE_H
#define TIDINGS_NOTES_CALENDAR_DATE_H

#include "date_words.h"
#include "dates.h"

/*
 * Reads `October 17, 2022`, `17th of October`, `2022-10-17`, `17/10/2022`.  `weekday` is the one
 * before it, or 0; with one, numbers need no year (`Saturday 17/02`).
 */
gboolean calendar_date_scan(DateCursor *cursor, DateFound *found, int weekday);

/* Reads `the 15th` at the end of a clause: the next such day, today included. */
gboolean calendar_date_scan_ordinal(DateCursor *cursor, DateFound *found);

/* Reads a day and a month in numbers alone: `10-05`, `17/02`, in the order of the cursor. */
gboolean calendar_date_scan_short(DateCursor *cursor, DateFound *found, int weekday);

/* Reads the name of a month, and the full stop and blanks after it. */
gboolean calendar_date_scan_month(DateCursor *cursor, int *month);

/* Returns the year that follows, with its comma or joiner; 0 when none does. */
int calendar_date_scan_year(DateCursor *cursor);

/* Returns the year of a date that names none. */
int calendar_date_guess_year(const DateCursor *cursor, int month, int day);

/* `day` as GLib's date. */
GDate calendar_date_of_day(Day day);

#endif
