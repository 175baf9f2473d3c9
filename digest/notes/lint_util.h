/* lint_util.h - whom an unknown name may mean, in words. */
#ifndef TIDINGS_NOTES_LINT_UTIL_H
#define TIDINGS_NOTES_LINT_UTIL_H

#include "people/roster.h"

/* Joins char * as "A, B or C".  Newly allocated. */
char *lint_join(const GPtrArray *texts);

/*
 * The names of all people that have the first name `name`: "Radu Nichita or Radu Niculae".  NULL if
 * there are fewer than two.  Newly allocated.
 */
char *lint_namesakes(const Roster *roster, const char *name);

/* The id, name or alias that `token` was probably meant to be, as it is in the configuration; NULL
 * for none. */
const char *lint_guess_person(const Roster *roster, const char *token);

#endif
