/* follow.h - follows what open items link to, and ends those that look done by it. */
#ifndef TIDINGS_RUN_FOLLOW_H
#define TIDINGS_RUN_FOLLOW_H

#include "config/config.h"
#include "model/action_record.h"
#include "state/state.h"

/*
 * Looks for links in the open items, asks the forges for those whose time has come, and lets items
 * look done, be open again, or be done.  Takes a few seconds at most.  Call it in a transaction,
 * after the scan.  Trouble with a forge that lasts adds a sentence to `problems` (char *, owned by
 * it) and is no error.  Does nothing without `forge` in the configuration.
 */
gboolean follow_links(State *state, const Config *config, gint64 now, GPtrArray *problems,
                      GError **error);

/*
 * The states of what items link to, for showing them.  NULL without `forge`; then follow_attach()
 * and follow_attach_all() do nothing.
 */
typedef struct Followed Followed;
gboolean followed_load(State *state, const Config *config, Followed **followed, GError **error);
void followed_free(Followed *followed);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Followed, followed_free)

void follow_attach(const Followed *followed, Action *action);
void follow_attach_records(const Followed *followed, const GPtrArray *records);

#endif
