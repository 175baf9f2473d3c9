/* transport.h - the one interface of the three ways out. */
#ifndef TIDINGS_DELIVER_TRANSPORT_H
#define TIDINGS_DELIVER_TRANSPORT_H

#include "config/config.h"
#include "model/message.h"

/* Called once for each delivery as soon as its outcome is known; takes nothing. */
typedef void (*Settle)(const Delivery *delivery, const Outcome *outcome, gpointer data);

typedef struct {
	const char *scheme; /* of `via`: "folder", "smtp", "https" */

	/*
	 * Sends `deliveries` (Delivery *) to `via`, the fetched URL, and settles each exactly once, whatever happens.  `envelope_from` is a bare
	 * address.  Blocks until all are settled; bounded in time.
	 */
	void (*send)(const char *via, const char *envelope_from, GPtrArray *deliveries, Settle settle, gpointer data);
} Transport;

extern const Transport transport_folder;
extern const Transport transport_smtp;
extern const Transport transport_discord;

/* The transport for a channel and a fetched `via`, or NULL and `error` (TIDINGS_ERROR_CONFIG) that does not show the URL. */
const Transport *transport_for(Channel channel, const char *via, GError **error);

#endif
