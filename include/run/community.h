/* community.h - whether a state file is the memory of the community that the configuration serves.
 */
#ifndef TIDINGS_RUN_COMMUNITY_H
#define TIDINGS_RUN_COMMUNITY_H

#include "config/config.h"
#include "state/identity.h"

/* Who the configuration is for the state. */
Identity community_identity(const Config *config);

/*
 * FALSE with TIDINGS_ERROR_CONFIG, a sentence that names both, when the state belongs to another
 * community.  One that belongs to nobody yet is anybody's.
 */
gboolean community_check(State *state, const Config *config, GError **error);

/*
 * The same for a run, in its open transaction: from then on the state is this configuration's.  One
 * that an older tidings left says nothing, and is taken over when most of the files that it knows
 * are in the notes.
 */
gboolean community_take(State *state, const Config *config, GError **error);

/*
 * A configuration without `state` whose state file is still called as all were before
 * (config->former_state) goes on with that one.
 */
void community_find_state(Config *config);

#endif
