/* outline.c - reads a Markdown text as a flat list of blocks. */
#include "markdown/outline.h"

#include "base/scan.h"
#include "base/text.h"
#include "model/name.h"

#include <cmark.h>
#include <string.h>

/*
 * cmark needs up to 230 times as much memory as its text (for one of brackets), so it is given a
 * file in pieces of up to PIECE_MAX bytes.  Most files are one piece.  In larger files each piece
 * begins where a block of the document begins, or an item of a list at its top level; a block that
 * the end of a piece cuts in two is read again at the start of the next one.  A piece does not know
 * the link definitions of the pieces before it, which matter only in headings.
 */
enum {
	BLOCKS_MAX = 50000,
	DEPTH_MAX = 200,        /* container marks on one line; more only slow cmark down */
	LABEL_MAX = 100,        /* bytes of a label in brackets */
	PIECE_MAX = 64 * 1024,  /* bytes */
	LINE_BYTES = 32 * 1024, /* that cmark is given of a longer line, without its middle */
	LINE_TAIL = 1024        /* of these, from the end of the line, where a comment may end */
};

static void
block_clear(gpointer data)
{
	g_free(((Block *)data)->text);
}

/* Drops emoji shortcodes: `:wrench: Tools` becomes ` Tools`; `18:30-21:00` has none. */
static void
drop_shortcodes(char *text)
{
	char *out = text, before = ' ';

	while (*text != '\0') {
		gsize length = *text == ':' && !g_ascii_isalnum(before)
		                   ? strspn(text + 1, "abcdefghijklmnopqrstuvwxyz0123456789_+-")
		                   : 0;
		if (length > 0 && text[length + 1] == ':')
			text += length + 2;
		else
			before = *out++ = *text++;
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
	return text_collapse_space(text->str);
}

/* TRUE for a paragraph that is one bold phrase, which many write for a heading: `**Next steps**`.
 */
static gboolean
is_bold_heading(cmark_node *paragraph)
{
	cmark_node *first = cmark_node_first_child(paragraph);

	return first != NULL && cmark_node_get_type(first) == CMARK_NODE_STRONG &&
	       cmark_node_next(first) == NULL;
}

/* TRUE for a pipe table.  cmark has no tables: it reads them as a paragraph, here of lines `first`
 * to `last`, whose second line is made of dashes, bars and colons. */
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

/*
 * cmark removes link definitions from its tree, so an item such as `- [1]: https://example.org/`
 * has no paragraph.  The definition becomes the text of `block`.  `child` is the item's first
 * child, or NULL, and begins on line `below`.
 */
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

/* `shift` is the number of lines before the piece. */
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

	/* A longer bold phrase is not a heading, but a sentence that somebody stressed. */
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
		if (strchr(" \t", *source_at(source, block.first)) != NULL)
			block.last = last_line_with_text(source, block.first, block.last);
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

/* Reads lines that are in no block of cmark's tree, since they are blank or define links. */
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

static gsize
line_size(const Source *source, guint line)
{
	return (gsize)(source_at(source, line + 1) - source_at(source, line));
}

/* The bytes of the line that cmark is given. */
static gsize
given_size(const Source *source, guint line)
{
	return MIN(line_size(source, line), (gsize)LINE_BYTES);
}

/* The last line of the piece that begins with line `first`. */
static guint
piece_last(const Source *source, guint first)
{
	gsize size = 0;
	guint next = first;

	if (source->text + source->length - source_at(source, first) <= PIECE_MAX)
		return source->lines;
	for (; next <= source->lines && size <= PIECE_MAX; next++)
		size += given_size(source, next);
	/* The line that exceeds PIECE_MAX belongs to the next piece; the first line never exceeds
	 * it. */
	return size > PIECE_MAX ? next - 2 : next - 1;
}

/* Counts the marks of quotes and lists that a line begins with: two in `> - text`. */
static guint
container_marks(const char *p)
{
	guint marks = 0;

	for (;; p++) {
		gboolean bullet =
		    (*p == '-' || *p == '*' || *p == '+') && (p[1] == ' ' || p[1] == '\t');
		gboolean number = (*p == '.' || *p == ')') && p[1] == ' ';
		if (*p == '>' || bullet || number)
			marks++;
		else if (*p != ' ' && *p != '\t' && !g_ascii_isdigit(*p))
			return marks;
	}
}

/* TRUE for a line of `size` bytes that is nested too deep.  cmark visits every open container for
 * each later line, so thousands of `>` on one line would make it slow. */
static gboolean
is_too_deep(const Source *source, guint line, gsize size)
{
	return size > DEPTH_MAX && container_marks(source_at(source, line)) > DEPTH_MAX;
}

/* TRUE when cmark can be given the lines as they are. */
static gboolean
is_bounded(const Source *source, guint first, guint last)
{
	for (guint line = first; line <= last; line++) {
		gsize size = line_size(source, line);
		if (size > LINE_BYTES || is_too_deep(source, line, size))
			return FALSE;
	}
	return TRUE;
}

static void
append_without_middle(GString *out, const char *line, gsize size)
{
	const char *middle = line + LINE_BYTES - LINE_TAIL, *end = line + size - LINE_TAIL;

	while ((*middle & 0xc0) == 0x80)
		middle--;
	while ((*end & 0xc0) == 0x80)
		end--;
	g_string_append_len(out, line, middle - line);
	g_string_append_len(out, end, line + size - end);
}

static GString *
bounded_lines(const Source *source, guint first, guint last, guint *too_deep)
{
	GString *bounded = g_string_new(NULL);

	for (guint line = first; line <= last; line++) {
		gsize size = line_size(source, line);
		if (is_too_deep(source, line, size)) {
			*too_deep = *too_deep == 0 ? line : *too_deep;
			g_string_append_c(bounded, '\n');
		} else if (size > LINE_BYTES) {
			append_without_middle(bounded, source_at(source, line), size);
		} else {
			g_string_append_len(bounded, source_at(source, line), (gssize)size);
		}
	}
	return bounded;
}

/*
 * Parses the lines as cmark's tree, whose line 1 is `first`.  Leaves out lines that are nested too
 * deep, and puts the first of them into `*too_deep` unless that is set.  Free with
 * cmark_node_free().
 */
static cmark_node *
piece_parse(const Source *source, guint first, guint last, guint *too_deep)
{
	const char *text = source_at(source, first);
	if (is_bounded(source, first, last))
		return cmark_parse_document(text, (gsize)(source_at(source, last + 1) - text),
		                            CMARK_OPT_DEFAULT);

	GString *bounded = bounded_lines(source, first, last, too_deep);
	cmark_node *document = cmark_parse_document(bounded->str, bounded->len, CMARK_OPT_DEFAULT);
	g_string_free(bounded, TRUE);
	return document;
}

/* How a code block or HTML block began, which says where it ends. */
typedef struct {
	const char *end; /* text on the last line of HTML; NULL when an empty line ends it */
	char fence;      /* the character of the fences of code; '\0' for HTML */
	gsize fences;    /* the closing fence has at least so many of them */
} Opening;

/* Returns FALSE when the block is neither fenced code nor HTML: such a block may end at any line.
 */
static gboolean
read_opening(const char *line, cmark_node_type type, Opening *opening)
{
	static const char *const html[][2] = {
		{ "<!--", "-->" },
		{ "<?", "?>" },
		{ "<![CDATA[", "]]>" },
		{ "<pre", "</pre>" },
		{ "<script", "</script>" },
		{ "<style", "</style>" },
		{ "<textarea", "</textarea>" },
	};
	const char *start = line + strspn(line, " \t>-*+.)0123456789");

	*opening = (Opening){ 0 };
	if (type == CMARK_NODE_CODE_BLOCK) {
		const char fence[] = { *start, '\0' };
		opening->fence = *start;
		opening->fences = *start == '`' || *start == '~' ? strspn(start, fence) : 0;
		return opening->fences >= 3;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(html) && opening->end == NULL; i++)
		if (g_ascii_strncasecmp(start, html[i][0], strlen(html[i][0])) == 0)
			opening->end = html[i][1];
	return type == CMARK_NODE_HTML_BLOCK;
}

/* TRUE when the line of `size` bytes is the last one of the block. */
static gboolean
ends_here(const Opening *opening, const char *line, gsize size)
{
	const char *end = line + size, *start = line;

	if (opening->fence == '\0' && opening->end != NULL)
		return g_strstr_len(line, (gssize)size, opening->end) != NULL;
	while (start < end && (*start == ' ' || *start == '\t' || *start == '>'))
		start++;
	const char *rest = start;
	while (opening->fence != '\0' && rest < end && *rest == opening->fence)
		rest++;
	gsize fences = (gsize)(rest - start);
	while (rest < end && g_ascii_isspace(*rest))
		rest++;
	return rest == end && fences >= opening->fences;
}

/* The line after a paragraph that continues after line `last`: the first one that may begin another
 * block, which no letter does, and no bar, since it may be of a table. */
static guint
after_paragraph(const Source *source, guint last)
{
	for (guint line = last + 1; line <= source->lines; line++) {
		const char *start = source_at(source, line);
		start += strspn(start, " ");
		if (!g_ascii_isalpha(*start) && *start != '|' && (guchar)*start < 0x80)
			return line;
	}
	return source->lines + 1;
}

/* The line after the block that begins on line `first` and fills the piece, up to line `last`. */
static guint
after_block(const Source *source, cmark_node *block, guint first, guint last)
{
	Opening opening;
	if (cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH)
		return (guint)cmark_node_get_end_line(block) + first - 1 < last
		           ? last + 1
		           : after_paragraph(source, last);
	while (cmark_node_last_child(block) != NULL)
		block = cmark_node_last_child(block);

	guint line = (guint)cmark_node_get_start_line(block) + first - 1;
	if (!read_opening(source_at(source, line), cmark_node_get_type(block), &opening))
		return last + 1;
	while (++line <= source->lines)
		if (ends_here(&opening, source_at(source, line), line_size(source, line)))
			break;
	return MAX(MIN(line, source->lines), last) + 1;
}

/*
 * Returns the first line of the next piece: where the last block of the tree begins, or in a list
 * its last item.  When that is `first`, so that one block fills the piece, returns the line after
 * the block if it is a paragraph, fenced code or HTML, and otherwise the line after the piece.
 */
static guint
piece_next(const Source *source, cmark_node *document, guint first, guint last)
{
	cmark_node *block = cmark_node_last_child(document);
	if (block == NULL || last == source->lines)
		return last + 1;

	if (cmark_node_get_type(block) == CMARK_NODE_LIST)
		block = cmark_node_last_child(block);
	guint start = (guint)cmark_node_get_start_line(block) + first - 1;
	return start > first ? start : after_block(source, block, first, last);
}

enum {
	NO_BLOCK = G_MAXUINT
};

/* What has been read of a file so far. */
typedef struct {
	const Source *source;
	GArray *blocks;
	guint next;     /* the first line that is in none of the blocks */
	guint top;      /* index of the last block that is a child of the document */
	guint list;     /* index of the list that may continue in the next piece, or NO_BLOCK */
	guint too_deep; /* the first line that was left out, or 0 */
} Outline;

static void read_items(Outline *outline, cmark_node *list, guint shift, guint end, guint level);

/*
 * Appends the blocks of an item that begins with a heading, as if the heading were not in a list:
 * outliners export every heading as an item.
 *
 *	- ## Action items
 *		- [ ] Nora: buy paint
 */
static void
read_heading_item(Outline *outline, cmark_node *item, guint shift, guint end)
{
	for (cmark_node *child = cmark_node_first_child(item); child != NULL;
	     child = cmark_node_next(child)) {
		read_block(outline->source, child, shift, outline->blocks);
		if (cmark_node_get_type(child) == CMARK_NODE_LIST)
			read_items(outline, child, shift, end, 1);
	}
}

/* Appends a list's block again before the items that follow one that begins with a heading. */
static void
continue_list(Outline *outline, cmark_node *list, cmark_node *item, guint shift)
{
	Block block = { .kind = BLOCK_LIST };

	block.first = (guint)cmark_node_get_start_line(item) + shift;
	block.last = MAX((guint)cmark_node_get_end_line(list) + shift, block.first);
	block.last = last_line_with_text(outline->source, block.first, block.last);
	g_array_append_val(outline->blocks, block);
}

/* Appends the items of a list that begin before line `end`, each followed by the items of the lists
 * below it. */
static void
read_items(Outline *outline, cmark_node *list, guint shift, guint end, guint level)
{
	gboolean interrupted = FALSE;

	for (cmark_node *item = cmark_node_first_child(list); item != NULL;
	     item = cmark_node_next(item)) {
		if ((guint)cmark_node_get_start_line(item) + shift >= end)
			return;
		cmark_node *first = cmark_node_first_child(item);
		if (level == 1 && first != NULL &&
		    cmark_node_get_type(first) == CMARK_NODE_HEADING) {
			read_heading_item(outline, item, shift, end);
			interrupted = TRUE;
			continue;
		}
		if (interrupted)
			continue_list(outline, list, item, shift);
		interrupted = FALSE;
		Block block = read_item(outline->source, item, shift);
		block.level = level;
		g_array_append_val(outline->blocks, block);
		for (cmark_node *child = first; child != NULL; child = cmark_node_next(child))
			if (cmark_node_get_type(child) == CMARK_NODE_LIST)
				read_items(outline, child, shift, G_MAXUINT, level + 1);
	}
}

/* The bullet at the start of a line that Markdown does not know, as word processors and pads write
 * them: `• x`, `– x`, `\\- x`.  Returns what follows it; NULL if there is none. */
static const char *
after_foreign_bullet(const char *line)
{
	static const char *const bullets[] = { "•", "‣", "◦", "●", "▪", "–", "—", "\\-", "\\*" };
	const char *start = scan_skip_blanks(line);

	if (g_ascii_isalnum(*start))
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(bullets); i++) {
		if (!g_str_has_prefix(start, bullets[i]))
			continue;
		const char *after = start + strlen(bullets[i]);
		return scan_skip_blanks(after) > after ? scan_skip_blanks(after) : NULL;
	}
	return NULL;
}

/* Returns what follows a bullet at the start of a line, also one that Markdown knows; NULL if there
 * is none. */
static const char *
after_bullet(const char *line)
{
	const char *start = scan_skip_blanks(line), *after = scan_skip_bullet(start);

	return after > start ? after : after_foreign_bullet(line);
}

/* Returns the first line from `line` to `last` that begins with a bullet that Markdown does not
 * know; 0 if there is none. */
static guint
find_foreign_bullet(const Source *source, guint line, guint last)
{
	for (; line <= last; line++)
		if (after_foreign_bullet(source_at(source, line)) != NULL)
			return line;
	return 0;
}

/* TRUE for code by its indent alone of which each line begins with a bullet: a list below a
 * paragraph, as word processors write it (a tab, `1.`, a tab, the text). */
static gboolean
is_indented_list(const Source *source, const Block *block)
{
	if (block->kind != BLOCK_CODE)
		return FALSE;
	for (guint line = block->first; line <= block->last; line++)
		if (strchr(" \t", *source_at(source, line)) == NULL ||
		    after_bullet(source_at(source, line)) == NULL)
			return FALSE;
	return TRUE;
}

static Block
foreign_item(const Source *source, guint first, guint last)
{
	const char *line = source_at(source, first);
	Block item = {
		.kind = BLOCK_ITEM, .level = 1, .first = first, .last = last, .text_last = last
	};

	item.offset = (gsize)(after_bullet(line) - line);
	item.indent = columns_before(line, item.offset);
	return item;
}

/* Makes a list of the last block, of which each line is an item. */
static void
list_lines(Outline *outline, const Block *block)
{
	GArray *blocks = outline->blocks;

	g_array_index(blocks, Block, blocks->len - 1).kind = BLOCK_LIST;
	for (guint line = block->first; line <= block->last && blocks->len < BLOCKS_MAX; line++) {
		Block item = foreign_item(outline->source, line, line);
		g_array_append_val(blocks, item);
	}
}

/*
 * Makes a list of the lines of the last block, a paragraph, from the first one that begins with a
 * bullet that Markdown does not know.  Returns the index of that list, or of the paragraph if there
 * is none.
 */
static guint
split_at_bullets(Outline *outline)
{
	GArray *blocks = outline->blocks;
	guint index = blocks->len - 1;
	Block paragraph = g_array_index(blocks, Block, index);
	if (is_indented_list(outline->source, &paragraph)) {
		list_lines(outline, &paragraph);
		return index;
	}
	guint first = paragraph.kind == BLOCK_PARAGRAPH
	                  ? find_foreign_bullet(outline->source, paragraph.first, paragraph.last)
	                  : 0;
	if (first == 0)
		return index;

	if (first > paragraph.first)
		g_array_index(blocks, Block, index++).last = first - 1;
	else
		g_array_set_size(blocks, index);
	Block list = { .kind = BLOCK_LIST, .first = first, .last = paragraph.last };
	g_array_append_val(blocks, list);
	while (first != 0) {
		guint next = find_foreign_bullet(outline->source, first + 1, paragraph.last);
		Block item =
		    foreign_item(outline->source, first, next != 0 ? next - 1 : paragraph.last);
		g_array_append_val(blocks, item);
		first = next;
	}
	return index;
}

/* The character that marks the items of a list: `-`, or the `.` of `12.`. */
static char
marker_at(const Source *source, guint line)
{
	const char *start = source_at(source, line);

	return start[strspn(start, " 0123456789")];
}

/* The index of the list at the end of the piece before, if `list`, at the start of this piece,
 * continues it; otherwise NO_BLOCK. */
static guint
continued_list(const Outline *outline, cmark_node *list, guint shift)
{
	if (outline->list == NO_BLOCK || cmark_node_get_type(list) != CMARK_NODE_LIST ||
	    cmark_node_get_start_line(list) != 1)
		return NO_BLOCK;
	const Block *before = &g_array_index(outline->blocks, Block, outline->list);
	return marker_at(outline->source, before->first) == marker_at(outline->source, 1 + shift)
	           ? outline->list
	           : NO_BLOCK;
}

/* Reads a child of the document; of a list only the items that begin before line `end`. */
static void
read_node(Outline *outline, cmark_node *node, guint shift, guint end)
{
	GArray *blocks = outline->blocks;
	gboolean is_list = cmark_node_get_type(node) == CMARK_NODE_LIST;
	guint index = continued_list(outline, node, shift);

	outline->list = NO_BLOCK;
	if (index == NO_BLOCK) {
		read_gap(outline->source, outline->next,
		         (guint)cmark_node_get_start_line(node) + shift - 1, blocks);
		read_block(outline->source, node, shift, blocks);
		index = split_at_bullets(outline);
	}
	if (is_list) {
		guint last = (guint)cmark_node_get_end_line(node) + shift;
		Block *list = &g_array_index(blocks, Block, index);
		list->last = last_line_with_text(outline->source, list->first,
		                                 MAX(MIN(last, end - 1), list->first));
		if (list->last == last_line_with_text(outline->source, list->first, end - 1))
			outline->list = index;
		read_items(outline, node, shift, end, 1);
	}
	outline->top = index;
	outline->next = g_array_index(blocks, Block, index).last + 1;
}

/* Extends the last block of the document, and the items at its end, to line `last`. */
static void
extend_last_block(Outline *outline, guint last)
{
	Block *blocks = &g_array_index(outline->blocks, Block, 0), *top = &blocks[outline->top];
	guint end = blocks[outline->blocks->len - 1].last;

	for (guint i = outline->blocks->len - 1; i > outline->top && blocks[i].last == end; i--)
		blocks[i].last = last;
	top->last = last;
	outline->next = last + 1;
	outline->list = top->kind == BLOCK_LIST ? outline->top : NO_BLOCK;
}

/* Reads the piece that begins on line `first`.  Returns the first line of the next one. */
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
		extend_last_block(outline, next - 1);
	return next;
}

static void
warn_bounds(const Outline *outline, guint line, Meeting *meeting)
{
	if (outline->too_deep != 0)
		meeting_warn(meeting, outline->too_deep, 1, "too-deep",
		             "lists or quotes are nested more than %d levels deep here; the line "
		             "is left out",
		             DEPTH_MAX);
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
		            .next = first_line,
		            .list = NO_BLOCK };
	guint line = first_line;

	g_array_set_clear_func(outline.blocks, block_clear);
	while (line <= source->lines && outline.blocks->len < BLOCKS_MAX)
		line = read_piece(&outline, line);
	read_gap(source, outline.next, line - 1, outline.blocks);
	warn_bounds(&outline, line, meeting);
	for (guint i = 0; i < outline.blocks->len; i++) {
		Block *block = &g_array_index(outline.blocks, Block, i);
		name_truncate(meeting, &block->text, "the heading", block->first, 1);
	}
	return outline.blocks;
}
