/* lint.h - what the author of a meeting file should fix. */
#ifndef TIDINGS_NOTES_LINT_H
#define TIDINGS_NOTES_LINT_H

#include "notes/notes.h"
#include "people/roster.h"

/*
 * Reads a file as notes_parse_all() does and checks everything else that can be said of it alone.
 * The `warnings` are complete and sorted; their codes are those of model/lint_code.h.  What makes
 * notes_parse_all() refuse a file becomes a warning, too.  Checks that need people or tracks are
 * skipped if `roster` has none.  Never NULL.
 */
Meeting *lint_read(const char *path, GBytes *source, const NotesOptions *options,
                   const Roster *roster);

typedef struct LintMeetings LintMeetings;

/* Remembers the times and teams of meetings. */
LintMeetings *lint_meetings_new(void);
void lint_meetings_free(LintMeetings *meetings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LintMeetings, lint_meetings_free)

/* Remembers a meeting.  Warns (same-meeting) if an earlier one had the same time and a team in
 * common. Warnings of later ones call this one `shown`. */
void lint_meetings_add(LintMeetings *meetings, Meeting *meeting, const char *shown);

#endif
