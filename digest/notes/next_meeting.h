/* next_meeting.h - announcements of the next meeting. */
#ifndef TIDINGS_NOTES_NEXT_MEETING_H
#define TIDINGS_NOTES_NEXT_MEETING_H

#include "context.h"
#include "due.h"
#include "model/meeting.h"

/* Returns which of `dates` is the next meeting, if `text` announces one, or NULL. */
const DateFound *next_meeting_date(const char *text, const Dates *dates,
                                   const NotesContext *context);

/*
 * Returns a decision with the day and, if `text` has one, the time of the next meeting that `text`
 * announces, without text and line; NULL when it announces none.  `dates` are those of `text`.  A
 * time without a zone is in `zone`.  Free with decision_free().
 */
Decision *next_meeting_read(const char *text, const Dates *dates, const NotesContext *context);

/* The same for a text under a heading such as `Next meeting`, which need not say so itself. */
Decision *next_meeting_read_below(const char *text, const Dates *dates,
                                  const NotesContext *context);

/*
 * Adds a decision to the meeting for each sentence of a statement in the discussions that announces
 * a meeting: it begins with `Next meeting`, `Next call`, `We meet` or the like, and names a day to
 * come.  `line` is the first line of `text`.
 */
void next_meeting_find(const char *text, guint line, const NotesContext *context, Meeting *meeting);

/* Adds a decision for the first day to come in a text that is, or is under, a heading such as `Next
 * meeting`.  Returns FALSE when there is none. */
gboolean next_meeting_find_below(const char *text, guint line, const NotesContext *context,
                                 Meeting *meeting);

#endif
