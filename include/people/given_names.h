/* given_names.h - given names of many languages, which tell people from things. */
#ifndef TIDINGS_PEOPLE_GIVEN_NAMES_H
#define TIDINGS_PEOPLE_GIVEN_NAMES_H

#include <glib.h>

/*
 * TRUE if the first word of `name`, which is `length` bytes of UTF-8, begins with a capital and is
 * a given name: `Nora`, `Nora Lind`, `Jean-Luc`.  A name that is mostly another word is one only
 * before a family name: `Will Lind`.
 */
gboolean given_name_begins(const char *name, gsize length);

/* TRUE if a word is a given name, in any case. */
gboolean given_name_is(const char *word, gsize length);

#endif
