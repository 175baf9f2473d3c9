/* deliver.c - the outbox worker: what is due, in which order, by which route it goes, and what
 * becomes of it in the outbox and in the summary for people. */
#include "deliver/deliver.h"

#include "base/stop.h"
#include "deliver/channel_exit.h"
#include "deliver/endpoint_guard.h"
#include "render/mail_header.h"
#include "state/disabled_webhooks.h"
#include "state/outbox.h"

#define TRIED_AGAIN "tried again later, or at once after `tidings outbox retry --state=deferred`"

enum {
	SLICES_A_MINUTE = 12,  /* of mail.rate */
	BATCH = 400,           /* rows that are read at once */
	BATCH_BYTES = 2 << 20, /* of their bodies; the last one may exceed it */
	AHEAD = 16, /* messages that are begun early, where one in doubt is sent again by itself */
};

/* One call of deliver_due(). */
typedef struct {
	State *state;
	const Config *config;
	gint64 now;
	DeliverySummary *summary;
	GHashTable *reported; /* problems that are in the summary already */
	GHashTable *closed;   /* names of routes that nothing more is sent by in this run */
	const char *route;    /* the name of the one in use */
	char *guard_key;      /* of its endpoint, as endpoint_guard_key() */
	char *guard_sum;      /* of its endpoint's settings, or NULL; see endpoint_guard_sum() */
	HookRest rest;        /* its endpoint's */
	GHashTable *waited;   /* name of a route -> double *: seconds waited for its limits */
	double mail_pause;    /* seconds before the next mail, as mail.rate asks */
	GHashTable *holds;    /* endpoint -> the id after which its posts wait; see find_holds() */
	gint64 after;         /* the last row that was read */
	gboolean open;        /* a transaction is open */
	GError *state_error;  /* the first; after it nothing more is begun */
} DeliverRun;

void
delivery_summary_clear(DeliverySummary *summary)
{
	g_clear_pointer(&summary->problems, g_ptr_array_unref);
	g_clear_pointer(&summary->notices, g_ptr_array_unref);
}

/* Mail goes to addresses; everything else to named endpoints, each in its order. */
static gboolean
has_endpoints(Channel channel)
{
	return channel_traits(channel)->section != NULL;
}

static void
add_problem(DeliverRun *run, char *sentence)
{
	if (g_hash_table_add(run->reported, sentence))
		g_ptr_array_add(run->summary->problems, g_strdup(sentence));
}

/* Everything between two commits is one transaction. */
static gboolean
note(DeliverRun *run)
{
	if (run->state_error == NULL && !run->open)
		run->open = state_begin(run->state, &run->state_error);
	return run->state_error == NULL;
}

static gboolean
on_begin(const Delivery *delivery, gpointer data)
{
	DeliverRun *run = data;

	return note(run) && outbox_sending(run->state, delivery->id, run->now, &run->state_error);
}

static gboolean
commit_notes(DeliverRun *run)
{
	if (run->open && (run->state_error != NULL || !state_commit(run->state, &run->state_error)))
		state_rollback(run->state);
	run->open = FALSE;
	return run->state_error == NULL;
}

static gboolean
on_commit(gpointer data)
{
	return commit_notes(data);
}

gboolean
deliver_repeats(const Config *config, const Message *message)
{
	if (!has_endpoints(message->channel))
		return config->mail.unknown == UNKNOWN_RETRY;
	const Endpoint *endpoint = config_endpoint(config, message->channel, message->recipient);
	return endpoint != NULL && endpoint->unknown == UNKNOWN_RETRY;
}

static void
count_unknown(DeliverRun *run, const Delivery *delivery, const char *reply)
{
	gboolean again = deliver_repeats(run->config, delivery->message);
	g_autofree char *words =
	    again ? g_strdup("it is sent again later, as the same message")
	          : g_strdup_printf("say \"tidings outbox retry %" G_GINT64_FORMAT
	                            "\" or \"assume-sent\"",
	                            delivery->id);

	run->summary->unknown++;
	run->summary->again += again ? 1 : 0;
	add_problem(run, g_strdup_printf(
	                     "%s: delivery %" G_GINT64_FORMAT " to %s may have arrived: %s; %s",
	                     run->route, delivery->id, delivery->message->recipient, reply, words));
}

/* It waits for the configuration, or for a person, who is told once. */
static void
count_waiting(DeliverRun *run, const Delivery *delivery, const Outcome *outcome, const char *reply)
{
	if (outcome->kind == OUTCOME_PARKED) {
		g_ptr_array_add(run->summary->notices,
		                g_strdup_printf("%s: delivery %" G_GINT64_FORMAT " waits: %s",
		                                run->route, delivery->id, reply));
		return;
	}
	run->summary->deferred++;
	add_problem(run,
	            g_strdup_printf("%s: %s; until then it is left alone, and what is for it waits",
	                            run->route, reply));
}

static void
count(DeliverRun *run, const Delivery *delivery, const Outcome *outcome, DeliveryState became)
{
	DeliverySummary *summary = run->summary;
	const char *reply = outcome->reply == NULL ? "no reason given" : outcome->reply;
	const char *recipient = delivery->message->recipient;

	switch (became) {
	case DELIVERY_SENT:
		summary->sent++;
		break;
	case DELIVERY_DEFERRED:
		summary->deferred++;
		add_problem(run,
		            g_strdup_printf("%s: %s; %s", run->route, reply,
		                            outcome->rest ? "the webhook is left alone for a while"
		                                          : TRIED_AGAIN));
		break;
	case DELIVERY_QUEUED:
		count_waiting(run, delivery, outcome, reply);
		break;
	case DELIVERY_DROPPED: /* a person did it */
		break;
	case DELIVERY_FAILED:
		summary->failed++;
		add_problem(run, g_strdup_printf(
		                     "%s: delivery %" G_GINT64_FORMAT
		                     " to %s failed: %s; once that is mended, "
		                     "`tidings outbox retry %" G_GINT64_FORMAT "` sends it again",
		                     run->route, delivery->id, recipient, reply, delivery->id));
		break;
	default:
		count_unknown(run, delivery, reply);
		break;
	}
}

/*
 * What the answer says of the endpoint itself.  `seconds` becomes how long it rests, when it does.
 */
static gboolean
note_endpoint(DeliverRun *run, const Outcome *outcome, gint64 *seconds)
{
	DisabledWebhook off = { run->guard_key, run->guard_sum, outcome->reply, run->now };

	if (outcome->kind == OUTCOME_HELD)
		return webhook_disable(run->state, &off, &run->state_error);
	if (outcome->rest) {
		*seconds =
		    endpoint_guard_rest(&run->rest, run->guard_sum, outcome->retry_after, run->now);
		return hook_rest_put(run->state, run->guard_key, &run->rest, &run->state_error);
	}
	/* Only an answer of the server itself takes that back. */
	if (run->rest.until == 0 || outcome->kind == OUTCOME_TEMPORARY ||
	    outcome->kind == OUTCOME_UNKNOWN)
		return TRUE;
	run->rest = (HookRest){ 0 };
	return hook_rest_put(run->state, run->guard_key, &run->rest, &run->state_error);
}

static void
on_settle(const Delivery *delivery, const Outcome *outcome, gpointer data)
{
	DeliverRun *run = data;
	DeliveryState became = DELIVERY_UNKNOWN;
	Outcome noted = *outcome;
	gboolean guarded = has_endpoints(delivery->message->channel) && run->guard_sum != NULL;

	if (!note(run) || (guarded && !note_endpoint(run, outcome, &noted.retry_after)) ||
	    !outbox_settle(run->state, delivery->id, &noted, run->now, &became, &run->state_error))
		return;
	count(run, delivery, &noted, became);
}

static void
on_withdraw(const Delivery *delivery, gpointer data)
{
	DeliverRun *run = data;

	if (note(run))
		(void)outbox_withdraw(run->state, delivery, run->now, &run->state_error);
}

static DeliveryJournal
make_journal(DeliverRun *run, GPtrArray *(*more)(gpointer data))
{
	return (DeliveryJournal){ .begin = on_begin,
		                  .settle = on_settle,
		                  .withdraw = on_withdraw,
		                  .commit = on_commit,
		                  .more = more,
		                  .data = run };
}

/* Closes the route for this run. */
static void
close_route(DeliverRun *run, const char *name)
{
	g_hash_table_add(run->closed, g_strdup(name));
}

/*
 * Returns whether the endpoint is switched off.  One whose settings have changed is switched on
 * again.
 */
static gboolean
is_switched_off(DeliverRun *run, const Endpoint *endpoint, const char *via)
{
	g_autoptr(DisabledWebhook) off = NULL;

	g_free(run->guard_key);
	g_free(run->guard_sum);
	run->guard_key = endpoint_guard_key(endpoint->channel, endpoint->name);
	run->guard_sum = endpoint_guard_sum(endpoint, via);
	if (!webhook_find_disabled(run->state, run->guard_key, &off, &run->state_error))
		return TRUE;
	if (endpoint_guard_is_disabled(off, endpoint, run->guard_sum, run->now))
		return TRUE;
	return off != NULL && !webhook_enable(run->state, run->guard_key, &run->state_error);
}

/* Returns whether the endpoint rests: something in front of the server turned us away lately. */
static gboolean
is_resting(DeliverRun *run)
{
	return !hook_rest_get(run->state, run->guard_key, &run->rest, &run->state_error) ||
	       endpoint_guard_rests(&run->rest, run->guard_sum, run->now);
}

/* Returns how many seconds this run has waited for the limits of the route. */
static double *
waited_for(DeliverRun *run, const char *name)
{
	double *waited = g_hash_table_lookup(run->waited, name);

	if (waited == NULL) {
		waited = g_new0(double, 1);
		g_hash_table_insert(run->waited, g_strdup(name), waited);
	}
	return waited;
}

static gboolean
is_held(const Delivery *delivery, GHashTable *holds)
{
	/* Mail and edits have no order. */
	if (!has_endpoints(delivery->message->channel) || delivery_is_edit(delivery))
		return FALSE;
	const gint64 *first = g_hash_table_lookup(holds, delivery->message->recipient);

	return first != NULL && delivery->id > *first;
}

static gboolean
waits_for_person(const DeliverRun *run, const Delivery *delivery)
{
	return delivery->state == DELIVERY_UNKNOWN &&
	       !deliver_repeats(run->config, delivery->message);
}

/* Removes what is not to be sent now. */
static void
remove_waiting(const DeliverRun *run, GPtrArray *deliveries)
{
	for (guint i = deliveries->len; i > 0; i--) {
		const Delivery *delivery = g_ptr_array_index(deliveries, i - 1);
		if (is_held(delivery, run->holds) || waits_for_person(run, delivery))
			g_ptr_array_remove_index(deliveries, i - 1);
	}
}

/* The next rows of `channel` that are to be sent; NULL when there are none, or the state file
 * refuses. */
static GPtrArray *
next_due(DeliverRun *run, Channel channel)
{
	while (run->state_error == NULL && !stop_requested()) {
		g_autoptr(GPtrArray) due = outbox_due(run->state, channel, run->now, run->after,
		                                      BATCH, BATCH_BYTES, &run->state_error);
		if (due == NULL || due->len == 0)
			return NULL;
		run->after = ((const Delivery *)g_ptr_array_index(due, due->len - 1))->id;
		remove_waiting(run, due);
		if (due->len > 0)
			return g_steal_pointer(&due);
	}
	return NULL;
}

static GPtrArray *
on_more(gpointer data)
{
	return next_due(data, CHANNEL_MAIL);
}

/*
 * Sends what belongs to the route, whose `name`, `endpoint` and `envelope_from` are set; trouble
 * becomes a problem and closes it.
 */
static void
send_by(DeliverRun *run, Channel channel, const Secret *via, Route *route, GPtrArray *deliveries)
{
	const MailSettings *mail = &run->config->mail;
	g_autoptr(GError) error = NULL;
	gboolean unpaced = !has_endpoints(channel) && mail->rate == 0;
	DeliveryJournal journal = make_journal(run, unpaced ? on_more : NULL);
	char *fetched = secret_fetch(via, &error);
	const Secret *oauth = has_endpoints(channel) ? NULL : mail->oauth;
	char *token = oauth == NULL || fetched == NULL ? NULL : secret_fetch(oauth, &error);
	const Transport *transport =
	    error != NULL ? NULL : transport_for(channel, fetched, mail->starttls, &error);

	run->route = route->name;
	if (transport == NULL) {
		add_problem(run, g_strdup_printf("%s: %s", route->name, error->message));
		close_route(run, route->name);
	} else if (route->endpoint != NULL &&
	           (is_switched_off(run, route->endpoint, fetched) || is_resting(run))) {
		close_route(run, route->name);
	} else {
		route->via = fetched;
		route->token = token;
		route->ca_file = mail->ca_file;
		route->timeout = mail->timeout;
		route->connections = mail->connections;
		route->ahead = mail->unknown == UNKNOWN_RETRY ? AHEAD : 0;
		route->wait = stop_sleep;
		route->waited = waited_for(run, route->name);
		if (!transport->send(route, deliveries, &journal) || !commit_notes(run))
			close_route(run, route->name);
	}
	secret_wipe(token);
	secret_wipe(fetched);
}

/*
 * Keeps mail.rate: sends what a few seconds have room for, and then pauses for these seconds,
 * whether the messages arrived or not.
 */
static void
send_paced(DeliverRun *run, Route *route, GPtrArray *deliveries)
{
	guint rate = run->config->mail.rate;
	guint slice = MAX(1, rate / SLICES_A_MINUTE);

	while (deliveries->len > 0 && !g_hash_table_contains(run->closed, route->name)) {
		g_autoptr(GPtrArray) part =
		    g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
		if (run->mail_pause > 0 && !stop_sleep(run->mail_pause))
			return;
		while (part->len < slice && deliveries->len > 0)
			g_ptr_array_add(part, g_ptr_array_steal_index(deliveries, 0));
		run->mail_pause = part->len * 60.0 / rate;
		send_by(run, CHANNEL_MAIL, run->config->mail.via, route, part);
	}
}

static void
send_mail(DeliverRun *run, GPtrArray *deliveries)
{
	g_autofree char *name = NULL, *address = NULL;
	g_autoptr(GError) error = NULL;

	if (!mailbox_parse(run->config->mail.from, &name, &address, &error)) {
		add_problem(run, g_strdup_printf("mail.from: %s", error->message));
		close_route(run, "mail.via");
		return;
	}
	Route route = { .name = "mail.via", .envelope_from = address };
	if (run->config->mail.rate == 0)
		send_by(run, CHANNEL_MAIL, run->config->mail.via, &route, deliveries);
	else
		send_paced(run, &route, deliveries);
}

static void
send_to_endpoint(DeliverRun *run, Channel channel, const char *endpoint_name, GPtrArray *deliveries)
{
	g_autofree char *name =
	    g_strconcat(channel_traits(channel)->section, ".", endpoint_name, NULL);
	const Endpoint *endpoint = config_endpoint(run->config, channel, endpoint_name);

	if (g_hash_table_contains(run->closed, name) || stop_requested())
		return;
	if (endpoint == NULL) {
		add_problem(
		    run,
		    g_strdup_printf(
		        "%s: is in the outbox but no longer in the configuration; put it back, or "
		        "drop its rows",
		        name));
		close_route(run, name);
		return;
	}
	Route route = { .name = name, .endpoint = endpoint };
	send_by(run, channel, endpoint->via, &route, deliveries);
}

/* By endpoint, in the order of the outbox. */
static void
send_by_endpoint(DeliverRun *run, Channel channel, GPtrArray *deliveries)
{
	while (deliveries->len > 0 && run->state_error == NULL) {
		g_autoptr(GPtrArray) one =
		    g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
		const Delivery *first = g_ptr_array_index(deliveries, 0);
		g_autofree char *name = g_strdup(first->message->recipient);
		for (guint i = 0; i < deliveries->len;) {
			const Delivery *delivery = g_ptr_array_index(deliveries, i);
			if (g_strcmp0(delivery->message->recipient, name) == 0)
				g_ptr_array_add(one, g_ptr_array_steal_index(deliveries, i));
			else
				i++;
		}
		send_to_endpoint(run, channel, name, one);
	}
}

/* For each endpoint the first row that waits for its next attempt: those after it wait too. */
static GHashTable *
find_holds(DeliverRun *run, GPtrArray *waiting)
{
	GHashTable *holds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	for (guint i = 0; i < waiting->len; i++) {
		const Delivery *delivery = g_ptr_array_index(waiting, i);
		gboolean waits = delivery->state == DELIVERY_DEFERRED ||
		                 (delivery->next_at != DELIVERY_NEVER &&
		                  deliver_repeats(run->config, delivery->message));
		if (waits && !delivery_is_edit(delivery) && !is_held(delivery, holds))
			g_hash_table_insert(holds, g_strdup(delivery->message->recipient),
			                    g_memdup2(&delivery->id, sizeof delivery->id));
	}
	return holds;
}

static void
deliver_mail(DeliverRun *run)
{
	GPtrArray *due;

	run->after = 0;
	while (!g_hash_table_contains(run->closed, "mail.via") &&
	       (due = next_due(run, CHANNEL_MAIL)) != NULL) {
		send_mail(run, due);
		g_ptr_array_unref(due);
	}
}

static gboolean
deliver_posts(DeliverRun *run, Channel channel, GError **error)
{
	g_autoptr(GPtrArray) waiting = outbox_waiting(run->state, channel, run->now, error);
	GPtrArray *due;
	if (waiting == NULL)
		return FALSE;

	run->holds = find_holds(run, waiting);
	run->after = 0;
	while ((due = next_due(run, channel)) != NULL) {
		send_by_endpoint(run, channel, due);
		g_ptr_array_unref(due);
	}
	g_clear_pointer(&run->holds, g_hash_table_unref);
	return TRUE;
}

static gboolean
deliver_channels(DeliverRun *run, GError **error)
{
	deliver_mail(run);
	for (guint channel = 0; channel < CHANNEL_COUNT && run->state_error == NULL; channel++)
		if (has_endpoints((Channel)channel) && !deliver_posts(run, (Channel)channel, error))
			return FALSE;
	return TRUE;
}

gboolean
deliver_due(State *state, const Config *config, gint64 now, DeliverySummary *summary,
            GError **error)
{
	DeliverRun run = { .state = state, .config = config, .now = now, .summary = summary };

	if (summary->problems == NULL)
		summary->problems = g_ptr_array_new_with_free_func(g_free);
	if (summary->notices == NULL)
		summary->notices = g_ptr_array_new_with_free_func(g_free);
	run.reported = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < summary->problems->len; i++)
		g_hash_table_add(run.reported, g_strdup(g_ptr_array_index(summary->problems, i)));
	run.closed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	run.waited = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	outbox_set_give_up(state, (gint64)config->give_up_days * 24 * 60 * 60);
	/* What a killed run had begun may have arrived. */
	gboolean done = outbox_recover(state, now, error) && deliver_channels(&run, error);
	g_hash_table_unref(run.reported);
	g_hash_table_unref(run.closed);
	g_hash_table_unref(run.waited);
	g_free(run.guard_key);
	g_free(run.guard_sum);
	if (run.state_error == NULL)
		return done;
	g_clear_error(error);
	g_propagate_error(error, run.state_error);
	return FALSE;
}
