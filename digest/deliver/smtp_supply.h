/* smtp_supply.h - what of a route is still to be sent to its relay. */
#ifndef TIDINGS_DELIVER_SMTP_SUPPLY_H
#define TIDINGS_DELIVER_SMTP_SUPPLY_H

#include "deliver/transport.h"

typedef struct {
	const DeliveryJournal *journal;
	GPtrArray *waiting; /* Delivery *, owned: the next is the last */
	gboolean drained;   /* the journal has no more */
} SmtpSupply;

/* Takes all that is in `deliveries` (Delivery *, owned). */
void smtp_supply_init(SmtpSupply *supply, GPtrArray *deliveries, const DeliveryJournal *journal);
void smtp_supply_clear(SmtpSupply *supply);

/* Fetches from the journal until `count` messages wait or their bodies come to `bytes`, or it has
 * no more. */
void smtp_supply_fill(SmtpSupply *supply, guint count, gsize bytes);

/*
 * Up to `count` of the messages that wait, fewer when their bodies come to `bytes`, in an array
 * that owns them.  Each is in a form that libesmtp may be given: with CRLF, and an end of its
 * header.  What cannot be sent is settled and freed; so there may be none, but only when none waits
 * any more.  When the run is to stop, there are no more.
 */
GPtrArray *smtp_supply_take(SmtpSupply *supply, guint count, gsize bytes);

/* Puts what is in `batch` behind `from` back in front, in its order, and takes it out there. */
void smtp_supply_give_back(SmtpSupply *supply, GPtrArray *batch, guint from);

#endif
