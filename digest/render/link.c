/* link.c - addresses of lines in the notes. */
#include "link.h"

#include "base/text.h"

#include <string.h>

char *
link_make(const char *template, const char *path, guint line)
{
	if (template == NULL || path == NULL || text_web_scheme(template) == 0)
		return NULL;

	g_autoptr(GString) link = g_string_new(template);
	char *fragment = strchr(link->str, '#');
	if (line == 0 && fragment != NULL && strstr(fragment, "{line}") != NULL)
		g_string_truncate(link, (gsize)(fragment - link->str));
	g_autofree char *number = g_strdup_printf("%u", MAX(line, 1));
	g_string_replace(link, "{line}", number, 0);
	/* {path} last, and encoded: braces in a path are no place holders. */
	g_autofree char *escaped = g_uri_escape_bytes((const guint8 *)path, strlen(path), "/");
	g_string_replace(link, "{path}", escaped, 0);
	return g_string_free(g_steal_pointer(&link), FALSE);
}

char *
link_mailto(const char *address, const char *subject)
{
	g_autofree char *to = g_uri_escape_string(address, "@!$'*+", FALSE);
	g_autofree char *about = g_uri_escape_string(subject, NULL, FALSE);

	return g_strdup_printf("mailto:%s?subject=%s", to, about);
}
