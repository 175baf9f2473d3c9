/* guess.h - people, groups and tracks as a careful reader of the notes would configure them.
 */
#ifndef TIDINGS_PEOPLE_ROSTER_GUESS_H
#define TIDINGS_PEOPLE_ROSTER_GUESS_H

#include "people/name_stats.h"

typedef struct {
	char *id; /* ASCII; no spelling of anybody else */
	char *name;
	GPtrArray *aliases; /* VariantCount *: initials and ways of writing, with how often the
	                       notes have them */
	guint meetings;     /* that list the person */
	guint actions;      /* owned by the name and the aliases */
	GPtrArray *remarks; /* char *: what the reader should look at */
} GuessedPerson;

/* A word that may mean several people: in nobody's aliases. */
typedef struct {
	char *text;
	guint actions;         /* that it owns */
	guint meetings;        /* that list it as a participant */
	GPtrArray *candidates; /* char *: "Maria S (12 meetings)" */
} AmbiguousToken;

/* A group or a track. */
typedef struct {
	char *id;
	char *name;
	GPtrArray *aliases; /* VariantCount *: the others than `name` */
	guint count;        /* actions of the group, meetings of the track */
	GPtrArray *remarks; /* char * */
} GuessedName;

typedef struct {
	GPtrArray *people;   /* GuessedPerson *, who owns most first */
	GPtrArray *doubts;   /* AmbiguousToken *, likewise */
	GPtrArray *everyone; /* VariantCount *: tokens that mean all who were there */
	GPtrArray *groups;   /* GuessedName *: other tokens that mean several people */
	GPtrArray *tracks;   /* GuessedName *, the most frequent first */
} RosterGuess;

/*
 * Judges sorted stats.
 * People: what is equal when folded is one person; `RăzvanD` and `Răzvan Deaconescu` are when
 * nobody else agrees as well (AlexJ and Alexander J likewise); a first name alone belongs to the
 * only person it can be; names in the list of one meeting are different people.  Initials belong to
 * the person who was there when they were used: of all candidates the one who alone explains ten
 * times as many meetings as the others together.  A person of whom only the first name is known
 * gets the rest from initials that fit nobody better (`Michalis`, MP). Everything less certain is a
 * doubt.
 */
RosterGuess *roster_guess(const NameStats *stats);
void roster_guess_free(RosterGuess *guess);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RosterGuess, roster_guess_free)

#endif
