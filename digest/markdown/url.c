/* url.c - URLs in text. */
#include "url.h"

#include "base/text.h"

#include <string.h>

static const char *const safe_schemes[] = { "http:", "https:", "mailto:", "ftp:",
	                                    "irc:",  "ircs:",  "tel:",    "xmpp:" };

static gboolean
has_scheme(const char *url, const char *scheme)
{
	return g_ascii_strncasecmp(url, scheme, strlen(scheme)) == 0;
}

gboolean
url_is_safe(const char *url)
{
	for (gsize i = 0; i < G_N_ELEMENTS(safe_schemes); i++) {
		if (has_scheme(url, safe_schemes[i]))
			return url[strlen(safe_schemes[i])] != '\0';
	}
	return FALSE;
}

/* TRUE for a character that ends a typed URL: white space, controls, quotation marks and those that
 * RFC 3986 does not allow. */
static gboolean
ends_url(gunichar c)
{
	if (c < 0x80)
		return c <= 0x20 || c == 0x7f || strchr("<>\"`|\\^{}", (int)c) != NULL;
	return g_unichar_isspace(c) || g_unichar_iscntrl(c) || (c >= 0x2018 && c <= 0x201f) ||
	       c == 0x2028 || c == 0x2029 || c == 0xab || c == 0xbb;
}

/* Returns FALSE at a closing bracket without an opening one. */
static gboolean
count_brackets(char c, guint *round, guint *square)
{
	guint *depth = c == '(' || c == ')' ? round : square;

	if (c == '(' || c == '[')
		++*depth;
	else if ((c == ')' || c == ']') && (*depth)-- == 0)
		return FALSE;
	return TRUE;
}

gsize
url_bare_length(const char *text, gsize length)
{
	gsize scheme = text_web_scheme(text);
	guint round = 0, square = 0;
	if (scheme == 0 || scheme > length)
		return 0;

	const char *begin = text + scheme, *end = text + length, *p = begin;
	if (p == end || (!g_ascii_isalnum(*p) && *p != '[' && (guchar)*p < 0x80))
		return 0;
	for (; p < end && !ends_url(g_utf8_get_char(p)); p = g_utf8_next_char(p)) {
		if (!count_brackets(*p, &round, &square))
			break;
	}
	while (p > begin && strchr(".,;:!?'*_~([", p[-1]) != NULL)
		p--;
	return p > begin ? (gsize)(p - text) : 0;
}

static gboolean
begins_word(const char *text, const char *p)
{
	const char *before = g_utf8_find_prev_char(text, p);

	return before == NULL || !g_unichar_isalnum(g_utf8_get_char(before));
}

const char *
url_find(const char *text, gsize length, gsize *url_length)
{
	const char *end = text + length;

	for (const char *p = text; p < end; p++) {
		/* The cheap questions come first: otherwise a long word of many `http://` would be
		 * read to its end from each of them. */
		if ((*p != 'h' && *p != 'H') || !begins_word(text, p))
			continue;
		*url_length = url_bare_length(p, (gsize)(end - p));
		if (*url_length > 0)
			return p;
	}
	return NULL;
}

void
url_append(GString *out, const char *url, gboolean brackets)
{
	for (const char *p = url; *p != '\0'; p++) {
		gboolean kept = g_ascii_isalnum(*p) || strchr("-._~:/?#@!$&*+,;=%", *p) != NULL;

		if (kept || (!brackets && (*p == '(' || *p == ')')))
			g_string_append_c(out, *p);
		else
			g_string_append_printf(out, "%%%02X", (guchar)*p);
	}
}
