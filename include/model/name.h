/* name.h - what notes call people, teams, places and topics: bounded where it is read. */
#ifndef TIDINGS_MODEL_NAME_H
#define TIDINGS_MODEL_NAME_H

#include "model/meeting.h"

/* A name stands wherever a message tells of what it names: one without a bound would burst all of
 * them. */
enum {
	NAME_CHARACTERS_MAX = 120
};

/*
 * Cuts `*name` (owned; may be NULL) to NAME_CHARACTERS_MAX characters, the last of them an
 * ellipsis, and warns (long-name) at that place; `what` is "the title".  A name within the bound
 * stays as it is.
 */
void name_bound(Meeting *meeting, char **name, const char *what, guint line, guint column);

/* The same for each of `names` (char *, owned by it) from index `from` on. */
void names_bound(Meeting *meeting, GPtrArray *names, guint from, const char *what, guint line,
                 guint column);

/* Leaves out the names behind the first `most`, with a warning (too-many-items); `what` is
 * "participants". */
void names_limit(Meeting *meeting, GPtrArray *names, guint most, const char *what, guint line);

#endif
