/* test_glob.c - which paths include and exclude mean. */
#include "watch/glob.h"
#include "watch/watch.h"

#include <string.h>

static gboolean
chooses(const char *include, const char *exclude, const char *path)
{
	g_autoptr(GPtrArray) includes = g_ptr_array_new();
	g_autoptr(GPtrArray) excludes = g_ptr_array_new();
	NotesSettings settings = { .include = includes, .exclude = excludes };

	g_ptr_array_add(includes, (char *)include);
	if (exclude != NULL)
		g_ptr_array_add(excludes, (char *)exclude);
	return watch_chooses(&settings, path);
}

static const struct {
	const char *include;
	const char *exclude;
	const char *path;
	gboolean chosen;
} cases[] = {
	{ "**/*.md", NULL, "a.md", TRUE },
	{ "**/*.md", NULL, "x/y/z/a.md", TRUE },
	{ "**/*.md", NULL, "a.mdx", FALSE },
	{ "**/*.md", NULL, "x/.git/a.md", FALSE },
	{ "**/*.md", NULL, ".a.md", FALSE },
	{ "**/*.md", NULL, ".md", FALSE },
	{ ".github/**/*.md", NULL, ".github/x/a.md", TRUE },
	{ "**/.*.md", NULL, "x/.a.md", TRUE },
	{ "*.md", NULL, "x/a.md", FALSE },
	{ "x/**", NULL, "x/a", TRUE },
	{ "x/**", NULL, "x/y/a", TRUE },
	{ "x/**", NULL, "x", FALSE },
	{ "x/", NULL, "x/a.md", TRUE },
	{ "./x//a.md", NULL, "x/a.md", TRUE },
	{ "d/**/m/*.md", NULL, "d/m/a.md", TRUE },
	{ "d/**/m/*.md", NULL, "d/m/m/m/a.md", TRUE },
	{ "d/**/m/*.md", NULL, "d/m/n/a.md", FALSE },
	{ "**/**/**/a.md", NULL, "a.md", TRUE },
	{ "2022-0?-*.md", NULL, "2022-02-16.md", TRUE },
	{ "2022-0?-*.md", NULL, "2022-12-16.md", FALSE },
	{ "?.md", NULL, "\xc8\x9b.md", TRUE },
	{ "?.md", NULL, "\xff.md", TRUE },
	{ "??.md", NULL, "\xff.md", FALSE },
	{ "[a-c\xc8\x9b].md", NULL, "\xc8\x9b.md", TRUE },
	{ "[a-c].md", NULL, "b.md", TRUE },
	{ "[!a-c].md", NULL, "b.md", FALSE },
	{ "[^a-c].md", NULL, "d.md", TRUE },
	{ "[]x].md", NULL, "].md", TRUE },
	{ "[x-].md", NULL, "-.md", TRUE },
	{ "[ab.md", NULL, "[ab.md", TRUE },
	{ "[ab.md", NULL, "a.md", FALSE },
	{ "\\*.md", NULL, "*.md", TRUE },
	{ "\\*.md", NULL, "a.md", FALSE },
	{ "a b\n*.md", NULL, "a b\nc.md", TRUE },
	{ "*a*b*.md", NULL, "xaxxbx.md", TRUE },
	{ "*a*b*.md", NULL, "xbxxax.md", FALSE },
	{ "A.md", NULL, "a.md", FALSE },
	{ "", NULL, "a.md", FALSE },
	{ "**/*.md", "**/README.md", "README.md", FALSE },
	{ "**/*.md", "**/README.md", "x/README.md", FALSE },
	{ "**/*.md", "**/README.md", "x/READMES.md", TRUE },
	{ "**/*.md", "drafts", "drafts/x/a.md", FALSE },
	{ "**/*.md", "drafts/**", "drafts/x/a.md", FALSE },
	{ "**/*.md", "drafts/", "drafts/a.md", FALSE },
	{ "**/*.md", "drafts", "x/drafts/a.md", TRUE },
	{ "**/*.md", "**/_*", "x/_old/a.md", FALSE },
	{ ".x/*.md", "**/*.md", ".x/a.md", FALSE },
};

static void
test_cases(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		if (chooses(cases[i].include, cases[i].exclude, cases[i].path) != cases[i].chosen)
			g_error("include %s exclude %s: %s is%s chosen", cases[i].include,
			        cases[i].exclude != NULL ? cases[i].exclude : "-", cases[i].path,
			        cases[i].chosen ? " not" : "");
	}
}

/* What takes a backtracking matcher longer than anybody waits for. */
static void
test_hard(void)
{
	g_autoptr(GString) stars = g_string_new(NULL);
	g_autoptr(GString) depths = g_string_new(NULL);
	g_autofree char *name = g_strnfill(250, 'a');
	g_autoptr(GString) path = g_string_new(NULL);

	for (int i = 0; i < 60; i++)
		g_string_append(stars, "*a");
	g_string_append(stars, "b");
	g_assert_false(chooses(stars->str, NULL, name));
	for (int i = 0; i < 30; i++)
		g_string_append(depths, "**/a/");
	g_string_append(depths, "b");
	for (int i = 0; i < 500; i++)
		g_string_append(path, "a/");
	g_string_append(path, "c");
	g_assert_false(chooses(depths->str, NULL, path->str));
	path->str[path->len - 1] = 'b';
	g_assert_true(chooses(depths->str, NULL, path->str));
}

static void
test_too_many_parts(void)
{
	g_autoptr(GString) pattern = g_string_new("a");

	for (int i = 0; i < 61; i++)
		g_string_append(pattern, "/a");
	g_assert_true(chooses(pattern->str, NULL, pattern->str));
	g_string_append(pattern, "/a");
	g_assert_false(chooses(pattern->str, NULL, pattern->str));
}

static void
test_reach(void)
{
	g_autoptr(GPtrArray) patterns = g_ptr_array_new();
	g_ptr_array_add(patterns, (char *)"discussions/**/*.md");
	g_ptr_array_add(patterns, (char *)"*.md");
	g_autoptr(Globs) globs = globs_new(patterns, GLOBS_INCLUDE);
	GlobsState start[2], place[2];

	g_assert_cmpuint(globs_count(globs), ==, 2);
	globs_start(globs, start);
	g_assert_true(globs_step(globs, start, "discussions", place));
	g_assert_true(globs_step(globs, place, "arm", place));
	g_assert_false(globs_match(globs, place));
	g_assert_true(globs_step(globs, place, "a.md", place));
	g_assert_true(globs_match(globs, place));
	g_assert_false(globs_step(globs, start, "hackathons", place));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/glob/cases", test_cases);
	g_test_add_func("/glob/hard", test_hard);
	g_test_add_func("/glob/too-many-parts", test_too_many_parts);
	g_test_add_func("/glob/reach", test_reach);
	return g_test_run();
}
