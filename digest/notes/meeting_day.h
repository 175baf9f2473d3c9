/* meeting_day.h - when a meeting was, as its text and its path say. */
#ifndef TIDINGS_NOTES_MEETING_DAY_H
#define TIDINGS_NOTES_MEETING_DAY_H

#include "context.h"
#include "markdown/outline.h"

/*
 * Sets the day and time of a meeting: that of the front matter, unless title and file name agree on
 * another day (a wiki stamps its pages); otherwise from a heading near the top, a line such as
 * `Date: x`, the names of file and folders, a line that begins with a date, or the title.  The time
 * is from the same line or from one such as `Time: 17:00 UTC`.  Warns (no-date, unknown-zone).
 */
void meeting_day_read(const Source *source, const GArray *blocks, const NotesContext *context,
                      Meeting *meeting);

/* TRUE for a line that says when it was: `**Date:** x`. */
gboolean meeting_day_is_label(Languages languages, const char *line);

/* The first day with a year in a title or heading, which may be NULL, or DAY_NONE. */
Day meeting_day_in_text(const NotesContext *context, const char *text);

#endif
