/* time_of_day.c - times of day, and their zones, as people write them beside a date. */
#include "time_of_day.h"

#include "base/scan.h"

#include <string.h>

enum {
	REACH = 40 /* bytes between a date and its time */
};

static const struct {
	const char *name;
	int hours;
} zones[] = {
	{ "UTC", 0 },  { "GMT", 0 },  { "WET", 0 },  { "WEST", 1 }, { "BST", 1 },
	{ "CET", 1 },  { "CEST", 2 }, { "EET", 2 },  { "EEST", 3 }, { "MSK", 3 },
	{ "EST", -5 }, { "EDT", -4 }, { "CDT", -5 }, { "MST", -7 }, { "MDT", -6 },
	{ "PST", -8 }, { "PDT", -7 }, { "JST", 9 },  { "Z", 0 },
};

/* The length of `+02:00`, `+0200` or `+2` at `p`, or 0. */
static gsize
scan_offset(const char *p, int *offset)
{
	if (*p != '+' && *p != '-')
		return 0;
	gsize digits = strspn(p + 1, "0123456789"), length = 1 + digits;
	int hours = (int)g_ascii_strtoll(p + 1, NULL, 10), minutes = 0;
	if (digits == 0 || digits > 4 || digits == 3)
		return 0;
	if (digits == 4) {
		minutes = hours % 100;
		hours /= 100;
	} else if (p[length] == ':' && strspn(p + length + 1, "0123456789") == 2) {
		minutes = (int)g_ascii_strtoll(p + length + 1, NULL, 10);
		length += 3;
	}
	if (hours > 15 || minutes > 59)
		return 0;
	*offset = (*p == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
	return length;
}

gsize
zone_scan(const char *p, int *offset)
{
	gsize length = 0;

	while (g_ascii_isalpha(p[length]))
		length++;
	if (length == 0)
		return scan_offset(p, offset);
	if ((guchar)p[length] >= 0x80 || g_ascii_isdigit(p[length]))
		return 0;
	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++) {
		if (strlen(zones[i].name) != length ||
		    g_ascii_strncasecmp(p, zones[i].name, length) != 0)
			continue;
		*offset = zones[i].hours * 3600;
		return zones[i].hours == 0 && length > 1 ? length + scan_offset(p + length, offset)
		                                         : length;
	}
	return 0;
}

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
	clock->has_half = TRUE;
	clock->pm = half == 'p';
}

/* `15:30`, `15.30`, `15h30`, `15h`, `3 pm`, `15`, `noon`; not the numbers of `1:30:00`, `30%`,
 * `5kg`. */
static gboolean
scan_clock(const char **p, Clock *clock)
{
	const char *q = scan_after_word(*p, "noon");

	*clock = (Clock){ .hour = 12, .certain = TRUE };
	if (q != NULL) {
		*p = q;
		return TRUE;
	}
	clock->certain = FALSE;
	q = *p;
	if (!scan_number(&q, &clock->hour))
		return FALSE;
	gboolean minutes =
	    strchr(":.hH", *q) != NULL && *q != '\0' && strspn(q + 1, "0123456789") == 2;
	if (minutes) {
		/* `1.15` is as likely a version. */
		clock->certain = *q++ != '.';
		scan_number(&q, &clock->minute);
	} else if ((*q == 'h' || *q == 'H') && !g_ascii_isalnum(q[1])) {
		clock->certain = TRUE;
		q++;
	}
	scan_half(&q, clock);
	if (g_ascii_isalnum(*q) || *q == '%' || (*q == ':' && g_ascii_isdigit(q[1])) ||
	    clock->minute > 59)
		return FALSE;
	if (clock->has_half ? clock->hour < 1 || clock->hour > 12 : clock->hour > 23)
		return FALSE;
	*p = q;
	return TRUE;
}

/* The end of a span.  Its am or pm counts for the beginning, too: `3:30-4:30pm` begins at 15:30.
 * But `11-1pm` begins at 11:00, since otherwise it would end before it begins. */
static void
scan_end(const char **p, Clock *clock)
{
	static const char *const dashes[] = { "-", "–", "—", "to " };
	const char *q = scan_skip_blanks(*p);
	Clock end;

	for (gsize i = 0; i < G_N_ELEMENTS(dashes); i++) {
		if (!g_str_has_prefix(q, dashes[i]))
			continue;
		q = scan_skip_blanks(q + strlen(dashes[i]));
		if (!scan_clock(&q, &end))
			return;
		if (end.has_half && !clock->has_half && clock->hour >= 1 && clock->hour <= 12) {
			clock->has_half = TRUE;
			clock->pm = end.pm != (clock->hour % 12 > end.hour % 12);
		}
		clock->certain |= end.certain;
		*p = q;
		return;
	}
}

/* A time, with the end of its span and its zone.  A number alone is not a time: `with 30 people`.
 */
static gboolean
scan_time(const char **p, TimeOfDay *time)
{
	const char *q = *p;
	Clock clock;

	if (!scan_clock(&q, &clock))
		return FALSE;
	scan_end(&q, &clock);
	*time = (TimeOfDay){ .hour = clock.hour, .minute = clock.minute };
	if (clock.has_half)
		time->hour = clock.hour % 12 + (clock.pm ? 12 : 0);
	const char *zone = q + strspn(q, " \t(,");
	gsize length = zone_scan(zone, &time->offset);
	time->has_zone = length > 0;
	if (!clock.certain && !clock.has_half && !time->has_zone)
		return FALSE;
	*p = time->has_zone ? zone + length : q;
	return TRUE;
}

static gboolean
may_begin_time(const char *text, const char *p)
{
	if (!g_ascii_isdigit(*p) && *p != 'n')
		return FALSE;
	return p == text || (!scan_is_word_byte(p[-1]) && strchr("+-/.:#$", p[-1]) == NULL);
}

/* `Next meeting: Friday, May 6, 2022 (15:00-16:00 UTC+3)`: in the same sentence, not far from its
 * date.  A time in the next sentence is another one: `2022-05-06. Send topics by 5pm`. */
static gboolean
find_after(const char *text, gsize end, TimeOfDay *time)
{
	const char *p = text + end;

	for (const char *stop = p + REACH; *p != '\0' && p < stop && *p != ';' && *p != '\n'; p++) {
		const char *q = p;
		if (p[0] == '.' && p[1] == ' ')
			return FALSE;
		if (may_begin_time(text, p) && scan_time(&q, time))
			return TRUE;
	}
	return FALSE;
}

/* `We meet at 1pm CEST on Friday`: directly before the date, but for `on`. */
static gboolean
find_before(const char *text, gsize start, TimeOfDay *time)
{
	for (gsize at = start > REACH ? start - REACH : 0; at < start; at++) {
		const char *q = text + at;
		if (!may_begin_time(text, q) || !scan_time(&q, time))
			continue;
		q = q + strspn(q, " \t),*_");
		const char *on = scan_after_word(q, "on");
		if (q == text + start || (on != NULL && scan_skip_emphasis(on) == text + start))
			return TRUE;
	}
	return FALSE;
}

gboolean
time_of_day_find(const char *text, gsize start, gsize end, TimeOfDay *time)
{
	return find_after(text, end, time) || find_before(text, start, time);
}
