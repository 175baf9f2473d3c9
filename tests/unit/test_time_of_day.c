/* test_time_of_day.c - times beside a date or after a label, in their zones. */
#include "notes/dates.h"
#include "notes/time_of_day.h"

/* A text in English and in the language `code`, and its time: "15:30", "15:30 +02:00", "15:30
 * Europe/Berlin", "15:30 ?" for a zone that may be one of several, "" for none. */
typedef struct {
	const char *code, *text, *time;
} Case;

static char *
time_to_text(const TimeOfDay *time)
{
	g_autofree char *clock = g_strdup_printf("%02d:%02d", time->hour, time->minute);
	int minutes = ABS(time->zone.offset) / 60;

	switch (time->zone.kind) {
	case ZONE_OFFSET:
		return g_strdup_printf("%s %c%02d:%02d", clock, time->zone.offset < 0 ? '-' : '+',
		                       minutes / 60, minutes % 60);
	case ZONE_REGION:
		return g_strdup_printf("%s %s", clock, time->zone.region);
	case ZONE_AMBIGUOUS:
		return g_strdup_printf("%s ?", clock);
	default:
		return g_steal_pointer(&clock);
	}
}

static void
check(const Case *cases, gsize count, gboolean labelled)
{
	for (gsize i = 0; i < count; i++) {
		const char *text = cases[i].text;
		Languages languages = LANGUAGES_ENGLISH | language_by_code(cases[i].code);
		const NotesContext context = { .languages = languages,
			                       .day = day_from_ymd(2022, 2, 16),
			                       .order = DATE_ORDER_DAY_FIRST };
		DateFound found = { 0 };
		TimeOfDay time;
		g_test_message("%s: %s", cases[i].code, text);
		if (!labelled)
			g_assert_true(date_find(text, 0, &context, &found));
		gboolean any =
		    labelled ? time_of_day_read(text, languages, &time)
		             : time_of_day_find(text, found.start, found.end, languages, &time);
		g_autofree char *read = any ? time_to_text(&time) : g_strdup("");
		g_assert_cmpstr(read, ==, cases[i].time);
	}
}

static void
test_beside_date(void)
{
	static const Case cases[] = {
		{ "en", "Thursday, March 28 2019 (9:00-9:30am PT)", "09:00 America/Los_Angeles" },
		{ "en", "May 6 2024 @ 20:00 UTC", "20:00 +00:00" },
		{ "en", "04/05/2023 (18:30)", "18:30" },
		{ "en", "[04/05/2023] (15:15 - 16:15 time)", "15:15" },
		{ "en", "28th January 2008 at 1900 CET", "19:00 +01:00" },
		{ "en", "at 18:00 CET on Thursday 3rd April", "18:00 +01:00" },
		{ "en", "May 6, 15:30 ET", "15:30 America/New_York" },
		{ "en", "May 6, 3pm Eastern Time", "15:00 America/New_York" },
		{ "en", "May 6, 12 pm US Eastern Time", "12:00 America/New_York" },
		{ "en", "May 6, 1:00 pm US EDT", "13:00 -04:00" },
		{ "en", "May 6, 15:30 IST", "15:30 ?" },
		{ "en", "May 6, 2:00PM CST", "14:00 ?" },
		{ "en", "May 6, 15:30 Berlin time", "15:30 Europe/Berlin" },
		{ "en", "May 6, 15:30 (Europe/Berlin)", "15:30 Europe/Berlin" },
		{ "en", "May 6, 15:30 Mars/Base", "15:30" },
		{ "en", "May 6, 15:30 UTC +2", "15:30 +02:00" },
		{ "en", "May 6, 15:30 UTC−4", "15:30 -04:00" },
		{ "en", "May 6, 15:30 UTC-16:30 UTC", "15:30 +00:00" },
		{ "en", "May 6, 15:30 UTC - 16:30 UTC", "15:30 +00:00" },
		{ "en", "May 6, CEST 15:30", "15:30 +02:00" },
		{ "en", "May 6, NEXT 15:30", "15:30" },
		{ "en", "Monday 7th May (2007-05-07) 18:00 CEST", "18:00 +02:00" },
		{ "en", "3/3/2017 14:00PM UTC", "14:00 +00:00" },
		{ "en", "2024-05-06 14:00 AEST", "14:00 +10:00" },
		{ "en", "2024-05-06 9 AM to 10 AM Pacific", "09:00 America/Los_Angeles" },
		{ "en", "2024-05-06, 1300 people came", "" },
		{ "en", "2024-05-06 at 5", "" },
		{ "de", "3. März, 18:30 Uhr", "18:30" },
		{ "de", "3. März um 19 Uhr", "19:00" },
		{ "de", "3. März, 19.30 Uhr", "19:30" },
		{ "de", "3. März um 19", "19:00" },
		{ "de", "3. März, 18-20 Uhr", "18:00" },
		{ "de", "3. März, 18:30 MEZ", "18:30 +01:00" },
		{ "de", "3. März, 18:30 Berliner Zeit", "18:30 Europe/Berlin" },
		{ "fr", "3 mars à 18h30", "18:30" },
		{ "fr", "3 mars à 19h", "19:00" },
		{ "fr", "3 mars, 19 h 30", "19:30" },
		{ "fr", "3 mars de 18h à 20h", "18:00" },
		{ "fr", "3 mars à 18h30 (heure de Paris)", "18:30 Europe/Paris" },
		{ "fr", "3 mars à midi", "12:00" },
		{ "es", "martes 06/02/2024, 20:00h a 21:00h", "20:00" },
		{ "es", "3 de marzo a las 19:30", "19:30" },
		{ "es", "3 de marzo a las 19", "19:00" },
		{ "es", "3 de marzo, 16.00h", "16:00" },
		{ "pt", "3 de março às 19h", "19:00" },
		{ "pt", "3 de março às 19h30", "19:30" },
		{ "it", "3 marzo ore 18.30", "18:30" },
		{ "it", "3 marzo alle 18", "18:00" },
		{ "ro", "3 martie, ora 18:00", "18:00" },
		{ "ro", "3 martie la ora 18", "18:00" },
		{ "nl", "3 maart om 19.30 uur", "19:30" },
		{ "nl", "3 maart, 19u30", "19:30" },
		{ "nl", "3 maart 20 uur", "20:00" },
		{ "no", "3. mars kl. 18", "18:00" },
		{ "no", "3. mars kl 18.30", "18:30" },
		{ "no", "3. mars klokken 18:30", "18:30" },
	};
	check(cases, G_N_ELEMENTS(cases), FALSE);
}

static void
test_after_label(void)
{
	static const Case cases[] = {
		{ "en", "17:00 UTC", "17:00 +00:00" },
		{ "en", "4PM UTC", "16:00 +00:00" },
		{ "en", "11:30am", "11:30" },
		{ "en", "**19:00**", "19:00" },
		{ "en", "9AM Europe/London", "09:00 Europe/London" },
		{ "en", "1730 PDT, UTC 1600", "17:30 -07:00" },
		{ "en", "[14:00 GMT](https://example.org)", "14:00 +00:00" },
		{ "en", "@ 1:02 PM US EDT", "13:02 -04:00" },
		{ "en", "2:00PM CST - [End Time]", "14:00 ?" },
		{ "en", "20", "20:00" },
		{ "en", "30 minutes", "" },
		{ "en", "45 min", "" },
		{ "en", "1.5 hours", "" },
		{ "en", "90", "" },
		{ "en", "20 issues", "" },
		{ "en", "tbd", "" },
		{ "de", "18:30", "18:30" },
		{ "de", "18 Uhr", "18:00" },
		{ "de", "um 18 Uhr", "18:00" },
		{ "fr", "18h30", "18:30" },
		{ "es", "20:00h", "20:00" },
		{ "no", "kl. 18.00", "18:00" },
	};
	check(cases, G_N_ELEMENTS(cases), TRUE);
}

static void
test_zones(void)
{
	static const struct {
		const char *text;
		int minutes;
		gsize length; /* 0: no zone with an offset */
	} cases[] = {
		{ "CET", 60, 3 },        { "cest", 120, 4 },   { "UTC+2", 120, 5 },
		{ "UTC +2", 120, 6 },    { "UTC−4", -240, 7 }, { "UTC -4", -240, 6 },
		{ "GMT+05:30", 330, 9 }, { "+0200", 120, 5 },  { "Z", 0, 1 },
		{ "UTC - 4", 0, 3 },     { "ISTANBUL", 0, 0 }, { "", 0, 0 },
		{ "+25", 0, 0 },         { "UTC2", 0, 0 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int offset = 0;
		g_test_message("%s", cases[i].text);
		g_assert_cmpuint(zone_scan(cases[i].text, &offset), ==, cases[i].length);
		if (cases[i].length > 0)
			g_assert_cmpint(offset, ==, cases[i].minutes * 60);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/time-of-day/beside-date", test_beside_date);
	g_test_add_func("/time-of-day/after-label", test_after_label);
	g_test_add_func("/time-of-day/zones", test_zones);
	return g_test_run();
}
