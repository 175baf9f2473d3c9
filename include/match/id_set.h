/* id_set.h - a set of rows. */
#ifndef TIDINGS_MATCH_ID_SET_H
#define TIDINGS_MATCH_ID_SET_H

#include <glib.h>

typedef struct IdSet IdSet;

IdSet *id_set_new(void);
void id_set_free(IdSet *set);
void id_set_add(IdSet *set, gint64 row);
gboolean id_set_has(const IdSet *set, gint64 row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IdSet, id_set_free)

#endif
