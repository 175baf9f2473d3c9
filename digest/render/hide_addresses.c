/* hide_addresses.c - what is published does not give mail addresses to harvesters. */
#include "hide_addresses.h"

#include <string.h>

#define LINK_TO_MAIL "href=\"mailto:"

/*
 * Returns the character at `p`; U+FFFD, which nothing here looks for, for a byte that is not UTF-8.
 */
static gunichar
char_at(const char *p, gsize *length)
{
	gunichar c = (guchar)*p < 0x80 ? (guchar)*p : g_utf8_get_char_validated(p, -1);
	gboolean valid = c < 0x110000;

	*length = valid && c >= 0x80 ? (gsize)(g_utf8_next_char(p) - p) : 1;
	return valid ? c : 0xfffd;
}

/*
 * Says whether `c` can be part of a host name (RFC 5890 section 2.3.2.1 allows all scripts).  Marks
 * can, as decomposed letters have them.
 */
static gboolean
is_host_char(gunichar c)
{
	return g_unichar_isalnum(c) || g_unichar_ismark(c) || c == '-';
}

static gboolean
is_local_char(gunichar c)
{
	return is_host_char(c) || c == '.' || c == '_' || c == '%' || c == '+';
}

static gsize
label_length(const char *p)
{
	gsize total = 0, length = 0;

	for (; is_host_char(char_at(p + total, &length)); total += length)
		;
	return total;
}

/* Returns the length of a host name with a dot in it at `p`, or 0. */
static gsize
host_length(const char *p)
{
	gsize total = label_length(p), dots = 0;

	for (gsize label = total; label > 0 && p[total] == '.'; dots += label > 0) {
		label = label_length(p + total + 1);
		total += label > 0 ? label + 1 : 0;
	}
	return dots > 0 ? total : 0;
}

/* Returns the length of a URL in running text: up to white space, a quote or a bracket. */
static gsize
url_length(const char *p)
{
	gsize total = 0, length = 0;

	for (gunichar c; p[total] != '\0'; total += length) {
		c = char_at(p + total, &length);
		if (g_unichar_isspace(c) || c == '"' || c == '<' || c == '>')
			break;
	}
	return total;
}

static gboolean
begins(const char *p, const char *word)
{
	return g_ascii_strncasecmp(p, word, strlen(word)) == 0;
}

/*
 * Returns how long the attribute of a link to mail is at `p`, with the white space before it; 0 for
 * anything else.  White space or the end of the tag must follow, so that the text on both sides of
 * what is left out cannot make an address together.
 */
static gsize
mail_link_length(const char *p, gunichar c, gsize length)
{
	if (!g_unichar_isspace(c) || !begins(p + length, LINK_TO_MAIL))
		return 0;
	const char *end = strchr(p + length + strlen(LINK_TO_MAIL), '"');
	if (end == NULL || (!g_ascii_isspace(end[1]) && end[1] != '>'))
		return 0;
	return (gsize)(end + 1 - p);
}

/*
 * Returns the length of what stays (`*stays`) or goes as a whole at `p`, whatever it holds; 0 for
 * anything else.
 */
static gsize
whole_length(const char *p, gunichar c, gsize length, gboolean *stays)
{
	*stays = FALSE;
	if (c == 'h' || c == 'H') {
		*stays = TRUE;
		return begins(p, "http:") || begins(p, "https:") ? url_length(p) : 0;
	}
	if (c == 'm' || c == 'M')
		return begins(p, "mailto:") ? url_length(p) : 0;
	return mail_link_length(p, c, length);
}

/*
 * Walks the text once.  Looking ahead stops before the next character that starts it, so time is
 * linear.
 */
char *
hide_addresses(const char *text)
{
	GString *out = g_string_sized_new(strlen(text) + 1);
	gboolean after_local =
	    FALSE; /* the character before can end the local part of an address */

	for (const char *p = text; *p != '\0';) {
		gsize length = 0;
		gunichar c = char_at(p, &length);
		gboolean stays = FALSE;
		gsize whole = whole_length(p, c, length, &stays);
		if (whole > 0) {
			g_string_append_len(out, p, stays ? (gssize)whole : 0);
			p += whole;
			after_local = FALSE;
			continue;
		}
		g_string_append_len(out, p, (gssize)length);
		p += length;
		gsize host = c == '@' && after_local ? host_length(p) : 0;
		if (host > 0)
			g_string_append(out, "…");
		p += host;
		after_local = host > 0 || is_local_char(c);
	}
	return g_string_free(out, FALSE);
}
