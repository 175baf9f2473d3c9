/* test_prepare.c - comments and blanks of Unicode before a text is read; fenced code. */
#include "markdown/fence.h"
#include "markdown/prepare.h"

#include <string.h>

#define NBSP "\u00a0"

typedef struct {
	const char *text, *prepared;
} Case;

/* The blanks at the ends of lines, which keep the bytes of the line, are not looked at. */
static char *
chomp_lines(const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line != NULL; line++)
		g_strchomp(*line);
	return g_strjoinv("\n", lines);
}

static void
check(const Case *cases, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		g_autofree char *text = g_strdup(cases[i].text);
		gsize length = strlen(text);
		text_prepare(text, length);
		g_assert_cmpuint(strlen(text), ==, length);
		g_assert_true(g_utf8_validate(text, -1, NULL));
		g_autofree char *chomped = chomp_lines(text);
		g_autofree char *expected = chomp_lines(cases[i].prepared);
		g_assert_cmpstr(chomped, ==, expected);
	}
}

static void
test_blanks(void)
{
	static const Case cases[] = {
		{ "- [ ] Nora: x", "- [ ] Nora: x" },
		{ "- [ ]" NBSP "Nora: x", "- [ ] Nora: x" },
		{ "- [" NBSP "] Nora: x", "- [ ] Nora: x" },
		{ "-" NBSP "Nora: x", "- Nora: x" },
		{ "##" NBSP "TODOs", "## TODOs" },
		{ "Nora" NBSP "Lind: x", "Nora Lind: x" },
		{ "Pr\u00e9sents\u202f: Mia", "Pr\u00e9sents : Mia" },
		{ "Tom\u2009:\u3000x\u2003y", "Tom : x y" },
		{ "\u200bNora: x", " Nora: x" },
		{ "- \ufeffNora: x", "-  Nora: x" },
		{ "Nora\u200b: x", "Nora : x" },
		{ "**\u200eNora\u200f**: x", "** Nora **: x" },
		{ "\u0e01\u200b\u0e02", "\u0e01\u200b\u0e02" },
		{ NBSP NBSP "- Nora: x", "  - Nora: x" },
		{ NBSP NBSP NBSP NBSP "Nora: x", " \f\f\fNora: x" },
		{ "-" NBSP NBSP NBSP NBSP NBSP "Nora: x", "- \f\f\f\fNora: x" },
		{ "a\n" NBSP "b\r\nc" NBSP "d\re", "a\n b\r\nc d \re" },
		{ "\u2013 \u201cx\u201d \u2192", "\u2013 \u201cx\u201d \u2192" },
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void
test_html(void)
{
	static const Case cases[] = {
		{ "Nora: x <!-- ACTION: Ben --> y", "Nora: x                      y" },
		{ "Nora: <!-- TBD -->", "Nora:" },
		{ "a <!-- \u00e9\u00e9 --> b", "a             b" },
		{ "<!-- a -->", "" },
		{ "<!-- a\n\n- b\n-->\nc", "\n\n\n\nc" },
		{ "<!-- a --> Nora: x", " \f\f\f\f\f\f\f\f\f\fNora: x" },
		{ "- <!-- a --> Nora: x", "- \f\f\f\f\f\f\f\f\f\f\fNora: x" },
		{ "a <!-- b\nc\n--> d", "a\n\f\n \f\f\fd" },
		{ "a <!-- b\n\nc --> d", "a <!-- b\n\nc --> d" },
		{ "a <!--> b --> c", "a       b --> c" },
		{ "`<!-- a -->` b", "`<!-- a -->` b" },
		{ "`` ` <!-- a --> `` b <!-- c -->", "`` ` <!-- a --> `` b" },
		{ "` <!-- a --> b", "`            b" },
		{ "\\<!-- a -->", "\\<!-- a -->" },
		{ "```\n<!-- a -->\n```\n<!-- b -->", "```\n<!-- a -->\n```\n" },
		{ "- ~~~\n  <!-- a -->\n  ~~~\n<!-- b -->", "- ~~~\n  <!-- a -->\n  ~~~\n" },
		{ "<!-- a", "<!-- a" },
	};

	check(cases, G_N_ELEMENTS(cases));
}

static void
test_obsidian(void)
{
	static const Case cases[] = {
		{ "Nora: x %%by Ben%% y", "Nora: x            y" },
		{ "%%\n- Nora: x\n\n%%\nb", "\n\n\n\nb" },
		{ "%% kanban\n{}\n%%\nb", "\n\n\nb" },
		{ "100%% sure, 50%% more", "100%% sure, 50%% more" },
		{ "%%time\nx\n\ny", "%%time\nx\n\ny" },
		{ "%% One\nx\n%% Two\ny", "%% One\nx\n%% Two\ny" },
		{ "a %%% b %%% c", "a %%% b %%% c" },
		{ "a %% b\nc %% d", "a %% b\nc %% d" },
		{ "```mermaid\n%% a %%\n```", "```mermaid\n%% a %%\n```" },
	};

	check(cases, G_N_ELEMENTS(cases));
}

/* What begins often and never ends takes no more than linear time. */
static void
test_bounds(void)
{
	static const char *const pieces[] = { "a <!-- b ", "a <!-- b\n\n",   "%% a\n",
		                              "a %% b ",   "`` ` ``` <!-- ", "\n\n<!-- -->x" };

	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		GString *text = g_string_new(NULL);
		while (text->len < 1000 * 1000)
			g_string_append(text, pieces[i]);
		gsize length = text->len;
		text_prepare(text->str, length);
		g_assert_cmpuint(strlen(text->str), ==, length);
		g_string_free(text, TRUE);
	}
}

static void
test_fence(void)
{
	static const struct {
		const char *line;
		gboolean code;
	} lines[] = { { "a ```", FALSE },      { "``` a ``` b", FALSE },
		      { "> ~~~~ diff", TRUE }, { "> ```", TRUE },
		      { "> ~~~", TRUE },       { "> ~~~~~ x", TRUE },
		      { "> ~~~~~ \r", TRUE },  { "b", FALSE } };
	Fence fence = { 0 };

	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		const char *line = lines[i].line;
		g_assert_cmpint(fence_follow(line, line + strlen(line), &fence), ==, lines[i].code);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/prepare/blanks", test_blanks);
	g_test_add_func("/prepare/html", test_html);
	g_test_add_func("/prepare/obsidian", test_obsidian);
	g_test_add_func("/prepare/bounds", test_bounds);
	g_test_add_func("/prepare/fence", test_fence);
	return g_test_run();
}
