/* discord_outcome.c - Discord's answers and their meaning, by its documentation ("Opcodes and Status Codes"). */
#include "deliver/discord_outcome.h"

#include "base/text.h"

enum {
	EDGE_WAIT = 60, /* after a 429 that does not say how long */
};

#define THREAD_DELETED "somebody deleted its thread, so it stays deleted"
#define NEW_URL        "make a new one and put its URL into the configuration"

/* Codes that are more than their status.  0 for a status alone: the rows are tried in order. */
static const struct {
	long status;
	int code;
	OutcomeKind to_post, to_edit;
	const char *advice;
} meanings[] = {
	{404,  10008,  OUTCOME_HELD, OUTCOME_GONE,
         "somebody deleted it in Discord, so it stays deleted; `tidings outbox retry` posts it anew"           },
	{ 404, 10003,  OUTCOME_HELD, OUTCOME_GONE,
         "the thread is not there any more; name another one, or none, in the configuration"                   },
	{ 404, 10015,  OUTCOME_HELD, OUTCOME_HELD,      "the webhook is not there any more; " NEW_URL          },
	{ 401, 50027,  OUTCOME_HELD, OUTCOME_HELD,
         "the token in the webhook's URL is wrong; copy the URL anew into the configuration"                   },
	{ 404, 0,      OUTCOME_HELD, OUTCOME_HELD,      "there is no such webhook; " NEW_URL                   },
	{ 401, 0,      OUTCOME_HELD, OUTCOME_HELD,      "the webhook's URL is refused; " NEW_URL               },
	{ 400, 220001, OUTCOME_HELD, OUTCOME_PERMANENT,
         "its channel is a forum; write `forum: {}` for a thread for each post, or `thread: ID` for one thread"},
	{ 400, 220002, OUTCOME_HELD, OUTCOME_PERMANENT,
         "a post goes into one thread or starts its own; take `forum`, or the thread's id out of the URL"      },
	{ 400, 220003, OUTCOME_HELD, OUTCOME_PERMANENT,
         "its channel is no forum; take `forum` out of the configuration"                                      },
	{ 400, 40067,  OUTCOME_HELD, OUTCOME_PERMANENT,
         "this forum wants a tag on each post; write `forum: {tags: [ID]}`"                                    },
};

double
discord_limit(const HttpAnswer *http, const DiscordAnswer *said)
{
	if (said->retry_after >= 0)
		return MIN(said->retry_after, G_MAXINT);
	return http->retry_after >= 0 ? http->retry_after : EDGE_WAIT;
}

/* The row of `meanings` that the answer fits, or -1. */
static int
find_meaning(const HttpAnswer *http, const DiscordAnswer *said)
{
	for (gsize i = 0; i < G_N_ELEMENTS(meanings); i++)
		if (meanings[i].status == http->status && (meanings[i].code == said->code || meanings[i].code == 0))
			return (int)i;
	return -1;
}

/* Whether the request is about what posts have made: people may delete it, and no configuration is to blame. */
static gboolean
is_about_own(const DiscordAnswer *said, DiscordRequest asked)
{
	return asked == DISCORD_EDIT || (asked == DISCORD_FOLLOW && said->code == DISCORD_UNKNOWN_CHANNEL);
}

static OutcomeKind
kind_of(const HttpAnswer *http, const DiscordAnswer *said, DiscordRequest asked)
{
	int meaning = find_meaning(http, said);
	gboolean edit = asked == DISCORD_EDIT;

	if (meaning >= 0)
		return is_about_own(said, asked) ? meanings[meaning].to_edit : meanings[meaning].to_post;
	if (http->status / 100 == 2)
		return edit || said->id != NULL ? OUTCOME_SENT : OUTCOME_UNKNOWN;
	if (http->status == DISCORD_TOO_MANY)
		return OUTCOME_TEMPORARY;
	if (http->status / 100 == 4 || http->status / 100 == 3)
		return OUTCOME_PERMANENT;
	/* There is no key against repeats: once bytes of a post have left, only a person can say what became of them. */
	return http->left && !edit ? OUTCOME_UNKNOWN : OUTCOME_TEMPORARY;
}

static char *
explain(const HttpAnswer *http, const DiscordAnswer *said, DiscordRequest asked)
{
	int meaning = find_meaning(http, said);
	gboolean own = meaning >= 0 && said->code == DISCORD_UNKNOWN_CHANNEL && is_about_own(said, asked);
	const char *message = said->message;

	if (http->status == 0)
		return g_strdup(http->trouble != NULL ? http->trouble : "no answer");
	if (meaning >= 0)
		return g_strdup_printf("%ld %s: %s", http->status, message != NULL ? message : "refused",
		                       own ? THREAD_DELETED : meanings[meaning].advice);
	if (http->status == DISCORD_TOO_MANY)
		return g_strdup_printf("429 %s: to be tried again after %.0f s",
		                       message != NULL ? message : "too many requests", discord_limit(http, said));
	if (said->path != NULL)
		return g_strdup_printf("%ld %s: %s", http->status, said->path,
		                       said->path_message != NULL ? said->path_message : "is refused");
	if (http->status / 100 == 2)
		return g_strdup_printf("%ld without the id of the message", http->status);
	return g_strdup_printf("%ld %s", http->status, message != NULL ? message : "without a reason");
}

void
discord_outcome(const HttpAnswer *http, const DiscordAnswer *said, DiscordRequest asked, Outcome *outcome)
{
	outcome->kind = kind_of(http, said, asked);
	if (outcome->kind == OUTCOME_SENT) {
		outcome->remote_id = g_strdup(said->id);
		return;
	}
	g_autofree char *reason = explain(http, said, asked);
	outcome->reply = text_show(reason, -1);
	if (http->status == DISCORD_TOO_MANY)
		outcome->retry_after = (gint64)discord_limit(http, said) + 1;
}
