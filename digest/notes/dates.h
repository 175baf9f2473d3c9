/* dates.h - dates as people write them in English, relative to the day they were written. */
#ifndef TIDINGS_NOTES_DATES_H
#define TIDINGS_NOTES_DATES_H

#include "base/day.h"

typedef enum {
	DATE_CALENDAR, /* names a day of a month: `2022-10-17`, `Friday, August 11`, `17 Oct`,
	                  `17.10.2022` */
	DATE_WEEKDAY,  /* `Tuesday`, `next Tuesday` */
	DATE_PERIOD,   /* the end of one: `end of May` */
	DATE_NEAR,     /* `today`, `tomorrow`, `EOD` */
	DATE_AFTER,    /* `in 3 weeks`, `two weeks from now` */
} DateKind;

typedef enum {
	DATE_FINE,
	DATE_IMPOSSIBLE,       /* no such day: `February 30`; `day` is DAY_NONE */
	DATE_WEEKDAY_MISMATCH, /* the weekday it names is another one */
} DateFault;

typedef struct {
	DateKind kind;
	DateFault fault;
	Day day;
	gsize start, end; /* bytes of the text, without the preposition */
} DateFound;

/*
 * Finds the next date at or after byte `from` of `text`.  `today` is the day relative dates count
 * from; with DAY_NONE they, and dates without a year, are not found.  FALSE when there is none.
 */
gboolean date_find(const char *text, gsize from, Day today, DateFound *found);

/* The English weekday (1 Monday) or month (1 January) that `word` of `length` bytes is, short or
 * long; 0 for none. */
int date_weekday_from_name(const char *word, gsize length);
int date_month_from_name(const char *word, gsize length);
const char *date_weekday_name(int weekday);

#endif
