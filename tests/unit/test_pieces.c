/* test_pieces.c - files that are read by pieces are read as if they were one. */
#include "notes/notes.h"

#include <string.h>

#define HEAD                                                                                       \
	"---\ndatetime: 2022-02-16T13:00:00+02:00\nparticipants: [Wanda K, Quentin L]\n---\n## "   \
	"TODOs\n\n"
enum {
	HEAD_LINES = 6,
	MANY = 9000 /* lines: more than a piece, and fewer items than are kept */
};

static Meeting *
parse(const GString *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text->str, text->len);
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(GError) error = NULL;
	Meeting *meeting =
	    notes_parse("2022-02-16.md", bytes, &(NotesOptions){ .zone = zone }, &error);

	g_assert_no_error(error);
	return meeting;
}

static void
append_times(GString *text, guint times, const char *what)
{
	for (guint i = 0; i < times; i++)
		g_string_append(text, what);
}

static const Action *
action_at(const Meeting *meeting, guint place)
{
	g_assert_cmpuint(meeting->actions->len, >, place);
	return g_ptr_array_index(meeting->actions, place);
}

/* `text` begins with an item, goes on for more than a piece without any, and ends with one of
 * Wanda's on its last line. */
static void
check_two(const GString *text, const char *what)
{
	g_autoptr(Meeting) meeting = parse(text);
	guint lines = 0;

	g_test_message("%s", what);
	for (gsize i = 0; i < text->len; i++)
		lines += text->str[i] == '\n';
	g_assert_cmpuint(meeting->actions->len, ==, 2);
	g_assert_cmpuint(action_at(meeting, 0)->line, ==, HEAD_LINES + 1);
	g_assert_cmpstr(action_at(meeting, 0)->text, ==, "oil the door");
	g_assert_cmpuint(action_at(meeting, 1)->line, ==, lines);
	g_assert_cmpstr(action_at(meeting, 1)->text, ==, "paint it");
	g_assert_cmpuint(meeting->decisions->len, ==, 0);
}

/* Code and comments hold no items, however long they are. */
static void
test_hidden(void)
{
	static const struct {
		const char *before, *line, *after;
	} cases[] = {
		{ "QL: oil the door\n\n```\n", "WK: not me\n\n", "```\n\nWK: paint it\n" },
		{ "QL: oil the door\n\n~~~~ c\n", "```\nWK: no\n~~~\n", "~~~~\nWK: paint it\n" },
		{ "- QL: oil the door\n\n  ```\n", "  - WK: not me\n", "  ```\n- WK: paint it\n" },
		{ "QL: oil the door\n\n<!--\n", "WK: not me\n\n", "-->\n\nWK: paint it\n" },
		{ "QL: oil the door\n\n<pre>\n", "WK: not me\n\n", "</pre>\n\nWK: paint it\n" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) text = g_string_new(HEAD);
		g_string_append(text, cases[i].before);
		append_times(text, 20000, cases[i].line);
		g_string_append(text, cases[i].after);
		check_two(text, cases[i].before);
	}
}

/* Code that does not end is code up to the end. */
static void
test_unclosed(void)
{
	g_autoptr(GString) text = g_string_new(HEAD "QL: oil the door\n\n````\n");
	append_times(text, 30000, "```\nWK: not me\n");
	g_autoptr(Meeting) meeting = parse(text);

	g_assert_cmpuint(meeting->actions->len, ==, 1);
}

/* Every line an item of its own, at its place, wherever a piece ends. */
static void
check_each(const char *before, const char *format, const char *separator)
{
	g_autoptr(GString) text = g_string_new(HEAD);
	guint step = *separator == '\0' ? 1 : 2, first = HEAD_LINES + 1;
	g_string_append(text, before);
	for (const char *p = before; *p != '\0'; p++)
		first += *p == '\n';
	for (guint i = 0; i < MANY; i++) {
		g_autofree char *number = g_strdup_printf("%u", i);
		g_auto(GStrv) parts = g_strsplit(format, "%", 2);
		g_string_append_printf(text, "%s%s%s%s", parts[0], number, parts[1], separator);
	}
	g_autoptr(Meeting) meeting = parse(text);

	g_assert_cmpuint(meeting->actions->len, ==, MANY);
	for (guint i = 0; i < MANY; i++) {
		const Action *action = action_at(meeting, i);
		g_autofree char *expected = g_strdup_printf("sweep stair %u", i);
		g_assert_cmpstr(action->text, ==, expected);
		g_assert_cmpuint(action->line, ==, first + i * step);
		g_assert_null(action->detail);
		g_assert_cmpstr(g_ptr_array_index(action->owners, 0), ==, "QL");
	}
}

static void
test_each(void)
{
	check_each("", "- QL: sweep stair %\n", "");
	check_each("", "1. QL: sweep stair %\n", "\n");
	check_each("", "QL: sweep stair %\n", "");
	check_each("", "QL: sweep stair %\n", "\n");
	check_each("| Owner | Task |\n|---|---|\n", "| QL | sweep stair % |\n", "");
}

/* A list that is cut in two is one list: the owners above it own all of it. */
static void
test_list(void)
{
	g_autoptr(GString) text = g_string_new(HEAD "QL:\n");
	append_times(text, MANY, "- sweep a stair\n  - and wipe it\n");
	g_string_append(text, "\nWK: paint it\n");
	g_autoptr(Meeting) meeting = parse(text);

	g_assert_cmpuint(meeting->actions->len, ==, MANY + 1);
	for (guint i = 0; i < MANY; i++) {
		g_assert_cmpstr(g_ptr_array_index(action_at(meeting, i)->owners, 0), ==, "QL");
		g_assert_cmpstr(action_at(meeting, i)->detail, ==, "- and wipe it");
		g_assert_cmpuint(action_at(meeting, i)->line, ==, HEAD_LINES + 2 + 2 * i);
	}
}

/* The middle of a long line is kept from cmark only. */
static void
test_long_line(void)
{
	g_autoptr(GString) text = g_string_new(HEAD "QL: ");
	append_times(text, 100000, "[");
	g_string_append(text, "\n\n<!-- ");
	append_times(text, 100000, "o");
	g_string_append(text, " -->\n\nWK: paint it\n");
	g_autoptr(Meeting) meeting = parse(text);

	g_assert_cmpuint(meeting->actions->len, ==, 2);
	g_assert_cmpuint(strlen(action_at(meeting, 0)->text), ==, 100000);
	g_assert_cmpstr(action_at(meeting, 1)->text, ==, "paint it");
}

static gboolean
has_warning(const Meeting *meeting, const char *code)
{
	for (guint i = 0; i < meeting->warnings->len; i++)
		if (strcmp(((const Warning *)g_ptr_array_index(meeting->warnings, i))->code,
		           code) == 0)
			return TRUE;
	return FALSE;
}

/* What is left out is said. */
static void
test_bounds(void)
{
	g_autoptr(GString) headings = g_string_new(HEAD), deep = g_string_new(HEAD),
	                   some = g_string_new(HEAD);
	append_times(headings, 60000, "#\n");
	append_times(some, 4000, "#\n");
	append_times(deep, 300, "> ");
	g_string_append(deep, "WK: not me\n\nQL: oil the door\n");
	g_autoptr(Meeting) many = parse(headings);
	g_autoptr(Meeting) few = parse(some);
	g_autoptr(Meeting) nested = parse(deep);

	g_assert_true(has_warning(many, "too-many-items"));
	g_assert_false(has_warning(few, "too-many-items"));
	g_assert_true(has_warning(nested, "too-deep"));
	g_assert_cmpuint(nested->actions->len, ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pieces/hidden", test_hidden);
	g_test_add_func("/pieces/unclosed", test_unclosed);
	g_test_add_func("/pieces/each", test_each);
	g_test_add_func("/pieces/list", test_list);
	g_test_add_func("/pieces/long-line", test_long_line);
	g_test_add_func("/pieces/bounds", test_bounds);
	return g_test_run();
}
