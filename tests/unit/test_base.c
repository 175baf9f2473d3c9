/* test_base.c - days, text and files. */
#include "base/day.h"
#include "base/text.h"

#include <string.h>

static void
test_day_iso(void)
{
	g_assert_cmpuint(day_from_iso("2022-02-30"), ==, DAY_NONE);
	g_assert_cmpuint(day_from_iso("2022-02-3"), ==, DAY_NONE);
	g_assert_cmpuint(day_from_iso("2022-02-03x"), ==, DAY_NONE);
	g_autofree char *iso = day_to_iso(day_from_iso("2024-02-29"));
	g_assert_cmpstr(iso, ==, "2024-02-29");
	g_assert_cmpint(day_weekday(day_from_iso("2022-02-16")), ==, 3);
}

static void
test_fold(void)
{
	static const char *const pairs[][2] = {
		{"RăzvanD",           "razvand"     },
                { "  Răzvan\t D ",    "razvan d"    },
		{ "ȘTEFAN",           "stefan"      },
                { "ŁÓDŹ \t– Ⅳ", "łodz – iv"},
		{ "\n \t\f",           ""            },
                { "\vA\rB",            "\va b"       },
		{ "Straße",           "strasse"     },
                { "Ra\xcc\x86zvan",    "razvan"      }
	};

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *folded = text_fold(pairs[i][0]);
		g_assert_cmpstr(folded, ==, pairs[i][1]);
	}
}

/* The order of a list of people does not depend on whose machine makes it. */
static void
test_compare(void)
{
	static const char *const sorted[] = { "Ana",    "Łukasz", "Mei",   "Răzvan", "răzvan z",
		                              "Rebeca", "Ștefan", "Tudor", "明" };

	for (gsize i = 1; i < G_N_ELEMENTS(sorted); i++) {
		g_assert_cmpint(text_compare(sorted[i - 1], sorted[i]), <, 0);
		g_assert_cmpint(text_compare(sorted[i], sorted[i - 1]), >, 0);
	}
	g_assert_cmpint(text_compare("ana", "Ana"), >, 0);
	g_assert_cmpint(text_compare("Ana", "Ana"), ==, 0);
}

static void
test_guess(void)
{
	static const char *const keys[] = { "smtp", "notes", "timezone", NULL };

	g_assert_cmpstr(text_guess("smpt", keys), ==, "smtp");
	g_assert_cmpstr(text_guess("timezome", keys), ==, "timezone");
	g_assert_null(text_guess("discord", keys));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/day/iso", test_day_iso);
	g_test_add_func("/text/fold", test_fold);
	g_test_add_func("/text/compare", test_compare);
	g_test_add_func("/text/guess", test_guess);
	return g_test_run();
}
