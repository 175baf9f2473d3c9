/* starter.h - writes a first tidings.yaml as text. */
#ifndef TIDINGS_RUN_STARTER_H
#define TIDINGS_RUN_STARTER_H

#include "people/guess.h"
#include "run/survey.h"

/* What the file is made from.  All text is valid UTF-8. */
typedef struct {
	const char *root;  /* of the notes, as the configuration names it */
	const char *state; /* the name of the state file */
	const Survey *survey;
	const RosterGuess *guess;
} Starter;

/* Returns the whole file, with what was found as comments.  config_load() accepts it as it is.
 * Newly allocated. */
char *starter_yaml(const Starter *starter);

#endif
