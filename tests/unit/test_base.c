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
	g_assert_cmpuint(day_minus(100, 99), ==, 1);
	g_assert_cmpuint(day_minus(100, 100), ==, 1);
}

static void
test_fold(void)
{
	static const char *const pairs[][2] = {
		{ "RăzvanD", "razvand" }, { "  Răzvan\t D ", "razvan d" },
		{ "ȘTEFAN", "stefan" },   { "ŁÓDŹ \t– Ⅳ", "łodz – iv" },
		{ "\n \t\f", "" },        { "\vA\rB", "\va b" },
		{ "Straße", "strasse" },  { "Ra\xcc\x86zvan", "razvan" }
	};

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *folded = text_fold(pairs[i][0]);
		g_assert_cmpstr(folded, ==, pairs[i][1]);
	}
}

/* Its words with a blank between: an independent way of text_collapse_space(). */
static char *
collapse_by_words(const char *text)
{
	g_auto(GStrv) words = g_strsplit_set(text, " \t\n\f\r\v", -1);
	g_autoptr(GPtrArray) kept = g_ptr_array_new();

	for (char **word = words; *word != NULL; word++)
		if (**word != '\0')
			g_ptr_array_add(kept, *word);
	g_ptr_array_add(kept, NULL);
	return g_strjoinv(" ", (char **)kept->pdata);
}

static void
try_collapse(const char *characters)
{
	for (guint turn = 0; turn < 20000; turn++) {
		char text[40] = "";
		gsize length = (gsize)g_test_rand_int_range(0, sizeof text);
		for (gsize i = 0; i < length; i++)
			text[i] = characters[g_test_rand_int_range(0, (gint32)strlen(characters))];
		g_autofree char *collapsed = text_collapse_space(text);
		g_autofree char *wanted = collapse_by_words(text);
		g_assert_cmpstr(collapsed, ==, wanted);
	}
}

static void
test_collapse(void)
{
	try_collapse("abcdefghij ");
	try_collapse("abcdefghijklmn \t");
	try_collapse("abcdefghij \n\x1f\x7f");
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
test_web_scheme(void)
{
	g_assert_cmpuint(text_web_scheme("http://a"), ==, 7);
	g_assert_cmpuint(text_web_scheme("HTTPS://"), ==, 8);
	g_assert_cmpuint(text_web_scheme("https:/"), ==, 0);
	g_assert_cmpuint(text_web_scheme("httpx://a"), ==, 0);
	g_assert_cmpuint(text_web_scheme("ahttp://a"), ==, 0);
	g_assert_cmpuint(text_web_scheme(""), ==, 0);
}

static void
test_guess(void)
{
	static const char *const keys[] = { "smtp", "notes", "timezone", NULL };

	g_assert_cmpstr(text_guess("smpt", keys), ==, "smtp");
	g_assert_cmpstr(text_guess("timezome", keys), ==, "timezone");
	g_assert_null(text_guess("discord", keys));
}

static void
test_start(void)
{
	static const struct {
		const char *text;
		gsize most;
		const char *wanted;
	} cases[] = {
		{ "Nora", 8, "Nora" }, { "Nora", 4, "Nora" }, { "Nora", 2, "No" },
		{ "Nora", 0, "" },     { "Åsa", 1, "" },      { "Åsa", 2, "Å" },
		{ "a€", 2, "a" },      { "a€", 3, "a" },      { "a€", 4, "a€" },
		{ "", 3, "" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *start = text_start(cases[i].text, cases[i].most);
		g_assert_cmpstr(start, ==, cases[i].wanted);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/day/iso", test_day_iso);
	g_test_add_func("/text/fold", test_fold);
	g_test_add_func("/text/collapse", test_collapse);
	g_test_add_func("/text/compare", test_compare);
	g_test_add_func("/text/web-scheme", test_web_scheme);
	g_test_add_func("/text/guess", test_guess);
	g_test_add_func("/base/text/start", test_start);
	return g_test_run();
}
