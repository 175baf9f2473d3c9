/* relative_date.h - reads dates that count from the day of the meeting. */
#ifndef TIDINGS_NOTES_RELATIVE_DATE_H
#define TIDINGS_NOTES_RELATIVE_DATE_H

#include "date_words.h"
#include "dates.h"

/*
 * Reads `Friday, August 11`, or a weekday alone: the next such day after the meeting.  `next
 * Friday` is the same day as `Friday`, since the notes of a Wednesday say either of the coming
 * Friday; but `Friday next week`, `Friday in two weeks` and `the Friday after next` are later ones.
 */
gboolean relative_date_scan_weekday(DateCursor *cursor, DateFound *found);

/* Reads `tomorrow`, `end of May`, `EOD`, `in 3 weeks`. */
gboolean relative_date_scan(DateCursor *cursor, DateFound *found);

#endif
