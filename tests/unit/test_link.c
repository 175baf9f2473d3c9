/* test_link.c - links into the notes, and those that write a mail. */
#include "render/link.h"

static void
test_links(void)
{
	static const struct {
		const char *template, *path, *link;
		guint line;
	} cases[] = {
		{ "https://e.org/{path}#L{line}", "a b/ș,{line}.md",
		  "https://e.org/a%20b/%C8%99%2C%7Bline%7D.md#L7", 7 },
		{ "https://e.org/{path}#L{line}", "a.md", "https://e.org/a.md", 0 },
		{ "https://e.org/{path}?l={line}", "a\xff.md", "https://e.org/a%FF.md?l=1", 0 },
		{ "javascript:{path}", "a.md", NULL, 3 },
		{ NULL, "a.md", NULL, 3 },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *link = link_make(cases[i].template, cases[i].path, cases[i].line);
		g_assert_cmpstr(link, ==, cases[i].link);
	}
	g_autofree char *mailto = link_mailto("a+b&c@example.org", "stop it, d@e");
	g_assert_cmpstr(mailto, ==, "mailto:a+b%26c@example.org?subject=stop%20it%2C%20d%40e");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/link/made", test_links);
	return g_test_run();
}
