/* test_calendar.c - meetings to come as iCalendar. */
#include "render/calendar.h"
#include "sample_digest.h"

#include <stdlib.h>
#include <string.h>

static void
add(Digest *digest, gint64 start, const char *track, const char *text, const char *path)
{
	Upcoming *upcoming = g_new0(Upcoming, 1);

	*upcoming = (Upcoming){ .day = digest->today + 2,
		                .start = start,
		                .track = g_strdup(track),
		                .text = g_strdup(text),
		                .path = g_strdup(path),
		                .line = 7 };
	g_ptr_array_add(digest->upcoming, upcoming);
}

static Digest *
scene(const Config *config)
{
	const Sample sample = { .name = "none", .kind = JOB_DIGEST };
	return sample_digest(&sample, config);
}

/* The value of the nth line NAME, unfolded; NULL when there is none. */
static char *
value_of(const char *calendar, const char *name, guint nth)
{
	g_auto(GStrv) folded = g_strsplit(calendar, "\r\n ", -1);
	g_autofree char *whole = g_strjoinv("", folded);
	g_auto(GStrv) lines = g_strsplit(whole, "\r\n", -1);

	for (char **line = lines; *line != NULL; line++)
		if (g_str_has_prefix(*line, name) && nth-- == 0)
			return g_strdup(*line + strlen(name));
	return NULL;
}

static void
assert_value(const char *calendar, const char *name, guint nth, const char *expect)
{
	g_autofree char *value = value_of(calendar, name, nth);
	g_assert_cmpstr(value, ==, expect);
}

static void
test_only_with_time(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Digest) digest = scene(config);
	g_assert_null(calendar_build(digest, config));
	add(digest, 0, "VMM", "Next meeting on Wednesday", "a.md");
	g_assert_null(calendar_build(digest, config));

	add(digest, 1739975400, "ARM", "Next meeting at 15:30 CET", "b.md");
	g_autofree char *calendar = calendar_build(digest, config);
	assert_value(calendar, "METHOD:", 0, "PUBLISH");
	assert_value(calendar, "SUMMARY:", 0, "ARM");
	assert_value(calendar, "SUMMARY:", 1, NULL);
	assert_value(calendar, "DTSTART:", 0, "20250219T143000Z");
	assert_value(calendar, "DTSTAMP:", 0, "20250217T080000Z");
	assert_value(calendar, "ORGANIZER;CN=\"Notes\":", 0, "mailto:notes@example.org");
	assert_value(calendar, "URL:", 0, "https://git.example.org/notes/blob/main/b.md#L7");
	assert_value(calendar, "ATTENDEE", 0, NULL);
}

static void
test_lines(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Digest) digest = scene(config);
	g_autofree char *evil = g_strdup("a,b;c\\d\r\nATTENDEE:mailto:x@example.org \xff *bold* ");
	g_autofree char *wide = g_strnfill(300, 'x');
	g_autofree char *text =
	    g_strconcat(evil, wide, "ședință🎉ședință🎉ședință🎉ședință🎉ședință🎉ședință", NULL);
	add(digest, 1739975400, "A,B\n\"q\"", text, "b.md");
	g_autofree char *calendar = calendar_build(digest, config);
	g_auto(GStrv) lines = g_strsplit(calendar, "\r\n", -1);

	for (char **line = lines; *line != NULL; line++) {
		g_assert_cmpuint(strlen(*line), <=, 75);
		g_assert_null(strpbrk(*line, "\r\n"));
		g_assert_true(g_utf8_validate(*line, -1, NULL));
	}
	assert_value(calendar, "ATTENDEE", 0, NULL);
	assert_value(calendar, "SUMMARY:", 0, "A\\,B\\n\"q\"");
	g_autofree char *said = value_of(calendar, "DESCRIPTION:", 0);
	g_assert_true(g_str_has_prefix(said, "a\\,b\\;c\\\\d "));
	g_assert_nonnull(strstr(said, "ședință🎉ședință🎉ședință🎉"));
}

/* Another time of the same announcement is the same event, later; another announcement is another
 * one. */
static void
test_identity(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Digest) digest = scene(config);
	add(digest, 1739975400, "ARM", "Next meeting at 15:30 CET", "b.md");
	add(digest, 1739985400, "ARM", "And another one", "b.md");
	g_autofree char *first = calendar_build(digest, config);
	((Upcoming *)g_ptr_array_index(digest->upcoming, 0))->start += 1800;
	digest->now += 86400;
	g_autofree char *later = calendar_build(digest, config);

	g_autofree char *uid = value_of(first, "UID:", 0);
	g_autofree char *other = value_of(first, "UID:", 1);
	g_assert_cmpstr(uid, !=, other);
	assert_value(later, "UID:", 0, uid);
	assert_value(later, "UID:", 1, other);
	g_autofree char *sequence = value_of(first, "SEQUENCE:", 0);
	g_autofree char *after = value_of(later, "SEQUENCE:", 0);
	g_assert_cmpint(atoi(after), ==, atoi(sequence) + 1440);
}

/*
 * On the web nobody's address is told, wherever it stands, and the events are the ones that the
 * mail has.
 */
static void
test_published(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Digest) digest = scene(config);
	g_autofree char *far = g_strnfill(60, 'x');
	g_autofree char *text = g_strconcat("Ask ", far, "anna@example.org, now", NULL);
	add(digest, 1739975400, "ask https://x.example/\001team@example.org", text,
	    "a/path@example.org.md");
	add(digest, 1739975400, "", "write to nobody.in@particular.example.org;x", "b.md");
	g_autofree char *mailed = calendar_build(digest, config);
	g_autofree char *published = calendar_file(digest->upcoming, digest->now, config);
	g_autofree char *said = value_of(published, "DESCRIPTION:", 0);
	g_autofree char *uid = value_of(mailed, "UID:", 0);

	assert_value(published, "SUMMARY:", 0, "ask https://x.example/ team@…");
	assert_value(published, "SUMMARY:", 1, "write to nobody.in@…\\;x");
	g_assert_nonnull(strstr(said, "anna@…\\, now\\nhttps://git.example.org/"));
	assert_value(published, "UID:", 0, uid);
	assert_value(published, "ORGANIZER", 0, NULL);
	assert_value(mailed, "SUMMARY:", 0, "ask https://x.example/ team@example.org");
}

/* Whatever the notes announce: the next ones, and of each so much. */
static void
test_bounds(void)
{
	g_autoptr(Config) config = sample_config();
	g_autoptr(Digest) digest = scene(config);
	g_autofree char *text = g_strnfill(100000, 'x');
	for (guint i = 0; i < 600; i++)
		add(digest, 1739975400 + 3600 * (gint64)i, "VMM", i == 0 ? text : "Next meeting",
		    "b.md");
	g_autofree char *published = calendar_file(digest->upcoming, digest->now, config);
	g_autofree char *mailed = calendar_build(digest, config);

	assert_value(published, "BEGIN:VEVENT", 499, "");
	assert_value(published, "BEGIN:VEVENT", 500, NULL);
	assert_value(mailed, "BEGIN:VEVENT", 500, NULL);
	g_assert_cmpuint(strlen(published), <, 200000);
	g_autofree char *said = value_of(published, "DESCRIPTION:", 0);
	g_assert_cmpuint(strlen(said), <, 5000);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/calendar/only-with-time", test_only_with_time);
	g_test_add_func("/calendar/lines", test_lines);
	g_test_add_func("/calendar/identity", test_identity);
	g_test_add_func("/calendar/published", test_published);
	g_test_add_func("/calendar/bounds", test_bounds);
	return g_test_run();
}
