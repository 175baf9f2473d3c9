/* init_surroundings.h - what the notes' surroundings tell: their zone, and where the web shows
 * them. */
#ifndef TIDINGS_CLI_INIT_SURROUNDINGS_H
#define TIDINGS_CLI_INIT_SURROUNDINGS_H

#include <glib.h>

/* One date of the notes that names its offset. */
typedef struct {
	gint64 start;  /* Unix seconds UTC */
	gint32 offset; /* seconds east of UTC */
} OffsetSeen;

/*
 * The zone to propose: this system's, unless most of the `seen` (OffsetSeen) contradict it and a
 * well-known one fits them.  `*remark` says what was found, or is NULL.  Both newly allocated.
 */
char *init_zone(const GArray *seen, char **remark);

/*
 * A link template from the `origin` of the git checkout whose top `folder` is: read from its files,
 * without git.  User names and passwords in the address are left out.  Newly allocated, or NULL.
 */
char *init_link(const char *folder);

#endif
