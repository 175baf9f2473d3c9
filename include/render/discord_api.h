/* discord_api.h - the bodies of requests to Discord, and its answers. */
#ifndef TIDINGS_RENDER_DISCORD_API_H
#define TIDINGS_RENDER_DISCORD_API_H

#include <glib.h>

/*
 * Returns `payload` (an execute-webhook body) for a forum: it starts a thread called `name` (cut to
 * the length that Discord allows) with the tags of these ids (char *).  A payload that is not a
 * JSON object is returned unchanged, here and below.
 */
GBytes *discord_body_thread(GBytes *payload, const char *name, const GPtrArray *tags);

/* Returns `payload` as an edit: it empties what it does not have, where Discord would keep what the
 * post had. */
GBytes *discord_body_edit(GBytes *payload);

/* Returns a message that opens an archived thread and notifies nobody; to be deleted again. */
GBytes *discord_body_knock(void);

/* Each member is NULL, 0 or negative when the answer does not say it. */
typedef struct {
	char *id;           /* of the message that was made: 1 to 20 digits */
	char *channel;      /* the id of its channel, or thread; likewise */
	double retry_after; /* seconds; -1 without */
	gboolean global;    /* the rate limit is the address', not the webhook's */
	gboolean coded;     /* it has a number as its `code`, as all of Discord's refusals have */
	int code;           /* that number: 10015 unknown webhook, 50035 invalid form ... */
	char *message;      /* in its words */
	char *path;         /* of the first error in the form: "embeds.0.title" */
	char *path_message; /* the message of that error */
} DiscordAnswer;

/* Reads `length` bytes of an answer.  Anything that is not a JSON object says nothing.  Never
 * fails. */
void discord_answer_parse(const char *text, gsize length, DiscordAnswer *answer);
void discord_answer_clear(DiscordAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DiscordAnswer, discord_answer_clear)

#endif
