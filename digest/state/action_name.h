/* action_name.h - short names of actions, for people to type. */
#ifndef TIDINGS_STATE_ACTION_NAME_H
#define TIDINGS_STATE_ACTION_NAME_H

#include <glib.h>

enum {
	ACTION_NAME_MIN = 5,
	ACTION_NAME_MAX = 32 /* as many bytes as SHA-256 has */
};

/* `length` letters and digits from a hash of `seed`; a longer name begins with the shorter one.  Newly allocated. */
char *action_name(const char *seed, guint length);

#endif
