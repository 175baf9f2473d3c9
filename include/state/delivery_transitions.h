/* delivery_transitions.h - the life of a delivery: which state may follow which, and who may say
 * so. */
#ifndef TIDINGS_STATE_DELIVERY_TRANSITIONS_H
#define TIDINGS_STATE_DELIVERY_TRANSITIONS_H

#include "model/message.h"

/* Who moves a delivery: bits, for one move can be open to several. */
typedef enum {
	ACTOR_WORKER = 1 << 0, /* the delivery itself: an attempt begins or ends */
	ACTOR_START = 1 << 1,  /* a run that finds what a killed one left */
	ACTOR_PERSON = 1 << 2, /* outbox retry, drop, assume-sent */
	ACTOR_NOTES =
	    1 << 3,          /* the notes have changed, so a post is not as it should be any more */
	ACTOR_TOLD = 1 << 4, /* adopt --as-told: what waits in a state that lost some days */
} Actor;

/* TRUE when `by` may move a delivery from one state to the other. */
gboolean delivery_may_move(DeliveryState from, DeliveryState to, Actor by);

/* Seconds to wait after failed attempt number `attempt` (from 1) of the row `id`: 300 doubling to
 * 14,400, plus up to a tenth. */
gint64 delivery_back_off(guint attempt, gint64 id);

#endif
