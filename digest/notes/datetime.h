/* datetime.h - when a meeting was: the front matter's datetime, as people write it. */
#ifndef TIDINGS_NOTES_DATETIME_H
#define TIDINGS_NOTES_DATETIME_H

#include "context.h"
#include "model/meeting.h"
#include "time_of_day.h"

/*
 * Reads `text` into the meeting's datetime, start, day and has_time.  It is RFC 3339 or similar:
 * without seconds, with a blank instead of T, without a zone, only a day, a day of three digits.  A
 * time without a zone is in `zone`.  Warns at `line` and `column` (bad-datetime, zone-mismatch,
 * unknown-zone).
 * Returns FALSE, with a warning, when `text` has no day.
 */
gboolean datetime_read(const char *text, const NotesContext *context, guint line, guint column,
                       Meeting *meeting);

/* The same for the value of a line such as `Date: 4 March 2025, 18:30`, where words need no
 * warning. */
gboolean datetime_read_words(const char *text, const NotesContext *context, guint line,
                             guint column, Meeting *meeting);

/* Adds a time to the meeting's day.  Warns (zone-mismatch, unknown-zone). */
void datetime_set_time(Meeting *meeting, const TimeOfDay *time, GTimeZone *zone, guint line,
                       guint column);

/* Sets the meeting's day without a time. */
void datetime_set_day(Meeting *meeting, Day day, GTimeZone *zone);

#endif
