/* cache.h - who tokens mean among the participants of a meeting, remembered from meeting to
 * meeting. */
#ifndef TIDINGS_PEOPLE_OWNER_CACHE_H
#define TIDINGS_PEOPLE_OWNER_CACHE_H

#include "people/roster.h"

typedef struct OwnerCache OwnerCache;

/* Whom one owner token means. */
typedef struct {
	TokenKind kind;
	const Person *person; /* for TOKEN_PERSON; not owned */
} Meant;

OwnerCache *owner_cache_new(const Roster *roster);
void owner_cache_free(OwnerCache *cache);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OwnerCache, owner_cache_free)

/*
 * Sets whom the tokens to come are among: char *, as written.  Keeps a reference to the array,
 * which must not change any more; to enter again where one is costs nothing.
 */
void owner_cache_set_participants(OwnerCache *cache, const GPtrArray *participants);

/* As roster_resolve(), but `*people` (Person *) belongs to the cache and lives until the next
 * call of either function. */
TokenKind owner_cache_resolve(OwnerCache *cache, const char *token, const GPtrArray **people);

/* Adds to `unmatched` the participants (char *, as written, not copied) whom `token` may mean and
 * the roster does not know. */
void owner_cache_strangers(OwnerCache *cache, const char *token, GPtrArray *unmatched);

/* Fills the action's `people` with whom its owners mean; an ambiguous token means nobody. */
void owner_cache_resolve_people(OwnerCache *cache, Action *action);

/* The same, and for each owner a new array says whom it means. */
Meant *owner_cache_resolve_owners(OwnerCache *cache, Action *action);

#endif
