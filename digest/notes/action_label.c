/* action_label.c - labels of actions among blocks: `Next steps:` above a list. */
#include "action_label.h"

#include "headings.h"

gboolean
action_label_has_list(Languages languages, const Source *source, const GArray *blocks, guint index)
{
	const Block *block = &g_array_index(blocks, Block, index);
	if ((block->kind != BLOCK_LIST && block->kind != BLOCK_TABLE) || index == 0 ||
	    block[-1].kind != BLOCK_PARAGRAPH)
		return FALSE;

	g_autofree char *line = source_line(source, block[-1].last);
	return heading_is_action_label(languages, line);
}

gboolean
action_label_begins(Languages languages, const Source *source, const Block *block)
{
	if (block->kind != BLOCK_PARAGRAPH || block->last == block->first)
		return FALSE;
	g_autofree char *line = source_line(source, block->first);
	return heading_is_action_label(languages, line);
}

gboolean
action_label_is_alone(Languages languages, const Source *source, const GArray *blocks, guint index)
{
	const Block *block = &g_array_index(blocks, Block, index);

	return block->kind == BLOCK_PARAGRAPH && block->first == block->last &&
	       index + 1 < blocks->len &&
	       action_label_has_list(languages, source, blocks, index + 1);
}
