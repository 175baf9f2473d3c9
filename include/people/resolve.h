/* resolve.h - who the owners of actions are, and which track an action belongs to. */
#ifndef TIDINGS_PEOPLE_RESOLVE_H
#define TIDINGS_PEOPLE_RESOLVE_H

#include "model/action_record.h"
#include "people/roster.h"

/*
 * Answers from one roster and remembers what it answered: a group writes the same initials in every
 * list.  For one thread at a time.
 */
typedef struct Resolver Resolver;

/* Keeps a pointer to `roster`, which must outlive it. */
Resolver *resolver_new(const Roster *roster);
void resolver_free(Resolver *resolver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Resolver, resolver_free)

/*
 * Who `token` means in a meeting with these participants (char *, as written; may be NULL).  Keeps
 * a reference to `participants`, which must not change any more.
 *
 * Texts are compared by name_key().  The first of these that fits is the answer:
 *   1. the participant who is written like the token: RăzvanD itself, or SK for "Sairaj K (SK)";
 *   2. configured ids, aliases and names, unless the token is the initials of another participant;
 *   3. the participant whose initials or first name it is: DD or Daniel for DanielD; also by the
 *      configured name, MS for a participant Maria who is Maria Sand;
 *   4. a group; one without members means all participants;
 *   5. initials of configured names.
 * A participant who is not configured is nobody.
 *
 * `*people` (Person *, each once) belongs to the resolver and lives until the next call.  For
 * TOKEN_AMBIGUOUS it holds the candidates.
 */
TokenKind resolve_token(Resolver *resolver, const char *token, const GPtrArray *participants,
                        const GPtrArray **people);

/* Adds to `unmatched` (char *, not copied) the participants whom `token` may mean and whom the
 * roster does not know. */
void resolve_unmatched(Resolver *resolver, const char *token, const GPtrArray *participants,
                       GPtrArray *unmatched);

/*
 * Returns the persons whom `owners` (char *) mean: Person *, each once; an ambiguous token means
 * nobody.  The array belongs to the resolver and lives until the next call.
 */
const GPtrArray *resolve_owners(Resolver *resolver, const GPtrArray *owners,
                                const GPtrArray *participants);

/*
 * Fills `people` and `track` of the meeting's actions; call it again when they change.  The track
 * is the first of these:
 *   1. the heading above the action, when it is a track of this meeting or of the configuration;
 *   2. the only track, of this meeting or of the configuration, that the action's text names;
 *   3. the first team of the meeting.
 */
void resolve_meeting(Resolver *resolver, Meeting *meeting);

/* Fills `owners` and the action's `people` of each ActionRecord. */
void resolve_records(Resolver *resolver, GPtrArray *records);

#endif
