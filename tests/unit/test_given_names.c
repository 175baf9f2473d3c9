/* test_given_names.c - words that are given names, in many languages. */
#include "people/given_names.h"

#include <string.h>

static void
test_begins(void)
{
	static const char *const names[] = { "Nora",   "Nora Lind", "Jean-Luc",  "Zoë Ash",
		                             "Łukasz", "Răzvan",    "Yuki",      "Ngozi",
		                             "Bjørn",  "José",      "Will Lind", "Mark Ash" };
	static const char *const things[] = { "nora",        "Website",   "Debian", "Will", "Mark",
		                              "Paris",       "The Nora",  "",       "N",    "Norad",
		                              "Will Review", "Mark DONE", "Will" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (!given_name_begins(names[i], strlen(names[i])))
			g_error("%s is no name", names[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(things); i++)
		if (given_name_begins(things[i], strlen(things[i])))
			g_error("%s is a name", things[i]);
}

static void
test_is(void)
{
	g_assert_true(given_name_is("nora and ben", strlen("nora")));
	g_assert_true(given_name_is("NORA", strlen("NORA")));
	/* the first and the last of the table, which a search by halves finds when it is in order
	 */
	g_assert_true(given_name_is("Aafke", strlen("Aafke")));
	g_assert_true(given_name_is("Zuzana", strlen("Zuzana")));
	g_assert_false(given_name_is("", 0));
}

int
main(int argc, char *argv[])
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/given_names/begins", test_begins);
	g_test_add_func("/given_names/is", test_is);
	return g_test_run();
}
