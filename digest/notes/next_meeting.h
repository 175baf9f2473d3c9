/* next_meeting.h - when one meets next. */
#ifndef TIDINGS_NOTES_NEXT_MEETING_H
#define TIDINGS_NOTES_NEXT_MEETING_H

#include "due.h"
#include "model/meeting.h"

/*
 * The note that announces a next meeting in `text`, whose dates are given: its day and, if told,
 * its time (in `zone` when it names none).  Without text and line.  NULL when none is announced.
 * Free with decision_free().
 */
Decision *next_meeting_read(const char *text, const Dates *dates, Day today, GTimeZone *zone);

/* The same of a text that need not say what its days are: it stands under a heading that does. */
Decision *next_meeting_read_below(const char *text, const Dates *dates, Day today, GTimeZone *zone);

/*
 * Adds to the meeting's notes what a statement of the discussions announces: the sentences that
 * begin with `Next meeting`, `Next call`, `We meet` and the like, and name a day to come.
 */
void next_meeting_find(const char *text, guint line, GTimeZone *zone, Meeting *meeting);

/* The same of a text below, or in, a heading of the next meeting: its first day to come.  FALSE
 * when there is none. */
gboolean next_meeting_find_below(const char *text, guint line, GTimeZone *zone, Meeting *meeting);

#endif
