/* community.h - says whether a state file belongs to the community of the configuration. */
#ifndef TIDINGS_RUN_COMMUNITY_H
#define TIDINGS_RUN_COMMUNITY_H

#include "config/config.h"
#include "state/identity.h"

/* Returns how the state identifies the configuration: its own path, the notes' folder, the globs.
 */
Identity community_identity(const Config *config);

/*
 * Returns FALSE and sets `error` (TIDINGS_ERROR_CONFIG), a sentence that names both, when the state
 * belongs to another community.  One that belongs to nobody yet is good for any.
 */
gboolean community_check(State *state, const Config *config, GError **error);

/*
 * Checks the same for a run and makes the state this configuration's.  Call it in a transaction.  A
 * state of an older tidings, which does not say whose it is, is accepted when most of the files
 * that it knows are in the notes.
 */
gboolean community_claim(State *state, const Config *config, GError **error);

/*
 * Sets config->state to config->former_state, the name that all state files once had, when only
 * that file exists and it belongs to this community.
 */
void community_find_state(Config *config);

#endif
