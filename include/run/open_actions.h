/* open_actions.h - counts the open actions and finds owners whom nobody can remind. */
#ifndef TIDINGS_RUN_OPEN_ACTIONS_H
#define TIDINGS_RUN_OPEN_ACTIONS_H

#include "config/config.h"
#include "state/state.h"

typedef struct {
	char *name;
	guint actions; /* how many open ones it owns */
} OwnerCount;

typedef struct {
	guint open;
	guint overdue;
	guint ownerless;  /* no person of the configuration owns them */
	GArray *unknown;  /* OwnerCount: owner tokens that do not mean a person or group, sorted */
	GArray *unmailed; /* OwnerCount: people without an address, when a job mails owners */
} OpenActions;

/* Counts at `now` (Unix seconds), without what is stale.  FALSE and `error` when the state refuses.
 */
gboolean open_actions_count(State *state, const Config *config, gint64 now, OpenActions *actions,
                            GError **error);

void open_actions_clear(OpenActions *actions);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OpenActions, open_actions_clear)

#endif
