/* webhook_guard.h - webhooks that Discord refuses are left alone: ten thousand refusals ban the
 * address. */
#ifndef TIDINGS_DELIVER_WEBHOOK_GUARD_H
#define TIDINGS_DELIVER_WEBHOOK_GUARD_H

#include "config/config.h"
#include "state/disabled_webhooks.h"

/*
 * What tells two settings of a webhook apart: a hash of `via` (the fetched URL), thread and forum.
 * NULL for a folder, which is never refused.
 */
char *webhook_guard_sum(const Webhook *webhook, const char *via);

/* TRUE when the webhook was switched off under just these settings. */
gboolean webhook_guard_is_disabled(const DisabledWebhook *off, const char *sum);

/*
 * The webhook was turned away at `now`: it rests for `seconds`, twice as long each time in a
 * row, up to eight hours. Gives how long it is.
 */
gint64 webhook_guard_rest(HookRest *rest, const char *sum, gint64 seconds, gint64 now);

/*
 * TRUE while the webhook rests under just these settings.  A rest from a time to come is none:
 * a clock was wrong.
 */
gboolean webhook_guard_rests(const HookRest *rest, const char *sum, gint64 now);

#endif
