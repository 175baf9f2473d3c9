/* disabled_webhooks.h - webhooks that are switched off until the configuration changes, or rest for
 * a while. */
#ifndef TIDINGS_STATE_DISABLED_WEBHOOKS_H
#define TIDINGS_STATE_DISABLED_WEBHOOKS_H

#include "state/state.h"

typedef struct {
	char *name;
	char *sum;    /* of the settings under which it was refused; never the secret itself */
	char *why;    /* a sentence */
	gint64 since; /* Unix seconds */
} DisabledWebhook;

void disabled_webhook_free(DisabledWebhook *hook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DisabledWebhook, disabled_webhook_free)

gboolean webhook_disable(State *state, const DisabledWebhook *hook, GError **error);
gboolean webhook_enable(State *state, const char *name, GError **error);

/* The row of one that is off, or NULL. */
gboolean webhook_find_disabled(State *state, const char *name, DisabledWebhook **off,
                               GError **error);

/* All that are off, by name (DisabledWebhook *, owned). */
GPtrArray *disabled_webhooks(State *state, GError **error);

/* A webhook of which nothing is asked for a while, since something before Discord turns us away. */
typedef struct {
	gint64 since, until; /* Unix seconds; 0 when it does not rest */
	guint times;         /* how often in a row it was turned away from */
	char sum[65];        /* of the settings, as in DisabledWebhook */
} HookRest;

/*
 * `*rest` is all zero when none is known; putting one without `until` forgets it.  FALSE and
 * `error` when the state refuses.
 */
gboolean hook_rest_get(State *state, const char *name, HookRest *rest, GError **error);
gboolean hook_rest_put(State *state, const char *name, const HookRest *rest, GError **error);

#endif
