/* discord.c - posts to a Discord webhook, in order, and edits what it posted, by Discord's own rules. */
#include "base/fail_point.h"
#include "base/stop.h"
#include "config/secret.h"
#include "deliver/discord_outcome.h"
#include "deliver/discord_url.h"
#include "deliver/transport.h"
#include "render/discord_body.h"

enum {
	WAIT_MAX = 10,    /* seconds waited for one limit */
	WAITS_MAX = 60,   /* and for all of one webhook's in a run */
	TIMEOUT_MAX = 30, /* seconds for one request */
};

/* One webhook in one run. */
typedef struct {
	const Route *route;
	guint timeout;
	double waited;
	double next_wait;         /* before the next request, as the last answer asked */
	GHashTable *threads;      /* key of a first part -> id of the thread that it started in this run */
	gboolean edits_exhausted; /* the quota for edits of old messages */
} Hook;

/* What is asked of Discord for one delivery. */
typedef struct {
	DiscordRequest kind;
	char *url; /* secret */
	GBytes *body;
} Request;

/* Waits `seconds` when the run's bounds allow it. */
static gboolean
wait_within(Hook *hook, double seconds)
{
	if (seconds > WAIT_MAX || hook->waited + seconds > WAITS_MAX)
		return FALSE;
	hook->waited += seconds;
	return stop_sleep(seconds);
}

/* Where the delivery goes: where its post is, else where the configuration says; NULL for the channel itself or a thread of its own. */
static const char *
thread_of(const Hook *hook, const Delivery *delivery)
{
	const char *first = delivery->message->first;
	const char *started = first == NULL ? NULL : g_hash_table_lookup(hook->threads, first);

	if (delivery->thread != NULL)
		return delivery->thread;
	return started != NULL || delivery_is_edit(delivery) ? started : hook->route->webhook->thread;
}

static void
request_init(Request *request, const Hook *hook, const Delivery *delivery)
{
	const Webhook *webhook = hook->route->webhook;
	const Message *message = delivery->message;
	const char *thread = thread_of(hook, delivery);
	const char *name = message->subject != NULL && *message->subject != '\0' ? message->subject : message->job;

	if (delivery_is_edit(delivery)) {
		request->kind = DISCORD_EDIT;
		request->url = discord_url_message(hook->route->via, delivery->remote_id, thread);
		request->body = discord_body_edit(message->body);
		return;
	}
	request->kind = thread != NULL && thread != webhook->thread ? DISCORD_FOLLOW : DISCORD_POST;
	request->url = discord_url_execute(hook->route->via, thread);
	request->body = webhook->forum && thread == NULL ? discord_body_thread(message->body, name, webhook->tags)
	                                                 : g_bytes_ref(message->body);
}

static void
request_clear(Request *request)
{
	secret_wipe(request->url);
	g_bytes_unref(request->body);
}

/* One request, repeated only as long as its limit is waited out: a 429 was provably not taken.  The last answer's code. */
static int
ask(Hook *hook, const Request *request, Outcome *outcome)
{
	gboolean again = TRUE;
	int code = 0;

	while (again) {
		g_auto(HttpAnswer) http = { 0 };
		g_auto(DiscordAnswer) said = { 0 };
		FAIL_POINT("post.send");
		http_send_json(request->kind == DISCORD_EDIT ? "PATCH" : "POST", request->url, request->body,
		               hook->timeout, &http);
		FAIL_POINT("post.answered");
		discord_answer_parse(http.body->str, http.body->len, &said);
		code = said.code;
		hook->next_wait = http.remaining == 0 && http.reset_after > 0 ? http.reset_after : 0;
		again = http.status == DISCORD_TOO_MANY && wait_within(hook, discord_limit(&http, &said));
		if (again)
			continue;
		discord_outcome(&http, &said, request->kind, outcome);
		gboolean threaded = hook->route->webhook->forum || discord_url_has_thread(request->url);
		if (outcome->kind == OUTCOME_SENT && request->kind != DISCORD_EDIT && threaded)
			outcome->thread = g_strdup(said.channel);
	}
	return code;
}

/* Sends one and settles it.  TRUE when the next may follow: posts are in order, so none is sent behind one that was not. */
static gboolean
send_one(Hook *hook, const Delivery *delivery, const Ledger *ledger)
{
	const char *key = delivery->message->key;
	Outcome outcome = { .kind = OUTCOME_UNKNOWN };
	Request request;

	if ((hook->next_wait > 0 && !wait_within(hook, hook->next_wait)) || !ledger_begin(ledger, delivery))
		return FALSE;
	request_init(&request, hook, delivery);
	gboolean exhausted = ask(hook, &request, &outcome) == DISCORD_TOO_MANY_OLD_EDITS;
	hook->edits_exhausted = hook->edits_exhausted || exhausted;
	if (outcome.thread != NULL)
		g_hash_table_insert(hook->threads, g_strdup(key), g_strdup(outcome.thread));
	gboolean next = outcome.kind == OUTCOME_SENT || outcome.kind == OUTCOME_GONE ||
	                (request.kind == DISCORD_EDIT && (outcome.kind == OUTCOME_PERMANENT || exhausted));
	next = ledger_settle(ledger, delivery, &outcome) && next;
	request_clear(&request);
	outcome_clear(&outcome);
	return next;
}

/* A later part in a forum goes where its first one is, so it waits until that is known. */
static gboolean
lacks_thread(const Hook *hook, const Delivery *delivery)
{
	return hook->route->webhook->forum && delivery->message->first != NULL && !delivery_is_edit(delivery) &&
	       thread_of(hook, delivery) == NULL;
}

static gboolean
send_in_order(Hook *hook, GPtrArray *deliveries, const Ledger *ledger)
{
	for (guint i = 0; i < deliveries->len && !stop_asked(); i++) {
		const Delivery *delivery = g_ptr_array_index(deliveries, i);
		if (lacks_thread(hook, delivery)) {
			if (delivery->orphan)
				ledger_refuse(ledger, delivery, OUTCOME_PERMANENT,
				              "its first part was not posted, so there is no thread for it");
			continue;
		}
		if (hook->edits_exhausted && delivery_is_edit(delivery))
			continue;
		if (!send_one(hook, delivery, ledger))
			return FALSE;
	}
	return TRUE;
}

static gboolean
send_all(const Route *route, GPtrArray *deliveries, const Ledger *ledger)
{
	Hook hook = { .route = route,
		      .timeout = CLAMP(route->timeout, 1, TIMEOUT_MAX),
		      .threads = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free) };
	gboolean sent = send_in_order(&hook, deliveries, ledger);

	g_hash_table_unref(hook.threads);
	return sent;
}

const Transport transport_discord = { .send = send_all };
