/* dates.c - finds dates that people write in words. */
#include "dates.h"

#include "base/scan.h"
#include "base/text.h"
#include "calendar_date.h"
#include "date_words.h"
#include "relative_date.h"

#include <string.h>

const char *
date_weekday_name(int weekday)
{
	static const char *const names[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
		                             "Friday", "Saturday", "Sunday" };
	return names[(weekday + 6) % 7];
}

static DateCursor
cursor_at(const char *p, const NotesContext *context)
{
	return (DateCursor){ .p = p,
		             .today = context->day,
		             .year = context->year,
		             .languages = context->languages,
		             .order = context->order };
}

static gboolean
scan_date(DateCursor *cursor, DateFound *found)
{
	gboolean relative = cursor->today != DAY_NONE;

	*found = (DateFound){ .fault = DATE_FINE };
	if (g_ascii_isdigit(*cursor->p))
		return calendar_date_scan(cursor, found, 0) ||
		       (relative && relative_date_scan(cursor, found));
	return relative_date_scan_weekday(cursor, found) || calendar_date_scan(cursor, found, 0) ||
	       (relative && relative_date_scan(cursor, found));
}

enum {
	VARIATION_SELECTOR = 0xFE0F /* after an emoji */
};

/* TRUE for a character that is no part of a word: the calendar of `📅2022-03-01`. */
static gboolean
is_symbol(const char *p)
{
	gunichar c = g_utf8_get_char(p);

	return c == VARIATION_SELECTOR || (!g_unichar_isalnum(c) && !g_unichar_ismark(c));
}

/* FALSE in the middle of an address, a file's name, a version or a contraction, none of which has a
 * date: `notes-2022-10-17.md`, `v1.5.2022`.  But `l'11 maggio` has one. */
static gboolean
is_word_start(const char *text, const char *p)
{
	static const char *const elided[] = { "l'", "l’", "d'", "d’" };

	if (p == text)
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(elided); i++) {
		gsize length = strlen(elided[i]);
		if ((gsize)(p - text) >= length &&
		    g_ascii_strncasecmp(p - length, elided[i], length) == 0 &&
		    ((gsize)(p - text) == length || !scan_is_word_byte(p[-1 - (gssize)length])))
			return TRUE;
	}
	if ((guchar)p[-1] >= 0x80)
		return is_symbol(g_utf8_prev_char(p));
	return !scan_is_word_byte(p[-1]) && strchr("-_/.#'", p[-1]) == NULL;
}

/* Returns what is after the text that is struck out at `p`: `~~March 13~~`, `<del>March 13</del>`;
 * `p` itself if none is. */
static const char *
after_struck(const char *p)
{
	enum {
		STRUCK_MAX = 1000 /* bytes */
	};
	static const char *const ends[][2] = { { "~~", "~~" },
		                               { "<del>", "</del>" },
		                               { "<s>", "</s>" },
		                               { "<strike>", "</strike>" } };

	if (*p != '~' && *p != '<')
		return p;
	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
		gsize length = strlen(ends[i][0]);
		if (g_ascii_strncasecmp(p, ends[i][0], length) != 0)
			continue;
		const char *end = g_strstr_len(p + length, STRUCK_MAX, ends[i][1]);
		return end != NULL ? end + strlen(ends[i][1]) : p;
	}
	return p;
}

/* Returns where the word before `start` begins; `start` itself if none is in the same clause. */
static const char *
word_before(const char *text, const char *start)
{
	const char *p = start;

	while (p > text && p[-1] == ' ')
		p--;
	const char *end = p;
	while (p > text && scan_is_word_byte(p[-1]))
		p--;
	return p < end ? p : start;
}

/* `por la mañana`, `am Morgen`: after an article it is the morning. */
static gboolean
is_morning(const char *text, const char *start, Languages languages)
{
	if (languages == LANGUAGES_ENGLISH)
		return FALSE;
	DateWordFound word = date_word_at(languages, start, DATE_WORD_TOMORROW);
	if (word.length == 0 || word.english)
		return FALSE;
	const char *before = word_before(text, start);
	return before < start && date_word_at(languages, before, DATE_WORD_ARTICLE).length > 0;
}

/* `every Friday`, `the first Tuesday of the month`, `last Monday`: not the coming one. */
static gboolean
is_other_weekday(const char *text, const char *start, const DateFound *found, Languages languages)
{
	if (found->kind != DATE_WEEKDAY)
		return FALSE;
	const char *before = word_before(text, start);
	return before < start && date_word_at(languages, before, DATE_WORD_OTHER).length > 0;
}

/* The end of the word at `p`; an apostrophe ends one, so that `l’11 maggio` has two. */
static const char *
word_end(const char *p)
{
	static const char apostrophe[] = "’";

	for (p++; scan_is_word_byte(*p); p++)
		if (*p == *apostrophe && g_str_has_prefix(p, apostrophe))
			return p + strlen(apostrophe);
	return p;
}

gboolean
date_find(const char *text, gsize from, const NotesContext *context, DateFound *found)
{
	DateCursor cursor = cursor_at(text + from, context);
	const char *unstruck = cursor.p; /* before it, all that is struck out was seen */

	while (*cursor.p != '\0') {
		const char *start = cursor.p;
		if (!scan_is_word_byte(*start)) {
			const char *after = start < unstruck ? start : after_struck(start);
			cursor.p = after > start ? after : start + 1;
			unstruck = cursor.p;
			continue;
		}
		if ((guchar)*start >= 0x80 && is_symbol(start)) {
			cursor.p = g_utf8_next_char(start);
			continue;
		}
		/* Numbers in a URL are not dates. */
		if (text_web_scheme(start) > 0) {
			cursor.p += strcspn(start, " \t\n)>");
			continue;
		}
		if ((g_ascii_isdigit(*start) || date_may_begin(cursor.languages, start)) &&
		    is_word_start(text, start) && !is_morning(text, start, cursor.languages) &&
		    scan_date(&cursor, found) &&
		    !is_other_weekday(text, start, found, cursor.languages)) {
			found->start = (gsize)(start - text);
			found->end = (gsize)(cursor.p - text);
			while (found->end > found->start && text[found->end - 1] == ' ')
				found->end--;
			return TRUE;
		}
		cursor.p = word_end(start);
	}
	return FALSE;
}

/* The day of `10-05` in that order; DAY_NONE for another text. */
static Day
day_of_short(const char *text, const NotesContext *context, DateOrder order)
{
	DateFound found = { 0 };
	DateCursor cursor = cursor_at(text, context);

	cursor.order = order;
	return calendar_date_scan_short(&cursor, &found, 0) && *scan_skip_emphasis(cursor.p) == '\0'
	           ? found.day
	           : DAY_NONE;
}

Day
date_of_cell(const char *cell, const NotesContext *context)
{
	enum {
		SOON = 92 /* days in which most of what is agreed is due */
	};
	const char *text = scan_skip_emphasis(cell);
	DateFound found;

	if (date_find(text, 0, context, &found))
		return found.day;
	Day ordered = day_of_short(text, context, context->order);
	if (ordered != DAY_NONE || context->day == DAY_NONE)
		return ordered;
	Day first = day_of_short(text, context, DATE_ORDER_DAY_FIRST);
	Day second = day_of_short(text, context, DATE_ORDER_MONTH_FIRST);
	gboolean first_soon = first >= context->day && first <= context->day + SOON;
	gboolean second_soon = second >= context->day && second <= context->day + SOON;
	if (first_soon == second_soon)
		return DAY_NONE;
	return first_soon ? first : second;
}

/* Counts a date in numbers at `p` for one of the orders, if it can only have that one. */
static void
count_order(const char *p, const char *end, guint *day_first, guint *month_first)
{
	char *after = NULL;
	guint64 a = g_ascii_strtoull(p, &after, 10);
	if (after - p > 2 || end - after < 2 || strchr("/-", *after) == NULL ||
	    !g_ascii_isdigit(after[1]))
		return;
	char separator = *after;
	const char *second = after + 1;
	guint64 b = g_ascii_strtoull(second, &after, 10);
	/* `24/7` is no date; `14-05` between other numbers is not one, either. */
	gsize digits = after < end && *after == separator ? strspn(after + 1, "0123456789") : 0;
	if (after - second > 2 || a < 1 || b < 1 || (digits == 0 && after - p != 5) ||
	    (digits != 0 && digits != 2 && digits != 4))
		return;
	if (a > 12 && a <= 31 && b <= 12)
		++*day_first;
	else if (b > 12 && b <= 31 && a <= 12)
		++*month_first;
}

/* TRUE if a text has a time zone of the USA, where months stand before days. */
static gboolean
is_of_usa(const char *text)
{
	static const char *const zones[] = { " ET",  " PT",  " EST", " EDT", " PST",
		                             " PDT", " CDT", " MST", " MDT" };

	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++)
		for (const char *p = strstr(text, zones[i]); p != NULL; p = strstr(p + 1, zones[i]))
			if (!scan_is_word_byte(p[strlen(zones[i])]))
				return TRUE;
	return FALSE;
}

DateOrder
date_order_of_text(const char *text, gsize length, Languages languages)
{
	const char *end = text + length;
	guint day_first = 0, month_first = 0;

	for (const char *p = text; (p += strcspn(p, "0123456789")) < end;) {
		if (p == text || (!scan_is_word_byte(p[-1]) && strchr("/-.:", p[-1]) == NULL))
			count_order(p, end, &day_first, &month_first);
		p += strspn(p, "0123456789");
	}
	if (day_first != month_first)
		return day_first > month_first ? DATE_ORDER_DAY_FIRST : DATE_ORDER_MONTH_FIRST;
	/* A text too short to tell its language may be English. */
	for (guint i = 1; vocabularies[i] != NULL && languages != LANGUAGES_ALL; i++)
		if ((languages >> i & 1) != 0)
			return vocabularies[i]->date_order;
	return strstr(text, "/20") != NULL && is_of_usa(text) ? DATE_ORDER_MONTH_FIRST
	                                                      : DATE_ORDER_UNKNOWN;
}
