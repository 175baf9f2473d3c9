/* dates.h - finds dates that people write in words, relative to the day they were written. */
#ifndef TIDINGS_NOTES_DATES_H
#define TIDINGS_NOTES_DATES_H

#include "context.h"

typedef enum {
	DATE_CALENDAR, /* names a day of a month: `2022-10-17`, `Friday, August 11`, `17 Oct`,
	                  `17.10.2022` */
	DATE_WEEKDAY,  /* `Tuesday`, `next Tuesday` */
	DATE_PERIOD,   /* the end of a period: `end of May` */
	DATE_NEAR,     /* `today`, `tomorrow`, `EOD` */
	DATE_AFTER,    /* `in 3 weeks`, `two weeks from now` */
} DateKind;

typedef enum {
	DATE_FINE,
	DATE_IMPOSSIBLE,       /* no such day: `February 30`; `day` is DAY_NONE */
	DATE_WEEKDAY_MISMATCH, /* `day` is on another weekday than the text says */
} DateFault;

typedef struct {
	DateKind kind;
	DateFault fault;
	gboolean next; /* a weekday is said to be the next: `next Tuesday`, `Friday next week` */
	Day day;
	gsize start, end; /* bytes of the text, without the preposition */
} DateFound;

/*
 * Finds the next date at or after byte `from` of `text`, but not in what is struck out.  Relative
 * dates count from the day of `context`; without one neither they nor dates without a year are
 * found, unless the context has a year.  Returns FALSE when there is no date.
 */
gboolean date_find(const char *text, gsize from, const NotesContext *context, DateFound *found);

/*
 * Reads a cell of a table that has nothing but a date, which needs no year: `10-05`, in the order
 * of `context`, or in the one that makes it a day soon after that of `context`.  DAY_NONE for
 * another text.
 */
Day date_of_cell(const char *cell, const NotesContext *context);

/*
 * Returns the order of the numbers in `06/02/2024`: as the other dates of `text` have it, one with
 * a number above 12 or a weekday; otherwise as the languages have it, and months first in an
 * English text with a time zone of the USA.
 */
DateOrder date_order_of_text(const char *text, gsize length, Languages languages);

/* The English name of a weekday, 1 for Monday. */
const char *date_weekday_name(int weekday);

#endif
