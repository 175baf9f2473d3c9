/* discord_preview.c - roughly how a post would look in Discord, as HTML, for preview. */
#include "discord_preview.h"

#include "markdown/markdown.h"
#include "render_parts.h"

#include <string.h>

#define LINK_STYLE "color:#00a8fc"

/* The kinds of lines, by how they begin.  Longer marks come first. */
static const struct {
	const char *mark;
	const char *class;
} kinds[] = {
	{ "### ", "h3" }, { "## ", "h2" }, { "# ", "h1" },    { "-# ", "sub" },
	{ "- ", "li" },   { "* ", "li" },  { "> ", "quote" },
};

enum {
	SECONDS_DIGITS = 12
};

/*
 * Returns the length of a <t:UNIX> or <t:UNIX:STYLE> at `p`, or 0. `*style` is NUL without a style.
 */
static gsize
time_length(const char *p, gint64 *seconds, char *style)
{
	static const char begin[] = "<t:", digits[] = "0123456789";
	if (!g_str_has_prefix(p, begin))
		return 0;

	const char *number = p + strlen(begin), *first = number + (*number == '-' ? 1 : 0);
	gsize count = strspn(first, digits);
	const char *end = first + count;
	if (count == 0 || count > SECONDS_DIGITS)
		return 0;
	*seconds = g_ascii_strtoll(number, NULL, 10);
	*style = '\0';
	if (*end == ':' && end[1] != '\0' && strchr("tTdDfFR", end[1]) != NULL) {
		*style = end[1];
		end += 2;
	}
	return *end == '>' ? (gsize)(end + 1 - p) : 0;
}

/* Appends the time in words. */
static void
append_time(GString *out, gint64 seconds, char style, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(seconds);
	g_autoptr(GDateTime) local = utc == NULL ? NULL : g_date_time_to_timezone(utc, zone);
	const char *format = style == 'd'   ? "%d/%m/%Y"
	                     : style == 't' ? "%H:%M"
	                                    : "%A, %-d %B %Y %H:%M";
	g_autofree char *words = local == NULL ? NULL : g_date_time_format(local, format);

	if (words != NULL)
		g_string_append(out, words);
	else
		g_string_append_printf(out, "%" G_GINT64_FORMAT, seconds);
}

static char *
without_times(const char *line, GTimeZone *zone)
{
	GString *out = g_string_new(NULL);

	for (const char *p = line; *p != '\0';) {
		gint64 seconds = 0;
		char style = '\0';
		gsize length = time_length(p, &seconds, &style);
		if (length > 0)
			append_time(out, seconds, style, zone);
		else
			g_string_append_c(out, *p);
		p += MAX(length, 1);
	}
	return g_string_free(out, FALSE);
}

static void
append_line(GString *out, const char *line, GTimeZone *zone)
{
	gsize spaces = strspn(line, " ");
	const char *text = line + spaces, *class = "p";

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if (!g_str_has_prefix(text, kinds[i].mark))
			continue;
		class = kinds[i].class;
		text += strlen(kinds[i].mark);
		break;
	}
	g_autofree char *plain = without_times(text, zone);
	g_autofree char *html = markdown_to_html_inline(plain, LINK_STYLE);
	g_string_append_printf(out, "<div class=\"%s\"%s>%s</div>\n", class,
	                       spaces > 0 ? " style=\"margin-left:20px\"" : "", html);
}

char *
discord_markdown_html(const char *markdown, GTimeZone *zone)
{
	g_auto(GStrv) lines = g_strsplit(markdown, "\n", -1);
	GString *out = g_string_new(NULL);
	gboolean code = FALSE;

	for (char **line = lines; *line != NULL; line++) {
		if (g_str_has_prefix(*line, "```")) {
			g_string_append(out, code ? "</pre>\n" : "<pre>");
			code = !code;
			continue;
		}
		if (code) {
			g_autofree char *escaped = g_markup_escape_text(*line, -1);
			g_string_append_printf(out, "%s\n", escaped);
		} else if ((*line)[strspn(*line, " ")] == '\0') {
			g_string_append(out, "<div class=\"gap\"></div>\n");
		} else {
			append_line(out, *line, zone);
		}
	}
	if (code)
		g_string_append(out, "</pre>\n");
	return g_string_free(out, FALSE);
}

static void
set_markdown(json_t *to, const char *key, const json_t *from, GTimeZone *zone)
{
	g_autofree char *html = discord_markdown_html(render_string(from, key), zone);

	json_object_set_new(to, key, json_string(html));
}

static json_t *
embed_of(const json_t *embed, GTimeZone *zone)
{
	json_t *shown = json_object();
	g_autofree char *colour = g_strdup_printf(
	    "#%06x", (guint)json_integer_value(json_object_get(embed, "color")) & 0xffffff);
	g_autoptr(GDateTime) utc =
	    g_date_time_new_from_iso8601(render_string(embed, "timestamp"), NULL);
	g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone(utc, zone) : NULL;
	g_autofree char *when = local != NULL ? g_date_time_format(local, "%Y-%m-%d %H:%M") : NULL;

	json_object_set_new(shown, "colour", json_string(colour));
	json_object_set_new(shown, "title", json_string(render_string(embed, "title")));
	json_object_set_new(shown, "url", json_string(render_string(embed, "url")));
	json_object_set_new(shown, "when", json_string(when != NULL ? when : ""));
	set_markdown(shown, "description", embed, zone);
	return shown;
}

json_t *
discord_preview(const Message *message, const char *text G_GNUC_UNUSED, GTimeZone *zone)
{
	gsize length = 0;
	const char *body = g_bytes_get_data(message->body, &length);
	json_t *payload = json_loadb(body, length, 0, NULL), *post = json_object(),
	       *embeds = json_array();

	set_markdown(post, "content", payload, zone);
	const json_t *sent = json_object_get(payload, "embeds");
	for (size_t i = 0; i < json_array_size(sent); i++)
		json_array_append_new(embeds, embed_of(json_array_get(sent, i), zone));
	json_object_set_new(post, "embeds", embeds);
	json_decref(payload);
	return post;
}
