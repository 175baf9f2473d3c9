/* row_set.h - a set of rows. */
#ifndef TIDINGS_MATCH_ROW_SET_H
#define TIDINGS_MATCH_ROW_SET_H

#include <glib.h>

typedef struct RowSet RowSet;

RowSet *row_set_new(void);
void row_set_free(RowSet *set);
void row_set_add(RowSet *set, gint64 row);
gboolean row_set_has(const RowSet *set, gint64 row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RowSet, row_set_free)

#endif
