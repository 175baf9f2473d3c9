/* guess_steps.h - the steps by which roster_guess() finds people. */
#ifndef TIDINGS_PEOPLE_GUESS_STEPS_H
#define TIDINGS_PEOPLE_GUESS_STEPS_H

#include "person_candidate.h"

typedef struct {
	const NameStats *stats;
	GPtrArray *people;    /* PersonCandidate *, owned */
	GPtrArray *ambiguous; /* AmbiguousToken *, owned */
} GuessState;

/* Makes people of the names of several words.  Call the three steps in this order. */
void guess_names(GuessState *state);

/* Gives names of one word to these people, or makes people of them. */
void guess_first_names(GuessState *state);

/* Gives initials to the people who were there when they were used. */
void guess_initials(GuessState *state);

#endif
