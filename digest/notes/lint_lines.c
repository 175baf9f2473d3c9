/* lint_lines.c - placeholders, owners with nothing after them, and the missing section. */
#include "base/scan.h"
#include "headings.h"
#include "item_status.h"
#include "lint_checks.h"
#include "owners.h"
#include "reference.h"
#include "vocabulary.h"

#include <string.h>

/* Reads the owner prefix of a line after its bullet and done marks. */
static gboolean
read_prefix(const LintInput *input, const char *line, OwnerPrefix *prefix)
{
	ItemStatus status = { 0 };

	return owner_prefix_read(
	    input->names,
	    item_status_skip(input->names->languages, scan_skip_bullet(line), &status), prefix);
}

static void
warn_at(const LintInput *input, guint number, const char *line, const char *at, const char *code,
        const char *message)
{
	guint column = source_column(input->source, number) + (guint)g_utf8_strlen(line, at - line);

	meeting_warn(input->meeting, number, column, code, "%s", message);
}

/* TRUE if something below line `number`, up to line `end`, can belong to its owner. */
static gboolean
is_followed(const LintInput *input, guint number, const char *line, guint end)
{
	for (guint next = number + 1; next <= end; next++) {
		g_autofree char *below = source_line(input->source, next);
		if (*below == '\0')
			continue;
		gboolean listed = scan_skip_bullet(below) != below,
		         in_list = scan_skip_bullet(line) != line;
		if (listed && !in_list)
			return TRUE;
		if (source_column(input->source, next) > source_column(input->source, number))
			return TRUE;
		if (!listed && in_list)
			return FALSE;
		OwnerPrefix prefix;
		return !listed && !read_prefix(input, below, &prefix);
	}
	return FALSE;
}

/* Checks a line of a section of items that ends with line `end`. */
static void
check_item_line(const LintInput *input, guint number, const char *line, guint end)
{
	OwnerPrefix prefix;

	if (read_prefix(input, line, &prefix)) {
		const char *text = scan_skip_emphasis(prefix.text);
		if (vocabulary_placeholder(input->names->languages, text) == PLACEHOLDER_UNFILLED)
			warn_at(input, number, line, text, "placeholder",
			        "a placeholder is left here; write what is to be done, or delete "
			        "the line");
		else if (*text == '\0' && prefix.kind == PREFIX_OWNER &&
		         !is_followed(input, number, line, end))
			warn_at(input, number, line, scan_skip_bullet(line), "empty-item",
			        "nothing follows this owner; write what is to be done, or "
			        "delete the line");
	}
}

/* Warns of `[RD]: https://example.org` where an item may be; `text` is the line after its bullet.
 */
static void
check_reference(const LintInput *input, guint number, const char *line, const char *text)
{
	if (reference_hides_owner(input->names, text))
		warn_at(input, number, line, text, "link-definition",
		        "this defines a link, which nobody sees; to make it an item, write its "
		        "owner without brackets");
}

static void
check_lines(const LintInput *input, const Block *block, gboolean items, guint end)
{
	for (guint number = block->first; number <= block->last; number++) {
		g_autofree char *line = source_line(input->source, number);
		const char *text = scan_skip_bullet(line);
		if (vocabulary_placeholder(input->names->languages, text) == PLACEHOLDER_UNFILLED)
			warn_at(
			    input, number, line, text, "placeholder",
			    "a placeholder of the template is left here; fill it in or delete it");
		else if (items && (text != line || number == block->first) &&
		         reference_is_line(input->names, text))
			check_reference(input, number, line, text);
		else if (items)
			check_item_line(input, number, line, end);
	}
}

/* The last line before the next heading. */
static guint
section_end(const LintInput *input, guint index)
{
	for (index++; index < input->blocks->len; index++) {
		const Block *block = &g_array_index(input->blocks, Block, index);
		if (block->kind == BLOCK_HEADING)
			return block->first - 1;
	}
	return input->source->lines;
}

static void
check_missing(const LintInput *input, gboolean section)
{
	const Meeting *meeting = input->meeting;
	guint entries = 0;

	for (guint i = 0; i < meeting->topics->len; i++)
		entries += ((Topic *)g_ptr_array_index(meeting->topics, i))->entries->len;
	if (section || entries == 0 || meeting->actions->len > 0 || meeting->decisions->len > 0 ||
	    meeting->day == DAY_NONE)
		return;
	meeting_warn(input->meeting, input->source->lines, 1, "missing-todos",
	             "there are discussions, but no section such as \"TODOs and Decisions\"; where "
	             "nothing was decided, "
	             "write \"None\" below that heading");
}

void
lint_lines(const LintInput *input)
{
	guint level = 0; /* of the heading of the section of items that is being read */
	guint end = section_end(input, 0);
	gboolean section = FALSE;
	HeadingState state = { 0 };

	for (guint i = 0; i < input->blocks->len; i++) {
		const Block *block = &g_array_index(input->blocks, Block, i);
		if (block->kind == BLOCK_HEADING) {
			end = section_end(input, i);
			if (heading_begins_section(&state, input->names->languages, block->text,
			                           block->level, input->options->action_headings)) {
				level = block->level;
				section = TRUE;
			} else if (block->level <= level)
				level = 0;
		} else if (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_LIST ||
		           block->kind == BLOCK_REFERENCE)
			check_lines(input, block, level != 0, end);
	}
	check_missing(input, section);
}
