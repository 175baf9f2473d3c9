/* track_key.h - how spellings of tracks are compared. */
#ifndef TIDINGS_PEOPLE_TRACK_KEY_H
#define TIDINGS_PEOPLE_TRACK_KEY_H

#include "people/roster.h"

/* text_fold() with `-` and `_` as spaces.  Newly allocated. */
char *track_key(const char *name);

/* Every configured spelling: track_key() -> Track *.  Belongs to the roster. */
GHashTable *roster_track_keys(const Roster *roster);

#endif
