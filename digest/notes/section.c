/* section.c - the lines of a section: whose each is, and where an item begins. */
#include "section.h"

#include "base/scan.h"
#include "due.h"
#include "model/name.h"
#include "reference.h"
#include "token.h"

#include <string.h>

void
section_set_pending(Section *section, GPtrArray *owners, guint line)
{
	g_clear_pointer(&section->pending, g_ptr_array_unref);
	/* here, too: each item below has a copy of them */
	names_truncate(section->maker.meeting, owners, 0, "the owner", line,
	               source_column(section->source, line));
	section->pending = owners;
	section->pending_line = line;
}

GPtrArray *
section_copy_owners(const GPtrArray *owners)
{
	GPtrArray *copy = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < owners->len; i++)
		g_ptr_array_add(copy, g_strdup(g_ptr_array_index(owners, i)));
	return copy;
}

static void
merge_marks(ItemStatus *into, const ItemStatus *from)
{
	into->box |= from->box;
	into->done |= from->done;
	into->struck |= from->struck;
}

static void
begin(Section *section, GPtrArray *owners, const char *text, guint line, const ItemStatus *marks)
{
	ItemStatus own = *marks;

	text = item_status_skip(text, &own);
	item_begin(&section->maker, owners, text, line, source_column(section->source, line));
	merge_marks(&section->maker.marks, &own);
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

void
section_read_line(Section *section, const char *line, guint number, gboolean first,
                  gboolean in_list)
{
	ItemStatus marks = { 0 };
	const char *text = item_status_skip(line, &marks);
	OwnerPrefix prefix;

	if (!owner_prefix_read(section->maker.names, text, &prefix)) {
		gboolean continues =
		    !first && section->maker.open && (in_list || section->pending == NULL);
		if (continues && !marks.box)
			item_continue(&section->maker, line);
		else
			begin(section, inherited_owners(section, in_list), text, number, &marks);
		return;
	}
	if (*scan_skip_emphasis(prefix.text) == '\0') {
		item_finish(&section->maker);
		section_set_pending(section, owner_prefix_owners(&prefix), number);
		return;
	}
	if (!in_list)
		g_clear_pointer(&section->pending, g_ptr_array_unref);
	begin(section, owner_prefix_owners(&prefix), prefix.text, number, &marks);
	section->maker.verb = prefix.kind == PREFIX_VERB;
	section->maker.due = due_of_remark(section, &prefix);
}

void
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

void
section_put_detail(Section *section, guint first, guint last, guint indent)
{
	g_autofree char *detail = source_lines(section->source, first, last, indent);

	item_detail(&section->maker, detail);
}
