/* test_markdown.c - Markdown of the notes as HTML, text and Discord's Markdown, and what hostile
 * notes can do: nothing. */
#include "markdown/markdown.h"
#include "markdown/url.h"

#include <string.h>

#define A(url) "<a href=\"" url "\">"

typedef struct {
	const char *markdown;
	const char *expect;
} Case;

static const Case inlines[] = {
	{ "plain & <text> \"q\"", "plain &amp; &lt;text&gt; &quot;q&quot;" },
	{ "*a* **b** _c_ `d<e` ~~f *g*~~",
	  "<em>a</em> <strong>b</strong> <em>c</em> <code>d&lt;e</code> <s>f <em>g</em></s>" },
	{ "# no heading", "# no heading" },
	{ "1. no list", "1. no list" },
	{ "- no list", "- no list" },
	{ "> no quote", "&gt; no quote" },
	{ "    no code", "no code" },
	{ "_em_ first", "<em>em</em> first" },
	{ "**\"bold\"** first", "<strong>&quot;bold&quot;</strong> first" },
	{ "~~struck~~ first", "<s>struck</s> first" },
	{ "two\nlines\r\nand\rmore", "two lines and more" },
	{ "a~~b ~~~c~~~ ~~ d ~~", "a~~b ~~~c~~~ ~~ d ~~" },
	{ "*a ~~b* c~~", "<em>a ~~b</em> c~~" },
	{ "**~~a~~** ~~**b**~~", "<strong><s>a</s></strong> <s><strong>b</strong></s>" },
	{ ":dart: :white_check_mark:", ":dart: :white_check_mark:" },
	{ "[t *u*](https://a.b/c?d=1&e='f')",
	  A("https://a.b/c?d=1&amp;e=%27f%27") "t <em>u</em></a>" },
	{ "[](https://a.b)", A("https://a.b") "https://a.b</a>" },
	{ "[ ![](x) ](https://a.b)", A("https://a.b") "https://a.b</a>" },
	{ "[https://x.y](https://a.b)", A("https://a.b") "https://x.y</a>" },
	{ "<https://a.b> <m@a.b>",
	  A("https://a.b") "https://a.b</a> " A("mailto:m@a.b") "m@a.b</a>" },
	{ "![alt](https://a.b/i.png)", A("https://a.b/i.png") "alt</a>" },
	{ "![](https://a.b/i.png)", A("https://a.b/i.png") "https://a.b/i.png</a>" },
	{ "[![alt](https://a.b/i.png)](https://c.d)", A("https://c.d") "alt</a>" },
	{ "[*![alt](https://a.b/i.png)*](https://c.d)", A("https://c.d") "<em>alt</em></a>" },
	{ "![a [b](https://c.d)](https://a.b)", A("https://a.b") "a b</a>" },
	{ "[x](javascript:alert(1)) [y](data:text/html,z) [z](../file.md) [f](file:///etc)",
	  "x y z f" },
	{ "[x](JaVaScRiPt:alert(1)) [y](<\tvbscript:z>) [z](java&#10;script:a)", "x y z" },
	{ "![x](javascript:y)", "x" },
	{ "<script>x</script>", "&lt;script&gt;x&lt;/script&gt;" },
	{ "a <!-- b --> c<br>d<br/>e", "a  c<br>d<br>e" },
	{ "<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;" },
	{ "a&#10;b &#27;[1m &#8232;&#x85;\x01\x7f\xc2\x85\xe2\x80\xa8.", "a b [1m ." },
	{ "`https://a.b`", "<code>https://a.b</code>" },
};

static const Case bare_urls[] = {
	{ "see https://a.b/c_d_e, ok", "https://a.b/c_d_e" },
	{ "https://a.b.", "https://a.b" },
	{ "(https://a.b)", "https://a.b" },
	{ "https://a.b/c_(d)", "https://a.b/c_(d)" },
	{ "(https://a.b/c_(d))", "https://a.b/c_(d)" },
	{ "\"http://a.b/c\"", "http://a.b/c" },
	{ "HTTPS://A.B?!", "HTTPS://A.B" },
	{ "'https://a.b';", "https://a.b" },
	{ "**https://a.b**", "https://a.b" },
	{ "https://a.b/?x=1&y=2#z:", "https://a.b/?x=1&y=2#z" },
	{ "http://[::1]:80/a", "http://[::1]:80/a" },
	{ "https://a.b/\xc4\x83x\xe2\x80\x9d", "https://a.b/\xc4\x83x" },
	{ "[https://a.b]", "https://a.b" },
	{ "https://a.b|c", "https://a.b" },
	{ "xhttps://a.b", NULL },
	{ "\xc4\x83https://a.b", NULL },
	{ "https:// a", NULL },
	{ "https://.", NULL },
	{ "ftp://a.b http:/a", NULL },
	{ "see www.a.org/b_c_d, ok", "www.a.org/b_c_d" },
	{ "(WWW.a-b.org)", "WWW.a-b.org" },
	{ "*www.a.org*", "www.a.org" },
	{ "www. a www.a www..a www.-a.b xwww.a.b", NULL },
};

static const Case blocks[] = {
	{ "a\nb\n\nc", "<p>a\nb</p>\n<p>c</p>" },
	{ "a  \nb", "<p>a<br>\nb</p>" },
	{ "# a *b*", "<p><strong>a <em>b</em></strong></p>" },
	{ "a\n===", "<p><strong>a</strong></p>" },
	{ "- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>" },
	{ "3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>" },
	{ "- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>" },
	{ "> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>" },
	{ "```sh\na < b  \n```", "<pre><code>a &lt; b\n</code></pre>" },
	{ "a\n***\nb", "<p>a</p>\n<hr>\n<p>b</p>" },
	{ "<div>\n<b>x</b>\n</div>",
	  "<p>&lt;div&gt;<br>\n&lt;b&gt;x&lt;/b&gt;<br>\n&lt;/div&gt;</p>" },
	{ "<!-- gone\n -->\n\na", "<p>a</p>" },
	{ "|a|b|\n|-|-|\n|1|<|", "<pre><code>|a|b|\n|-|-|\n|1|&lt;|\n</code></pre>" },
	{ "", "" },
};

static const Case discord[] = {
	{ "*a* **b** _c_ `d*e` ~~f~~", "*a* **b** *c* `d*e` ~~f~~" },
	{ "a\\*b 2 * 3 \\_x\\_ <a@b> @everyone", "a\\*b 2 \\* 3 \\_x\\_ a\\@b \\@everyone" },
	{ "# Title **x**", "**Title x**" },
	{ "\\# x", "\\# x" },
	{ "a  \n\\- b", "a\n\\- b" },
	{ "1\\. x", "1\\. x" },
	{ "a\nb\n\nc", "a b\n\nc" },
	{ "- a\n- b\n  1. c\n  2. d", "- a\n- b\n  1. c\n  2. d" },
	{ "> a\n> b\n>\n> c", "> a b\n> c" },
	{ "```sh\na|b\n```", "```sh\na|b\n```" },
	{ "~~~\n```\n~~~", "```\n``\xe2\x80\x8b`\n```" },
	{ "`` a`b ``", "``a`b``" },
	{ "[t](https://a.b/(c))", "[t](https://a.b/%28c%29)" },
	{ "[a \\[b\\] *c* \\\\](https://a.b)", "[a b c ](https://a.b)" },
	{ "[https://x.y](https://a.b) <https://c.d/e_f_g> https://e.f/a_b_c",
	  "https://a.b https://c.d/e_f_g https://e.f/a_b_c" },
	{ "[](https://a.b) [x](javascript:y) [z](mailto:a@b)", "https://a.b x z" },
	{ "[*![alt](https://a.b/i.png)*](https://c.d)", "[alt](https://c.d)" },
	{ "|a|b|\n|-|-|\n|1|2|", "```\n|a|b|\n|-|-|\n|1|2|\n```" },
	{ "a | b", "a \\| b" },
	{ "<b>x</b> <!-- y -->", "\\<b>x\\</b>" },
	{ ":dart: :white_check_mark: a_b", ":dart: :white_check_mark: a\\_b" },
};

static void
test_inlines(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(inlines); i++) {
		g_autofree char *html = markdown_to_html_inline(inlines[i].markdown, NULL);
		g_assert_cmpstr(html, ==, inlines[i].expect);
	}
	g_autofree char *styled = markdown_to_html_inline("https://a.b", "color: \"red\"");
	g_assert_cmpstr(styled, ==,
	                "<a href=\"https://a.b\" style=\"color: &quot;red&quot;\">https://a.b</a>");
}

static void
test_bare_urls(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(bare_urls); i++) {
		gsize length = 0;
		const char *text = bare_urls[i].markdown,
		           *url = url_find(text, strlen(text), &length);
		g_autofree char *found = url != NULL ? g_strndup(url, length) : NULL;
		g_assert_cmpstr(found, ==, bare_urls[i].expect);

		g_autofree char *html = markdown_to_html_inline(text, NULL);
		g_assert_cmpint(strstr(html, "<a ") != NULL, ==, bare_urls[i].expect != NULL);
	}
}

/* Bare URLs with marks of emphasis, as GitHub reads them. */
static void
test_marks_in_urls(void)
{
	static const struct {
		const char *markdown, *html, *text, *discord;
	} urls[] = {
		{ "watch https://youtu.be/_x1-Qz_-k now",
		  "watch " A("https://youtu.be/_x1-Qz_-k") "https://youtu.be/_x1-Qz_-k</a> now",
		  "watch https://youtu.be/_x1-Qz_-k now", "watch https://youtu.be/_x1-Qz_-k now" },
		{ "_https://a.b/_c_d_ *e*",
		  "<em>" A("https://a.b/_c_d") "https://a.b/_c_d</a></em> <em>e</em>",
		  "https://a.b/_c_d e", "*https://a.b/_c_d* *e*" },
		{ "**https://a.b/*c*/d**",
		  "<strong>" A("https://a.b/*c*/d") "https://a.b/*c*/d</a></strong>",
		  "https://a.b/*c*/d", "**https://a.b/*c*/d**" },
		{ "~~https://a.b/~~c~~d~~",
		  "<s>" A("https://a.b/~~c~~d") "https://a.b/~~c~~d</a></s>",
		  "~~https://a.b/~~c~~d~~", "~~https://a.b/~~c~~d~~" },
		{ "www.a.org/_b_ _c_", A("http://www.a.org/_b") "www.a.org/_b</a>_ <em>c</em>",
		  "www.a.org/_b_ c", "http://www.a.org/_b\\_ *c*" },
		{ "`https://a.b/_c_` [_d_](https://a.b/_e_)",
		  "<code>https://a.b/_c_</code> " A("https://a.b/_e_") "<em>d</em></a>",
		  "https://a.b/_c_ d", "`https://a.b/_c_` [d](https://a.b/_e_)" },
		{ "[x](https://a.b/_c_ \"https://a.b/*d*\") <https://e.f/_g_>",
		  A("https://a.b/_c_") "x</a> " A("https://e.f/_g_") "https://e.f/_g_</a>",
		  "x https://e.f/_g_", "[x](https://a.b/_c_) https://e.f/_g_" },
		{ "x \uFDD0_a_", "x <em>a</em>", "x a", "x *a*" },
		{ "a[1]=2", "a[1]=2", "a[1]=2", "a\\[1\\]=2" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(urls); i++) {
		g_autofree char *html = markdown_to_html_inline(urls[i].markdown, NULL);
		g_autofree char *text = markdown_to_text(urls[i].markdown, NULL);
		g_autofree char *post = markdown_to_discord(urls[i].markdown);
		g_assert_cmpstr(html, ==, urls[i].html);
		g_assert_cmpstr(text, ==, urls[i].text);
		g_assert_cmpstr(post, ==, urls[i].discord);
	}
}

static void
test_blocks(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(blocks); i++) {
		g_autofree char *html = markdown_to_html_blocks(blocks[i].markdown, NULL);
		g_assert_cmpstr(html, ==, blocks[i].expect);
	}
}

static void
test_discord(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(discord); i++) {
		g_autofree char *text = markdown_to_discord(discord[i].markdown);
		g_assert_cmpstr(text, ==, discord[i].expect);
	}
}

static void
test_text(void)
{
	g_autoptr(Footnotes) links = footnotes_new();
	g_autofree char *first = markdown_to_text(
	    "**See** [the *docs*](https://a.b) and [again](https://a.b), https://c.d", links);
	g_autofree char *second = markdown_to_text(
	    "[x](https://e.f) [docs](https://a.b) <https://g.h> <m@a.b> [j](javascript:k)", links);
	g_autofree char *bare = markdown_to_text("[x](https://i.j) `c` ~~d~~ <b> # e", NULL);
	g_autofree char *lines = markdown_to_text("a\n\n- b\n- c\n  d\n\n```\ne\n  f\n```", links);
	g_autofree char *number = markdown_to_text("2022. was a year", links);

	g_assert_cmpstr(first, ==, "See the docs [1] and again [1], https://c.d");
	g_assert_cmpstr(second, ==, "x [2] docs [1] https://g.h m@a.b j");
	g_assert_cmpstr(bare, ==, "x c ~~d~~ <b> # e");
	g_assert_cmpstr(lines, ==, "a b; c d e f");
	g_assert_cmpstr(number, ==, "2022. was a year");
	g_assert_cmpuint(footnotes_urls(links)->len, ==, 2);
	g_assert_cmpstr(g_ptr_array_index(footnotes_urls(links), 1), ==, "https://e.f");
}

/* What every rendering must be, whatever the notes say. */
static void
check_harmless(const char *text, gboolean one_line)
{
	g_assert_true(g_utf8_validate(text, -1, NULL));
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		g_assert_true((c == '\n' && !one_line) || c == '\t' || !g_unichar_iscntrl(c));
		g_assert_true(c != 0x2028 && c != 0x2029);
	}
}

static void
check_hostile(const char *markdown)
{
	g_autofree char *line = markdown_to_html_inline(markdown, "color:red");
	g_autofree char *html = markdown_to_html_blocks(markdown, NULL);
	g_autofree char *text = markdown_to_text(markdown, NULL);
	g_autofree char *post = markdown_to_discord(markdown);

	check_harmless(line, TRUE);
	check_harmless(html, FALSE);
	check_harmless(text, TRUE);
	check_harmless(post, FALSE);
	g_assert_null(strstr(html, "<script"));
	g_assert_null(strstr(html, "href=\"javascript"));
	g_assert_null(strstr(line, "<script"));
	g_assert_null(strstr(line, "href=\"javascript"));
	g_assert_cmpuint(strlen(html), <=, 200 + 64 * strlen(markdown));
	g_assert_cmpuint(strlen(post), <=, 200 + 64 * strlen(markdown));
}

/* Each is repeated ten thousand times. */
static const char *const hostile_units[] = {
	"> ",
	"*",
	"**a ",
	"[",
	"![",
	"_a ",
	"~~",
	"~~a",
	"- ",
	"* a\n",
	"`",
	"``a",
	"<",
	"<a",
	"[a](",
	"http://.",
	"https://a[",
	"(https://a",
	"<!--",
	"www.a",
	"www.-",
	"https://_a_ ",
	"&",
	"\\",
	"|",
	"\xf0\x9f\x98\x80",
	"*~~a",
	"![a](https://b)",
	"[x](https://b) ",
};

static void
test_hostile(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(hostile_units); i++) {
		GString *many = g_string_new(NULL);
		for (guint n = 0; n < 10000; n++)
			g_string_append(many, hostile_units[i]);
		check_hostile(many->str);
		g_string_append(many, "x</script><script>[a](javascript:b)");
		check_hostile(many->str);
		g_string_free(many, TRUE);
	}
	check_hostile("");
	check_hostile("\xff\xfe*a\x01\x1b[0m* \xe2\x80\xa9 <script\n>");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/markdown/inlines", test_inlines);
	g_test_add_func("/markdown/bare-urls", test_bare_urls);
	g_test_add_func("/markdown/marks-in-urls", test_marks_in_urls);
	g_test_add_func("/markdown/blocks", test_blocks);
	g_test_add_func("/markdown/discord", test_discord);
	g_test_add_func("/markdown/text", test_text);
	g_test_add_func("/markdown/hostile", test_hostile);
	return g_test_run();
}
