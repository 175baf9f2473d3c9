/* owner_names_learn.c - what a file tells of words. */
#include "owner_names_learn.h"

OwnerNames *
owner_names_from_meeting(const Source *source, const Meeting *meeting, const GArray *blocks)
{
	OwnerNames *names = owner_names_new(meeting->participants);

	owner_names_set_text(names, source->text);
	for (guint i = 0; i < meeting->teams->len; i++)
		owner_names_add_topic(names, g_ptr_array_index(meeting->teams, i));
	for (guint i = 0; i < meeting->tags->len; i++)
		owner_names_add_topic(names, g_ptr_array_index(meeting->tags, i));
	for (guint i = 0; i < blocks->len; i++) {
		const Block *block = &g_array_index(blocks, Block, i);
		if (block->kind == BLOCK_HEADING && block->level < OUTLINE_BOLD)
			owner_names_add_topic(names, block->text);
	}
	return names;
}
