/* outbox.h - deliveries that wait for a transport: the truth about what was sent. */
#ifndef TIDINGS_STATE_OUTBOX_H
#define TIDINGS_STATE_OUTBOX_H

#include "state/delivery_transitions.h"
#include "state/state.h"

/*
 * Queues one message, unless its key was ever queued before (keys outlive their rows).  `now` is
 * Unix seconds UTC and becomes the earliest attempt.  Copies what it keeps.  Call it inside the
 * transaction that saves the snapshot, so that both commit or neither does.  `*queued` says whether
 * it was new.
 */
gboolean outbox_put(State *state, const Message *message, gint64 now, gboolean *queued,
                    GError **error);

/*
 * Up to `limit` deliveries of `channel` that are queued, or deferred or unknown and due at `now`,
 * oldest first, with bodies, and with an id above `after`; fewer when their bodies come to `bytes`.
 * None are left when it gives none.  Whether one that is unknown is sent again is the caller's to
 * say.  GPtrArray of owned Delivery *.
 */
GPtrArray *outbox_due(State *state, Channel channel, gint64 now, gint64 after, guint limit,
                      gsize bytes, GError **error);

/* The rows of `channel` that are deferred or unknown and not due at `now`, newest first, without
 * bodies. */
GPtrArray *outbox_waiting(State *state, Channel channel, gint64 now, GError **error);

/* Commits (with the transaction, when one is open) that the delivery is about to be handed to a
 * transport. */
gboolean outbox_sending(State *state, gint64 id, gint64 now, GError **error);

/*
 * Records how the attempt ended and commits (as above): sent; deferred with next_at (`now` + the
 * server's wish, else exponential back-off 5 min, 10, 20 ... 4 h and up to a tenth more, other for
 * each row), failed once it was deferred for the time of outbox_set_give_up(); failed; unknown,
 * with a next_at by the same back-off, which is DELIVERY_NEVER after that time; queued when it
 * waits for the configuration, or for a person, who is asked for again after the outcome's
 * retry_after; dropped, and without its remote id, when it is gone. Only a delivery that is
 * `sending` can be settled.  `*became` (unless NULL) is the state it is in now.
 */
gboolean outbox_settle(State *state, gint64 id, const Outcome *outcome, gint64 now,
                       DeliveryState *became, GError **error);

/*
 * Takes outbox_sending() back: the delivery was certainly not handed over, and is again as it was
 * when outbox_due() read it.
 */
gboolean outbox_withdraw(State *state, const Delivery *delivery, gint64 now, GError **error);

/* How long, in seconds, a delivery is tried; three days unless this is called. */
void outbox_set_give_up(State *state, gint64 seconds);

/* At start: what a killed run left as `sending` becomes unknown.  Commits. */
gboolean outbox_recover(State *state, gint64 now, GError **error);

/*
 * After the state was lost for some days: whatever waits was sent meanwhile, or is not wanted any
 * more.  It is dropped, so that a person can still have it sent; of an edit the post counts as it
 * is.  `*count` says how many there were.
 */
gboolean outbox_take_as_told(State *state, gint64 now, guint *count, GError **error);

/* Rows for people, newest first, without bodies: all, or with `only_unsettled` those neither sent
 * nor dropped. */
GPtrArray *outbox_list(State *state, gboolean only_unsettled, GError **error);

/*
 * Rows that failed or are unknown and whose state was not reported yet, oldest first, up to
 * `limit`, without bodies; those of the job `except` (the reports themselves) are passed over.
 */
GPtrArray *outbox_unreported(State *state, const char *except, guint limit, GError **error);

/* Notes that people were told of the row as it is now. */
gboolean outbox_reported(State *state, gint64 id, GError **error);

/* One row with its body, or NULL with TIDINGS_ERROR_DATA. */
Delivery *outbox_get(State *state, gint64 id, GError **error);

/* A person's word: retry (queued now), drop (dropped), assume-sent (sent).  TIDINGS_ERROR_DATA when
 * the row's state forbids it. */
gboolean outbox_move(State *state, gint64 id, DeliveryState to, gint64 now, GError **error);

/* How many rows are in each state: counts[DELIVERY_...]. */
gboolean outbox_count(State *state, guint counts[DELIVERY_DROPPED + 1], GError **error);

/* Forgets the rows that were sent, failed or dropped before `before`, and their bodies; their keys
 * stay. */
gboolean outbox_prune(State *state, gint64 before, GError **error);

#endif
