/* datetime.h - when a meeting was: the front matter's datetime, as people write it. */
#ifndef TIDINGS_NOTES_DATETIME_H
#define TIDINGS_NOTES_DATETIME_H

#include "model/meeting.h"

/*
 * Reads `text` (RFC 3339, and what is near it: without seconds, a blank for the T, no zone, only a
 * day, a day of three digits) into the meeting's datetime, start, day and has_time.  A time without
 * a zone is in `zone`.  Warns at that place (bad-datetime, zone-mismatch).  FALSE, with a warning,
 * when no day can be made of it.
 */
gboolean datetime_read(const char *text, GTimeZone *zone, guint line, guint column,
                       Meeting *meeting);

/* The same of a line such as `Date: 4 March 2025, 18:30`, where words are as good as numbers and
 * need no warning. */
gboolean datetime_read_words(const char *text, GTimeZone *zone, guint line, guint column,
                             Meeting *meeting);

/* Sets the meeting's day without a time. */
void datetime_set_day(Meeting *meeting, Day day, GTimeZone *zone);

#endif
