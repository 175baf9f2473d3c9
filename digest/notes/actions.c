/* actions.c - the sections that list what is to be done. */
#include "notes/actions.h"

#include "notes/due.h"
#include "notes/item.h"
#include "notes/table.h"
#include "notes/token.h"

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
	gboolean takes_list;   /* that block was a paragraph, so a list now may belong to it */
} Section;

static const Block *
block_at(const GArray *blocks, guint index)
{
	return index < blocks->len ? &g_array_index(blocks, Block, index) : NULL;
}

/* Remembers owners that have nothing behind their colon yet. */
static void
set_pending(Section *section, GPtrArray *owners, guint line)
{
	g_clear_pointer(&section->pending, g_ptr_array_unref);
	section->pending = owners;
	section->pending_line = line;
}

static GPtrArray *
copy_owners(const GPtrArray *owners)
{
	GPtrArray *copy = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < owners->len; i++)
		g_ptr_array_add(copy, g_strdup(g_ptr_array_index(owners, i)));
	return copy;
}

static void
merge_marks(Marks *into, const Marks *from)
{
	into->box |= from->box;
	into->done |= from->done;
	into->struck |= from->struck;
}

static void
begin(Section *section, GPtrArray *owners, const char *text, guint line, const Marks *marks)
{
	Marks own = *marks;

	text = marks_skip(text, &own);
	item_begin(&section->maker, owners, text, line, source_column(section->source, line));
	merge_marks(&section->maker.marks, &own);
}

/* Owners for a line that names none: those above it, those of the heading, or nobody. */
static GPtrArray *
inherited_owners(Section *section, gboolean in_list)
{
	if (section->pending != NULL && in_list)
		return copy_owners(section->pending);
	if (section->pending != NULL)
		return g_steal_pointer(&section->pending);
	return section->of_heading != NULL ? copy_owners(section->of_heading) : NULL;
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
read_line(Section *section, const char *line, guint number, gboolean first, gboolean in_list)
{
	Marks marks = { 0 };
	const char *text = marks_skip(line, &marks);
	OwnerPrefix prefix = owner_prefix_read(section->maker.names, text);

	if (prefix.kind == PREFIX_NONE) {
		gboolean continues = !first && section->maker.open && (in_list || section->pending == NULL);
		if (continues && !marks.box)
			item_continue(&section->maker, line);
		else
			begin(section, inherited_owners(section, in_list), text, number, &marks);
		return;
	}
	if (*token_skip_marks(prefix.text) == '\0') {
		item_finish(&section->maker);
		set_pending(section, prefix.owners, number);
		return;
	}
	if (!in_list)
		g_clear_pointer(&section->pending, g_ptr_array_unref);
	begin(section, prefix.owners, prefix.text, number, &marks);
	section->maker.verb = prefix.kind == PREFIX_VERB;
	section->maker.due = due_of_remark(section, &prefix);
}

/* A definition of a link (`[1]: https://...`) is no text; cmark leaves it out of the paragraph, but not of its lines. */
static gboolean
is_reference(const char *line)
{
	const char *close = *line == '[' ? strstr(line, "]:") : NULL;

	if (close == NULL || close - line >= 100)
		return FALSE;
	/* `[RD]: mend the net` has more than an address and its title. */
	const char *rest = token_skip_blanks(close + 2);
	rest = token_skip_blanks(rest + strcspn(rest, " \t"));
	return *rest == '\0' || strchr("\"'(", *rest) != NULL;
}

static void
read_lines(Section *section, guint first, guint last, gsize offset, gboolean in_list)
{
	gboolean begun = FALSE;

	for (guint number = first; number <= last; number++) {
		const char *line =
		    source_line_into(section->source, number, number == first ? offset : 0, section->line);
		if (!begun && is_reference(line))
			continue;
		read_line(section, line, number, !begun, in_list);
		begun = TRUE;
	}
}

/* TRUE when an item begins with an owner prefix. */
static gboolean
has_owner(const Section *section, const Block *item)
{
	if (item == NULL || item->kind != BLOCK_ITEM || item->text_last == 0)
		return FALSE;

	Marks marks = { 0 };
	const char *line = source_line_into(section->source, item->first, item->offset, section->line);
	OwnerPrefix prefix = owner_prefix_read(section->maker.names, marks_skip(line, &marks));
	gboolean has = prefix.kind != PREFIX_NONE;
	owner_prefix_clear(&prefix);
	return has;
}

static void
put_detail(Section *section, guint first, guint last, guint indent)
{
	g_autofree char *detail = source_lines(section->source, first, last, indent);

	item_detail(&section->maker, detail);
}

/* `- RD` with a list below it: owners without a colon. */
static gboolean
is_bare_owner(Section *section, const Block *item)
{
	if (section->pending != NULL || item->text_last != item->first)
		return FALSE;
	const char *line = source_line_into(section->source, item->first, item->offset, section->line);
	g_autoptr(GPtrArray) owners = g_ptr_array_new_with_free_func(g_free);
	if (!owner_list_read(section->maker.names, line, owners))
		return FALSE;
	item_finish(&section->maker);
	set_pending(section, g_steal_pointer(&owners), item->first);
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
		read_line(section, line, number, !begun, TRUE);
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
		read_lines(section, below->first, below->text_last, below->offset, TRUE);
		put_detail(section, below->text_last + 1, below->last, below->indent);
	}
}

/* Reads one item; returns the index behind it and the items below it. */
static guint
read_item(Section *section, guint index)
{
	const Block *item = block_at(section->blocks, index);
	const Block *below = block_at(section->blocks, index + 1);
	gboolean parent = below != NULL && below->kind == BLOCK_ITEM && below->level == 2;
	/* Its own owners count for what is below it only; those above the list count for the next item, too. */
	GPtrArray *outer = g_steal_pointer(&section->pending);
	section->pending = outer != NULL ? copy_owners(outer) : NULL;
	const GPtrArray *before = section->pending;

	if (item->text_last == 0)
		item_finish(&section->maker);
	else if (!parent || !is_bare_owner(section, item))
		read_lines(section, item->first, item->text_last, item->offset, TRUE);
	gboolean waiting = !section->maker.open && section->pending != NULL && section->pending != before;
	index = read_items_below(section, index + 1, waiting);
	if (waiting && !parent)
		read_below(section, item);
	else if (!waiting)
		put_detail(section, MAX(item->text_last, item->first) + 1, item->last, item->indent);
	g_clear_pointer(&section->pending, g_ptr_array_unref);
	section->pending = outer;
	return index;
}

/* TRUE when a list that begins now is the detail of the item above it. */
static gboolean
list_is_detail(const Section *section, const Block *list, const Block *first_item)
{
	const ItemMaker *maker = &section->maker;

	if (!section->takes_list || !maker->open || section->pending != NULL)
		return FALSE;
	if (maker->owners == NULL)
		return maker->text->len > 0 && maker->text->str[maker->text->len - 1] == ':' &&
		       !has_owner(section, first_item);
	/* After a blank line, items with owners of their own are items of their own. */
	return list->first <= section->previous_last + 1 || !has_owner(section, first_item);
}

static guint
read_list(Section *section, guint index)
{
	const Block *list = block_at(section->blocks, index);
	const Block *item = block_at(section->blocks, ++index);
	gboolean detail = list_is_detail(section, list, item);

	if (detail)
		put_detail(section, list->first, list->last, 0);
	while ((item = block_at(section->blocks, index)) != NULL && item->kind == BLOCK_ITEM)
		index = detail ? index + 1 : read_item(section, index);
	g_clear_pointer(&section->pending, g_ptr_array_unref);
	section->takes_list = detail;
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
	OwnerPrefix prefix = owner_prefix_read(section->maker.names, block->text);
	gboolean item = prefix.kind != PREFIX_NONE && *prefix.text != '\0';

	owner_prefix_clear(&prefix);
	return item;
}

static guint
read_section_block(Section *section, guint index)
{
	const Block *block = block_at(section->blocks, index);
	guint next = index + 1;

	switch (block->kind) {
	case BLOCK_HEADING:
		if (block->level == OUTLINE_BOLD && is_bold_item(section, block)) {
			read_lines(section, block->first, block->last, 0, FALSE);
			section->takes_list = TRUE;
			break;
		}
		read_heading(section, block);
		section->takes_list = FALSE;
		break;
	case BLOCK_PARAGRAPH:
		read_lines(section, block->first, block->last, 0, FALSE);
		section->takes_list = TRUE;
		break;
	case BLOCK_LIST:
		next = read_list(section, index);
		break;
	case BLOCK_TABLE:
		if (table_read(section->source, block->first, block->last, &section->maker)) {
			section->takes_list = FALSE;
			break;
		}
		put_detail(section, block->first, block->last, 0);
		break;
	case BLOCK_CODE:
	case BLOCK_QUOTE:
		put_detail(section, block->first, block->last, 0);
		break;
	default:
		break;
	}
	section->previous_last = block->last;
	return next;
}

guint
actions_read(const Source *source, const GArray *blocks, guint index, const OwnerNames *names, GTimeZone *zone,
             Meeting *meeting)
{
	Section section = { .source = source, .blocks = blocks };
	const Block *start = block_at(blocks, index);
	gboolean heading = start->kind == BLOCK_HEADING;

	item_maker_init(&section.maker, source, meeting, names, zone);
	section.line = g_string_new(NULL);
	for (index++; index < blocks->len;) {
		const Block *block = block_at(blocks, index);
		if (heading ? block->kind == BLOCK_HEADING && block->level <= start->level : block->kind != BLOCK_LIST)
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
