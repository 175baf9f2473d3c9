/* smtp_link.h - one connection as its parent sees it: a worker, its messages, and how far each of
 * them is. */
#ifndef TIDINGS_DELIVER_SMTP_LINK_H
#define TIDINGS_DELIVER_SMTP_LINK_H

#include "deliver/transport.h"
#include "smtp_pace.h"
#include "smtp_supply.h"
#include "smtp_worker.h"

/* Of the batch the messages below `in_hand` are settled, those below `begun` noted as begun, those
 * below `allowed` may go. */
typedef struct {
	SmtpWorker worker; /* maybe none */
	GPtrArray *batch;  /* Delivery *, owned; NULL: there is nothing to do, and nothing below is
	                      of use but `pace` */
	guint in_hand;
	guint begun;
	guint allowed;
	SmtpPace pace;
	gboolean asks;      /* for leave that it has not got */
	gboolean connected; /* it is alive */
	gboolean answered;  /* its server has, for one message at least */
	gboolean ended;     /* its session has, it said so */
	gboolean rests;     /* its worker waits for the next batch */
	gboolean late;      /* its worker was stopped for that */
	gint64 deadline;    /* monotonic microseconds */
} SmtpLink;

/*
 * Takes `batch`, which has one message at least, and has a worker send it: the one at rest, or a
 * new one.  FALSE and `error`: none can.
 */
gboolean smtp_link_give(SmtpLink *link, const SmtpServer *server, GPtrArray *batch, GError **error);

/* Of a link without a batch: has its worker end. */
void smtp_link_close(SmtpLink *link);

/* Gives what is not settled back and frees the rest: there is no batch any more. */
void smtp_link_clear(SmtpLink *link, SmtpSupply *supply);

/* TRUE when the message in hand may have been taken. */
gboolean smtp_link_is_handed(const SmtpLink *link);

/* Notes as begun so many messages from the one in hand on as are not.  FALSE when the journal
 * refuses. */
gboolean smtp_link_begin(SmtpLink *link, guint count, const DeliveryJournal *journal);

/* Settles the message in hand, begun or not, and goes on to the next.  Clears `outcome`.  FALSE
 * when the journal refuses. */
gboolean smtp_link_settle(SmtpLink *link, Outcome *outcome, const DeliveryJournal *journal);

/* What was begun and neither settled nor handed over is as if it had never been begun. */
void smtp_link_withdraw(SmtpLink *link, const DeliveryJournal *journal);

/* The worker asks for leave: it has it already, or waits for smtp_link_answer(). */
void smtp_link_ask(SmtpLink *link);

/* With `leave` all that is begun, and that is committed by now, may be handed over; without,
 * nothing more. */
void smtp_link_answer(SmtpLink *link, gboolean leave);

/* How long, in microseconds, the worker will not ask for leave, nor come to the end of its batch.
 */
gint64 smtp_link_spare(const SmtpLink *link);

#endif
