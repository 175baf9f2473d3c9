/* outbox_row.h - reading one delivery's row: what outbox.c and outbox_list.c share. */
#ifndef TIDINGS_STATE_OUTBOX_ROW_H
#define TIDINGS_STATE_OUTBOX_ROW_H

#include "sql.h"
#include "state/outbox.h"

/* Where a delivery is on its way. */
typedef struct {
	DeliveryState state;
	guint attempts;
	gint64 next_at;
	gint64 deferred_at; /* since when it is being put off; 0 when it is not */
} OutboxPosition;

/* FALSE with TIDINGS_ERROR_DATA when there is no such row. */
gboolean outbox_position(State *state, gint64 id, OutboxPosition *position, GError **error);

/* FALSE and `error` when the table of moves does not have it: a person's mistake is data, a
 * worker's is ours. */
gboolean outbox_check_move(const OutboxPosition *position, gint64 id, DeliveryState to, Actor by,
                           GError **error);

enum {
	OUTBOX_SUM_SIZE = 32
};

/* What tells two bodies apart. */
void outbox_sum(GBytes *body, guint8 sum[OUTBOX_SUM_SIZE]);

/* The row of a body, which is kept once however many recipients it has. */
gboolean outbox_put_body(State *state, GBytes *body, gint64 *id, GError **error);

/* A row for a message whose key is known; and both, unless the key was ever known before.  In an
 * open transaction. */
gboolean outbox_put_row(State *state, const Message *message, gint64 now, GError **error);
gboolean outbox_put_new(State *state, const Message *message, gint64 now, gboolean *queued,
                        GError **error);

#endif
