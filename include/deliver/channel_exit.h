/* channel_exit.h - how the messages of each channel leave. */
#ifndef TIDINGS_DELIVER_CHANNEL_EXIT_H
#define TIDINGS_DELIVER_CHANNEL_EXIT_H

#include "deliver/transport.h"

/* How the messages of a channel leave: a row of the table in channel_exit.c. */
typedef struct {
	/*
	 * The transport for a fetched `via` that is no folder.  NULL and `error`
	 * (TIDINGS_ERROR_CONFIG), whose message does not show `via`.
	 */
	const Transport *(*choose)(const char *via, Starttls starttls, GError **error);
	/* See endpoint_guard_sum(); NULL where nothing is switched off. */
	char *(*settings_sum)(const Endpoint *endpoint, const char *via);
	/*
	 * Seconds after which an endpoint that was switched off (OUTCOME_HELD) is tried again with
	 * the same settings; 0 for never.
	 */
	gint64 held_for;
} ChannelExit;

extern const ChannelExit exit_discord; /* discord.c */
extern const ChannelExit exit_command; /* command.c */

const ChannelExit *channel_exit(Channel channel);

/*
 * The transport for a channel and a fetched `via`: a log-in and any host but this one need TLS,
 * whatever `starttls` leaves open.  NULL and `error` (TIDINGS_ERROR_CONFIG), whose message does not
 * show the URL.
 */
const Transport *transport_for(Channel channel, const char *via, Starttls starttls, GError **error);

#endif
