/* hide_addresses.c - what is published does not tell harvesters whom to write to. */
#include "render/hide_addresses.h"

/* What is matched first stays or goes as a whole: a web address, a link to mail, or (with a group) a mail address. */
static const char pattern[] = "https?:[^\\s\"<>]*|\\shref=\"mailto:[^\"]*\"|mailto:[^\\s\"<>]*|"
                              "([\\p{L}\\p{N}._%+-]{1,64}@)[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+";

static gboolean
replace(const GMatchInfo *match, GString *out, gpointer data G_GNUC_UNUSED)
{
	g_autofree char *all = g_match_info_fetch(match, 0);
	g_autofree char *local = g_match_info_fetch(match, 1);

	if (local != NULL && *local != '\0')
		g_string_append_printf(out, "%s…", local);
	else if (g_str_has_prefix(all, "http"))
		g_string_append(out, all);
	return FALSE;
}

char *
hide_addresses(const char *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, &error);
	char *hidden = regex != NULL ? g_regex_replace_eval(regex, text, -1, 0, 0, replace, NULL, &error) : NULL;

	/* A text that cannot be searched is not published. */
	return hidden != NULL ? hidden : g_strdup("");
}
