/* lint_markers.c - task boxes and markers that yield no item, and files that yield too many. */
#include "base/scan.h"
#include "headings.h"
#include "item_status.h"
#include "lint_checks.h"
#include "markdown/fence.h"
#include "marker.h"
#include "table.h"
#include "vocabulary.h"

#include <string.h>

enum {
	MANY = 40, /* actions of a meeting: transcripts, trackers and quotas have more */
	MANY_OF_A_PERSON = 10,
};

/* The lines on which the items of the meeting begin: a set of numbers. */
static GHashTable *
lines_of_items(const Meeting *meeting)
{
	GHashTable *lines = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < meeting->actions->len; i++) {
		const Action *action = g_ptr_array_index(meeting->actions, i);
		g_hash_table_add(lines, GUINT_TO_POINTER(action->line));
	}
	for (guint i = 0; i < meeting->decisions->len; i++) {
		const Decision *decision = g_ptr_array_index(meeting->decisions, i);
		g_hash_table_add(lines, GUINT_TO_POINTER(decision->line));
	}
	return lines;
}

/* TRUE if there is something to do in the text: no placeholder, and not the label of a list. */
static gboolean
says_something(Languages languages, const char *text)
{
	const char *p = scan_skip_emphasis(text);

	return *p != '\0' && vocabulary_placeholder(languages, p) == PLACEHOLDER_NONE;
}

/* An open box within a line, but not in code: `dry [ ] water it`. */
static const char *
find_box_inside(const char *text)
{
	const char *box = strstr(text, " [ ] "), *code = strchr(text, '`');

	return box != NULL && (code == NULL || code > box) ? box + 1 : NULL;
}

/*
 * What marks an item in a line: an open task box or a marker (`ACTION: x`), with something after
 * it; NULL if there is nothing.  A ticked box may say what is so, `AI tools` is no marker, and
 * `Last week's AI: no news` is none for this week.
 */
static const char *
find_mark(Languages languages, const char *text)
{
	ItemStatus status = { 0 };
	const char *item = item_status_skip(languages, text, &status);
	Marker marker;

	if (status.done)
		return NULL;
	if (status.box)
		return says_something(languages, item) ? text : NULL;
	const char *at = marker_find(languages, text, &marker);
	if (at == NULL || !marker.separated || (marker.doubtful && at > text) ||
	    !says_something(languages, marker.text) || heading_is_action_label(languages, text))
		return find_box_inside(text);
	return at;
}

static void
warn_unread(const LintInput *input, guint number, const char *mark)
{
	guint line = number, column = source_column(input->source, number);
	g_autofree char *words = g_strndup(mark, strcspn(mark, " \t"));

	source_find(input->source, number, number, words, &line, &column);
	meeting_warn(input->meeting, number, column, "unread-marker",
	             "no item is read from this %s; put it at the start of a line or list item of "
	             "its own, as in \"- [ ] Nora: call the landlord\"",
	             *mark == '[' && strchr(" xX", mark[1]) != NULL ? "box" : "marker");
}

/* Looks at the parts of a line: the cells of a table, or all of it. */
static void
check_line(const LintInput *input, const Block *block, guint number)
{
	Languages languages = input->names->languages;
	if (block->kind == BLOCK_TABLE) {
		g_auto(GStrv) cells = table_cells(input->source, number);
		for (char **cell = cells; *cell != NULL; cell++) {
			const char *mark = find_mark(languages, scan_skip_bullet(*cell));
			if (mark != NULL) {
				warn_unread(input, number, mark);
				return;
			}
		}
		return;
	}
	g_autofree char *line = source_line(input->source, number);
	const char *text = line + strspn(line, "> \t");
	const char *mark = find_mark(languages, scan_skip_bullet(text));
	if (mark != NULL)
		warn_unread(input, number, mark);
}

static void
check_block(const LintInput *input, const Block *block, GHashTable *items)
{
	Fence fence = { 0 };

	for (guint number = block->first; number <= block->last; number++) {
		const char *line = source_at(input->source, number);
		gboolean code = fence_follow(line, source_at(input->source, number + 1), &fence);
		/* the lines of a list are those of its items, too */
		if (g_hash_table_add(items, GUINT_TO_POINTER(number)) && !code)
			check_line(input, block, number);
	}
}

/* Boxes below `Attendees` say who was there, and those below a review are of earlier meetings. */
static gboolean
is_heading_of_others(Languages languages, const Block *heading)
{
	return heading_is_attendance(languages, heading->text) ||
	       heading_is_review(languages, heading->text);
}

static void
check_unread(const LintInput *input)
{
	g_autoptr(GHashTable) items = lines_of_items(input->meeting);
	guint level = 0; /* of a heading whose boxes and markers are no items of this meeting */

	for (guint i = 0; i < input->blocks->len; i++) {
		const Block *block = &g_array_index(input->blocks, Block, i);
		if (block->kind == BLOCK_HEADING) {
			if (level == 0 || block->level <= level)
				level = is_heading_of_others(input->names->languages, block)
				            ? block->level
				            : 0;
		} else if (level == 0 && block->kind != BLOCK_CODE) {
			check_block(input, block, items);
		}
	}
}

static void
check_many(const LintInput *input)
{
	const Meeting *meeting = input->meeting;
	guint people = meeting->participants->len, count = meeting->actions->len;
	if (count <= MANY && (people == 0 || count <= people * MANY_OF_A_PERSON))
		return;

	const Action *first = g_ptr_array_index(meeting->actions, 0);
	g_autofree char *present =
	    people > 0 ? g_strdup_printf(" for %u participant%s", people, people == 1 ? "" : "s")
	               : g_strdup("");
	meeting_warn(input->meeting, first->line, source_column(input->source, first->line),
	             "many-actions",
	             "%u actions are read from this file%s, from here on; where they are none, as "
	             "in a transcript or a review, put a heading above that says so",
	             count, present);
}

void
lint_markers(const LintInput *input)
{
	check_many(input);
	if (!input->meeting->clipped)
		check_unread(input);
}
