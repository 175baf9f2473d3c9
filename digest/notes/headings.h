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

/* Where one is in a file whose headings are read in order; all 0 at its start. */
typedef struct {
	guint discussions; /* the level of the heading of the discussions that one is below; 0
	                      elsewhere */
} HeadingState;

/*
 * Above what is to be done: a heading that names TODOs, tasks, action items or decisions, or has
 * one of `phrases` (char *; may be NULL) in it; and `Next steps` and `Follow-ups` beside the
 * discussions, for below them they are what was talked about.  None that has a phrase which is
 * written behind a `!`.  Case and diacritics do not matter.  `level` as in Block.
 */
gboolean heading_begins_actions(HeadingState *state, const char *heading, guint level,
                                const GPtrArray *phrases);

#endif
