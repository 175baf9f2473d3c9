/* markdown_tree.h - Markdown as cmark's tree, made ready for the renderers of markdown.h. */
#ifndef TIDINGS_MARKDOWN_MARKDOWN_TREE_H
#define TIDINGS_MARKDOWN_MARKDOWN_TREE_H

#include <cmark.h>
#include <glib.h>

enum {
	MARKDOWN_DEPTH_MAX =
	    50 /* levels of markup that are shown; deeper ones only as their text */
};

typedef struct {
	cmark_node *root;
	char **lines; /* the source by lines, for what cmark has no node for; NULL for one line of
	                 text */
} MarkdownTree;

/* Blocks and inlines.  ~~struck~~ text is a CMARK_NODE_CUSTOM_INLINE; neighbouring texts are one
 * node. */
MarkdownTree *markdown_tree_blocks(const char *markdown);

/* Inlines only: one paragraph, whatever the text begins with; lines are joined by spaces. */
MarkdownTree *markdown_tree_inline(const char *markdown);

void markdown_tree_free(MarkdownTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MarkdownTree, markdown_tree_free)

/* The lines of a paragraph that is a table of pipes, newly allocated, each ended by a newline; NULL
 * when it is none. */
char *markdown_tree_table(const MarkdownTree *tree, cmark_node *paragraph);

/* TRUE for a node that never has children: cmark's iterator enters it and does not leave it. */
gboolean markdown_is_leaf(cmark_node *node);

/* What raw HTML says: itself, without comments, with <br> as a newline.  Newly allocated. */
char *markdown_raw_text(const char *html);

/* TRUE for the control characters that are shown nowhere: C0 (but tab and newline), C1, U+2028 and
 * U+2029. */
gboolean markdown_is_dropped(gunichar c);

#endif
