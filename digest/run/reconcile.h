/* reconcile.h - updates the actions when a file has a new version: new, carried on, done, gone. */
#ifndef TIDINGS_RUN_RECONCILE_H
#define TIDINGS_RUN_RECONCILE_H

#include "config/config.h"
#include "match/action_index.h"
#include "state/snapshots.h"

/* The reconciling of one scan.  Give it the files in the order of their meetings' days. */
typedef struct Reconciler Reconciler;

/* Keeps `state` and the configuration's time zone.  NULL and `error` when the state refuses. */
Reconciler *reconciler_new(State *state, const Config *config, gint64 now, GError **error);
void reconciler_free(Reconciler *reconciler);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reconciler, reconciler_free)

/*
 * Saves a new version of a file and updates its actions.  `version` has file, first, fingerprint,
 * day and encoded; the rest is filled in.  `keys` are those of the meeting's actions; their words
 * move to the index.
 *
 * An item keeps the action that it was before the edit; otherwise it carries on the nearest action
 * of the same owner; otherwise it is a new action.  An item that is marked as done ends its action.
 * A copy of it in another file that is not marked does not reopen it, unless it recurs.
 */
gboolean reconciler_update_file(Reconciler *reconciler, Version *version, const Meeting *meeting,
                                ActionKey *keys, GError **error);

/* Call it after the last file: withdraws the actions that no file has any more. */
gboolean reconciler_finish(Reconciler *reconciler, GError **error);

#endif
