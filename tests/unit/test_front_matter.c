/* test_front_matter.c - what a meeting file says of the meeting itself, and what of it is broken.
 */
#include "base/error.h"
#include "notes/notes.h"

#include <string.h>

static Meeting *
parse_bytes(const char *text, gsize length)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, length);
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Bucharest");
	g_autoptr(GError) error = NULL;
	Meeting *meeting =
	    notes_parse("garden/2022-02-16.md", bytes, &(NotesOptions){ .zone = zone }, &error);

	g_assert_no_error(error);
	return meeting;
}

static Meeting *
parse(const char *text)
{
	return parse_bytes(text, strlen(text));
}

/* What is read of a datetime, and the code of the warning about it ("" for none). */
static void
check_datetime(const char *written, const char *read, const char *code)
{
	g_autofree char *text = g_strdup_printf("---\ndatetime: %s\n---\n", written);
	g_autoptr(Meeting) meeting = parse(text);
	const Warning *warning =
	    meeting->warnings->len > 0 ? g_ptr_array_index(meeting->warnings, 0) : NULL;

	g_test_message("%s", written);
	g_assert_cmpstr(meeting->datetime, ==, read);
	g_assert_cmpstr(warning != NULL ? warning->code : "", ==, code);
	if (warning != NULL) {
		g_assert_cmpuint(warning->line, ==, 2);
		g_assert_cmpuint(warning->column, ==, 11);
	}
}

static void
test_datetime(void)
{
	check_datetime("2022-02-16T13:00:00+02:00", "2022-02-16T13:00:00+02:00", "");
	check_datetime("2022-02-16T13:00+02:00", "2022-02-16T13:00:00+02:00", "");
	check_datetime("2022-02-16 13:00", "2022-02-16T13:00:00+02:00", "");
	check_datetime("2022-07-16 13:00", "2022-07-16T13:00:00+03:00", "");
	check_datetime("2022-02-16", "2022-02-16", "");
	check_datetime("2022-02-16T11:00:00Z", "2022-02-16T11:00:00+00:00", "zone-mismatch");
	check_datetime("2022-02-16T13:00:00+01:00", "2022-02-16T13:00:00+01:00", "zone-mismatch");
	check_datetime("2023-05-010T08:30:00+03:00", "2023-05-10T08:30:00+03:00", "bad-datetime");
	check_datetime("2023-02-30", "2022-02-16", "bad-datetime"); /* from the file's name */
	check_datetime("2023-02-16T25:00:00+02:00", "2023-02-16", "bad-datetime");
	check_datetime("February 17, 2022", "2022-02-17", "bad-datetime");
	check_datetime("soon", "2022-02-16", "bad-datetime");
}

static void
test_front_matter(void)
{
	g_autoptr(Meeting) meeting = parse("---\ntitle: \"A: b\"\nteams: a, b\nparticipants: "
	                                   "\"Wanda K (WK), lena, TODO\"\ntags: x, y\n---\n");

	g_assert_cmpstr(meeting->title, ==, "A: b");
	g_assert_cmpuint(meeting->teams->len, ==, 2);
	g_assert_cmpuint(meeting->participants->len, ==, 2);
	g_assert_cmpstr(g_ptr_array_index(meeting->participants, 0), ==, "Wanda K (WK)");
	g_assert_cmpuint(meeting->tags->len, ==, 2);
	g_assert_cmpuint(meeting->warnings->len, ==, 2);
	g_autoptr(Meeting) commas = parse("---\nteams:\n- a, b\n- c\n---\n");
	g_assert_cmpuint(commas->teams->len, ==, 3);
	g_autoptr(Meeting) nothing = parse("---\nteams:\nparticipants: ~\ntitle: null\n---\n");
	g_assert_cmpuint(nothing->teams->len + nothing->participants->len + nothing->warnings->len,
	                 ==, 0);
	g_assert_null(nothing->title);
	g_autoptr(Meeting) list = parse("---\n- a\n---\n");
	g_assert_cmpstr(((Warning *)g_ptr_array_index(list->warnings, 0))->code, ==,
	                "bad-front-matter");
}

static void
test_without_front_matter(void)
{
	g_autoptr(Meeting) meeting =
	    parse("# Garden, 17 March 2025\n\n**Present:** Wanda K (@wanda), lena\n\n"
	          "## Action Items\n\nlena: a tomorrow\n");
	const Action *action = g_ptr_array_index(meeting->actions, 0);

	g_assert_cmpstr(meeting->title, ==, "Garden, 17 March 2025");
	g_assert_cmpstr(meeting->datetime, ==, "2025-03-17");
	g_assert_cmpuint(meeting->participants->len, ==, 2);
	g_assert_cmpuint(action->due, ==, day_from_ymd(2025, 3, 18));
	g_autoptr(Meeting) list =
	    parse("Date: 2025-03-18 15:00\n\n## Attendees\n\n- [x] Wanda\n- lena\n");
	g_assert_cmpstr(list->datetime, ==, "2025-03-18T15:00:00+02:00");
	g_assert_cmpuint(list->participants->len, ==, 2);
	g_assert_cmpstr(g_ptr_array_index(list->participants, 0), ==, "Wanda");
	g_autoptr(Meeting) name = parse("x\n");
	g_assert_cmpstr(name->datetime, ==, "2022-02-16");
	g_assert_cmpuint(name->warnings->len, ==, 0);
}

static void
check_refused(const char *text, const char *start)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(GError) error = NULL;
	g_autoptr(Meeting) meeting =
	    notes_parse("a\xff.md", bytes, &(NotesOptions){ .zone = zone }, &error);

	g_assert_null(meeting);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA);
	g_assert_true(g_str_has_prefix(error->message, start));
	g_assert_true(g_utf8_validate(error->message, -1, NULL));
}

static void
test_broken(void)
{
	check_refused("---\na: [\n---\n", "a\xef\xbf\xbd.md:2:");
	check_refused("---\na: b\n", "a\xef\xbf\xbd.md:1:1: ");
	check_refused("---", "a\xef\xbf\xbd.md:1:1: ");
	check_refused("---\na: &x b\nc: *x\n---\n", "a\xef\xbf\xbd.md:2:");

	static const char bytes[] =
	    "\xef\xbb\xbf---\r\nteams: [a]\r\n---\r\n## TODO\r\n\r\nQL: a\xff\xfe"
	    "b\r\nc\r\n";
	g_autoptr(Meeting) meeting = parse_bytes(bytes, sizeof bytes - 1);
	const Action *action = g_ptr_array_index(meeting->actions, 0);
	const Warning *warning = g_ptr_array_index(meeting->warnings, 0);
	g_assert_cmpstr(action->text, ==,
	                "a\xef\xbf\xbd\xef\xbf\xbd"
	                "b c");
	g_assert_cmpuint(action->line, ==, 6);
	g_assert_cmpstr(warning->code, ==, "bad-utf8");
	g_assert_cmpuint(warning->line, ==, 6);
	g_assert_cmpuint(warning->column, ==, 6);
	g_autoptr(Meeting) empty = parse("");
	g_assert_cmpuint(empty->actions->len, ==, 0);
}

static void
test_depth(void)
{
	GString *text = g_string_new("## TODO\n\n");

	for (guint i = 0; i < 10000; i++)
		g_string_append(text, "> - ");
	g_string_append(text, "x\n\nQL: a\n");
	g_autoptr(Meeting) meeting = parse_bytes(text->str, text->len);
	const Action *action = g_ptr_array_index(meeting->actions, 0);
	g_assert_cmpuint(action->line, ==, 5);
	g_assert_cmpstr(((Warning *)g_ptr_array_index(meeting->warnings, 0))->code, ==, "too-deep");
	g_string_free(text, TRUE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/front-matter/datetime", test_datetime);
	g_test_add_func("/front-matter/front-matter", test_front_matter);
	g_test_add_func("/front-matter/without-front-matter", test_without_front_matter);
	g_test_add_func("/front-matter/broken", test_broken);
	g_test_add_func("/front-matter/depth", test_depth);
	return g_test_run();
}
