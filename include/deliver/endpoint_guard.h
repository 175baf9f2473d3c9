/*
 * endpoint_guard.h - an endpoint that refuses everything is left alone until somebody acts: ten
 * thousand refusals ban an address from Discord.
 */
#ifndef TIDINGS_DELIVER_ENDPOINT_GUARD_H
#define TIDINGS_DELIVER_ENDPOINT_GUARD_H

#include "config/config.h"
#include "state/disabled_webhooks.h"

/*
 * A hash that tells two settings of an endpoint apart; `via` is its fetched one.  NULL for a
 * folder, which never refuses.
 */
char *endpoint_guard_sum(const Endpoint *endpoint, const char *via);

/* The name under which the state keeps what is known of an endpoint.  Newly allocated. */
char *endpoint_guard_key(Channel channel, const char *name);

/* The channel and the name in such a key; the name is part of `key`. */
const char *endpoint_guard_parse_key(const char *key, Channel *channel);

/* TRUE when the endpoint is switched off at `now` and has just the settings of `sum`. */
gboolean endpoint_guard_is_disabled(const DisabledWebhook *off, const Endpoint *endpoint,
                                    const char *sum, gint64 now);

/*
 * The endpoint was turned away at `now`: it rests for `seconds`, twice as long each time in a row,
 * up to eight hours.  Returns how long it rests.
 */
gint64 endpoint_guard_rest(HookRest *rest, const char *sum, gint64 seconds, gint64 now);

/*
 * TRUE while the endpoint rests under just these settings.  A rest that begins later than `now`
 * does not count: a clock was wrong.
 */
gboolean endpoint_guard_rests(const HookRest *rest, const char *sum, gint64 now);

#endif
