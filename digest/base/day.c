/* day.c - calendar days as numbers. */
#include "base/day.h"

Day
day_from_ymd(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
		return DAY_NONE;
	if (!g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return DAY_NONE;

	GDate date;
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
	return g_date_get_julian(&date);
}

Day
day_from_iso(const char *text)
{
	static const char shape[] = "dddd-dd-dd";

	for (gsize i = 0; i < sizeof shape; i++) {
		gboolean fits = shape[i] == 'd' ? g_ascii_isdigit(text[i]) : text[i] == shape[i];
		if (!fits)
			return DAY_NONE;
	}
	return day_from_ymd((int)g_ascii_strtoll(text, NULL, 10),
	                    (int)g_ascii_strtoll(text + 5, NULL, 10),
	                    (int)g_ascii_strtoll(text + 8, NULL, 10));
}

Day
day_from_unix(gint64 unix_seconds, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(unix_seconds);
	if (utc == NULL)
		return DAY_NONE;
	/* near the years 1 and 9999 the zone's offset can lead out of the calendar */
	g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
	if (local == NULL)
		return DAY_NONE;

	return day_from_ymd(g_date_time_get_year(local), g_date_time_get_month(local),
	                    g_date_time_get_day_of_month(local));
}

char *
day_format_time(gint64 unix_seconds, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(unix_seconds);
	g_autoptr(GDateTime) local = utc == NULL ? NULL : g_date_time_to_timezone(utc, zone);

	return local == NULL ? g_strdup("a time outside the calendar")
	                     : g_date_time_format(local, "%Y-%m-%d %H:%M");
}

Day
day_minus(Day day, guint days)
{
	return day > days ? day - days : 1;
}

gint64
day_to_unix(Day day, int hour, int minute, GTimeZone *zone)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	g_autoptr(GDateTime) local =
	    g_date_time_new(zone, g_date_get_year(&date), (int)g_date_get_month(&date),
	                    g_date_get_day(&date), hour, minute, 0);
	return local == NULL ? 0 : g_date_time_to_unix(local);
}

gint64
day_to_unix_utc(Day day)
{
	enum {
		DAY_1970 = 719163
	};
	return ((gint64)day - DAY_1970) * 86400;
}

int
day_weekday(Day day)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	return (int)g_date_get_weekday(&date);
}

char *
day_to_iso(Day day)
{
	if (day == DAY_NONE)
		return NULL;

	GDate date;
	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	return g_strdup_printf("%04d-%02d-%02d", g_date_get_year(&date), g_date_get_month(&date),
	                       g_date_get_day(&date));
}
