/* markdown_text.c - Markdown of the notes as one line of plain text. */
#include "base/text.h"
#include "link.h"
#include "markdown/markdown.h"
#include "markdown_tree.h"

#include <string.h>

typedef struct {
	GString *out;
	Footnotes *links; /* of the caller, or NULL */
	cmark_node *link; /* the link or image we are in */
	gsize link_text;  /* where the text of the link we are in begins */
} Text;

/* Blanks are squeezed at the end; a newline is one of them. */
static void
put_literal(Text *text, const char *literal)
{
	for (const char *p = literal; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (!markdown_is_dropped(c))
			g_string_append_unichar(text->out, c);
	}
}

static void
put_raw(Text *text, const char *literal)
{
	g_autofree char *raw = markdown_raw_text(literal);

	put_literal(text, raw);
}

/* TRUE when the text already says where it leads. */
static gboolean
says_url(const char *label, const char *raw, const char *encoded)
{
	if (g_ascii_strncasecmp(raw, "mailto:", 7) == 0)
		raw += 7;
	return g_str_equal(label, raw) || g_str_equal(label, encoded);
}

static void
link_end(Text *text, const char *url)
{
	g_autofree char *label = text_collapse_space(text->out->str + text->link_text);
	GString *encoded = g_string_new(NULL);

	link_append(encoded, url, FALSE);
	if (*label == '\0')
		g_string_append(text->out, encoded->str);
	else if (text->links != NULL && !says_url(label, url, encoded->str))
		g_string_append_printf(text->out, " [%u]",
		                       footnotes_number(text->links, encoded->str));
	g_string_free(encoded, TRUE);
}

/* Inside a link or an image there is no other: only its text. */
static void
link_or_image(Text *text, cmark_node *node, gboolean enter)
{
	const char *url = cmark_node_get_url(node);

	if (enter && text->link == NULL && link_is_safe(url)) {
		text->link = node;
		text->link_text = text->out->len;
	} else if (!enter && text->link == node) {
		link_end(text, url);
		text->link = NULL;
	}
}

/* Items of a list read as one sentence. */
static void
item(Text *text, cmark_node *node)
{
	if (text->out->len > 0)
		g_string_append(text->out, cmark_node_previous(node) != NULL ? "; " : " ");
}

static void
visit(Text *text, cmark_node *node, gboolean enter)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		put_literal(text, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_HTML_INLINE:
		put_raw(text, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_CODE_BLOCK:
		g_string_append_c(text->out, ' ');
		put_literal(text, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_HTML_BLOCK:
		g_string_append_c(text->out, ' ');
		put_raw(text, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		link_or_image(text, node, enter);
		return;
	case CMARK_NODE_ITEM:
		if (enter)
			item(text, node);
		return;
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
	case CMARK_NODE_CUSTOM_INLINE:
		return;
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_LIST:
		if (cmark_node_previous(node) == NULL)
			return; /* an item says by itself where it begins, and a semicolon follows
			           its text at once */
		break;
	default:
		break;
	}
	if (enter)
		g_string_append_c(text->out, ' ');
}

char *
markdown_to_text(const char *markdown, Footnotes *links)
{
	gboolean one_line = strpbrk(markdown, "\r\n") == NULL;
	g_autoptr(MarkdownTree) tree =
	    one_line ? markdown_tree_inline(markdown) : markdown_tree_blocks(markdown);
	Text text = { .out = g_string_new(NULL), .links = links };
	cmark_iter *iter = cmark_iter_new(tree->root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
		visit(&text, cmark_iter_get_node(iter), event == CMARK_EVENT_ENTER);
	cmark_iter_free(iter);
	g_autofree char *loose = g_string_free(text.out, FALSE);
	return text_collapse_space(loose);
}
