/* due.h - which of the dates in an item is its deadline, and which the next meeting. */
#ifndef TIDINGS_NOTES_DUE_H
#define TIDINGS_NOTES_DUE_H

#include "dates.h"

enum {
	DATES_MAX = 16 /* of one item that are looked at: a deadline stands near its words */
};

/* The dates of an item's text. */
typedef struct {
	guint count;
	DateFound found[DATES_MAX];
} Dates;

/* Finds the dates of `text`.  `today` is the meeting's day. */
void dates_read(const char *text, Day today, Dates *dates);

/* The deadline that an action's text names, or DAY_NONE. */
Day due_find(const char *text, const Dates *dates);

/* The first day to come of `dates`, one of the calendar before all others, or NULL. */
const DateFound *due_first_to_come(const Dates *dates, Day today);

/* The date of the next meeting that a note announces, one of `dates`, or NULL. */
const DateFound *due_next_meeting(const char *text, const Dates *dates, Day today);

#endif
