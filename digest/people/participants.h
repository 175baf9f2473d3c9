/* participants.h - a meeting's participants, read once for all of its tokens. */
#ifndef TIDINGS_PEOPLE_PARTICIPANTS_H
#define TIDINGS_PEOPLE_PARTICIPANTS_H

#include "people/roster.h"
#include "people/spelling.h"

/* One way in which a configured person is written. */
typedef struct {
	Person *person; /* not owned */
	Spelling *spelling;
} PersonSpelling;

/* Persons one of whose ids, aliases and names has this key: Person *, or NULL.  Belongs to the
 * roster. */
const GPtrArray *roster_spelled(const Roster *roster, const char *key);

/* Spellings of two words or more whose first word starts with that letter: PersonSpelling *, or
 * NULL. */
const GPtrArray *roster_initialled(const Roster *roster, gunichar letter);

const Group *roster_group(const Roster *roster, const char *key);

/* Adds `person` once. */
void people_add(GPtrArray *people, const Person *person);

typedef struct Participants Participants;

/* Looks at `roster` as long as it lives.  `participants` may be NULL. */
Participants *participants_new(const Roster *roster, const GPtrArray *participants);
void participants_free(Participants *present);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Participants, participants_free)

/* As roster_resolve(). */
TokenKind participants_resolve(const Participants *present, const char *token, GPtrArray *people);

/* As owner_cache_strangers(). */
void participants_unmatched(const Participants *present, const char *token, GPtrArray *unmatched);

#endif
