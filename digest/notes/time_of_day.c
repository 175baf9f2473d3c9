/* time_of_day.c - times of day, and their zones, as people write them beside a date. */
#include "time_of_day.h"

#include "base/scan.h"

#include <string.h>

enum {
	REACH = 40 /* bytes between a date and its time */
};

/* One time as written, before the end of its span is known. */
typedef struct {
	int hour, minute;
	gboolean certain;  /* `15:30`, `15h30`, `noon`: a time even without am, pm or a zone */
	gboolean has_half; /* am or pm */
	gboolean pm;
} Clock;

static gboolean
scan_number(const char **p, int *number)
{
	gsize digits = strspn(*p, "0123456789");
	if (digits == 0 || digits > 2)
		return FALSE;
	*number = (int)g_ascii_strtoll(*p, NULL, 10);
	*p += digits;
	return TRUE;
}

/* `am`, `p.m.` */
static void
scan_half(const char **p, Clock *clock)
{
	const char *q = scan_skip_blanks(*p);
	char half = g_ascii_tolower(*q);

	if (half != 'a' && half != 'p')
		return;
	q += q[1] == '.' ? 2 : 1;
	if (g_ascii_tolower(*q++) != 'm' || scan_is_word_byte(*q))
		return;
	*p = q[-2] == '.' && *q == '.' ? q + 1 : q;
	/* `14:00PM` says it twice. */
	clock->has_half = clock->hour <= 12;
	clock->certain |= !clock->has_half;
	clock->pm = half == 'p';
}

/* The minutes of `15:30`, `15.30`, `15h30`, `19u30`, `19 h 30`. */
static void
scan_minutes(const char **p, Clock *clock)
{
	const char *q = *p;

	if ((*q == ':' || *q == '.') && strspn(q + 1, "0123456789") == 2) {
		/* `1.15` is as likely a version. */
		clock->certain = *q++ == ':';
		scan_number(&q, &clock->minute);
		*p = q;
		return;
	}
	q = scan_skip_blanks(q);
	if (*q == '\0' || strchr("hHuU", *q) == NULL)
		return;
	const char *minutes = scan_skip_blanks(++q);
	if (strspn(minutes, "0123456789") == 2) {
		q = minutes;
		scan_number(&q, &clock->minute);
	} else if (g_ascii_isalnum(*q)) {
		return;
	}
	clock->certain = TRUE;
	*p = q;
}

/* `1900` before a zone, `1900h`: four digits that may be a time. */
static gboolean
scan_four_digits(const char **p, Clock *clock)
{
	if (strspn(*p, "0123456789") != 4)
		return FALSE;
	int number = (int)g_ascii_strtoll(*p, NULL, 10);
	clock->hour = number / 100;
	clock->minute = number % 100;
	*p += 4;
	return TRUE;
}

/* `15:30`, `15.30`, `15h30`, `15h`, `3 pm`, `15`, `noon`, `18 Uhr`; not the numbers of `1:30:00`,
 * `30%`, `5kg`. */
static gboolean
scan_clock(Languages languages, const char **p, Clock *clock)
{
	const char *q = vocabulary_after_word(languages, WORDS_NOON, *p);

	*clock = (Clock){ .hour = 12, .certain = TRUE };
	if (q != NULL) {
		*p = q;
		return TRUE;
	}
	clock->certain = FALSE;
	q = *p;
	if (!scan_four_digits(&q, clock)) {
		if (!scan_number(&q, &clock->hour))
			return FALSE;
		scan_minutes(&q, clock);
	}
	/* `20:00h` */
	if ((*q == 'h' || *q == 'H') && !scan_is_word_byte(q[1])) {
		clock->certain = TRUE;
		q++;
	}
	scan_half(&q, clock);
	const char *hour = vocabulary_after_word(languages, WORDS_AFTER_HOUR, scan_skip_blanks(q));
	if (hour != NULL) {
		clock->certain = TRUE;
		q = hour;
	}
	if (scan_is_word_byte(*q) && !g_str_has_prefix(q, "–") && !g_str_has_prefix(q, "—"))
		return FALSE;
	if (*q == '%' || (*q == ':' && g_ascii_isdigit(q[1])) || clock->minute > 59)
		return FALSE;
	if (clock->has_half ? clock->hour < 1 || clock->hour > 12 : clock->hour > 23)
		return FALSE;
	*p = q;
	return TRUE;
}

/* Returns what follows the dash or word between two times; NULL if neither is there. */
static const char *
after_dash(Languages languages, const char *p)
{
	static const char *const dashes[] = { "-", "–", "—" };

	for (gsize i = 0; i < G_N_ELEMENTS(dashes); i++)
		if (g_str_has_prefix(p, dashes[i]))
			return p + strlen(dashes[i]);
	return vocabulary_after_word(languages, WORDS_BETWEEN_HOURS, p);
}

/* The end of a span.  Its am or pm counts for the beginning, too: `3:30-4:30pm` begins at 15:30.
 * But `11-1pm` begins at 11:00, since otherwise it would end before it begins. */
static void
scan_end(Languages languages, const char **p, Clock *clock)
{
	const char *q = after_dash(languages, scan_skip_blanks(*p));
	Clock end;
	if (q == NULL)
		return;

	q = scan_skip_blanks(q);
	if (!scan_clock(languages, &q, &end))
		return;
	if (end.has_half && !clock->has_half && clock->hour >= 1 && clock->hour <= 12) {
		clock->has_half = TRUE;
		clock->pm = end.pm != (clock->hour % 12 > end.hour % 12);
	}
	clock->certain |= end.certain;
	*p = q;
}

/* The zone in front of a time: `CEST 15:30`. */
static void
scan_zone_before(Languages languages, const char *text, const char *p, Zone *zone)
{
	const char *end = p, *start;

	while (end > text && end[-1] == ' ')
		end--;
	for (start = end; start > text && g_ascii_isupper(start[-1]);)
		start--;
	if (end == p || end - start < 2 || (start > text && scan_is_word_byte(start[-1])) ||
	    zone_find(languages, start, zone) != (gsize)(end - start))
		*zone = (Zone){ .kind = ZONE_NONE };
}

/* TRUE if a word before the number says that it is an hour: `kl. 18`, `alle 18.30`. */
static gboolean
is_after_at(Languages languages, const char *text, const char *p)
{
	enum {
		LONGEST = 16 /* bytes of such words */
	};
	const char *from = p - text > LONGEST ? p - LONGEST : text;

	if (p == text || p[-1] != ' ')
		return FALSE;
	for (const char *q = from; q < p; q++) {
		if (q > text && scan_is_word_byte(q[-1]))
			continue;
		const char *after = vocabulary_after_word(languages, WORDS_BEFORE_HOUR, q);
		if (after != NULL && scan_skip_blanks(after) == p)
			return TRUE;
	}
	return FALSE;
}

/* A time, with the end of its span and its zone.  A number alone is not a time: `with 30 people`.
 */
static gboolean
scan_time(Languages languages, const char *text, const char **p, gboolean labelled, TimeOfDay *time)
{
	const char *q = *p;
	Clock clock;

	if (!scan_clock(languages, &q, &clock))
		return FALSE;
	scan_end(languages, &q, &clock);
	*time = (TimeOfDay){ .hour = clock.hour, .minute = clock.minute };
	if (clock.has_half)
		time->hour = clock.hour % 12 + (clock.pm ? 12 : 0);
	const char *zone = q + strspn(q, " \t(,*_\xc2\xa0");
	gsize length = zone_find(languages, zone, &time->zone);
	if (length == 0)
		scan_zone_before(languages, text, *p, &time->zone);
	gboolean has_zone = time->zone.kind != ZONE_NONE;
	if (!clock.certain && !clock.has_half && !has_zone && !labelled &&
	    !is_after_at(languages, text, *p))
		return FALSE;
	*p = length > 0 ? zone + length : q;
	return TRUE;
}

static gboolean
may_begin_time(Languages languages, const char *text, const char *p)
{
	if (p > text && (scan_is_word_byte(p[-1]) || strchr("+-/.:#$", p[-1]) != NULL))
		return FALSE;
	return g_ascii_isdigit(*p) ||
	       (scan_is_word_byte(*p) && vocabulary_after_word(languages, WORDS_NOON, p) != NULL);
}

/* `Next meeting: Friday, May 6, 2022 (15:00-16:00 UTC+3)`: in the same sentence, not far from its
 * date.  A time in the next sentence is another one: `2022-05-06. Send topics by 5pm`. */
static gboolean
find_after(const char *text, gsize end, Languages languages, TimeOfDay *time)
{
	const char *p = text + end;

	for (const char *stop = p + REACH; *p != '\0' && p < stop && *p != ';' && *p != '\n'; p++) {
		const char *q = p;
		if (p[0] == '.' && p[1] == ' ')
			return FALSE;
		if (may_begin_time(languages, text, p) &&
		    scan_time(languages, text, &q, FALSE, time))
			return TRUE;
	}
	return FALSE;
}

/* `We meet at 1pm CEST on Friday`: directly before the date, but for `on`. */
static gboolean
find_before(const char *text, gsize start, Languages languages, TimeOfDay *time)
{
	for (gsize at = start > REACH ? start - REACH : 0; at < start; at++) {
		const char *q = text + at;
		if (!may_begin_time(languages, text, q) ||
		    !scan_time(languages, text, &q, FALSE, time))
			continue;
		q = q + strspn(q, " \t),*_");
		const char *on = vocabulary_after_word(languages, WORDS_DEADLINE_ON, q);
		if (q == text + start || (on != NULL && scan_skip_emphasis(on) == text + start))
			return TRUE;
	}
	return FALSE;
}

gboolean
time_of_day_find(const char *text, gsize start, gsize end, Languages languages, TimeOfDay *time)
{
	return find_after(text, end, languages, time) || find_before(text, start, languages, time);
}

gboolean
time_of_day_read(const char *text, Languages languages, TimeOfDay *time)
{
	const char *p = scan_skip_emphasis(text);
	const char *at = vocabulary_after_word(languages, WORDS_BEFORE_HOUR, p);

	p += at != NULL ? scan_skip_emphasis(at) - p : 0;
	p += strspn(p, "[(@ ");
	return may_begin_time(languages, p, p) && scan_time(languages, p, &p, TRUE, time);
}
