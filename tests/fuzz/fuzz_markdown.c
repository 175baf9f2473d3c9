/* fuzz_markdown.c - any text through all four renderers of Markdown. */
#include "markdown/markdown.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

/* No control character but newline (and tab), and never bytes that are no UTF-8. */
static void
check(const char *text, gboolean html)
{
	g_assert_true(g_utf8_validate(text, -1, NULL));
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		g_assert_true(c == '\n' || c == '\t' ||
		              (!g_unichar_iscntrl(c) && c != 0x2028 && c != 0x2029));
	}
	g_assert_true(!html || strstr(text, "<script") == NULL);
	g_assert_true(!html || strstr(text, "href=\"javascript") == NULL);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	g_autofree char *bytes = g_strndup((const char *)data, size);
	g_autofree char *markdown = g_utf8_make_valid(bytes, -1);
	g_autoptr(Footnotes) links = footnotes_new();
	g_autofree char *line = markdown_to_html_inline(markdown, "color: #123456");
	g_autofree char *html = markdown_to_html_blocks(markdown, NULL);
	g_autofree char *text = markdown_to_text(markdown, links);
	g_autofree char *post = markdown_to_discord(markdown);

	check(line, TRUE);
	check(html, TRUE);
	check(text, FALSE);
	check(post, FALSE);
	return 0;
}
