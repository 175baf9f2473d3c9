/* discord_outcome.h - what Discord's answer to one request means for a delivery.  Pure. */
#ifndef TIDINGS_DELIVER_DISCORD_OUTCOME_H
#define TIDINGS_DELIVER_DISCORD_OUTCOME_H

#include "http.h"
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

/* What was asked. */
typedef enum {
	DISCORD_POST,
	DISCORD_FOLLOW, /* a post into the thread that an earlier one of the same has started */
	DISCORD_EDIT,   /* may be repeated, so nothing about it is ever unknown */
} DiscordRequest;

/*
 * Fills `outcome`, but for `thread`.  What only another configuration can mend is held.  Only
 * JSON with a `code` is Discord's own refusal: what a proxy, a captive portal or Cloudflare
 * answers in its place is temporary, and where that turns us away altogether, the outcome's
 * `rest` is set.
 */
void discord_outcome(const HttpAnswer *http, const DiscordAnswer *said, DiscordRequest asked,
                     Outcome *outcome);

/*
 * How many seconds a 429 asks to wait: by its JSON, otherwise its header; an answer of the edge
 * without a word means a minute.
 */
double discord_limit(const HttpAnswer *http, const DiscordAnswer *said);

#endif
