/* test_headings.c - below which headings things to do are listed. */
#include "notes/headings.h"

#include <string.h>

/* At the top of a file. */
static gboolean
begins_actions(const char *heading, const GPtrArray *phrases)
{
	HeadingState state = { 0 };

	return heading_begins_section(&state, LANGUAGES_ENGLISH, heading, 2, phrases) !=
	       SECTION_NONE;
}

static void
test_own_headings(void)
{
	const char *const phrases[] = { "Qui fait quoi", "follow-ups", "!decision log",
		                        "!tasks for students", "!our next steps" };
	g_autoptr(GPtrArray) own = g_ptr_array_new();
	for (gsize i = 0; i < G_N_ELEMENTS(phrases); i++)
		g_ptr_array_add(own, (gpointer)phrases[i]);
	g_assert_true(begins_actions("Qui f\xc3\xa0it QUOI ?", own));
	g_assert_true(begins_actions("Our Follow-Ups", own));
	g_assert_true(begins_actions("Decisions", own));
	g_assert_true(begins_actions("Tasks", own));
	g_assert_false(begins_actions("Decision Log", own));
	g_assert_false(begins_actions("Tasks for Students", own));
	g_assert_false(begins_actions("Unfollow-ups", own));
	g_assert_false(begins_actions("Follow-upsides", own));
	g_assert_true(begins_actions("Next steps", own));
	g_assert_false(begins_actions("Our next steps", own));
}

/* `Next steps` are such a heading (+) beside the discussions, and a topic (-) below them. */
static void
test_heading_state(void)
{
	static const char *const lines[] = { "+## Next steps",        "-## Discussions",
		                             "-### Next steps",       "-#### Follow-ups",
		                             "+## 4. Follow-ups",     "+### Follow up",
		                             "-## Follow-up on this", "-## The next step is",
		                             "-## Minutes",           "+### Tasks" };
	HeadingState state = { 0 };

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		const char *hashes = lines[i] + 1;
		guint level = (guint)strspn(hashes, "#");
		g_assert_cmpint(heading_begins_section(&state, LANGUAGES_ENGLISH,
		                                       hashes + level + 1, level,
		                                       NULL) != SECTION_NONE,
		                ==, *lines[i] == '+');
	}
}

static void
test_headings(void)
{
	static const char *const yes[] = { "TODOs and Decisions",
		                           "Tasks / Decisions",
		                           "Action Items",
		                           "Actions",
		                           "Decisions & Actions",
		                           "To-Do",
		                           "To do",
		                           "todo list",
		                           "New PR Tasks",
		                           "ACTION POINTS",
		                           "Next actions",
		                           "New Actions",
		                           "Action list",
		                           "Summary of actions",
		                           "AIs",
		                           "Decision" };
	static const char *const no[] = {
		"GitHub Actions", "Discussions",  "Task force", "AI",
		"Reactions",      "Multitasking", "",           "To be done",
		"Agenda"
	};

	for (gsize i = 0; i < G_N_ELEMENTS(yes); i++)
		g_assert_true(begins_actions(yes[i], NULL));
	for (gsize i = 0; i < G_N_ELEMENTS(no); i++)
		g_assert_false(begins_actions(no[i], NULL));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/notes/headings", test_headings);
	g_test_add_func("/notes/own-headings", test_own_headings);
	g_test_add_func("/notes/heading-state", test_heading_state);
	return g_test_run();
}
