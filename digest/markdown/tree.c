/* tree.c - Markdown as cmark's tree, prepared for the renderers. */
#include "tree.h"

#include "base/visible.h"
#include "url.h"

#include <string.h>

gboolean
markdown_is_control(gunichar c)
{
	/* U+FDD0 and its neighbours are no characters, and have their use in url_protect() */
	return (c != '\n' && c != '\t' && g_unichar_iscntrl(c)) || c == 0x2028 || c == 0x2029 ||
	       (c >= 0xfdd0 && c <= 0xfdef);
}

void
markdown_append_visible(GString *out, const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (!markdown_is_control(c))
			g_string_append_unichar(out, c);
	}
}

gboolean
markdown_is_leaf(cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_THEMATIC_BREAK:
	case CMARK_NODE_TEXT:
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
	case CMARK_NODE_CODE:
	case CMARK_NODE_HTML_INLINE:
		return TRUE;
	default:
		return FALSE;
	}
}

enum {
	SOURCE_MAX = 32 * 1024 /* bytes; cmark needs up to 230 times as much memory, for brackets */
};

/* The source, cut to SOURCE_MAX, with LF for every line end and without control characters. */
static char *
clean_source(const char *markdown)
{
	gsize length = strnlen(markdown, SOURCE_MAX + 1);
	gboolean cut = length > SOURCE_MAX;
	while (cut && (length > SOURCE_MAX || (markdown[length] & 0xc0) == 0x80))
		length--;
	g_autofree char *valid = g_utf8_make_valid(markdown, (gssize)length);
	GString *out = g_string_sized_new(length + 1);

	for (char *p = valid; *p != '\0'; p++) {
		if (*p == '\r' && p[1] != '\n')
			*p = '\n';
	}
	markdown_append_visible(out, valid);
	if (cut)
		g_string_append(out, "…");
	return g_string_free(out, FALSE);
}

static void
add_text_before(cmark_node *node, const char *text, gsize length)
{
	g_autofree char *literal = g_strndup(text, length);
	cmark_node *piece = cmark_node_new(CMARK_NODE_TEXT);

	cmark_node_set_literal(piece, literal);
	cmark_node_insert_before(node, piece);
}

/* Splits a text so that each `~~` (exactly two tildes) is a node of its own. */
static void
split_strike_marks(cmark_node *node)
{
	g_autofree char *literal = g_strdup(cmark_node_get_literal(node));
	char *plain = literal, *mark = strstr(literal, "~~");

	for (; mark != NULL; mark = strstr(mark, "~~")) {
		gsize run = strspn(mark, "~");
		if (run == 2) {
			add_text_before(node, plain, (gsize)(mark - plain));
			add_text_before(node, mark, 2);
			plain = mark + 2;
		}
		mark += run;
	}
	if (plain > literal)
		cmark_node_set_literal(node, plain);
}

static gboolean
is_mark(cmark_node *node)
{
	return cmark_node_get_type(node) == CMARK_NODE_TEXT &&
	       g_strcmp0(cmark_node_get_literal(node), "~~") == 0;
}

/* TRUE when `node` has something other than white space next to a mark: at its start (`first`) or
 * its end.  Skips empty texts by `next`. */
static gboolean
touches(cmark_node *node, cmark_node *(*next)(cmark_node *), gboolean first)
{
	while (node != NULL && cmark_node_get_type(node) == CMARK_NODE_TEXT &&
	       *cmark_node_get_literal(node) == '\0')
		node = next(node);
	cmark_node_type type = cmark_node_get_type(node);
	if (node == NULL || type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
		return FALSE;
	if (type != CMARK_NODE_TEXT)
		return TRUE;
	const char *literal = cmark_node_get_literal(node);
	return !g_ascii_isspace(first ? literal[0] : literal[strlen(literal) - 1]);
}

/* Moves the nodes between two marks into a new node, and drops the marks. */
static cmark_node *
wrap_struck(cmark_node *open, cmark_node *close)
{
	cmark_node *struck = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);

	cmark_node_insert_before(open, struck);
	for (cmark_node *node = cmark_node_next(open); node != close;) {
		cmark_node *next = cmark_node_next(node);
		cmark_node_append_child(struck, node);
		node = next;
	}
	cmark_node_free(open);
	cmark_node_free(close);
	return struck;
}

static void
strike_children(cmark_node *parent)
{
	cmark_node *open = NULL;

	for (cmark_node *node = cmark_node_first_child(parent); node != NULL;
	     node = cmark_node_next(node)) {
		if (cmark_node_get_type(node) == CMARK_NODE_TEXT)
			split_strike_marks(node);
	}
	for (cmark_node *node = cmark_node_first_child(parent); node != NULL;
	     node = cmark_node_next(node)) {
		if (!is_mark(node))
			continue;
		if (open != NULL &&
		    touches(cmark_node_previous(node), cmark_node_previous, FALSE)) {
			node = wrap_struck(open, node);
			open = NULL;
		} else if (touches(cmark_node_next(node), cmark_node_next, TRUE)) {
			open = node;
		}
	}
}

static gboolean
holds_mark(cmark_node *node)
{
	return cmark_node_get_type(node) == CMARK_NODE_TEXT &&
	       strstr(cmark_node_get_literal(node), "~~") != NULL;
}

/* Finds ~~struck~~ text, which CommonMark does not have.  Both marks must have the same parent, so
 * that markup nests. */
static void
strike(cmark_node *root)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) parents = g_ptr_array_new();
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	guint depth = 0;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (event == CMARK_EVENT_EXIT)
			depth--;
		else if (!markdown_is_leaf(node))
			depth++;
		if (depth > 2 * MARKDOWN_DEPTH_MAX || !holds_mark(node))
			continue;
		cmark_node *parent = cmark_node_parent(node);
		if (g_hash_table_add(seen, parent))
			g_ptr_array_add(parents, parent);
	}
	cmark_iter_free(iter);
	for (guint i = 0; i < parents->len; i++)
		strike_children(g_ptr_array_index(parents, i));
	if (parents->len > 0)
		cmark_consolidate_text_nodes(root);
}

/* Removes characters that show nothing or change the direction of text around them.  This follows
 * parsing, since entities such as `&#x202e;` stand for them, too. */
static void
remove_hidden(cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		const char *literal = markdown_is_leaf(node) ? cmark_node_get_literal(node) : NULL;
		if (literal == NULL || g_str_is_ascii(literal))
			continue;
		g_autofree char *revealed = text_remove_hidden(literal);
		if (strlen(revealed) < strlen(literal))
			cmark_node_set_literal(node, revealed);
	}
	cmark_iter_free(iter);
}

/* What of a node is text that may have a URL. */
typedef struct {
	const char *(*get)(cmark_node *);
	int (*set)(cmark_node *, const char *);
} NodeText;

/* Puts back what url_protect() has changed. */
static void
unprotect_urls(cmark_node *root)
{
	static const NodeText texts[] = {
		{ cmark_node_get_literal, cmark_node_set_literal },
		{ cmark_node_get_url, cmark_node_set_url },
		{ cmark_node_get_title, cmark_node_set_title },
		{ cmark_node_get_fence_info, cmark_node_set_fence_info },
	};
	cmark_iter *iter = cmark_iter_new(root);

	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
			const char *text = texts[i].get(node);
			g_autofree char *plain = text != NULL ? url_unprotect(text) : NULL;
			if (plain != NULL)
				texts[i].set(node, plain);
		}
	}
	cmark_iter_free(iter);
}

static cmark_node *
parse(const char *markdown)
{
	g_autofree char *source = url_protect(markdown);
	cmark_node *root = cmark_parse_document(source, strlen(source),
	                                        CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);

	cmark_consolidate_text_nodes(root);
	strike(root);
	unprotect_urls(root);
	remove_hidden(root);
	return root;
}

MarkdownTree *
markdown_tree_blocks(const char *markdown)
{
	g_autofree char *source = clean_source(markdown);
	MarkdownTree *tree = g_new0(MarkdownTree, 1);

	tree->root = parse(source);
	tree->lines = g_strsplit(source, "\n", -1);
	return tree;
}

/*
 * A full stop before the text keeps cmark from reading a block, such as `# heading`, in it.  It
 * does not change the inlines: a delimiter run after punctuation opens and closes like one at the
 * start of a line.
 */
MarkdownTree *
markdown_tree_inline(const char *markdown)
{
	g_autofree char *source = clean_source(markdown);
	g_autofree char *line = g_strconcat(".", g_strstrip(g_strdelimit(source, "\n", ' ')), NULL);
	MarkdownTree *tree = g_new0(MarkdownTree, 1);

	tree->root = parse(line);
	cmark_node *first = cmark_node_first_child(cmark_node_first_child(tree->root));
	g_autofree char *rest = g_strdup(cmark_node_get_literal(first) + 1);
	cmark_node_set_literal(first, rest);
	return tree;
}

void
markdown_tree_free(MarkdownTree *tree)
{
	if (tree == NULL)
		return;
	cmark_node_free(tree->root);
	g_strfreev(tree->lines);
	g_free(tree);
}

char *
markdown_tree_table(const MarkdownTree *tree, cmark_node *paragraph)
{
	int first = cmark_node_get_start_line(paragraph), last = cmark_node_get_end_line(paragraph);
	if (tree->lines == NULL || first < 1 || last <= first ||
	    cmark_node_get_type(cmark_node_parent(paragraph)) != CMARK_NODE_DOCUMENT)
		return NULL;

	char **lines = tree->lines + first - 1;
	gboolean ruled =
	    strchr(lines[1], '-') != NULL && strspn(lines[1], " |:-") == strlen(lines[1]);
	if (!ruled || strchr(lines[0], '|') == NULL || strchr(lines[1], '|') == NULL)
		return NULL;
	GString *out = g_string_new(NULL);
	for (int i = 0; i <= last - first; i++) {
		g_autofree char *line = text_remove_hidden(g_strchomp(lines[i]));
		g_string_append_printf(out, "%s\n", line);
	}
	return g_string_free(out, FALSE);
}

/* The length of `<br>`, `<br/>` or `<br />` at `p`, or 0. */
static gsize
break_length(const char *p)
{
	if (g_ascii_strncasecmp(p, "<br", 3) != 0)
		return 0;
	gsize i = 3 + strspn(p + 3, " /");
	return p[i] == '>' ? i + 1 : 0;
}

char *
markdown_raw_text(const char *html)
{
	GString *out = g_string_new(NULL);

	for (const char *p = html; *p != '\0'; p++) {
		gsize length = *p == '<' ? break_length(p) : 0;
		if (length > 0) {
			g_string_append_c(out, '\n');
			p += length - 1;
		} else if (g_str_has_prefix(p, "<!--")) {
			const char *end = strstr(p, "-->");
			if (end == NULL)
				break;
			p = end + 2;
		} else {
			g_string_append_c(out, *p);
		}
	}
	return g_string_free(out, FALSE);
}
