/* dates.c - dates as people write them in English. */
#include "dates.h"

#include "base/scan.h"
#include "base/text.h"
#include "date_cursor.h"
#include "token.h"

#include <string.h>

static const char *const numbers[] = { "one",   "two",   "three", "four", "five",   "six",
	                               "seven", "eight", "nine",  "ten",  "eleven", "twelve" };

/* Without a year the next such day is meant, or one that is not long past. */
static int
guess_year(Day today, int month, int day)
{
	enum {
		PAST_MAX = 60
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
settle(DateCursor *cursor, DateFound *found, int weekday, int year, int month, int day)
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

/* `the 15th`, at the end of a clause: the next such day. */
static gboolean
read_ordinal(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;
	int day = 0;
	GDate date;

	if (!date_take_word(&ahead, "the") || !date_take_day(&ahead, &day) ||
	    !g_ascii_isalpha(ahead.p[-1]) ||
	    (*ahead.p != '\0' && strchr(".,;:)!", *ahead.p) == NULL))
		return FALSE;
	g_date_clear(&date, 1);
	g_date_set_julian(&date, cursor->today);
	int year = g_date_get_year(&date), month = (int)g_date_get_month(&date);
	if (day < g_date_get_day(&date)) {
		year += month / 12;
		month = month % 12 + 1;
	}
	found->kind = DATE_CALENDAR;
	found->day = day_from_ymd(year, month, day);
	if (found->day == DAY_NONE)
		return FALSE;
	cursor->p = ahead.p;
	return TRUE;
}

/* `October 17, 2022`, `17 Oct`, `17th of October`. */
static gboolean
read_month_date(DateCursor *cursor, DateFound *found, int weekday)
{
	DateCursor ahead = *cursor;
	int month = 0, day = 0;

	if (date_take_month(&ahead, &month)) {
		if (!date_take_day(&ahead, &day))
			return FALSE;
	} else {
		if (!date_take_day(&ahead, &day))
			return FALSE;
		date_skip(&ahead, " \t");
		date_take_word(&ahead, "of");
		if (!date_take_month(&ahead, &month))
			return FALSE;
		while (ahead.p > cursor->p && ahead.p[-1] == ' ')
			ahead.p--;
	}
	int year = date_take_year(&ahead);
	if (!settle(&ahead, found, weekday, year, month, day))
		return FALSE;
	cursor->p = ahead.p;
	return TRUE;
}

/* `2022-10-17`, `17.10.2022`, `17/10/2022` or `10/17/2022` (when only one of them is a month). */
static gboolean
read_numeric_date(DateCursor *cursor, DateFound *found, int weekday)
{
	DateCursor ahead = *cursor;
	gsize digits = strspn(ahead.p, "0123456789");
	int a = 0, b = 0, c = 0;

	if (digits == 0 || !date_take_number(&ahead, 4, &a))
		return FALSE;
	char separator = *ahead.p++;
	if (strchr("-./", separator) == NULL || separator == '\0' ||
	    !date_take_number(&ahead, 2, &b))
		return FALSE;
	if (*ahead.p++ != separator || !date_take_number(&ahead, digits == 4 ? 2 : 4, &c) ||
	    (g_ascii_isalnum(*ahead.p) && !(*ahead.p == 'T' && g_ascii_isdigit(ahead.p[1]))))
		return FALSE;
	if (*ahead.p == separator && g_ascii_isdigit(ahead.p[1]))
		return FALSE;
	gboolean fits = digits == 4 ? separator == '-' || separator == '/'
	                            : c >= 1900 && (separator == '.' ||
	                                            (separator == '/' && (a > 12 || b > 12)));
	if (digits != 4 && separator == '/' && a <= 12) {
		int month = a;
		a = b;
		b = month;
	}
	if (!fits || !settle(&ahead, found, weekday, digits == 4 ? a : c, b, digits == 4 ? c : a))
		return FALSE;
	cursor->p = ahead.p;
	return TRUE;
}

/* `Friday, August 11`, `next Monday, July 4th, 2022`, `Friday`. */
static gboolean
read_weekday_date(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;

	if (!date_take_word(&ahead, "next"))
		date_take_word(&ahead, "this");
	gsize length = date_word_length(ahead.p);
	int weekday = date_weekday_from_name(ahead.p, length);
	/* `sun` and `sat` alone, in small letters, are words. */
	if (weekday == 0 || (length <= 4 && !g_ascii_isupper(*ahead.p)))
		return FALSE;
	ahead.p += length;
	DateCursor alone = ahead;
	date_skip(&ahead, " \t,.(");
	date_take_word(&ahead, "the");
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
end_of(DateCursor *cursor)
{
	int month = 0;
	GDate date;

	date_take_word(cursor, "the");
	date_take_word(cursor, "this");
	g_date_clear(&date, 1);
	g_date_set_julian(&date, cursor->today);
	int year = g_date_get_year(&date);
	if (date_take_word(cursor, "day") || date_take_word(cursor, "today"))
		return cursor->today;
	Day friday = cursor->today + (Day)((5 - day_weekday(cursor->today) + 7) % 7);
	if (date_take_word(cursor, "week"))
		return friday;
	if (date_take_word(cursor, "next"))
		return date_take_word(cursor, "week") ? friday + 7 : DAY_NONE;
	if (date_take_word(cursor, "month"))
		return last_of_month(year, (int)g_date_get_month(&date));
	if (date_take_word(cursor, "year"))
		return day_from_ymd(year, 12, 31);
	if (!date_take_month(cursor, &month))
		return DAY_NONE;
	int named = date_take_year(cursor);
	return last_of_month(named != 0 ? named : guess_year(cursor->today, month, 28), month);
}

static gboolean
read_period(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;

	date_take_word(&ahead, "the");
	if (!date_take_word(&ahead, "end") || !date_take_word(&ahead, "of"))
		return FALSE;
	found->day = end_of(&ahead);
	if (found->day == DAY_NONE)
		return FALSE;
	found->kind = found->day == cursor->today ? DATE_NEAR : DATE_PERIOD;
	cursor->p = ahead.p;
	return TRUE;
}

static gboolean
read_near(DateCursor *cursor, DateFound *found)
{
	found->kind = DATE_NEAR;
	found->day = cursor->today;
	if (date_take_word(cursor, "today") || date_take_word(cursor, "tonight"))
		return TRUE;
	DateCursor ahead = *cursor;
	DateFound other;
	if (date_take_word(&ahead, "eod") || date_take_word(&ahead, "cob")) {
		/* `EOD Friday` is that of Friday */
		DateCursor next = ahead;
		date_take_word(&next, "on");
		if (date_take_word(&next, "tomorrow") || read_weekday_date(&next, &other) ||
		    read_month_date(&next, &other, 0) || read_numeric_date(&next, &other, 0))
			return FALSE;
		cursor->p = ahead.p;
		return TRUE;
	}
	if (date_take_word(cursor, "tomorrow")) {
		found->day++;
		return TRUE;
	}
	if (!date_take_word(cursor, "eow"))
		return FALSE;
	found->kind = DATE_PERIOD;
	found->day += (Day)((5 - day_weekday(cursor->today) + 7) % 7);
	return TRUE;
}

/* A count: `3`, `three`, `a`. */
static gboolean
take_count(DateCursor *cursor, int *count)
{
	if (date_take_number(cursor, 2, count)) {
		date_skip(cursor, " \t");
		return TRUE;
	}
	*count = 1;
	if (date_take_word(cursor, "a") || date_take_word(cursor, "an"))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
		*count = (int)i + 1;
		if (date_take_word(cursor, numbers[i]))
			return TRUE;
	}
	return FALSE;
}

/* The day `count` units after today, the unit being taken; DAY_NONE when it is none. */
static Day
take_unit(DateCursor *cursor, int count)
{
	if (date_take_word(cursor, "day") || date_take_word(cursor, "days"))
		return cursor->today + (Day)count;
	if (date_take_word(cursor, "week") || date_take_word(cursor, "weeks"))
		return cursor->today + (Day)count * 7;
	if (!date_take_word(cursor, "month") && !date_take_word(cursor, "months"))
		return DAY_NONE;
	GDate date;
	g_date_clear(&date, 1);
	g_date_set_julian(&date, cursor->today);
	g_date_add_months(&date, (guint)count);
	return g_date_get_julian(&date);
}

/* `in 3 weeks`, `in a week's time`, `within two days`, `two weeks from now`. */
static gboolean
read_after(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;
	int count = 0;
	gboolean in = date_take_word(&ahead, "in") || date_take_word(&ahead, "within");

	if (!take_count(&ahead, &count))
		return FALSE;
	found->day = take_unit(&ahead, count);
	if (found->day == DAY_NONE)
		return FALSE;
	if (g_str_has_prefix(ahead.p, "'s") || g_str_has_prefix(ahead.p, "’s"))
		ahead.p = strchr(ahead.p, 's') + 1;
	else if (*ahead.p == '\'')
		ahead.p++;
	date_skip(&ahead, " ");
	gboolean from_now = date_take_word(&ahead, "from") && date_take_word(&ahead, "now");
	if (!in && !from_now)
		return FALSE;
	if (!from_now)
		date_take_word(&ahead, "time");
	found->kind = DATE_AFTER;
	cursor->p = ahead.p;
	return TRUE;
}

static gboolean
read_date(DateCursor *cursor, DateFound *found)
{
	*found = (DateFound){ .fault = DATE_FINE };
	if (g_ascii_isdigit(*cursor->p)) {
		if (read_numeric_date(cursor, found, 0) || read_month_date(cursor, found, 0))
			return TRUE;
	} else if (read_weekday_date(cursor, found) || read_month_date(cursor, found, 0))
		return TRUE;
	if (cursor->today == DAY_NONE)
		return FALSE;
	return read_near(cursor, found) || read_period(cursor, found) ||
	       read_after(cursor, found) || read_ordinal(cursor, found);
}

/* TRUE when a word begins at `p` that is no part of an address, a file's name or a version. */
static gboolean
is_word_start(const char *text, const char *p)
{
	if (p == text)
		return TRUE;
	return !scan_is_word_byte(p[-1]) && strchr("-_/.#'", p[-1]) == NULL;
}

gboolean
date_find(const char *text, gsize from, Day today, DateFound *found)
{
	DateCursor cursor = { .text = text, .p = text + from, .today = today };

	while (*cursor.p != '\0') {
		const char *start = cursor.p;
		if (!g_ascii_isalnum(*start)) {
			cursor.p++;
			continue;
		}
		/* An address is no place for dates. */
		if (text_web_scheme(start) > 0) {
			cursor.p += strcspn(start, " \t\n)>");
			continue;
		}
		if (date_may_begin(start) && is_word_start(text, start) &&
		    read_date(&cursor, found)) {
			found->start = (gsize)(start - text);
			found->end = (gsize)(cursor.p - text);
			while (found->end > found->start && text[found->end - 1] == ' ')
				found->end--;
			return TRUE;
		}
		for (cursor.p = start + 1; g_ascii_isalnum(*cursor.p);)
			cursor.p++;
	}
	return FALSE;
}
