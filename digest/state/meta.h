/* meta.h - single values that belong to the whole state file, by name. */
#ifndef TIDINGS_STATE_META_H
#define TIDINGS_STATE_META_H

#include "state/state.h"

/*
 * The value stored under `name`.  `*value` is newly allocated, or NULL when there is none.
 * Returns FALSE and sets `error` when the state cannot be read.
 */
gboolean meta_get(State *state, const char *name, char **value, GError **error);

/* Stores `value` under `name`, or removes the name when `value` is NULL. */
gboolean meta_put(State *state, const char *name, const char *value, GError **error);

/* The same for a number; a missing or malformed one reads as `fallback`. */
gboolean meta_get_int(State *state, const char *name, gint64 fallback, gint64 *value,
                      GError **error);
gboolean meta_put_int(State *state, const char *name, gint64 value, GError **error);

#endif
