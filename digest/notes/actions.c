/* actions.c - the sections that list what is to be done. */
#include "actions.h"

#include "base/scan.h"
#include "due.h"
#include "item.h"
#include "model/name.h"
#include "owners.h"
#include "reference.h"
#include "table.h"

#include <string.h>

/* A section being read. */
typedef struct {
	const Source *source;
	const GArray *blocks;
	ItemMaker maker;
	GPtrArray *pending; /* owners whose colon had nothing behind it, or NULL */
	guint pending_line;
	GPtrArray *of_heading; /* owners that the sub-heading names, or NULL */
	GString *line;         /* the line being read */
	guint previous_last;   /* last line of the block before */
	gboolean may_own_list; /* that block was a paragraph, so a list now may belong to it */
} Section;

/* Remembers `owners`, which it takes, that have nothing behind their colon yet. */
static void
section_set_pending(Section *section, GPtrArray *owners, guint line)
{
	g_clear_pointer(&section->pending, g_ptr_array_unref);
	/* here, too: each item below has a copy of them */
	names_truncate(section->maker.meeting, owners, 0, "the owner", line,
	               source_column(section->source, line));
	section->pending = owners;
	section->pending_line = line;
}

/* A copy of a list of owners. */
static GPtrArray *
section_copy_owners(const GPtrArray *owners)
{
	GPtrArray *copy = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < owners->len; i++)
		g_ptr_array_add(copy, g_strdup(g_ptr_array_index(owners, i)));
	return copy;
}

static void
merge_status(ItemStatus *into, const ItemStatus *from)
{
	into->box |= from->box;
	into->done |= from->done;
	into->struck |= from->struck;
}

static void
begin(Section *section, GPtrArray *owners, const char *text, guint line, const ItemStatus *status)
{
	ItemStatus own = *status;

	text = item_status_skip(text, &own);
	item_begin(&section->maker, owners, text, line, source_column(section->source, line));
	merge_status(&section->maker.status, &own);
}

/* Owners for a line that names none: those above it, those of the heading, or nobody. */
static GPtrArray *
inherited_owners(Section *section, gboolean in_list)
{
	if (section->pending != NULL && in_list)
		return section_copy_owners(section->pending);
	if (section->pending != NULL)
		return g_steal_pointer(&section->pending);
	return section->of_heading != NULL ? section_copy_owners(section->of_heading) : NULL;
}

/* The deadline that a remark between owners and colon tells: `RD (by Friday): x`. */
static Day
due_of_remark(const Section *section, const OwnerPrefix *prefix)
{
	Dates dates;
	if (prefix->remark == NULL)
		return DAY_NONE;

	g_autofree char *remark = g_strndup(prefix->remark, (gsize)(prefix->text - prefix->remark));
	/* `(Friday): ` is read like `Friday:` */
	char *start = remark + strspn(remark, " (,");
	gsize end = strcspn(start, "):");
	if (start[end] != '\0')
		start[end] = ':';
	dates_read(start, section->maker.meeting->day, &dates);
	return due_find(start, &dates);
}

/* Takes one line; `first` is that of its paragraph or list item. */
static void
section_read_line(Section *section, const char *line, guint number, gboolean first,
                  gboolean in_list)
{
	ItemStatus status = { 0 };
	const char *text = item_status_skip(line, &status);
	OwnerPrefix prefix;

	if (!owner_prefix_read(section->maker.names, text, &prefix)) {
		gboolean continues =
		    !first && section->maker.open && (in_list || section->pending == NULL);
		if (continues && !status.box)
			item_continue(&section->maker, line);
		else
			begin(section, inherited_owners(section, in_list), text, number, &status);
		return;
	}
	if (*scan_skip_emphasis(prefix.text) == '\0') {
		item_finish(&section->maker);
		section_set_pending(section, owner_prefix_owners(&prefix), number);
		return;
	}
	if (!in_list)
		g_clear_pointer(&section->pending, g_ptr_array_unref);
	begin(section, owner_prefix_owners(&prefix), prefix.text, number, &status);
	section->maker.verb = prefix.kind == PREFIX_VERB;
	section->maker.due = due_of_remark(section, &prefix);
}

/* Takes the lines of a paragraph or of a list item, whose text begins `offset` bytes into its first
 * line. */
static void
section_read_lines(Section *section, guint first, guint last, gsize offset, gboolean in_list)
{
	gboolean begun = FALSE;

	for (guint number = first; number <= last; number++) {
		const char *line = source_line_into(section->source, number,
		                                    number == first ? offset : 0, section->line);
		if (!begun && reference_is_line(section->maker.names, line))
			continue;
		section_read_line(section, line, number, !begun, in_list);
		begun = TRUE;
	}
}

/* Puts lines to the item as its detail, without `indent` columns of leading blanks. */
static void
section_add_detail(Section *section, guint first, guint last, guint indent)
{
	g_autofree char *detail = source_lines(section->source, first, last, indent);

	item_detail(&section->maker, detail);
}

/* Lazy continuation lines. */

/* TRUE when the line begins before column `indent` (from 0), where the list's text stands, and is
 * no item of it. */
static gboolean
lazy_continuation_is_line(const Source *source, guint line, guint indent)
{
	const char *start = source_at(source, line);
	gsize blanks = strspn(start, " ");

	if (blanks >= indent || strchr("\t\r\n", start[blanks]) != NULL)
		return FALSE;
	return scan_skip_bullet(start + blanks) == start + blanks;
}

/*
 * The first such line of `first` to `last` that begins with owners: whoever wrote it saw an item of
 * its own there. 0 when there is none.
 */
static guint
lazy_continuation_find_owner(const Source *source, const OwnerNames *names, guint first, guint last,
                             guint indent)
{
	OwnerPrefix prefix;

	for (guint line = first; line <= last; line++) {
		if (!lazy_continuation_is_line(source, line, indent))
			continue;
		g_autofree char *text = source_line(source, line);
		if (owner_prefix_read(names, text, &prefix))
			return line;
	}
	return 0;
}

/* The blocks of a section. */

static const Block *
block_at(const GArray *blocks, guint index)
{
	return index < blocks->len ? &g_array_index(blocks, Block, index) : NULL;
}

/* TRUE when an item begins with an owner prefix. */
static gboolean
has_owner(const Section *section, const Block *item)
{
	if (item == NULL || item->kind != BLOCK_ITEM || item->text_last == 0)
		return FALSE;

	ItemStatus status = { 0 };
	const char *line =
	    source_line_into(section->source, item->first, item->offset, section->line);
	OwnerPrefix prefix;
	return owner_prefix_read(section->maker.names, item_status_skip(line, &status), &prefix);
}

/* A line behind one at the margin that is an item of its own: its paragraph goes on, or a list is
 * its detail. */
static void
read_after_lazy(Section *section, guint number, guint indent)
{
	const char *line = source_line_into(section->source, number, 0, section->line);
	if (*line == '\0')
		return;
	if (lazy_continuation_is_line(section->source, number, indent))
		section_read_line(section, line, number, FALSE, FALSE);
	else if (section->pending != NULL)
		section_read_line(section, scan_skip_bullet(line), number,
		                  scan_skip_bullet(line) != line, TRUE);
	else
		section_add_detail(section, number, number, indent);
}

/* What stands below an item whose text stands at column `indent`, of which `cut` columns are cut.
 */
static void
add_below(Section *section, guint first, guint last, guint cut, guint indent)
{
	guint lazy = lazy_continuation_find_owner(section->source, section->maker.names, first,
	                                          last, indent);

	section_add_detail(section, first, lazy > 0 ? lazy - 1 : last, cut);
	for (guint number = lazy; lazy > 0 && number <= last; number++)
		read_after_lazy(section, number, indent);
}

/* `RD` with a list below it: owners without a colon, on a line or in an item of their own. */
static gboolean
is_bare_owner(Section *section, const Block *block, guint last)
{
	if (section->pending != NULL || last != block->first)
		return FALSE;
	const char *line =
	    source_line_into(section->source, block->first, block->offset, section->line);
	g_autoptr(GPtrArray) owners = g_ptr_array_new_with_free_func(g_free);
	if (!owner_list_read(section->maker.names, line, owners))
		return FALSE;
	item_finish(&section->maker);
	section_set_pending(section, g_steal_pointer(&owners), block->first);
	return TRUE;
}

/* The paragraphs below an item that is nothing but owners and a colon. */
static void
read_below(Section *section, const Block *item)
{
	gboolean begun = FALSE;

	for (guint number = item->text_last + 1; number <= item->last; number++) {
		g_autofree char *line = source_line(section->source, number);
		if (*line == '\0')
			continue;
		section_read_line(section, line, number, !begun, TRUE);
		begun = TRUE;
	}
}

/* The items below such an item; returns the index behind them. */
static guint
read_items_below(Section *section, guint index, gboolean owned)
{
	for (;; index++) {
		const Block *below = block_at(section->blocks, index);
		if (below == NULL || below->kind != BLOCK_ITEM || below->level != 2)
			return index;
		if (!owned || below->text_last == 0)
			continue;
		section_read_lines(section, below->first, below->text_last, below->offset, TRUE);
		section_add_detail(section, below->text_last + 1, below->last, below->indent);
	}
}

/* Reads one item; returns the index behind it and the items below it. */
static guint
read_item(Section *section, guint index)
{
	const Block *item = block_at(section->blocks, index);
	const Block *below = block_at(section->blocks, index + 1);
	gboolean parent = below != NULL && below->kind == BLOCK_ITEM && below->level == 2;
	/* Its own owners count for what is below it only; those above the list count for the next
	 * item, too. */
	GPtrArray *outer = g_steal_pointer(&section->pending);
	section->pending = outer != NULL ? section_copy_owners(outer) : NULL;
	const GPtrArray *before = section->pending;

	if (item->text_last == 0)
		item_finish(&section->maker);
	else if (!parent || !is_bare_owner(section, item, item->text_last))
		section_read_lines(section, item->first, item->text_last, item->offset, TRUE);
	gboolean waiting =
	    !section->maker.open && section->pending != NULL && section->pending != before;
	index = read_items_below(section, index + 1, waiting);
	if (waiting && !parent)
		read_below(section, item);
	else if (!waiting)
		add_below(section, MAX(item->text_last, item->first) + 1, item->last, item->indent,
		          item->indent);
	/* `RD:` at the margin, right below an item, owns the items that follow. */
	if (section->pending != NULL && section->pending_line > item->first &&
	    lazy_continuation_is_line(section->source, section->pending_line, item->indent)) {
		g_clear_pointer(&outer, g_ptr_array_unref);
		outer = g_steal_pointer(&section->pending);
	}
	g_clear_pointer(&section->pending, g_ptr_array_unref);
	section->pending = outer;
	return index;
}

/* TRUE when a list that begins now, on line `first`, is the detail of the item above it. */
static gboolean
list_is_detail(const Section *section, guint first, const Block *first_item)
{
	const ItemMaker *maker = &section->maker;

	if (!section->may_own_list || !maker->open || section->pending != NULL)
		return FALSE;
	if (maker->owners == NULL)
		return maker->text->len > 0 && maker->text->str[maker->text->len - 1] == ':' &&
		       !has_owner(section, first_item);
	/* After a blank line, items with owners of their own are items of their own. */
	return first <= section->previous_last + 1 || !has_owner(section, first_item);
}

/* The detail from line `first` on, up to where an item at the margin ends the list; returns the
 * index behind it. */
static guint
read_detail(Section *section, guint index, guint first, guint last)
{
	const Block *item = block_at(section->blocks, index);
	guint indent = item->indent;
	guint lazy = lazy_continuation_find_owner(section->source, section->maker.names, first,
	                                          last, indent);

	for (; item != NULL && item->kind == BLOCK_ITEM &&
	       (lazy == 0 || item->level > 1 || item->first <= lazy);
	     item = block_at(section->blocks, ++index))
		section->previous_last = item->level == 1 ? item->last : section->previous_last;
	add_below(section, first, section->previous_last, 0, indent);
	return index;
}

static guint
read_list(Section *section, guint index)
{
	const Block *list = block_at(section->blocks, index);
	const Block *item = block_at(section->blocks, ++index);
	guint first = list->first;

	while (item != NULL && item->kind == BLOCK_ITEM && list_is_detail(section, first, item)) {
		index = read_detail(section, index, first, list->last);
		item = block_at(section->blocks, index);
		first = item != NULL ? item->first : 0;
	}
	section->may_own_list = item == NULL || item->kind != BLOCK_ITEM;
	while ((item = block_at(section->blocks, index)) != NULL && item->kind == BLOCK_ITEM)
		index = read_item(section, index);
	g_clear_pointer(&section->pending, g_ptr_array_unref);
	return index;
}

static void
read_heading(Section *section, const Block *heading)
{
	g_autoptr(GPtrArray) owners = g_ptr_array_new_with_free_func(g_free);

	item_finish(&section->maker);
	g_clear_pointer(&section->pending, g_ptr_array_unref);
	g_clear_pointer(&section->of_heading, g_ptr_array_unref);
	section->maker.heading = heading->text;
	/* Here it is a person's name, though headings are topics else. */
	OwnerNames people = { .people = section->maker.names->people };
	if (owner_list_read(&people, heading->text, owners))
		section->of_heading = g_steal_pointer(&owners);
}

/* `**RD: do x**` is an item in bold, no heading. */
static gboolean
is_bold_item(const Section *section, const Block *block)
{
	OwnerPrefix prefix;

	return owner_prefix_read(section->maker.names, block->text, &prefix) &&
	       *prefix.text != '\0';
}

static guint
read_section_block(Section *section, guint index)
{
	const Block *block = block_at(section->blocks, index);
	guint next = index + 1;

	switch (block->kind) {
	case BLOCK_HEADING:
		if (block->level == OUTLINE_BOLD && is_bold_item(section, block)) {
			section_read_lines(section, block->first, block->last, 0, FALSE);
			section->may_own_list = TRUE;
			break;
		}
		read_heading(section, block);
		section->may_own_list = FALSE;
		break;
	case BLOCK_PARAGRAPH:
		if (next == section->blocks->len || block[1].kind != BLOCK_LIST ||
		    !is_bare_owner(section, block, block->last))
			section_read_lines(section, block->first, block->last, 0, FALSE);
		section->may_own_list = TRUE;
		break;
	case BLOCK_REFERENCE:
		for (guint line = block->first; line <= block->last; line++)
			section_read_lines(section, line, line, 0, FALSE);
		break;
	case BLOCK_LIST:
		next = read_list(section, index);
		break;
	case BLOCK_TABLE:
		if (table_read(section->source, block->first, block->last, &section->maker)) {
			section->may_own_list = FALSE;
			break;
		}
		section_add_detail(section, block->first, block->last, 0);
		break;
	case BLOCK_CODE:
	case BLOCK_QUOTE:
		section_add_detail(section, block->first, block->last, 0);
		break;
	default:
		break;
	}
	section->previous_last = block->last;
	return next;
}

guint
actions_read(const Source *source, const GArray *blocks, guint index, const OwnerNames *names,
             GTimeZone *zone, Meeting *meeting)
{
	Section section = { .source = source, .blocks = blocks };
	const Block *start = block_at(blocks, index);
	gboolean heading = start->kind == BLOCK_HEADING;

	item_maker_init(&section.maker, source, meeting, names, zone);
	section.line = g_string_new(NULL);
	for (index++; index < blocks->len;) {
		const Block *block = block_at(blocks, index);
		if (heading ? block->kind == BLOCK_HEADING && block->level <= start->level
		            : block->kind != BLOCK_LIST)
			break;
		index = read_section_block(&section, index);
	}
	item_finish(&section.maker);
	item_maker_clear(&section.maker);
	g_string_free(section.line, TRUE);
	g_clear_pointer(&section.pending, g_ptr_array_unref);
	g_clear_pointer(&section.of_heading, g_ptr_array_unref);
	return index;
}
