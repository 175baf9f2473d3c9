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
	GPtrArray *problems; /* char *: one sentence for each server, webhook or message in trouble;
	                        no secrets */
	GPtrArray *notices; /* char *: what the organiser is to be told once: it waits for a person,
	                       quietly */
} DeliverySummary;

void delivery_summary_clear(DeliverySummary *summary);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DeliverySummary, delivery_summary_clear)

/*
 * Delivers everything that is due at `now`.  Each row is committed as `sending` before a server
 * could take it and settled as soon as its outcome is known.  A server that is down costs one
 * attempt: the rest of its rows stay as they are.  The order of the posts to one webhook is kept:
 * those behind one that waits for its next attempt wait too. When a stop is asked for
 * (base/stop.h), what is in hand is finished within STOP_GRACE and the rest stays as it was.
 * Trouble with a server is no error here but a problem in the summary; FALSE and `error` only when
 * the state file refuses.  `summary` starts zeroed, or as an earlier call left it, which is added
 * to; clear it in either case.
 */
gboolean deliver_due(State *state, const Config *config, gint64 now, DeliverySummary *summary,
                     GError **error);

/* TRUE when a message of that kind is sent again although it may have been taken. */
gboolean deliver_repeats(const Config *config, const Message *message);

#endif
