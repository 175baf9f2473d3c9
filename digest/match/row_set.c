/* row_set.c - a set of rows. */
#include "match/row_set.h"

/* Each as a pointer: SQLite counts from 1, and no pointer is too narrow for as many as there are.
 */
struct RowSet {
	GHashTable *rows;
};

static gpointer
as_pointer(gint64 row)
{
	return GSIZE_TO_POINTER((gsize)row);
}

RowSet *
row_set_new(void)
{
	RowSet *set = g_new(RowSet, 1);

	set->rows = g_hash_table_new(g_direct_hash, g_direct_equal);
	return set;
}

void
row_set_free(RowSet *set)
{
	if (set == NULL)
		return;
	g_hash_table_unref(set->rows);
	g_free(set);
}

void
row_set_add(RowSet *set, gint64 row)
{
	g_hash_table_add(set->rows, as_pointer(row));
}

gboolean
row_set_has(const RowSet *set, gint64 row)
{
	return g_hash_table_contains(set->rows, as_pointer(row));
}
