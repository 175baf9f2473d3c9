/* hook_guard.h - webhooks that Discord refuses are left alone: ten thousand refusals ban the address. */
#ifndef TIDINGS_DELIVER_HOOK_GUARD_H
#define TIDINGS_DELIVER_HOOK_GUARD_H

#include "config/config.h"
#include "state/hooks.h"

/*
 * What tells two settings of a webhook apart: a hash of `via` (the fetched URL), thread and forum.  NULL for a folder, which
 * is never refused.
 */
char *hook_guard_sum(const Webhook *webhook, const char *via);

/* TRUE when the webhook was switched off under just these settings. */
gboolean hook_guard_is_off(const HookOff *off, const char *sum);

#endif
