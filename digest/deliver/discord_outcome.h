/* discord_outcome.h - what Discord's answer to one request means for a delivery.  Pure. */
#ifndef TIDINGS_DELIVER_DISCORD_OUTCOME_H
#define TIDINGS_DELIVER_DISCORD_OUTCOME_H

#include "deliver/http.h"
#include "model/message.h"
#include "render/discord_api.h"

enum {
	DISCORD_TOO_MANY = 429,
	DISCORD_TOO_MANY_OLD_EDITS =
	    30046, /* edits of messages older than an hour have a quota of their own */
	DISCORD_UNKNOWN_CHANNEL = 10003, /* or thread */
	DISCORD_THREAD_ARCHIVED =
	    50083, /* a message into it opens it, unless a moderator has locked it */
	DISCORD_THREAD_LOCKED = 160005,
};

/* The kind of a request. */
typedef enum {
	DISCORD_POST,
	DISCORD_FOLLOW, /* a post into the thread that an earlier one of the same has started */
	DISCORD_EDIT,   /* may be repeated, so nothing about it is ever unknown */
} DiscordRequest;

/*
 * Fills `outcome` except `thread`. A refusal that only another configuration can end is held. Only
 * JSON with a `code` is Discord's own refusal: the answer of a proxy, a captive portal or
 * Cloudflare is temporary, and `rest` is set when it turns us away altogether.
 */
void discord_outcome(const HttpAnswer *http, const DiscordAnswer *said, DiscordRequest asked,
                     Outcome *outcome);

/*
 * Returns how many seconds a 429 asks to wait, by its JSON or otherwise its header; a minute when
 * neither says.
 */
double discord_limit(const HttpAnswer *http, const DiscordAnswer *said);

#endif
