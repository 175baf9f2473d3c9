/* deliver.h - the outbox worker: hands what is due to the transports and records how it went. */
#ifndef TIDINGS_DELIVER_DELIVER_H
#define TIDINGS_DELIVER_DELIVER_H

#include "config/config.h"
#include "state/state.h"

typedef struct {
	guint sent;
	guint deferred; /* tried again by a later run */
	guint failed;
	guint unknown;
	guint again;         /* of these, how many a later run sends again by itself */
	GPtrArray *problems; /* char *: a sentence for each server, endpoint or message in trouble;
	                        no secrets */
	GPtrArray
	    *notices; /* char *: what the organiser should know, once: it waits for a person */
} DeliverySummary;

void delivery_summary_clear(DeliverySummary *summary);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DeliverySummary, delivery_summary_clear)

/*
 * Delivers everything that is due at `now`.  Each row is committed as `sending` before a server
 * could take it and settled as soon as its outcome is known.  A server that is down costs one
 * attempt: its other rows stay as they are.  Posts to one endpoint keep their order: those after
 * one that waits for its next attempt wait too.  When a stop is asked for (base/stop.h), what is in
 * hand is finished within STOP_GRACE and the rest stays as it was.
 *
 * Trouble with a server is not an error but a problem in the summary.  Returns FALSE and sets
 * `error` only when the state file refuses.  `summary` starts zeroed, or as an earlier call left
 * it; then this call adds to it.  Clear it in either case.
 */
gboolean deliver_due(State *state, const Config *config, gint64 now, DeliverySummary *summary,
                     GError **error);

/* Returns whether `message` is sent again by itself when it may have been taken. */
gboolean deliver_repeats(const Config *config, const Message *message);

#endif
