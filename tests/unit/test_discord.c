/* test_discord.c - splitting Discord's Markdown, and the payloads made of it. */
#include "base/text.h"
#include "render/discord.h"
#include "render/split.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum {
	PLENTY = 100 /* parts: more than any text here needs */
};

static const char *
part(const GPtrArray *parts, guint index)
{
	g_assert_cmpuint(index, <, parts->len);
	return g_ptr_array_index(parts, index);
}

static void
fits(const GPtrArray *parts, guint limit)
{
	for (guint i = 0; i < parts->len; i++) {
		const char *text = part(parts, i);
		g_assert_true(g_utf8_validate(text, -1, NULL));
		g_assert_cmpuint(text_utf16_units(text, -1), <=, limit);
		g_assert_cmpuint(strlen(text), >, 0);
	}
}

static void
test_sections(void)
{
	g_autoptr(GString) text = g_string_new("## One\n");
	for (guint i = 0; i < 5; i++)
		g_string_append(text, "- an item of some length\n  with a second line\n");
	g_string_append(text, "## Two\n");
	for (guint i = 0; i < 4; i++)
		g_string_append(text, "- another item of some length\n");
	g_autoptr(GPtrArray) parts = split_markdown(text->str, 300);

	fits(parts, 300);
	g_assert_cmpuint(parts->len, ==, 2);
	g_assert_true(g_str_has_prefix(part(parts, 1), "## Two\n- another"));
	g_assert_true(g_str_has_suffix(part(parts, 0), "with a second line"));
}

static void
test_items(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (guint i = 0; i < 40; i++)
		g_string_append_printf(text, "%s- item %02u\n  -# its second line\n",
		                       i % 8 == 0 ? "## Head\n" : "", i);
	g_autoptr(GPtrArray) parts = split_markdown(text->str, 100);

	fits(parts, 100);
	for (guint i = 0; i < parts->len; i++) {
		g_assert_true(part(parts, i)[0] == '-' || part(parts, i)[0] == '#');
		g_assert_true(g_str_has_suffix(part(parts, i), "its second line"));
	}
	g_autofree char **all = (char **)g_ptr_array_steal(parts, NULL);
	g_autoptr(GString) joined = g_string_new(NULL);
	for (char **p = all; joined->len < text->len; p++) {
		g_string_append_printf(joined, "%s\n", *p);
		g_free(*p);
	}
	g_assert_cmpstr(joined->str, ==, text->str);
}

static void
test_titles(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (guint i = 0; i < 40; i++)
		g_string_append_printf(text, "**Somebody %02u**\n- has one item to do\n", i);
	g_autoptr(GPtrArray) parts = split_markdown(text->str, 120);

	fits(parts, 120);
	for (guint i = 0; i < parts->len; i++)
		g_assert_true(g_str_has_prefix(part(parts, i), "**Somebody"));
}

static void
test_fence(void)
{
	g_autoptr(GString) text = g_string_new("before\n```c\n");
	for (guint i = 0; i < 30; i++)
		g_string_append_printf(text, "int line_%02u;\n", i);
	g_string_append(text, "```\nafter");
	g_autoptr(GPtrArray) parts = split_markdown(text->str, 120);

	fits(parts, 120);
	g_assert_cmpuint(parts->len, >, 3);
	for (guint i = 1; i + 1 < parts->len; i++) {
		g_assert_true(g_str_has_prefix(part(parts, i), "```c\nint line_"));
		g_assert_true(g_str_has_suffix(part(parts, i), ";\n```"));
	}
	g_assert_true(g_str_has_suffix(part(parts, parts->len - 1), "```\nafter"));
}

static void
test_surrogates(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (guint i = 0; i < 500; i++)
		g_string_append(text, "🎉");
	g_autoptr(GPtrArray) parts = split_markdown(text->str, 101);

	fits(parts, 101);
	g_assert_cmpuint(parts->len, ==, 10);
	g_assert_cmpuint(text_utf16_units(part(parts, 0), -1), ==, 100);
}

/* Any text: every part fits, fences are balanced, and what is not white space or a fence comes back
 * in order. */
static char *
bare(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text != '\0'; text++)
		if (strchr(" \n`", *text) == NULL)
			g_string_append_c(out, *text);
	return g_string_free(out, FALSE);
}

static char *
any_text(int most)
{
	static const char *const pieces[] = { "word ",    "\n",        "- item\n", "## Head\n",
		                              "```\n",    "🎉",         "\\*",      "   ",
		                              "longword", "e\xcc\x81", "  more\n", "\n\n",
		                              "x" };
	GString *text = g_string_new("s");

	for (int i = g_test_rand_int_range(0, most); i > 0; i--)
		g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
	return g_string_free(text, FALSE);
}

static guint
fences_in(const char *text)
{
	guint count = 0;

	for (const char *mark = strstr(text, "```"); mark != NULL; mark = strstr(mark + 3, "```"))
		count++;
	return count;
}

/* Of parts of `whole`: the last one may leave open what the source leaves open. */
static void
same_as(const GPtrArray *parts, const char *whole)
{
	g_autoptr(GString) joined = g_string_new(NULL);

	for (guint i = 0; i < parts->len; i++) {
		g_string_append(joined, part(parts, i));
		if (i + 1 < parts->len)
			g_assert_cmpuint(fences_in(part(parts, i)) % 2, ==, 0);
	}
	g_autofree char *before = bare(whole), *after = bare(joined->str);
	g_assert_cmpstr(before, ==, after);
}

static void
test_any(void)
{
	for (guint round = 0; round < 500; round++) {
		g_autofree char *text = any_text(200);
		g_autoptr(GPtrArray) parts = split_markdown(text, 64);

		fits(parts, 64);
		same_as(parts, text);
	}
}

static guint
units_of(json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text == NULL ? 0 : (guint)text_utf16_units(text, -1);
}

/* What one message has: Discord's own limits, in UTF-16 units.  Gives its description away. */
static char *
within_limits(const char *payload)
{
	json_t *body = json_loads(payload, 0, NULL);
	json_t *embeds = json_object_get(body, "embeds"), *embed = json_array_get(embeds, 0);
	guint title = units_of(embed, "title"), description = units_of(embed, "description");
	guint footer = units_of(json_object_get(embed, "footer"), "text");
	char *text = g_strdup(json_string_value(json_object_get(embed, "description")));

	g_assert_cmpuint(json_array_size(embeds), ==, 1);
	g_assert_cmpuint(units_of(body, "content"), <=, 2000);
	g_assert_cmpuint(title, <=, 256);
	g_assert_cmpuint(description, <=, 4096);
	g_assert_cmpuint(footer, <=, 2048);
	g_assert_cmpuint(title + description + footer, <=, 6000);
	json_decref(body);
	return text;
}

/* Any post at Discord's real limits: nothing is over them, nothing is lost, and the order stays. */
static void
test_any_post(void)
{
	for (guint round = 0; round < 40; round++) {
		g_autofree char *text = any_text(9000), *title = any_text(300),
		                *content = any_text(2500);
		g_autoptr(GPtrArray) descriptions = g_ptr_array_new_with_free_func(g_free);
		DiscordPost post = { .content = content,
			             .title = title,
			             .url = "https://example.org/x",
			             .description = text,
			             .timestamp = 1739779200,
			             .parts = PLENTY,
			             .more = "and more" };
		gboolean cut = TRUE;
		g_autoptr(GPtrArray) payloads = discord_payloads(&post, &cut);

		for (guint i = 0; i < payloads->len; i++) {
			char *description = within_limits(part(payloads, i));
			if (description != NULL)
				g_ptr_array_add(descriptions, description);
		}
		same_as(descriptions, text);
		g_assert_false(cut);
	}
}

/* An item that fits is never cut: each is a line with what is indented below it, of up to two
 * thousand characters. */
static void
test_whole_items(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (guint i = 0; i < 120; i++) {
		g_autoptr(GString) words = g_string_new(NULL);
		for (int n = g_test_rand_int_range(1, 200); n > 0; n--)
			g_string_append(words, n % 7 == 0 ? "🎉 " : "some word ");
		g_string_append_printf(text, "%s- <%u %s\n  -# facts %u>\n",
		                       i % 9 == 0 ? "## Head\n**Name**\n" : "", i, words->str, i);
	}
	g_autoptr(GPtrArray) parts = split_markdown(text->str, 4096);
	guint next = 0;

	fits(parts, 4096);
	for (guint i = 0; i < parts->len; i++) {
		g_assert_true(g_str_has_suffix(part(parts, i), ">"));
		for (const char *p = strchr(part(parts, i), '<'); p != NULL;
		     p = strchr(p + 1, '<')) {
			g_assert_cmpint(atoi(p + 1), ==, (int)next);
			g_autofree char *end = g_strdup_printf("facts %u>", next++);
			g_assert_nonnull(strstr(p, end));
		}
	}
	g_assert_cmpuint(next, ==, 120);
}

static void
test_payloads(void)
{
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(GString) title = g_string_new(NULL);
	for (guint i = 0; i < 900; i++)
		g_string_append(text, "- an item 🎉\n");
	for (guint i = 0; i < 200; i++)
		g_string_append(title, "🎉");
	DiscordPost post = { .content = "**head**",
		             .title = title->str,
		             .url = "https://example.org/x",
		             .description = text->str,
		             .timestamp = 1739779200,
		             .parts = PLENTY,
		             .more = "and more" };
	gboolean cut = TRUE;
	g_autoptr(GPtrArray) payloads = discord_payloads(&post, &cut);

	g_assert_cmpuint(payloads->len, ==, 3);
	for (guint i = 0; i < payloads->len; i++) {
		json_t *body = json_loads(part(payloads, i), 0, NULL);
		json_t *embed = json_array_get(json_object_get(body, "embeds"), 0);
		const char *description = json_string_value(json_object_get(embed, "description"));
		g_assert_cmpuint(text_utf16_units(description, -1), <=, 4096);
		g_assert_cmpuint(json_array_size(json_object_get(
		                     json_object_get(body, "allowed_mentions"), "parse")),
		                 ==, 0);
		g_assert_true(json_is_array(
		    json_object_get(json_object_get(body, "allowed_mentions"), "parse")));
		g_assert_cmpint(json_object_get(embed, "url") != NULL, ==, i == 0);
		g_assert_cmpint(json_object_get(body, "content") != NULL, ==, i == 0);
		if (i == 0)
			g_assert_cmpuint(
			    text_utf16_units(json_string_value(json_object_get(embed, "title")),
			                     -1),
			    <=, 256);
		json_decref(body);
	}
}

static void
test_empty(void)
{
	DiscordPost post = {
		.title = "Title", .description = "\n \n", .parts = 1, .more = "and more"
	};
	gboolean cut = TRUE;
	g_autoptr(GPtrArray) payloads = discord_payloads(&post, &cut);

	g_assert_cmpuint(payloads->len, ==, 1);
	g_assert_null(strstr(part(payloads, 0), "description"));
	g_assert_nonnull(strstr(part(payloads, 0), "\"title\":\"Title\""));
}

/* Whatever the text, it stays within so many parts; what does not fit is said, and a fence is
 * closed before that. */
static void
test_within(void)
{
	static const char *const units_of[] = { "x",         "- an item\n", "```c\nint x;\n",
		                                "```\n",     "🎉",           "    ",
		                                "## Head\n", "**Bold**\n",  "word ",
		                                "\\",        "\n",          "a\n\n",
		                                "é́" };
	static const char closing[] = "-# [… and more](https://example.org/notes)";

	for (gsize i = 0; i < G_N_ELEMENTS(units_of); i++) {
		for (guint length = 1; length <= 100 * 1000; length *= 10) {
			g_autoptr(GString) text = g_string_new("- first\n");
			while (text->len < length)
				g_string_append(text, units_of[i]);
			g_string_append(text, "\n- last");
			gboolean cut = FALSE;
			g_autoptr(GPtrArray) parts =
			    split_markdown_within(text->str, 256, 4, closing, &cut);

			fits(parts, 256);
			g_assert_cmpuint(parts->len, >=, 1);
			g_assert_cmpuint(parts->len, <=, 4);
			const char *end = part(parts, parts->len - 1);
			g_assert_cmpint(cut, ==, g_str_has_suffix(end, closing));
			g_assert_cmpint(cut, ==, strstr(end, "- last") == NULL);
			g_assert_true(length >= 10 * 1000 ? cut : length > 100 || !cut);
		}
	}
}

static void
test_within_fence(void)
{
	g_autoptr(GString) text = g_string_new("```c\n");
	for (guint i = 0; i < 100; i++)
		g_string_append_printf(text, "int line_%02u;\n", i);
	g_string_append(text, "```\n");
	gboolean cut = FALSE;
	g_autoptr(GPtrArray) parts = split_markdown_within(text->str, 120, 2, "-# and more", &cut);

	fits(parts, 120);
	g_assert_true(cut);
	g_assert_cmpuint(parts->len, ==, 2);
	g_assert_true(g_str_has_prefix(part(parts, 1), "```c\nint line_"));
	g_assert_true(g_str_has_suffix(part(parts, 1), ";\n```\n-# and more"));
}

/* Four bodies at most, and the last says where the rest is; an address that is too long for Discord
 * is left out. */
static void
test_cut_payloads(void)
{
	g_autoptr(GString) text = g_string_new(NULL),
	                   address = g_string_new("https://example.org/");
	while (text->len < 1000 * 1000)
		g_string_append(text, "word");
	while (address->len < 2100)
		g_string_append(address, "x");
	DiscordPost post = {
		.title = "T", .description = text->str, .parts = 4, .more = "… and more"
	};

	for (guint i = 0; i < 3; i++) {
		const char *const urls[] = { NULL, "https://example.org/n", address->str };
		const char *const ends[] = { "-# … and more",
			                     "-# [… and more](https://example.org/n)",
			                     "-# … and more" };
		post.more_url = urls[i];
		gboolean cut = FALSE;
		g_autoptr(GPtrArray) payloads = discord_payloads(&post, &cut);
		g_assert_true(cut);
		g_assert_cmpuint(payloads->len, ==, 4);
		g_autofree char *description = within_limits(part(payloads, 3));
		g_assert_true(g_str_has_suffix(description, ends[i]));
		g_assert_nonnull(strstr(part(payloads, 3), "4/4"));
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/discord/sections", test_sections);
	g_test_add_func("/discord/items", test_items);
	g_test_add_func("/discord/titles", test_titles);
	g_test_add_func("/discord/fence", test_fence);
	g_test_add_func("/discord/surrogates", test_surrogates);
	g_test_add_func("/discord/any", test_any);
	g_test_add_func("/discord/any-post", test_any_post);
	g_test_add_func("/discord/whole-items", test_whole_items);
	g_test_add_func("/discord/payloads", test_payloads);
	g_test_add_func("/discord/within", test_within);
	g_test_add_func("/discord/within-fence", test_within_fence);
	g_test_add_func("/discord/cut-payloads", test_cut_payloads);
	g_test_add_func("/discord/empty", test_empty);
	return g_test_run();
}
