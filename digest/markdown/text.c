/* text.c - Markdown of the notes as one line of plain text, with footnotes for its links. */
#include "base/text.h"

#include "base/text_hash.h"
#include "markdown/markdown.h"
#include "tree.h"
#include "url.h"

#include <string.h>

struct Footnotes {
	GPtrArray *urls;
	GHashTable *numbers; /* URL, not owned -> its number */
};

Footnotes *
footnotes_new(void)
{
	Footnotes *footnotes = g_new(Footnotes, 1);

	footnotes->urls = g_ptr_array_new_with_free_func(g_free);
	footnotes->numbers = g_hash_table_new(text_hash, g_str_equal);
	return footnotes;
}

void
footnotes_free(Footnotes *footnotes)
{
	if (footnotes == NULL)
		return;
	g_hash_table_unref(footnotes->numbers);
	g_ptr_array_unref(footnotes->urls);
	g_free(footnotes);
}

guint
footnotes_number(Footnotes *footnotes, const char *url)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(footnotes->numbers, url));
	if (number > 0)
		return number;

	char *copy = g_strdup(url);
	g_ptr_array_add(footnotes->urls, copy);
	g_hash_table_insert(footnotes->numbers, copy, GUINT_TO_POINTER(footnotes->urls->len));
	return footnotes->urls->len;
}

const GPtrArray *
footnotes_urls(const Footnotes *footnotes)
{
	return footnotes->urls;
}

typedef struct {
	GString *out;
	Footnotes *links; /* of the caller, or NULL */
	cmark_node *link; /* the link or image that is open, or NULL */
	gsize link_text;  /* offset of its text in `out` */
} Text;

static void
put_raw(Text *text, const char *literal)
{
	g_autofree char *raw = markdown_raw_text(literal);

	markdown_append_visible(text->out, raw);
}

/* TRUE when the label of a link is its URL, so that it needs no footnote. */
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

	url_append(encoded, url, FALSE);
	if (*label == '\0')
		g_string_append(text->out, encoded->str);
	else if (text->links != NULL && !says_url(label, url, encoded->str))
		g_string_append_printf(text->out, " [%u]",
		                       footnotes_number(text->links, encoded->str));
	g_string_free(encoded, TRUE);
}

/* A link or image inside another one becomes its text. */
static void
link_or_image(Text *text, cmark_node *node, gboolean enter)
{
	const char *url = cmark_node_get_url(node);

	if (enter && text->link == NULL && url_is_safe(url)) {
		text->link = node;
		text->link_text = text->out->len;
	} else if (!enter && text->link == node) {
		link_end(text, url);
		text->link = NULL;
	}
}

/* Joins the items of a list by semicolons: they become one sentence. */
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
		markdown_append_visible(text->out, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_HTML_INLINE:
		put_raw(text, cmark_node_get_literal(node));
		return;
	case CMARK_NODE_CODE_BLOCK:
		g_string_append_c(text->out, ' ');
		markdown_append_visible(text->out, cmark_node_get_literal(node));
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
	case CMARK_NODE_CUSTOM_INLINE:
		/* Without its marks, struck text would say what does not hold any more. */
		g_string_append(text->out, "~~");
		return;
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
		return;
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_LIST:
		if (cmark_node_previous(node) == NULL)
			return; /* item() has put what separates it */
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
