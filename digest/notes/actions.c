/*
 * actions.c - the sections that list what is to be done.
 *
 * People write such a list in many shapes, and mix them:
 *
 *	RD: fix the gate           paragraphs, one line or several for each item
 *	FH: water the beds
 *
 *	- [ ] RD: fix the gate     lists, with boxes, details, or lists of their own
 *	  - the hinge is loose
 *
 *	RD:                        owners on their own, whose items are below
 *	- fix the gate
 *	- oil the hinge
 *
 *	### RD                     owners as a heading
 *	| Who | What | Due |       tables (table.c)
 *
 * A line with an owner begins an item; one without continues the item above, or begins an item of
 * the pending owners, of the heading's owners, or of nobody: a decision.
 */
#include "actions.h"

#include "action_label.h"
#include "base/scan.h"
#include "base/text.h"
#include "due.h"
#include "item.h"
#include "model/name.h"
#include "owners.h"
#include "reference.h"
#include "table.h"
#include "talk.h"

#include <string.h>

/* A section being read. */
typedef struct {
	const Source *source;
	const GArray *blocks;
	SectionKind kind, own_kind; /* of the last sub-heading, and of the section */
	ItemMaker maker;
	GPtrArray
	    *pending; /* owners whose items are still to come (`RD:` and nothing after), or NULL */
	guint pending_line;
	GPtrArray *of_heading; /* owners that the sub-heading names, or NULL */
	GString *line;         /* the line being read */
	guint previous_last;   /* last line of the block before */
	gboolean
	    may_own_list; /* that block was a paragraph, so that a list now may be its detail */
} Section;

/* Remembers `owners`, and owns them, until their items come. */
static void
set_pending(Section *section, GPtrArray *owners, guint line)
{
	g_clear_pointer(&section->pending, g_ptr_array_unref);
	/* Bounded here already, because each item below copies them. */
	names_truncate(section->maker.meeting, owners, 0, "the owner", line,
	               source_column(section->source, line));
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
merge_status(ItemStatus *into, const ItemStatus *from)
{
	into->box |= from->box;
	into->done |= from->done;
	into->struck |= from->struck;
}

/* Begins an item.  Owns `owners`; `status` is what the line before the owners said. */
static void
begin(Section *section, GPtrArray *owners, const char *text, guint line, const ItemStatus *status)
{
	ItemStatus own = *status;

	text = item_status_skip(section->maker.context->languages, text, &own);
	item_begin(&section->maker, owners, text, line, source_column(section->source, line));
	merge_status(&section->maker.status, &own);
}

/*
 * The owners of a line that names none: the pending ones, those of the heading, or nobody: an empty
 * array in a list of actions, NULL where decisions are and for `Next meeting: Friday`.  In a list
 * the pending ones own each of its items, otherwise only the first line.
 */
static GPtrArray *
inherited_owners(Section *section, const char *text, gboolean in_list)
{
	if (section->pending != NULL && in_list)
		return copy_owners(section->pending);
	if (section->pending != NULL)
		return g_steal_pointer(&section->pending);
	if (section->of_heading != NULL)
		return copy_owners(section->of_heading);
	if (heading_is_next_meeting(section->maker.context->languages, scan_skip_emphasis(text)))
		return NULL;
	return in_list && section->kind == SECTION_ACTIONS ? g_ptr_array_new_with_free_func(g_free)
	                                                   : NULL;
}

/* The deadline in the remark between owners and colon: `RD (by Friday): x`. */
static Day
due_of_remark(const Section *section, const OwnerPrefix *prefix)
{
	Dates dates;
	if (prefix->remark == NULL)
		return DAY_NONE;

	g_autofree char *remark = g_strndup(prefix->remark, (gsize)(prefix->text - prefix->remark));
	/* `(Friday): ` is read as `Friday:`, which is a deadline by itself (due_find()). */
	char *start = remark + strspn(remark, " (,");
	gsize end = strcspn(start, "):");
	if (start[end] != '\0')
		start[end] = ':';
	dates_read(start, section->maker.context, &dates);
	return due_find(start, &dates, section->maker.context->languages);
}

/*
 * Reads one line; `first` if it is the first of its paragraph or list item.  A task box makes even
 * a later line an item: `- RD: a` and, without a bullet, `[ ] b` below it.
 */
static void
read_line(Section *section, const char *line, guint number, gboolean first, gboolean in_list)
{
	ItemStatus status = { 0 };
	const char *text = item_status_skip(section->maker.context->languages, line, &status);
	OwnerPrefix prefix;

	const OwnerNames *names = section->maker.names;
	gboolean owned = status.box ? owner_prefix_read_marked(names, text, &prefix)
	                 : in_list && first && section->kind == SECTION_ACTIONS
	                     ? owner_prefix_read_listed(names, text, &prefix)
	                     : owner_prefix_read(names, text, &prefix);
	if (!owned) {
		gboolean continues =
		    !first && section->maker.open && (in_list || section->pending == NULL);
		if (continues && !status.box)
			item_continue(&section->maker, line);
		else
			begin(section, inherited_owners(section, text, in_list), text, number,
			      &status);
		return;
	}
	if (*scan_skip_emphasis(prefix.text) == '\0') {
		item_finish(&section->maker);
		set_pending(section, owner_prefix_owners(&prefix), number);
		return;
	}
	if (!in_list)
		g_clear_pointer(&section->pending, g_ptr_array_unref);
	begin(section, owner_prefix_owners(&prefix), prefix.text, number, &status);
	section->maker.verb = prefix.kind == PREFIX_VERB;
	if (!prefix.certain && !prefix.marker)
		g_string_append_len(section->maker.doubted, text, prefix.text - text);
	section->maker.due = due_of_remark(section, &prefix);
}

/* Reads the lines of a paragraph or of a list item, whose text begins `offset` bytes into its first
 * line. Definitions of links at its start are skipped. */
static void
read_lines(Section *section, guint first, guint last, gsize offset, gboolean in_list)
{
	gboolean begun = FALSE;

	for (guint number = first; number <= last; number++) {
		const char *line = source_line_into(section->source, number,
		                                    number == first ? offset : 0, section->line);
		if (!begun && reference_is_line(section->maker.names, line))
			continue;
		read_line(section, line, number, !begun, in_list);
		begun = TRUE;
	}
}

/* Adds lines to the detail of the item, without up to `indent` columns of leading blanks. */
static void
add_detail(Section *section, guint first, guint last, guint indent)
{
	g_autofree char *detail = source_lines(section->source, first, last, indent);

	item_detail(&section->maker, detail);
}

/*
 * Lazy continuation lines (CommonMark 5.2): Markdown adds a line at the margin right below a list
 *to the last paragraph of the list.
 *
 *	- RD: fix the gate
 *	FH: water the beds
 *
 * Whoever wrote that saw two items.  Only a line that begins with owners is taken out of the list;
 * others are what Markdown says they are.
 */

/* TRUE if the line begins before column `indent` (from 0), where the text of the list begins, and
 * is not an item of the list. */
static gboolean
is_lazy_line(const Source *source, guint line, guint indent)
{
	const char *start = source_at(source, line);
	gsize blanks = strspn(start, " ");

	if (blanks >= indent || strchr("\t\r\n", start[blanks]) != NULL)
		return FALSE;
	return scan_skip_bullet(start + blanks) == start + blanks;
}

/* The first such line of `first` to `last` that begins with owners; 0 if there is none. */
static guint
find_lazy_owner(const Source *source, const OwnerNames *names, guint first, guint last,
                guint indent)
{
	OwnerPrefix prefix;

	for (guint line = first; line <= last; line++) {
		if (!is_lazy_line(source, line, indent))
			continue;
		g_autofree char *text = source_line(source, line);
		if (owner_prefix_read(names, text, &prefix))
			return line;
	}
	return 0;
}

static const Block *
block_at(const GArray *blocks, guint index)
{
	return index < blocks->len ? &g_array_index(blocks, Block, index) : NULL;
}

/* TRUE if an item begins with an owner prefix. */
static gboolean
has_owner(const Section *section, const Block *item)
{
	if (item == NULL || item->kind != BLOCK_ITEM || item->text_last == 0)
		return FALSE;

	ItemStatus status = { 0 };
	const char *line =
	    source_line_into(section->source, item->first, item->offset, section->line);
	OwnerPrefix prefix;
	return owner_prefix_read(section->maker.names,
	                         item_status_skip(section->maker.context->languages, line, &status),
	                         &prefix);
}

/*
 * Reads a line from a lazy one with owners on: it begins an item or continues its paragraph; below
 * pending owners each list item is an action of theirs; below others a list is the detail.
 */
static void
read_after_lazy(Section *section, guint number, guint indent)
{
	const char *line = source_line_into(section->source, number, 0, section->line);
	if (*line == '\0')
		return;
	if (is_lazy_line(section->source, number, indent))
		read_line(section, line, number, FALSE, FALSE);
	else if (section->pending != NULL)
		read_line(section, scan_skip_bullet(line), number, scan_skip_bullet(line) != line,
		          TRUE);
	else
		add_detail(section, number, number, indent);
}

/*
 * Adds the lines below an item to it, up to a lazy one with owners.  The text of the item begins at
 * column `indent`; `cut` columns are cut off the detail.
 */
static void
add_below(Section *section, guint first, guint last, guint cut, guint indent)
{
	guint lazy = find_lazy_owner(section->source, section->maker.names, first, last, indent);

	add_detail(section, first, lazy > 0 ? lazy - 1 : last, cut);
	for (guint number = lazy; lazy > 0 && number <= last; number++)
		read_after_lazy(section, number, indent);
}

/* `RD` above a list, on a line or in an item of its own, without a colon: its owners become
 * pending. */
static gboolean
read_bare_owner(Section *section, const Block *block, guint last)
{
	if (section->pending != NULL || last != block->first)
		return FALSE;
	const char *line =
	    source_line_into(section->source, block->first, block->offset, section->line);
	g_autoptr(GPtrArray) owners = g_ptr_array_new_with_free_func(g_free);
	if (!owner_list_read(section->maker.names, line, owners))
		return FALSE;
	item_finish(&section->maker);
	set_pending(section, g_steal_pointer(&owners), block->first);
	return TRUE;
}

/* `Nora` above boxes, whatever is known of her: her boxes are below. */
static void
read_name(Section *section, const Block *item)
{
	const char *line =
	    source_line_into(section->source, item->first, item->offset, section->line);
	g_autoptr(GPtrArray) owners = g_ptr_array_new_with_free_func(g_free);

	if (item->text_last == item->first &&
	    owner_list_read_likely(section->maker.names, line, owners))
		set_pending(section, g_steal_pointer(&owners), item->first);
}

/* Reads the paragraphs below an item that is nothing but owners and a colon. */
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

/*
 * Reads the items one level below item `index - 1`, as actions of the pending owners if it is
 * nothing but owners (`owned`); otherwise they are its detail, which the caller adds.  Returns the
 * index after them.
 */
static guint
read_items_below(Section *section, guint index, gboolean owned)
{
	for (;; index++) {
		const Block *below = block_at(section->blocks, index);
		if (below == NULL || below->kind != BLOCK_ITEM || below->level == 1)
			return index;
		if (!owned || below->text_last == 0 || below->level > 2)
			continue;
		read_lines(section, below->first, below->text_last, below->offset, TRUE);
		add_detail(section, below->text_last + 1, below->last, below->indent);
	}
}

/* TRUE if an item has a task box. */
static gboolean
has_box(Section *section, const Block *item)
{
	if (item->text_last == 0)
		return FALSE;
	ItemStatus status = { 0 };
	item_status_skip(
	    section->maker.context->languages,
	    source_line_into(section->source, item->first, item->offset, section->line), &status);
	return status.box;
}

/* The index after the item at `index` and those below it. */
static guint
after_item(const Section *section, guint index)
{
	guint level = block_at(section->blocks, index)->level;
	const Block *below;

	while ((below = block_at(section->blocks, ++index)) != NULL && below->kind == BLOCK_ITEM &&
	       below->level > level)
		continue;
	return index;
}

/* TRUE if the items below the item at `index` are items of their own: one has a task box, or it has
 * no owner and one of them has. */
static gboolean
has_boxes_below(Section *section, guint index)
{
	guint end = after_item(section, index);
	gboolean group = section->kind == SECTION_ACTIONS && section->pending == NULL &&
	                 !has_owner(section, block_at(section->blocks, index));

	for (guint i = index + 1; i < end; i++) {
		const Block *below = block_at(section->blocks, i);
		if (has_box(section, below) || (group && has_owner(section, below)))
			return TRUE;
	}
	return FALSE;
}

/*
 * Reads the item at `index`, which has task boxes below it; returns the index after all of them.
 * Each box is an item of its own, of the owners that the items above it name; an item without a box
 * or owner is the title of a group:
 *
 *	- Nora
 *	    - Rules
 *	        - [ ] Rewrite the first page
 *	    - [ ] Call the landlord
 */
static guint
read_boxes(Section *section, guint index)
{
	const Block *item = block_at(section->blocks, index);
	guint end = after_item(section, index);
	GPtrArray *outer = g_steal_pointer(&section->pending);
	section->pending = outer != NULL ? copy_owners(outer) : NULL;

	if (has_box(section, item) || has_owner(section, item)) {
		read_lines(section, item->first, item->text_last, item->offset, TRUE);
		if (section->maker.open && section->maker.owners != NULL &&
		    section->maker.owners->len > 0)
			set_pending(section, copy_owners(section->maker.owners), item->first);
	} else if (item->text_last != 0) {
		item_finish(&section->maker);
		read_name(section, item);
	}
	for (guint i = index + 1; i < end; i = after_item(section, i)) {
		const Block *below = block_at(section->blocks, i);
		if (has_boxes_below(section, i)) {
			read_boxes(section, i);
			continue;
		}
		if (has_box(section, below) || has_owner(section, below))
			read_lines(section, below->first, below->text_last, below->offset, TRUE);
		else
			add_detail(section, below->first, MAX(below->text_last, below->first),
			           item->indent);
		add_detail(section, MAX(below->text_last, below->first) + 1, below->last,
		           below->indent);
	}
	g_clear_pointer(&section->pending, g_ptr_array_unref);
	section->pending = outer;
	return end;
}

/* Reads an item and those below it; returns the index after them. */
static guint
read_item(Section *section, guint index)
{
	if (has_boxes_below(section, index))
		return read_boxes(section, index);
	const Block *item = block_at(section->blocks, index);
	const Block *below = block_at(section->blocks, index + 1);
	gboolean parent = below != NULL && below->kind == BLOCK_ITEM && below->level > 1;
	/* Owners of this item are only for what is below it; those above the list are for the next
	 * item as well. */
	GPtrArray *outer = g_steal_pointer(&section->pending);
	section->pending = outer != NULL ? copy_owners(outer) : NULL;
	const GPtrArray *before = section->pending;

	if (item->text_last == 0)
		item_finish(&section->maker);
	else if (!parent || !read_bare_owner(section, item, item->text_last))
		read_lines(section, item->first, item->text_last, item->offset, TRUE);
	gboolean waiting =
	    !section->maker.open && section->pending != NULL && section->pending != before;
	index = read_items_below(section, index + 1, waiting);
	if (waiting && !parent)
		read_below(section, item);
	else if (!waiting)
		add_below(section, MAX(item->text_last, item->first) + 1, item->last, item->indent,
		          item->indent);
	/* A lazy line `RD:` right below an item owns the items after it. */
	if (section->pending != NULL && section->pending_line > item->first &&
	    is_lazy_line(section->source, section->pending_line, item->indent)) {
		g_clear_pointer(&outer, g_ptr_array_unref);
		outer = g_steal_pointer(&section->pending);
	}
	g_clear_pointer(&section->pending, g_ptr_array_unref);
	section->pending = outer;
	return index;
}

/*
 * TRUE if a list that begins on line `first` is the detail of the item above it:
 *
 *	RD: fix the gate
 *	- the hinge is loose
 *
 * It is not if pending owners wait for items.  A decision has a detail only if it announces one
 * (`We agreed:`).  After a blank line, items with owners of their own are items, not detail.
 */
static gboolean
list_is_detail(Section *section, guint first, const Block *first_item)
{
	const ItemMaker *maker = &section->maker;

	if (!section->may_own_list || !maker->open || section->pending != NULL ||
	    has_box(section, first_item))
		return FALSE;
	if (maker->owners == NULL)
		return maker->text->len > 0 && maker->text->str[maker->text->len - 1] == ':' &&
		       !has_owner(section, first_item);
	return first <= section->previous_last + 1 || !has_owner(section, first_item);
}

/* Adds the list from line `first` on to the item, up to where a lazy line with owners ends it;
 * returns the index after it. */
static guint
read_detail(Section *section, guint index, guint first, guint last)
{
	const Block *item = block_at(section->blocks, index);
	guint indent = item->indent;
	guint lazy = find_lazy_owner(section->source, section->maker.names, first, last, indent);

	for (; item != NULL && item->kind == BLOCK_ITEM &&
	       (lazy == 0 || item->level > 1 || item->first <= lazy);
	     item = block_at(section->blocks, ++index))
		section->previous_last = item->level == 1 ? item->last : section->previous_last;
	add_below(section, first, section->previous_last, 0, indent);
	return index;
}

/* Reads the list at `index`; returns the index after it. */
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

/* A sub-heading: of a topic (the items below have it), or of people (`### RD`). */
static void
read_heading(Section *section, const Block *heading)
{
	g_autoptr(GPtrArray) owners = g_ptr_array_new_with_free_func(g_free);

	item_finish(&section->maker);
	g_clear_pointer(&section->pending, g_ptr_array_unref);
	g_clear_pointer(&section->of_heading, g_ptr_array_unref);
	section->maker.heading = heading->text;
	if (owner_heading_read(section->maker.names, heading->text, owners))
		section->of_heading = g_steal_pointer(&owners);
	HeadingState state = { 0 };
	SectionKind kind = heading_begins_section(&state, section->maker.context->languages,
	                                          heading->text, heading->level, NULL);
	section->kind = kind != SECTION_NONE ? kind : section->own_kind;
}

/* `**RD: do x**` is an item in bold, though a bold paragraph is a heading elsewhere. */
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
			read_lines(section, block->first, block->last, 0, FALSE);
			section->may_own_list = TRUE;
			break;
		}
		read_heading(section, block);
		section->may_own_list = FALSE;
		break;
	case BLOCK_PARAGRAPH:
		/* `Next steps:` within the section: what is below is not its detail */
		if (action_label_is_alone(section->maker.context->languages, section->source,
		                          section->blocks, index)) {
			item_finish(&section->maker);
			section->may_own_list = FALSE;
			break;
		}
		if (next == section->blocks->len || block[1].kind != BLOCK_LIST ||
		    !read_bare_owner(section, block, block->last))
			read_lines(section, block->first, block->last, 0, FALSE);
		section->may_own_list = TRUE;
		break;
	case BLOCK_REFERENCE:
		for (guint line = block->first; line <= block->last; line++)
			read_lines(section, line, line, 0, FALSE);
		break;
	case BLOCK_LIST:
		next = read_list(section, index);
		break;
	case BLOCK_TABLE:
		if (table_read(section->source, block->first, block->last,
		               section->kind == SECTION_ACTIONS, &section->maker)) {
			section->may_own_list = FALSE;
			break;
		}
		add_detail(section, block->first, block->last, 0);
		break;
	case BLOCK_CODE:
	case BLOCK_QUOTE:
		add_detail(section, block->first, block->last, 0);
		break;
	default:
		break;
	}
	section->previous_last = block->last;
	return next;
}

/* TRUE if a sub-heading begins something else: `# Sync and action items` is a title. */
static gboolean
ends_section(const Section *section, const Block *heading)
{
	Languages languages = section->maker.context->languages;

	return heading_is_attendance(languages, heading->text) ||
	       heading_is_agenda(languages, heading->text) ||
	       heading_is_discussions(languages, heading->text) ||
	       heading_is_review(languages, heading->text);
}

/* TRUE if the section that began with `start` ends before block `index`. */
static gboolean
is_after_section(Section *section, const Block *start, guint index)
{
	const Block *block = block_at(section->blocks, index);

	if (start->kind != BLOCK_HEADING)
		return block->kind != BLOCK_LIST && block->kind != BLOCK_TABLE;
	if (block->kind == BLOCK_HEADING &&
	    (block->level <= start->level || ends_section(section, block)))
		return TRUE;
	return talk_begins(section->source, section->blocks, index, section->maker.names,
	                   section->line);
}

/* TRUE if Markdown breaks the line after this one: it ends in two blanks or a backslash. */
static gboolean
ends_in_hard_break(const Source *source, guint line)
{
	const char *start = source_at(source, line), *end = source_at(source, line + 1);

	while (end > start && (end[-1] == '\n' || end[-1] == '\r'))
		end--;
	return end > start &&
	       (end[-1] == '\\' || (end - start > 1 && end[-1] == ' ' && end[-2] == ' '));
}

void
actions_read_lines(const Source *source, guint first, guint last, const OwnerNames *names,
                   const NotesContext *context, Meeting *meeting)
{
	g_autoptr(GArray) blocks = g_array_new(FALSE, FALSE, sizeof(Block));
	Block list = { .kind = BLOCK_LIST, .first = first, .last = last };

	g_array_append_val(blocks, list);
	for (guint line = first; line <= last; line++) {
		Block item = { .kind = BLOCK_ITEM, .level = 1, .first = line };
		while (line < last && !ends_in_hard_break(source, line))
			line++;
		item.last = item.text_last = line;
		g_array_append_val(blocks, item);
	}
	actions_read(source, blocks, 0, SECTION_ACTIONS, names, context, meeting);
}

guint
actions_read(const Source *source, const GArray *blocks, guint index, SectionKind kind,
             const OwnerNames *names, const NotesContext *context, Meeting *meeting)
{
	Section section = { .source = source, .blocks = blocks, .kind = kind, .own_kind = kind };
	const Block *start = block_at(blocks, index);

	item_maker_init(&section.maker, source, meeting, names, context);
	section.maker.titles = TRUE;
	section.line = g_string_new(NULL);
	if (start->kind == BLOCK_HEADING)
		index++;
	while (index < blocks->len && !is_after_section(&section, start, index))
		index = read_section_block(&section, index);
	item_finish(&section.maker);
	item_maker_clear(&section.maker);
	g_string_free(section.line, TRUE);
	g_clear_pointer(&section.pending, g_ptr_array_unref);
	g_clear_pointer(&section.of_heading, g_ptr_array_unref);
	return index;
}
