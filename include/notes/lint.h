/* lint.h - what the author of a meeting file should mend. */
#ifndef TIDINGS_NOTES_LINT_H
#define TIDINGS_NOTES_LINT_H

#include "notes/notes.h"
#include "people/roster.h"

/*
 * notes_parse() and everything else that can be said of one file: its `warnings` are complete and
 * in order, their codes are those of model/lint_code.h.  What makes notes_parse() refuse a file
 * becomes a warning, too.  `roster` may be without people or tracks: what needs them is then not
 * looked at.  Never NULL.
 */
Meeting *lint_read(const char *path, GBytes *source, const NotesOptions *options,
                   const Roster *roster);

typedef struct LintMeetings LintMeetings;

/* Remembers when and of which teams meetings were. */
LintMeetings *lint_meetings_new(void);
void lint_meetings_free(LintMeetings *meetings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LintMeetings, lint_meetings_free)

/* Warns (same-meeting) when one before had the same time and a team in common, naming it `shown`;
 * remembers this one. */
void lint_meetings_add(LintMeetings *meetings, Meeting *meeting, const char *shown);

#endif
