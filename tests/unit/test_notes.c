/* test_notes.c - meeting files as a careful reader reads them: rule by rule. */
#include "notes/notes.h"

#include <string.h>

#define HEAD                                                                                       \
	"---\ndatetime: 2022-02-16T13:00:00+02:00\nteams: [garden]\nparticipants: [Wanda K, "      \
	"lena]\n---\n## TODOs\n\n"
enum {
	HEAD_LINES = 7
};

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

/* Actions and notes as lines: `line owners|text|due|done|detail` and `line -|text|next`. */
static char *
told(const Meeting *meeting)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < meeting->actions->len; i++) {
		const Action *action = g_ptr_array_index(meeting->actions, i);
		g_autofree char *due = day_to_iso(action->due);
		g_string_append_printf(out, "%u ", action->line - HEAD_LINES);
		for (guint k = 0; k < action->owners->len; k++)
			g_string_append_printf(out, "%s%s", k > 0 ? "," : "",
			                       (char *)g_ptr_array_index(action->owners, k));
		g_string_append_printf(out, "|%s", action->text);
		if (due != NULL)
			g_string_append_printf(out, "|due %s", due);
		if (action->done)
			g_string_append(out, "|done");
		if (action->detail != NULL)
			g_string_append_printf(out, "|%s", action->detail);
		g_string_append_c(out, ';');
	}
	for (guint i = 0; i < meeting->decisions->len; i++) {
		const Decision *decision = g_ptr_array_index(meeting->decisions, i);
		g_autofree char *next = day_to_iso(decision->next_meeting);
		g_string_append_printf(out, "%u -|%s%s%s;", decision->line - HEAD_LINES,
		                       decision->text, next != NULL ? "|next " : "",
		                       next != NULL ? next : "");
	}
	return g_string_free(out, FALSE);
}

typedef struct {
	const char *section, *told;
} Case;

static void
check(const Case *cases, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		g_autofree char *text = g_strconcat(HEAD, cases[i].section, NULL);
		g_autoptr(Meeting) meeting = parse(text);
		g_autofree char *what = told(meeting);
		g_test_message("%s", cases[i].section);
		g_assert_cmpstr(what, ==, cases[i].told);
	}
}

static void
test_lines(void)
{
	static const Case cases[] = {
		{ "QL: a\nand b\nWK: c\n", "1 QL|a and b;3 WK|c;" },
		{ "QL: a\n\nb\n", "1 QL|a;3 -|b;" },
		{ "b\nc\nQL: a\n", "3 QL|a;1 -|b c;" },
		{ "* QL: a\n* WK: b\n  c\n* d\n", "1 QL|a;2 WK|b c;4 |d;" },
		{ " * QL: a\nc\n * WK: b", "1 QL|a c;3 WK|b;" },
		{ "1. QL: a\n2. WK: b\n", "1 QL|a;2 WK|b;" },
		{ "QL: `a`  \n**b**\\\n[c](https://example.org)\n",
		  "1 QL|`a` **b** [c](https://example.org);" },
		{ "QL to do a\n\nEveryone who comes: b\n",
		  "1 QL|to do a;3 Everyone|who comes: b;" },
		{ "TODO: a\n\nTODO QL: b\n", "1 |a;3 QL|b;" },
		{ "[1]: https://example.org\nQL: a [1]\n", "2 QL|a [1];" },
		{ "[QL]: a\n\n- [WK]: b\n\n[1]: c\n", "1 QL|a;3 WK|b;" },
		{ "[QL]: /a\n\n[QL]: b.md\n\n[QL]: a 'b'\n", "5 QL|a 'b';" },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_pending(void)
{
	static const Case cases[] = {
		{ "QL:\n\n- a\n- b\n", "3 QL|a;4 QL|b;" },
		{ "QL, WK:\n- a\n  - b\n- c\n", "2 QL,WK|a|- b;4 QL,WK|c;" },
		{ "QL (soon):\n1. a\n1. b\n", "2 QL|a;3 QL|b;" },
		{ "QL:\na\nb\n", "2 QL|a b;" },
		{ "QL:\n\na\n\nb\n", "3 QL|a;5 -|b;" },
		{ "QL:\n\nWK: a\n", "3 WK|a;" },
		{ "QL:\n\n- WK: a\n- b\n", "3 WK|a;4 QL|b;" },
		{ "- QL:\n  - a\n  - b\n- WK: c\n", "2 QL|a;3 QL|b;4 WK|c;" },
		{ "- QL:\n\n  a\n  b\n", "3 QL|a b;" },
		{ "- QL\n  - a\n", "2 QL|a;" },
		{ "### QL\n\n- a\n\n### Else\n\n- b\n", "3 QL|a;7 |b;" },
		{ "QL:\n", "" },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_details(void)
{
	static const Case cases[] = {
		{ "QL: a\n- b\n- c\n", "1 QL|a|- b\n- c;" },
		{ "QL: a:\n\n- b\n- c\n", "1 QL|a:|- b\n- c;" },
		{ "QL: a\n\n```\ncode\n```\n", "1 QL|a|```\ncode\n```;" },
		{ "QL: a\n\n| x |\n|---|\n| y |\n", "1 QL|a|| x |\n|---|\n| y |;" },
		{ "QL: a\n\n> b\n", "1 QL|a|> b;" },
		{ "- QL: a\n  - b\n    - c\n", "1 QL|a|- b\n  - c;" },
		{ "- QL: a\n\n      code\n", "1 QL|a|    code;" },
		{ "QL: a\n\n- WK: b\n- IM: c\n", "1 QL|a;3 WK|b;4 IM|c;" },
		{ "QL: a\n- b\nWK: c\nd\n- e\n", "1 QL|a|- b;3 WK|c d|- e;" },
		{ "- QL: a\n  - b\nWK: c\n- IM: d\n", "1 QL|a|- b;3 WK|c;4 IM|d;" },
		{ "QL: a\n- b\nWK:\n- c\n- d\n", "1 QL|a|- b;4 WK|c;5 WK|d;" },
		{ "- a\nWK:\n- b\n", "1 |a;3 WK|b;" },
		{ "QL:\n- a\n  - b\nWK:\n\n- c\n", "2 QL|a|- b;6 WK|c;" },
		{ "a:\n- b\n- c\n", "1 -|a: b; c;" },
		{ "a\n- b\n- c\n", "2 |b;3 |c;1 -|a;" },
		{ "a:\n- QL: b\n", "2 QL|b;1 -|a:;" },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_done(void)
{
	static const Case cases[] = {
		{ "- [ ] QL: a\n- [x] WK: b\n- [X] c\n", "1 QL|a;2 WK|b|done;3 |c|done;" },
		{ "~~QL: a~~\n\nQL: ~~b~~\n\nQL: ~~c~~ d\n",
		  "1 QL|a|done;3 QL|b|done;5 QL|~~c~~ d;" },
		{ "QL: a DONE\n\nQL: DONE: b\n\nDONE QL: c\n",
		  "1 QL|a|done;3 QL|b|done;5 QL|c|done;" },
		{ "QL: a ✅\n\n✅ QL: b\n\nQL: c [done]\n\nQL: d (done)\n",
		  "1 QL|a|done;3 QL|b|done;5 QL|c|done;7 QL|d|done;" },
		{ "QL: a (Done)\n\n[DONE] QL: b\n\n✓ QL: c\n",
		  "1 QL|a|done;3 QL|b|done;5 QL|c|done;" },
		{ "QL: is it DONE yet\n", "1 QL|is it DONE yet;" },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_nothing(void)
{
	static const Case cases[] = {
		{ "TODO\n", "" },
		{ "TO FILL\n", "" },
		{ "- TBD\n- None.\n- N/A\n- -\n", "" },
		{ "", "" },
		{ "QL: TBD\n", "" },
		{ "<!-- QL: hidden -->\n", "" },
		{ "---\n", "" },
		{ "**TODO**\n\n", "" },
		{ "- [TBD]\n- QL: (none)\n- <to fill>\n- ....\n", "" },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_suffixes(void)
{
	static const Case cases[] = {
		{ "- a [@wanda]\n- b - @lena\n- c for @lena\n",
		  "1 @wanda|a;2 @lena|b;3 |c for @lena;" },
		{ "- a (@wanda)\n- b (@wanda, @lena).\n", "1 @wanda|a;2 @wanda,@lena|b;" },
		{ "- a. Owner: Wanda K, Due: 2022-03-01\n", "1 Wanda K|a.|due 2022-03-01;" },
		{ "- a (Owner: lena)\n- b - assigned to: QL\n", "1 lena|a;2 QL|b;" },
		{ "TODO: Find owner: https://example.org\n",
		  "1 |Find owner: https://example.org;" },
		{ "- a (everyone)\n- b (all)\n", "1 everyone|a;2 |b (all);" },
		{ "- a (lena, by March 1)\n", "1 lena|a|due 2022-03-01;" },
		{ "- a (see https://example.org)\n", "1 |a (see https://example.org);" },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_dates(void)
{
	static const Case cases[] = {
		{ "QL: a\n\nm\n\na\n\nin\n",
		  "1 QL|a;3 -|m;5 -|a;7 -|in;" }, /* words that end where dates begin */
		{ "QL: a by March 1\n", "1 QL|a by March 1|due 2022-03-01;" },
		{ "Next meeting: Wednesday, February 23, 2022\n",
		  "1 -|Next meeting: Wednesday, February 23, 2022|next 2022-02-23;" },
		{ "Wanda and lena to meet Monday, February 21\n",
		  "1 Wanda,lena|to meet Monday, February 21;1 -|Wanda, lena to meet Monday, "
		  "February 21|next "
		  "2022-02-21;" },
	};
	check(cases, G_N_ELEMENTS(cases));

	g_autoptr(Meeting) meeting =
	    parse(HEAD "QL: a by Monday, March 1, 2022\n\n  b on February 30\n");
	g_assert_cmpuint(meeting->warnings->len, ==, 2);
	const Warning *first = g_ptr_array_index(meeting->warnings, 0);
	const Warning *second = g_ptr_array_index(meeting->warnings, 1);
	g_assert_cmpstr(first->code, ==, "weekday-mismatch");
	g_assert_cmpuint(first->line, ==, HEAD_LINES + 1);
	g_assert_cmpstr(second->code, ==, "bad-date");
	g_assert_cmpuint(second->column, ==, 8);
}

/* Below a heading of actions, and its subheadings; not below others. */
static void
test_headings(void)
{
	g_autoptr(Meeting) meeting = parse("## A\n\nQL: talk\n\n## :wrench: TODOs\n\nQL: a\n\n### "
	                                   "Sub\n\nQL: b\n\n## C\n\nQL: talk\n");
	g_assert_cmpuint(meeting->actions->len, ==, 2);
	const Action *second = g_ptr_array_index(meeting->actions, 1);
	g_assert_cmpstr(second->heading, ==, "Sub");
	g_assert_cmpuint(second->line, ==, 11);
	g_assert_cmpuint(meeting->topics->len, ==, 2);
	g_autoptr(Meeting) none = parse("## Discussions\n\nQL: talk\n\nTo do it is hard\n");
	g_assert_cmpuint(none->actions->len, ==, 0);
}

/* What marks an action in talk; every action keyword does in some way. */
static void
test_keywords(void)
{
	static const Case cases[] = {
		{ "ACTION: QL to do x", "QL|to do x;" },
		{ "action: QL to do x", "QL|to do x;" },
		{ "talk. ACTION ITEM: QL to do x", "QL|to do x;" },
		{ "talk (AI(lena): do x)", "lena|do x;" },
		{ "talk, **Action item:** do x", "|do x;" },
		{ "todo: @lena to do x", "@lena|to do x;" },
		{ "To do: Wanda to do x", "Wanda|to do x;" },
		{ "TODO- @lena: do x", "@lena|do x;" },
		{ "talk TODO(lena): do x", "lena|do x;" },
		{ "talk TODO: do x", "|do x;" },
		{ "talk todo: do x", "" },
		{ "talk of action: x", "" },
		{ "In Action: x", "" },
		{ "AI: it is everywhere", "" },
		{ "talk of AI: try it", "" },
		{ "TODO list is long", "" },
		{ "TODO do x", "|do x;" },
		{ "the FACTION: x", "" },
		{ "ACTION_FLAG: x", "" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text =
		    g_strconcat("---\ndatetime: 2022-02-16T13:00:00+02:00\nparticipants: [Wanda K, "
		                "lena]\n---\n## Beds\n\n",
		                cases[i].section, "\n", NULL);
		g_autoptr(Meeting) meeting = parse(text);
		g_autofree char *all = told(meeting);
		const char *blank = strchr(all, ' ');
		g_test_message("%s", cases[i].section);
		g_assert_cmpstr(blank != NULL ? blank + 1 : "", ==, cases[i].told);
	}
}

static void
test_day_of_path(void)
{
	Day day = day_from_ymd(2023, 5, 10);

	g_assert_cmpint(notes_day_of_path("vmm/2023-05-10.md"), ==, day);
	g_assert_cmpint(notes_day_of_path("vmm/sync_2023_5_10.md"), ==, day);
	g_assert_cmpint(notes_day_of_path("2021-01-01/20230510.md"), ==, day);
	g_assert_cmpint(notes_day_of_path("2021/2023-05-10/vmm/notes.md"), ==, day);
	g_assert_cmpint(notes_day_of_path("vmm/notes.md"), ==, DAY_NONE);
}

static void
test_discussion(void)
{
	g_autoptr(Meeting) meeting =
	    parse("---\ndatetime: 2022-02-16\nteams: [garden]\n---\n"
	          "## Agenda\n\n- QL: no talk\n\n## Discussions\n\nQL: one\ntwo\n\n"
	          "three\n- four\n\n### :seedling: Beds\n\nWK/IM: five\n\n- six\n\n"
	          "- QL: seven ACTION: WK to do x by 2022-03-01\n- TODO(lena): eight\n");
	const Topic *first = g_ptr_array_index(meeting->topics, 0),
	            *second = g_ptr_array_index(meeting->topics, 1);
	const Entry *one = g_ptr_array_index(first->entries, 0),
	            *three = g_ptr_array_index(first->entries, 1);
	const Entry *five = g_ptr_array_index(second->entries, 0);

	g_assert_cmpstr(first->name, ==, "garden");
	g_assert_cmpuint(first->entries->len, ==, 2);
	g_assert_cmpstr(one->speaker, ==, "QL");
	g_assert_cmpstr(one->text, ==, "one\ntwo");
	g_assert_cmpuint(one->line, ==, 11);
	g_assert_null(three->speaker);
	g_assert_cmpstr(three->text, ==, "three\n- four");
	g_assert_cmpstr(second->name, ==, "Beds");
	g_assert_cmpuint(second->level, ==, 3);
	g_assert_cmpstr(five->speaker, ==, "WK/IM");
	g_assert_cmpuint(meeting->actions->len, ==, 2);
	const Action *marked = g_ptr_array_index(meeting->actions, 0),
	             *todo = g_ptr_array_index(meeting->actions, 1);
	g_assert_cmpstr(g_ptr_array_index(marked->owners, 0), ==, "WK");
	g_assert_cmpuint(marked->due, ==, day_from_ymd(2022, 3, 1));
	g_assert_cmpstr(g_ptr_array_index(todo->owners, 0), ==, "lena");
	g_assert_cmpstr(todo->text, ==, "eight");
}

static void
check_same(const char *a, const char *b, gboolean same)
{
	g_autoptr(GBytes) first = g_bytes_new(a, strlen(a));
	g_autoptr(GBytes) second = g_bytes_new(b, strlen(b));
	g_autoptr(GBytes) one = notes_normalized_source(first);
	g_autoptr(GBytes) two = notes_normalized_source(second);

	g_assert_cmpint(g_bytes_equal(one, two), ==, same);
}

static void
test_normalized(void)
{
	check_same("a b\nc\n", "a  b \r\n\n\nc", TRUE);
	check_same("", "\n \n", TRUE);
	check_same("a\nb", "a b", FALSE);
	check_same("ab", "a b", FALSE);
	check_same("a", "b", FALSE);
	g_autofree char *spaces = g_strnfill(20000, ' ');
	g_autofree char *wide = g_strconcat("a", spaces, "b", NULL);
	check_same(wide, "a b", TRUE);
}

/* A file of one-letter items costs a bounded amount of memory, and says where it was cut. */
static void
test_many(void)
{
	static const char *const heads[] = { HEAD, "", "" };
	static const char *const lines[] = { "RD: a\n\n", "QL: a\n\n", "## a\n" };

	for (gsize i = 0; i < G_N_ELEMENTS(heads); i++) {
		g_autoptr(GString) text = g_string_new(heads[i]);
		for (guint n = 0; n < 10005; n++)
			g_string_append(text, lines[i]);
		g_autoptr(Meeting) meeting = parse_bytes(text->str, text->len);
		gsize kept = i == 0 ? meeting->actions->len
		             : i == 2
		                 ? meeting->topics->len
		                 : ((Topic *)g_ptr_array_index(meeting->topics, 0))->entries->len;
		g_assert_cmpuint(kept, ==, 10000);
		const Warning *last =
		    g_ptr_array_index(meeting->warnings, meeting->warnings->len - 1);
		g_assert_cmpstr(last->code, ==, "too-many-items");
		g_assert_cmpuint(last->line, ==,
		                 i == 0   ? HEAD_LINES + 20001
		                 : i == 1 ? 20001
		                          : 10001);
		g_assert_cmpuint(meeting->warnings->len, ==, 1);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/notes/lines", test_lines);
	g_test_add_func("/notes/pending", test_pending);
	g_test_add_func("/notes/details", test_details);
	g_test_add_func("/notes/done", test_done);
	g_test_add_func("/notes/nothing", test_nothing);
	g_test_add_func("/notes/suffixes", test_suffixes);
	g_test_add_func("/notes/dates", test_dates);
	g_test_add_func("/notes/headings", test_headings);
	g_test_add_func("/notes/keywords", test_keywords);
	g_test_add_func("/notes/day-of-path", test_day_of_path);
	g_test_add_func("/notes/many", test_many);
	g_test_add_func("/notes/discussion", test_discussion);
	g_test_add_func("/notes/normalized", test_normalized);
	return g_test_run();
}
