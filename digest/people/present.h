/* present.h - a meeting's participants, read once for all of its tokens. */
#ifndef TIDINGS_PEOPLE_PRESENT_H
#define TIDINGS_PEOPLE_PRESENT_H

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

typedef struct Present Present;

/* Looks at `roster` as long as it lives.  `participants` may be NULL. */
Present *present_new(const Roster *roster, const GPtrArray *participants);
void present_free(Present *present);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Present, present_free)

/* As roster_resolve(). */
TokenKind present_resolve(const Present *present, const char *token, GPtrArray *people);

/* As company_strangers(). */
void present_strangers(const Present *present, const char *token, GPtrArray *strangers);

#endif
