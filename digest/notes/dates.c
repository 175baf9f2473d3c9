/* dates.c - finds dates that people write in English. */
#include "dates.h"

#include "base/scan.h"
#include "base/text.h"

#include <string.h>

/* Kinds of words that a date can begin with; it can also begin with a digit. */
typedef enum {
	WORD_WEEKDAY,  /* value: 1 Monday ... 7 Sunday */
	WORD_WHICH,    /* before a weekday */
	WORD_MONTH,    /* value: 1 January ... 12 December */
	WORD_NEAR,     /* value: days from today */
	WORD_CLOSING,  /* end of business */
	WORD_END_WEEK, /* end of week */
	WORD_END,
	WORD_THE,
	WORD_WITHIN,
	WORD_COUNT, /* value: the number */
} WordKind;

typedef struct {
	const char *name; /* lower case */
	WordKind kind;
	int value;
} Word;

/*
 * Every word that begins a date has its row here, and only here: a date is read by the kind of its
 * first word, and the filter that passes over all other words is made of these rows.
 */
static const Word words[] = {
	{ "monday", WORD_WEEKDAY, 1 },    { "tuesday", WORD_WEEKDAY, 2 },
	{ "wednesday", WORD_WEEKDAY, 3 }, { "thursday", WORD_WEEKDAY, 4 },
	{ "thurs", WORD_WEEKDAY, 4 },     { "friday", WORD_WEEKDAY, 5 },
	{ "saturday", WORD_WEEKDAY, 6 },  { "sunday", WORD_WEEKDAY, 7 },
	{ "next", WORD_WHICH, 0 },        { "this", WORD_WHICH, 0 },
	{ "january", WORD_MONTH, 1 },     { "february", WORD_MONTH, 2 },
	{ "march", WORD_MONTH, 3 },       { "april", WORD_MONTH, 4 },
	{ "may", WORD_MONTH, 5 },         { "june", WORD_MONTH, 6 },
	{ "july", WORD_MONTH, 7 },        { "august", WORD_MONTH, 8 },
	{ "september", WORD_MONTH, 9 },   { "october", WORD_MONTH, 10 },
	{ "november", WORD_MONTH, 11 },   { "december", WORD_MONTH, 12 },
	{ "today", WORD_NEAR, 0 },        { "tonight", WORD_NEAR, 0 },
	{ "tomorrow", WORD_NEAR, 1 },     { "eod", WORD_CLOSING, 0 },
	{ "cob", WORD_CLOSING, 0 },       { "eow", WORD_END_WEEK, 0 },
	{ "end", WORD_END, 0 },           { "the", WORD_THE, 0 },
	{ "in", WORD_WITHIN, 0 },         { "within", WORD_WITHIN, 0 },
	{ "a", WORD_COUNT, 1 },           { "an", WORD_COUNT, 1 },
	{ "one", WORD_COUNT, 1 },         { "two", WORD_COUNT, 2 },
	{ "three", WORD_COUNT, 3 },       { "four", WORD_COUNT, 4 },
	{ "five", WORD_COUNT, 5 },        { "six", WORD_COUNT, 6 },
	{ "seven", WORD_COUNT, 7 },       { "eight", WORD_COUNT, 8 },
	{ "nine", WORD_COUNT, 9 },        { "ten", WORD_COUNT, 10 },
	{ "eleven", WORD_COUNT, 11 },     { "twelve", WORD_COUNT, 12 },
};

/* A position in a text.  The functions scan_*() and accept_word() move `p` past what they read, or
 * leave it where it is and return FALSE. */
typedef struct {
	const char *p;
	Day today; /* that relative dates count from, or DAY_NONE */
	Languages languages;
} DateCursor;

const char *
date_opening(guint index)
{
	return index < G_N_ELEMENTS(words) ? words[index].name : NULL;
}

const char *
date_weekday_name(int weekday)
{
	static const char *const names[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
		                             "Friday", "Saturday", "Sunday" };
	return names[(weekday + 6) % 7];
}

static GDate
calendar_date(Day day)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	return date;
}

/* The bytes of the English word at `p`; 0 for a word with letters that English does not have. */
static gsize
word_length(const char *p)
{
	gsize length = 0;

	while (g_ascii_isalpha(p[length]))
		length++;
	return (guchar)p[length] >= 0x80 ? 0 : length;
}

/* Weekdays and months may be shortened: `Wed`, `Sep.`, `Sept`, `Tues`. */
static gboolean
is_word(const Word *word, const char *p, gsize length)
{
	gsize full = strlen(word->name);
	gboolean shortens = word->kind == WORD_WEEKDAY || word->kind == WORD_MONTH;
	gboolean shortened = shortens && (length == 3 || (length == 4 && full > 4));

	return (length == full || shortened) && g_ascii_strncasecmp(p, word->name, length) == 0;
}

/* The row of the word at `p`, or NULL. */
static const Word *
word_at(const char *p)
{
	gsize length = word_length(p);

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (is_word(&words[i], p, length))
			return &words[i];
	}
	return NULL;
}

enum {
	LETTERS = 32 /* a letter is a number of five bits: 1 for A; 0 for anything else */
};

static guint
letter_at(const char *p)
{
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

/*
 * FALSE when the word at `p` begins with other letters, of the first three, than every row of
 * `words`: that is nearly every word of every text.  A shortened word has these letters of its row,
 * too.
 */
static gboolean
may_begin_date(const char *p)
{
	static guint32
	    thirds[LETTERS * LETTERS]; /* bits by first two letters; constant once ready */
	static gsize ready;
	guint two;
	guint32 third;

	if (g_once_init_enter(&ready)) {
		for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
			first_letters(words[i].name, &two, &third);
			thirds[two] |= third;
		}
		g_once_init_leave(&ready, 1);
	}
	first_letters(p, &two, &third);
	return (thirds[two] & third) != 0;
}

static void
skip(DateCursor *cursor, const char *characters)
{
	cursor->p += strspn(cursor->p, characters);
}

/* Accepts `word` (lower case) as a whole word, and the blanks after it. */
static gboolean
accept_word(DateCursor *cursor, const char *word)
{
	gsize length = strlen(word);

	if (word_length(cursor->p) != length || g_ascii_strncasecmp(cursor->p, word, length) != 0)
		return FALSE;
	cursor->p += length;
	skip(cursor, " \t");
	return TRUE;
}

/* A number of one to `digits` digits. */
static gboolean
scan_number(DateCursor *cursor, gsize digits, int *number)
{
	gsize length = strspn(cursor->p, "0123456789");
	if (length == 0 || length > digits)
		return FALSE;
	*number = (int)g_ascii_strtoll(cursor->p, NULL, 10);
	cursor->p += length;
	return TRUE;
}

/* A day of a month: `17`, `17th`, or `5-8`, of which the first day counts. */
static gboolean
scan_day(DateCursor *cursor, int *day)
{
	DateCursor ahead = *cursor;

	if (!scan_number(&ahead, 2, day) || *day < 1)
		return FALSE;
	gsize suffix = word_length(ahead.p);
	if (suffix == 2 &&
	    (!g_ascii_strncasecmp(ahead.p, "st", 2) || !g_ascii_strncasecmp(ahead.p, "nd", 2) ||
	     !g_ascii_strncasecmp(ahead.p, "rd", 2) || !g_ascii_strncasecmp(ahead.p, "th", 2)))
		ahead.p += 2;
	if (*ahead.p == '-' && g_ascii_isdigit(ahead.p[1])) {
		int last = 0;
		ahead.p++;
		if (!scan_number(&ahead, 2, &last))
			return FALSE;
	}
	/* The numbers of `May 3pm`, `May 8:30`, `May 1.5` and `May 10%` are not days. */
	if (word_length(ahead.p) > 0 || (*ahead.p == ':' && g_ascii_isdigit(ahead.p[1])) ||
	    (*ahead.p == '.' && g_ascii_isdigit(ahead.p[1])) || *ahead.p == '%')
		return FALSE;
	*cursor = ahead;
	return TRUE;
}

/* Returns the year of `, 2022` or ` 2022`; 0 when no year follows. */
static int
scan_year(DateCursor *cursor)
{
	DateCursor ahead = *cursor;
	int year = 0;

	skip(&ahead, " \t");
	if (*ahead.p == ',') {
		ahead.p++;
		skip(&ahead, " \t");
	}
	if (strspn(ahead.p, "0123456789") != 4 || !scan_number(&ahead, 4, &year) || year < 1900 ||
	    year > 2999)
		return 0;
	*cursor = ahead;
	return year;
}

/* A month's name, and the full stop and blanks after it.  In lower case `may` and `march` are
 * verbs: `it may 2 or 3 times fail`. */
static gboolean
scan_month(DateCursor *cursor, int *month)
{
	const Word *word = word_at(cursor->p);

	if (word == NULL || word->kind != WORD_MONTH)
		return FALSE;
	*month = word->value;
	if ((*month == 3 || *month == 5) && g_ascii_islower(*cursor->p))
		return FALSE;
	cursor->p += word_length(cursor->p);
	if (*cursor->p == '.')
		cursor->p++;
	skip(cursor, " \t");
	return TRUE;
}

/*
 * The year of a date that names none.  Usually it is still to come: `January 10`, in the notes of a
 * meeting in December, is of the next year.  But notes also say what was: in those of March,
 * `February 20` is of the same year.  So a date may lie up to PAST_MAX days before the meeting.
 */
static int
guess_year(Day today, int month, int day)
{
	enum {
		PAST_MAX = 60
	};
	GDate date = calendar_date(today);
	int year = g_date_get_year(&date);
	Day then = day_from_ymd(year, month, MIN(day, 28));

	return then + PAST_MAX < today ? year + 1 : year;
}

/* Sets the day of a calendar date.  `weekday` and `year` are 0 when the text does not name them. */
static gboolean
set_calendar_day(const DateCursor *cursor, DateFound *found, int weekday, int year, int month,
                 int day)
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

/*
 * `Send it by the 15th.`: the next such day, today included.  Only at the end of a clause, since an
 * ordinal before a noun counts something: `after the 2nd patch`.
 */
static gboolean
scan_ordinal(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;
	int day = 0;

	if (!accept_word(&ahead, "the") || !scan_day(&ahead, &day) ||
	    !g_ascii_isalpha(ahead.p[-1]) ||
	    (*ahead.p != '\0' && strchr(".,;:)!", *ahead.p) == NULL))
		return FALSE;
	GDate date = calendar_date(cursor->today);
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
scan_month_date(DateCursor *cursor, DateFound *found, int weekday)
{
	DateCursor ahead = *cursor;
	int month = 0, day = 0;

	if (scan_month(&ahead, &month)) {
		if (!scan_day(&ahead, &day))
			return FALSE;
	} else {
		if (!scan_day(&ahead, &day))
			return FALSE;
		skip(&ahead, " \t");
		accept_word(&ahead, "of");
		if (!scan_month(&ahead, &month))
			return FALSE;
		while (ahead.p > cursor->p && ahead.p[-1] == ' ')
			ahead.p--;
	}
	int year = scan_year(&ahead);
	if (!set_calendar_day(&ahead, found, weekday, year, month, day))
		return FALSE;
	cursor->p = ahead.p;
	return TRUE;
}

/*
 * `2022-10-17`, `2022/10/17`, `17.10.2022`, and with slashes `17/10/2022` or `10/17/2022`: there
 * one number must be above 12 to say which is the month, and of `3/4/2022` nobody knows.
 */
static gboolean
scan_numeric_date(DateCursor *cursor, DateFound *found, int weekday)
{
	DateCursor ahead = *cursor;
	gsize digits = strspn(ahead.p, "0123456789");
	int a = 0, b = 0, c = 0;

	if (digits == 0 || !scan_number(&ahead, 4, &a))
		return FALSE;
	char separator = *ahead.p++;
	if (strchr("-./", separator) == NULL || separator == '\0' || !scan_number(&ahead, 2, &b))
		return FALSE;
	if (*ahead.p++ != separator || !scan_number(&ahead, digits == 4 ? 2 : 4, &c) ||
	    (g_ascii_isalnum(*ahead.p) && !(*ahead.p == 'T' && g_ascii_isdigit(ahead.p[1]))))
		return FALSE;
	if (*ahead.p == separator && g_ascii_isdigit(ahead.p[1]))
		return FALSE; /* a longer number, as of a version: `1.2.2022.5` */
	gboolean fits = digits == 4 ? separator == '-' || separator == '/'
	                            : c >= 1900 && (separator == '.' ||
	                                            (separator == '/' && (a > 12 || b > 12)));
	if (digits != 4 && separator == '/' && a <= 12) {
		int month = a;
		a = b;
		b = month;
	}
	if (!fits ||
	    !set_calendar_day(&ahead, found, weekday, digits == 4 ? a : c, b, digits == 4 ? c : a))
		return FALSE;
	cursor->p = ahead.p;
	return TRUE;
}

/*
 * `Friday, August 11`, `next Monday, July 4th, 2022`, or a weekday alone: the next such day after
 * the meeting.  `next Friday` is the same day as `Friday`, since the notes of a Wednesday say
 * either of the coming Friday.
 */
static gboolean
scan_weekday_date(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;

	if (!accept_word(&ahead, "next"))
		accept_word(&ahead, "this");
	gsize length = word_length(ahead.p);
	const Word *word = word_at(ahead.p);
	if (word == NULL || word->kind != WORD_WEEKDAY)
		return FALSE;
	/* Short and in lower case these are other words: `sun`, `sat`, `wed`. */
	if (length <= 4 && !g_ascii_isupper(*ahead.p))
		return FALSE;
	ahead.p += length;
	DateCursor alone = ahead;
	skip(&ahead, " \t,.(");
	accept_word(&ahead, "the");
	if (scan_month_date(&ahead, found, word->value) ||
	    scan_numeric_date(&ahead, found, word->value)) {
		cursor->p = ahead.p;
		return TRUE;
	}
	if (cursor->today == DAY_NONE)
		return FALSE;
	cursor->p = alone.p;
	found->kind = DATE_WEEKDAY;
	found->day = cursor->today + (Day)((word->value - day_weekday(cursor->today) + 6) % 7 + 1);
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
	return today + (Day)((5 - day_weekday(today) + 7) % 7);
}

/* The day that `end of` means: of a month, `the month`, `the year`, `next week` (its Friday),
 * `day`. */
static Day
scan_end_of(DateCursor *cursor)
{
	int month = 0;
	GDate date = calendar_date(cursor->today);
	int year = g_date_get_year(&date);

	accept_word(cursor, "the");
	accept_word(cursor, "this");
	if (accept_word(cursor, "day") || accept_word(cursor, "today"))
		return cursor->today;
	if (accept_word(cursor, "week"))
		return friday_of_week(cursor->today);
	if (accept_word(cursor, "next"))
		return accept_word(cursor, "week") ? friday_of_week(cursor->today) + 7 : DAY_NONE;
	if (accept_word(cursor, "month"))
		return last_of_month(year, (int)g_date_get_month(&date));
	if (accept_word(cursor, "year"))
		return day_from_ymd(year, 12, 31);
	if (!scan_month(cursor, &month))
		return DAY_NONE;
	int named = scan_year(cursor);
	return last_of_month(named != 0 ? named : guess_year(cursor->today, month, 28), month);
}

/* `end of May 2022`, `the end of the week`. */
static gboolean
scan_period(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;

	accept_word(&ahead, "the");
	if (!accept_word(&ahead, "end") || !accept_word(&ahead, "of"))
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
	DateCursor ahead = *cursor;

	ahead.p += word_length(ahead.p);
	const char *end = ahead.p;
	skip(&ahead, " \t");
	accept_word(&ahead, "on");
	if (accept_word(&ahead, "tomorrow") || scan_weekday_date(&ahead, &other) ||
	    scan_month_date(&ahead, &other, 0) || scan_numeric_date(&ahead, &other, 0))
		return FALSE;
	cursor->p = end;
	found->kind = DATE_NEAR;
	found->day = cursor->today;
	return TRUE;
}

/* A count: `3`, `three`, `a`. */
static gboolean
scan_count(DateCursor *cursor, int *count)
{
	const Word *word = word_at(cursor->p);

	if (word != NULL && word->kind == WORD_COUNT) {
		*count = word->value;
		cursor->p += word_length(cursor->p);
	} else if (!scan_number(cursor, 2, count)) {
		return FALSE;
	}
	skip(cursor, " \t");
	return TRUE;
}

/* The day that lies `count` of the units at the cursor after today; DAY_NONE when there is no unit.
 */
static Day
scan_unit(DateCursor *cursor, int count)
{
	if (accept_word(cursor, "day") || accept_word(cursor, "days"))
		return cursor->today + (Day)count;
	if (accept_word(cursor, "week") || accept_word(cursor, "weeks"))
		return cursor->today + (Day)count * 7;
	if (!accept_word(cursor, "month") && !accept_word(cursor, "months"))
		return DAY_NONE;
	GDate date = calendar_date(cursor->today);
	g_date_add_months(&date, (guint)count);
	return g_date_get_julian(&date);
}

/*
 * `in 3 weeks`, `in a week's time`, `within two days`, `two weeks from now`.  A span without `in`
 * or `from now` is how long something takes: `two weeks of testing`.
 */
static gboolean
scan_distance(DateCursor *cursor, DateFound *found)
{
	DateCursor ahead = *cursor;
	int count = 0;
	gboolean in = accept_word(&ahead, "in") || accept_word(&ahead, "within");

	if (!scan_count(&ahead, &count))
		return FALSE;
	found->day = scan_unit(&ahead, count);
	if (found->day == DAY_NONE)
		return FALSE;
	if (g_str_has_prefix(ahead.p, "'s") || g_str_has_prefix(ahead.p, "’s"))
		ahead.p = strchr(ahead.p, 's') + 1;
	else if (*ahead.p == '\'')
		ahead.p++;
	skip(&ahead, " ");
	gboolean from_now = accept_word(&ahead, "from") && accept_word(&ahead, "now");
	if (!in && !from_now)
		return FALSE;
	if (!from_now)
		accept_word(&ahead, "time");
	found->kind = DATE_AFTER;
	cursor->p = ahead.p;
	return TRUE;
}

/* A date that counts from today and begins with `word`. */
static gboolean
scan_relative_date(DateCursor *cursor, const Word *word, DateFound *found)
{
	switch (word->kind) {
	case WORD_NEAR:
		found->kind = DATE_NEAR;
		found->day = cursor->today + (Day)word->value;
		break;
	case WORD_END_WEEK:
		found->kind = DATE_PERIOD;
		found->day = friday_of_week(cursor->today);
		break;
	case WORD_CLOSING:
		return scan_closing(cursor, found);
	case WORD_END:
		return scan_period(cursor, found);
	case WORD_THE:
		return scan_period(cursor, found) || scan_ordinal(cursor, found);
	default:
		return scan_distance(cursor, found);
	}
	cursor->p += word_length(cursor->p);
	return TRUE;
}

static gboolean
scan_date(DateCursor *cursor, DateFound *found)
{
	gboolean relative = cursor->today != DAY_NONE;

	*found = (DateFound){ .fault = DATE_FINE };
	if (g_ascii_isdigit(*cursor->p))
		return scan_numeric_date(cursor, found, 0) || scan_month_date(cursor, found, 0) ||
		       (relative && scan_distance(cursor, found));
	const Word *word = word_at(cursor->p);
	if (word == NULL)
		return FALSE;
	if (word->kind == WORD_WEEKDAY || word->kind == WORD_WHICH)
		return scan_weekday_date(cursor, found);
	if (word->kind == WORD_MONTH)
		return scan_month_date(cursor, found, 0);
	return relative && scan_relative_date(cursor, word, found);
}

/* FALSE in the middle of an address, a file's name, a version or a contraction, none of which has a
 * date: `notes-2022-10-17.md`, `v1.5.2022`. */
static gboolean
is_word_start(const char *text, const char *p)
{
	if (p == text)
		return TRUE;
	return !scan_is_word_byte(p[-1]) && strchr("-_/.#'", p[-1]) == NULL;
}

gboolean
date_find(const char *text, gsize from, const NotesContext *context, DateFound *found)
{
	DateCursor cursor = { .p = text + from,
		              .today = context->day,
		              .languages = context->languages };

	while (*cursor.p != '\0') {
		const char *start = cursor.p;
		if (!g_ascii_isalnum(*start)) {
			cursor.p++;
			continue;
		}
		/* Numbers in a URL are not dates. */
		if (text_web_scheme(start) > 0) {
			cursor.p += strcspn(start, " \t\n)>");
			continue;
		}
		if ((g_ascii_isdigit(*start) || may_begin_date(start)) &&
		    is_word_start(text, start) && scan_date(&cursor, found)) {
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
