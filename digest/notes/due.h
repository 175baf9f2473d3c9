/* due.h - which date in a text is its deadline. */
#ifndef TIDINGS_NOTES_DUE_H
#define TIDINGS_NOTES_DUE_H

#include "dates.h"

enum {
	DATES_MAX = 16 /* more dates of one text are ignored */
};

/* The dates of a text, in its order. */
typedef struct {
	guint count;
	DateFound found[DATES_MAX];
} Dates;

/* Finds the dates of `text`. */
void dates_read(const char *text, const NotesContext *context, Dates *dates);

/* Returns the deadline that the text of an action names, or DAY_NONE. */
Day due_find(const char *text, const Dates *dates, Languages languages);

#endif
