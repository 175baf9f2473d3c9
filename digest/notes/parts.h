/* parts.h - the meetings that one file of notes has one below the other. */
#ifndef TIDINGS_NOTES_PARTS_H
#define TIDINGS_NOTES_PARTS_H

#include "context.h"
#include "markdown/outline.h"

/* What is of one meeting.  Lines are those of the file. */
typedef struct {
	guint heading;     /* line of its heading; 0 for what is of no meeting */
	guint first, last; /* lines of its text; no text when `last` is before `first` */
	Day day;
	char *title; /* of the heading, as it stands */
	char *words; /* what the heading says beside the date; "" for nothing */
	char *key;   /* Meeting.section */
} Part;

/*
 * Finds the meetings of a file, which begin with headings of one level that are dates, at least
 * two, in their order or the other way round:
 *
 *	# Sync 2024
 *	## 2024-03-05
 *	## 2024-02-27
 *
 * A date without a year is of the year that a heading above, the title or the path names; `head`
 * has these two, and the day of the front matter.  Returns the parts in the file's order: an array
 * of Part, with those of no meeting that have any text.  NULL for a file that is one meeting.
 */
GArray *parts_find(const Source *source, const GArray *blocks, const Meeting *head,
                   const NotesContext *context, const GPtrArray *action_headings);

/* The title of the whole file: the first heading of level 1 above all parts.  Newly allocated, or
 * NULL. */
char *parts_title(const GArray *blocks, const GArray *parts);

#endif
