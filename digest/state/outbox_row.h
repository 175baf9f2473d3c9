/* outbox_row.h - writing a row of the outbox: what outbox.c and posts.c share. */
#ifndef TIDINGS_STATE_OUTBOX_ROW_H
#define TIDINGS_STATE_OUTBOX_ROW_H

#include "sql.h"
#include "state/outbox.h"

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
