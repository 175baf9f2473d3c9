/* discord_answer.h - what Discord says about a post, read from its JSON. */
#ifndef TIDINGS_RENDER_DISCORD_ANSWER_H
#define TIDINGS_RENDER_DISCORD_ANSWER_H

#include <glib.h>

/* Each NULL, 0 or negative when the answer does not say it. */
typedef struct {
	char *id; /* of the message that was made: 1 to 20 digits, or it counts as unsaid; as the
	             next */
	char *channel;      /* the id of the channel, or thread, that it is in */
	double retry_after; /* seconds; -1 without */
	gboolean global;    /* the limit is the address', not the webhook's */
	gboolean coded; /* it has a number as its `code`, as all refusals of Discord's own have */
	int code;       /* that number: 10015 unknown webhook, 50035 invalid form ... */
	char *message;  /* in its words */
	char *path;     /* of the first error in the form: "embeds.0.title" */
	char *path_message; /* what it says of it */
} DiscordAnswer;

/* Reads `length` bytes of an answer.  Anything that is no JSON object leaves everything unsaid.
 * Never fails. */
void discord_answer_parse(const char *text, gsize length, DiscordAnswer *answer);
void discord_answer_clear(DiscordAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DiscordAnswer, discord_answer_clear)

#endif
