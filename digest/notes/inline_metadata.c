/* inline_metadata.c - what the text says of the meeting itself. */
#include "inline_metadata.h"

#include "attendance.h"
#include "meeting_day.h"
#include "vocabulary.h"

enum {
	BLOCKS_MAX = 12 /* blocks from the top in which the title may be */
};

gboolean
inline_metadata_is_label(Languages languages, const char *line)
{
	return meeting_day_is_label(languages, line) || attendance_is_label(languages, line);
}

guint
inline_metadata_list_end(Languages languages, const Source *source, const GArray *blocks,
                         guint index)
{
	return attendance_list_end(languages, source, blocks, index);
}

/* The first heading of level 1 near the top is the title. */
static void
read_title(const GArray *blocks, Meeting *meeting)
{
	for (guint i = 0; i < MIN(blocks->len, BLOCKS_MAX); i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->kind != BLOCK_HEADING || block->level != 1)
			continue;
		if (meeting->title == NULL && *block->text != '\0')
			meeting->title = g_strdup(block->text);
		return;
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
	if (!front_matter)
		read_title(blocks, meeting);
	if (meeting->participants->len == 0)
		attendance_read(source, blocks, context, meeting);
	meeting_day_read(source, blocks, context, meeting);
}
