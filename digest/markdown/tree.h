/* tree.h - Markdown as cmark's tree, prepared for the renderers of markdown.h. */
#ifndef TIDINGS_MARKDOWN_TREE_H
#define TIDINGS_MARKDOWN_TREE_H

#include <cmark.h>
#include <glib.h>

enum {
	MARKDOWN_DEPTH_MAX = 50 /* levels of markup that are shown; deeper ones become their text */
};

typedef struct {
	cmark_node *root;
	char **lines; /* of the source, for markdown_tree_table(); NULL for inlines */
} MarkdownTree;

/* Blocks and inlines.  ~~Struck~~ text is a CMARK_NODE_CUSTOM_INLINE; adjacent texts are one node.
 */
MarkdownTree *markdown_tree_blocks(const char *markdown);

/* Inlines only: one paragraph, even if the text begins like a heading or a list; lines are joined
 * by spaces. */
MarkdownTree *markdown_tree_inline(const char *markdown);

void markdown_tree_free(MarkdownTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MarkdownTree, markdown_tree_free)

/* The lines of a paragraph that is a pipe table, each ended by a newline, newly allocated; NULL for
 * any other paragraph. */
char *markdown_tree_table(const MarkdownTree *tree, cmark_node *paragraph);

/* TRUE for a type of node without children, for which cmark's iterator has no exit event. */
gboolean markdown_is_leaf(cmark_node *node);

/* Raw HTML without its comments and with newlines for <br>.  Newly allocated. */
char *markdown_raw_text(const char *html);

/* TRUE for the control characters that no renderer shows: C0 except tab and newline, C1, U+2028 and
 * U+2029. */
gboolean markdown_is_control(gunichar c);

/* Appends `text` without these characters. */
void markdown_append_visible(GString *out, const char *text);

#endif
