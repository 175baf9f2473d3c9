/*
 * discord.c - posts to a Discord webhook in order, and edits what it has posted, by Discord's
 * rules.
 */
#include "base/fail_point.h"
#include "base/stop.h"
#include "config/secret.h"
#include "deliver/channel_exit.h"
#include "discord_outcome.h"
#include "discord_url.h"
#include "render/discord_api.h"

#include <string.h>

enum {
	REPEATS_MAX = 5,  /* of one request that is answered by a limit */
	WAIT_MIN = 1,     /* seconds between them, whatever the limit says */
	WAIT_MAX = 10,    /* seconds waited for one limit */
	WAITS_MAX = 60,   /* and for all of one webhook's in a run */
	TIMEOUT_MAX = 30, /* seconds for one request */
	ANSWER_MAX = 64 * 1024,
};

/* Discord asks for this shape of name (its API reference, "User Agent"). */
#define USER_AGENT "DiscordBot (https://github.com/tidings/tidings, " TIDINGS_VERSION ")"

/* One webhook in one run. */
typedef struct {
	const Route *route;
	const Webhook *webhook;
	const DeliveryJournal *journal;
	guint timeout;
	double next_wait; /* before the next request, as the last answer asked */
	GHashTable
	    *threads; /* key of a first part -> id of the thread that it started in this run */
	gboolean edits_exhausted; /* the quota for edits of old messages */
	gboolean refused;         /* by the journal */
} Hook;

/* What is asked of Discord for one delivery. */
typedef struct {
	DiscordRequest kind;
	const char *thread; /* into which; or NULL */
	char *url;          /* secret */
	GBytes *body;
} Request;

/* The answer to a request. */
typedef struct {
	HttpAnswer http;
	DiscordAnswer said;
} Answer;

static void
answer_clear(Answer *answer)
{
	http_answer_clear(&answer->http);
	discord_answer_clear(&answer->said);
	*answer = (Answer){ 0 };
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Answer, answer_clear)

/* Returns whether the run's bounds allow to wait `seconds`; then they count as waited. */
static gboolean
may_wait(Hook *hook, double seconds)
{
	if (seconds > WAIT_MAX || *hook->route->waited + seconds > WAITS_MAX)
		return FALSE;
	*hook->route->waited += seconds;
	return TRUE;
}

/*
 * Returns the thread that the delivery goes to: where its post is, otherwise where the
 * configuration says. NULL for the channel itself or a new thread.
 */
static const char *
thread_of(const Hook *hook, const Delivery *delivery)
{
	const char *first = delivery->message->first;
	const char *started = first == NULL ? NULL : g_hash_table_lookup(hook->threads, first);

	if (delivery->thread != NULL)
		return delivery->thread;
	return started != NULL || delivery_is_edit(delivery) ? started : hook->webhook->thread;
}

static void
request_init(Request *request, const Hook *hook, const Delivery *delivery)
{
	const Webhook *webhook = hook->webhook;
	const Message *message = delivery->message;
	const char *thread = thread_of(hook, delivery);
	const char *name =
	    message->subject != NULL && *message->subject != '\0' ? message->subject : message->job;

	request->thread = thread;
	if (delivery_is_edit(delivery)) {
		request->kind = DISCORD_EDIT;
		request->url = discord_url_message(hook->route->via, delivery->remote_id, thread);
		request->body = discord_body_edit(message->body);
		return;
	}
	request->kind = thread != NULL && thread != webhook->thread ? DISCORD_FOLLOW : DISCORD_POST;
	request->url = discord_url_execute(hook->route->via, thread);
	request->body = webhook->forum && thread == NULL
	                    ? discord_body_thread(message->body, name, webhook->tags)
	                    : g_bytes_ref(message->body);
}

static void
request_clear(Request *request)
{
	secret_wipe(request->url);
	g_bytes_unref(request->body);
}

static void
exchange(Hook *hook, const char *method, const char *url, GBytes *body, Answer *answer)
{
	const HttpRequest request = { .method = method,
		                      .url = url,
		                      .agent = USER_AGENT,
		                      .body = body,
		                      .timeout = hook->timeout * 1000,
		                      .answer_max = ANSWER_MAX,
		                      .too_long = "the answer is longer than any of Discord's" };

	answer_clear(answer);
	FAIL_POINT("post.send");
	http_send(&request, &answer->http);
	FAIL_POINT("post.answered");
	discord_answer_parse(answer->http.body->str, answer->http.body->len, &answer->said);
	hook->next_wait = answer->http.remaining == 0 && answer->http.reset_after > 0
	                      ? answer->http.reset_after
	                      : 0;
}

/*
 * Waits out a limit. A request that a limit answers was certainly not taken, so the outbox has the
 * delivery as it was while this waits.
 */
static gboolean
wait_out(Hook *hook, const Delivery *delivery, double seconds)
{
	const DeliveryJournal *journal = hook->journal;

	journal->withdraw(delivery, journal->data);
	hook->refused = !journal->commit(journal->data);
	if (hook->refused)
		return FALSE;
	FAIL_POINT("post.wait");
	gboolean waited = hook->route->wait(seconds);
	hook->refused = !journal_begin(journal, delivery);
	return waited && !hook->refused;
}

/*
 * Sends one request, and again as long as its limits are waited out. Fills `answer` from the last
 * try.
 */
static void
ask(Hook *hook, const Delivery *delivery, const char *method, const char *url, GBytes *body,
    Answer *answer)
{
	guint repeats = 0;
	double wait = 0;

	do {
		exchange(hook, method, url, body, answer);
		wait = MAX(discord_limit(&answer->http, &answer->said), WAIT_MIN);
	} while (answer->http.status == DISCORD_TOO_MANY && repeats++ < REPEATS_MAX &&
	         may_wait(hook, wait) && wait_out(hook, delivery, wait));
}

/*
 * Opens the archived thread of a post that is to be edited, by a message to it ("Execute Webhook",
 * thread_id: "The thread will automatically be unarchived"), which is deleted again. Returns FALSE
 * with the refusal in `answer`.
 */
static gboolean
open_thread(Hook *hook, const Delivery *delivery, const Request *request, Answer *answer)
{
	g_autoptr(GBytes) body = discord_body_knock();
	char *url = discord_url_execute(hook->route->via, request->thread);

	ask(hook, delivery, "POST", url, body, answer);
	gboolean opened = answer->http.status / 100 == 2;
	if (opened && answer->said.id != NULL && !hook->refused) {
		g_auto(Answer) gone = { 0 };
		char *message =
		    discord_url_message(hook->route->via, answer->said.id, request->thread);
		exchange(hook, "DELETE", message, body, &gone);
		secret_wipe(message);
	}
	secret_wipe(url);
	return opened && !hook->refused;
}

/*
 * Sends the requests that the delivery needs. Returns the code of the last answer; leaves `outcome`
 * empty when the journal refuses.
 */
static int
carry_out(Hook *hook, const Delivery *delivery, const Request *request, Outcome *outcome)
{
	const char *method = request->kind == DISCORD_EDIT ? "PATCH" : "POST";
	g_auto(Answer) answer = { 0 };

	ask(hook, delivery, method, request->url, request->body, &answer);
	if (!hook->refused && request->kind == DISCORD_EDIT && request->thread != NULL &&
	    answer.said.code == DISCORD_THREAD_ARCHIVED &&
	    open_thread(hook, delivery, request, &answer))
		ask(hook, delivery, method, request->url, request->body, &answer);
	if (hook->refused)
		return 0;
	discord_outcome(&answer.http, &answer.said, request->kind, outcome);
	gboolean threaded = hook->webhook->forum || discord_url_has_thread(request->url);
	if (outcome->kind == OUTCOME_SENT && request->kind != DISCORD_EDIT && threaded)
		outcome->thread = g_strdup(answer.said.channel);
	return answer.said.code;
}

/*
 * Returns whether the next delivery may follow: posts keep their order, so none is sent after one
 * that was not.
 */
static gboolean
may_go_on(const Request *request, const Outcome *outcome)
{
	if (outcome->kind == OUTCOME_SENT || outcome->kind == OUTCOME_GONE)
		return TRUE;
	/* A post's own thread concerns no other post. */
	return outcome->kind == OUTCOME_PARKED ||
	       (request->kind == DISCORD_EDIT && outcome->kind == OUTCOME_PERMANENT);
}

/* Sends one delivery and settles it. Returns whether the next may follow. */
static gboolean
send_one(Hook *hook, const Delivery *delivery)
{
	const char *key = delivery->message->key;
	Outcome outcome = { .kind = OUTCOME_UNKNOWN };
	Request request;

	if (hook->next_wait > 0 &&
	    (!may_wait(hook, hook->next_wait) || !hook->route->wait(hook->next_wait)))
		return FALSE;
	if (!journal_begin(hook->journal, delivery))
		return FALSE;
	request_init(&request, hook, delivery);
	gboolean exhausted =
	    carry_out(hook, delivery, &request, &outcome) == DISCORD_TOO_MANY_OLD_EDITS;
	hook->edits_exhausted = hook->edits_exhausted || exhausted;
	if (outcome.thread != NULL)
		g_hash_table_insert(hook->threads, g_strdup(key), g_strdup(outcome.thread));
	gboolean next =
	    may_go_on(&request, &outcome) || (request.kind == DISCORD_EDIT && exhausted);
	next = !hook->refused && journal_settle(hook->journal, delivery, &outcome) && next;
	request_clear(&request);
	outcome_clear(&outcome);
	return next;
}

/*
 * In a forum a later part goes into the thread of its first one, so it waits until that is known.
 */
static gboolean
lacks_thread(const Hook *hook, const Delivery *delivery)
{
	return hook->webhook->forum && delivery->message->first != NULL &&
	       !delivery_is_edit(delivery) && thread_of(hook, delivery) == NULL;
}

static gboolean
send_in_order(Hook *hook, GPtrArray *deliveries)
{
	for (guint i = 0; i < deliveries->len && !stop_requested(); i++) {
		const Delivery *delivery = g_ptr_array_index(deliveries, i);
		if (lacks_thread(hook, delivery)) {
			if (delivery->orphan)
				journal_refuse(
				    hook->journal, delivery, OUTCOME_PERMANENT,
				    "its first part was not posted, so there is no thread for it");
			continue;
		}
		if (hook->edits_exhausted && delivery_is_edit(delivery))
			continue;
		if (!send_one(hook, delivery))
			return FALSE;
	}
	return TRUE;
}

static gboolean
send_all(const Route *route, GPtrArray *deliveries, const DeliveryJournal *journal)
{
	Hook hook = { .route = route,
		      .webhook = (const Webhook *)route->endpoint,
		      .journal = journal,
		      .timeout = CLAMP(route->timeout, 1, TIMEOUT_MAX),
		      .threads = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free) };
	gboolean sent = send_in_order(&hook, deliveries);

	g_hash_table_unref(hook.threads);
	return sent;
}

const Transport transport_discord = { .send = send_all };

static const Transport *
choose(const char *via, Starttls starttls G_GNUC_UNUSED, GError **error)
{
	if (discord_url_is_webhook(via))
		return &transport_discord;
	return transport_refuse(error,
	                        "is no Discord webhook: https://discord.com/api/webhooks/ID/TOKEN "
	                        "or folder:DIR");
}

/* The settings that Discord can refuse: URL, thread and forum. */
static char *
settings_sum(const Endpoint *endpoint, const char *via)
{
	const Webhook *webhook = (const Webhook *)endpoint;
	char *url = discord_url_execute(via, webhook->thread);
	if (url == NULL)
		return NULL;

	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_checksum_update(sum, (const guchar *)url, (gssize)strlen(url));
	g_checksum_update(sum, (const guchar *)(webhook->forum ? "\nforum" : "\n"), -1);
	for (guint i = 0; i < webhook->tags->len; i++) {
		const char *tag = g_ptr_array_index(webhook->tags, i);
		g_checksum_update(sum, (const guchar *)"\n", 1);
		g_checksum_update(sum, (const guchar *)tag, (gssize)strlen(tag));
	}
	secret_wipe(url);
	return g_strdup(g_checksum_get_string(sum));
}

const ChannelExit exit_discord = { .choose = choose, .settings_sum = settings_sum };
