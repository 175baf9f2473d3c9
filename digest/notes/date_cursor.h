/* date_cursor.h - the words and numbers that dates are made of. */
#ifndef TIDINGS_NOTES_DATE_CURSOR_H
#define TIDINGS_NOTES_DATE_CURSOR_H

#include "base/day.h"

/* A place in a text.  The functions that take something move `p` behind it, or leave it where it is
 * and return FALSE. */
typedef struct {
	const char *text;
	const char *p;
	Day today; /* what relative dates count from, or DAY_NONE */
} DateCursor;

/* FALSE for a word at `p` that cannot begin a date: most words, told by their first letters. */
gboolean date_may_begin(const char *p);

/* Bytes of the English word at `p`; 0 when it has other letters, too. */
gsize date_word_length(const char *p);

void date_skip(DateCursor *cursor, const char *characters);

/* `word` (lower case) as a whole word, and the blanks behind it. */
gboolean date_take_word(DateCursor *cursor, const char *word);

/* A number of one to `digits` digits. */
gboolean date_take_number(DateCursor *cursor, gsize digits, int *number);

/* A day of a month: `17`, `17th`, `5-8` (of which the first counts). */
gboolean date_take_day(DateCursor *cursor, int *day);

/* `, 2022` or ` 2022`; 0 when no year follows. */
int date_take_year(DateCursor *cursor);

/* A month's name and the blanks behind it. */
gboolean date_take_month(DateCursor *cursor, int *month);

#endif
