/* context.h - what the reading of every line of a file depends on. */
#ifndef TIDINGS_NOTES_CONTEXT_H
#define TIDINGS_NOTES_CONTEXT_H

#include "base/day.h"
#include "vocabulary.h"

typedef struct {
	Languages languages; /* that the file is written in */
	Day day; /* that relative dates count from: the meeting's; DAY_NONE: unknown, so that
	            neither they nor dates without a year are found */
	GTimeZone *zone; /* of times without a zone */
	DateOrder order; /* of `06/02/2024`, where no weekday settles it */
	int year;        /* of dates without one, where `day` is unknown; 0: unknown, too */
} NotesContext;

#endif
