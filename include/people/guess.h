/* guess.h - people, groups and tracks as a careful reader of the notes would configure them. */
#ifndef TIDINGS_PEOPLE_GUESS_H
#define TIDINGS_PEOPLE_GUESS_H

#include "people/name_stats.h"

typedef struct {
	char *id; /* ASCII; not a spelling of anybody else */
	char *name;
	GPtrArray *aliases; /* VariantCount *: initials and other spellings */
	guint meetings;     /* that list the person */
	guint actions;      /* owned by the name and the aliases */
	GPtrArray *remarks; /* char *: what the reader should check */
} GuessedPerson;

/* A word that may mean several people and is nobody's alias. */
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
	GPtrArray *aliases; /* VariantCount *: the spellings other than `name` */
	guint count;        /* actions of the group, meetings of the track */
	GPtrArray *remarks; /* char * */
} GuessedName;

typedef struct {
	GPtrArray *people;    /* GuessedPerson *, who owns most first */
	GPtrArray *ambiguous; /* AmbiguousToken *, likewise */
	GPtrArray *everyone;  /* VariantCount *: tokens that mean all who were there */
	GPtrArray *groups;    /* GuessedName *: other tokens that mean several people */
	GPtrArray *tracks;    /* GuessedName *, the most frequent first */
} RosterGuess;

/*
 * Guesses from `stats`, after name_stats_sort(), in these steps:
 *   1. Names that are equal when folded are one person.
 *   2. `RăzvanD` and `Răzvan Deaconescu`, or `AlexJ` and `Alexander J`, are one person when nobody
 *      else agrees as well.  Names in the list of one meeting are different people.
 *   3. A first name alone belongs to the only person it can be.
 *   4. Initials belong to the person who was there when they were used.  Of several candidates that
 *      is the one who alone explains ten times as many meetings as the others together.
 *   5. A person of whom only the first name is known gets the rest from initials that fit nobody
 *      better (`Michalis`, MP).
 * Everything less certain is an AmbiguousToken.
 */
RosterGuess *roster_guess(const NameStats *stats);
void roster_guess_free(RosterGuess *guess);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RosterGuess, roster_guess_free)

#endif
