/* test_catalogue.c - the catalogues, and the Romanian words for counts and dates. */
#include "render/catalogue.h"
#include "render/words.h"

#include <string.h>

static void
test_romanian_counts(void)
{
	static const struct {
		guint n;
		const char *meetings, *tile, *overdue, *age;
	} cases[] = {
		{ 0, "0 întâlniri", "întâlniri", "restantă de 0 zile", "deschisă de 0 zile" },
		{ 1, "1 întâlnire", "întâlnire", "restantă de 1 zi", "deschisă de 1 zi" },
		{ 2, "2 întâlniri", "întâlniri", "restantă de 2 zile", "deschisă de 2 zile" },
		{ 19, "19 întâlniri", "întâlniri", "restantă de 19 zile",
		  "deschisă de 2 săptămâni" },
		{ 20, "20 de întâlniri", "întâlniri", "restantă de 20 de zile",
		  "deschisă de 2 săptămâni" },
		{ 100, "100 de întâlniri", "întâlniri", "restantă de 100 de zile",
		  "deschisă de 3 luni" },
		{ 101, "101 întâlniri", "întâlniri", "restantă de 101 zile", "deschisă de 3 luni" },
		{ 119, "119 întâlniri", "întâlniri", "restantă de 119 zile", "deschisă de 3 luni" },
		{ 120, "120 de întâlniri", "întâlniri", "restantă de 120 de zile",
		  "deschisă de 4 luni" },
		{ 630, "630 de întâlniri", "întâlniri", "restantă de 630 de zile",
		  "deschisă de 21 de luni" },
	};
	const Catalogue *ro = catalogue_of("ro");

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *meetings = words_count(ro, WORDS_MEETINGS, cases[i].n);
		g_autofree char *age = words_age(ro, cases[i].n, 1);
		g_assert_cmpstr(meetings, ==, cases[i].meetings);
		g_assert_cmpstr(words_count_label(ro, WORDS_MEETINGS, cases[i].n), ==,
		                cases[i].tile);
		g_assert_cmpstr(age, ==, cases[i].age);
		if (cases[i].n == 0)
			continue;
		g_autofree char *overdue = words_due(ro, -(int)cases[i].n, 0, 0);
		g_assert_cmpstr(overdue, ==, cases[i].overdue);
	}
}

static void
test_english_counts(void)
{
	static const char *const counted[] = { "0 new TODOs", "1 new TODO", "2 new TODOs" };

	for (guint n = 0; n < G_N_ELEMENTS(counted); n++) {
		g_autofree char *words = words_count(NULL, WORDS_NEW, n);
		g_assert_cmpstr(words, ==, counted[n]);
	}
}

static void
test_dates(void)
{
	const Catalogue *ro = catalogue_of("ro");
	Day monday = day_from_iso("2026-03-02");
	g_autofree char *whole = words_long_day(ro, monday);
	g_autofree char *brief = words_date(ro, monday, monday);
	g_autofree char *elsewhen = words_date(ro, monday, monday - 300);
	g_autofree char *today = words_due(ro, 0, monday, monday);
	g_autofree char *tomorrow = words_day(ro, monday + 1, monday);
	g_autofree char *within = words_period(ro, monday, monday + 7);
	g_autofree char *across = words_period(ro, monday - 7, monday);
	g_autofree char *years = words_period(ro, monday - 90, monday);
	g_autofree char *title = words_title(ro, monday - 7, monday);
	g_autofree char *english = words_period(NULL, monday - 90, monday);

	g_assert_cmpstr(whole, ==, "luni, 2 martie 2026");
	g_assert_cmpstr(brief, ==, "lun 2 mart");
	g_assert_cmpstr(elsewhen, ==, "lun 2 mart 2026");
	g_assert_cmpstr(today, ==, "termen: azi");
	g_assert_cmpstr(tomorrow, ==, "mâine");
	g_assert_cmpstr(within, ==, "2–9 martie 2026");
	g_assert_cmpstr(across, ==, "23 februarie – 2 martie 2026");
	g_assert_cmpstr(years, ==, "2 decembrie 2025 – 2 martie 2026");
	g_assert_cmpstr(title, ==, "Notițe, săptămâna 9");
	g_assert_cmpstr(english, ==, "2 December 2025 – 2 March 2026");
}

static void
test_lists(void)
{
	const Catalogue *ro = catalogue_of("ro");
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	static const char *const lists[] = { "", "A", "A și {name}", "A, {name} și C" };
	static const char *const all[] = { "A", "{name}", "C" };

	for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
		g_autofree char *list = words_list(ro, names);
		g_assert_cmpstr(list, ==, lists[i]);
		if (i < G_N_ELEMENTS(all))
			g_ptr_array_add(names, (gpointer)all[i]);
	}
	g_autofree char *capped = words_list_capped(ro, names, 1);
	g_assert_cmpstr(capped, ==, "A și încă 2");
}

static void
test_tags(void)
{
	g_autofree char *english = catalogue_tag(NULL);
	g_autofree char *romanian = catalogue_tag(catalogue_of("ro"));

	g_assert_cmpstr(english, ==, "en");
	g_assert_cmpstr(romanian, ==, "ro");
	g_assert_true(catalogue_of("ro-MD") == catalogue_of("ro"));
	g_assert_null(catalogue_of("rom"));
	g_assert_null(catalogue_of("en-GB"));
	g_assert_true(catalogue_speaks("en-GB"));
	g_assert_true(catalogue_speaks("ro-RO"));
	g_assert_false(catalogue_speaks("de"));
	g_assert_cmpstr(catalogue_text(catalogue_of("ro"), "day", "never seen"), ==, "never seen");
}

/* What is found by bisection has to be in order, and each language counts to 1,000 within its
 * forms. */
static void
test_sorted(void)
{
	for (const Catalogue *catalogue = catalogues; catalogue->language != NULL; catalogue++) {
		for (gsize i = 0; i < catalogue->count; i++) {
			const Translation *row = &catalogue->texts[i];
			const char *context = *row->context != '\0' ? row->context : NULL;
			g_assert_cmpstr(catalogue_text(catalogue, context, row->text), ==,
			                row->forms[0]);
		}
		for (guint n = 0; n <= 1000; n++)
			g_assert_cmpuint(catalogue->plural(n), <, TRANSLATION_FORMS);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/catalogue/romanian-counts", test_romanian_counts);
	g_test_add_func("/catalogue/english-counts", test_english_counts);
	g_test_add_func("/catalogue/dates", test_dates);
	g_test_add_func("/catalogue/lists", test_lists);
	g_test_add_func("/catalogue/tags", test_tags);
	g_test_add_func("/catalogue/sorted", test_sorted);
	return g_test_run();
}
