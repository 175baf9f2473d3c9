/* roster.h - the configured people, groups and tracks. */
#ifndef TIDINGS_PEOPLE_ROSTER_H
#define TIDINGS_PEOPLE_ROSTER_H

#include "model/meeting.h"
#include "model/person.h"

typedef struct Roster Roster;

Roster *roster_new(void);
void roster_free(Roster *roster);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Roster, roster_free)

/* Each takes ownership of what it is given.  A missing name becomes the id. */
void roster_add_person(Roster *roster, Person *person);
void roster_add_group(Roster *roster, Group *group);
void roster_add_track(Roster *roster, Track *track);

const GPtrArray *roster_people(const Roster *roster); /* Person *, in the configuration's order */
const GPtrArray *roster_tracks(const Roster *roster); /* Track *, likewise */

/* The person with that id as written, or NULL; `id` may be NULL. */
const Person *roster_person(const Roster *roster, const char *id);

/* Returns the form in which names of tracks are compared: text_fold() with `-` and `_` as spaces.
 * Newly allocated. */
char *track_key(const char *name);

/* Returns the configured track one of whose spellings has the key of `name`, or NULL. */
const Track *roster_track(const Roster *roster, const char *name);

/* Returns every configured spelling: track_key() -> Track *.  Belongs to the roster. */
GHashTable *roster_track_keys(const Roster *roster);

/* Returns the track that a meeting belongs to: its first team as the configuration spells it; ""
 * without a team.  Newly allocated. */
char *roster_meeting_track(const Roster *roster, const Meeting *meeting);

#endif
