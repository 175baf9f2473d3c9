/* choose.c - which items a reminder shows, and whether it is worth a mail. */
#include "choose.h"

#include <string.h>

/* The lower, the more it is worth one of the few places. */
static guint
rank(const DigestAction *action)
{
	if (action->newly_overdue || digest_action_is_soon(action))
		return 0;
	if (action->fresh)
		return 1;
	if (action->noted || action->back)
		return 2;
	if (action->stale)
		return 3;
	return action->overdue ? 4 : 5;
}

int
choose_order(const DigestAction *x, const DigestAction *y)
{
	int order = strcmp(x->record->path, y->record->path);
	guint line = x->record->action->line, other = y->record->action->line;

	if (order != 0 || line != other)
		return order != 0 ? order : line < other ? -1 : 1;
	return strcmp(x->record->id, y->record->id);
}

static int
compare_worth(gconstpointer a, gconstpointer b)
{
	const DigestAction *x = *(const DigestAction *const *)a,
	                   *y = *(const DigestAction *const *)b;

	if (rank(x) != rank(y))
		return rank(x) < rank(y) ? -1 : 1;
	if (x->due_in != y->due_in)
		return x->due_in < y->due_in ? -1 : 1;
	if (x->record->first_day != y->record->first_day)
		return x->record->first_day < y->record->first_day ? -1 : 1;
	return choose_order(x, y);
}

/* Returns the actions of all groups: DigestAction *, not owned. */
static GPtrArray *
all_actions(const Digest *digest)
{
	GPtrArray *all = g_ptr_array_new();

	for (guint g = 0; g < digest->owners->len; g++) {
		const OwnerGroup *group = g_ptr_array_index(digest->owners, g);
		for (guint i = 0; i < group->actions->len; i++)
			g_ptr_array_add(all, g_ptr_array_index(group->actions, i));
	}
	return all;
}

void
compose_choose(Digest *digest)
{
	g_autoptr(GPtrArray) all = all_actions(digest);
	g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL);

	g_ptr_array_sort(all, compare_worth);
	digest->has_news = marked_any_elsewhere(digest->marked) || digest->looking->len > 0;
	for (guint i = 0; i < all->len; i++) {
		DigestAction *action = g_ptr_array_index(all, i);
		gpointer record = (gpointer)action->record;
		digest->has_news = digest->has_news || digest_action_is_reason(action);
		/* several owners have the same one, in one place */
		if (!g_hash_table_contains(places, record))
			g_hash_table_insert(places, record,
			                    GUINT_TO_POINTER(g_hash_table_size(places)));
		action->place = GPOINTER_TO_UINT(g_hash_table_lookup(places, record));
	}
	digest->places = g_hash_table_size(places);
}
