/* dates.h - finds dates that people write in English, relative to the day they were written. */
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
	Day day;
	gsize start, end; /* bytes of the text, without the preposition */
} DateFound;

/*
 * Finds the next date at or after byte `from` of `text`.  Relative dates count from the
 * day of `context`; without one neither they nor dates without a year are found.  Returns FALSE
 * when there is no date.
 */
gboolean date_find(const char *text, gsize from, const NotesContext *context, DateFound *found);

/* The English name of a weekday, 1 for Monday. */
const char *date_weekday_name(int weekday);

/* For tests: the words, in lower case, that a date may begin with, from index 0; NULL after the
 * last. */
const char *date_opening(guint index);

#endif
