/* hooks.h - webhooks that are switched off until the configuration changes, or rest for a while. */
#ifndef TIDINGS_STATE_HOOKS_H
#define TIDINGS_STATE_HOOKS_H

#include "state/state.h"

typedef struct {
	char *name;
	char *sum;    /* of the settings under which it was refused; never the secret itself */
	char *why;    /* a sentence */
	gint64 since; /* Unix seconds */
} HookOff;

void hook_off_free(HookOff *hook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HookOff, hook_off_free)

gboolean hook_switch_off(State *state, const HookOff *hook, GError **error);
gboolean hook_switch_on(State *state, const char *name, GError **error);

/* The row of one that is off, or NULL. */
gboolean hook_find_off(State *state, const char *name, HookOff **off, GError **error);

/* All that are off, by name (HookOff *, owned). */
GPtrArray *hooks_off(State *state, GError **error);

/* A webhook of which nothing is asked for a while, since something before Discord turns us away. */
typedef struct {
	gint64 since, until; /* Unix seconds; 0 when it does not rest */
	guint times;         /* how often in a row it was turned away from */
	char sum[65];        /* of the settings, as in HookOff */
} HookRest;

/*
 * `*rest` is all zero when none is known; putting one without `until` forgets it.  FALSE and
 * `error` when the state refuses.
 */
gboolean hook_rest_get(State *state, const char *name, HookRest *rest, GError **error);
gboolean hook_rest_put(State *state, const char *name, const HookRest *rest, GError **error);

#endif
