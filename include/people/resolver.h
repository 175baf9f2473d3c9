/* resolver.h - resolving many meetings one after another: what a token meant in like company is
 * remembered. */
#ifndef TIDINGS_PEOPLE_RESOLVER_H
#define TIDINGS_PEOPLE_RESOLVER_H

#include "people/roster.h"

typedef struct Resolver Resolver;

/* For one thread at a time.  Looks at `roster` as long as it lives. */
Resolver *resolver_new(const Roster *roster);
void resolver_free(Resolver *resolver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Resolver, resolver_free)

/* As meeting_resolve(). */
void resolver_take(Resolver *resolver, Meeting *meeting);

#endif
