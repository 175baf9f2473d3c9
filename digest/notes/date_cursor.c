/* date_cursor.c - the words and numbers that dates are made of. */
#include "date_cursor.h"

#include "dates.h"

#include <string.h>

static const char *const weekdays[] = { "monday", "tuesday",  "wednesday", "thursday",
	                                "friday", "saturday", "sunday" };
static const char *const months[] = { "january",   "february", "march",    "april",
	                              "may",       "june",     "july",     "august",
	                              "september", "october",  "november", "december" };

static int
name_index(const char *const *names, gsize count, const char *word, gsize length)
{
	for (gsize i = 0; i < count; i++) {
		gsize full = strlen(names[i]);
		gboolean shortened = length == 3 || (length == 4 && full > 4);
		if ((length == full || shortened) &&
		    g_ascii_strncasecmp(word, names[i], length) == 0)
			return (int)i + 1;
	}
	return 0;
}

int
date_weekday_from_name(const char *word, gsize length)
{
	if (length == 5 && g_ascii_strncasecmp(word, "thurs", 5) == 0)
		return 4;
	return name_index(weekdays, G_N_ELEMENTS(weekdays), word, length);
}

int
date_month_from_name(const char *word, gsize length)
{
	return name_index(months, G_N_ELEMENTS(months), word, length);
}

const char *
date_weekday_name(int weekday)
{
	static const char *const names[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
		                             "Friday", "Saturday", "Sunday" };
	return names[(weekday + 6) % 7];
}

gsize
date_word_length(const char *p)
{
	gsize length = 0;

	while (g_ascii_isalpha(p[length]))
		length++;
	/* A word with letters that English has not is no word of ours. */
	return (guchar)p[length] >= 0x80 ? 0 : length;
}

void
date_skip(DateCursor *cursor, const char *characters)
{
	cursor->p += strspn(cursor->p, characters);
}

/* Takes `word` (lower case) as a whole word. */
gboolean
date_take_word(DateCursor *cursor, const char *word)
{
	gsize length = strlen(word);

	if (date_word_length(cursor->p) != length ||
	    g_ascii_strncasecmp(cursor->p, word, length) != 0)
		return FALSE;
	cursor->p += length;
	date_skip(cursor, " \t");
	return TRUE;
}

/* Takes a number of one to `digits` digits. */
gboolean
date_take_number(DateCursor *cursor, gsize digits, int *number)
{
	gsize length = strspn(cursor->p, "0123456789");
	if (length == 0 || length > digits)
		return FALSE;
	*number = (int)g_ascii_strtoll(cursor->p, NULL, 10);
	cursor->p += length;
	return TRUE;
}

/* Takes a day of a month: `17`, `17th`, `5-8` (of which the first counts). */
gboolean
date_take_day(DateCursor *cursor, int *day)
{
	DateCursor ahead = *cursor;

	if (!date_take_number(&ahead, 2, day) || *day < 1)
		return FALSE;
	gsize suffix = date_word_length(ahead.p);
	if (suffix == 2 &&
	    (!g_ascii_strncasecmp(ahead.p, "st", 2) || !g_ascii_strncasecmp(ahead.p, "nd", 2) ||
	     !g_ascii_strncasecmp(ahead.p, "rd", 2) || !g_ascii_strncasecmp(ahead.p, "th", 2)))
		ahead.p += 2;
	if (*ahead.p == '-' && g_ascii_isdigit(ahead.p[1])) {
		int last = 0;
		ahead.p++;
		if (!date_take_number(&ahead, 2, &last))
			return FALSE;
	}
	/* `3pm`, `8:30`, `1.5` are no days. */
	if (date_word_length(ahead.p) > 0 || (*ahead.p == ':' && g_ascii_isdigit(ahead.p[1])) ||
	    (*ahead.p == '.' && g_ascii_isdigit(ahead.p[1])) || *ahead.p == '%')
		return FALSE;
	*cursor = ahead;
	return TRUE;
}

/* Takes `, 2022` or ` 2022`; 0 when no year follows. */
int
date_take_year(DateCursor *cursor)
{
	DateCursor ahead = *cursor;
	int year = 0;

	date_skip(&ahead, " \t");
	if (*ahead.p == ',') {
		ahead.p++;
		date_skip(&ahead, " \t");
	}
	if (strspn(ahead.p, "0123456789") != 4 || !date_take_number(&ahead, 4, &year) ||
	    year < 1900 || year > 2999)
		return 0;
	*cursor = ahead;
	return year;
}

gboolean
date_take_month(DateCursor *cursor, int *month)
{
	gsize length = date_word_length(cursor->p);

	*month = date_month_from_name(cursor->p, length);
	/* `may` and `march` in small letters are verbs. */
	if (*month == 0 || ((*month == 3 || *month == 5) && g_ascii_islower(*cursor->p)))
		return FALSE;
	cursor->p += length;
	if (*cursor->p == '.')
		cursor->p++;
	date_skip(cursor, " \t");
	return TRUE;
}

/* The second and third letters of words that begin a date, by their first: nearly no other word
 * passes. */
static const char *const date_words[26] = {
	['a' - 'a'] = "pr ug",
	['c' - 'a'] = "ob",
	['d' - 'a'] = "ec",
	['e' - 'a'] = "nd od ow ig le",
	['f' - 'a'] = "ri eb ou iv",
	['j' - 'a'] = "an un ul",
	['m' - 'a'] = "on ar ay",
	['n' - 'a'] = "ov ex in",
	['o' - 'a'] = "ct ne",
	['s' - 'a'] = "at un ep ix ev",
	['t' - 'a'] = "ue hu hi he od on om wo hr en we",
	['w' - 'a'] = "ed it",
};

gboolean
date_may_begin(const char *p)
{
	if (g_ascii_isdigit(*p))
		return TRUE;
	if (!g_ascii_isalpha(p[0]))
		return FALSE;
	char first = g_ascii_tolower(p[0]), second = g_ascii_tolower(p[1]);
	if (!g_ascii_isalpha(second))
		return first == 'a';
	char third = g_ascii_tolower(p[2]);
	if (!g_ascii_isalpha(third))
		return second == 'n' && (first == 'a' || first == 'i');
	for (const char *word = date_words[first - 'a']; word != NULL;
	     word = word[2] == ' ' ? word + 3 : NULL) {
		if (word[0] == second && word[1] == third)
			return TRUE;
	}
	return FALSE;
}
