/* headings.h - what a heading says of the section below it. */
#ifndef TIDINGS_NOTES_HEADINGS_H
#define TIDINGS_NOTES_HEADINGS_H

#include <glib.h>

/* Above a list of who was there. */
gboolean heading_is_attendance(const char *heading);

/* Above what was to be talked about: no talk. */
gboolean heading_is_agenda(const char *heading);

/* Above, or with, the day of the next meeting. */
gboolean heading_is_next_meeting(const char *heading);

/* Above all the talk: no track of its own. */
gboolean heading_is_discussions(const char *heading);

/*
 * Above what is to be done: a heading that names TODOs, tasks, action items or decisions, or has one of `phrases` (char *;
 * may be NULL) in it; none that has a phrase which is written behind a `!`.  Case and diacritics do not matter.
 */
gboolean heading_is_actions(const char *heading, const GPtrArray *phrases);

#endif
