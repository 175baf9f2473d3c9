/* data_text.c - strings of the data: cleaned, shortened, in three formats, with links. */
#include "base/text.h"
#include "base/text_hash.h"
#include "base/visible.h"
#include "data.h"
#include "markdown/markdown.h"
#include "render/words.h"
#include "render/wrap.h"

#include <string.h>

char *
data_clean(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text == NULL ? "" : text, -1);
	GString *out = g_string_sized_new(strlen(valid));

	for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		g_string_append_unichar(
		    out, g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
	}
	g_autofree char *plain = g_string_free(out, FALSE);
	g_autofree char *revealed = text_remove_hidden(plain);
	return text_collapse_space(revealed);
}

void
data_set_text(json_t *object, const char *key, const char *text)
{
	g_autofree char *plain = data_clean(text);
	g_autofree char *safe = wrap_defuse(plain);

	json_object_set_new(object, key, json_string(safe));
}

void
data_take_text(json_t *object, const char *key, char *text)
{
	data_set_text(object, key, text);
	g_free(text);
}

enum {
	LIST_NAMES = 4 /* a list of names may have so many times the characters of a name */
};

static void
set_shortened(json_t *object, const char *key, char *text, guint most)
{
	g_autofree char *given = text;
	g_autofree char *plain = data_clean(given);

	data_take_text(object, key, data_shorten(plain, most));
}

void
data_take_name(const Data *data, json_t *object, const char *key, char *name)
{
	set_shortened(object, key, name, data->limits->name_chars);
}

void
data_take_names(const Data *data, json_t *object, const char *key, char *names)
{
	set_shortened(object, key, names, LIST_NAMES * data->limits->name_chars);
}

/* TRUE if the word at `word` has a URL before `end`, even in brackets: half of it leads nowhere. */
static gboolean
has_url(const char *word, const char *end)
{
	for (const char *p = word; p < end; p++)
		if (text_web_scheme(p) > 0 || g_ascii_strncasecmp(p, "www.", 4) == 0)
			return TRUE;
	return FALSE;
}

char *
data_shorten(const char *text, guint most)
{
	if (g_utf8_strlen(text, -1) <= (glong)most)
		return g_strdup(text);

	const char *end = g_utf8_offset_to_pointer(text, most);
	const char *space = end;
	while (space > text && *space != ' ')
		space--;
	/* cut within a word that is more than half of the text */
	if (space - text < (end - text) / 2 && !has_url(space, end))
		space = text_cut_position(text, end);
	return g_strdup_printf("%.*s…", (int)(space - text), text);
}

/* Returns Markdown that means exactly `text`. */
static char *
as_markdown(const char *text)
{
	GString *out = g_string_sized_new(strlen(text) * 2);

	for (const char *p = text; *p != '\0'; p++) {
		if (g_ascii_ispunct(*p))
			g_string_append_c(out, '\\');
		g_string_append_c(out, *p);
	}
	return g_string_free(out, FALSE);
}

static void
flush_literal(GString *out, GString *literal)
{
	g_autofree char *safe = wrap_defuse(literal->str);

	g_string_append(out, safe);
	g_string_truncate(literal, 0);
}

/*
 * Returns `markdown` as text with footnote marks for its links; whatever else looks like a mark is
 * defused.  The text without links is walked beside the text with them: a mark that only the latter
 * has belongs to a link.  In "see [1] and [the plan](https://example.org)" that is the second one.
 */
static char *
with_marks(Data *data, const char *markdown)
{
	g_autofree char *marked = markdown_to_text(markdown, data->links);
	g_autofree char *marked_plain = data_clean(marked);
	if (strchr(marked_plain, '[') == NULL)
		return wrap_defuse(marked_plain);
	g_autofree char *bare = markdown_to_text(markdown, NULL);
	g_autofree char *bare_plain = data_clean(bare);
	g_autoptr(GString) literal = g_string_new(NULL);
	GString *out = g_string_new(NULL);

	const char *b = bare_plain;
	guint number = 0;
	for (const char *m = marked_plain; *m != '\0';) {
		gsize mark = *m == *b ? 0 : wrap_mark_length(m, &number);
		if (mark > 0) {
			flush_literal(out, literal);
			g_string_append_len(out, m, (gssize)mark);
			m += mark;
			continue;
		}
		/* The space beside a mark has no counterpart. */
		if (*m == *b || *m != ' ')
			b += *b != '\0' ? 1 : 0;
		g_string_append_c(literal, *m++);
	}
	flush_literal(out, literal);
	return g_string_free(out, FALSE);
}

/* One text in the three formats, each a JSON string. */
typedef struct {
	json_t *html, *text, *discord;
} CachedMarkdown;

static void
cached_markdown_free(gpointer data)
{
	CachedMarkdown *converted = data;

	json_decref(converted->html);
	json_decref(converted->text);
	json_decref(converted->discord);
	g_free(converted);
}

GHashTable *
markdown_cache_new(void)
{
	return g_hash_table_new_full(text_hash, g_str_equal, g_free, cached_markdown_free);
}

static CachedMarkdown *
convert_markdown(Data *data, const char *source)
{
	g_autofree char *html = markdown_to_html_inline(source, data->link_style);
	g_autofree char *text = with_marks(data, source);
	g_autofree char *discord = markdown_to_discord(source);
	CachedMarkdown *converted = g_new(CachedMarkdown, 1);

	converted->html = json_string(html);
	converted->text = json_string(text);
	converted->discord = json_string(g_strstrip(discord));
	return converted;
}

static void
set_converted(json_t *object, const char *key, const CachedMarkdown *converted)
{
	g_autofree char *html_key = g_strconcat(key, "_html", NULL);
	g_autofree char *text_key = g_strconcat(key, "_text", NULL);
	g_autofree char *discord_key = g_strconcat(key, "_discord", NULL);

	json_object_set(object, html_key, converted->html);
	json_object_set(object, text_key, converted->text);
	json_object_set(object, discord_key, converted->discord);
}

/* Returns at most `most` characters of `markdown`, as Markdown. */
static char *
shorten_markdown(const char *markdown, guint most)
{
	const char *source = markdown == NULL ? "" : markdown;
	g_autofree char *repaired = NULL; /* an item may be 1 MiB long, so others are not copied */

	if (!g_utf8_validate(source, -1, NULL)) {
		repaired = g_utf8_make_valid(source, -1);
		source = repaired;
	}
	if (g_utf8_strlen(source, -1) <= (glong)most)
		return g_strdup(source);

	g_autofree char *plain = markdown_to_text(source, NULL);
	g_autofree char *shorter = data_shorten(plain, most);
	return as_markdown(shorter);
}

void
data_set_markdown(Data *data, json_t *object, const char *key, const char *markdown, guint most)
{
	g_autofree char *source = shorten_markdown(markdown, most);
	CachedMarkdown *known =
	    data->markdown_cache != NULL ? g_hash_table_lookup(data->markdown_cache, source) : NULL;
	if (known != NULL) {
		set_converted(object, key, known);
		return;
	}

	CachedMarkdown *made = convert_markdown(data, source);
	set_converted(object, key, made);
	/* a footnote mark is not kept: its number may differ the next time */
	if (data->markdown_cache != NULL && strchr(json_string_value(made->text), '[') == NULL)
		g_hash_table_insert(data->markdown_cache, g_steal_pointer(&source), made);
	else
		cached_markdown_free(made);
}

char *
data_line_url(const char *template, const char *path, guint line)
{
	if (template == NULL || path == NULL || text_web_scheme(template) == 0)
		return NULL;

	g_autoptr(GString) link = g_string_new(template);
	char *fragment = strchr(link->str, '#');
	if (line == 0 && fragment != NULL && strstr(fragment, "{line}") != NULL)
		g_string_truncate(link, (gsize)(fragment - link->str));
	g_autofree char *number = g_strdup_printf("%u", MAX(line, 1));
	g_string_replace(link, "{line}", number, 0);
	/* {path} comes last, encoded: braces in a path are not placeholders */
	g_autofree char *escaped = g_uri_escape_bytes((const guint8 *)path, strlen(path), "/");
	g_string_replace(link, "{path}", escaped, 0);
	return g_string_free(g_steal_pointer(&link), FALSE);
}

void
data_set_link(Data *data, json_t *object, const char *path, guint line, const char *where)
{
	g_autofree char *link = data_line_url(data->config->notes.link, path, line);

	/* All three are set, as a template would look for a missing one in the objects around. */
	data_take_name(data, object, "where", g_strdup(where));
	json_object_set_new(object, "link", json_null());
	json_object_set_new(object, "ref", json_null());
	if (link == NULL || strlen(link) > data->limits->link_bytes)
		return;
	json_object_set_new(object, "link", json_string(link));
	if (data->links == NULL)
		return;
	g_autofree char *mark = g_strdup_printf("[%u]", footnotes_number(data->links, link));
	json_object_set_new(object, "ref", json_string(mark));
}

void
data_set_more(const Data *data, json_t *object, guint total, guint shown)
{
	data_set_more_as(data, object, "more", total, shown);
}

void
data_set_more_in_notes(const Data *data, json_t *object, guint total, guint shown)
{
	if (total > shown)
		data_take_text(object, "more", words_more_in_notes(data->words, total - shown));
	else
		json_object_set_new(object, "more", json_null());
}

void
data_set_more_as(const Data *data, json_t *object, const char *key, guint total, guint shown)
{
	if (total > shown)
		data_take_text(object, key, words_more(data->words, total - shown));
	else
		json_object_set_new(object, key, json_null());
}

static void
add_unique(GPtrArray *names, const char *name)
{
	if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
		g_ptr_array_add(names, (gpointer)name);
}

char *
data_owner_names(const Data *data, const Action *action)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	/* a group ("Everyone") stays one word, and so does a token that matches nobody */
	gboolean each_is_one = action->people->len == action->owners->len;

	for (guint i = 0; i < action->owners->len; i++) {
		const Person *person = NULL;
		if (each_is_one && data->config->roster != NULL)
			person = roster_person(data->config->roster,
			                       g_ptr_array_index(action->people, i));
		add_unique(names,
		           person != NULL ? person->name : g_ptr_array_index(action->owners, i));
	}
	return words_list_capped(data->words, names, 6);
}
