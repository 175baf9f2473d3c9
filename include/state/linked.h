/* linked.h - what is known of the issues and pull requests that open items link to. */
#ifndef TIDINGS_STATE_LINKED_H
#define TIDINGS_STATE_LINKED_H

#include "base/day.h"
#include "model/linked.h"
#include "state/state.h"

/* One that is remembered. */
typedef struct {
	Linked linked; /* owned */
	char *etag;    /* of the last answer, or NULL */
	Day day;       /* of the latest meeting with an open item that links to it; 0 without any */
} LinkedRow;

void linked_row_free(LinkedRow *row);

/* Returns all that is remembered: GHashTable of key -> owned LinkedRow *. */
GHashTable *linked_load(State *state, GError **error);

/* Remembers one, in place of what was remembered under its key. */
gboolean linked_put(State *state, const LinkedRow *row, GError **error);

/* Forgets those that no open item links to and that were not asked for since `before` (Unix
 * seconds). */
gboolean linked_prune(State *state, gint64 before, GError **error);

/* How far the open items were looked through for links. */
typedef struct {
	gint64 snapshot; /* the newest one then; -1 before the first time */
	gint64 day;
	gint64 settings; /* a hash of the configuration then */
} LinkedLook;

gboolean linked_look_get(State *state, LinkedLook *look, GError **error);
gboolean linked_look_put(State *state, const LinkedLook *look, GError **error);

/* How a forge behaved. */
typedef struct {
	gint64 rest_until; /* Unix seconds: it is not asked before; 0 for now */
	guint failures;    /* runs in a row in which it did not answer */
} ForgeHealth;

gboolean forge_health_get(State *state, ForgeKind forge, ForgeHealth *health, GError **error);
gboolean forge_health_put(State *state, ForgeKind forge, const ForgeHealth *health, GError **error);

/*
 * Lets an open action look done since `now`, by `forge` ("GitHub"); opens one that looked done; and
 * ends one that looked done for long enough.  `id` is that of its ActionRecord.
 */
gboolean action_look_done(State *state, const char *id, const char *forge, gint64 now,
                          GError **error);
gboolean action_look_open(State *state, const char *id, GError **error);
gboolean action_end_looking(State *state, const char *id, gint64 now, GError **error);

/* Says whether an action has looked done since `before` (Unix seconds) or longer. */
gboolean actions_any_looking(State *state, gint64 before, gboolean *any, GError **error);

/* The largest ActionRecord.looks; 0 before the first. */
gboolean actions_newest_look(State *state, gint64 *looks, GError **error);

#endif
