/* lint_util.h - whom an unknown name may mean, in words. */
#ifndef TIDINGS_NOTES_LINT_UTIL_H
#define TIDINGS_NOTES_LINT_UTIL_H

#include "people/roster.h"

/* "A, B or C" of char *.  Newly allocated. */
char *lint_join(const GPtrArray *texts);

/*
 * Those among whom a first name does not say who is meant: "Radu Nichita or Radu Niculae".  NULL
 * when fewer than two have it.  Newly allocated.
 */
char *lint_namesakes(const Roster *roster, const char *name);

/* The person whose id, name or alias `token` was probably meant to be, as it is written there; NULL
 * for none. */
const char *lint_guess_person(const Roster *roster, const char *token);

#endif
