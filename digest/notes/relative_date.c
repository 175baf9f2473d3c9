/* relative_date.c - reads dates that count from the day of the meeting. */
#include "relative_date.h"

#include "base/scan.h"
#include "calendar_date.h"

#include <string.h>

enum {
	DAYS_OF_WEEK = 7,
	UNITS =
	    DATE_WORD_DAY | DATE_WORD_WEEK | DATE_WORD_MONTHS | DATE_WORD_YEAR | DATE_WORD_WEEKEND,
	SHORT = 4 /* bytes of a weekday's name that may be another word: `sun`, `sat`, `wed` */
};

/* Accepts a word of one of `kinds`, and returns its row. */
static DateWordFound
take(DateCursor *cursor, guint kinds)
{
	DateWordFound word = date_word_at(cursor->languages, cursor->p, kinds);

	cursor->p += word.length;
	if (word.length > 0)
		date_skip_blanks(cursor);
	return word;
}

/* The first day after `today` on that weekday. */
static Day
coming(Day today, int weekday)
{
	return today + (Day)((weekday - day_weekday(today) + 6) % DAYS_OF_WEEK + 1);
}

static Day
monday_of(Day day)
{
	return day - (Day)(day_weekday(day) - 1);
}

/* A count: `3`, `three`, `a`. */
static gboolean
scan_count(DateCursor *cursor, int *count)
{
	DateWordFound word = date_word_at(cursor->languages, cursor->p, DATE_WORD_COUNT);

	if (word.length > 0) {
		*count = word.value;
		cursor->p += word.length;
	} else if (!date_scan_number(cursor, 2, count)) {
		return FALSE;
	}
	date_skip_blanks(cursor);
	return TRUE;
}

/* `next week`, `nächster Woche`, `semana que viene`, `semaine prochaine` */
static gboolean
scan_next_week(DateCursor *cursor)
{
	DateCursor ahead = *cursor;

	if (!(date_accept(&ahead, DATE_WORD_NEXT) && date_accept(&ahead, DATE_WORD_WEEK)) &&
	    !(ahead = *cursor,
	      date_accept(&ahead, DATE_WORD_WEEK) && date_accept(&ahead, DATE_WORD_NEXT)))
		return FALSE;
	*cursor = ahead;
	return TRUE;
}

static gboolean
ends_clause(const char *p)
{
	return *p == '\0' || strchr(".,;:)!?\n", *p) != NULL;
}

/*
 * What follows a weekday and makes it another than the coming one: `Friday next week`, `Freitag
 * nächster Woche`, `viernes de la semana que viene`, `Friday in two weeks`, `Friday week`, `the
 * Friday after next`.  Returns the day.
 */
static Day
scan_shift(DateCursor *cursor, int weekday, gboolean *shifted)
{
	DateCursor ahead = *cursor;
	Day day = coming(cursor->today, weekday);
	int count = 0;

	*shifted = TRUE;
	date_skip_blanks(&ahead);
	DateCursor within = ahead;
	if (date_accept(&within, DATE_WORD_WITHIN) && scan_count(&within, &count) &&
	    date_accept(&within, DATE_WORD_WEEK)) {
		cursor->p = within.p;
		return day + (Day)count * DAYS_OF_WEEK;
	}
	if (date_accept(&ahead, DATE_WORD_AFTER_NEXT)) {
		cursor->p = ahead.p;
		return day + DAYS_OF_WEEK;
	}
	DateCursor later = ahead;
	if (date_accept(&later, DATE_WORD_WEEK_LATER) && ends_clause(later.p)) {
		cursor->p = later.p;
		return day + DAYS_OF_WEEK;
	}
	if (*ahead.p == ',') {
		ahead.p++;
		date_skip_blanks(&ahead);
	}
	for (int i = 0; i < 2 && date_accept(&ahead, DATE_WORD_JOINER | DATE_WORD_ARTICLE); i++)
		continue;
	if (scan_next_week(&ahead)) {
		cursor->p = ahead.p;
		return monday_of(cursor->today) + DAYS_OF_WEEK + (Day)weekday - 1;
	}
	ahead = *cursor;
	date_skip_blanks(&ahead);
	*shifted = date_accept(&ahead, DATE_WORD_NEXT);
	if (*shifted)
		cursor->p = ahead.p;
	return day;
}

/* TRUE for a weekday's name that is one even without a date: a long one, or a short one with a
 * capital, but `Mon` is a French word, `Do` and `So` are German ones. */
static gboolean
is_certain(const DateCursor *cursor, const DateWordFound *word)
{
	if (word->length > SHORT)
		return TRUE;
	if (!word->english && word->length < SHORT)
		return FALSE;
	if (!g_ascii_isupper(*cursor->p))
		return !word->english;
	return word->value != 1 || cursor->languages == LANGUAGES_ENGLISH;
}

/* Before a weekday: `next`, `this`, `the after next`, `next week`. */
static guint
scan_which(DateCursor *cursor)
{
	DateCursor ahead = *cursor;

	if (scan_next_week(&ahead)) {
		if (*ahead.p == ',')
			ahead.p++;
		date_skip_blanks(&ahead);
		date_accept(&ahead, DATE_WORD_ARTICLE);
		const char *on = vocabulary_after_word(ahead.languages, WORDS_DEADLINE_ON, ahead.p);
		ahead.p = scan_skip_blanks(on != NULL ? on : ahead.p);
		if (date_word_at(ahead.languages, ahead.p, DATE_WORD_WEEKDAY).length > 0) {
			*cursor = ahead;
			return DATE_WORD_WEEK;
		}
	}
	return take(cursor, DATE_WORD_NEXT | DATE_WORD_THIS | DATE_WORD_AFTER_NEXT).kind;
}

static gboolean
scan_date_of_weekday(DateCursor *cursor, DateFound *found, int weekday)
{
	DateCursor ahead = *cursor;

	ahead.p += strspn(ahead.p, " \t,.(");
	for (int i = 0; i < 2; i++) {
		DateCursor date = ahead;
		if (calendar_date_scan(&date, found, weekday)) {
			cursor->p = date.p;
			return TRUE;
		}
		if (!date_accept(&ahead, DATE_WORD_ARTICLE | DATE_WORD_JOINER))
			return FALSE;
	}
	return FALSE;
}

gboolean
relative_date_scan_weekday(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;
	guint which = scan_which(&ahead);
	DateWordFound word = date_word_at(ahead.languages, ahead.p, DATE_WORD_WEEKDAY);
	if (word.length == 0)
		return FALSE;

	gboolean certain = is_certain(&ahead, &word), shifted = FALSE;
	ahead.p += word.length;
	if (scan_date_of_weekday(&ahead, found, word.value)) {
		cursor->p = ahead.p;
		return TRUE;
	}
	const char *after = scan_skip_blanks(ahead.p);
	if (cursor->today == DAY_NONE || !certain ||
	    date_word_at(cursor->languages, after, DATE_WORD_PAST).length > 0)
		return FALSE;
	found->kind = DATE_WEEKDAY;
	if (which == DATE_WORD_WEEK)
		found->day = monday_of(cursor->today) + DAYS_OF_WEEK + (Day)word.value - 1;
	else
		found->day = scan_shift(&ahead, word.value, &shifted);
	if (which == DATE_WORD_AFTER_NEXT)
		found->day += DAYS_OF_WEEK;
	found->next = shifted || (which != 0 && which != DATE_WORD_THIS);
	cursor->p = ahead.p;
	return TRUE;
}

static Day
last_of_month(int year, int month)
{
	return month == 12 ? day_from_ymd(year, 12, 31) : day_from_ymd(year, month + 1, 1) - 1;
}

/* The Friday that ends the working week of `today`; on a weekend that of the week to come. */
static Day
friday_of_week(Day today)
{
	return today + (Day)((5 - day_weekday(today) + 7) % DAYS_OF_WEEK);
}

static Day
sunday_of_week(Day today)
{
	return today + (Day)(DAYS_OF_WEEK - day_weekday(today));
}

/* The last day of the unit that `today` is in. */
static Day
end_of_unit(guint kind, Day today)
{
	GDate date = calendar_date_of_day(today);
	int year = g_date_get_year(&date);

	switch (kind) {
	case DATE_WORD_DAY:
	case DATE_WORD_TODAY:
		return today;
	case DATE_WORD_WEEK:
		return friday_of_week(today);
	case DATE_WORD_WEEKEND:
		return sunday_of_week(today);
	case DATE_WORD_MONTHS:
		return last_of_month(year, (int)g_date_get_month(&date));
	default:
		return day_from_ymd(year, 12, 31);
	}
}

/* The last day of the unit after the one that `today` is in. */
static Day
end_of_next_unit(guint kind, Day today)
{
	Day end = end_of_unit(kind, today);
	GDate date = calendar_date_of_day(today);

	switch (kind) {
	case DATE_WORD_WEEK:
	case DATE_WORD_WEEKEND:
		return end + DAYS_OF_WEEK;
	case DATE_WORD_MONTHS:
		return end_of_unit(kind, end + 1);
	case DATE_WORD_YEAR:
		return day_from_ymd(g_date_get_year(&date) + 1, 12, 31);
	default:
		return DAY_NONE;
	}
}

/* The day that `end of` means: of a month, `the month`, `the year`, `next week` (its Friday),
 * `day`. */
static Day
scan_end_of(DateCursor *cursor)
{
	int month = 0;

	date_accept(cursor, DATE_WORD_ARTICLE | DATE_WORD_JOINER);
	gboolean next = date_accept(cursor, DATE_WORD_NEXT);
	if (!next)
		date_accept(cursor, DATE_WORD_THIS);
	DateCursor ahead = *cursor;
	guint unit = take(&ahead, UNITS | DATE_WORD_TODAY).kind;
	/* `sfârșitul lunii mai` */
	DateCursor named = unit == DATE_WORD_MONTHS ? ahead : *cursor;
	if (!next && calendar_date_scan_month(&named, &month)) {
		cursor->p = named.p;
		int year = calendar_date_scan_year(cursor);
		if (year == 0)
			year = calendar_date_guess_year(cursor, month, 28);
		return last_of_month(year, month);
	}
	if (unit == 0)
		return DAY_NONE;
	cursor->p = ahead.p;
	next |= unit != DATE_WORD_TODAY && date_accept(cursor, DATE_WORD_NEXT);
	return next ? end_of_next_unit(unit, cursor->today) : end_of_unit(unit, cursor->today);
}

/* `end of May 2022`, `the end of the week`, `Ende nächster Woche`, `fin de mois`. */
static gboolean
scan_period(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;

	date_accept(&ahead, DATE_WORD_ARTICLE);
	if (!date_accept(&ahead, DATE_WORD_END_OF))
		return FALSE;
	found->day = scan_end_of(&ahead);
	if (found->day == DAY_NONE)
		return FALSE;
	found->kind = found->day == cursor->today ? DATE_NEAR : DATE_PERIOD;
	cursor->p = ahead.p;
	return TRUE;
}

/* `EOD`, `COB`: today.  In `EOD Friday` or `EOD on May 3` they belong to the date that follows,
 * which is found on its own. */
static gboolean
scan_closing(DateCursor *cursor, DateFound *found)
{
	DateFound other;
	DateWordFound word = date_word_at(cursor->languages, cursor->p,
	                                  DATE_WORD_END_OF_DAY | DATE_WORD_END_OF_WEEK);
	DateCursor ahead = *cursor;
	if (word.length == 0)
		return FALSE;

	ahead.p = scan_skip_blanks(ahead.p + word.length);
	const char *on = vocabulary_after_word(ahead.languages, WORDS_DEADLINE_ON, ahead.p);
	ahead.p = scan_skip_blanks(on != NULL ? on : ahead.p);
	if (date_word_at(ahead.languages, ahead.p, DATE_WORD_TOMORROW).length > 0 ||
	    relative_date_scan_weekday(&ahead, &other) || calendar_date_scan(&ahead, &other, 0))
		return FALSE;
	cursor->p += word.length;
	found->kind = word.kind == DATE_WORD_END_OF_DAY ? DATE_NEAR : DATE_PERIOD;
	found->day =
	    word.kind == DATE_WORD_END_OF_DAY ? cursor->today : friday_of_week(cursor->today);
	return TRUE;
}

/* The day that lies `count` of the units at the cursor after `from`; DAY_NONE when there is no
 * unit. */
static Day
scan_unit(DateCursor *cursor, int count, Day from)
{
	GDate date = calendar_date_of_day(from);

	switch (take(cursor, UNITS).kind) {
	case DATE_WORD_DAY:
		return from + (Day)count;
	case DATE_WORD_WEEK:
		return from + (Day)count * DAYS_OF_WEEK;
	case DATE_WORD_MONTHS:
		g_date_add_months(&date, (guint)count);
		return g_date_get_julian(&date);
	default:
		return DAY_NONE;
	}
}

/* `a week from Friday`: moves the day that counts from today to count from that weekday. */
static gboolean
scan_from_weekday(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;
	DateFound weekday = { 0 };

	if (!date_accept(&ahead, DATE_WORD_FROM) || !relative_date_scan_weekday(&ahead, &weekday) ||
	    weekday.kind != DATE_WEEKDAY)
		return FALSE;
	found->day += weekday.day - cursor->today;
	cursor->p = ahead.p;
	return TRUE;
}

/*
 * `in 3 weeks`, `in a week's time`, `within two days`, `two weeks from now`, `dans 15 jours`.  A
 * span without `in` or `from now` is how long something takes: `two weeks of testing`.
 */
static gboolean
scan_distance(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;
	int count = 0;
	gboolean in = date_accept(&ahead, DATE_WORD_WITHIN);

	if (!scan_count(&ahead, &count))
		return FALSE;
	found->day = scan_unit(&ahead, count, cursor->today);
	if (found->day == DAY_NONE)
		return FALSE;
	if (g_str_has_prefix(ahead.p, "'s") || g_str_has_prefix(ahead.p, "’s"))
		ahead.p = strchr(ahead.p, 's') + 1;
	else if (*ahead.p == '\'')
		ahead.p++;
	date_skip_blanks(&ahead);
	gboolean from = date_accept(&ahead, DATE_WORD_FROM_NOW) || scan_from_weekday(&ahead, found);
	if (!in && !from)
		return FALSE;
	const char *time = from ? NULL : scan_after_word(ahead.p, "time");
	if (time != NULL)
		ahead.p = scan_skip_blanks(time);
	found->kind = DATE_AFTER;
	cursor->p = ahead.p;
	return TRUE;
}

/* `today`, `tomorrow`, `après-demain`. */
static gboolean
scan_near(DateCursor *cursor, DateFound *found)
{
	DateWordFound word =
	    date_word_at(cursor->languages, cursor->p,
	                 DATE_WORD_TODAY | DATE_WORD_TOMORROW | DATE_WORD_DAY_AFTER);

	if (word.length == 0)
		return FALSE;
	found->kind = DATE_NEAR;
	found->day = cursor->today + (word.kind == DATE_WORD_TODAY      ? 0
	                              : word.kind == DATE_WORD_TOMORROW ? 1
	                                                                : 2);
	cursor->p += word.length;
	return TRUE;
}

gboolean
relative_date_scan(DateCursor *cursor, DateFound *found)
{
	if (g_ascii_isdigit(*cursor->p))
		return scan_distance(cursor, found);
	return scan_near(cursor, found) || scan_closing(cursor, found) ||
	       scan_period(cursor, found) || calendar_date_scan_ordinal(cursor, found) ||
	       scan_distance(cursor, found);
}
