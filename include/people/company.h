/* company.h - who tokens mean among the participants of a meeting, remembered from meeting to
 * meeting. */
#ifndef TIDINGS_PEOPLE_COMPANY_H
#define TIDINGS_PEOPLE_COMPANY_H

#include "people/roster.h"

typedef struct Company Company;

/* Whom one owner token means. */
typedef struct {
	TokenKind kind;
	const Person *person; /* for TOKEN_PERSON; not owned */
} Meant;

Company *company_new(const Roster *roster);
void company_free(Company *company);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Company, company_free)

/*
 * Sets whom the tokens to come are among: char *, as written.  Keeps a reference to the array,
 * which must not change any more; to enter again where one is costs nothing.
 */
void company_enter(Company *company, const GPtrArray *participants);

/* As roster_resolve(), but `*people` (Person *) belongs to the company and lives until the next
 * call of either function. */
TokenKind company_resolve(Company *company, const char *token, const GPtrArray **people);

/* Adds to `strangers` the participants (char *, as written, not copied) whom `token` may mean and
 * the roster does not know. */
void company_strangers(Company *company, const char *token, GPtrArray *strangers);

/* Fills the action's `people` with whom its owners mean; an ambiguous token means nobody. */
void company_resolve_people(Company *company, Action *action);

/* The same, and for each owner a new array says whom it means. */
Meant *company_resolve_owners(Company *company, Action *action);

#endif
