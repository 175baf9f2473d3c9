/* words_date.c - days, periods and ages in words. */
#include "marked.h"
#include "render/words.h"

/* Rows are { context, text }, by ISO weekday and by month. */
static const char *const short_weekdays[][2] = {
	{ NULL, NULL },
	MARK_AS("short weekday", "Mon"),
	MARK_AS("short weekday", "Tue"),
	MARK_AS("short weekday", "Wed"),
	MARK_AS("short weekday", "Thu"),
	MARK_AS("short weekday", "Fri"),
	MARK_AS("short weekday", "Sat"),
	MARK_AS("short weekday", "Sun"),
};
static const char *const weekdays[][2] = {
	{ NULL, NULL },
	MARK_AS("weekday", "Monday"),
	MARK_AS("weekday", "Tuesday"),
	MARK_AS("weekday", "Wednesday"),
	MARK_AS("weekday", "Thursday"),
	MARK_AS("weekday", "Friday"),
	MARK_AS("weekday", "Saturday"),
	MARK_AS("weekday", "Sunday"),
};
static const char *const short_months[][2] = {
	{ NULL, NULL },
	MARK_AS("short month", "Jan"),
	MARK_AS("short month", "Feb"),
	MARK_AS("short month", "Mar"),
	MARK_AS("short month", "Apr"),
	MARK_AS("short month", "May"),
	MARK_AS("short month", "Jun"),
	MARK_AS("short month", "Jul"),
	MARK_AS("short month", "Aug"),
	MARK_AS("short month", "Sep"),
	MARK_AS("short month", "Oct"),
	MARK_AS("short month", "Nov"),
	MARK_AS("short month", "Dec"),
};
static const char *const months[][2] = {
	{ NULL, NULL },
	MARK_AS("month", "January"),
	MARK_AS("month", "February"),
	MARK_AS("month", "March"),
	MARK_AS("month", "April"),
	MARK_AS("month", "May"),
	MARK_AS("month", "June"),
	MARK_AS("month", "July"),
	MARK_AS("month", "August"),
	MARK_AS("month", "September"),
	MARK_AS("month", "October"),
	MARK_AS("month", "November"),
	MARK_AS("month", "December"),
};

/* A day as the parts of a text. */
typedef struct {
	char year[8], day[4];
	const char *weekday, *month;
} Parts;

static GDate
date_of(Day day)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	return date;
}

static const char *
name_of(const Catalogue *catalogue, const char *const row[2])
{
	return catalogue_text(catalogue, row[0], row[1]);
}

static Parts
parts_of(const Catalogue *catalogue, Day day, gboolean brief)
{
	GDate date = date_of(day);
	int weekday = day_weekday(day);
	GDateMonth month = g_date_get_month(&date);
	Parts parts = { .weekday =
		            name_of(catalogue, brief ? short_weekdays[weekday] : weekdays[weekday]),
		        .month = name_of(catalogue, brief ? short_months[month] : months[month]) };

	g_snprintf(parts.year, sizeof parts.year, "%u", g_date_get_year(&date));
	g_snprintf(parts.day, sizeof parts.day, "%u", g_date_get_day(&date));
	return parts;
}

static char *
fill(const char *text, const Parts *parts)
{
	return words_fill(text, (const char *const[]){ "weekday", parts->weekday, "day", parts->day,
	                                               "month", parts->month, "year", parts->year,
	                                               NULL });
}

char *
words_date(const Catalogue *catalogue, Day day, Day today)
{
	GDate date = date_of(day), now = date_of(today);
	Parts parts = parts_of(catalogue, day, TRUE);
	gboolean same_year = g_date_get_year(&date) == g_date_get_year(&now);

	return fill(same_year
	                ? catalogue_text(catalogue, "short date", "{weekday} {day} {month}")
	                : catalogue_text(catalogue, "short date", "{weekday} {day} {month} {year}"),
	            &parts);
}

char *
words_day(const Catalogue *catalogue, Day day, Day today)
{
	if (day == today)
		return g_strdup(catalogue_text(catalogue, "day", "today"));
	return day == today + 1 ? g_strdup(catalogue_text(catalogue, "day", "tomorrow"))
	                        : words_date(catalogue, day, today);
}

char *
words_long_day(const Catalogue *catalogue, Day day)
{
	Parts parts = parts_of(catalogue, day, FALSE);

	return fill(catalogue_text(catalogue, "long date", "{weekday}, {day} {month} {year}"),
	            &parts);
}

char *
words_period(const Catalogue *catalogue, Day from, Day to)
{
	GDate first = date_of(from), last = date_of(to);
	Parts a = parts_of(catalogue, from, FALSE), b = parts_of(catalogue, to, FALSE);

	if (from >= to)
		return fill(catalogue_text(catalogue, "period", "{day} {month} {year}"), &b);
	const char *text =
	    g_date_get_year(&first) != g_date_get_year(&last)
	        ? catalogue_text(catalogue, "period",
	                         "{from_day} {from_month} {from_year} – {day} {month} {year}")
	    : g_date_get_month(&first) != g_date_get_month(&last)
	        ? catalogue_text(catalogue, "period",
	                         "{from_day} {from_month} – {day} {month} {year}")
	        : catalogue_text(catalogue, "period", "{from_day}–{day} {month} {year}");
	return words_fill(text, (const char *const[]){ "from_day", a.day, "from_month", a.month,
	                                               "from_year", a.year, "day", b.day, "month",
	                                               b.month, "year", b.year, NULL });
}

char *
words_title(const Catalogue *catalogue, Day from, Day today)
{
	guint days = today > from ? today - from : 0;
	if (days >= 5 && days <= 9) {
		/* A digest of Monday morning tells of the week that ended on Sunday. */
		GDate last = date_of(today - 1);
		g_autofree char *week =
		    g_strdup_printf("%u", g_date_get_iso8601_week_of_year(&last));
		return words_fill(catalogue_text(catalogue, "title", "Notes, week {week}"),
		                  (const char *const[]){ "week", week, NULL });
	}
	g_autofree char *period = words_period(catalogue, from, today);
	return words_fill(catalogue_text(catalogue, "title", "Notes, {period}"),
	                  (const char *const[]){ "period", period, NULL });
}

static char *
with_number(const char *text, guint n)
{
	g_autofree char *number = g_strdup_printf("%u", n);

	return words_fill(text, (const char *const[]){ "n", number, NULL });
}

char *
words_due(const Catalogue *catalogue, int due_in, Day due, Day today)
{
	if (due_in < 0) {
		guint late = (guint)-due_in;
		return with_number(
		    catalogue_plural(catalogue, "overdue by {n} day", "overdue by {n} days", late),
		    late);
	}
	g_autofree char *day = words_day(catalogue, due, today);
	return words_fill(catalogue_text(catalogue, "due date", "due {day}"),
	                  (const char *const[]){ "day", day, NULL });
}

/* The largest unit that says the age well: days up to two weeks, weeks up to three months, then
 * months. */
static char *
span(const Catalogue *catalogue, guint days)
{
	if (days < 14)
		return with_number(
		    catalogue_plural(catalogue, "open {n} day", "open {n} days", days), days);
	if (days < 92)
		return with_number(
		    catalogue_plural(catalogue, "open {n} week", "open {n} weeks", days / 7),
		    days / 7);
	return with_number(
	    catalogue_plural(catalogue, "open {n} month", "open {n} months", days / 30), days / 30);
}

char *
words_due_on(const Catalogue *catalogue, Day due, Day today)
{
	g_autofree char *day = words_date(catalogue, due, today);

	return words_fill(catalogue_text(catalogue, "due date", "due {day}"),
	                  (const char *const[]){ "day", day, NULL });
}

static char *
with_meetings(const Catalogue *catalogue, char *age, guint meetings)
{
	g_autofree char *owned = age;
	if (meetings < 2)
		return g_steal_pointer(&owned);

	g_autofree char *met = words_count(catalogue, WORDS_MEETINGS, meetings);
	return words_fill(catalogue_text(catalogue, "age", "{age}, {meetings}"),
	                  (const char *const[]){ "age", age, "meetings", met, NULL });
}

char *
words_since(const Catalogue *catalogue, Day first, guint meetings, Day today)
{
	g_autofree char *day = words_date(catalogue, first, today);
	char *age = words_fill(catalogue_text(catalogue, "age", "since {day}"),
	                       (const char *const[]){ "day", day, NULL });

	return with_meetings(catalogue, age, meetings);
}

char *
words_age(const Catalogue *catalogue, guint days, guint meetings)
{
	return with_meetings(catalogue, span(catalogue, days), meetings);
}
