/* auth_results.c - whether a receiving server found a mail to be From's (RFC 8601). */
#include "auth_results.h"

#include <string.h>

/* Returns `value` without comments (RFC 5322 section 3.2.2), in small letters, newly allocated. */
static char *
without_comments(const char *value)
{
	GString *out = g_string_new(NULL);
	guint depth = 0;
	gboolean quoted = FALSE;

	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '\\' && p[1] != '\0') {
			p++;
			continue;
		}
		if (*p == '"' && depth == 0)
			quoted = !quoted;
		else if (*p == '(' && !quoted)
			depth++;
		else if (*p == ')' && depth > 0)
			depth--;
		else if (depth == 0)
			g_string_append_c(out, *p == ';' && quoted   ? ' '
			                       : g_ascii_isspace(*p) ? ' '
			                                             : g_ascii_tolower(*p));
	}
	return g_string_free(out, FALSE);
}

/* Says whether the domains are one, or one is in the other and not in a top-level domain alone. */
static gboolean
is_aligned(const char *a, const char *b)
{
	gsize x = strlen(a), y = strlen(b);
	const char *longer = x >= y ? a : b, *shorter = x >= y ? b : a;
	gsize more = MAX(x, y) - MIN(x, y);

	if (strchr(shorter, '.') == NULL)
		return FALSE;
	return strcmp(longer + more, shorter) == 0 && (more == 0 || longer[more - 1] == '.');
}

/* Says whether a result such as "dkim=pass header.d=example.org" is for `domain`. */
static gboolean
passes(const char *result, const char *domain)
{
	static const struct {
		const char *method;
		const char *properties[3];
		gboolean exactly;
	} methods[] = {
		{ "dmarc=pass", { "header.from=" }, TRUE },
		{ "dkim=pass", { "header.d=", "header.i=" }, FALSE },
		{ "spf=pass", { "smtp.mailfrom=", "smtp.mail=" }, FALSE },
	};
	g_auto(GStrv) words = g_strsplit(result, " ", 40);

	for (gsize m = 0; m < G_N_ELEMENTS(methods); m++) {
		gboolean named = FALSE;
		for (guint w = 0; words[w] != NULL; w++) {
			if (*words[w] != '\0' && !named && strcmp(words[w], methods[m].method) != 0)
				break;
			named = named || *words[w] != '\0';
			for (guint p = 0; p < 3 && methods[m].properties[p] != NULL; p++) {
				const char *property = methods[m].properties[p];
				if (!g_str_has_prefix(words[w], property))
					continue;
				const char *value = words[w] + strlen(property);
				const char *at = strrchr(value, '@');
				value = at != NULL ? at + 1 : value;
				return methods[m].exactly ? strcmp(value, domain) == 0
				                          : is_aligned(value, domain);
			}
		}
	}
	return FALSE;
}

char *
auth_results_read(const char *value, const char *from, gboolean *passed)
{
	*passed = FALSE;
	if (value == NULL)
		return NULL;

	g_autofree char *plain = without_comments(value);
	g_auto(GStrv) results = g_strsplit(plain, ";", 40);
	if (results[0] == NULL)
		return NULL;
	g_strstrip(results[0]);
	/* a version may follow the name */
	results[0][strcspn(results[0], " ")] = '\0';
	const char *domain = from != NULL ? strrchr(from, '@') : NULL;
	for (guint i = 1; domain != NULL && results[i] != NULL; i++)
		*passed = *passed || passes(results[i], domain + 1);
	return *results[0] != '\0' ? g_strdup(results[0]) : NULL;
}
