/* test_command_outcome.c - what the end of a program means for its message. */
#include "deliver/command.h"

#include <string.h>
#include <sys/wait.h>

/* waitpid(2)'s form of an exit status, as on Linux. */
#define EXITED(status) ((status) << 8)

static void
judge(int status, const char *killed, const char *errors, Outcome *outcome)
{
	const CommandEnd end = { status, killed, errors, strlen(errors) };

	command_outcome(&end, outcome);
}

static void
assert_kind(int status, OutcomeKind kind)
{
	Outcome outcome = { 0 };

	judge(EXITED(status), NULL, "", &outcome);
	g_test_message("%d", status);
	g_assert_cmpint(outcome.kind, ==, kind);
	g_assert_true((outcome.reply == NULL) == (kind == OUTCOME_SENT));
	outcome_clear(&outcome);
}

static void
test_statuses(void)
{
	static const int temporary[] = { 69, 71, 72, 73, 74, 75 }, held[] = { 77, 78 };

	for (int status = 0; status < 256; status++) {
		OutcomeKind kind = status == 0 ? OUTCOME_SENT : OUTCOME_PERMANENT;
		for (gsize i = 0; i < G_N_ELEMENTS(temporary); i++)
			kind = status == temporary[i] ? OUTCOME_TEMPORARY : kind;
		for (gsize i = 0; i < G_N_ELEMENTS(held); i++)
			kind = status == held[i] ? OUTCOME_HELD : kind;
		assert_kind(status, kind);
	}
}

static void
test_killed(void)
{
	Outcome outcome = { 0 };

	judge(9, NULL, "", &outcome);
	g_assert_true(WIFSIGNALED(9));
	g_assert_cmpint(outcome.kind, ==, OUTCOME_UNKNOWN);
	g_assert_cmpstr(outcome.reply, ==, "the program was ended by signal 9");
	outcome_clear(&outcome);
	judge(EXITED(0), "it took too long", "a\nb", &outcome);
	g_assert_cmpint(outcome.kind, ==, OUTCOME_UNKNOWN);
	g_assert_cmpstr(outcome.reply, ==, "it took too long: b");
	outcome_clear(&outcome);
}

static void
test_words(void)
{
	static const struct {
		const char *errors, *words;
	} cases[] = {
		{ "", "" },
		{ "\n \n", "" },
		{ "one", ": one" },
		{ "one\ntwo\r\n\n", ": two" },
		{ "  in\tthe middle ", ": in\\x09the middle" },
		{ "\x1b[31mred", ": \\x1b[31mred" },
		{ "caf\xe9", ": caf\xef\xbf\xbd" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *want =
		    g_strconcat("the program ended with status 65", cases[i].words, NULL);
		Outcome outcome = { 0 };
		judge(EXITED(65), NULL, cases[i].errors, &outcome);
		g_assert_cmpstr(outcome.reply, ==, want);
		outcome_clear(&outcome);
	}
	g_autofree char *much = g_strnfill(5000, 'x');
	Outcome outcome = { 0 };
	judge(EXITED(65), NULL, much, &outcome);
	g_assert_cmpuint(strlen(outcome.reply), <, 250);
	outcome_clear(&outcome);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/command/statuses", test_statuses);
	g_test_add_func("/command/killed", test_killed);
	g_test_add_func("/command/words", test_words);
	return g_test_run();
}
