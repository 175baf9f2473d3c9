/* date_words.c - reads a date word by word, in the languages of the notes. */
#include "date_words.h"

#include "base/scan.h"

#include <string.h>

enum {
	/* Kinds that a date begins with. */
	OPENING_KINDS = DATE_WORD_MONTH | DATE_WORD_WEEKDAY | DATE_WORD_COUNT | DATE_WORD_ARTICLE |
	                DATE_WORD_TODAY | DATE_WORD_TOMORROW | DATE_WORD_DAY_AFTER |
	                DATE_WORD_END_OF_DAY | DATE_WORD_END_OF_WEEK | DATE_WORD_END_OF |
	                DATE_WORD_THIS | DATE_WORD_NEXT | DATE_WORD_AFTER_NEXT | DATE_WORD_WITHIN,
	LETTERS =
	    32, /* a letter is a number of five bits: 1 for A; OTHER_LETTER; 0 for no letter */
	OTHER_LETTER = 31
};

/* The bits of third letters by the first two. */
typedef guint32 Openings[LETTERS * LETTERS];

DateWordFound
date_word_at(Languages languages, const char *p, guint kinds)
{
	DateWordFound found = { 0 };
	char first = g_ascii_tolower(*p);

	for (guint i = 0; vocabularies[i] != NULL; i++) {
		if ((languages >> i & 1) == 0)
			continue;
		for (const DateWord *row = vocabularies[i]->date_words; row->words != NULL; row++) {
			if ((row->kind & kinds) == 0 ||
			    (*row->words != first && (guchar)first < 0x80))
				continue;
			const char *after = vocabulary_after_entry(p, row->words);
			if (after == NULL || (gsize)(after - p) <= found.length)
				continue;
			found =
			    (DateWordFound){ (gsize)(after - p), row->value, row->kind, i == 0 };
		}
	}
	return found;
}

void
date_skip_blanks(DateCursor *cursor)
{
	cursor->p = scan_skip_blanks(cursor->p);
}

gboolean
date_accept(DateCursor *cursor, guint kinds)
{
	DateWordFound word = date_word_at(cursor->languages, cursor->p, kinds);

	if (word.length == 0)
		return FALSE;
	cursor->p += word.length;
	date_skip_blanks(cursor);
	return TRUE;
}

gboolean
date_accept_ordinal(DateCursor *cursor)
{
	DateWordFound word = date_word_at(cursor->languages, cursor->p, DATE_WORD_ORDINAL);

	/* The full stop of `3.5.` is one of a number. */
	if (word.length == 0 || (*cursor->p == '.' && g_ascii_isdigit(cursor->p[word.length])))
		return FALSE;
	cursor->p += word.length;
	return TRUE;
}

gboolean
date_scan_number(DateCursor *cursor, gsize digits, int *number)
{
	gsize length = strspn(cursor->p, "0123456789");
	if (length == 0 || length > digits)
		return FALSE;
	*number = (int)g_ascii_strtoll(cursor->p, NULL, 10);
	cursor->p += length;
	return TRUE;
}

static guint
letter_at(const char *p)
{
	if ((guchar)*p >= 0x80)
		return OTHER_LETTER;
	return g_ascii_isalpha(*p) ? *p & (LETTERS - 1) : 0;
}

/* Sets the first two letters of the word at `p`, as one number, and its third letter, as one bit.
 */
static void
first_letters(const char *p, guint *two, guint32 *third)
{
	guint first = letter_at(p), second = first != 0 ? letter_at(p + 1) : 0;

	*two = first * LETTERS + second;
	*third = 1u << (second != 0 ? letter_at(p + 2) : 0);
}

/* The openings of each language; made at first use, constant then. */
static const Openings *
openings_of_languages(void)
{
	static Openings openings[LANGUAGES_MAX];
	static gsize ready;

	if (!g_once_init_enter(&ready))
		return (const Openings *)openings;
	for (guint i = 0; vocabularies[i] != NULL; i++) {
		for (const DateWord *row = vocabularies[i]->date_words; row->words != NULL; row++) {
			guint two;
			guint32 third;
			if ((row->kind & OPENING_KINDS) == 0)
				continue;
			first_letters(row->words, &two, &third);
			openings[i][two] |= third;
		}
	}
	g_once_init_leave(&ready, 1);
	return (const Openings *)openings;
}

gboolean
date_may_begin(Languages languages, const char *p)
{
	const Openings *openings = openings_of_languages();
	guint two;
	guint32 third;

	first_letters(p, &two, &third);
	/* The tables have few accents, the text may have all of them. */
	if (two / LETTERS == OTHER_LETTER || two % LETTERS == OTHER_LETTER ||
	    third == 1u << OTHER_LETTER)
		return languages != LANGUAGES_ENGLISH;
	for (guint i = 0; vocabularies[i] != NULL; i++)
		if ((languages >> i & 1) != 0 && (openings[i][two] & third) != 0)
			return TRUE;
	return FALSE;
}
