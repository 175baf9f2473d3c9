/* moves.c - the one table of what may become of a delivery. */
#include "state/moves.h"

#define MINUTE 60
#define HOUR   (60 * MINUTE)

enum {
	FIRST_WAIT = 5 * MINUTE,
	LONGEST_WAIT = 4 * HOUR
};

static const struct {
	DeliveryState from;
	DeliveryState to;
	guint by; /* bits of Mover */
} moves[] = {
	/* an attempt */
	{ DELIVERY_QUEUED, DELIVERY_SENDING, MOVER_WORKER },
	{ DELIVERY_DEFERRED, DELIVERY_SENDING, MOVER_WORKER },
	{ DELIVERY_SENDING, DELIVERY_SENT, MOVER_WORKER },
	{ DELIVERY_SENDING, DELIVERY_DEFERRED, MOVER_WORKER },
	{ DELIVERY_SENDING, DELIVERY_FAILED, MOVER_WORKER },
	{ DELIVERY_SENDING, DELIVERY_UNKNOWN, MOVER_WORKER | MOVER_START },
	{ DELIVERY_UNKNOWN, DELIVERY_SENDING, MOVER_WORKER },
	/* withdrawn: begun ahead, but not handed over; also to deferred or unknown, as it was; a
	   webhook that is off; an edit, which does no harm twice, of a run that was killed */
	{ DELIVERY_SENDING, DELIVERY_QUEUED, MOVER_WORKER | MOVER_START },
	/* an edit of what a person deleted */
	{ DELIVERY_SENDING, DELIVERY_DROPPED, MOVER_WORKER },
	/* an edit */
	{ DELIVERY_SENT, DELIVERY_QUEUED, MOVER_NOTES },
	/* outbox retry */
	{ DELIVERY_DEFERRED, DELIVERY_QUEUED, MOVER_PERSON },
	{ DELIVERY_FAILED, DELIVERY_QUEUED, MOVER_PERSON | MOVER_NOTES },
	{ DELIVERY_UNKNOWN, DELIVERY_QUEUED, MOVER_PERSON },
	{ DELIVERY_DROPPED, DELIVERY_QUEUED, MOVER_PERSON },
	/* outbox drop */
	{ DELIVERY_QUEUED, DELIVERY_DROPPED, MOVER_PERSON | MOVER_TOLD },
	{ DELIVERY_DEFERRED, DELIVERY_DROPPED, MOVER_PERSON | MOVER_TOLD },
	{ DELIVERY_FAILED, DELIVERY_DROPPED, MOVER_PERSON },
	{ DELIVERY_UNKNOWN, DELIVERY_DROPPED, MOVER_PERSON | MOVER_TOLD },
	/* adopt --as-told, of an edit */
	{ DELIVERY_QUEUED, DELIVERY_SENT, MOVER_TOLD },
	{ DELIVERY_DEFERRED, DELIVERY_SENT, MOVER_TOLD },
	/* outbox assume-sent */
	{ DELIVERY_UNKNOWN, DELIVERY_SENT, MOVER_PERSON | MOVER_TOLD },
};

gboolean
delivery_may_move(DeliveryState from, DeliveryState to, Mover by)
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
