/* datetime.c - when a meeting was, as people write it. */
#include "datetime.h"

#include "dates.h"
#include "time_of_day.h"

#include <string.h>

/* The parts of a datetime as written. */
typedef struct {
	int year, month, day, hour, minute, second;
	gboolean has_time;
	gboolean odd;           /* readable, but not RFC 3339 */
	gboolean other_weekday; /* the text says another weekday than that of the date */
	Zone zone;
} Parts;

static gboolean
scan_number(const char **p, gsize most, int *number)
{
	gsize length = strspn(*p, "0123456789");
	if (length == 0 || length > most)
		return FALSE;
	*number = (int)g_ascii_strtoll(*p, NULL, 10);
	*p += length;
	return TRUE;
}

/* `2022-02-16`, and also `2022/2/16`, `2022.02.16` or `2022-02-016`, which are typing errors. */
static gboolean
scan_day(const char **p, Parts *parts)
{
	const char *start = *p;

	if (!scan_number(p, 4, &parts->year) || (**p != '-' && **p != '/' && **p != '.'))
		return FALSE;
	char separator = *(*p)++;
	if (!scan_number(p, 3, &parts->month) || *(*p)++ != separator ||
	    !scan_number(p, 3, &parts->day))
		return FALSE;
	parts->odd |= *p - start != strlen("YYYY-MM-DD") || separator != '-';
	return parts->year >= 1000;
}

/* `13:00:00`, and also `13:00`, `13.00`, `13`, `1:00 pm` or `13:00:00.000`.  The second 60 is a
 * leap second. */
static gboolean
scan_time(const char **p, Parts *parts)
{
	if (!scan_number(p, 2, &parts->hour))
		return FALSE;
	if (**p == ':' || **p == '.') {
		(*p)++;
		if (!scan_number(p, 2, &parts->minute))
			return FALSE;
	}
	if (**p == ':') {
		(*p)++;
		if (!scan_number(p, 2, &parts->second))
			return FALSE;
		if (**p == '.')
			*p += 1 + strspn(*p + 1, "0123456789");
	}
	*p += strspn(*p, " ");
	gboolean pm = g_ascii_strncasecmp(*p, "pm", 2) == 0;
	if (pm || g_ascii_strncasecmp(*p, "am", 2) == 0) {
		parts->hour = parts->hour % 12 + (pm ? 12 : 0);
		*p += 2;
	}
	parts->has_time = TRUE;
	return parts->hour < 24 && parts->minute < 60 && parts->second < 61;
}

/* `Z`, `+02:00`, `+0200`, `+2`, `CET`, or nothing.  Returns FALSE when something follows. */
static gboolean
scan_zone(const char **p, Languages languages, Parts *parts)
{
	*p += strspn(*p, " ");
	*p += zone_find(languages, *p, &parts->zone);
	return **p == '\0';
}

/* Reads all of `text`.  Returns FALSE when it does not even begin with a day. */
static gboolean
read_parts(const char *text, Languages languages, Parts *parts)
{
	const char *p = text + strspn(text, " ");

	if (!scan_day(&p, parts)) {
		*parts = (Parts){ 0 };
		return FALSE;
	}
	p += strspn(p, " ");
	if (*p == 'T' || *p == 't')
		p++;
	p += strspn(p, " ,");
	if (*p == '\0')
		return TRUE;
	if (!scan_time(&p, parts)) {
		parts->has_time = FALSE;
		parts->odd = TRUE;
	} else if (!scan_zone(&p, languages, parts)) {
		parts->zone.kind = ZONE_NONE;
		parts->odd = TRUE;
	}
	return TRUE;
}

/*
 * Warns when the offset in the text is not that of the configured zone on that day: somebody copied
 * `+02:00` from the notes of July into those of December.  UTC is what is configured by default, so
 * it is not compared.
 */
static void
check_zone(const Parts *parts, GTimeZone *zone, guint line, guint column, Meeting *meeting)
{
	if (parts->zone.kind != ZONE_OFFSET ||
	    g_strcmp0(g_time_zone_get_identifier(zone), "UTC") == 0)
		return;
	int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, meeting->start);
	int offset = interval < 0 ? parts->zone.offset : g_time_zone_get_offset(zone, interval);
	if (offset == parts->zone.offset)
		return;
	meeting_warn(meeting, line, column, "zone-mismatch",
	             "the offset is %+03d:%02d, but in %s it was %+03d:%02d on that day",
	             parts->zone.offset / 3600, ABS(parts->zone.offset) / 60 % 60,
	             g_time_zone_get_identifier(zone), offset / 3600, ABS(offset) / 60 % 60);
}

/* Sets the Unix time and the zone's offset at that time.  Returns FALSE for a time that the clocks
 * of the zone skip in spring. */
static gboolean
find_start(const Parts *parts, Day day, GTimeZone *zone, gint64 *start, int *offset)
{
	int second = MIN(parts->second, 59);

	if (parts->zone.kind == ZONE_OFFSET) {
		*offset = parts->zone.offset;
		*start = day_to_unix_utc(day) + parts->hour * 3600 + parts->minute * 60 + second -
		         *offset;
		return TRUE;
	}
	g_autoptr(GTimeZone) own = zone_to_time_zone(&parts->zone, zone);
	g_autoptr(GDateTime) when = g_date_time_new(own, parts->year, parts->month, parts->day,
	                                            parts->hour, parts->minute, second);
	if (when == NULL)
		return FALSE;
	*offset = (int)(g_date_time_get_utc_offset(when) / G_TIME_SPAN_SECOND);
	*start = g_date_time_to_unix(when);
	return TRUE;
}

/* `2026-02-16T18:00:00+02:00` */
static char *
iso_of(const Parts *parts, int offset)
{
	return g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", parts->year,
	                       parts->month, parts->day, parts->hour, parts->minute,
	                       MIN(parts->second, 59), offset < 0 ? '-' : '+', ABS(offset) / 3600,
	                       ABS(offset) / 60 % 60);
}

static void
set_time(Meeting *meeting, const Parts *parts, GTimeZone *zone)
{
	int offset;
	if (!find_start(parts, meeting->day, zone, &meeting->start, &offset)) {
		datetime_set_day(meeting, meeting->day, zone);
		return;
	}

	g_free(meeting->datetime);
	meeting->datetime = iso_of(parts, offset);
	meeting->has_time = TRUE;
}

void
datetime_set_day(Meeting *meeting, Day day, GTimeZone *zone)
{
	g_free(meeting->datetime);
	meeting->datetime = day_to_iso(day);
	meeting->day = day;
	meeting->start = day_to_unix(day, 0, 0, zone);
	meeting->has_time = FALSE;
}

static void
set_parts_time(Parts *parts, Day day, const TimeOfDay *time)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	parts->year = g_date_get_year(&date);
	parts->month = (int)g_date_get_month(&date);
	parts->day = g_date_get_day(&date);
	parts->hour = time->hour;
	parts->minute = time->minute;
	parts->zone = time->zone;
	parts->has_time = TRUE;
}

/* A date and a time as in a sentence: `Tuesday, 4 March 2025, 6:30pm CET`. */
static Day
read_words(const char *text, const NotesContext *context, Parts *parts)
{
	NotesContext undated = *context;
	DateFound found;
	TimeOfDay time;
	undated.day = DAY_NONE;
	if (!date_find(text, 0, &undated, &found) || found.day == DAY_NONE)
		return DAY_NONE;

	parts->other_weekday = found.fault == DATE_WEEKDAY_MISMATCH;
	if (time_of_day_find(text, found.start, found.end, context->languages, &time))
		set_parts_time(parts, found.day, &time);
	return found.day;
}

/* Sets the day, and the time unless its zone may be one of several. */
static void
set_start(Meeting *meeting, Day day, const Parts *parts, GTimeZone *zone, guint line, guint column)
{
	meeting->day = day;
	if (parts->has_time && parts->zone.kind == ZONE_AMBIGUOUS)
		meeting_warn(meeting, line, column, "unknown-zone",
		             "the time was left out, because its zone may be one of several; "
		             "write it as UTC+5:30 or Asia/Kolkata");
	if (!parts->has_time || parts->zone.kind == ZONE_AMBIGUOUS) {
		datetime_set_day(meeting, day, zone);
		return;
	}
	set_time(meeting, parts, zone);
	check_zone(parts, zone, line, column, meeting);
}

/* With `words` the words of a sentence are not worth a warning. */
static gboolean
read_datetime(const char *text, gboolean words, const NotesContext *context, guint line,
              guint column, Meeting *meeting)
{
	Parts parts = { 0 };
	Day day = read_parts(text, context->languages, &parts)
	              ? day_from_ymd(parts.year, parts.month, parts.day)
	              : DAY_NONE;

	if (day == DAY_NONE && parts.year == 0) {
		day = read_words(text, context, &parts);
		parts.odd = !words;
	}
	if (day == DAY_NONE) {
		meeting_warn(meeting, line, column, "bad-datetime",
		             "\"%s\" is not a date; write it as 2022-02-16T13:00:00+01:00", text);
		return FALSE;
	}
	set_start(meeting, day, &parts, context->zone, line, column);
	if (parts.other_weekday)
		meeting_warn(meeting, line, column, "weekday-mismatch",
		             "\"%s\" is a %s; correct the day or the date", text,
		             date_weekday_name(day_weekday(day)));
	if (parts.odd)
		meeting_warn(meeting, line, column, "bad-datetime",
		             "\"%s\" was read as %s; write it as 2022-02-16T13:00:00+01:00", text,
		             meeting->datetime);
	return TRUE;
}

gboolean
datetime_read(const char *text, const NotesContext *context, guint line, guint column,
              Meeting *meeting)
{
	return read_datetime(text, FALSE, context, line, column, meeting);
}

gboolean
datetime_read_words(const char *text, const NotesContext *context, guint line, guint column,
                    Meeting *meeting)
{
	return read_datetime(text, TRUE, context, line, column, meeting);
}

void
datetime_set_time(Meeting *meeting, const TimeOfDay *time, GTimeZone *zone, guint line,
                  guint column)
{
	Parts parts = { 0 };

	set_parts_time(&parts, meeting->day, time);
	set_start(meeting, meeting->day, &parts, zone, line, column);
}
