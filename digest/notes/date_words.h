/* date_words.h - reads a date word by word, in the languages of the notes. */
#ifndef TIDINGS_NOTES_DATE_WORDS_H
#define TIDINGS_NOTES_DATE_WORDS_H

#include "base/day.h"
#include "vocabulary.h"

/*
 * A position in a text that dates are read from.  Functions that take it move `p` past what they
 * read, or leave it where it is and return FALSE.
 */
typedef struct {
	const char *p;
	Day today; /* that relative dates count from, or DAY_NONE */
	int year;  /* of dates that name none, if `today` is DAY_NONE; 0: unknown */
	Languages languages;
	DateOrder order; /* of `06/02/2024` */
} DateCursor;

/* A word of a date. */
typedef struct {
	gsize length;     /* bytes; 0: there is none */
	int value;        /* DateWord.value */
	guint kind;       /* DateWordKind */
	gboolean english; /* it is a word of English */
} DateWordFound;

/* Returns the longest word of one of `kinds` (DateWordKind) that `p` begins with. */
DateWordFound date_word_at(Languages languages, const char *p, guint kinds);

/* Accepts a word of one of `kinds` and the blanks after it. */
gboolean date_accept(DateCursor *cursor, guint kinds);

/* Accepts what follows the number of a day: `th`, `er`, `.`, `º`. */
gboolean date_accept_ordinal(DateCursor *cursor);

/* Skips blanks. */
void date_skip_blanks(DateCursor *cursor);

/* Reads a number of one to `digits` digits. */
gboolean date_scan_number(DateCursor *cursor, gsize digits, int *number);

/* FALSE for nearly every word that does not begin a date: a cheap test before all others. */
gboolean date_may_begin(Languages languages, const char *p);

#endif
