/* test_owners.c - what is an owner prefix, and what only looks like one. */
#include "notes/owners.h"
#include "people/words.h"

#include <string.h>

/* A line; its owners joined by `|`, or NULL for none; the text behind them. */
typedef struct {
	const char *line, *owners, *text;
} Case;

static OwnerNames *
make_names(void)
{
	static const char *const people[] = {
		"Ioana M (IM)", "RăzvanD",         "lena",   "Mara Pop",     "Priya R",
		"TO FILL",      "Otto (gardener)", "Iris P", "B. Lindqvist", "QA"
	};
	g_autoptr(GPtrArray) participants = g_ptr_array_new();

	for (gsize i = 0; i < G_N_ELEMENTS(people); i++)
		g_ptr_array_add(participants, (gpointer)people[i]);
	OwnerNames *names = owner_names_new(LANGUAGES_ENGLISH, participants);
	owner_names_add_topic(names, "XDP");
	owner_names_add_topic(names, "Garden");
	return names;
}

static void
check(const Case *cases, gsize count)
{
	g_autoptr(OwnerNames) names = make_names();

	for (gsize i = 0; i < count; i++) {
		OwnerPrefix prefix;
		g_autofree char *owners = NULL;
		if (owner_prefix_read(names, cases[i].line, &prefix)) {
			g_autoptr(GPtrArray) words = owner_prefix_owners(&prefix);
			g_ptr_array_add(words, NULL);
			owners = g_strjoinv("|", (char **)words->pdata);
		}
		g_test_message("%s", cases[i].line);
		g_assert_cmpstr(owners, ==, cases[i].owners);
		if (cases[i].owners != NULL)
			g_assert_cmpstr(prefix.text, ==, cases[i].text);
	}
}

static void
test_tokens(void)
{
	static const Case cases[] = {
		{ "QL: water the plants", "QL", "water the plants" },
		{ "QdL: water them", "QdL", "water them" },
		{ "MSch: water them", "MSch", "water them" },
		{ "ATtr: water them", "ATtr", "water them" },
		{ "Wanda: water them", "Wanda", "water them" },
		{ "WandaK: water them", "WandaK", "water them" },
		{ "Wanda Kowalska: water them", "Wanda Kowalska", "water them" },
		{ "Wanda K: water them", "Wanda K", "water them" },
		{ "Wanda K.: water them", "Wanda K.", "water them" },
		{ "Șerban: water them", "Șerban", "water them" },
		{ "Jean-Luc O'Neil: water them", "Jean-Luc O'Neil", "water them" },
		{ "@wanda-k: water them", "@wanda-k", "water them" },
		{ "Everyone: water them", "Everyone", "water them" },
		{ "everyone: water them", "everyone", "water them" },
		{ "Community leaders: water them", "Community leaders", "water them" },
		{ "lena: water them", "lena", "water them" },
		{ "rd: water them", "rd", "water them" },
		{ "IM: https://example.org/1", "IM", "https://example.org/1" },
		{ "B. Lindqvist: water them", "B. Lindqvist", "water them" },
		{ "QA: water them", "QA", "water them" },
		{ "Ståling: water them", "Ståling", "water them" },
		{ "QL:\xc2\xa0water them", "QL", "water them" },
		{ "QL: EOD: water them", "QL", "EOD: water them" },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_joiners(void)
{
	static const Case cases[] = {
		{ "QL/WK: x", "QL|WK", "x" },
		{ "QL / WK / TeoTiron: x", "QL|WK|TeoTiron", "x" },
		{ "QL+WK+IM: x", "QL|WK|IM", "x" },
		{ "QL + WK: x", "QL|WK", "x" },
		{ "QL, WK: x", "QL|WK", "x" },
		{ "QL,WK: x", "QL|WK", "x" },
		{ "QL & WK: x", "QL|WK", "x" },
		{ "QL and WK: x", "QL|WK", "x" },
		{ "PR/QL: x", "PR|QL", "x" },
		{ "QL, PR: x", "QL|PR", "x" },
		{ "QL, WK, and IM: x", "QL|WK|IM", "x" },
		{ "Mentors + students: x", "Mentors|students", "x" },
		{ "Wanda Kowalska and Mara: x", "Wanda Kowalska|Mara", "x" },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_remarks(void)
{
	static const Case cases[] = {
		{ "QL (open an issue): x", "QL", "x" },
		{ "QL (first), WK (then): x", "QL|WK", "x" },
		{ "QL, say how it goes: x", "QL", "x" },
		{ "QL: (after the call) x", "QL", "(after the call) x" },
		{ "QL (with (nested) words): x", "QL", "x" },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_lead(void)
{
	static const Case cases[] = {
		{ "TODO QL: x", "QL", "x" },
		{ "TODO: QL: x", "QL", "x" },
		{ "TODO: x of y", "", "x of y" },
		{ "TODO: Ștefan to look", "Ștefan", "to look" },
		{ "For Wanda: x", "Wanda", "x" },
		{ "For QL/WK: x", "QL|WK", "x" },
		{ "Item 2: QL: x", "QL", "x" },
		{ "TODO(wanda): x", "wanda", "x" },
		{ "TODO(@wanda, QL): x", "@wanda|QL", "x" },
		{ "ACTION: QL: x", "QL", "x" },
		{ "ACTION: QL to do x", "QL", "to do x" },
		{ "Action: x", "", "x" },
		{ "To do: x", "", "x" },
		{ "ACTION ITEM: x", "", "x" },
		{ "AI: @wanda x", "@wanda", "x" },
		{ "ACTION @wanda: x", "@wanda", "x" },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_verbs(void)
{
	static const Case cases[] = {
		{ "QL to organise it", "QL", "to organise it" },
		{ "QL and WK will help", "QL|WK", "will help" },
		{ "Mara should look", "Mara", "should look" },
		{ "Razvan, Wanda and QL to meet", "Razvan|Wanda|QL", "to meet" },
		{ "Everyone who comes: be on time", "Everyone", "who comes: be on time" },
		{ "All must sign", "All", "must sign" },
		{ "Marco to send it", "Marco", "to send it" },
		{ "Marco will send it", "Marco", "will send it" },
		{ "Docs to be written", NULL, NULL },
		{ "Razvan D will look", "Razvan D", "will look" },
		{ "Mara P should look", "Mara P", "should look" },
		{ "IrisP will look", "IrisP", "will look" },
		{ "IP will look", "IP", "will look" },
		{ "Otto G should look", "Otto G", "should look" },
		{ "QL → x", "QL", "x" },
		{ "QL -> x", "QL", "x" },
		{ "QL (and WK) - x", "QL", "x" },
		{ "RD - x", "RD", "x" },
		{ "Moved to staging", NULL, NULL },
		{ "Up to discussion", NULL, NULL },
		{ "Switched to meson", NULL, NULL },
		{ "We will look", NULL, NULL },
		{ "Migrate to staging", NULL, NULL },
		{ "Garden to be weeded", NULL, NULL },
		{ "PR should be merged", NULL, NULL },
		{ "Release 0.13 will happen", NULL, NULL },
	};
	check(cases, G_N_ELEMENTS(cases));
}

/* `A, B, C` of `count` people who are known. */
static char *
list_of(guint count)
{
	GString *list = g_string_new("QL");

	for (guint i = 1; i < count; i++)
		g_string_append(list, ", WK");
	return g_string_free(list, FALSE);
}

static void
test_many(void)
{
	g_autoptr(OwnerNames) names = make_names();
	OwnerPrefix prefix;

	for (guint count = PREFIX_OWNERS_MAX - 1; count <= 3 * PREFIX_OWNERS_MAX; count++) {
		g_autofree char *list = list_of(count);
		g_autofree char *line = g_strdup_printf("%s: x", list);
		g_autofree char *todo = g_strdup_printf("TODO(%s): x", list);

		g_assert_cmpint(owner_prefix_read(names, line, &prefix), ==,
		                count <= PREFIX_OWNERS_MAX);
		g_assert_cmpuint(prefix.owner_count, ==, count <= PREFIX_OWNERS_MAX ? count : 0);
		/* what stands in parentheses is an owner in any case */
		g_assert_true(owner_prefix_read(names, todo, &prefix));
		g_assert_cmpuint(prefix.owner_count, ==, MIN(count, PREFIX_OWNERS_MAX));
	}
}

/* PersonCandidate whose name has more capitals than initials have: there is no harm in it. */
static void
test_capitals(void)
{
	g_autoptr(GPtrArray) participants = g_ptr_array_new();

	for (guint count = 1; count < 100; count++) {
		g_autoptr(GString) name = g_string_new("Q");
		for (guint i = 1; i < count; i++)
			g_string_append(name, i % 3 == 0 ? "Q" : i % 3 == 1 ? "Ș" : "𐐀");
		g_ptr_array_set_size(participants, 0);
		g_ptr_array_add(participants, name->str);
		g_autoptr(OwnerNames) names = owner_names_new(LANGUAGES_ENGLISH, participants);
		g_assert_cmpint(owner_names_know(names, name->str), ==, count > 1);
	}
}

static const char *const labels[] = {
	"Next meeting: Monday",
	"Release 0.13: May",
	"Long term: x",
	"Soft deadline for x: May",
	"Potential project: x",
	"Recommendations: x",
	"Deadline: Friday",
	"PR: merge it",
	"PR, merge it: today",
	"A. Lindqvist: x",
	"XDP: slow",
	"Garden: weed it",
	"Xen Summit: x",
	"3 PRs:",
	"https://example.org: x",
	"Friday, July 22, 8:30: a call",
	"We meet at 3:30pm",
	"Governance PR: x",
	"Documentation: x",
	"Testing: x",
	"PRs: x",
	"For future versions: x",
	"For release 0.14: x",
	"Note: x",
	"VMM: x",
	"gardener: x",
	"Hyper-V: x",
	"VMware: x",
	"",
	":",
	"QL",
	"QL:",
	"a: x",
	"1: x",
	"Ping people: x",
	"TODO list is long",
};

static void
test_labels(void)
{
	g_autoptr(OwnerNames) names = make_names();

	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
		OwnerPrefix prefix;
		gboolean is = owner_prefix_read(names, labels[i], &prefix);
		g_test_message("%s", labels[i]);
		if (strcmp(labels[i], "QL:") == 0)
			g_assert_cmpstr(prefix.text, ==, "");
		else
			g_assert_false(is);
	}
}

static void
test_markup(void)
{
	static const Case cases[] = {
		{ "**QL**: x", "QL", "x" },
		{ "**QL:** x", "QL", "x" },
		{ "**Wanda Kowalska**: x", "Wanda Kowalska", "x" },
		{ "**@wanda** - x", "@wanda", "x" },
		{ "**QL**: **bold** x", "QL", "**bold** x" },
		{ "[@wanda](https://example.org): x", "@wanda", "x" },
		{ "**AI @wanda:** x", "@wanda", "x" },
		{ "**TODO** QL: **bold** x", "QL", "**bold** x" },
		{ "`@wanda`: x", "@wanda", "x" },
		{ "@wanda @ the gate", "@wanda", "@ the gate" },
		{ "@wanda, @lena: x", "@wanda|@lena", "x" },
	};
	check(cases, G_N_ELEMENTS(cases));
}

static void
test_words(void)
{
	g_assert_true(word_is_label("Deadline", 8));
	g_assert_true(word_is_label("your", 4));
	g_assert_true(word_is_label("about", 5));
	g_assert_false(word_is_label("Wanda", 5));
	g_assert_false(word_is_label("Deadlinedeadlinedeadline", 24));
	g_assert_true(word_is_acronym("VMM", 3));
	g_assert_false(word_is_acronym("RD", 2));
	g_assert_true(word_is_group("ALL", 3));
	g_assert_true(word_is_group_noun("leaders", 7));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/owners/tokens", test_tokens);
	g_test_add_func("/owners/joiners", test_joiners);
	g_test_add_func("/owners/remarks", test_remarks);
	g_test_add_func("/owners/many", test_many);
	g_test_add_func("/owners/capitals", test_capitals);
	g_test_add_func("/owners/lead", test_lead);
	g_test_add_func("/owners/verbs", test_verbs);
	g_test_add_func("/owners/labels", test_labels);
	g_test_add_func("/owners/markup", test_markup);
	g_test_add_func("/owners/words", test_words);
	return g_test_run();
}
