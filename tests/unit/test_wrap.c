/* test_wrap.c - wrapping in display cells and footnotes. */
#include "render/wrap.h"

#include <string.h>

static void
wraps(const char *text, guint width, const char *expected)
{
	g_autofree char *wrapped = wrap_text(text, width);

	g_assert_cmpstr(wrapped, ==, expected);
}

static void
test_indent(void)
{
	wraps("one two three four", 10, "one two\nthree four\n");
	wraps("- one two three", 10, "- one two\n  three\n");
	wraps("  - one two three", 10, "  - one\n    two\n    three\n");
	wraps("  one two three", 10, "  one two\n  three\n");
	wraps("12. one two three", 10, "12. one\n    two\n    three\n");
	wraps("[3] one two three", 10, "[3] one\n    two\n    three\n");
}

/* An indent that is wider than the line is cut, too. */
static void
test_wide_indent(void)
{
	g_autofree char *spaces = g_strnfill(90, ' ');
	g_autofree char *text = g_strconcat(spaces, "- one two three", NULL);
	g_autofree char *indent = g_strnfill(24, ' ');
	g_autofree char *expected =
	    g_strdup_printf("%s- one\n%stwo\n%sthree\n", indent, indent, indent);

	wraps(text, 31, expected);
}

static void
test_lines(void)
{
	wraps("\n\na  \n\n\n\nb\n-- \nc\n", 20, "a\n\nb\n-- \nc\n");
	wraps("", 20, "\n");
	wraps("Über uns\n===\nx", 20, "Über uns\n========\nx\n");
	wraps("日本\n---", 20, "日本\n----\n");
	wraps("---", 20, "---\n"); /* nothing above it: not an underline, and left as it is */
	wraps("a\xc2\xa0\nb\xe3\x80\x80", 20, "a\nb\n");
}

static void
test_cells(void)
{
	g_assert_cmpuint(wrap_cells("日本", -1), ==, 4);
	g_assert_cmpuint(wrap_cells("e\xcc\x81", -1), ==, 1);
	g_assert_cmpuint(wrap_cells("abc", 2), ==, 2);
	wraps("日本語 日本語", 10, "日本語\n日本語\n");
	wraps("日本語日本語日本語", 10, "日本語日本\n語日本語\n");
}

static void
test_long(void)
{
	wraps("- abcdefghijklmnop", 10, "- abcdefgh\n  ijklmnop\n");
	wraps("see https://example.org/long there", 12, "see\nhttps://example.org/long\nthere\n");
	wraps("a(https://example.org/long),", 12, "a(\nhttps://example.org/long),\n");
	wraps("(https://example.org/long), b", 12, "(https://example.org/long),\nb\n");
}

/* However many marks a letter carries, a line stays within 78 characters. */
static void
test_marks(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (guint i = 0; i < 3000; i++)
		g_string_append(text, i % 300 == 0 ? "e" : "\xcc\x81");
	g_autofree char *wrapped = wrap_text(text->str, 72);
	g_auto(GStrv) lines = g_strsplit(wrapped, "\n", -1);

	for (char **line = lines; *line != NULL; line++)
		g_assert_cmpint(g_utf8_strlen(*line, -1), <=, 78);
}

/* Any text: nothing but white space is lost or added, and no line is too wide. */
static void
test_any(void)
{
	static const char *const pieces[] = {
		"a",         "word", " ",  "  ",         "日本", "🎉",
		"e\xcc\x81", "\n",   "- ", "longerword", "+",    "1. "
	};

	for (guint round = 0; round < 300; round++) {
		g_autoptr(GString) text = g_string_new("x");
		for (int i = g_test_rand_int_range(0, 80); i > 0; i--)
			g_string_append(text,
			                pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
		g_autofree char *wrapped = wrap_text(text->str, 20);
		g_auto(GStrv) lines = g_strsplit(wrapped, "\n", -1);
		for (char **line = lines; *line != NULL; line++) {
			g_assert_cmpuint(wrap_cells(*line, -1), <=, 20);
			g_assert_false(g_str_has_suffix(*line, " "));
		}
		g_auto(GStrv) before = g_strsplit_set(text->str, " \n", -1),
		              after = g_strsplit_set(wrapped, " \n", -1);
		g_autofree char *a = g_strjoinv("", before), *b = g_strjoinv("", after);
		g_assert_cmpstr(a, ==, b);
	}
}

static void
test_footnotes(void)
{
	g_autoptr(GPtrArray) urls = g_ptr_array_new();
	g_ptr_array_add(urls, (gpointer) "https://a.example");
	g_ptr_array_add(urls, (gpointer) "https://b.example");
	g_ptr_array_add(urls, (gpointer) "https://unused.example");
	g_autofree char *noted =
	    wrap_footnotes("x [2] y [1] z [2] [9] a[1]=2 [0]\n[links]\nend", urls);
	g_assert_cmpstr(noted, ==,
	                "x [1] y [2] z [1] [ 9 ] a[1]=2 [ 0 ]\n[1] https://b.example\n[2] "
	                "https://a.example\n\nend");
	g_autofree char *parted = wrap_footnotes("x [1] https://c.example", urls);
	g_assert_cmpstr(parted, ==, "x [1]; https://c.example\n[1] https://a.example\n");
	g_autofree char *defused = wrap_defuse("[1] [12] ([3]) a[1] b()[2] [a] [] [1");
	g_assert_cmpstr(defused, ==, "[ 1 ] [ 12 ] ([ 3 ]) a[1] b()[2] [a] [] [1");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/wrap/indent", test_indent);
	g_test_add_func("/wrap/wide-indent", test_wide_indent);
	g_test_add_func("/wrap/lines", test_lines);
	g_test_add_func("/wrap/cells", test_cells);
	g_test_add_func("/wrap/long", test_long);
	g_test_add_func("/wrap/marks", test_marks);
	g_test_add_func("/wrap/any", test_any);
	g_test_add_func("/wrap/footnotes", test_footnotes);
	return g_test_run();
}
