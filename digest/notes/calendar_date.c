/* calendar_date.c - reads a day of a month. */
#include "calendar_date.h"

#include "base/scan.h"

#include <string.h>

GDate
calendar_date_of_day(Day day)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	return date;
}

/* A day of a month: `17`, `17th`, `1er`, `3.`, or `5-8`, `5–8`, of which the first day counts. */
static gboolean
scan_day(DateCursor *cursor, int *day, gboolean *ordinal)
{
	DateCursor ahead = *cursor;

	if (!date_scan_number(&ahead, 2, day) || *day < 1)
		return FALSE;
	*ordinal = date_accept_ordinal(&ahead);
	gsize dash = *ahead.p == '-' ? 1 : g_str_has_prefix(ahead.p, "–") ? strlen("–") : 0;
	if (dash > 0 && g_ascii_isdigit(ahead.p[dash])) {
		int last = 0;
		ahead.p += dash;
		if (!date_scan_number(&ahead, 2, &last))
			return FALSE;
		date_accept_ordinal(&ahead);
	}
	/* The numbers of `May 3pm`, `May 8:30`, `May 1.5` and `May 10%` are not days. */
	if ((scan_is_word_byte(*ahead.p) && ahead.p[-1] != '.') ||
	    (*ahead.p == ':' && g_ascii_isdigit(ahead.p[1])) ||
	    (*ahead.p == '.' && g_ascii_isdigit(ahead.p[1])) || *ahead.p == '%')
		return FALSE;
	*cursor = ahead;
	return TRUE;
}

int
calendar_date_scan_year(DateCursor *cursor)
{
	DateCursor ahead = *cursor;
	int year = 0;

	date_skip_blanks(&ahead);
	if (*ahead.p == ',') {
		ahead.p++;
		date_skip_blanks(&ahead);
	}
	/* `4 de abril de 2024` */
	if (!g_ascii_isdigit(*ahead.p))
		date_accept(&ahead, DATE_WORD_JOINER | DATE_WORD_ARTICLE);
	if (strspn(ahead.p, "0123456789") != 4 || !date_scan_number(&ahead, 4, &year) ||
	    year < 1900 || year > 2999)
		return 0;
	*cursor = ahead;
	return year;
}

/*
 * TRUE for a month's short name that may be another word: `may` and `march` are verbs (`it may 2 or
 * 3 times fail`), `out` and `set` are months in Portuguese.  Written with a capital it is a month.
 */
static gboolean
is_doubtful(const DateCursor *cursor, const DateWordFound *word)
{
	enum {
		MARCH = 3,
		MAY = 5
	};
	if (!g_ascii_islower(*cursor->p))
		return FALSE;
	if (word->english)
		return (word->value == MARCH && word->length == strlen("march")) ||
		       word->value == MAY;
	return word->length <= 3 && word->value != MAY && cursor->p[word->length] != '.';
}

gboolean
calendar_date_scan_month(DateCursor *cursor, int *month)
{
	DateWordFound word = date_word_at(cursor->languages, cursor->p, DATE_WORD_MONTH);

	if (word.length == 0)
		return FALSE;
	DateCursor ahead = *cursor;
	ahead.p += word.length;
	if (*ahead.p == '.')
		ahead.p++;
	date_skip_blanks(&ahead);
	if (is_doubtful(cursor, &word) && calendar_date_scan_year(&(DateCursor){
	                                      .p = ahead.p, .languages = ahead.languages }) == 0)
		return FALSE;
	*month = word.value;
	*cursor = ahead;
	return TRUE;
}

/*
 * Usually the day is still to come: `January 10`, in the notes of a meeting in December, is of the
 * next year.  But notes also say what was: in those of March, `February 20` is of the same year.
 * So a date may lie up to PAST_MAX days before the meeting.
 */
int
calendar_date_guess_year(const DateCursor *cursor, int month, int day)
{
	enum {
		PAST_MAX = 60
	};
	if (cursor->today == DAY_NONE)
		return cursor->year;
	GDate date = calendar_date_of_day(cursor->today);
	int year = g_date_get_year(&date);
	Day then = day_from_ymd(year, month, MIN(day, 28));

	return then + PAST_MAX < cursor->today ? year + 1 : year;
}

/* Sets the day of a calendar date.  `weekday` and `year` are 0 when the text does not name them. */
static gboolean
set_calendar_day(const DateCursor *cursor, DateFound *found, int weekday, int year, int month,
                 int day)
{
	if (year == 0)
		year = calendar_date_guess_year(cursor, month, day);
	if (year == 0)
		return FALSE;
	found->kind = DATE_CALENDAR;
	found->day = day_from_ymd(year, month, day);
	found->fault = DATE_FINE;
	if (found->day == DAY_NONE)
		found->fault = DATE_IMPOSSIBLE;
	else if (weekday != 0 && day_weekday(found->day) != weekday)
		found->fault = DATE_WEEKDAY_MISMATCH;
	return TRUE;
}

gboolean
calendar_date_scan_ordinal(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;
	int day = 0;
	gboolean ordinal = FALSE;
	DateWordFound article = date_word_at(cursor->languages, cursor->p, DATE_WORD_ARTICLE);

	if (article.length == 0)
		return FALSE;
	ahead.p += article.length;
	date_skip_blanks(&ahead);
	/* An ordinal before a noun counts something: `after the 2nd patch`. */
	if (!scan_day(&ahead, &day, &ordinal) || (article.english && !ordinal) ||
	    (*ahead.p != '\0' && strchr(".,;:)!", *ahead.p) == NULL))
		return FALSE;
	GDate date = calendar_date_of_day(cursor->today);
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

/* `October 17`, `Oct. 17th`.  Other languages than English have it only with a year or a long name:
 * in Romanian `mai 2` is `two more`. */
static gboolean
scan_month_first(DateCursor *cursor, int *month, int *day)
{
	enum {
		LONG = 4 /* bytes of a name that is no other word */
	};
	DateCursor ahead = *cursor;
	gboolean ordinal;
	DateWordFound word = date_word_at(cursor->languages, cursor->p, DATE_WORD_MONTH);

	if (!calendar_date_scan_month(&ahead, month) || !scan_day(&ahead, day, &ordinal))
		return FALSE;
	DateCursor year = ahead;
	if (!word.english && word.length < LONG && calendar_date_scan_year(&year) == 0)
		return FALSE;
	*cursor = ahead;
	return TRUE;
}

/* Between a day and its month: blanks, `of`, the comma of `9th, May`, the hyphen of `3-Apr-2014`,
 * which is before the year, too. */
static void
skip_separator(DateCursor *cursor, gboolean ordinal)
{
	if (ordinal && *cursor->p == ',')
		cursor->p++;
	else if ((*cursor->p == '-' || *cursor->p == '/') &&
	         strchr(cursor->p + 1, *cursor->p) != NULL)
		cursor->p++;
	date_skip_blanks(cursor);
	date_accept(cursor, DATE_WORD_JOINER);
}

/* `17 Oct`, `17th of October`, `4 de abril`, `1er mai`, `3. Mai`. */
static gboolean
scan_day_first(DateCursor *cursor, int *month, int *day)
{
	DateCursor ahead = *cursor;
	gboolean ordinal = FALSE;

	if (!scan_day(&ahead, day, &ordinal))
		return FALSE;
	const char *after_day = ahead.p;
	skip_separator(&ahead, ordinal);
	if (!calendar_date_scan_month(&ahead, month))
		return FALSE;
	while (ahead.p > cursor->p && ahead.p[-1] == ' ')
		ahead.p--;
	/* `3-Apr-2014` */
	if ((*after_day == '-' || *after_day == '/') && *ahead.p == *after_day)
		ahead.p++;
	*cursor = ahead;
	return TRUE;
}

static gboolean
scan_named_month(DateCursor *cursor, DateFound *found, int weekday)
{
	DateCursor ahead = *cursor;
	int month = 0, day = 0;

	if (g_ascii_isdigit(*ahead.p) ? !scan_day_first(&ahead, &month, &day)
	                              : !scan_month_first(&ahead, &month, &day))
		return FALSE;
	int year = calendar_date_scan_year(&ahead);
	if (!set_calendar_day(&ahead, found, weekday, year, month, day))
		return FALSE;
	cursor->p = ahead.p;
	return TRUE;
}

/* TRUE if `a` is the day and `b` the month; sets `*sure` if nothing else can be. */
static gboolean
day_is_first(const DateCursor *cursor, int weekday, int year, int a, int b, gboolean *sure)
{
	*sure = TRUE;
	if (a > 12 || b > 12 || a == b)
		return a > 12 || a == b;
	if (weekday != 0) {
		int named = year;
		if (named == 0)
			named = calendar_date_guess_year(cursor, b, a);
		Day first = day_from_ymd(named, b, a), second = day_from_ymd(named, a, b);
		gboolean fits = first != DAY_NONE && day_weekday(first) == weekday;
		if (fits != (second != DAY_NONE && day_weekday(second) == weekday))
			return fits;
	}
	*sure = cursor->order != DATE_ORDER_UNKNOWN;
	return cursor->order == DATE_ORDER_DAY_FIRST;
}

/* The year of `17.10.24`; 0 for a number that is none. */
static int
full_year(int year, gsize digits)
{
	enum {
		FIRST = 10, /* of 2010: the 9 of `3/4/09` is as likely a day */
		LAST = 49
	};
	if (digits == 4)
		return year >= 1900 && year <= 2999 ? year : 0;
	return digits == 2 && year >= FIRST && year <= LAST ? 2000 + year : 0;
}

/* What follows a date in numbers: no other number, but `T` before a time. */
static gboolean
ends_number(const char *p, char separator)
{
	if (*p == separator && g_ascii_isdigit(p[1]))
		return FALSE; /* a longer number, as of a version: `1.2.2022.5` */
	return !scan_is_word_byte(*p) || (*p == 'T' && g_ascii_isdigit(p[1]));
}

/* `20221017`, of these decades: other numbers are as long. */
static gboolean
scan_eight_digits(DateCursor *cursor, DateFound *found, int weekday)
{
	int number = (int)g_ascii_strtoll(cursor->p, NULL, 10);
	int year = number / 10000, month = number / 100 % 100, day = number % 100;

	if (year < 2000 || year > 2049 || day_from_ymd(year, month, day) == DAY_NONE ||
	    scan_is_word_byte(cursor->p[8]) ||
	    !set_calendar_day(cursor, found, weekday, year, month, day))
		return FALSE;
	cursor->p += 8;
	return TRUE;
}

/* `2022-10-17`, `2022/10/17`, `2022.10.17` */
static gboolean
scan_year_first(DateCursor *cursor, DateFound *found, int weekday)
{
	DateCursor ahead = *cursor;
	int year = 0, month = 0, day = 0;

	if (strspn(ahead.p, "0123456789") == 8)
		return scan_eight_digits(cursor, found, weekday);
	if (strspn(ahead.p, "0123456789") != 4 || !date_scan_number(&ahead, 4, &year))
		return FALSE;
	char separator = *ahead.p;
	if (separator == '\0' || strchr("-/.", separator) == NULL)
		return FALSE;
	ahead.p++;
	if (!date_scan_number(&ahead, 2, &month) || *ahead.p++ != separator ||
	    !date_scan_number(&ahead, 2, &day) || !ends_number(ahead.p, separator))
		return FALSE;
	/* `2024.1.10` may be a version. */
	if (separator == '.' && (ahead.p - cursor->p != strlen("2024.01.10") || month > 12 ||
	                         day > 31 || year < 1900 || year > 2999))
		return FALSE;
	if (!set_calendar_day(&ahead, found, weekday, year, month, day))
		return FALSE;
	cursor->p = ahead.p;
	return TRUE;
}

/*
 * `17.10.2022`, and with slashes or hyphens `17/10/2022` or `10/17/2022`: there one number must be
 * above 12 to say which is the month, or a weekday or the other dates of the notes say it.
 */
static gboolean
scan_year_last(DateCursor *cursor, DateFound *found, int weekday)
{
	DateCursor ahead = *cursor;
	int a = 0, b = 0, c = 0;
	gboolean sure = FALSE;

	if (!date_scan_number(&ahead, 2, &a))
		return FALSE;
	char separator = *ahead.p;
	if (separator == '\0' || strchr("-/.", separator) == NULL)
		return FALSE;
	ahead.p++;
	if (!date_scan_number(&ahead, 2, &b) || *ahead.p++ != separator)
		return FALSE;
	gsize digits = strspn(ahead.p, "0123456789");
	gboolean short_year = digits == 2;
	/* `1.2.24` may be a version in English, `10-12-24` anything. */
	if (short_year && (separator == '-' || ahead.p - cursor->p != strlen("17/10/") ||
	                   (separator == '.' && cursor->languages == LANGUAGES_ENGLISH)))
		return FALSE;
	if (!date_scan_number(&ahead, 4, &c) || (c = full_year(c, digits)) == 0 ||
	    !ends_number(ahead.p, separator))
		return FALSE;
	gboolean first = separator == '.' || day_is_first(cursor, weekday, c, a, b, &sure);
	if (separator != '.' && !sure)
		return FALSE;
	if (!set_calendar_day(&ahead, found, weekday, c, first ? b : a, first ? a : b))
		return FALSE;
	cursor->p = ahead.p;
	return TRUE;
}

gboolean
calendar_date_scan_short(DateCursor *cursor, DateFound *found, int weekday)
{
	DateCursor ahead = *cursor;
	int a = 0, b = 0;
	gboolean sure = FALSE;

	if (!date_scan_number(&ahead, 2, &a))
		return FALSE;
	char separator = *ahead.p;
	if (separator == '\0' || strchr("-/.", separator) == NULL)
		return FALSE;
	ahead.p++;
	if (!date_scan_number(&ahead, 2, &b) || !ends_number(ahead.p, separator) || a < 1 || b < 1)
		return FALSE;
	gboolean first = separator == '.' || day_is_first(cursor, weekday, 0, a, b, &sure);
	if (separator != '.' && !sure)
		return FALSE;
	if (!set_calendar_day(&ahead, found, weekday, 0, first ? b : a, first ? a : b) ||
	    found->day == DAY_NONE)
		return FALSE;
	if (separator == '.' && *ahead.p == '.')
		ahead.p++;
	cursor->p = ahead.p;
	return TRUE;
}

/* TRUE for `7.11.`, which only day and month are written like, but in English; `17/02` is, too, in
 * notes that show which of the numbers is the day. */
static gboolean
is_short_date(const DateCursor *cursor)
{
	const char *p = cursor->p;
	gsize a = strspn(p, "0123456789");
	if (a < 1 || a > 2 || (p[a] != '.' && p[a] != '/'))
		return FALSE;
	gsize b = strspn(p + a + 1, "0123456789");
	if (b < 1 || b > 2)
		return FALSE;
	char after = p[a + 1 + b];
	if (p[a] == '.')
		return after == '.' && cursor->languages != LANGUAGES_ENGLISH;
	return a == 2 && b == 2 && after != '/' && cursor->order != DATE_ORDER_UNKNOWN;
}

gboolean
calendar_date_scan(DateCursor *cursor, DateFound *found, int weekday)
{
	if (!g_ascii_isdigit(*cursor->p))
		return scan_named_month(cursor, found, weekday);
	return scan_year_first(cursor, found, weekday) || scan_year_last(cursor, found, weekday) ||
	       scan_named_month(cursor, found, weekday) ||
	       ((weekday != 0 || is_short_date(cursor)) &&
	        calendar_date_scan_short(cursor, found, weekday));
}
