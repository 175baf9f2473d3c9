/* transport.h - the interface of all transports, and what they share. */
#ifndef TIDINGS_DELIVER_TRANSPORT_H
#define TIDINGS_DELIVER_TRANSPORT_H

#include "config/config.h"
#include "model/message.h"

/* Where deliveries go. */
typedef struct {
	const char *name;         /* what people call it ("mail.via", "discord.community"): all that
	                             messages may show */
	const char *via;          /* the fetched URL: a secret */
	const Endpoint *endpoint; /* with its settings; NULL for mail */
	const char *envelope_from; /* bare address; of mail */
	const char *token;         /* to log in with instead of a password: a secret, or NULL */
	const char *ca_file; /* certificates to trust for mail instead of the system's, or NULL */
	guint timeout;       /* seconds a server may take for one reply, at least 1 */
	guint connections;   /* at once, where a transport can; at least 1 */
	guint ahead;         /* messages of a connection that may be begun before their turn */
	/*
	 * Of Discord, how its limits are waited out; FALSE when the run is to stop meanwhile:
	 * stop_sleep().
	 */
	gboolean (*wait)(double seconds);
	double *waited; /* seconds that this run has waited for the webhook's limits */
} Route;

/*
 * What a transport notes about each delivery that it sends.  `begin` notes that the server may have
 * the message from now on.  Then exactly one of two is called: `settle` notes the outcome, which
 * stays the caller's; `withdraw` notes that the message was certainly not handed over and is as it
 * was before.  All that is noted is durable when `commit` has returned TRUE.  A message may be
 * handed over only after the commit of its beginning, and its outcome is committed soon after it is
 * known; one commit may cover many of both.  When `begin` or `commit` returns FALSE, nothing begun
 * since the last commit may be sent, and nothing more may be begun.  What was never begun stays in
 * the outbox as it was.
 *
 * `more` returns what comes next (Delivery *, owned), or NULL when nothing is left, so that a
 * transport that works in parallel need not pause in between.  It is NULL itself where a transport
 * gets no more than it was given.
 */
typedef struct {
	gboolean (*begin)(const Delivery *delivery, gpointer data);
	void (*settle)(const Delivery *delivery, const Outcome *outcome, gpointer data);
	void (*withdraw)(const Delivery *delivery, gpointer data);
	gboolean (*commit)(gpointer data);
	GPtrArray *(*more)(gpointer data);
	gpointer data;
} DeliveryJournal;

/* Each notes one step of one delivery and commits it. */
gboolean journal_begin(const DeliveryJournal *journal, const Delivery *delivery);
gboolean journal_settle(const DeliveryJournal *journal, const Delivery *delivery,
                        const Outcome *outcome);

/* Notes a delivery that no server was asked about as begun and settled, and commits both. */
void journal_refuse(const DeliveryJournal *journal, const Delivery *delivery, OutcomeKind kind,
                    const char *reply);

typedef struct {
	/*
	 * Sends `deliveries` (Delivery *, owned; it may take some out), in order.  Blocks, for a
	 * bounded time.  Returns FALSE when the server or endpoint is to be left alone for the rest
	 * of this run, because it is down or refuses everything; then at least one delivery was
	 * settled with the reason.
	 */
	gboolean (*send)(const Route *route, GPtrArray *deliveries, const DeliveryJournal *journal);
} Transport;

/* folder:DIR, of every channel */
extern const Transport transport_folder;
/* smtp://HOST[:PORT], a relay without TLS */
extern const Transport transport_smtp;
/* smtps://[USER:PASSWORD@]HOST[:PORT]; smtp:// by STARTTLS */
extern const Transport transport_smtps;
/* https://discord.com/api/webhooks/ID/TOKEN */
extern const Transport transport_discord;
/* a program */
extern const Transport transport_command;

gboolean transport_is_folder(const char *via);

/* Sets `error` (TIDINGS_ERROR_CONFIG) to `why` a via means no transport.  Always NULL. */
const Transport *transport_refuse(GError **error, const char *why);

#endif
