/* discord_outcome.c - Discord's answers and their meaning, by its documentation ("Opcodes and
 * Status Codes"). */
#include "discord_outcome.h"

#include "base/text.h"

#include <string.h>

enum {
	EDGE_WAIT =
	    60, /* seconds after a 429 that does not say how long, and the least after any */
	REST = 60 * 60,             /* after being turned away before Discord */
	PARKED_FOR = 24 * 60 * 60,  /* until it is seen whether a thread was opened */
	NETWORK_ERROR = 40333,      /* Discord's own word for what Cloudflare refuses */
	FIRST_OF_CLOUDFLARE = 1000, /* its errors, "error code: 1020" ... */
	LAST_OF_CLOUDFLARE = 1099,
};

#define THREAD_DELETED "somebody deleted its thread, so it stays deleted"
#define NEW_URL        "make a new one and put its URL into the configuration"
#define LOCKED                                                                                     \
	"its thread is locked; it waits until somebody opens that in Discord, or says `tidings "   \
	"outbox drop`"

/*
 * What codes mean beyond their status. Code 0 stands for every code of its status; the first row
 * that fits counts.
 */
static const struct {
	long status;
	int code;
	OutcomeKind to_post, to_edit;
	const char *advice;
} meanings[] = {
	{ 404, 10008, OUTCOME_HELD, OUTCOME_GONE,
	  "somebody deleted it in Discord, so it stays deleted; `tidings outbox retry` posts it "
	  "anew" },
	{ 404, 10003, OUTCOME_HELD, OUTCOME_GONE,
	  "the thread is not there any more; name another one, or none, in the configuration" },
	{ 404, 10015, OUTCOME_HELD, OUTCOME_HELD, "the webhook is not there any more; " NEW_URL },
	{ 401, 50027, OUTCOME_HELD, OUTCOME_HELD,
	  "the token in the webhook's URL is wrong; copy the URL anew into the configuration" },
	{ 404, 0, OUTCOME_HELD, OUTCOME_HELD, "there is no such webhook; " NEW_URL },
	{ 401, 0, OUTCOME_HELD, OUTCOME_HELD, "the webhook's URL is refused; " NEW_URL },
	{ 400, 220001, OUTCOME_HELD, OUTCOME_PERMANENT,
	  "its channel is a forum; write `forum: {}` for a thread for each post, or `thread: ID` "
	  "for one thread" },
	{ 400, 220002, OUTCOME_HELD, OUTCOME_PERMANENT,
	  "a post goes into one thread or starts its own; take `forum`, or the thread's id out of "
	  "the URL" },
	{ 400, 220003, OUTCOME_HELD, OUTCOME_PERMANENT,
	  "its channel is no forum; take `forum` out of the configuration" },
	{ 400, 40067, OUTCOME_HELD, OUTCOME_PERMANENT,
	  "this forum wants a tag on each post; write `forum: {tags: [ID]}`" },
	{ 400, 50083, OUTCOME_TEMPORARY, OUTCOME_PARKED, LOCKED },
	{ 403, 160005, OUTCOME_TEMPORARY, OUTCOME_PARKED, LOCKED },
	{ 400, 160005, OUTCOME_TEMPORARY, OUTCOME_PARKED, LOCKED },
};

double
discord_limit(const HttpAnswer *http, const DiscordAnswer *said)
{
	if (said->retry_after >= 0)
		return MIN(said->retry_after, G_MAXINT);
	return http->retry_after >= 0 ? http->retry_after : EDGE_WAIT;
}

/*
 * Returns whether the thread refuses every message. One that is only archived is opened before that
 * is asked.
 */
static gboolean
is_thread_shut(const DiscordAnswer *said)
{
	return said->code == DISCORD_THREAD_ARCHIVED || said->code == DISCORD_THREAD_LOCKED;
}

/* Returns the index in `meanings` of the row that fits the answer, or -1. */
static int
find_meaning(const HttpAnswer *http, const DiscordAnswer *said)
{
	for (gsize i = 0; said->coded && i < G_N_ELEMENTS(meanings); i++)
		if (meanings[i].status == http->status &&
		    (meanings[i].code == said->code || meanings[i].code == 0))
			return (int)i;
	return -1;
}

/*
 * Returns whether the request is about a message or a thread of ours: people may delete or close
 * these, and the configuration is not at fault.
 */
static gboolean
is_about_own(const DiscordAnswer *said, DiscordRequest asked)
{
	return asked == DISCORD_EDIT ||
	       (asked == DISCORD_FOLLOW &&
	        (said->code == DISCORD_UNKNOWN_CHANNEL || is_thread_shut(said)));
}

/*
 * Returns the number on the page that Cloudflare shows instead of Discord's answer ("error code:
 * 1020", "Error 1015"), or 0.
 */
static guint64
cloudflare_error(const HttpAnswer *http, const DiscordAnswer *said)
{
	static const char *const marks[] = { "error code: ", "error " };

	for (gsize m = 0; !said->coded && m < G_N_ELEMENTS(marks); m++) {
		gsize length = strlen(marks[m]);
		for (gsize at = 0; at + length < http->body->len; at++) {
			const char *text = http->body->str + at;
			if (g_ascii_strncasecmp(text, marks[m], length) != 0)
				continue;
			guint64 number = g_ascii_strtoull(text + length, NULL, 10);
			if (number >= FIRST_OF_CLOUDFLARE && number <= LAST_OF_CLOUDFLARE)
				return number;
		}
	}
	return 0;
}

/*
 * Returns whether something in front of Discord turns us away whatever we ask for: every further
 * request makes that worse.
 */
static gboolean
is_turned_away(const HttpAnswer *http, const DiscordAnswer *said)
{
	if (said->coded)
		return said->code == NETWORK_ERROR;
	return http->status == 403 ||
	       (http->status / 100 == 4 && cloudflare_error(http, said) != 0);
}

/*
 * Returns whether the same request may succeed later (RFC 9110 15.5, RFC 8470 5.2), whoever refused
 * it.
 */
static gboolean
is_passing(long status)
{
	return status == 407 || status == 408 || status == 425 || status == DISCORD_TOO_MANY;
}

static OutcomeKind
kind_of(const HttpAnswer *http, const DiscordAnswer *said, DiscordRequest asked)
{
	int meaning = find_meaning(http, said);
	gboolean edit = asked == DISCORD_EDIT;

	if (meaning >= 0)
		return is_about_own(said, asked) ? meanings[meaning].to_edit
		                                 : meanings[meaning].to_post;
	if (http->status / 100 == 2 && said->id != NULL)
		return OUTCOME_SENT;
	if (http->status / 100 == 3 || is_passing(http->status) || is_turned_away(http, said))
		return OUTCOME_TEMPORARY;
	if (http->status / 100 == 4)
		return said->coded ? OUTCOME_PERMANENT : OUTCOME_TEMPORARY;
	/* No answer, one that is not Discord's, or 5xx. Discord has no key against repeats: once
	 * bytes of a post have left, only a person can say what became of them. */
	return http->left && !edit ? OUTCOME_UNKNOWN : OUTCOME_TEMPORARY;
}

static char *
explain_meaning(const HttpAnswer *http, const DiscordAnswer *said, DiscordRequest asked,
                int meaning)
{
	gboolean deleted = said->code == DISCORD_UNKNOWN_CHANNEL && is_about_own(said, asked);

	return g_strdup_printf("%ld %s: %s", http->status,
	                       said->message != NULL ? said->message : "refused",
	                       deleted ? THREAD_DELETED : meanings[meaning].advice);
}

static char *
explain_silence(const HttpAnswer *http)
{
	if (http->proxy_status != 0)
		return g_strdup_printf("the proxy refuses the way to Discord with status %ld",
		                       http->proxy_status);
	return g_strdup(http->trouble != NULL ? http->trouble : "no answer");
}

/* Explains an answer that did not come from Discord. */
static char *
explain_stranger(const HttpAnswer *http, const DiscordAnswer *said)
{
	guint64 number = cloudflare_error(http, said);

	if (number != 0)
		return g_strdup_printf("%ld by Cloudflare, error code %" G_GUINT64_FORMAT
		                       ", not by Discord itself",
		                       http->status, number);
	return g_strdup_printf("%ld, which is no answer of Discord's but of something on the way "
	                       "(a proxy, a log-in page)",
	                       http->status);
}

static char *
explain(const HttpAnswer *http, const DiscordAnswer *said, DiscordRequest asked)
{
	int meaning = find_meaning(http, said);
	const char *message = said->message;

	if (http->status == 0)
		return explain_silence(http);
	if (meaning >= 0)
		return explain_meaning(http, said, asked, meaning);
	if (http->status == DISCORD_TOO_MANY && !is_turned_away(http, said))
		return g_strdup_printf("429 %s: to be tried again after %.0f s",
		                       message != NULL ? message : "too many requests",
		                       discord_limit(http, said));
	if (said->path != NULL)
		return g_strdup_printf("%ld %s: %s", http->status, said->path,
		                       said->path_message != NULL ? said->path_message
		                                                  : "is refused");
	if (http->status / 100 == 2)
		return g_strdup_printf("%ld without the id of the message", http->status);
	if (!said->coded && http->status / 100 < 5)
		return explain_stranger(http, said);
	return g_strdup_printf("%ld %s", http->status,
	                       message != NULL ? message : "without a reason");
}

void
discord_outcome(const HttpAnswer *http, const DiscordAnswer *said, DiscordRequest asked,
                Outcome *outcome)
{
	outcome->kind = kind_of(http, said, asked);
	if (outcome->kind == OUTCOME_SENT) {
		outcome->remote_id = g_strdup(said->id);
		return;
	}
	g_autofree char *reason = explain(http, said, asked);
	outcome->reply = text_escape_for_terminal(reason, -1);
	if (http->status == DISCORD_TOO_MANY)
		outcome->retry_after = MAX((gint64)discord_limit(http, said) + 1, EDGE_WAIT);
	if (outcome->kind == OUTCOME_PARKED)
		outcome->retry_after = PARKED_FOR;
	outcome->rest = outcome->kind == OUTCOME_TEMPORARY &&
	                (is_turned_away(http, said) || is_thread_shut(said));
	if (outcome->rest)
		outcome->retry_after = MAX(outcome->retry_after, REST);
}
