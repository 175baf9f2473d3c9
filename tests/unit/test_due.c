/* test_due.c - deadlines and next meetings in plain English, told from events. */
#include "notes/next_meeting.h"

/* An item of a meeting on Wednesday, 16 February 2022, and what it names ("" for nothing). */
typedef struct {
	const char *text, *day;
} Case;

static NotesContext
meeting_context(void)
{
	return (NotesContext){ .languages = LANGUAGES_ENGLISH, .day = day_from_ymd(2022, 2, 16) };
}

static void
check_due(const Case *cases, gsize count)
{
	NotesContext context = meeting_context();
	for (gsize i = 0; i < count; i++) {
		Dates dates;
		dates_read(cases[i].text, &context, &dates);
		g_autofree char *due =
		    day_to_iso(due_find(cases[i].text, &dates, LANGUAGES_ENGLISH));
		g_test_message("%s", cases[i].text);
		g_assert_cmpstr(due != NULL ? due : "", ==, cases[i].day);
	}
}

static void
test_calendar(void)
{
	static const Case cases[] = {
		{ "Ship it by October 17, 2022", "2022-10-17" },
		{ "Ship it by Oct 17 2022.", "2022-10-17" },
		{ "Ship it by October 17th", "2022-10-17" },
		{ "Ship it by 17 Oct", "2022-10-17" },
		{ "Ship it by the 17th of October 2022", "2022-10-17" },
		{ "Ship it until 2022-10-17", "2022-10-17" },
		{ "Ship it before 17.10.2022", "2022-10-17" },
		{ "Ship it by 17/10/2022", "2022-10-17" },
		{ "Ship it by Friday, February 18, 2022", "2022-02-18" },
		{ "Ship it by Fri, Feb 18", "2022-02-18" },
		{ "Prepare slides for Friday, February 18", "2022-02-18" },
		{ "Friday, February 18: the proposal", "2022-02-18" },
		{ "the proposal (due: 2022-03-01)", "2022-03-01" },
		{ "the proposal, Due: 1 March", "2022-03-01" },
		{ "the proposal 📅 2022-03-01", "2022-03-01" },
		{ "the proposal; deadline: March 1, 2022", "2022-03-01" },
		{ "By next meeting on Monday, February 28, 2022, x", "2022-02-28" },
		{ "due on March 1", "2022-03-01" },
		{ "by January 3", "2022-01-03" },
		{ "by September 3", "2022-09-03" },
		{ "by December 3", "2022-12-03" },
		{ "until the 15th", "2022-03-15" },
		{ "by the 16th.", "2022-02-16" },
		{ "by the 2nd patch", "" },
		{ "by EOD Friday", "2022-02-18" },
		{ "before COB", "2022-02-16" },
		{ "no later than March 2", "2022-03-02" },
		{ "by February 30", "" },
		{ "the deadline is the 15th", "2022-03-15" },
	};
	check_due(cases, G_N_ELEMENTS(cases));
}

static void
test_relative(void)
{
	static const Case cases[] = {
		{ "EOD: send it", "2022-02-16" },
		{ "send it today", "2022-02-16" },
		{ "send it by end of day", "2022-02-16" },
		{ "send it tomorrow", "2022-02-17" },
		{ "send it by tomorrow, Thursday, February 17", "2022-02-17" },
		{ "send it in 3 weeks", "2022-03-09" },
		{ "send it in a week's time", "2022-02-23" },
		{ "send it in two weeks time", "2022-03-02" },
		{ "send it within 2 days", "2022-02-18" },
		{ "send it in one month", "2022-03-16" },
		{ "send it two weeks from now", "2022-03-02" },
		{ "send it by the end of May", "2022-05-31" },
		{ "send it until end of week", "2022-02-18" },
		{ "send it by end of the month", "2022-02-28" },
		{ "send it next Tuesday", "2022-02-22" },
		{ "send it by Wednesday", "2022-02-23" },
		{ "send it until Friday", "2022-02-18" },
		{ "send it in a week, by March 1", "2022-03-01" },
	};
	check_due(cases, G_N_ELEMENTS(cases));
}

static void
test_no_deadline(void)
{
	static const Case cases[] = {
		{ "Schedule another call on Thursday, March 24, 2022", "" },
		{ "Schedule a call next Tuesday", "" },
		{ "Arrange a call for Friday", "" },
		{ "Book a room for Friday", "" },
		{ "Done by Anna, who is away on Monday", "" },
		{ "Read the May 6 report", "" },
		{ "Plan two weeks of testing", "" },
		{ "Look for a place for the gathering on October 5-8, 2022", "" },
		{ "Plan for the release at end of October 2022", "" },
		{ "Announce the hackathon happening on Saturday, May 7", "" },
		{ "do it next week", "" },
		{ "do it soon, before the release", "" },
		{ "Review https://example.org/by/2022-10-17/x", "" },
		{ "Merge PR #17 by Marc", "" },
		{ "Fix the build by may be tomorrow's compiler", "2022-02-17" },
		{ "Cut the time by 3 seconds", "" },
		{ "Use version 1.2.2022", "" },
		{ "meet in a room", "" },
		{ "read the file 2022-10-17.md", "" },
	};
	check_due(cases, G_N_ELEMENTS(cases));
}

static void
test_faults(void)
{
	NotesContext context = meeting_context();
	const NotesContext undated = { .languages = LANGUAGES_ENGLISH, .day = DAY_NONE };
	DateFound found;

	g_assert_true(date_find("on February 30, 2022", 0, &context, &found));
	g_assert_cmpint(found.fault, ==, DATE_IMPOSSIBLE);
	g_assert_true(date_find("2022-13-01", 0, &context, &found));
	g_assert_cmpint(found.fault, ==, DATE_IMPOSSIBLE);
	g_assert_true(date_find("on Monday, February 18, 2022", 0, &context, &found));
	g_assert_cmpint(found.fault, ==, DATE_WEEKDAY_MISMATCH);
	g_assert_cmpuint(found.start, ==, 3);
	g_assert_cmpuint(found.end, ==, 28);
	g_assert_true(date_find("on Friday, February 18, 2022", 0, &undated, &found));
	g_assert_cmpint(found.fault, ==, DATE_FINE);
	g_assert_false(date_find("tomorrow, next Friday, in 2 weeks, 17 Oct", 0, &undated, &found));
}

static void
test_next_meeting(void)
{
	NotesContext context = meeting_context();
	static const Case cases[] = {
		{ "Next meeting: Wednesday, February 23, 2022, 5pm CET.", "2022-02-23" },
		{ "We meet next on Monday, February 28, 2022, 1pm CET.", "2022-02-28" },
		{ "Topics for the next maintainers' meeting (Monday, March 14):", "2022-03-14" },
		{ "We meet two weeks from now.", "2022-03-02" },
		{ "Next call is next Tuesday", "2022-02-22" },
		{ "Friday, February 18, 8:30: meeting with QL", "2022-02-18" },
		{ "The release is on Monday, February 28, 2022", "" },
		{ "Last meeting was on February 2, 2022", "" },
		{ "Next meeting: to be decided", "" },
		{ "Soft deadline: March 1", "" },
		{ "Next sync: March 1", "2022-03-01" },
		{ "The session is on March 1", "" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		Dates dates;
		dates_read(cases[i].text, &context, &dates);
		const DateFound *found = next_meeting_date(cases[i].text, &dates, &context);
		g_autofree char *next = day_to_iso(found != NULL ? found->day : DAY_NONE);
		g_test_message("%s", cases[i].text);
		g_assert_cmpstr(next != NULL ? next : "", ==, cases[i].day);
	}
}

static void
test_next_time(void)
{
	NotesContext context = meeting_context();
	static const Case cases[] = {
		{ "Next meeting: Friday, February 18, 2022, 3:30pm CET", "2022-02-18 15:30+01:00" },
		{ "Next meeting: February 18, 2022 at 15:30", "2022-02-18 15:30+02:00" },
		{ "We meet on Friday, February 18, 2022 (15:00-16:00 UTC+3)",
		  "2022-02-18 15:00+03:00" },
		{ "Next call on 2022-07-18, 11-1pm EEST", "2022-07-18 11:00+03:00" },
		{ "Next call on 2022-07-18, 3:30 - 4:30 p.m.", "2022-07-18 15:30+03:00" },
		{ "We meet at 1pm CEST on July 18, 2022.", "2022-07-18 13:00+02:00" },
		{ "We meet next Monday at noon", "2022-02-21 12:00+02:00" },
		{ "Next meeting: 2022-03-01, 12am EST", "2022-03-01 00:00-05:00" },
		{ "Next meeting: 2022-03-01 at 17h30", "2022-03-01 17:30+02:00" },
		{ "Next meeting: 2022-03-01, 16 CET", "2022-03-01 16:00+01:00" },
		{ "Next meeting: 2022-03-01 (room 12)", "2022-03-01 -" },
		{ "Next meeting: 2022-03-01 with 30 people", "2022-03-01 -" },
		{ "Next meeting: 2022-03-01 at 25:00", "2022-03-01 -" },
		{ "Next meeting: 2022-03-01. By 5pm send topics", "2022-03-01 -" },
		{ "Next meeting: 2022-03-01, release 1.15", "2022-03-01 -" },
	};
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Bucharest");
	context.zone = zone;

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		Dates dates;
		g_test_message("%s", cases[i].text);
		dates_read(cases[i].text, &context, &dates);
		Decision *decision = next_meeting_read(cases[i].text, &dates, &context);
		g_assert_nonnull(decision);
		g_autofree char *day = day_to_iso(decision->next_meeting),
		                *time = decision_next_time(decision);
		g_autofree char *next = g_strdup_printf("%s %s", day, time != NULL ? time : "-");
		decision_free(decision);
		g_assert_cmpstr(next, ==, cases[i].day);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/due/calendar", test_calendar);
	g_test_add_func("/due/relative", test_relative);
	g_test_add_func("/due/no-deadline", test_no_deadline);
	g_test_add_func("/due/faults", test_faults);
	g_test_add_func("/due/next-meeting", test_next_meeting);
	g_test_add_func("/due/next-time", test_next_time);
	return g_test_run();
}
