/*
 * words.h - every word that messages are made of, in the reader's language, with correct plurals.
 *
 * All functions take the catalogue of that language; NULL is English.  A text's placeholders are
 * written {name}: each language puts them in its own order.  CONTRIBUTING.md says how words get
 * into the catalogues.
 */
#ifndef TIDINGS_RENDER_WORDS_H
#define TIDINGS_RENDER_WORDS_H

#include "base/day.h"
#include "render/catalogue.h"

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
	WORDS_REOWNED,
	WORDS_WITHDRAWN,
	WORDS_MARKED,
	WORDS_LOOKING,
	WORDS_TODOS,
	WORDS_NOTED, /* "3 just noted" */
	WORDS_COUNTS
} WordsCount;

/* All strings are newly allocated, or constant where the type says so. */
char *words_count(const Catalogue *catalogue, WordsCount what, guint n);

/* "2 TODOs are listed for the last time" */
char *words_last(const Catalogue *catalogue, guint n);

/* Returns the label below a big number, without the number: "meetings", "new TODOs". */
const char *words_count_label(const Catalogue *catalogue, WordsCount what, guint n);

/* "Wed 16 Feb", with the year when it is not today's. */
char *words_date(const Catalogue *catalogue, Day day, Day today);

/* The same, but today and tomorrow have their own words. */
char *words_day(const Catalogue *catalogue, Day day, Day today);

/* The name of a month, from 1, in full or `brief`: "May". */
const char *words_month(const Catalogue *catalogue, int month, gboolean brief);

/* "Wednesday, 16 February 2022" */
char *words_long_day(const Catalogue *catalogue, Day day);

/* "10\u201316 February 2025" */
char *words_period(const Catalogue *catalogue, Day from, Day to);

/* "Notes, week 7", "Notes, 14 February 2025", "Notes, 10 January \u2013 9 February 2025": by the
 * length of the period. */
char *words_title(const Catalogue *catalogue, Day from, Day today);

/* "overdue by 3 days", "due today", "due tomorrow", "due Fri 18 Feb" */
char *words_due(const Catalogue *catalogue, int due_in, Day due, Day today);

/* "due Fri 18 Feb", with the year when it is not today's. */
char *words_due_on(const Catalogue *catalogue, Day due, Day today);

/* "since Wed 16 Feb, 3 meetings"; the second part only for two or more. */
char *words_since(const Catalogue *catalogue, Day first, guint meetings, Day today);

/* "open 5 weeks, 3 meetings"; the second part only for two or more. */
char *words_age(const Catalogue *catalogue, guint days, guint meetings);

/* "A", "A and B", "A, B and C" of char *. */
char *words_list(const Catalogue *catalogue, const GPtrArray *names);

/* The same, but "A, B and 4 others" for more than `most`. */
char *words_list_capped(const Catalogue *catalogue, const GPtrArray *names, guint most);

/* The same, where `names` are only the first of `total`. */
char *words_list_of(const Catalogue *catalogue, const GPtrArray *names, guint most, guint total);

/* "and 12 more", "and 12 more in the notes" */
char *words_more(const Catalogue *catalogue, guint n);
char *words_more_in_notes(const Catalogue *catalogue, guint n);

/* Returns the sentence called `name` with its placeholder filled; NULL for an unknown name. */
char *words_sentence(const Catalogue *catalogue, const char *name, const char *argument);

/* Returns "Notes, week 7: 4 meetings, 12 new TODOs" from title and counts. */
char *words_headline(const Catalogue *catalogue, const char *title, const char *counts);

/* "open (as of Wed 16 Feb)": the state of what an item links to when it was last known. */
char *words_linked_as_of(const Catalogue *catalogue, const char *state, Day day, Day today);

/* "merged (by GitHub, Wed 16 Feb)" */
char *words_ended_by(const Catalogue *catalogue, const char *state, const char *forge, Day day,
                     Day today);

/* Returns a sentence for a preheader that would be too short. */
const char *words_links_hint(const Catalogue *catalogue);

/*
 * Returns `text` with every {key} of `pairs` (key, value, key, value, NULL) replaced by its value.
 * Newly allocated.
 */
char *words_fill(const char *text, const char *const *pairs);

/* Returns the word that templates name words.NAME; NULL for an unknown name. */
const char *words_label(const Catalogue *catalogue, const char *name);

/*
 * Returns the words that templates use, by name, with `language` and `direction`: an object of
 * strings, a new reference.
 */
json_t *words_labels(const Catalogue *catalogue);

#endif
