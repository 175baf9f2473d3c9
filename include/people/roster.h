/* roster.h - people, groups and tracks, and who an owner token means. */
#ifndef TIDINGS_PEOPLE_ROSTER_H
#define TIDINGS_PEOPLE_ROSTER_H

#include "model/meeting.h"
#include "model/person.h"

typedef struct Roster Roster;

Roster *roster_new(void);
void roster_free(Roster *roster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Roster, roster_free)

/* Each takes what it is given. */
void roster_add_person(Roster *roster, Person *person);
void roster_add_group(Roster *roster, Group *group);
void roster_add_track(Roster *roster, Track *track);

const GPtrArray *roster_people(const Roster *roster); /* Person *, in the configuration's order */
const GPtrArray *roster_tracks(const Roster *roster); /* Track *, likewise */
const Person *roster_person(const Roster *roster, const char *id);

typedef enum {
	TOKEN_UNKNOWN,   /* nobody */
	TOKEN_PERSON,    /* exactly one person */
	TOKEN_GROUP,     /* a group's members, maybe none */
	TOKEN_AMBIGUOUS, /* two or more persons fit: nobody is meant, `people` holds the candidates
	                  */
} TokenKind;

/*
 * Who `token` means in a meeting with these participants (char *, as written; may be NULL).
 * Compared by text_fold() without spaces, in this order: a participant it is written like ("Sairaj
 * K (SK)", or RăzvanD itself), configured ids, aliases and names (unless it is the initials of one
 * other participant), the one participant whose initials (as listed, or by a configured name: MS
 * when Maria is Maria Sand) or first name it is, groups, then initials of configured names.  A
 * participant who is nobody configured is nobody. A group without members means the participants.
 * Adds Person * to `people`, which own nothing, each once; for TOKEN_AMBIGUOUS they are the
 * candidates.  Folds the participants each time: for a whole meeting use meeting_resolve().
 */
TokenKind roster_resolve(const Roster *roster, const char *token, const GPtrArray *participants,
                         GPtrArray *people);

/* The configured track one of whose spellings `name` is (folded, `-`, `_` and spaces alike), or
 * NULL. */
const Track *roster_track(const Roster *roster, const char *name);

/*
 * Fills `people` and `track` of the meeting's actions.  An action's track: the sub-heading it
 * stands under when that is a track of this meeting or of the configuration, else the one track of
 * this meeting or of the configuration that its text names as a whole word, else the first team.
 * Idempotent.
 */
void meeting_resolve(Meeting *meeting, const Roster *roster);

#endif
