/* discord.c - text that stands in Discord's Markdown and means only itself. */
#include "markdown/discord.h"

#include "link.h"
#include "markdown_tree.h"

#include <string.h>

enum {
	EMOJI_MAX = 40 /* bytes between the colons */
};

/* The length of an emoji code such as `:white_check_mark:` at `text`, or 0. */
static gsize
emoji_length(const char *text, gsize length)
{
	gsize i = 1;

	if (length < 3 || text[0] != ':' || text[1] == '_')
		return 0;
	while (i < length && i <= EMOJI_MAX &&
	       (g_ascii_isalnum(text[i]) || strchr("_+-", text[i]) != NULL))
		i++;
	return i > 1 && i < length && text[i] == ':' && text[i - 1] != '_' ? i + 1 : 0;
}

/* What stays as it is at `p`: a URL or an emoji code. */
static gsize
verbatim_length(const char *text, const char *p, gsize left)
{
	gboolean after_word = p > text && g_ascii_isalnum(p[-1]);

	if ((*p == 'h' || *p == 'H') && !after_word)
		return link_bare_length(p, left);
	return *p == ':' ? emoji_length(p, left) : 0;
}

/* The length of `12.` or `12)` at the start of a line, which would begin a list, or 0. */
static gsize
number_length(const char *p, gsize left)
{
	gsize i = 0;

	while (i < left && i < 10 && g_ascii_isdigit(p[i]))
		i++;
	return i > 0 && i < left && (p[i] == '.' || p[i] == ')') ? i + 1 : 0;
}

static void
append_line_start(GString *out, const char **p, const char *end)
{
	gsize number = number_length(*p, (gsize)(end - *p));

	if (number > 0) {
		g_string_append_len(out, *p, (gssize)number - 1);
		g_string_append_c(out, '\\');
		*p += number - 1;
	} else if (strchr("#-+>", **p) != NULL) {
		g_string_append_c(out, '\\');
	} else {
		return;
	}
	g_string_append_c(out, *(*p)++);
}

static void
append_character(GString *out, const char *p)
{
	gunichar c = g_utf8_get_char(p);

	if (c == '\t')
		c = ' ';
	if (c < 0x80 && strchr("\\*_~`|[]<@", (int)c) != NULL)
		g_string_append_c(out, '\\');
	g_string_append_unichar(out, c);
}

void
discord_escape(GString *out, const char *text, gsize length, gboolean line_start)
{
	const char *p = text, *end = text + length;

	while (p < end) {
		if (markdown_is_dropped(g_utf8_get_char(p))) {
			p = g_utf8_next_char(p);
			continue;
		}
		if (line_start && *p != ' ' && *p != '\t' && *p != '\n') {
			append_line_start(out, &p, end);
			line_start = FALSE;
			continue;
		}
		gsize verbatim = verbatim_length(text, p, (gsize)(end - p));
		if (verbatim > 0) {
			g_string_append_len(out, p, (gssize)verbatim);
			p += verbatim;
			continue;
		}
		line_start = line_start || *p == '\n';
		append_character(out, p);
		p = g_utf8_next_char(p);
	}
}
