/* lint_lines.c - placeholders, owners with nothing behind them, and the missing section. */
#include "base/scan.h"
#include "headings.h"
#include "item_status.h"
#include "lint_checks.h"
#include "owners.h"
#include "reference.h"
#include "vocabulary.h"

#include <string.h>

/* The owner prefix of a line behind its bullet and its marks. */
static gboolean
read_prefix(const Linted *linted, const char *line, OwnerPrefix *prefix)
{
	ItemStatus marks = { 0 };

	return owner_prefix_read(linted->names, item_status_skip(scan_skip_bullet(line), &marks),
	                         prefix);
}

static void
warn_at(const Linted *linted, guint number, const char *line, const char *place, const char *code,
        const char *message)
{
	guint column =
	    source_column(linted->source, number) + (guint)g_utf8_strlen(line, place - line);

	meeting_warn(linted->meeting, number, column, code, "%s", message);
}

/* TRUE when something that can belong to the owner of line `number` stands below it, before line
 * `end`. */
static gboolean
is_followed(const Linted *linted, guint number, const char *line, guint end)
{
	for (guint next = number + 1; next <= end; next++) {
		g_autofree char *below = source_line(linted->source, next);
		if (*below == '\0')
			continue;
		gboolean listed = scan_skip_bullet(below) != below,
		         in_list = scan_skip_bullet(line) != line;
		if (listed && !in_list)
			return TRUE;
		if (source_column(linted->source, next) > source_column(linted->source, number))
			return TRUE;
		if (!listed && in_list)
			return FALSE;
		OwnerPrefix prefix;
		return !listed && !read_prefix(linted, below, &prefix);
	}
	return FALSE;
}

/* A line of a section of items; `end` is the section's last. */
static void
check_item_line(const Linted *linted, guint number, const char *line, guint end)
{
	OwnerPrefix prefix;

	if (read_prefix(linted, line, &prefix)) {
		const char *text = scan_skip_emphasis(prefix.text);
		if (vocabulary_placeholder(text) == PLACEHOLDER_UNFILLED)
			warn_at(linted, number, line, text, "placeholder",
			        "a placeholder is left here; write what is to be done, or delete "
			        "the line");
		else if (*text == '\0' && prefix.kind == PREFIX_OWNER &&
		         !is_followed(linted, number, line, end))
			warn_at(linted, number, line, scan_skip_bullet(line), "empty-item",
			        "nothing stands behind this owner; write what is to be done, or "
			        "delete the line");
	}
}

/* `[RD]: https://example.org` where an item may stand; `text` is the line behind its bullet. */
static void
check_reference(const Linted *linted, guint number, const char *line, const char *text)
{
	if (reference_hides_owner(linted->names, text))
		warn_at(linted, number, line, text, "link-definition",
		        "this defines a link, which nobody sees; to make it an item, write its "
		        "owner without brackets");
}

static void
check_lines(const Linted *linted, const Block *block, gboolean items, guint end)
{
	for (guint number = block->first; number <= block->last; number++) {
		g_autofree char *line = source_line(linted->source, number);
		const char *text = scan_skip_bullet(line);
		if (vocabulary_placeholder(text) == PLACEHOLDER_UNFILLED)
			warn_at(
			    linted, number, line, text, "placeholder",
			    "a placeholder of the template is left here; fill it in or delete it");
		else if (items && (text != line || number == block->first) &&
		         reference_is_line(linted->names, text))
			check_reference(linted, number, line, text);
		else if (items)
			check_item_line(linted, number, line, end);
	}
}

/* The last line before the next heading. */
static guint
section_end(const Linted *linted, guint index)
{
	for (index++; index < linted->blocks->len; index++) {
		const Block *block = &g_array_index(linted->blocks, Block, index);
		if (block->kind == BLOCK_HEADING)
			return block->first - 1;
	}
	return linted->source->lines;
}

static void
check_missing(const Linted *linted, gboolean section)
{
	const Meeting *meeting = linted->meeting;
	guint entries = 0;

	for (guint i = 0; i < meeting->topics->len; i++)
		entries += ((Topic *)g_ptr_array_index(meeting->topics, i))->entries->len;
	if (section || entries == 0 || meeting->actions->len > 0 || meeting->decisions->len > 0 ||
	    meeting->day == DAY_NONE)
		return;
	meeting_warn(linted->meeting, linted->source->lines, 1, "missing-todos",
	             "there are discussions, but no section such as \"TODOs and Decisions\"; where "
	             "nothing was decided, "
	             "write \"None\" below that heading");
}

void
lint_lines(const Linted *linted)
{
	guint level = 0; /* of the heading of the section of items that is being read */
	guint end = section_end(linted, 0);
	gboolean section = FALSE;
	HeadingPlace place = { 0 };

	for (guint i = 0; i < linted->blocks->len; i++) {
		const Block *block = &g_array_index(linted->blocks, Block, i);
		if (block->kind == BLOCK_HEADING) {
			end = section_end(linted, i);
			if (heading_begins_actions(&place, block->text, block->level,
			                           linted->options->action_headings)) {
				level = block->level;
				section = TRUE;
			} else if (block->level <= level)
				level = 0;
		} else if (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_LIST ||
		           block->kind == BLOCK_REFERENCE)
			check_lines(linted, block, level != 0, end);
	}
	check_missing(linted, section);
}
