/* mail_queue.h - the messages of a mail route that are still to be sent. */
#ifndef TIDINGS_DELIVER_MAIL_QUEUE_H
#define TIDINGS_DELIVER_MAIL_QUEUE_H

#include "deliver/transport.h"

/* How long the outcome of a message may wait for others, to be committed with them. */
#define MAIL_COMMIT_DELAY (10 * G_TIME_SPAN_MILLISECOND)

/*
 * Each message has a usable address and canonical CRLF, and its header has an end: a message
 * without is settled instead of queued.
 */
typedef struct {
	const DeliveryJournal *journal;
	GQueue waiting;   /* Delivery *, owned */
	gsize bytes;      /* of their bodies */
	gboolean drained; /* the journal has no more */
} MailQueue;

/* Returns `source` with every line ended by CRLF: a reference to it when it is so already. */
GBytes *mail_canonical(GBytes *source);

/* Returns the size of the header block with its blank line; 0 when there is none. */
gsize mail_header_size(GBytes *canonical);

/* Takes the contents of `deliveries` (Delivery *, owned), which becomes empty. */
void mail_queue_init(MailQueue *queue, GPtrArray *deliveries, const DeliveryJournal *journal);
void mail_queue_clear(MailQueue *queue);

/*
 * Fetches more from the journal until `count` messages wait, their bodies come to `bytes`, or the
 * journal has no more.  Returns FALSE when none waits.
 */
gboolean mail_queue_fill(MailQueue *queue, guint count, gsize bytes);

/* Returns the next message, which the caller owns; NULL when none waits. */
Delivery *mail_queue_pop(MailQueue *queue);

/* Makes `delivery` the next message again. */
void mail_queue_give_back(MailQueue *queue, Delivery *delivery);

#endif
