/* delivery_transitions.c - the one table of what may become of a delivery. */
#include "state/delivery_transitions.h"

#define MINUTE 60
#define HOUR   (60 * MINUTE)

enum {
	FIRST_WAIT = 5 * MINUTE,
	LONGEST_WAIT = 4 * HOUR
};

static const struct {
	DeliveryState from;
	DeliveryState to;
	guint by; /* bits of Actor */
} moves[] = {
	/* an attempt */
	{ DELIVERY_QUEUED, DELIVERY_SENDING, ACTOR_WORKER },
	{ DELIVERY_DEFERRED, DELIVERY_SENDING, ACTOR_WORKER },
	{ DELIVERY_SENDING, DELIVERY_SENT, ACTOR_WORKER },
	{ DELIVERY_SENDING, DELIVERY_DEFERRED, ACTOR_WORKER },
	{ DELIVERY_SENDING, DELIVERY_FAILED, ACTOR_WORKER },
	{ DELIVERY_SENDING, DELIVERY_UNKNOWN, ACTOR_WORKER | ACTOR_START },
	{ DELIVERY_UNKNOWN, DELIVERY_SENDING, ACTOR_WORKER },
	/* withdrawn: begun ahead, but not handed over; also to deferred or unknown, as it was; a
	   webhook that is off; an edit, which does no harm twice, of a run that was killed */
	{ DELIVERY_SENDING, DELIVERY_QUEUED, ACTOR_WORKER | ACTOR_START },
	/* an edit of what a person deleted */
	{ DELIVERY_SENDING, DELIVERY_DROPPED, ACTOR_WORKER },
	/* an edit */
	{ DELIVERY_SENT, DELIVERY_QUEUED, ACTOR_NOTES },
	/* outbox retry */
	{ DELIVERY_DEFERRED, DELIVERY_QUEUED, ACTOR_PERSON },
	{ DELIVERY_FAILED, DELIVERY_QUEUED, ACTOR_PERSON | ACTOR_NOTES },
	{ DELIVERY_UNKNOWN, DELIVERY_QUEUED, ACTOR_PERSON },
	{ DELIVERY_DROPPED, DELIVERY_QUEUED, ACTOR_PERSON },
	/* outbox drop */
	{ DELIVERY_QUEUED, DELIVERY_DROPPED, ACTOR_PERSON | ACTOR_TOLD },
	{ DELIVERY_DEFERRED, DELIVERY_DROPPED, ACTOR_PERSON | ACTOR_TOLD },
	{ DELIVERY_FAILED, DELIVERY_DROPPED, ACTOR_PERSON },
	{ DELIVERY_UNKNOWN, DELIVERY_DROPPED, ACTOR_PERSON | ACTOR_TOLD },
	/* adopt --as-told, of an edit */
	{ DELIVERY_QUEUED, DELIVERY_SENT, ACTOR_TOLD },
	{ DELIVERY_DEFERRED, DELIVERY_SENT, ACTOR_TOLD },
	/* outbox assume-sent */
	{ DELIVERY_UNKNOWN, DELIVERY_SENT, ACTOR_PERSON | ACTOR_TOLD },
};

gboolean
delivery_may_move(DeliveryState from, DeliveryState to, Actor by)
{
	for (gsize i = 0; i < G_N_ELEMENTS(moves); i++) {
		if (moves[i].from == from && moves[i].to == to)
			return (moves[i].by & by) != 0;
	}
	return FALSE;
}

gint64
delivery_back_off(guint attempt, gint64 id)
{
	gint64 wait = FIRST_WAIT;

	for (guint i = 1; i < attempt && wait < LONGEST_WAIT; i++)
		wait *= 2;
	wait = MIN(wait, LONGEST_WAIT);
	/* From the row instead of a random source: rows that failed together spread, and a test
	 * knows the result. */
	guint32 spread = ((guint32)id * 2654435761u + attempt * 40503u) >> 16;
	return wait + spread % (wait / 10 + 1);
}
