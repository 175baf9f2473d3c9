/* roster_index.h - a roster by how its people and groups are written. */
#ifndef TIDINGS_PEOPLE_ROSTER_INDEX_H
#define TIDINGS_PEOPLE_ROSTER_INDEX_H

#include "people/name_key.h"
#include "people/roster.h"

/* One way in which a configured person is written. */
typedef struct {
	Person *person; /* not owned */
	NameKey *name;
} PersonName;

/* Returns the persons one of whose ids, aliases and names has this key: Person *, or NULL.  Belongs
 * to the roster. */
const GPtrArray *roster_spelled(const Roster *roster, const char *key);

/* Returns the spellings of two words or more whose first word starts with that letter:
 * PersonName *, or NULL. */
const GPtrArray *roster_initialled(const Roster *roster, gunichar letter);

const Group *roster_group(const Roster *roster, const char *key);

/* Adds `person` to an array of Person * unless it is there. */
void people_add(GPtrArray *people, const Person *person);

#endif
