/* deliver_run.h - one call of deliver_due(): what deliver.c and deliver_run.c share. */
#ifndef TIDINGS_DELIVER_DELIVER_RUN_H
#define TIDINGS_DELIVER_DELIVER_RUN_H

#include "deliver/deliver.h"
#include "deliver/transport.h"
#include "state/disabled_webhooks.h"

typedef struct {
	State *state;
	const Config *config;
	gint64 now;
	DeliverySummary *summary;
	GHashTable *told;    /* problems already in the summary */
	GHashTable *closed;  /* names of routes that are left alone for the rest of this run */
	const char *route;   /* the name of the one in use */
	char *hook_sum;      /* of its settings, when it is a webhook's; see hook_guard.h */
	HookRest rest;       /* its webhook's */
	GHashTable *waited;  /* name of a route -> double *: seconds waited for its limits */
	double mail_pause;   /* seconds before the next mail, as mail.rate asks */
	GHashTable *holds;   /* webhook -> the id behind which its posts wait; see find_holds() */
	gint64 after;        /* the last row that was read */
	gboolean open;       /* a transaction is */
	GError *state_error; /* the first; after it nothing more is begun */
} DeliverRun;

/* Takes `sentence`, which becomes a problem of the summary; each is told once. */
void deliver_tell(DeliverRun *run, char *sentence);

/* Commits what was noted.  FALSE when the outbox cannot be written; see run->state_error. */
gboolean deliver_commit(DeliverRun *run);

/* The outbox and the summary as the route in use sees them.  `more` as in DeliveryJournal. */
DeliveryJournal deliver_journal(DeliverRun *run, GPtrArray *(*more)(gpointer data));

#endif
