/* test_visible.c - what is hidden in a text, and where it may be cut. */
#include "base/text.h"
#include "base/visible.h"

#include <string.h>

typedef struct {
	const char *text, *revealed;
} Case;

static void
check(const Case *cases, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		g_autofree char *revealed = text_remove_hidden(cases[i].text);
		g_autofree char *again = text_remove_hidden(revealed);
		g_assert_cmpstr(revealed, ==, cases[i].revealed);
		g_assert_cmpstr(again, ==, revealed);
	}
}

static void
test_hidden(void)
{
	static const Case cases[] = {
		{ "plain", "plain" },
		{ "pay\u200bpal \u2060x\ufeffy\u00adz", "paypal xyz" },
		{ "\u202eevil\u202c \u202ax\u202b\u202c\u202dy", "evil xy" },
		{ "a\u200eb\u200fc\u061cd", "abcd" },
		{ "a\U000e0041\U000e007f\U000e0001b", "ab" },
		{ "a\u3164\u115f\u1160\uffa0b\u2061\u206f", "ab" },
		{ "a\ufff9b\ufffac\ufffb", "abc" },
		{ "a\u034fb\u17b4c\U0001d173d", "abcd" },
		/* letters that only look like Latin ones, and real right-to-left text, are nobody's
		   business */
		{ "\u0430pple \u05e9\u05dc\u05d5\u05dd \u0633\u0644\u0627\u0645",
		  "\u0430pple \u05e9\u05dc\u05d5\u05dd \u0633\u0644\u0627\u0645" },
		{ "", "" },
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void
test_isolates(void)
{
	static const Case cases[] = {
		{ "a \u2067\u05d0\u2069 b", "a \u2067\u05d0\u2069 b" },
		{ "\u2066a \u2068b\u2069 c\u2069", "\u2066a \u2068b\u2069 c\u2069" },
		{ "\u2067open", "open" },
		{ "shut\u2069 \u2069", "shut " },
		{ "\u2067a \u2066b\u2069 c", "a \u2066b\u2069 c" },
		{ "\u2069\u2066a\u2069\u2069\u2068", "\u2066a\u2069" },
		{ "\u2067\u202eab\u202c\u2069\u200b", "\u2067ab\u2069" },
	};

	check(cases, G_N_ELEMENTS(cases));
}

/* What scripts and emoji need stays; the same between Latin letters goes. */
static void
test_needed(void)
{
	static const Case cases[] = {
		{ "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
		  "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645" }, /* Persian, "I want" */
		{ "\u0915\u094d\u200d\u0937 \u0d28\u0d4d\u200d.",
		  "\u0915\u094d\u200d\u0937 \u0d28\u0d4d\u200d." }, /* after a virama */
		{ "\U0001f469\U0001f3fd\u200d\U0001f52c\ufe0f",
		  "\U0001f469\U0001f3fd\u200d\U0001f52c\ufe0f" },
		{ "\u2764\ufe0f\u200d\U0001f525 1\ufe0f\u20e3 \u203c\ufe0f",
		  "\u2764\ufe0f\u200d\U0001f525 1\ufe0f\u20e3 \u203c\ufe0f" },
		{ "\u845b\U000e0100 \u26a0\ufe0e", "\u845b\U000e0100 \u26a0\ufe0e" },
		{ "pay\u200cpal\u200d \u200dx", "paypal x" },
		{ "a\ufe0fb \ufe0f\u26a0\ufe0f\ufe0f", "ab \u26a0\ufe0f" },
		{ "\u0645\u200d\u200d\u0645 \u200d\u0645", "\u0645\u0645 \u0645" },
		{ "e\u0301\u200ce \U0001f52c\u200d", "e\u0301e \U0001f52c" },
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void
test_shown(void)
{
	g_autofree char *shown = text_escape_for_terminal(
	    "a\u202eb\u200b\u2067\u2069\ufeff\U000e0041\x1b[m\u26a0\ufe0f", -1);

	g_assert_cmpstr(shown, ==,
	                "a\\u202eb\\u200b\\u2067\\u2069\\ufeff\\U000e0041\\x1b[m\u26a0\ufe0f");
}

/* Never within a character, nor before what belongs to it. */
static void
test_cut(void)
{
	static const struct {
		const char *text;
		guint most;
		const char *cut;
	} cases[] = {
		{ "abcdef", 6, "abcdef" },
		{ "abcdefg", 6, "abcde\u2026" },
		{ "abcde\u0301f", 6, "abcd\u2026" },
		{ "abcd\u0301\u0301fg", 6, "abc\u2026" },
		{ "abc\U0001f469\u200d\U0001f52cxyz", 6, "abc\u2026" },
		{ "abc\u26a0\ufe0fxyz", 5, "abc\u2026" },
		{ "ab\U0001f1f7\U0001f1f4\U0001f1e9\U0001f1eaxyz", 6,
		  "ab\U0001f1f7\U0001f1f4\u2026" },
		{ "a\U0001f44d\U0001f3fdbcd", 3, "a\u2026" },
		{ "\u0103\u0103\u0103\u0103", 3, "\u0103\u0103\u2026" },
		{ "e\u0301\u0301\u0301\u0301", 3,
		  "e\u0301\u2026" }, /* nothing else would be left */
		{ "ab", 1, "\u2026" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *cut = text_cut(cases[i].text, cases[i].most);
		g_assert_cmpstr(cut, ==, cases[i].cut);
	}
}

/* A letter under marks without number loses some; and a long text takes no longer than it is. */
static void
test_hostile(void)
{
	g_autofree char *isolates = g_strnfill(3 * 200000, ' ');
	GString *marks = g_string_new("xe");
	enum {
		MOST = 40
	};

	for (guint i = 0; i < 200000; i++)
		memcpy(isolates + (gsize)i * 3, "\u2067", 3);
	g_autofree char *revealed = text_remove_hidden(isolates);
	g_assert_cmpstr(revealed, ==, "");
	for (guint i = 0; i < 1000; i++)
		g_string_append(marks, "\u0301");
	g_autofree char *cut = text_cut(marks->str, MOST);
	g_assert_cmpint(g_utf8_strlen(cut, -1), ==, MOST);
	g_string_free(marks, TRUE);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/visible/hidden", test_hidden);
	g_test_add_func("/visible/isolates", test_isolates);
	g_test_add_func("/visible/needed", test_needed);
	g_test_add_func("/visible/shown", test_shown);
	g_test_add_func("/visible/cut", test_cut);
	g_test_add_func("/visible/hostile", test_hostile);
	return g_test_run();
}
