/* talk.c - where the notes turn into what people said. */
#include "talk.h"

#include "base/text.h"
#include "owners.h"

#include <string.h>

typedef struct {
	const Source *source;
	const GArray *blocks;
	const OwnerNames *names;
	GString *line; /* to read lines into */
} Talk;

static const Block *
block_at(const GArray *blocks, guint index)
{
	return &g_array_index(blocks, Block, index);
}

/* TRUE if a paragraph or item is what somebody says: `**Nora Lind**: Yeah, I think we should ...`
 */
static gboolean
is_speech(const Talk *talk, const Block *block)
{
	gboolean item = block->kind == BLOCK_ITEM;
	OwnerPrefix prefix;
	if (block->kind != BLOCK_PARAGRAPH && (!item || block->level != 1 || block->text_last == 0))
		return FALSE;

	const char *line =
	    source_line_into(talk->source, block->first, item ? block->offset : 0, talk->line);
	return vocabulary_is_in(talk->names->languages, WORDS_SPEECH, line) &&
	       owner_prefix_read(talk->names, line, &prefix) && prefix.kind == PREFIX_OWNER &&
	       !prefix.marker &&
	       vocabulary_is_in(talk->names->languages, WORDS_SPEECH, prefix.text);
}

/* The name of whoever is alone on the first line of a block, as those who speak are in transcripts:
 * `**Nora Lind**`, `Nora:`, `- Nora:`.  Folded and newly allocated; NULL for another block. */
static char *
name_alone(const Talk *talk, const Block *block)
{
	gboolean item = block->kind == BLOCK_ITEM && block->level == 1 && block->text_last != 0;
	gboolean bold = block->kind == BLOCK_HEADING && block->level == OUTLINE_BOLD;
	if (!item && !bold && block->kind != BLOCK_PARAGRAPH)
		return NULL;

	const char *line =
	    source_line_into(talk->source, block->first, item ? block->offset : 0, talk->line);
	/* `**Speaker 01**` is nobody, and speaks all the same */
	if (bold && strchr(block->text, ' ') == strrchr(block->text, ' '))
		return text_fold(block->text);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	if ((!bold && !g_str_has_suffix(line, ":") && !g_str_has_suffix(line, "**")) ||
	    !owner_list_read_likely(talk->names, line, names) || names->len != 1)
		return NULL;
	return text_fold(g_ptr_array_index(names, 0));
}

/* TRUE if names are alone on their lines from block `index` on, the same ones again and again.
 * Owners come once. */
static gboolean
transcript_begins(const Talk *talk, guint index)
{
	enum {
		REPEATED = 3,
		BLOCKS = 40 /* that are looked at */
	};
	g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint repeated = 0;

	for (guint i = index; i < talk->blocks->len && i < index + BLOCKS; i++) {
		char *name = name_alone(talk, block_at(talk->blocks, i));
		if (name == NULL && i == index)
			return FALSE;
		repeated += name != NULL && !g_hash_table_add(names, name) ? 1 : 0;
	}
	return repeated >= REPEATED;
}

/* TRUE if people talk from block `index` on: three of them, one after another. */
static gboolean
people_talk(const Talk *talk, guint index)
{
	enum {
		SPEAKERS = 3,
		BLOCKS = 8 /* that are looked at */
	};
	guint speakers = 0;

	if (block_at(talk->blocks, index)->kind == BLOCK_LIST)
		index++;
	if (index >= talk->blocks->len)
		return FALSE;
	if (transcript_begins(talk, index))
		return TRUE;
	if (!is_speech(talk, block_at(talk->blocks, index)))
		return FALSE;
	for (guint i = index; i < talk->blocks->len && i < index + BLOCKS; i++)
		speakers += is_speech(talk, block_at(talk->blocks, i)) ? 1 : 0;
	return speakers >= SPEAKERS;
}

/*
 * TRUE for a rule below which somebody begins to talk:
 *
 *	- Nora to call the landlord
 *
 *	----
 *	**Ben**: Welcome!
 */
static gboolean
is_rule_above_talk(const Talk *talk, guint index)
{
	const Block *block = block_at(talk->blocks, index);
	if (block->kind != BLOCK_OTHER || index + 1 >= talk->blocks->len ||
	    block[1].kind != BLOCK_PARAGRAPH)
		return FALSE;

	OwnerPrefix prefix;
	const char *line = source_line_into(talk->source, block[1].first, 0, talk->line);
	return g_str_has_prefix(line, "**") && owner_prefix_read(talk->names, line, &prefix) &&
	       prefix.kind == PREFIX_OWNER && !prefix.marker;
}

gboolean
talk_begins(const Source *source, const GArray *blocks, guint index, const OwnerNames *names,
            GString *line)
{
	const Talk talk = { source, blocks, names, line };

	return is_rule_above_talk(&talk, index) || people_talk(&talk, index);
}
