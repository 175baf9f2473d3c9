/* html.h - what holds for every HTML that leaves: it is of known tags and attributes, balanced, and
 * can do nothing. */
#ifndef TIDINGS_TESTS_FUZZ_HTML_H
#define TIDINGS_TESTS_FUZZ_HTML_H

#include "text.h"

/* Where HTML goes decides what may stand in it. */
typedef enum {
	HTML_MAIL = 1 << 0,
	HTML_PAGE = 1 << 1,    /* of the archive */
	HTML_PREVIEW = 1 << 2, /* of `tidings preview` */
	HTML_FRAGMENT =
	    1 << 3, /* without a head: what notes become, and the content of a feed's entry */
} HtmlPlace;

#define HTML_WHOLE (HTML_MAIL | HTML_PAGE | HTML_PREVIEW)
#define HTML_WEB   (HTML_PAGE | HTML_FRAGMENT)
#define HTML_ALL   (HTML_WHOLE | HTML_FRAGMENT)

/* All tags that templates and notes bring, with all their attributes. */
static const struct {
	const char *name, *attributes;
	guint places;
	gboolean empty; /* it has no end */
} html_tags[] = {
	{ "a", " href style class dir rel ", HTML_ALL, FALSE },
	{ "article", " ", HTML_WEB, FALSE },
	{ "b", " class style dir ", HTML_ALL, FALSE },
	{ "blockquote", " ", HTML_ALL, FALSE },
	{ "body", " class style ", HTML_WHOLE, FALSE },
	{ "br", " ", HTML_ALL, TRUE },
	{ "code", " ", HTML_ALL, FALSE },
	{ "div", " role aria-roledescription aria-label lang dir class style ",
	  HTML_MAIL | HTML_PREVIEW | HTML_FRAGMENT, FALSE },
	{ "em", " ", HTML_ALL, FALSE },
	{ "footer", " ", HTML_PAGE, FALSE },
	{ "h1", " class style dir ", HTML_ALL, FALSE },
	{ "h2", " class style dir ", HTML_ALL, FALSE },
	{ "h3", " class style dir ", HTML_ALL, FALSE },
	{ "h4", " class style dir ", HTML_ALL, FALSE },
	{ "h5", " class style dir ", HTML_ALL, FALSE },
	{ "head", " ", HTML_WHOLE, FALSE },
	{ "header", " ", HTML_PAGE | HTML_PREVIEW, FALSE },
	{ "hr", " ", HTML_ALL, TRUE },
	{ "html", " lang dir ", HTML_WHOLE, FALSE },
	{ "iframe", " src title sandbox ", HTML_PREVIEW, FALSE },
	{ "li", " class style dir ", HTML_ALL, FALSE },
	{ "link", " rel href type title ", HTML_PAGE, TRUE },
	{ "main", " ", HTML_PAGE, FALSE },
	{ "meta", " charset name content ", HTML_WHOLE, TRUE },
	{ "nav", " class aria-label ", HTML_PAGE, FALSE },
	{ "ol", " start ", HTML_ALL, FALSE },
	{ "p", " class style ", HTML_ALL, FALSE },
	{ "pre", " class tabindex ", HTML_ALL, FALSE },
	{ "rect", " class width height ", HTML_WEB, TRUE },
	{ "s", " ", HTML_ALL, FALSE },
	{ "section", " id ", HTML_PAGE | HTML_PREVIEW, FALSE },
	{ "small", " ", HTML_PREVIEW, FALSE },
	{ "span", " class style dir ", HTML_ALL, FALSE },
	{ "strong", " ", HTML_ALL, FALSE },
	{ "style", " ", HTML_MAIL | HTML_PREVIEW, FALSE },
	{ "svg", " aria-hidden width height ", HTML_WEB, FALSE },
	{ "table", " role width align cellpadding cellspacing border class style ", HTML_MAIL,
	  FALSE },
	{ "td", " width height align valign class style ", HTML_MAIL, FALSE },
	{ "title", " ", HTML_WHOLE, FALSE },
	{ "tr", " ", HTML_MAIL, FALSE },
	{ "ul", " class style ", HTML_ALL, FALSE },
};

static inline int
html_tag(const char *name, gsize length)
{
	for (guint i = 0; i < G_N_ELEMENTS(html_tags); i++)
		if (strlen(html_tags[i].name) == length &&
		    memcmp(html_tags[i].name, name, length) == 0)
			return (int)i;
	return -1;
}

/* The values that could do something: addresses, and styles, which are those of the templates. */
static inline void
check_html_value(const char *name, const char *value, HtmlPlace place)
{
	static const char *const schemes[] = { "http:", "https:", "mailto:", "ftp:",
		                               "irc:",  "ircs:",  "tel:",    "xmpp:" };
	static const char in_style[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS " #%:;,.'-";
	static const char in_path[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "/.#@_-";
	gboolean known = FALSE;

	check_that(strpbrk(value, "<>\n\t") == NULL,
	           "an attribute is on one line and has no brackets", value);
	if (strcmp(name, "style") == 0)
		check_that(value[strspn(value, in_style)] == '\0',
		           "a style is one of the templates", value);
	if (strcmp(name, "href") != 0 && strcmp(name, "src") != 0)
		return;
	for (guint i = 0; i < G_N_ELEMENTS(schemes); i++)
		known = known || g_ascii_strncasecmp(value, schemes[i], strlen(schemes[i])) == 0;
	gboolean relative =
	    place != HTML_MAIL && value[strspn(value, in_path)] == '\0' && value[0] != '/';
	check_that(known || relative, "an address is one that people may follow", value);
	check_that(value[strcspn(value, " '`\\")] == '\0',
	           "an address has none but its own characters", value);
}

/* One attribute: its name, and its value in quotes.  Returns what follows. */
static inline const char *
check_html_attribute(const char *at, int tag, HtmlPlace place)
{
	gsize length = strspn(at, G_CSET_a_2_z "-");
	g_autofree char *name = g_strndup(at, length);
	g_autofree char *listed = g_strdup_printf(" %s ", name);

	check_that(length > 0 && strstr(html_tags[tag].attributes, listed) != NULL,
	           "it is an attribute of the templates", at);
	if (strcmp(name, "sandbox") == 0)
		return at + length;
	check_that(at[length] == '=' && at[length + 1] == '"', "a value stands in quotes", at);
	at += length + 2;
	g_autofree char *value = g_strndup(at, strcspn(at, "\""));
	check_html_value(name, value, place);
	at += strlen(value);
	check_that(*at == '"', "a value ends", at);
	return at + 1;
}

typedef struct {
	HtmlPlace place;
	int open[512];
	guint depth;
} HtmlWalk;

static inline const char *
check_html_start(HtmlWalk *walk, const char *at)
{
	const char *begin = at++;
	gsize length = strspn(at, G_CSET_a_2_z G_CSET_DIGITS);
	int tag = html_tag(at, length);

	check_that(tag >= 0 && (html_tags[tag].places & walk->place) != 0,
	           "it is a tag of the templates or of Markdown", begin);
	for (at += length; *at == ' ';)
		at = check_html_attribute(at + 1, tag, walk->place);
	if (*at == '/')
		at++;
	check_that(*at == '>', "a tag ends", begin);
	for (guint i = 0; length == 1 && begin[1] == 'a' && i < walk->depth; i++)
		check_that(html_tags[walk->open[i]].name[0] != 'a' ||
		               html_tags[walk->open[i]].name[1] != '\0',
		           "no link is within a link", begin);
	if (html_tags[tag].empty)
		return at + 1;
	check_that(walk->depth < G_N_ELEMENTS(walk->open), "tags do not nest for ever", begin);
	walk->open[walk->depth++] = tag;
	if (strcmp(html_tags[tag].name, "style") != 0)
		return at + 1;
	const char *end = strchr(at, '<');
	check_that(end != NULL, "a style sheet ends", begin);
	return end;
}

static inline const char *
check_html_end(HtmlWalk *walk, const char *at)
{
	gsize length = strcspn(at + 2, ">");
	int tag = html_tag(at + 2, length);

	check_that(walk->depth > 0 && tag == walk->open[walk->depth - 1],
	           "an end tag ends what was begun last", at);
	walk->depth--;
	return at + 2 + length + 1;
}

/* What only a whole page has: the kind of document, and a table for one mail program. */
static inline const char *
skip_declaration(const HtmlWalk *walk, const char *at)
{
	static const char table[] =
	    "<!--[if mso]><table role=\"presentation\" width=\"600\" align=\"center\" "
	    "cellpadding=\"0\" cellspacing=\"0\"><tr><td><![endif]-->";
	static const char *const known[] = { "<!doctype html>", "<!DOCTYPE html>", table,
		                             "<!--[if mso]></td></tr></table><![endif]-->" };

	for (guint i = 0; i < G_N_ELEMENTS(known) && (walk->place & HTML_WHOLE) != 0; i++)
		if (g_str_has_prefix(at, known[i]))
			return at + strlen(known[i]);
	check_that(FALSE, "a declaration or comment is one of the templates", at);
	return NULL;
}

static inline const char *
check_html_entity(const char *at)
{
	gsize length =
	    at[1] == '#' ? 1 + strspn(at + 2, G_CSET_DIGITS) : strspn(at + 1, G_CSET_a_2_z);

	check_that(length >= 2 && length <= 8 && at[1 + length] == ';', "a & begins an entity", at);
	return at + 1 + length + 1;
}

/* The whole of it. */
static inline void
check_html(const char *html, HtmlPlace place)
{
	HtmlWalk walk = { .place = place };

	check_text(html, "\n\t");
	check_that(place == HTML_FRAGMENT || *html != '\0', "a page says something", "");
	for (const char *at = html; *at != '\0';) {
		check_that(at[0] != '>', "a > in text is an entity", at);
		if (at[0] == '<' && at[1] == '/')
			at = check_html_end(&walk, at);
		else if (at[0] == '<' && at[1] == '!')
			at = skip_declaration(&walk, at);
		else if (at[0] == '<')
			at = check_html_start(&walk, at);
		else
			at = at[0] == '&' ? check_html_entity(at) : at + 1;
	}
	check_that(walk.depth == 0, "all tags are ended", html);
}

#endif
