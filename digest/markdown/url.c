/* url.c - URLs in text. */
#include "url.h"

#include "base/scan.h"
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

gboolean
url_is_www(const char *url)
{
	return g_ascii_strncasecmp(url, "www.", 4) == 0;
}

/* TRUE if the host without its `www.`, from `host` to `end`, is a domain: `example.org/a`. */
static gboolean
is_domain(const char *host, const char *end)
{
	const char *p = host;

	while (p < end && (scan_is_word_byte(*p) || *p == '-'))
		p++;
	return p > host && p + 1 < end && *p == '.' && scan_is_word_byte(p[1]);
}

gsize
url_bare_length(const char *text, gsize length)
{
	gboolean www = url_is_www(text);
	gsize scheme = www ? strlen("www.") : text_web_scheme(text);
	guint round = 0, square = 0;
	if (scheme == 0 || scheme > length || (www && !is_domain(text + scheme, text + length)))
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
		if (strchr("hHwW", *p) == NULL || !begins_word(text, p))
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

/* The characters of a URL that Markdown would read as marks, and what stands for them: characters
 * that no text has (Unicode 23.7, noncharacters). */
static const struct {
	char mark;
	char stand_in[4];
} marks[] = { { '_', "\uFDD0" }, { '*', "\uFDD1" }, { '~', "\uFDD2" } };

static void
append_protected(GString *out, char c)
{
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (c == marks[i].mark) {
			g_string_append(out, marks[i].stand_in);
			return;
		}
	}
	g_string_append_c(out, c);
}

char *
url_protect(const char *markdown)
{
	GString *out = g_string_new(NULL);
	gsize left = strlen(markdown), length = 0;

	for (const char *url; (url = url_find(markdown, left, &length)) != NULL;) {
		g_string_append_len(out, markdown, url - markdown);
		for (gsize i = 0; i < length; i++)
			append_protected(out, url[i]);
		left -= (gsize)(url - markdown) + length;
		markdown = url + length;
	}
	g_string_append(out, markdown);
	return g_string_free(out, FALSE);
}

char *
url_unprotect(const char *text)
{
	if (strstr(text, "\xef\xb7") == NULL)
		return NULL;

	GString *out = g_string_new(text);
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		const char mark[] = { marks[i].mark, '\0' };
		g_string_replace(out, marks[i].stand_in, mark, 0);
	}
	return g_string_free(out, FALSE);
}
