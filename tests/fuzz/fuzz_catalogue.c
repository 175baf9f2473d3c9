/* fuzz_catalogue.c - any bytes as a .mo file, and as a rule for plurals. */
#include "render/plural.h"
#include "render/words.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size);

/* A .mo file: every word by it.  What it says may be anything; it must only not be read beyond its end. */
static void
use_words(const guint8 *bytes, gsize size)
{
	const Catalogue damaged = { "xx", bytes, size };
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	Day today = day_from_iso("2026-03-02");

	for (guint i = 0; i < 4; i++)
		g_ptr_array_add(names, (gpointer) "Radu");
	json_decref(words_labels(&damaged));
	for (guint n = 0; n < 3; n++) {
		for (guint what = 0; what < WORDS_COUNTS; what++) {
			g_free(words_count(&damaged, (WordsCount)what, n));
			if (words_count_label(NULL, (WordsCount)what, n) != NULL)
				(void)words_count_label(&damaged, (WordsCount)what, n);
		}
		g_free(words_more_in_notes(&damaged, n));
		g_free(words_since(&damaged, today - n, n, today));
		g_free(words_age(&damaged, 7 * n, n));
		g_free(words_due(&damaged, (int)n - 1, today + n - 1, today));
		g_free(words_title(&damaged, today - 1 - 7 * n, today));
		g_free(words_list_capped(&damaged, names, n + 1));
	}
	g_free(words_period(&damaged, today - 40, today));
	g_free(words_long_day(&damaged, today));
	g_free(words_headline(&damaged, "a title", "counts"));
	g_free(words_sentence(&damaged, "job", "weekly"));
}

static void
use_rule(const guint8 *bytes, gsize size)
{
	/* its own memory, so that the bound is seen to be kept */
	g_autofree char *rule = g_malloc(MAX(size, 1));

	memcpy(rule, bytes, size);
	for (guint n = 0; n < 128; n = n * 2 + 1) {
		gulong form = 0, again = 0;
		gboolean good = plural_form(rule, size, n, &form);
		g_assert(good == plural_form(rule, size, n, &again) && form == again);
	}
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size)
{
	use_words(bytes, size);
	use_rule(bytes, size);
	return 0;
}
