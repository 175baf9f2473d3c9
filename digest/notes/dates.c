/* dates.c - dates as people write them in English. */
#include "notes/dates.h"

#include <string.h>

static const char *const weekdays[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
static const char *const months[] = { "january", "february", "march",     "april",   "may",      "june",
	                              "july",    "august",   "september", "october", "november", "december" };
static const char *const numbers[] = { "one",   "two",   "three", "four", "five",   "six",
	                               "seven", "eight", "nine",  "ten",  "eleven", "twelve" };

/* Reads from `p`; each function moves it behind what it took. */
typedef struct {
	const char *text;
	const char *p;
	Day today;
} Cursor;

static int
name_index(const char *const *names, gsize count, const char *word, gsize length)
{
	for (gsize i = 0; i < count; i++) {
		gsize full = strlen(names[i]);
		gboolean shortened = length == 3 || (length == 4 && full > 4);
		if ((length == full || shortened) && g_ascii_strncasecmp(word, names[i], length) == 0)
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

static gsize
word_length(const char *p)
{
	gsize length = 0;

	while (g_ascii_isalpha(p[length]))
		length++;
	/* A word with letters that English has not is no word of ours. */
	return (guchar)p[length] >= 0x80 ? 0 : length;
}

static void
skip(Cursor *cursor, const char *characters)
{
	cursor->p += strspn(cursor->p, characters);
}

/* Takes `word` (lower case) as a whole word. */
static gboolean
take_word(Cursor *cursor, const char *word)
{
	gsize length = strlen(word);

	if (word_length(cursor->p) != length || g_ascii_strncasecmp(cursor->p, word, length) != 0)
		return FALSE;
	cursor->p += length;
	skip(cursor, " \t");
	return TRUE;
}

/* Takes a number of one to `digits` digits. */
static gboolean
take_number(Cursor *cursor, gsize digits, int *number)
{
	gsize length = strspn(cursor->p, "0123456789");
	if (length == 0 || length > digits)
		return FALSE;
	*number = (int)g_ascii_strtoll(cursor->p, NULL, 10);
	cursor->p += length;
	return TRUE;
}

/* Takes a day of a month: `17`, `17th`, `5-8` (of which the first counts). */
static gboolean
take_day(Cursor *cursor, int *day)
{
	Cursor ahead = *cursor;

	if (!take_number(&ahead, 2, day) || *day < 1)
		return FALSE;
	gsize suffix = word_length(ahead.p);
	if (suffix == 2 && (!g_ascii_strncasecmp(ahead.p, "st", 2) || !g_ascii_strncasecmp(ahead.p, "nd", 2) ||
	                    !g_ascii_strncasecmp(ahead.p, "rd", 2) || !g_ascii_strncasecmp(ahead.p, "th", 2)))
		ahead.p += 2;
	if (*ahead.p == '-' && g_ascii_isdigit(ahead.p[1])) {
		int last = 0;
		ahead.p++;
		if (!take_number(&ahead, 2, &last))
			return FALSE;
	}
	/* `3pm`, `8:30`, `1.5` are no days. */
	if (word_length(ahead.p) > 0 || (*ahead.p == ':' && g_ascii_isdigit(ahead.p[1])) ||
	    (*ahead.p == '.' && g_ascii_isdigit(ahead.p[1])) || *ahead.p == '%')
		return FALSE;
	*cursor = ahead;
	return TRUE;
}

/* Takes `, 2022` or ` 2022`; 0 when no year follows. */
static int
take_year(Cursor *cursor)
{
	Cursor ahead = *cursor;
	int year = 0;

	skip(&ahead, " \t");
	if (*ahead.p == ',') {
		ahead.p++;
		skip(&ahead, " \t");
	}
	if (strspn(ahead.p, "0123456789") != 4 || !take_number(&ahead, 4, &year) || year < 1900 || year > 2999)
		return 0;
	*cursor = ahead;
	return year;
}

static gboolean
take_month(Cursor *cursor, int *month)
{
	gsize length = word_length(cursor->p);

	*month = date_month_from_name(cursor->p, length);
	/* `may` and `march` in small letters are verbs. */
	if (*month == 0 || ((*month == 3 || *month == 5) && g_ascii_islower(*cursor->p)))
		return FALSE;
	cursor->p += length;
	if (*cursor->p == '.')
		cursor->p++;
	skip(cursor, " \t");
	return TRUE;
}

/* Without a year the next such day is meant, or one that is not long past. */
static int
guess_year(Day today, int month, int day)
{
	enum {
		PAST_MAX = 120
	};
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, today);
	int year = g_date_get_year(&date);
	Day then = day_from_ymd(year, month, MIN(day, 28));
	return then + PAST_MAX < today ? year + 1 : year;
}

/* Fills the day of a calendar date; `weekday` is 0 when it names none, `year` is 0 likewise. */
static gboolean
settle(Cursor *cursor, DateFound *found, int weekday, int year, int month, int day)
{
	if (year == 0 && cursor->today == DAY_NONE)
		return FALSE;
	if (year == 0)
		year = guess_year(cursor->today, month, day);
	found->kind = DATE_CALENDAR;
	found->day = day_from_ymd(year, month, day);
	found->fault = DATE_FINE;
	if (found->day == DAY_NONE)
		found->fault = DATE_IMPOSSIBLE;
	else if (weekday != 0 && day_weekday(found->day) != weekday)
		found->fault = DATE_WEEKDAY_MISMATCH;
	return TRUE;
}

/* `October 17, 2022`, `17 Oct`, `17th of October`. */
static gboolean
read_month_date(Cursor *cursor, DateFound *found, int weekday)
{
	Cursor ahead = *cursor;
	int month = 0, day = 0;

	if (take_month(&ahead, &month)) {
		if (!take_day(&ahead, &day))
			return FALSE;
	} else {
		if (!take_day(&ahead, &day))
			return FALSE;
		skip(&ahead, " \t");
		take_word(&ahead, "of");
		if (!take_month(&ahead, &month))
			return FALSE;
		while (ahead.p > cursor->p && ahead.p[-1] == ' ')
			ahead.p--;
	}
	int year = take_year(&ahead);
	if (!settle(&ahead, found, weekday, year, month, day))
		return FALSE;
	cursor->p = ahead.p;
	return TRUE;
}

/* `2022-10-17`, `17.10.2022`, `17/10/2022` (when it cannot be the tenth of the seventeenth month). */
static gboolean
read_numeric_date(Cursor *cursor, DateFound *found, int weekday)
{
	Cursor ahead = *cursor;
	gsize digits = strspn(ahead.p, "0123456789");
	int a = 0, b = 0, c = 0;

	if (digits == 0 || !take_number(&ahead, 4, &a))
		return FALSE;
	char separator = *ahead.p++;
	if (strchr("-./", separator) == NULL || separator == '\0' || !take_number(&ahead, 2, &b))
		return FALSE;
	if (*ahead.p++ != separator || !take_number(&ahead, digits == 4 ? 2 : 4, &c) || g_ascii_isalnum(*ahead.p))
		return FALSE;
	if (*ahead.p == separator && g_ascii_isdigit(ahead.p[1]))
		return FALSE;
	gboolean fits = digits == 4 ? separator == '-' || separator == '/'
	                            : c >= 1900 && (separator == '.' || (separator == '/' && a > 12));
	if (!fits || !settle(&ahead, found, weekday, digits == 4 ? a : c, b, digits == 4 ? c : a))
		return FALSE;
	cursor->p = ahead.p;
	return TRUE;
}

/* `Friday, August 11`, `next Monday, July 4th, 2022`, `Friday`. */
static gboolean
read_weekday_date(Cursor *cursor, DateFound *found)
{
	Cursor ahead = *cursor;

	if (!take_word(&ahead, "next"))
		take_word(&ahead, "this");
	gsize length = word_length(ahead.p);
	int weekday = date_weekday_from_name(ahead.p, length);
	/* `sun` and `sat` alone, in small letters, are words. */
	if (weekday == 0 || (length <= 4 && !g_ascii_isupper(*ahead.p)))
		return FALSE;
	ahead.p += length;
	Cursor alone = ahead;
	skip(&ahead, " \t,.(");
	take_word(&ahead, "the");
	if (read_month_date(&ahead, found, weekday) || read_numeric_date(&ahead, found, weekday)) {
		cursor->p = ahead.p;
		return TRUE;
	}
	if (cursor->today == DAY_NONE)
		return FALSE;
	cursor->p = alone.p;
	found->kind = DATE_WEEKDAY;
	found->day = cursor->today + (Day)((weekday - day_weekday(cursor->today) + 6) % 7 + 1);
	return TRUE;
}

static Day
last_of_month(int year, int month)
{
	return month == 12 ? day_from_ymd(year, 12, 31) : day_from_ymd(year, month + 1, 1) - 1;
}

/* After `end of`: a month, `the month`, `the year`, `the week` (its Friday), `day`. */
static Day
end_of(Cursor *cursor)
{
	int month = 0;
	GDate date;

	take_word(cursor, "the");
	take_word(cursor, "this");
	g_date_clear(&date, 1);
	g_date_set_julian(&date, cursor->today);
	int year = g_date_get_year(&date);
	if (take_word(cursor, "day") || take_word(cursor, "today"))
		return cursor->today;
	Day friday = cursor->today + (Day)((5 - day_weekday(cursor->today) + 7) % 7);
	if (take_word(cursor, "week"))
		return friday;
	if (take_word(cursor, "next"))
		return take_word(cursor, "week") ? friday + 7 : DAY_NONE;
	if (take_word(cursor, "month"))
		return last_of_month(year, (int)g_date_get_month(&date));
	if (take_word(cursor, "year"))
		return day_from_ymd(year, 12, 31);
	if (!take_month(cursor, &month))
		return DAY_NONE;
	int named = take_year(cursor);
	return last_of_month(named != 0 ? named : guess_year(cursor->today, month, 28), month);
}

static gboolean
read_period(Cursor *cursor, DateFound *found)
{
	Cursor ahead = *cursor;

	take_word(&ahead, "the");
	if (!take_word(&ahead, "end") || !take_word(&ahead, "of"))
		return FALSE;
	found->day = end_of(&ahead);
	if (found->day == DAY_NONE)
		return FALSE;
	found->kind = found->day == cursor->today ? DATE_NEAR : DATE_PERIOD;
	cursor->p = ahead.p;
	return TRUE;
}

static gboolean
read_near(Cursor *cursor, DateFound *found)
{
	found->kind = DATE_NEAR;
	found->day = cursor->today;
	if (take_word(cursor, "today") || take_word(cursor, "tonight") || take_word(cursor, "eod"))
		return TRUE;
	if (take_word(cursor, "tomorrow")) {
		found->day++;
		return TRUE;
	}
	if (!take_word(cursor, "eow"))
		return FALSE;
	found->kind = DATE_PERIOD;
	found->day += (Day)((5 - day_weekday(cursor->today) + 7) % 7);
	return TRUE;
}

/* A count: `3`, `three`, `a`. */
static gboolean
take_count(Cursor *cursor, int *count)
{
	if (take_number(cursor, 2, count)) {
		skip(cursor, " \t");
		return TRUE;
	}
	*count = 1;
	if (take_word(cursor, "a") || take_word(cursor, "an"))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
		*count = (int)i + 1;
		if (take_word(cursor, numbers[i]))
			return TRUE;
	}
	return FALSE;
}

/* The day `count` units after today, the unit being taken; DAY_NONE when it is none. */
static Day
take_unit(Cursor *cursor, int count)
{
	if (take_word(cursor, "day") || take_word(cursor, "days"))
		return cursor->today + (Day)count;
	if (take_word(cursor, "week") || take_word(cursor, "weeks"))
		return cursor->today + (Day)count * 7;
	if (!take_word(cursor, "month") && !take_word(cursor, "months"))
		return DAY_NONE;
	GDate date;
	g_date_clear(&date, 1);
	g_date_set_julian(&date, cursor->today);
	g_date_add_months(&date, (guint)count);
	return g_date_get_julian(&date);
}

/* `in 3 weeks`, `in a week's time`, `within two days`, `two weeks from now`. */
static gboolean
read_after(Cursor *cursor, DateFound *found)
{
	Cursor ahead = *cursor;
	int count = 0;
	gboolean in = take_word(&ahead, "in") || take_word(&ahead, "within");

	if (!take_count(&ahead, &count))
		return FALSE;
	found->day = take_unit(&ahead, count);
	if (found->day == DAY_NONE)
		return FALSE;
	if (g_str_has_prefix(ahead.p, "'s") || g_str_has_prefix(ahead.p, "’s"))
		ahead.p = strchr(ahead.p, 's') + 1;
	else if (*ahead.p == '\'')
		ahead.p++;
	skip(&ahead, " ");
	gboolean from_now = take_word(&ahead, "from") && take_word(&ahead, "now");
	if (!in && !from_now)
		return FALSE;
	if (!from_now)
		take_word(&ahead, "time");
	found->kind = DATE_AFTER;
	cursor->p = ahead.p;
	return TRUE;
}

static gboolean
read_date(Cursor *cursor, DateFound *found)
{
	*found = (DateFound){ .fault = DATE_FINE };
	if (g_ascii_isdigit(*cursor->p)) {
		if (read_numeric_date(cursor, found, 0) || read_month_date(cursor, found, 0))
			return TRUE;
	} else if (read_weekday_date(cursor, found) || read_month_date(cursor, found, 0))
		return TRUE;
	if (cursor->today == DAY_NONE)
		return FALSE;
	return read_near(cursor, found) || read_period(cursor, found) || read_after(cursor, found);
}

gboolean
date_find(const char *text, gsize from, Day today, DateFound *found)
{
	Cursor cursor = { .text = text, .p = text + from, .today = today };

	while (*cursor.p != '\0') {
		const char *start = cursor.p;
		/* An address is no place for dates. */
		if (g_str_has_prefix(start, "http://") || g_str_has_prefix(start, "https://")) {
			cursor.p += strcspn(start, " \t\n)>");
			continue;
		}
		gboolean begins = start == text || !(g_ascii_isalnum(start[-1]) || (guchar)start[-1] >= 0x80 ||
		                                     strchr("-_/.#", start[-1]) != NULL);
		/* After a space or an opening mark; a dash or slash joins what is no date. */
		if (g_ascii_isalnum(*start) && (begins || (start > text && start[-1] == ' ')) &&
		    read_date(&cursor, found)) {
			found->start = (gsize)(start - text);
			found->end = (gsize)(cursor.p - text);
			while (found->end > found->start && text[found->end - 1] == ' ')
				found->end--;
			return TRUE;
		}
		cursor.p = start + 1;
		while (g_ascii_isalnum(*start) && g_ascii_isalnum(*cursor.p))
			cursor.p++;
	}
	return FALSE;
}
