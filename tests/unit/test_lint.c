/* test_lint.c - the table of codes, the formats of findings, and that lint holds for any file. */
#include "model/lint_code.h"
#include "notes/lint.h"
#include "render/lint_finding.h"

#include <string.h>

static void
test_table(void)
{
	for (gsize i = 0; i < lint_codes_count; i++) {
		const LintCode *code = &lint_codes[i];
		g_test_message("%s", code->code);
		g_assert_true(i == 0 || strcmp(lint_codes[i - 1].code, code->code) < 0);
		g_assert_true(lint_code(code->code) == code);
		g_assert_null(strpbrk(code->meaning, "\n\t"));
		g_assert_false(g_str_has_suffix(code->meaning, "."));
		g_assert_true(g_ascii_islower(code->meaning[0]));
		g_assert_true(g_str_has_suffix(code->help, "."));
		g_assert_null(strchr(code->help, '\n'));
	}
	g_assert_null(lint_code("no-such-code"));
	g_assert_cmpstr(lint_code_guess("bad-dat"), ==, "bad-date");
	g_assert_null(lint_code_guess("zzzzzzzzzz"));
}

static void
test_github(void)
{
	static const struct {
		const char *path, *message, *expected;
	} cases[] = {
		{ "a.md", "plain: a, b", "::warning file=a.md,line=3,col=7::plain: a, b [x]" },
		{ "a,b:c.md", "1", "::warning file=a%2Cb%3Ac.md,line=3,col=7::1 [x]" },
		{ "100%.md", "50 % of\r\nit",
		  "::warning file=100%25.md,line=3,col=7::50 %25 of%0D%0Ait [x]" },
		{ "%0A.md", "%0A", "::warning file=%250A.md,line=3,col=7::%250A [x]" },
		{ "ț\n.md", "ț::error::", "::warning file=ț%0A.md,line=3,col=7::ț::error:: [x]" },
		{ "\xff.md", "\xff",
		  "::warning file=\xef\xbf\xbd.md,line=3,col=7::\xef\xbf\xbd [x]" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(Meeting) meeting = meeting_new("m");
		meeting_warn(meeting, 3, 7, "x", "%s", cases[i].message);
		const LintFinding finding = { cases[i].path,
			                      g_ptr_array_index(meeting->warnings, 0),
			                      LINT_WARNING };
		g_autofree char *line = lint_finding_github(&finding);
		g_assert_cmpstr(line, ==, cases[i].expected);
	}
}

static void
test_formats(void)
{
	g_autoptr(Meeting) meeting = meeting_new("m");
	meeting_warn(meeting, 3, 7, "x", "a \"b\"\nc");
	const LintFinding finding = { "p\n.md", g_ptr_array_index(meeting->warnings, 0),
		                      LINT_ERROR };
	g_autofree char *text = lint_finding_format("text")(&finding);
	g_autofree char *json = lint_finding_format("json")(&finding);

	g_assert_cmpstr(text, ==, "p\\n.md:3:7: error: a \"b\"\\nc [x]");
	g_assert_cmpstr(
	    json, ==,
	    "{\"path\":\"p\\n.md\",\"line\":3,\"column\":7,\"severity\":\"error\",\"code\":\"x\","
	    "\"message\":\"a \\\"b\\\"\\nc\"}");
	g_assert_null(lint_finding_format("xml"));
}

static Roster *
make_roster(void)
{
	Roster *roster = roster_new();
	static const char *const names[] = { "Ana Pop", "Adrian Popescu", "Ion Țurcanu" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		Person *person = person_new();
		person->id = g_strdup_printf("p%u", (guint)i);
		person->name = g_strdup(names[i]);
		roster_add_person(roster, person);
	}
	return roster;
}

static const char *const pieces[] = {
	"---\n",
	"datetime: 2026-02-16T10:00:00+02:00\n",
	"datetime: 2026-02-31\n",
	"teams: [power, docs]\n",
	"participants:\n  - Ana Pop\n  - Ion Țurcanu (IT)\n",
	"particpants: x\n",
	"## Discussions\n",
	"## TODO\n",
	"AP: do it by February 30, 2026\n",
	"AP/IT, Ana:\n",
	"- [ ] ",
	"- ",
	"  - ",
	"> ",
	"TO FILL\n",
	"None\n",
	"\n",
	"\r\n",
	"\r",
	"```\n",
	"\xff\xfe",
	"\xe2\x80\xa8",
	"Next meeting: 2026-01-01\n",
	"*",
	"**",
	"(",
	"@rd ",
	"IT: ",
	"| a | b |\n|---|---|\n",
	"Țuțu",
	"\t",
	"[",
	"]",
	"&a *a\n",
	"Date: 2026-99-99\n",
	": ",
	"ACTION: AP to x\n",
};

/* A file of pieces in a random order, some of its bytes changed. */
static GBytes *
make_file(GRand *random)
{
	GString *text = g_string_new(g_rand_boolean(random) ? "---\n" : "");
	gint count = g_rand_int_range(random, 1, 60);

	for (gint i = 0; i < count; i++)
		g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
	for (gint i = g_rand_int_range(random, 0, 4); i > 0 && text->len > 0; i--)
		text->str[g_rand_int_range(random, 0, (gint32)text->len)] =
		    (char)g_rand_int_range(random, 0, 256);
	return g_string_free_to_bytes(text);
}

static guint
count_lines(GBytes *file)
{
	gsize length = 0;
	const char *data = g_bytes_get_data(file, &length);
	guint lines = 1;

	for (gsize i = 0; i + 1 < length; i++)
		lines += data[i] == '\n' || (data[i] == '\r' && data[i + 1] != '\n');
	return lines;
}

static void
check_file(GBytes *file, const Roster *roster, const NotesOptions *options, guint *found)
{
	g_autoptr(Meeting) meeting = lint_read("notes/2026-02-16.md", file, options, roster);
	guint lines = count_lines(file), before = 1;

	for (guint i = 0; i < meeting->warnings->len; i++) {
		const Warning *warning = g_ptr_array_index(meeting->warnings, i);
		g_assert_nonnull(lint_code(warning->code));
		g_assert_true(g_utf8_validate(warning->message, -1, NULL));
		g_assert_cmpuint(warning->line, >=, before);
		g_assert_cmpuint(warning->line, <=, lines);
		g_assert_cmpuint(warning->column, >=, 1);
		before = warning->line;
		(*found)++;
	}
}

static void
test_any_file(void)
{
	GRand *random = g_rand_new_with_seed(20260216);
	g_autoptr(Roster) roster = make_roster();
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier("Europe/Bucharest");
	const NotesOptions options = { .zone = zone };
	guint found = 0;

	for (guint i = 0; i < 600; i++) {
		g_autoptr(GBytes) file = make_file(random);
		check_file(file, roster, &options, &found);
	}
	g_rand_free(random);
	g_assert_cmpuint(found, >, 600);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lint/table", test_table);
	g_test_add_func("/lint/github", test_github);
	g_test_add_func("/lint/formats", test_formats);
	g_test_add_func("/lint/any-file", test_any_file);
	return g_test_run();
}
