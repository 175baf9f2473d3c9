/* attendance.h - who was there, as the text of the notes says. */
#ifndef TIDINGS_NOTES_ATTENDANCE_H
#define TIDINGS_NOTES_ATTENDANCE_H

#include "context.h"
#include "markdown/outline.h"

/*
 * Adds the people that the text lists to the participants, which are empty: below a heading
 * (`## Attendees`) or a label (`**Present:** Nora, Ben`), in lists, lines, or a table.  Those below
 * `Regrets`, and those whose box is empty where others are ticked, were not there.
 */
void attendance_read(const Source *source, const GArray *blocks, const NotesContext *context,
                     Meeting *meeting);

/* TRUE for a line that says who was there: `Present: x`. */
gboolean attendance_is_label(Languages languages, const char *line);

/* The index after paragraph `index`, and after the list below it if its last line is `Present:` or
 * `Attendees` and nothing else. */
guint attendance_list_end(Languages languages, const Source *source, const GArray *blocks,
                          guint index);

#endif
