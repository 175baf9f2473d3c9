/* discord.c - posts to a Discord webhook, in order, by its own rules. */
#include "base/fail_point.h"
#include "base/stop.h"
#include "base/text.h"
#include "config/secret.h"
#include "deliver/discord_url.h"
#include "deliver/http.h"
#include "deliver/transport.h"
#include "render/discord_answer.h"

enum {
	WAIT_MAX = 10,    /* seconds waited for one limit */
	WAITS_MAX = 60,   /* and for all of one webhook's in a run */
	EDGE_WAIT = 60,   /* after a 429 that does not say how long */
	TIMEOUT_MAX = 30, /* seconds for one post */
	STATUS_TOO_MANY = 429,
};

/* One webhook in one run. */
typedef struct {
	char *url; /* secret */
	guint timeout;
	double waited;
	double next_wait; /* before the next post, as the last answer asked */
} Hook;

/* Waits `seconds` when the run's bounds allow it. */
static gboolean
wait_within(Hook *hook, double seconds)
{
	if (seconds > WAIT_MAX || hook->waited + seconds > WAITS_MAX)
		return FALSE;
	hook->waited += seconds;
	return stop_sleep(seconds);
}

/* How long a 429 asks to wait: its JSON, else its header; an answer of the edge says nothing. */
static double
limit_of(const HttpAnswer *http, const DiscordAnswer *said)
{
	if (said->retry_after >= 0)
		return MIN(said->retry_after, G_MAXINT);
	return http->retry_after >= 0 ? http->retry_after : EDGE_WAIT;
}

static OutcomeKind
kind_of(const HttpAnswer *http, const DiscordAnswer *said)
{
	if (http->status / 100 == 2)
		return said->id != NULL ? OUTCOME_SENT : OUTCOME_UNKNOWN;
	if (http->status == STATUS_TOO_MANY)
		return OUTCOME_TEMPORARY;
	if (http->status / 100 == 4 || http->status / 100 == 3)
		return OUTCOME_PERMANENT;
	/* There is no key against repeats: once bytes have left, only a person can say what became of them. */
	return http->left ? OUTCOME_UNKNOWN : OUTCOME_TEMPORARY;
}

static char *
explain(const HttpAnswer *http, const DiscordAnswer *said)
{
	if (http->status == 0)
		return g_strdup(http->trouble != NULL ? http->trouble : "no answer");
	if (http->status == 404 || http->status == 401)
		return g_strdup_printf("%ld %s: the webhook is not there any more; make a new one and put its URL into "
		                       "the configuration",
		                       http->status, said->message != NULL ? said->message : "refused");
	if (http->status == STATUS_TOO_MANY)
		return g_strdup_printf("429 %s: to be tried again after %.0f s",
		                       said->message != NULL ? said->message : "too many requests",
		                       limit_of(http, said));
	if (said->path != NULL)
		return g_strdup_printf("%ld %s: %s", http->status, said->path,
		                       said->path_message != NULL ? said->path_message : "is refused");
	if (http->status / 100 == 2)
		return g_strdup_printf("%ld without the id of the message", http->status);
	return g_strdup_printf("%ld %s", http->status, said->message != NULL ? said->message : "without a reason");
}

static void
read_outcome(const HttpAnswer *http, const DiscordAnswer *said, Outcome *outcome)
{
	outcome->kind = kind_of(http, said);
	if (outcome->kind == OUTCOME_SENT) {
		outcome->remote_id = g_strdup(said->id);
		return;
	}
	g_autofree char *reason = explain(http, said);
	outcome->reply = text_show(reason, -1);
	if (http->status == STATUS_TOO_MANY)
		outcome->retry_after = (gint64)limit_of(http, said) + 1;
}

/* One post, repeated only as long as its limit is waited out: a 429 was provably not taken. */
static void
post(Hook *hook, GBytes *body, Outcome *outcome)
{
	gboolean again = TRUE;

	while (again) {
		g_auto(HttpAnswer) http = { 0 };
		g_auto(DiscordAnswer) said = { 0 };
		FAIL_POINT("post.send");
		http_post_json(hook->url, body, hook->timeout, &http);
		FAIL_POINT("post.answered");
		discord_answer_parse(http.body->str, http.body->len, &said);
		hook->next_wait = http.remaining == 0 && http.reset_after > 0 ? http.reset_after : 0;
		again = http.status == STATUS_TOO_MANY && wait_within(hook, limit_of(&http, &said));
		if (!again)
			read_outcome(&http, &said, outcome);
	}
}

/* In order, so nothing is sent behind one that was not. */
static gboolean
send_in_order(Hook *hook, GPtrArray *deliveries, const Ledger *ledger)
{
	gboolean sent = TRUE;

	for (guint i = 0; i < deliveries->len && sent && !stop_asked(); i++) {
		const Delivery *delivery = g_ptr_array_index(deliveries, i);
		if (hook->next_wait > 0 && !wait_within(hook, hook->next_wait))
			return FALSE;
		if (!ledger_begin(ledger, delivery))
			return FALSE;

		Outcome outcome = { .kind = OUTCOME_UNKNOWN };
		post(hook, delivery->message->body, &outcome);
		sent = ledger_settle(ledger, delivery, &outcome) && outcome.kind == OUTCOME_SENT;
		outcome_clear(&outcome);
	}
	return sent;
}

static gboolean
send_all(const Route *route, GPtrArray *deliveries, const Ledger *ledger)
{
	Hook hook = { .url = discord_url_execute(route->via, route->thread),
		      .timeout = CLAMP(route->timeout, 1, TIMEOUT_MAX) };
	gboolean sent = send_in_order(&hook, deliveries, ledger);

	secret_wipe(hook.url);
	return sent;
}

const Transport transport_discord = { .send = send_all };
