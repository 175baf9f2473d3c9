/* test_compose.c - nearness, carrying on, changes and the schedule. */
#include "base/text.h"
#include "compose/changes.h"
#include "compose/schedule.h"
#include "match/action_index.h"
#include "match/similarity.h"

static double
nearness(const char *a, const char *b)
{
	WordSet x, y;

	g_autofree char *folded_a = text_fold(a);
	g_autofree char *folded_b = text_fold(b);
	word_set_init(&x, folded_a);
	word_set_init(&y, folded_b);
	double result = word_set_similarity(&x, &y);
	word_set_clear(&x);
	word_set_clear(&y);
	return result;
}

static const struct {
	const char *a, *b;
	gboolean same;
} pairs[] = {
	{ "Write the release notes", "write the Release Notes.", TRUE },
	{ "Draft the rain gauge calibration guide", "Draft rain gauge calibration guide", TRUE },
	{ "Încarcă graficele de vânt", "Incarca graficele de vant", TRUE },
	{ "Finish the wind driver by May 5th", "Finish the wind driver by May 12th", TRUE },
	{ "Ask Ana about the solar panel supplier", "Ask Ana about solar panel suppliers", TRUE },
	{ "Review https://git.example.org/p/407", "Review https://git.example.org/p/394", FALSE },
	{ "Prepare the notes of release 0.13", "Prepare the notes of release 0.14", FALSE },
	{ "Order rain gauges", "Order wind gauges", FALSE },
	{ "Write tests", "Write docs", FALSE },
	/* at the threshold: of four words one may change, of eight two; of three none, of seven one
	 */
	{ "one two three four", "one two three five", TRUE },
	{ "one two three", "one two four", FALSE },
	{ "a b c d e f g h", "a b c d e f x y", TRUE },
	{ "a b c d e f g", "a b c d e x y", FALSE },
	{ "one two three", "one two three four five", TRUE },
	{ "one two three", "one two three four five six", FALSE },
	/* words that stand twice, and their order, say nothing */
	{ "Ask Ana, then ask Ion", "ask ion, then Ana", TRUE },
	{ "Проверить датчик ветра на крыше", "проверить датчик ВЕТРА на старой крыше", TRUE },
	{ "Проверить датчик ветра", "Проверить датчик дождя", FALSE },
	{ "Έλεγξε τον αισθητήρα ανέμου", "ελεγξε τον αισθητηρα ανεμου!", TRUE },
	{ "Prüfe die Straße nach Köln", "PRUFE die STRASSE nach Koln", TRUE },
	{ "Mută stația meteo în țară până vineri", "Muta statia meteo in tara pana luni", TRUE },
	{ "日本語の文章を書く", "日本語の文章を書く。", TRUE },
	{ "日本語の文章を書く", "日本語の文章を読む", FALSE },
	{ "Nai\xcc\x88ve check of the gauge", "Na\xc3\xafve check of the gauge", TRUE },
	{ "Review PR #407 of Ana", "Review PR #407 of Ana again, please", TRUE },
	{ "Read issue #17 about the mill", "Read issue #18 about the mill", FALSE },
	{ "Read pull request 17 about the mill", "Read pull request 18 about the mill", FALSE },
	{ "Write up release 2 of the gauge", "Write up release 3 of the gauge", FALSE },
	{ "Read issue #17 about the mill", "Read issue 17 about the old mill", TRUE },
	{ "Be at the casino 17 March with it", "Be at the casino 18 March with it", TRUE },
	{ "Merge v0.14 into stable", "Merge v0.15 into stable", FALSE },
	{ "Meet on 2026-03-02 at the mill", "Meet on 2026-03-09 at the mill", TRUE },
	{ "", "", FALSE },
};

static void
test_near_and_far(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		double near = nearness(pairs[i].a, pairs[i].b);
		if ((near >= SIMILARITY_SAME) != pairs[i].same)
			g_test_fail_printf("%s | %s: %.3f", pairs[i].a, pairs[i].b, near);
	}
}

static Action *
new_action(const char *owner, const char *text)
{
	Action *action = action_new();

	if (owner != NULL)
		g_ptr_array_add(action->owners, g_strdup(owner));
	action->text = g_strdup(text);
	return action;
}

static gint64
find(ActionIndex *index, Day day, const char *owner, const char *text)
{
	Action *action = new_action(owner, text);
	ActionKey key;

	action_key_init(&key, action);
	gint64 row = action_index_find(index, day, &key, NULL);
	action_key_clear(&key);
	action_free(action);
	return row;
}

static void
add(ActionIndex *index, gint64 row, Day day, const char *owner, const char *text)
{
	Action *action = new_action(owner, text);

	ActionKey key;

	action_key_init(&key, action);
	action_index_add(index, row, day, &key);
	action_key_clear(&key);
	action_free(action);
}

static void
test_carried_on(void)
{
	g_autoptr(ActionIndex) index = action_index_new(90);

	add(index, 1, 1000, "MI", "Draft the rain gauge calibration guide");
	add(index, 2, 1000, "TB", "Draft the rain gauge calibration guide");
	add(index, 3, 1007, "MI", "Draft rain gauge calibration guide");
	add(index, 4, 1000, NULL, "Find a room");
	g_assert_cmpint(find(index, 1014, "TB", "Draft the rain gauge calibration guide now"), ==,
	                2);
	g_assert_cmpint(find(index, 1014, "mi", "Draft the rain gauge calibration guide"), ==, 1);
	g_assert_cmpint(find(index, 1014, "MI", "Draft rain gauge calibration guides"), ==, 3);
	g_assert_cmpint(find(index, 1014, "XY", "Draft the rain gauge calibration guide"), ==, 0);
	g_assert_cmpint(find(index, 1014, NULL, "find a room"), ==, 4);
	g_assert_cmpint(find(index, 1091, "TB", "Draft the rain gauge calibration guide"), ==, 0);
}

/* Whatever is as near as the threshold is found through the prefixes: checked against comparing all
 * with all. */
static void
test_prefix_finds_all(void)
{
	static const char *const words[] = { "gauge", "wind",  "rain", "panel", "write",
		                             "the",   "guide", "test", "fix",   "ask" };
	g_autoptr(GRand) rand = g_rand_new_with_seed(7);

	for (guint round = 0; round < 3000; round++) {
		g_autoptr(GString) a = g_string_new(NULL);
		g_autoptr(GString) b = g_string_new(NULL);
		for (guint i = 0; i < 6; i++) {
			g_string_append_printf(a, "%s ", words[g_rand_int_range(rand, 0, 10)]);
			g_string_append_printf(b, "%s ", words[g_rand_int_range(rand, 0, 10)]);
		}
		g_autoptr(ActionIndex) index = action_index_new(1);
		add(index, 1, 5, "MI", a->str);
		g_assert_cmpint(find(index, 5, "MI", b->str), ==,
		                nearness(a->str, b->str) >= SIMILARITY_SAME ? 1 : 0);
	}
}

static void
test_forgets_what_left_the_window(void)
{
	g_autoptr(ActionIndex) index = action_index_new(10);

	guint forgot = 0;
	Day from = 0, to = 0;

	for (gint64 i = 1; i <= 200000; i++) {
		g_autofree char *text =
		    g_strdup_printf("Task number x%" G_GINT64_FORMAT " of many", i);
		forgot += action_index_forget(index, (Day)(100 + i / 100), &from, &to) ? 1 : 0;
		add(index, i, (Day)(100 + i / 100), "MI", text);
	}
	g_assert_cmpuint(forgot, >, 10);
	g_assert_cmpuint(from, >, 1500);
	g_assert_cmpuint(to, >, from);
	g_assert_cmpuint(action_index_newest(index), ==, 2100);
	g_assert_cmpint(find(index, 2099, "MI", "Task number x199990 of many"), ==, 199990);
	g_assert_cmpint(find(index, 101, "MI", "Task number x150 of many"), ==, 0);
}

static Meeting *
new_meeting(const char *owner, const char *const *texts)
{
	Meeting *meeting = meeting_new("a.md");

	meeting->day = 1000;
	for (; *texts != NULL; texts++)
		g_ptr_array_add(meeting->actions, new_action(owner, *texts));
	return meeting;
}

static void
test_changes(void)
{
	Meeting *before =
	    new_meeting("MI", (const char *const[]){ "Order twenty rain gauges today",
	                                             "Paint the mast", "Call Ana", NULL });
	Meeting *after =
	    new_meeting("MI", (const char *const[]){ "Order thirty rain gauges today please",
	                                             "Paint the mast", "Write to Ion", NULL });
	((Action *)g_ptr_array_index(after->actions, 1))->done = TRUE;
	g_autoptr(Change) change = change_between(before, after);

	g_assert_cmpuint(change->finished->len, ==, 1);
	g_assert_cmpuint(change->added->len, ==, 2);
	g_assert_cmpuint(change->withdrawn->len, ==, 2);
}

/* "RD=rd XQ": a token that is a person, and one that is nobody. */
static void
give(Action *action, const char *owners)
{
	g_auto(GStrv) tokens = g_strsplit(owners, " ", -1);

	for (char **token = tokens; *token != NULL; token++) {
		char *person = strchr(*token, '=');
		if (person != NULL) {
			*person++ = '\0';
			g_ptr_array_add(action->people, g_strdup(person));
		}
		if (!g_ptr_array_find_with_equal_func(action->owners, *token, g_str_equal, NULL))
			g_ptr_array_add(action->owners, g_strdup(*token));
	}
}

static void
test_change_of_owner(void)
{
	Meeting *before = new_meeting("MI", (const char *const[]){ "Paint the mast", NULL });
	Meeting *after = new_meeting("TB", (const char *const[]){ "Paint the mast", NULL });
	g_autoptr(Change) change = change_between(before, after);

	g_assert_cmpuint(change->reowned->len, ==, 1);
	g_assert_true(g_ptr_array_index(change->reowned, 0) ==
	              g_ptr_array_index(after->actions, 0));
	g_assert_true(g_ptr_array_index(change->given_up, 0) ==
	              g_ptr_array_index(before->actions, 0));
	g_assert_cmpuint(change->reworded->len + change->added->len + change->withdrawn->len, ==,
	                 0);
	g_assert_false(change_is_empty(change));
}

static Action *
only_action(Meeting *meeting)
{
	return g_ptr_array_index(meeting->actions, 0);
}

/* Another spelling of the same person gives nothing away; one owner more does, and other words with
 * it change nothing. */
static void
test_who_has_it(void)
{
	static const struct {
		const char *before, *after; /* tokens, each with the person it is */
		guint reowned;
	} cases[] = {
		{ "RD=rd", "RăzvanD=rd", 0 },
		{ "RD=rd FH=fh", "FH=fh RD=rd", 0 },
		{ "rd", "RD", 0 },
		{ "XQ", "XZ", 1 },
		{ "RD=rd", "RD=rd FH=fh", 1 },
		{ "RD=rd FH=fh", "RD=rd", 1 },
		{ "RD=rd XQ", "RD=rd XZ", 1 },
		{ "RD=rd", "", 1 },
		{ "", "RD=rd", 1 },
		{ "All=rd", "All=rd All=fh", 0 }, /* a group's members are not its token */
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		Meeting *meetings[2];
		for (guint m = 0; m < 2; m++) {
			const char *text =
			    m == 0 ? "Paint the old mast blue" : "Paint the old mast blue again";
			meetings[m] = new_meeting(NULL, (const char *const[]){ text, NULL });
			give(only_action(meetings[m]), m == 0 ? cases[i].before : cases[i].after);
		}
		g_autoptr(Change) change = change_between(meetings[0], meetings[1]);
		if (change->reowned->len != cases[i].reowned ||
		    change->reworded->len != 1 - cases[i].reowned)
			g_test_fail_printf("%s -> %s: %u", cases[i].before, cases[i].after,
			                   change->reowned->len);
	}
}

static void
test_schedule(void)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Bucharest");
	Job job = { .kind = JOB_DIGEST, .every = EVERY_WEEK, .weekday = 1, .hour = 8, .minute = 0 };
	gint64 monday = day_to_unix(day_from_iso("2026-03-30"), 8, 0, zone);
	gint64 week = 7 * 86400;

	g_assert_true(schedule_is_due(&job, 0, monday, zone));
	g_assert_false(schedule_is_due(&job, monday + 30, monday + week - 86400, zone));
	g_assert_true(schedule_is_due(&job, monday + 30, monday + week, zone));
	/* summer time began on 29 March: the moment before it is an hour less than a week away */
	g_assert_false(schedule_is_due(&job, monday - week + 3600, monday - 60, zone));
	g_assert_true(schedule_is_due(&job, monday - week + 3600 + 60, monday, zone));
	g_assert_cmpint(schedule_next(&job, monday + 30, monday + 60, zone), ==, monday + week);
	g_assert_cmpuint(schedule_period_start(&job, 0, monday, zone), ==,
	                 day_from_iso("2026-03-23"));

	Job plain = { .kind = JOB_REMINDER, .every = EVERY_DAY, .hour = -1 };
	g_assert_false(schedule_is_due(&plain, monday, monday + 86399, zone));
	g_assert_true(schedule_is_due(&plain, monday, monday + 86400, zone));

	Job fortnight = {
		.kind = JOB_DIGEST, .every = EVERY_TWO_WEEKS, .weekday = 1, .hour = 8, .minute = 0
	};
	g_assert_false(schedule_is_due(&fortnight, monday + 300, monday + week + 300, zone));
	g_assert_true(schedule_is_due(&fortnight, monday + 300, monday + 2 * week, zone));
}

/* The days on which a job that runs each day at 09:00 is due, from the first Thursday of March on.
 */
static char *
days_due(const Job *job, guint days, GTimeZone *zone)
{
	g_autoptr(GString) due = g_string_new(NULL);
	Day first = day_from_iso("2026-03-05");
	gint64 last_success = day_to_unix(first, 9, 0, zone);

	for (Day day = first + 1; day < first + days; day++) {
		gint64 now = day_to_unix(day, 9, 0, zone);
		if (!schedule_is_due(job, last_success, now, zone))
			continue;
		g_autofree char *iso = day_to_iso(day);
		g_string_append_printf(due, "%s%s", due->len > 0 ? " " : "", iso + strlen("2026-"));
		last_success = now;
	}
	return g_steal_pointer(&due->str);
}

static void
test_monthly(void)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Bucharest");
	Job job = {
		.kind = JOB_DIGEST, .every = EVERY_MONTH, .weekday = 1, .hour = 8, .minute = 0
	};

	g_autofree char *mondays = days_due(&job, 160, zone);
	g_assert_cmpstr(mondays, ==, "04-06 05-04 06-01 07-06 08-03");
	job.weekday = 0;
	g_autofree char *firsts = days_due(&job, 160, zone);
	g_assert_cmpstr(firsts, ==, "04-01 05-01 06-01 07-01 08-01");
	/* at 09:00 the hour of the same day has not come: it is due on the next run, the day after
	 */
	job.hour = 10;
	g_autofree char *late = days_due(&job, 60, zone);
	g_assert_cmpstr(late, ==, "04-02 05-02");
	job.weekday = 5;
	gint64 success = day_to_unix(day_from_iso("2026-03-06"), 10, 0, zone);
	g_assert_cmpint(schedule_next(&job, success, success, zone), ==,
	                day_to_unix(day_from_iso("2026-04-03"), 10, 0, zone));
}

/*
 * Runs a job each hour of a year, a little late each time and now and then not at all, and returns
 * the days on which it was due, by the zone: "01-05 01-19".
 */
static char *
year_of_hours(const Job *job, GTimeZone *zone)
{
	g_autoptr(GString) due = g_string_new(NULL);
	gint64 start = day_to_unix(day_from_iso("2026-01-01"), 0, 0, zone);
	gint64 end = day_to_unix(day_from_iso("2027-01-01"), 0, 0, zone);
	gint64 last_success = start - 86400 * 28;

	for (gint64 hour = start; hour < end; hour += 3600) {
		gint64 now = hour + hour / 3600 % 7 * 40;
		if (!schedule_is_due(job, last_success, now, zone))
			continue;
		g_autofree char *iso = day_to_iso(day_from_unix(now, zone));
		g_string_append_printf(due, "%s%s", due->len > 0 ? " " : "", iso + strlen("2026-"));
		last_success = now;
	}
	return g_steal_pointer(&due->str);
}

/* Two weeks and months keep their day, wherever clocks change and whatever the hour. */
static void
test_year_of_hours(void)
{
	static const char *const zones[] = { "Europe/Bucharest",    "America/New_York",
		                             "Australia/Lord_Howe", "America/Santiago",
		                             "Asia/Kathmandu",      "Pacific/Auckland" };
	static const struct {
		Job job;
		const char *days;
	} cases[] = {
		{ { .every = EVERY_MONTH, .month_day = 1, .hour = 8 },
		  "01-01 02-01 03-01 04-01 05-01 06-01 07-01 08-01 09-01 10-01 11-01 12-01" },
		{ { .every = EVERY_MONTH, .month_day = 31, .hour = 0, .minute = 30 },
		  "01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31" },
		{ { .every = EVERY_MONTH, .weekday = 1, .week = 1, .hour = 2, .minute = 30 },
		  "01-05 02-02 03-02 04-06 05-04 06-01 07-06 08-03 09-07 10-05 11-02 12-07" },
		{ { .every = EVERY_MONTH, .weekday = 7, .week = 3, .hour = 2, .minute = 30 },
		  "01-18 02-15 03-15 04-19 05-17 06-21 07-19 08-16 09-20 10-18 11-15 12-20" },
		{ { .every = EVERY_MONTH, .weekday = 5, .week = WEEK_LAST, .hour = 22 },
		  "01-30 02-27 03-27 04-24 05-29 06-26 07-31 08-28 09-25 10-30 11-27 12-25" },
		{ { .every = EVERY_TWO_WEEKS, .weekday = 7, .hour = 2, .minute = 30 },
		  "01-11 01-25 02-08 02-22 03-08 03-22 04-05 04-19 05-03 05-17 05-31 06-14 06-28 "
		  "07-12 07-26 08-09 08-23 09-06 09-20 10-04 10-18 11-01 11-15 11-29 12-13 12-27" },
	};

	for (gsize z = 0; z < G_N_ELEMENTS(zones); z++) {
		g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(zones[z]);
		g_assert_nonnull(zone);
		for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
			g_test_message("%s, %" G_GSIZE_FORMAT, zones[z], i);
			/* the month before has told already: the last success is of its moment */
			g_autofree char *days = year_of_hours(&cases[i].job, zone);
			const char *from = strstr(days, cases[i].days);
			g_assert_nonnull(from);
			g_assert_cmpstr(from, ==, cases[i].days);
			g_assert_cmpint(from - days, <=, strlen("01-01 "));
		}
	}
}

/* A run that comes days late does not move the fortnight, and the next one is on its day. */
static void
test_late_fortnight(void)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Bucharest");
	Job job = { .kind = JOB_DIGEST, .every = EVERY_TWO_WEEKS, .weekday = 1, .hour = 8 };
	gint64 monday = day_to_unix(day_from_iso("2026-03-02"), 8, 0, zone);
	gint64 saturday = day_to_unix(day_from_iso("2026-03-07"), 12, 0, zone);

	g_assert_true(schedule_is_due(&job, monday - 14 * 86400, saturday, zone));
	g_assert_cmpint(schedule_next(&job, saturday, saturday, zone), ==,
	                day_to_unix(day_from_iso("2026-03-16"), 8, 0, zone));
}

/* What a run noted under a clock that was ahead counts as noted now. */
static void
test_success_in_the_future(void)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Bucharest");
	Job job = { .kind = JOB_DIGEST, .every = EVERY_WEEK, .weekday = 1, .hour = 8, .minute = 0 };
	gint64 friday = day_to_unix(day_from_iso("2026-03-27"), 8, 0, zone),
	       ahead = friday + 400 * 86400;
	gint64 monday = day_to_unix(day_from_iso("2026-03-30"), 8, 0, zone);

	g_assert_false(schedule_is_due(&job, ahead, friday, zone));
	g_assert_cmpint(schedule_next(&job, ahead, friday, zone), ==, monday);
	g_assert_cmpuint(schedule_period_start(&job, ahead, friday, zone), ==,
	                 day_from_iso("2026-03-27"));
}

/* Days before today from which a meeting is news, by the cadence, the last success and the two
 * settings. */
static void
test_news(void)
{
	static const struct {
		Every every;
		guint told, within, expire; /* days; `told` 0: it never was */
		guint start;
	} cases[] = {
		{ EVERY_WEEK, 7, 56, 90, 56 },   /* notes are pushed weeks late */
		{ EVERY_WEEK, 70, 56, 90, 70 },  /* what was while the job did not run */
		{ EVERY_WEEK, 900, 56, 90, 90 }, /* but not of years */
		{ EVERY_WEEK, 0, 56, 90, 56 },   { EVERY_NEVER, 0, 56, 90, 56 },
		{ EVERY_NEVER, 3, 7, 90, 7 },    { EVERY_WEEK, 7, 56, 14, 14 },
		{ EVERY_MONTH, 30, 56, 14, 31 }, /* one period of the job always is */
		{ EVERY_MONTH, 30, 3, 90, 31 },
	};
	g_autoptr(Config) config = config_default("/notes");
	Day today = day_from_iso("2026-03-31");
	gint64 now = day_to_unix(today, 9, 0, config->timezone);

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		const Job job = { .kind = JOB_DIGEST, .every = cases[i].every, .hour = -1 };
		gint64 told = cases[i].told > 0 ? now - (gint64)cases[i].told * 86400 : 0;
		config->news_within_days = cases[i].within;
		config->expire_after_days = cases[i].expire;
		g_test_message("%" G_GSIZE_FORMAT, i);
		g_assert_cmpuint(today - schedule_news_start(config, &job, told, now), ==,
		                 cases[i].start);
	}
	/* a success under a clock that was ahead takes nothing away */
	const Job weekly = { .kind = JOB_DIGEST, .every = EVERY_WEEK, .hour = -1 };
	config->news_within_days = 56;
	config->expire_after_days = 90;
	g_assert_cmpuint(today - schedule_news_start(config, &weekly, now + 400 * 86400, now), ==,
	                 56);
}

/* "Soon" is the same week for those who count it, list it and write it. */
static void
test_soon(void)
{
	static const struct {
		gint due_in;
		gboolean soon, news;
	} cases[] = {
		{ -1, FALSE, TRUE }, { 0, TRUE, TRUE },          { 7, TRUE, TRUE },
		{ 8, FALSE, FALSE }, { G_MAXINT, FALSE, FALSE },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		DigestAction action = { .due_in = cases[i].due_in, .overdue = cases[i].due_in < 0 };
		g_assert_cmpint(digest_action_is_soon(&action), ==, cases[i].soon);
		g_assert_cmpint(digest_action_is_news(&action), ==, cases[i].news);
	}
	DigestAction fresh = { .due_in = 8, .fresh = TRUE };
	g_assert_true(digest_action_is_news(&fresh));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/nearness/pairs", test_near_and_far);
	g_test_add_func("/index/carried-on", test_carried_on);
	g_test_add_func("/index/prefix-finds-all", test_prefix_finds_all);
	g_test_add_func("/index/forgets", test_forgets_what_left_the_window);
	g_test_add_func("/changes/sorted", test_changes);
	g_test_add_func("/changes/owner", test_change_of_owner);
	g_test_add_func("/changes/who-has-it", test_who_has_it);
	g_test_add_func("/digest/soon", test_soon);
	g_test_add_func("/schedule/due", test_schedule);
	g_test_add_func("/schedule/monthly", test_monthly);
	g_test_add_func("/schedule/year-of-hours", test_year_of_hours);
	g_test_add_func("/schedule/late-fortnight", test_late_fortnight);
	g_test_add_func("/schedule/success-in-the-future", test_success_in_the_future);
	g_test_add_func("/schedule/news", test_news);
	return g_test_run();
}
