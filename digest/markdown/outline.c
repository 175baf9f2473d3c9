/* outline.c - the blocks of a Markdown text in a row. */
#include "markdown/outline.h"

#include "base/scan.h"
#include "base/text.h"
#include "model/name.h"
#include "piece.h"

#include <cmark.h>
#include <string.h>

enum {
	LABEL_MAX = 100 /* bytes of a label in brackets */
};

enum {
	BLOCKS_MAX = 50000
};

static void
block_clear(gpointer data)
{
	g_free(((Block *)data)->text);
}

/* Drops emoji shortcodes (`:wrench:`). */
static void
drop_shortcodes(char *text)
{
	char *out = text;

	while (*text != '\0') {
		gsize length =
		    *text == ':' ? strspn(text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_+-") : 0;
		if (length > 0 && text[length + 1] == ':')
			text += length + 2;
		else
			*out++ = *text++;
	}
	*out = '\0';
}

/* The text of a node's descendants without markup and shortcodes. */
static char *
plain_text(cmark_node *node)
{
	g_autoptr(GString) text = g_string_new(NULL);
	cmark_iter *iter = cmark_iter_new(node);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *inner = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(inner);
		if (event != CMARK_EVENT_ENTER)
			continue;
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			g_string_append(text, cmark_node_get_literal(inner));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			g_string_append_c(text, ' ');
	}
	cmark_iter_free(iter);
	drop_shortcodes(text->str);
	return text_squeeze(text->str);
}

/* A paragraph that is one bold phrase is what many write for a heading. */
static gboolean
is_bold_heading(cmark_node *paragraph)
{
	cmark_node *first = cmark_node_first_child(paragraph);

	return first != NULL && cmark_node_get_type(first) == CMARK_NODE_STRONG &&
	       cmark_node_next(first) == NULL;
}

/* cmark knows no tables: they come as a paragraph whose second line is made of dashes, bars and
 * colons. */
static gboolean
is_table(const Source *source, guint first, guint last)
{
	if (last <= first)
		return FALSE;

	g_autofree char *rule = source_line(source, first + 1);
	return strchr(rule, '|') != NULL && strchr(rule, '-') != NULL &&
	       strspn(rule, "|-: \t") == strlen(rule);
}

static guint
last_line_with_text(const Source *source, guint first, guint last)
{
	for (; last > first; last--) {
		const char *end = source_at(source, last + 1);
		const char *p = source_at(source, last);
		while (p < end && g_ascii_isspace(*p))
			p++;
		if (p < end)
			break;
	}
	return last;
}

static guint
columns_before(const char *line, gsize offset)
{
	guint column = 0;

	for (gsize i = 0; i < offset; i++)
		column += line[i] == '\t' ? 4 - column % 4 : 1;
	return column;
}

/* An item that is nothing but a definition of a link, of which cmark leaves nothing, has this for
 * its text. */
static void
read_reference_item(const Source *source, const cmark_node *child, guint below, Block *block)
{
	const char *line = source_at(source, block->first);
	const char *start = scan_skip_blanks(line);
	const char *text = scan_skip_bullet(start);

	if ((child != NULL && below <= block->first) || text == start ||
	    !link_definition_may_begin(text))
		return;
	block->text_last = block->first;
	block->offset = (gsize)(text - line);
	block->indent = columns_before(line, block->offset);
}

static Block
read_item(const Source *source, cmark_node *item, guint shift)
{
	Block block = { .kind = BLOCK_ITEM };
	cmark_node *child = cmark_node_first_child(item);

	block.first = (guint)cmark_node_get_start_line(item) + shift;
	block.last = MAX((guint)cmark_node_get_end_line(item) + shift, block.first);
	block.last = last_line_with_text(source, block.first, block.last);
	if (child == NULL || cmark_node_get_type(child) != CMARK_NODE_PARAGRAPH) {
		guint below = child != NULL ? (guint)cmark_node_get_start_line(child) + shift : 0;
		read_reference_item(source, child, below, &block);
		return block;
	}

	/* The text may begin on the line below a lone bullet. */
	block.first = (guint)cmark_node_get_start_line(child) + shift;
	block.text_last = (guint)cmark_node_get_end_line(child) + shift;
	block.last = MAX(block.last, block.text_last);
	block.offset = (gsize)MAX(cmark_node_get_start_column(child) - 1, 0);
	const char *line = source_at(source, block.first);
	block.offset = MIN(block.offset, (gsize)(source_at(source, block.first + 1) - line));
	block.indent = columns_before(line, block.offset);
	return block;
}

static void
read_paragraph(const Source *source, cmark_node *node, Block *block)
{
	g_autofree char *bold = is_bold_heading(node) ? plain_text(node) : NULL;

	/* what is too long for a name is not a heading, but something said aloud */
	if (bold != NULL && g_utf8_strlen(bold, -1) <= NAME_CHARACTERS_MAX) {
		block->kind = BLOCK_HEADING;
		block->level = OUTLINE_BOLD;
		block->text = g_steal_pointer(&bold);
	} else if (is_table(source, block->first, block->last))
		block->kind = BLOCK_TABLE;
	else
		block->kind = BLOCK_PARAGRAPH;
}

static void
read_block(const Source *source, cmark_node *node, guint shift, GArray *blocks)
{
	Block block = { .kind = BLOCK_OTHER };

	block.first = (guint)cmark_node_get_start_line(node) + shift;
	block.last = MAX((guint)cmark_node_get_end_line(node) + shift, block.first);
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HEADING:
		block.kind = BLOCK_HEADING;
		block.level = (guint)cmark_node_get_heading_level(node);
		block.text = plain_text(node);
		break;
	case CMARK_NODE_PARAGRAPH:
		read_paragraph(source, node, &block);
		break;
	case CMARK_NODE_CODE_BLOCK:
		block.kind = BLOCK_CODE;
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		block.kind = BLOCK_QUOTE;
		break;
	case CMARK_NODE_LIST:
		block.kind = BLOCK_LIST;
		block.last = last_line_with_text(source, block.first, block.last);
		break;
	default:
		break;
	}
	g_array_append_val(blocks, block);
}

/* Lines `first` to `last` are no part of cmark's tree: they are blank, or define links. */
static void
read_gap(const Source *source, guint first, guint last, GArray *blocks)
{
	for (guint line = first; line <= last && blocks->len < BLOCKS_MAX; line++) {
		if (!link_definition_may_begin(scan_skip_blanks(source_at(source, line))))
			continue;
		Block block = { .kind = BLOCK_REFERENCE, .first = line, .last = line };
		g_array_append_val(blocks, block);
	}
}

/* What is read piece by piece. */
typedef struct {
	const Source *source;
	GArray *blocks;
	guint next;     /* the first line that stands in none of the blocks */
	guint top;      /* place of the last block of the document, from 1 */
	guint list;     /* place of the list, from 1, that the piece before ended with; or 0 */
	guint too_deep; /* the first line that is left out */
} Outline;

/* The items of a list before line `end`, each followed by those of the lists right below it. */
static void
read_items(Outline *outline, cmark_node *list, guint shift, guint end)
{
	for (cmark_node *item = cmark_node_first_child(list); item != NULL;
	     item = cmark_node_next(item)) {
		if ((guint)cmark_node_get_start_line(item) + shift >= end)
			return;
		Block block = read_item(outline->source, item, shift);
		block.level = 1;
		g_array_append_val(outline->blocks, block);
		for (cmark_node *child = cmark_node_first_child(item); child != NULL;
		     child = cmark_node_next(child)) {
			if (cmark_node_get_type(child) != CMARK_NODE_LIST)
				continue;
			cmark_node *inner = cmark_node_first_child(child);
			for (; inner != NULL; inner = cmark_node_next(inner)) {
				Block below = read_item(outline->source, inner, shift);
				below.level = 2;
				g_array_append_val(outline->blocks, below);
			}
		}
	}
}

/* What the items of a list begin with, whatever their number. */
static char
marker_at(const Source *source, guint line)
{
	const char *start = source_at(source, line);

	return start[strspn(start, " 0123456789")];
}

/* The place, from 1, of the list that the piece before ended with when this one goes on with it; or
 * 0. */
static guint
list_before(const Outline *outline, cmark_node *list, guint shift)
{
	if (outline->list == 0 || cmark_node_get_type(list) != CMARK_NODE_LIST ||
	    cmark_node_get_start_line(list) != 1)
		return 0;
	const Block *before = &g_array_index(outline->blocks, Block, outline->list - 1);
	return marker_at(outline->source, before->first) == marker_at(outline->source, 1 + shift)
	           ? outline->list
	           : 0;
}

/* Reads what begins before line `end` of a block of the document. */
static void
read_node(Outline *outline, cmark_node *node, guint shift, guint end)
{
	GArray *blocks = outline->blocks;
	gboolean is_list = cmark_node_get_type(node) == CMARK_NODE_LIST;
	guint place = list_before(outline, node, shift);

	outline->list = 0;
	if (place == 0) {
		read_gap(outline->source, outline->next,
		         (guint)cmark_node_get_start_line(node) + shift - 1, blocks);
		read_block(outline->source, node, shift, blocks);
		place = blocks->len;
	}
	if (is_list) {
		guint last = (guint)cmark_node_get_end_line(node) + shift;
		Block *list = &g_array_index(blocks, Block, place - 1);
		list->last = last_line_with_text(outline->source, list->first,
		                                 MAX(MIN(last, end - 1), list->first));
		outline->list =
		    list->last == last_line_with_text(outline->source, list->first, end - 1) ? place
		                                                                             : 0;
		read_items(outline, node, shift, end);
	}
	outline->top = place;
	outline->next = g_array_index(blocks, Block, place - 1).last + 1;
}

/* The last block of the document, and the items that end it, go on up to line `last`. */
static void
stretch(Outline *outline, guint last)
{
	Block *blocks = &g_array_index(outline->blocks, Block, 0), *top = &blocks[outline->top - 1];
	guint had = blocks[outline->blocks->len - 1].last;

	for (guint i = outline->blocks->len; i > outline->top && blocks[i - 1].last == had; i--)
		blocks[i - 1].last = last;
	top->last = last;
	outline->next = last + 1;
	outline->list = top->kind == BLOCK_LIST ? outline->top : 0;
}

/* Returns the line that the next piece begins with. */
static guint
read_piece(Outline *outline, guint first)
{
	guint last = piece_last(outline->source, first);
	cmark_node *document = piece_parse(outline->source, first, last, &outline->too_deep);
	guint next = piece_next(outline->source, document, first, last);

	for (cmark_node *node = cmark_node_first_child(document); node != NULL;
	     node = cmark_node_next(node)) {
		if ((guint)cmark_node_get_start_line(node) + first - 1 >= next)
			break;
		read_node(outline, node, first - 1, next);
	}
	cmark_node_free(document);
	if (next > last + 1)
		stretch(outline, next - 1);
	return next;
}

static void
warn_bounds(const Outline *outline, guint line, Meeting *meeting)
{
	if (outline->too_deep != 0)
		meeting_warn(meeting, outline->too_deep, 1, "too-deep",
		             "lists or quotes are nested more than %d levels deep here; the line "
		             "is left out",
		             PIECE_DEPTH_MAX);
	if (line <= outline->source->lines)
		meeting_warn(meeting, line, 1, "too-many-items",
		             "there are more than %d headings, paragraphs and items; from here on "
		             "they are left out",
		             BLOCKS_MAX);
}

gboolean
link_definition_may_begin(const char *line)
{
	gsize length = *line == '[' ? strcspn(line, "]\r\n") : 0;

	return length > 1 && length < LABEL_MAX && line[length] == ']' && line[length + 1] == ':';
}

GArray *
outline_read(const Source *source, guint first_line, Meeting *meeting)
{
	Outline outline = { .source = source,
		            .blocks = g_array_sized_new(FALSE, FALSE, sizeof(Block), 64),
		            .next = first_line };
	guint line = first_line;

	g_array_set_clear_func(outline.blocks, block_clear);
	while (line <= source->lines && outline.blocks->len < BLOCKS_MAX)
		line = read_piece(&outline, line);
	read_gap(source, outline.next, line - 1, outline.blocks);
	warn_bounds(&outline, line, meeting);
	for (guint i = 0; i < outline.blocks->len; i++) {
		Block *block = &g_array_index(outline.blocks, Block, i);
		name_bound(meeting, &block->text, "the heading", block->first, 1);
	}
	return outline.blocks;
}
