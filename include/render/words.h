/* words.h - every word that messages are made of, in one place, plurals right. */
#ifndef TIDINGS_RENDER_WORDS_H
#define TIDINGS_RENDER_WORDS_H

#include "base/day.h"

#include <jansson.h>

/* What is counted. */
typedef enum {
	WORDS_MEETINGS, /* "4 meetings" */
	WORDS_CHANGED,  /* "2 changed notes" */
	WORDS_NEW,      /* "12 new TODOs" */
	WORDS_OVERDUE,  /* "3 overdue" */
	WORDS_OPEN,     /* "41 open" */
	WORDS_IN_ALL,   /* "41 open in all" */
	WORDS_DUE_TODAY,
	WORDS_DUE_WEEK,
	WORDS_UNASSIGNED,
	WORDS_FINISHED,
	WORDS_ADDED,
	WORDS_REWORDED,
	WORDS_WITHDRAWN,
	WORDS_TODOS,
	WORDS_COUNTS
} WordsCount;

/* All strings are newly allocated, or belong to the table when `const`. */
char *words_count(WordsCount what, guint n);

/* The label below a big number: "meetings", "new TODOs". */
const char *words_count_label(WordsCount what, guint n);

/* "Wed 16 Feb", with the year when it is not today's. */
char *words_date(Day day, Day today);

/* Likewise, but "today" and "tomorrow" are called so. */
char *words_day(Day day, Day today);

/* "Wednesday, 16 February 2022" */
char *words_long_day(Day day);

/* "10\u201316 February 2025" */
char *words_period(Day from, Day to);

/* "Notes, week 7", "Notes, 14 February 2025", "Notes, 10 January \u2013 9 February 2025": by the length of the period. */
char *words_title(Day from, Day today);

/* "overdue by 3 days", "due today", "due tomorrow", "due Fri 18 Feb" */
char *words_due(int due_in, Day due, Day today);

/* "open 5 weeks, 3 meetings"; the second part only for two or more. */
char *words_age(guint days, guint meetings);

/* "A", "A and B", "A, B and C" of char *. */
char *words_list(const GPtrArray *names);

/* Likewise, but "A, B and 4 others" beyond `most`. */
char *words_list_capped(const GPtrArray *names, guint most);

/* "and 12 more" */
char *words_more(guint n);

/* A sentence with one %s, by its name; NULL for an unknown name. */
char *words_sentence(const char *name, const char *argument);

/* Fills a preheader that would be too short. */
const char *words_links_hint(void);

/* The words that templates use, by name: an object of strings. */
json_t *words_labels(void);

#endif
