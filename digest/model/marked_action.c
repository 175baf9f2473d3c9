/* marked_action.c - actions that a mark in the notes ended. */
#include "model/marked_action.h"

static void
occurrence_free(gpointer data)
{
	MarkedOccurrence *copy = data;

	g_ptr_array_unref(copy->owners);
	g_ptr_array_unref(copy->participants);
	g_free(copy);
}

MarkedAction *
marked_action_new(void)
{
	MarkedAction *marked = g_new0(MarkedAction, 1);

	marked->occurrences = g_ptr_array_new_with_free_func(occurrence_free);
	marked->people = g_ptr_array_new_with_free_func(g_free);
	return marked;
}

void
marked_action_free(MarkedAction *marked)
{
	if (marked == NULL)
		return;
	g_free(marked->id);
	g_free(marked->text);
	g_free(marked->path);
	g_ptr_array_unref(marked->occurrences);
	g_ptr_array_unref(marked->people);
	g_free(marked);
}

void
marked_action_add(MarkedAction *marked, GPtrArray *owners, GPtrArray *participants)
{
	MarkedOccurrence *copy = g_new(MarkedOccurrence, 1);

	copy->owners = owners;
	copy->participants = g_ptr_array_ref(participants);
	g_ptr_array_add(marked->occurrences, copy);
}

gboolean
marked_any_elsewhere(const GPtrArray *all)
{
	for (guint i = 0; i < all->len; i++)
		if (((const MarkedAction *)g_ptr_array_index(all, i))->elsewhere)
			return TRUE;
	return FALSE;
}
