/* reconciler.h - from a new snapshot to actions: which item is new, carried on, done, or gone. */
#ifndef TIDINGS_RUN_RECONCILE_H
#define TIDINGS_RUN_RECONCILE_H

#include "config/config.h"
#include "match/action_index.h"
#include "state/snapshots.h"

/* One scan's worth of taking in; best file by file in the order of the meetings' days. */
typedef struct Reconciler Reconciler;

Reconciler *reconciler_new(State *state, const Config *config, gint64 now, GError **error);
void reconciler_free(Reconciler *reconciler);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reconciler, reconciler_free)

/*
 * Saves a file's new version, of which file, first, fingerprint, day and encoded are set, and takes
 * in its actions; `keys` are theirs, and lose their words.  An item of a file keeps the action it
 * was before the edit; else it carries on the nearest action of the same owner; else it is new.
 * Marked done, it ends the action; a copy elsewhere that is not marked does not reopen it.
 */
gboolean reconciler_file(Reconciler *reconciler, Version *version, const Meeting *meeting,
                         ActionKey *keys, GError **error);

/* After the last file: ends what was edited away. */
gboolean reconciler_finish(Reconciler *reconciler, GError **error);

#endif
