/* action_name.h - short names of actions, for people to type. */
#ifndef TIDINGS_STATE_ACTION_NAME_H
#define TIDINGS_STATE_ACTION_NAME_H

#include <glib.h>

enum {
	ACTION_NAME_MIN = 5,
	ACTION_NAME_MAX = 12 /* as many letters as 64 bits give */
};

/* `length` letters and digits from `seed`; a longer name begins with the shorter one.  Newly
 * allocated. */
char *action_name(guint64 seed, guint length);

#endif
