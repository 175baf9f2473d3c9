/* due.h - which of the dates in an item is its deadline, and which the next meeting. */
#ifndef TIDINGS_NOTES_DUE_H
#define TIDINGS_NOTES_DUE_H

#include "notes/dates.h"

/* The deadline that an action's text names, or DAY_NONE.  `today` is the meeting's day. */
Day due_find(const char *text, Day today);

/* The day of the next meeting that a note announces, or DAY_NONE. */
Day due_next_meeting(const char *text, Day today);

#endif
