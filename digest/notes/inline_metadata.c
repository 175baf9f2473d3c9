/* inline_metadata.c - what the text says of the meeting itself. */
#include "inline_metadata.h"

#include "base/scan.h"
#include "front_matter.h"
#include "headings.h"
#include "item_status.h"
#include "meeting_day.h"
#include "model/name.h"
#include "vocabulary.h"

#include <string.h>

enum {
	BLOCKS_MAX = 12, /* blocks from the top in which a `Date:` or `Present:` line may be */
	LINES_MAX = 12   /* lines of one of them that are read */
};

/* What follows `**Date:**`, `Date :`, `* Present:`; NULL if a line does not have one of these
 * labels. */
static const char *
after_label(Languages languages, const char *line, WordList labels)
{
	const char *p = scan_skip_emphasis(line);

	if (*p == '-' || *p == '+')
		p = scan_skip_emphasis(p + 1);
	const char *after = vocabulary_after_word(languages, labels, p);
	if (after == NULL)
		return NULL;
	after = scan_skip_emphasis(after);
	return *after == ':' ? scan_skip_emphasis(after + 1) : NULL;
}

gboolean
inline_metadata_is_label(Languages languages, const char *line)
{
	return meeting_day_is_label(languages, line) ||
	       after_label(languages, line, WORDS_PEOPLE_LABEL) != NULL;
}

static void
add_people(const char *value, guint number, guint column, Meeting *meeting)
{
	guint before = meeting->participants->len;

	front_matter_split(value, meeting->participants);
	names_truncate(meeting, meeting->participants, before, "a name of participants", number,
	               column);
}

/* `Present: Nora, Åsa`; the first one counts. */
static void
read_line(const char *line, guint number, guint column, const NotesContext *context,
          Meeting *meeting)
{
	const char *value = after_label(context->languages, line, WORDS_PEOPLE_LABEL);
	if (value != NULL && meeting->participants->len == 0)
		add_people(value, number, column, meeting);
}

static void
read_block_lines(const Source *source, const Block *block, const NotesContext *context,
                 Meeting *meeting)
{
	guint last = MIN(block->last, block->first + LINES_MAX);

	for (guint number = block->first; number <= last; number++) {
		g_autofree char *line = source_line(source, number);
		read_line(line, number, source_column(source, number), context, meeting);
	}
}

/* Reads the names of a paragraph or list item: `- [x] Nora Lind`, `Nora, Åsa`. */
static void
read_attendees(Languages languages, const Source *source, const Block *block, Meeting *meeting)
{
	gboolean item = block->kind == BLOCK_ITEM;

	for (guint number = block->first; number <= (item ? block->text_last : block->last);
	     number++) {
		g_autofree char *line = source_line(source, number);
		gsize blanks = strspn(source_at(source, number), " \t");
		gsize skip = item && number == block->first && block->offset > blanks
		                 ? block->offset - blanks
		                 : 0;
		ItemStatus status = { 0 };
		const char *names =
		    item_status_skip(languages, line + MIN(skip, strlen(line)), &status);
		add_people(names, number, source_column(source, number), meeting);
	}
}

/* Reads the names below an `Attendees` heading, from its lists or paragraphs. */
static void
read_attendance(Languages languages, const Source *source, const GArray *blocks, guint index,
                Meeting *meeting)
{
	for (index++; index < blocks->len; index++) {
		const Block *block = &g_array_index(blocks, Block, index);
		if (block->kind == BLOCK_HEADING)
			return;
		if (block->kind == BLOCK_PARAGRAPH ||
		    (block->kind == BLOCK_ITEM && block->text_last != 0))
			read_attendees(languages, source, block, meeting);
	}
}

guint
inline_metadata_list_end(Languages languages, const Source *source, const GArray *blocks,
                         guint index)
{
	const Block *block = &g_array_index(blocks, Block, index);
	if (index + 1 >= blocks->len || block[1].kind != BLOCK_LIST)
		return index + 1;

	g_autofree char *line = source_line(source, block->last);
	const char *value = after_label(languages, line, WORDS_PEOPLE_LABEL);
	if (value == NULL || *value != '\0')
		return index + 1;
	for (index += 2;
	     index < blocks->len && g_array_index(blocks, Block, index).kind == BLOCK_ITEM;)
		index++;
	return index;
}

/* Reads the names in the list right below a line that is nothing but `Present:`. */
static void
read_attendance_list(Languages languages, const Source *source, const GArray *blocks, guint index,
                     Meeting *meeting)
{
	guint end = inline_metadata_list_end(languages, source, blocks, index);

	for (index++; index < end; index++) {
		const Block *item = &g_array_index(blocks, Block, index);
		if (item->kind == BLOCK_ITEM && item->level == 1 && item->text_last != 0)
			read_attendees(languages, source, item, meeting);
	}
}

static void
read_blocks(const Source *source, const GArray *blocks, gboolean front_matter,
            const NotesContext *context, Meeting *meeting)
{
	gboolean titled = front_matter, elsewhere = FALSE; /* below a heading of the next meeting */

	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->kind == BLOCK_HEADING)
			elsewhere = heading_is_next_meeting(context->languages, block->text);
		if (elsewhere)
			continue;
		if (block->kind == BLOCK_HEADING) {
			if (meeting->participants->len == 0 &&
			    heading_is_attendance(context->languages, block->text))
				read_attendance(context->languages, source, blocks, i, meeting);
			if (i < BLOCKS_MAX && !titled && block->level == 1 &&
			    meeting->title == NULL && *block->text != '\0')
				meeting->title = g_strdup(block->text);
			titled |= block->level == 1;
		} else if (i < BLOCKS_MAX &&
		           (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_LIST)) {
			read_block_lines(source, block, context, meeting);
			if (meeting->participants->len == 0)
				read_attendance_list(context->languages, source, blocks, i,
				                     meeting);
		}
	}
}

/* Removes participants that a template left: `TO FILL`, `<TBD>`. */
static void
drop_placeholders(Languages languages, GPtrArray *names)
{
	guint kept = 0;

	for (guint i = 0; i < names->len; i++) {
		char *name = g_steal_pointer(&names->pdata[i]);
		if (vocabulary_placeholder(languages, name) != PLACEHOLDER_NONE)
			g_free(name);
		else
			names->pdata[kept++] = name;
	}
	g_ptr_array_set_size(names, (gint)kept);
}

void
inline_metadata_read(const Source *source, const GArray *blocks, gboolean front_matter,
                     const NotesContext *context, Meeting *meeting)
{
	drop_placeholders(context->languages, meeting->participants);
	if (meeting->participants->len == 0 || !front_matter) {
		read_blocks(source, blocks, front_matter, context, meeting);
		drop_placeholders(context->languages, meeting->participants);
	}
	meeting_day_read(source, blocks, context, meeting);
}
