/* id_set.c - a set of rows. */
#include "match/id_set.h"

/* Each as a pointer: SQLite counts from 1, and no pointer is too narrow for as many as there are.
 */
struct IdSet {
	GHashTable *rows;
};

static gpointer
as_pointer(gint64 row)
{
	return GSIZE_TO_POINTER((gsize)row);
}

IdSet *
id_set_new(void)
{
	IdSet *set = g_new(IdSet, 1);

	set->rows = g_hash_table_new(g_direct_hash, g_direct_equal);
	return set;
}

void
id_set_free(IdSet *set)
{
	if (set == NULL)
		return;
	g_hash_table_unref(set->rows);
	g_free(set);
}

void
id_set_add(IdSet *set, gint64 row)
{
	g_hash_table_add(set->rows, as_pointer(row));
}

gboolean
id_set_has(const IdSet *set, gint64 row)
{
	return g_hash_table_contains(set->rows, as_pointer(row));
}
