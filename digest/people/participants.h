/* participants.h - a meeting's participants, read once for all of its owner tokens. */
#ifndef TIDINGS_PEOPLE_PARTICIPANTS_H
#define TIDINGS_PEOPLE_PARTICIPANTS_H

#include "people/roster.h"

typedef struct Participants Participants;

/* Reads `texts` (char *, as written).  Keeps pointers to `roster` and the texts. */
Participants *participants_new(const Roster *roster, const GPtrArray *texts);
void participants_free(Participants *participants);

/* As resolve_token(); adds to `people` (Person *). */
TokenKind participants_resolve(const Participants *participants, const char *token,
                               GPtrArray *people);

/* As resolve_unmatched(). */
void participants_unmatched(const Participants *participants, const char *token,
                            GPtrArray *unmatched);

#endif
