/* skeleton.c - notes that were prepared for a meeting, and do not tell of it yet. */
#include "notes/skeleton.h"

#include "vocabulary.h"

gboolean
notes_is_skeleton(const Meeting *meeting)
{
	Languages all = languages_by_codes(NULL);

	if (meeting->actions->len > 0 || meeting->decisions->len > 0)
		return FALSE;
	for (guint t = 0; t < meeting->topics->len; t++) {
		const Topic *topic = g_ptr_array_index(meeting->topics, t);
		for (guint e = 0; e < topic->entries->len; e++) {
			const Entry *entry = g_ptr_array_index(topic->entries, e);
			if (vocabulary_placeholder(all, entry->text) == PLACEHOLDER_NONE)
				return FALSE;
		}
	}
	return TRUE;
}
