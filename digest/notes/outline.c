/* outline.c - the blocks of a Markdown text in a row. */
#include "notes/outline.h"

#include "base/text.h"
#include "name.h"
#include "notes/arena.h"
#include "notes/reference.h"
#include "notes/token.h"

#include <cmark.h>
#include <string.h>

enum {
	DEPTH_MAX = 200, /* container marks on one line; more only slow cmark down */
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
		gsize length = *text == ':' ? strspn(text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_+-") : 0;
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

	return first != NULL && cmark_node_get_type(first) == CMARK_NODE_STRONG && cmark_node_next(first) == NULL;
}

/* cmark knows no tables: they come as a paragraph whose second line is made of dashes, bars and colons. */
static gboolean
is_table(const Source *source, guint first, guint last)
{
	if (last <= first)
		return FALSE;

	g_autofree char *rule = source_line(source, first + 1);
	return strchr(rule, '|') != NULL && strchr(rule, '-') != NULL && strspn(rule, "|-: \t") == strlen(rule);
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

/* An item that is nothing but a definition of a link, of which cmark leaves nothing, has this for its text. */
static void
read_reference_item(const Source *source, const cmark_node *child, guint below, Block *block)
{
	const char *line = source_at(source, block->first);
	const char *start = token_skip_blanks(line);
	const char *text = token_skip_bullet(start);

	if ((child != NULL && below <= block->first) || text == start || !reference_may_begin(text))
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
	for (guint line = first; line <= last; line++) {
		if (!reference_may_begin(token_skip_blanks(source_at(source, line))))
			continue;
		Block block = { .kind = BLOCK_REFERENCE, .first = line, .last = line };
		g_array_append_val(blocks, block);
	}
}

/* Counts the marks of quotes and lists a line begins with. */
static guint
container_marks(const char *p)
{
	guint marks = 0;

	for (;; p++) {
		gboolean bullet = (*p == '-' || *p == '*' || *p == '+') && (p[1] == ' ' || p[1] == '\t');
		gboolean number = (*p == '.' || *p == ')') && p[1] == ' ';
		if (*p == '>' || bullet || number)
			marks++;
		else if (*p != ' ' && *p != '\t' && !g_ascii_isdigit(*p))
			return marks;
	}
}

/*
 * Lines that open containers without measure cost cmark time for every later line: they are blanked in what it is
 * given.  Nobody reads 200 levels.
 */
static char *
tame_depth(const Source *source, guint first_line, Meeting *meeting)
{
	char *tamed = NULL;
	const char *body = source_at(source, first_line);

	for (guint line = first_line; line <= source->lines; line++) {
		const char *start = source_at(source, line), *end = source_at(source, line + 1);
		if (end - start <= DEPTH_MAX || container_marks(start) <= DEPTH_MAX)
			continue;
		if (tamed == NULL) {
			tamed = g_strdup(body);
			meeting_warn(meeting, line, 1, "too-deep",
			             "lists or quotes are nested more than %d levels deep here; the line is left out",
			             DEPTH_MAX);
		}
		for (const char *p = start; p < end && *p != '\n' && *p != '\r'; p++)
			tamed[p - body] = ' ';
	}
	return tamed;
}

/* The items of a list, each followed by those of the lists right below it. */
static void
read_items(const Source *source, cmark_node *list, guint shift, GArray *blocks)
{
	for (cmark_node *item = cmark_node_first_child(list); item != NULL; item = cmark_node_next(item)) {
		Block block = read_item(source, item, shift);
		block.level = 1;
		g_array_append_val(blocks, block);
		for (cmark_node *child = cmark_node_first_child(item); child != NULL; child = cmark_node_next(child)) {
			if (cmark_node_get_type(child) != CMARK_NODE_LIST)
				continue;
			cmark_node *inner = cmark_node_first_child(child);
			for (; inner != NULL; inner = cmark_node_next(inner)) {
				Block below = read_item(source, inner, shift);
				below.level = 2;
				g_array_append_val(blocks, below);
			}
		}
	}
}

GArray *
outline_read(const Source *source, guint first_line, Meeting *meeting)
{
	GArray *blocks = g_array_sized_new(FALSE, FALSE, sizeof(Block), 64);
	const char *body = source_at(source, first_line);
	g_autofree char *tamed = tame_depth(source, first_line, meeting);
	gsize length = source->length - (gsize)(body - source->text);
	cmark_node *document = arena_parse(tamed != NULL ? tamed : body, length);
	guint shift = first_line - 1, next = first_line;

	g_array_set_clear_func(blocks, block_clear);
	for (cmark_node *node = cmark_node_first_child(document); node != NULL; node = cmark_node_next(node)) {
		read_gap(source, next, (guint)cmark_node_get_start_line(node) + shift - 1, blocks);
		read_block(source, node, shift, blocks);
		Block *block = &g_array_index(blocks, Block, blocks->len - 1);
		name_bound(meeting, &block->text, "the heading", block->first, 1);
		next = block->last + 1;
		if (cmark_node_get_type(node) == CMARK_NODE_LIST)
			read_items(source, node, shift, blocks);
	}
	read_gap(source, next, source->lines, blocks);
	arena_reset();
	return blocks;
}
