/* dated_heading.h - headings that are the date of a meeting. */
#ifndef TIDINGS_NOTES_DATED_HEADING_H
#define TIDINGS_NOTES_DATED_HEADING_H

#include "context.h"

typedef struct {
	Day day;
	char *words; /* what else the heading says: "board"; "" for nothing */
	char *lead;  /* folded words before the date, without numbers: "standup meeting"; "" for
	                none */
} DatedHeading;

/*
 * Reads a heading that is nearly only a date: `2024-03-05`, `Tuesday, 5 March 2024, 18:30`,
 * `2024-03-05: board`, `Meeting 2024-03-05`.  A date without a year is of that of `context`.
 * What names a section (`Actions from 2024-02-27`), another meeting (`Next meeting 2024-04-01`), a
 * release (`1.2.0 - 2024-03-05`) or a period is no such heading.  Returns FALSE for these;
 * otherwise clear `*heading` with dated_heading_clear().
 */
gboolean dated_heading_read(const char *text, const NotesContext *context,
                            const GPtrArray *action_headings, DatedHeading *heading);

void dated_heading_clear(DatedHeading *heading);

#endif
