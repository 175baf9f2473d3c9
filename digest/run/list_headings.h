/* list_headings.h - headings that recur above lists of people and what they say or do. */
#ifndef TIDINGS_RUN_LIST_HEADINGS_H
#define TIDINGS_RUN_LIST_HEADINGS_H

#include "model/meeting.h"

/* Headings by their text in one case, with how often they recur; a GHashTable. */
typedef GHashTable ListHeadings;

ListHeadings *list_headings_new(void);

/* Counts the headings of a meeting above two statements and more. */
void list_headings_add(ListHeadings *headings, const Meeting *meeting);

/*
 * Returns those of three meetings and more below which two of three statements are somebody's, the
 * most frequent first, and no more than five: char *, to be freed with the array.
 */
GPtrArray *list_headings_choose(const ListHeadings *headings);

#endif
