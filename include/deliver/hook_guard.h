/* hook_guard.h - webhooks that Discord refuses are left alone: ten thousand refusals ban the
 * address. */
#ifndef TIDINGS_DELIVER_HOOK_GUARD_H
#define TIDINGS_DELIVER_HOOK_GUARD_H

#include "config/config.h"
#include "state/hooks.h"

/*
 * What tells two settings of a webhook apart: a hash of `via` (the fetched URL), thread and forum.
 * NULL for a folder, which is never refused.
 */
char *hook_guard_sum(const Webhook *webhook, const char *via);

/* TRUE when the webhook was switched off under just these settings. */
gboolean hook_guard_is_off(const HookOff *off, const char *sum);

/*
 * The webhook was turned away at `now`: it rests for `seconds`, twice as long each time in a
 * row, up to eight hours. Gives how long it is.
 */
gint64 hook_guard_rest(HookRest *rest, const char *sum, gint64 seconds, gint64 now);

/*
 * TRUE while the webhook rests under just these settings.  A rest from a time to come is none:
 * a clock was wrong.
 */
gboolean hook_guard_rests(const HookRest *rest, const char *sum, gint64 now);

#endif
