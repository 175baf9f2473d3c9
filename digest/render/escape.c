/* escape.c - a value put into a template, made to mean only itself. */
#include "escape.h"

#include "markdown/markdown.h"

#include <string.h>

static const char *
html_entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void
append_html(GString *out, const char *text, gsize length)
{
	const char *end = text + length, *plain = text;

	for (const char *p = text; p < end; p++) {
		const char *entity = html_entity(*p);
		if (entity == NULL)
			continue;
		g_string_append_len(out, plain, p - plain);
		g_string_append(out, entity);
		plain = p + 1;
	}
	g_string_append_len(out, plain, end - plain);
}

void
escape_append(GString *out, Escape escape, const char *text, gsize length)
{
	switch (escape) {
	case ESCAPE_HTML:
		append_html(out, text, length);
		return;
	case ESCAPE_DISCORD:
		discord_escape(out, text, length, TRUE);
		return;
	case ESCAPE_NONE:
	default:
		g_string_append_len(out, text, (gssize)length);
		return;
	}
}
