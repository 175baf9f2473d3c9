/* test_forge_find.c - what an item links to, and whether it is about that. */
#include "forge/find.h"
#include "forge/verdict.h"

#include <glib/gstdio.h>
#include <string.h>

static Config *
community(void)
{
	static const char yaml[] =
	    "forge:\n"
	    "  github: {owners: [acme, Zed]}\n"
	    "  gitlab: {owners: [group/sub], url: \"https://gitlab.example.org\"}\n"
	    "  forgejo: {owners: [berg], url: \"https://codeberg.org\"}\n";
	g_autofree char *path = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *text = g_strconcat("notes: {root: .}\n", yaml, NULL);
	int file = g_file_open_tmp("forge-XXXXXX.yaml", &path, NULL);

	g_close(file, NULL);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	Config *config = config_load(path, &error);
	g_assert_no_error(error);
	g_unlink(path);
	return config;
}

/* Each key in order, strangers with a "?" before them. */
static char *
found(const Config *config, const char *text)
{
	g_autoptr(GPtrArray) all = forge_find(config, text, NULL);
	GString *keys = g_string_new(NULL);

	for (guint i = 0; all != NULL && i < all->len; i++) {
		const Linked *linked = g_ptr_array_index(all, i);
		g_string_append_printf(keys, "%s%s%s", i > 0 ? " " : "", linked->known ? "" : "?",
		                       linked->key);
	}
	return g_string_free(keys, FALSE);
}

static void
test_find(void)
{
	static const char *const cases[][2] = {
		{ "Review https://github.com/acme/tool/pull/12", "github:acme/tool#12" },
		{ "(https://github.com/acme/tool/issues/12).", "github:acme/tool#12" },
		{ "HTTPS://WWW.GitHub.com/Acme/Tool/pull/12/files#diff-1", "github:acme/tool#12" },
		{ "https://github.com/acme/tool/issues/12#issuecomment-3?x",
		  "github:acme/tool#12" },
		{ "[#12](https://github.com/acme/tool/pull/12)", "github:acme/tool#12" },
		{ "[the fix](https://github.com/acme/tool/pull/12 \"x\") and #13, #14",
		  "github:acme/tool#12 github:acme/tool#13 github:acme/tool#14" },
		{ "acme/tool#7 and zed/x#8", "github:acme/tool#7 github:zed/x#8" },
		{ "See #12 in https://github.com/acme/tool", "github:acme/tool#12" },
		/* a number alone names nothing without exactly one repository */
		{ "Review #12", "" },
		{ "#1 of https://github.com/acme/tool and https://github.com/acme/x", "" },
		{ "#1 (https://git.example.org/acme/tool)", "" },
		/* what is no reference */
		{ "C#12, &#39;, !important, #, #0, #x, #12abc https://github.com/acme/tool", "" },
		{ "https://github.com/acme/tool/pull/new", "" },
		{ "https://github.com/acme/issues/12", "" },
		{ "https://github.com/acme/tool/pull/99999999999999999999", "" },
		{ "https://github.com.evil.org/acme/tool/tree", "" },
		/* strangers */
		{ "https://github.com/other/tool/pull/1", "?github:other/tool#1" },
		{ "https://github.com/acmecorp/tool/pull/1", "?github:acmecorp/tool#1" },
		{ "https://evil.org/acme/tool/issues/1", "?https://evil.org/acme/tool/issues/1" },
		{ "https://github.com.evil.org/acme/tool/issues/1",
		  "?https://github.com.evil.org/acme/tool/issues/1" },
		{ "acme/..#1 other/x#2", "?github:acme/..#1 ?other/x#2" },
		{ "https://github.com/acme/a/b/pull/1", "?github:acme/a/b#1" },
		/* GitLab counts merge requests by themselves */
		{ "https://gitlab.example.org/group/sub/tool/-/issues/1, !2 and #3",
		  "gitlab:group/sub/tool#1 gitlab:group/sub/tool!2 gitlab:group/sub/tool#3" },
		{ "https://gitlab.example.org/group/sub/deep/tool/merge_requests/1",
		  "gitlab:group/sub/deep/tool!1" },
		{ "group/sub/tool!4", "gitlab:group/sub/tool!4" },
		{ "https://gitlab.example.org/group/tool/-/issues/1", "?gitlab:group/tool#1" },
		{ "acme/tool!4", "?acme/tool!4" },
		/* Forgejo */
		{ "https://codeberg.org/berg/tool/pulls/5", "forgejo:berg/tool#5" },
		{ "berg/tool#6", "forgejo:berg/tool#6" },
		/* once each */
		{ "acme/tool#1, Acme/Tool#1, https://github.com/acme/tool/issues/1",
		  "github:acme/tool#1" },
		{ "", "" },
		{ "](https://github.com/acme/tool/pull/1)", "github:acme/tool#1" },
		{ "<https://github.com/acme/tool/pull/1>", "github:acme/tool#1" },
	};
	g_autoptr(Config) config = community();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *keys = found(config, cases[i][0]);
		g_test_message("%s", cases[i][0]);
		g_assert_cmpstr(keys, ==, cases[i][1]);
	}
}

static void
test_verdict(void)
{
	static const struct {
		const char *text;
		gboolean about;
	} cases[] = {
		{ "Review [#12](https://github.com/acme/tool/pull/12)", TRUE },
		{ "review acme/tool#12", TRUE },
		{ "Please **review** acme/tool#12.", TRUE },
		{ "To review: acme/tool#12", TRUE },
		{ "Review and merge acme/tool#12", TRUE },
		{ "Review acme/tool#12 and acme/tool#13", TRUE },
		{ "Review PR acme/tool#12 by Ana", TRUE },
		{ "Rebase the pull request acme/tool#12", TRUE },
		{ "Fix acme/tool#12: the log is empty", TRUE },
		{ "Status of acme/tool#12?", TRUE },
		{ "Merge request acme/tool#12", TRUE },
		{ "acme/tool#12", TRUE },
		{ "acme/tool#12, acme/tool#13", TRUE },
		{ "[lib: mend the log](https://github.com/acme/tool/pull/12)", TRUE },
		{ "PR: https://github.com/acme/tool/pull/12", TRUE },
		{ "Schließen: acme/tool#12", TRUE },
		{ "Present acme/tool#12 at the meeting", FALSE },
		{ "Write the docs of acme/tool#12", FALSE },
		{ "Update the docs after acme/tool#12", FALSE },
		{ "Update the site once acme/tool#12 is merged", FALSE },
		{ "Review acme/tool#12 and write the announcement", FALSE },
		{ "Review acme/tool#12, then tell the list", FALSE },
		{ "Finish the port, like acme/tool#12", FALSE },
		{ "Fix the build for acme/tool#12", FALSE },
		{ "Reviewer for acme/tool#12", FALSE },
		{ "Look into reviews of acme/tool#12", FALSE },
		{ "the printer acme/tool#12", FALSE },
		{ "", FALSE },
	};
	g_autoptr(Config) config = community();

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *rest = NULL;
		g_autoptr(GPtrArray) all = forge_find(config, cases[i].text, &rest);
		g_test_message("%s", cases[i].text);
		g_assert_true((all != NULL) == (strchr(rest, FORGE_PLACE) != NULL));
		g_assert_true(verdict_is_about_links(rest) == cases[i].about);
	}
}

static gboolean
looks_done(const Config *config, Action *action, LinkedState first, LinkedState second)
{
	Day today = day_from_iso("2026-03-02");

	g_clear_pointer(&action->linked, g_ptr_array_unref);
	action->linked = forge_find(config, action->text, NULL);
	((Linked *)g_ptr_array_index(action->linked, 0))->state = first;
	((Linked *)g_ptr_array_index(action->linked, 1))->state = second;
	return verdict_looks_done(config, action, today);
}

static void
test_looks_done(void)
{
	g_autoptr(Config) config = community();
	Action *action = action_new();

	action->text = g_strdup("Review acme/tool#12 and acme/tool#13");
	g_assert_true(looks_done(config, action, LINKED_MERGED, LINKED_CLOSED));
	g_assert_true(looks_done(config, action, LINKED_NOT_PLANNED, LINKED_MERGED));
	g_assert_false(looks_done(config, action, LINKED_MERGED, LINKED_OPEN));
	g_assert_false(looks_done(config, action, LINKED_MERGED, LINKED_DRAFT));
	g_assert_false(looks_done(config, action, LINKED_MISSING, LINKED_MERGED));
	g_assert_false(looks_done(config, action, LINKED_UNKNOWN, LINKED_MERGED));
	action->due = day_from_iso("2026-03-02");
	g_assert_false(looks_done(config, action, LINKED_MERGED, LINKED_MERGED));
	action->due = day_from_iso("2026-03-01");
	g_assert_true(looks_done(config, action, LINKED_MERGED, LINKED_MERGED));
	config->forges[FORGE_GITHUB]->closes = FALSE;
	g_assert_false(looks_done(config, action, LINKED_MERGED, LINKED_MERGED));
	action_free(action);
}

/* Many links and brackets are read in step with their number. */
static void
test_much(void)
{
	g_autoptr(Config) config = community();
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < 50000; i++)
		g_string_append(text, "](https://github.com/acme/tool/pull/1 a/a/a#2 ");
	g_autoptr(GPtrArray) all = forge_find(config, text->str, NULL);
	g_assert_cmpuint(all->len, ==, 2);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/forge/find", test_find);
	g_test_add_func("/forge/verdict", test_verdict);
	g_test_add_func("/forge/looks-done", test_looks_done);
	g_test_add_func("/forge/much", test_much);
	return g_test_run();
}
