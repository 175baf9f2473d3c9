/* action_resolver.h - resolving many meetings one after another: what a token meant in like cache
 * is remembered. */
#ifndef TIDINGS_PEOPLE_ACTION_RESOLVER_H
#define TIDINGS_PEOPLE_ACTION_RESOLVER_H

#include "people/roster.h"

typedef struct ActionResolver ActionResolver;

/* For one thread at a time.  Looks at `roster` as long as it lives. */
ActionResolver *action_resolver_new(const Roster *roster);
void action_resolver_free(ActionResolver *resolver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ActionResolver, action_resolver_free)

/* As meeting_resolve(). */
void action_resolver_resolve(ActionResolver *resolver, Meeting *meeting);

#endif
