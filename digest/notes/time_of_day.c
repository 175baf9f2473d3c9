/* time_of_day.c - times of day as people write them beside a date. */
#include "time_of_day.h"

#include "base/scan.h"
#include "token.h"
#include "zone.h"

#include <string.h>

enum {
	REACH = 40 /* bytes between a date and its time */
};

/* One clock as written. */
typedef struct {
	int hour, minute;
	gboolean colon; /* `15:30`, `15h30`: a time whatever stands behind it */
	gboolean half;  /* am or pm */
	gboolean pm;
} Clock;

static gboolean
take_two(const char **p, int *number)
{
	gsize digits = strspn(*p, "0123456789");
	if (digits == 0 || digits > 2)
		return FALSE;
	*number = (int)g_ascii_strtoll(*p, NULL, 10);
	*p += digits;
	return TRUE;
}

/* `am`, `p.m.` */
static gboolean
take_half(const char **p, Clock *clock)
{
	const char *q = scan_skip_blanks(*p);
	char half = g_ascii_tolower(*q);

	if (half != 'a' && half != 'p')
		return FALSE;
	q += q[1] == '.' ? 2 : 1;
	if (g_ascii_tolower(*q++) != 'm' || scan_is_word_byte(*q))
		return FALSE;
	*p = q[-2] == '.' && *q == '.' ? q + 1 : q;
	clock->half = TRUE;
	clock->pm = half == 'p';
	return TRUE;
}

static gboolean
take_clock(const char **p, Clock *clock)
{
	const char *q = scan_after_word(*p, "noon");

	*clock = (Clock){ .hour = 12, .colon = TRUE };
	if (q != NULL) {
		*p = q;
		return TRUE;
	}
	clock->colon = FALSE;
	q = *p;
	if (!take_two(&q, &clock->hour))
		return FALSE;
	gboolean minutes =
	    strchr(":.hH", *q) != NULL && *q != '\0' && strspn(q + 1, "0123456789") == 2;
	if (minutes) {
		clock->colon = *q++ != '.';
		take_two(&q, &clock->minute);
	} else if ((*q == 'h' || *q == 'H') && !g_ascii_isalnum(q[1])) {
		clock->colon = TRUE;
		q++;
	}
	take_half(&q, clock);
	if (g_ascii_isalnum(*q) || *q == '%' || (*q == ':' && g_ascii_isdigit(q[1])) ||
	    clock->minute > 59)
		return FALSE;
	if (clock->half ? clock->hour < 1 || clock->hour > 12 : clock->hour > 23)
		return FALSE;
	*p = q;
	return TRUE;
}

/* In `3:30-4:30pm` the half of the day is that of the end, unless it would end before it begins. */
static void
take_end(const char **p, Clock *clock)
{
	static const char *const dashes[] = { "-", "–", "—", "to " };
	const char *q = scan_skip_blanks(*p);
	Clock end;

	for (gsize i = 0; i < G_N_ELEMENTS(dashes); i++) {
		if (!g_str_has_prefix(q, dashes[i]))
			continue;
		q = scan_skip_blanks(q + strlen(dashes[i]));
		if (!take_clock(&q, &end))
			return;
		if (end.half && !clock->half && clock->hour >= 1 && clock->hour <= 12) {
			clock->half = TRUE;
			clock->pm = end.pm != (clock->hour % 12 > end.hour % 12);
		}
		clock->colon |= end.colon;
		*p = q;
		return;
	}
}

/* A time, its end, its zone. */
static gboolean
take_hour(const char **p, TimeOfDay *hour)
{
	const char *q = *p;
	Clock clock;

	if (!take_clock(&q, &clock))
		return FALSE;
	take_end(&q, &clock);
	*hour = (TimeOfDay){ .hour = clock.hour, .minute = clock.minute };
	if (clock.half)
		hour->hour = clock.hour % 12 + (clock.pm ? 12 : 0);
	const char *zone = q + strspn(q, " \t(,");
	gsize length = zone_read(zone, &hour->offset);
	hour->has_zone = length > 0;
	if (!clock.colon && !clock.half && !hour->has_zone)
		return FALSE;
	*p = hour->has_zone ? zone + length : q;
	return TRUE;
}

static gboolean
begins_word(const char *text, const char *p)
{
	return p == text || (!scan_is_word_byte(p[-1]) && strchr("+-/.:#$", p[-1]) == NULL);
}

static gboolean
find_behind(const char *text, gsize end, TimeOfDay *hour)
{
	const char *p = text + end;

	for (const char *stop = p + REACH; *p != '\0' && p < stop && *p != ';' && *p != '\n'; p++) {
		const char *q = p;
		if (p[0] == '.' && p[1] == ' ')
			return FALSE;
		if ((g_ascii_isdigit(*p) || *p == 'n') && begins_word(text, p) &&
		    take_hour(&q, hour))
			return TRUE;
	}
	return FALSE;
}

static gboolean
find_before(const char *text, gsize start, TimeOfDay *hour)
{
	for (gsize at = start > REACH ? start - REACH : 0; at < start; at++) {
		const char *q = text + at;
		if ((!g_ascii_isdigit(*q) && *q != 'n') || !begins_word(text, q) ||
		    !take_hour(&q, hour))
			continue;
		q = q + strspn(q, " \t),*_");
		const char *on = scan_after_word(q, "on");
		if (q == text + start || (on != NULL && scan_skip_emphasis(on) == text + start))
			return TRUE;
	}
	return FALSE;
}

gboolean
time_of_day_find(const char *text, gsize start, gsize end, TimeOfDay *hour)
{
	return find_behind(text, end, hour) || find_before(text, start, hour);
}
