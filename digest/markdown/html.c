/* html.c - Markdown of the notes as HTML for mail. */
#include "markdown/markdown.h"
#include "tree.h"
#include "url.h"

#include <string.h>

typedef struct {
	GString *out;
	const MarkdownTree *tree;
	const char *link_style; /* or NULL */
	gboolean blocks;
	guint level;          /* of nested markup */
	cmark_node *link;     /* the link or image whose <a> is open, or NULL */
	gsize link_text;      /* offset of its content in `out` */
	cmark_node *skipping; /* a node whose content is already shown, or NULL */
} Html;

static void
put(Html *html, const char *markup)
{
	g_string_append(html->out, markup);
}

/* Ends the line, without white space at its end, of which HTML validators warn. */
static void
put_newline(Html *html)
{
	GString *out = html->out;

	while (out->len > 0 && (out->str[out->len - 1] == ' ' || out->str[out->len - 1] == '\t'))
		g_string_truncate(out, out->len - 1);
	g_string_append_c(out, '\n');
}

static void
put_fresh_line(Html *html)
{
	if (html->out->len > 0 && html->out->str[html->out->len - 1] != '\n')
		put_newline(html);
}

static void
put_character(Html *html, gunichar c)
{
	switch (c) {
	case '&':
		put(html, "&amp;");
		return;
	case '<':
		put(html, "&lt;");
		return;
	case '>':
		put(html, "&gt;");
		return;
	case '"':
		put(html, "&quot;");
		return;
	case '\n':
		put_newline(html);
		return;
	default:
		if (!markdown_is_control(c))
			g_string_append_unichar(html->out, c);
	}
}

static void
put_escaped(Html *html, const char *text, gsize length)
{
	for (const char *p = text; p < text + length; p = g_utf8_next_char(p))
		put_character(html, g_utf8_get_char(p));
}

static void
put_url(Html *html, const char *url)
{
	GString *encoded = g_string_new(NULL);

	url_append(encoded, url, FALSE);
	put_escaped(html, encoded->str, encoded->len);
	g_string_free(encoded, TRUE);
}

static void
put_link_start(Html *html, const char *url)
{
	put(html, "<a href=\"");
	put_url(html, url);
	if (html->link_style != NULL) {
		put(html, "\" style=\"");
		put_escaped(html, html->link_style, strlen(html->link_style));
	}
	put(html, "\">");
	html->link_text = html->out->len;
}

/* Closes the link.  One without a text shows its URL. */
static void
put_link_end(Html *html, const char *url)
{
	const char *text = html->out->str + html->link_text;

	if (text[strspn(text, " \t\n")] == '\0') {
		g_string_truncate(html->out, html->link_text);
		put_url(html, url);
	}
	put(html, "</a>");
}

static void
put_text(Html *html, const char *text)
{
	gsize left = strlen(text), length = 0;
	const char *url;

	while (html->link == NULL && (url = url_find(text, left, &length)) != NULL) {
		g_autofree char *address =
		    g_strdup_printf("%s%.*s", url_is_www(url) ? "http://" : "", (int)length, url);
		put_escaped(html, text, (gsize)(url - text));
		put_link_start(html, address);
		put_escaped(html, url, length);
		put_link_end(html, address);
		left -= (gsize)(url - text) + length;
		text = url + length;
	}
	put_escaped(html, text, left);
}

/* Shows a text node on one line: entities such as `&#10;` may have put newlines into it. */
static void
put_one_line(Html *html, const char *literal)
{
	g_autofree char *line = g_strdelimit(g_strdup(literal), "\n", ' ');

	put_text(html, line);
}

static void
put_raw(Html *html, const char *raw)
{
	g_auto(GStrv) lines = g_strsplit(raw, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		if (i > 0)
			put(html, html->blocks ? "<br>\n" : "<br>");
		put_text(html, lines[i]);
	}
}

static void
put_raw_inline(Html *html, const char *literal)
{
	g_autofree char *raw = markdown_raw_text(literal);

	put_raw(html, raw);
}

static void
put_raw_block(Html *html, const char *literal)
{
	g_autofree char *raw = g_strstrip(markdown_raw_text(literal));
	if (*raw == '\0')
		return;
	put_fresh_line(html);
	put(html, "<p>");
	put_raw(html, raw);
	put(html, "</p>");
	put_newline(html);
}

static void
put_code_block(Html *html, const char *literal)
{
	put_fresh_line(html);
	put(html, "<pre><code>");
	put_escaped(html, literal, strlen(literal));
	put(html, "</code></pre>");
	put_newline(html);
}

static gboolean
in_tight_list(cmark_node *paragraph)
{
	cmark_node *list = cmark_node_parent(cmark_node_parent(paragraph));

	return cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void
paragraph(Html *html, cmark_node *node, gboolean enter)
{
	g_autofree char *table = enter ? markdown_tree_table(html->tree, node) : NULL;
	if (!html->blocks)
		return;
	if (table != NULL) {
		put_code_block(html, table);
		html->skipping = node;
		return;
	}
	if (in_tight_list(node)) {
		if (enter && cmark_node_previous(node) != NULL)
			put_fresh_line(html);
		return;
	}
	if (enter)
		put_fresh_line(html);
	put(html, enter ? "<p>" : "</p>");
	if (!enter)
		put_newline(html);
}

static void
list(Html *html, cmark_node *node, gboolean enter)
{
	gboolean ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	int start = cmark_node_get_list_start(node);

	put_fresh_line(html);
	if (!enter)
		put(html, ordered ? "</ol>" : "</ul>");
	else if (ordered && start != 1)
		g_string_append_printf(html->out, "<ol start=\"%d\">", start);
	else
		put(html, ordered ? "<ol>" : "<ul>");
	put_newline(html);
}

static void
item(Html *html, gboolean enter)
{
	if (enter)
		put_fresh_line(html);
	put(html, enter ? "<li>" : "</li>");
	if (!enter)
		put_newline(html);
}

/* An image becomes a link named by its alternative text.  A link or image inside a link becomes its
 * text. */
static void
link_or_image(Html *html, cmark_node *node, gboolean enter)
{
	const char *url = cmark_node_get_url(node);

	if (enter && html->link == NULL && url_is_safe(url)) {
		put_link_start(html, url);
		html->link = node;
	} else if (!enter && html->link == node) {
		put_link_end(html, url);
		html->link = NULL;
	}
}

/* Markup that is a pair of tags around its content, which is shown without them when it is nested
 * too deep. */
static void
pair(Html *html, cmark_node *node, gboolean enter)
{
	gboolean shown = html->level <= MARKDOWN_DEPTH_MAX;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		put_fresh_line(html);
		if (shown)
			put(html, enter ? "<blockquote>\n" : "</blockquote>\n");
		return;
	case CMARK_NODE_LIST:
		if (shown)
			list(html, node, enter);
		return;
	case CMARK_NODE_ITEM:
		if (html->level <= MARKDOWN_DEPTH_MAX + 1)
			item(html, enter);
		return;
	case CMARK_NODE_EMPH:
		put(html, !shown ? "" : enter ? "<em>" : "</em>");
		return;
	case CMARK_NODE_STRONG:
		put(html, !shown ? "" : enter ? "<strong>" : "</strong>");
		return;
	case CMARK_NODE_CUSTOM_INLINE:
		put(html, !shown ? "" : enter ? "<s>" : "</s>");
		return;
	default:
		return;
	}
}

static void
heading(Html *html, gboolean enter)
{
	if (enter)
		put_fresh_line(html);
	put(html, enter ? "<p><strong>" : "</strong></p>");
	if (!enter)
		put_newline(html);
}

static void
leaf(Html *html, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		put_one_line(html, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_CODE:
		put(html, "<code>");
		put_escaped(html, cmark_node_get_literal(node),
		            strlen(cmark_node_get_literal(node)));
		put(html, "</code>");
		return;
	case CMARK_NODE_HTML_INLINE:
		put_raw_inline(html, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_HTML_BLOCK:
		put_raw_block(html, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_CODE_BLOCK:
		put_code_block(html, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_SOFTBREAK:
		put_newline(html);
		return;
	case CMARK_NODE_LINEBREAK:
		put(html, "<br>");
		put_newline(html);
		return;
	case CMARK_NODE_THEMATIC_BREAK:
		put_fresh_line(html);
		put(html, "<hr>\n");
		return;
	default:
		return;
	}
}

static void
visit(Html *html, cmark_node *node, gboolean enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_DOCUMENT:
		return;
	case CMARK_NODE_PARAGRAPH:
		paragraph(html, node, enter);
		return;
	case CMARK_NODE_HEADING:
		heading(html, enter);
		return;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		link_or_image(html, node, enter);
		return;
	default:
		break;
	}
	if (markdown_is_leaf(node)) {
		leaf(html, node);
		return;
	}
	html->level += enter ? 1 : 0;
	pair(html, node, enter);
	html->level -= enter ? 0 : 1;
}

static char *
render(MarkdownTree *tree, const char *link_style, gboolean blocks)
{
	Html html = {
		.out = g_string_new(NULL), .tree = tree, .link_style = link_style, .blocks = blocks
	};
	cmark_iter *iter = cmark_iter_new(tree->root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		visit(&html, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
		if (html.skipping != NULL)
			cmark_iter_reset(iter, g_steal_pointer(&html.skipping), CMARK_EVENT_EXIT);
	}
	cmark_iter_free(iter);
	return g_strchomp(g_string_free(html.out, FALSE));
}

char *
markdown_to_html_inline(const char *markdown, const char *link_style)
{
	g_autoptr(MarkdownTree) tree = markdown_tree_inline(markdown);

	return render(tree, link_style, FALSE);
}

char *
markdown_to_html_blocks(const char *markdown, const char *link_style)
{
	g_autoptr(MarkdownTree) tree = markdown_tree_blocks(markdown);

	return render(tree, link_style, TRUE);
}
