/*
 * name.h - limits the length and number of names from the notes: people, teams, locations, topics.
 */
#ifndef TIDINGS_MODEL_NAME_H
#define TIDINGS_MODEL_NAME_H

#include "model/meeting.h"

/*
 * A name appears in every message about the thing it names: an unlimited one would bloat them all.
 */
enum {
	NAME_CHARACTERS_MAX = 120
};

/*
 * Cuts `*name` (owned; may be NULL) to NAME_CHARACTERS_MAX characters, the last of them an
 * ellipsis, and warns (long-name) at that position.  `what` is "the title".  A shorter name stays
 * as it is.
 */
void name_truncate(Meeting *meeting, char **name, const char *what, guint line, guint column);

/* As name_truncate() for each of `names` (char *, owned by it) from index `from` on. */
void names_truncate(Meeting *meeting, GPtrArray *names, guint from, const char *what, guint line,
                    guint column);

/*
 * Removes the names after the first `most`, with a warning (too-many-items).  `what` is
 * "participants".
 */
void names_limit(Meeting *meeting, GPtrArray *names, guint most, const char *what, guint line);

#endif
