/* attach.c - the states of what items link to. */
#include "forge/attach.h"

#include "find.h"

void
linked_refresh(GHashTable *rows, Action *action)
{
	for (guint i = 0; action->linked != NULL && i < action->linked->len; i++) {
		Linked *linked = g_ptr_array_index(action->linked, i);
		const LinkedRow *row =
		    linked->known ? g_hash_table_lookup(rows, linked->key) : NULL;
		if (row == NULL)
			continue;
		linked->state = row->linked.state;
		linked->changed = row->linked.changed;
		linked->checked = row->linked.checked;
	}
}

void
linked_attach(const Config *config, GHashTable *rows, Action *action)
{
	g_clear_pointer(&action->linked, g_ptr_array_unref);
	action->linked = forge_find(config, action->text, NULL);
	linked_refresh(rows, action);
}
