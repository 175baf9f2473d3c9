/* discord_likeness.c - how a post would about look in Discord, as HTML, for preview. */
#include "render/discord_likeness.h"

#include "notes/markdown.h"

#include <string.h>

#define LINK_STYLE "color:#00a8fc"

/* What a line begins with makes it what it is.  The longer beginnings come first. */
static const struct {
	const char *mark;
	const char *class;
} kinds[] = {
	{"### ", "h3"   },
        { "## ", "h2"   },
        { "# ",  "h1"   },
        { "-# ", "sub"  },
	{ "- ",  "li"   },
        { "* ",  "li"   },
        { "> ",  "quote"},
};

/* <t:UNIX:F> in words; the places of others are shown with their names only. */
static gboolean
put_time(const GMatchInfo *match, GString *out, gpointer zone)
{
	g_autofree char *seconds = g_match_info_fetch(match, 1);
	g_autofree char *style = g_match_info_fetch(match, 2);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(g_ascii_strtoll(seconds, NULL, 10));
	g_autoptr(GDateTime) local = utc == NULL ? NULL : g_date_time_to_timezone(utc, zone);
	const char *format = strcmp(style, "d") == 0   ? "%d/%m/%Y"
	                     : strcmp(style, "t") == 0 ? "%H:%M"
	                                               : "%A, %-d %B %Y %H:%M";
	g_autofree char *words = local == NULL ? NULL : g_date_time_format(local, format);

	g_string_append(out, words != NULL ? words : seconds);
	return FALSE;
}

static char *
without_times(const char *line, GTimeZone *zone)
{
	g_autoptr(GRegex) time = g_regex_new("<t:(-?[0-9]{1,12})(?::([tTdDfFR]))?>", 0, 0, NULL);
	char *plain = g_regex_replace_eval(time, line, -1, 0, 0, put_time, zone, NULL);

	return plain != NULL ? plain : g_strdup(line);
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
