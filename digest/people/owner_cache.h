/* owner_cache.h - who owner tokens mean among the participants of a meeting, remembered from
 * meeting to meeting. */
#ifndef TIDINGS_PEOPLE_OWNER_CACHE_H
#define TIDINGS_PEOPLE_OWNER_CACHE_H

#include "participants.h"

typedef struct OwnerCache OwnerCache;

OwnerCache *owner_cache_new(const Roster *roster);
void owner_cache_free(OwnerCache *cache);

/*
 * Sets the participants (char *, as written) of the meeting whose tokens are looked up next.  Keeps
 * a reference to the array, which must not change any more.  Costs nothing when they are set
 * already.
 */
void owner_cache_set_participants(OwnerCache *cache, const GPtrArray *participants);

/* The participants that are set, read for matching tokens. */
const Participants *owner_cache_participants(OwnerCache *cache);

/* As resolve_token(), among the participants that are set.  `*people` lives until the next call of
 * either function. */
TokenKind owner_cache_look_up(OwnerCache *cache, const char *token, const GPtrArray **people);

#endif
