/* deliver.c - the outbox worker: what is due, to whom it goes, and how it went. */
#include "deliver/deliver.h"

#include "base/stop.h"
#include "deliver/hook_guard.h"
#include "deliver/transport.h"
#include "render/mime.h"
#include "state/outbox.h"

enum {
	SLICES_A_MINUTE = 12,   /* of mail.rate */
	BATCH = 1600,           /* rows held in memory at once */
	BATCH_BYTES = 12 << 20, /* with as much of bodies, and the one that goes beyond */
	AHEAD = 16,             /* where what is in doubt is sent again; where a person has to judge it, each counts */
};

/* One call of deliver_due(). */
typedef struct {
	State *state;
	const Config *config;
	gint64 now;
	DeliverySummary *summary;
	GHashTable *told;    /* problems already in the summary */
	GHashTable *closed;  /* names of routes that are left alone for the rest of this run */
	const char *route;   /* the name of the one in use */
	char *hook_sum;      /* of its settings, when it is a webhook's; see hook_guard.h */
	double mail_pause;   /* seconds before the next mail, as mail.rate asks */
	gboolean open;       /* a transaction is */
	GError *state_error; /* the first; after it nothing more is begun */
} Run;

void
delivery_summary_clear(DeliverySummary *summary)
{
	g_clear_pointer(&summary->problems, g_ptr_array_unref);
}

/* Takes `sentence`; each is told once. */
static void
tell(Run *run, char *sentence)
{
	if (g_hash_table_add(run->told, sentence))
		g_ptr_array_add(run->summary->problems, g_strdup(sentence));
}

/* Everything between two commits is one transaction. */
static gboolean
note(Run *run)
{
	if (run->state_error == NULL && !run->open)
		run->open = state_begin(run->state, &run->state_error);
	return run->state_error == NULL;
}

static gboolean
on_begin(const Delivery *delivery, gpointer data)
{
	Run *run = data;

	return note(run) && outbox_sending(run->state, delivery->id, run->now, &run->state_error);
}

static gboolean
on_commit(gpointer data)
{
	Run *run = data;

	if (run->open && (run->state_error != NULL || !state_commit(run->state, &run->state_error)))
		state_rollback(run->state);
	run->open = FALSE;
	return run->state_error == NULL;
}

gboolean
deliver_repeats(const Config *config, const Message *message)
{
	if (message->channel == CHANNEL_MAIL)
		return config->mail.unknown == UNKNOWN_RETRY;
	const Webhook *webhook = config_webhook(config, message->recipient);
	return webhook != NULL && webhook->unknown == UNKNOWN_RETRY;
}

static void
count_unknown(Run *run, const Delivery *delivery, const char *reply)
{
	gboolean again = deliver_repeats(run->config, delivery->message);
	g_autofree char *words =
	    again
	        ? g_strdup("it is sent again later, as the same message")
	        : g_strdup_printf("say \"tidings outbox retry %" G_GINT64_FORMAT "\" or \"assume-sent\"", delivery->id);

	run->summary->unknown++;
	run->summary->again += again ? 1 : 0;
	tell(run, g_strdup_printf("%s: delivery %" G_GINT64_FORMAT " to %s may have arrived: %s; %s", run->route,
	                          delivery->id, delivery->message->recipient, reply, words));
}

static void
count(Run *run, const Delivery *delivery, const Outcome *outcome, DeliveryState became)
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
		tell(run, g_strdup_printf("%s: %s; tried again later", run->route, reply));
		break;
	case DELIVERY_QUEUED:
		summary->deferred++;
		tell(run, g_strdup_printf("%s: %s; until then it is left alone, and what is for it waits", run->route,
		                          reply));
		break;
	case DELIVERY_DROPPED: /* a person did it */
		break;
	case DELIVERY_FAILED:
		summary->failed++;
		tell(run, g_strdup_printf("%s: delivery %" G_GINT64_FORMAT " to %s failed: %s", run->route,
		                          delivery->id, recipient, reply));
		break;
	default:
		count_unknown(run, delivery, reply);
		break;
	}
}

static void
on_settle(const Delivery *delivery, const Outcome *outcome, gpointer data)
{
	Run *run = data;

	DeliveryState became = DELIVERY_UNKNOWN;

	if (!note(run) || !outbox_settle(run->state, delivery->id, outcome, run->now, &became, &run->state_error))
		return;
	count(run, delivery, outcome, became);
	HookOff off = { delivery->message->recipient, run->hook_sum, outcome->reply, run->now };
	if (outcome->kind == OUTCOME_HELD && run->hook_sum != NULL)
		(void)hook_switch_off(run->state, &off, &run->state_error);
}

static void
on_withdraw(const Delivery *delivery, gpointer data)
{
	Run *run = data;

	if (note(run))
		(void)outbox_withdraw(run->state, delivery, run->now, &run->state_error);
}

/* Closes the route for this run. */
static void
close_route(Run *run, const char *name)
{
	g_hash_table_add(run->closed, g_strdup(name));
}

/* What of a route is in the configuration. */
typedef struct {
	Channel channel;
	const Secret *via;
	const char *envelope_from; /* of mail */
	const Webhook *webhook;    /* of Discord */
} Way;

/* Whether nothing is to be asked of the webhook.  One that has new settings is switched on. */
static gboolean
is_switched_off(Run *run, const Webhook *webhook, const char *via)
{
	g_autoptr(HookOff) off = NULL;

	g_free(run->hook_sum);
	run->hook_sum = hook_guard_sum(webhook, via);
	if (!hook_find_off(run->state, webhook->name, &off, &run->state_error))
		return TRUE;
	if (off == NULL || hook_guard_is_off(off, run->hook_sum))
		return off != NULL;
	return !hook_switch_on(run->state, webhook->name, &run->state_error);
}

/* Sends what belongs to one route; trouble becomes a problem and closes it. */
static void
send_by(Run *run, const char *name, const Way *way, GPtrArray *deliveries)
{
	g_autoptr(GError) error = NULL;
	Ledger ledger = {
		.begin = on_begin, .settle = on_settle, .withdraw = on_withdraw, .commit = on_commit, .data = run
	};
	char *via = secret_fetch(way->via, &error);
	const Secret *oauth = way->channel == CHANNEL_MAIL ? run->config->mail.oauth : NULL;
	char *token = oauth == NULL || via == NULL ? NULL : secret_fetch(oauth, &error);
	const Transport *transport =
	    error != NULL ? NULL : transport_for(way->channel, via, run->config->mail.starttls, &error);

	run->route = name;
	if (transport == NULL) {
		tell(run, g_strdup_printf("%s: %s", name, error->message));
		close_route(run, name);
	} else if (way->webhook != NULL && is_switched_off(run, way->webhook, via)) {
		close_route(run, name);
	} else {
		const MailSettings *mail = &run->config->mail;
		Route route = { .name = name,
			        .via = via,
			        .envelope_from = way->envelope_from,
			        .webhook = way->webhook,
			        .token = token,
			        .ca_file = mail->ca_file,
			        .timeout = mail->timeout,
			        .connections = mail->connections,
			        .ahead = mail->unknown == UNKNOWN_RETRY ? AHEAD : 0 };
		if (!transport->send(&route, deliveries, &ledger) || !on_commit(run))
			close_route(run, name);
	}
	secret_wipe(token);
	secret_wipe(via);
}

/*
 * mail.rate: what a few seconds have room for, and then a pause as long as these messages are worth, whether they arrived or
 * not.
 */
static void
send_paced(Run *run, const char *envelope_from, GPtrArray *deliveries)
{
	Way way = { .channel = CHANNEL_MAIL, .via = run->config->mail.via, .envelope_from = envelope_from };
	guint rate = run->config->mail.rate;
	guint slice = rate == 0 ? deliveries->len : MAX(1, rate / SLICES_A_MINUTE);

	for (guint at = 0; at < deliveries->len; at += slice) {
		g_autoptr(GPtrArray) part = g_ptr_array_new();
		if (run->mail_pause > 0 && !stop_sleep(run->mail_pause))
			return;
		for (guint i = at; i < MIN(at + slice, deliveries->len); i++)
			g_ptr_array_add(part, g_ptr_array_index(deliveries, i));
		send_by(run, "mail.via", &way, part);
		run->mail_pause = rate == 0 ? 0 : part->len * 60.0 / rate;
		if (g_hash_table_contains(run->closed, "mail.via"))
			return;
	}
}

static void
send_mail(Run *run, GPtrArray *deliveries)
{
	g_autofree char *name = NULL, *address = NULL;
	g_autoptr(GError) error = NULL;

	if (!mime_mailbox(run->config->mail.from, &name, &address, &error)) {
		tell(run, g_strdup_printf("mail.from: %s", error->message));
		close_route(run, "mail.via");
		return;
	}
	send_paced(run, address, deliveries);
}

static void
send_posts(Run *run, const char *webhook_name, GPtrArray *deliveries)
{
	g_autofree char *name = g_strconcat("discord.", webhook_name, NULL);
	const Webhook *webhook = config_webhook(run->config, webhook_name);

	if (g_hash_table_contains(run->closed, name) || stop_asked())
		return;
	if (webhook == NULL) {
		tell(run, g_strdup_printf("%s: is in the outbox but no longer in the configuration; put it back, or "
		                          "drop its rows",
		                          name));
		close_route(run, name);
		return;
	}
	Way way = { .channel = CHANNEL_DISCORD, .via = webhook->via, .webhook = webhook };
	send_by(run, name, &way, deliveries);
}

/* By webhook, in the order of the outbox. */
static void
send_by_webhook(Run *run, GPtrArray *deliveries)
{
	while (deliveries->len > 0 && run->state_error == NULL) {
		g_autoptr(GPtrArray) one = g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
		const Delivery *first = g_ptr_array_index(deliveries, 0);
		g_autofree char *name = g_strdup(first->message->recipient);
		for (guint i = 0; i < deliveries->len;) {
			const Delivery *delivery = g_ptr_array_index(deliveries, i);
			if (g_strcmp0(delivery->message->recipient, name) == 0)
				g_ptr_array_add(one, g_ptr_array_steal_index(deliveries, i));
			else
				i++;
		}
		send_posts(run, name, one);
	}
}

static gboolean
is_held(const Delivery *delivery, GHashTable *holds)
{
	/* Edits have no order. */
	if (delivery_is_edit(delivery))
		return FALSE;
	const gint64 *first = g_hash_table_lookup(holds, delivery->message->recipient);

	return first != NULL && delivery->id > *first;
}

/* For each webhook the first row that waits for its next attempt: those behind it wait too. */
static GHashTable *
find_holds(Run *run, GPtrArray *waiting)
{
	GHashTable *holds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);

	for (guint i = 0; i < waiting->len; i++) {
		const Delivery *delivery = g_ptr_array_index(waiting, i);
		gboolean waits =
		    delivery->state == DELIVERY_DEFERRED ||
		    (delivery->next_at != DELIVERY_NEVER && deliver_repeats(run->config, delivery->message));
		if (waits && !delivery_is_edit(delivery) && !is_held(delivery, holds))
			g_hash_table_insert(holds, g_strdup(delivery->message->recipient),
			                    g_memdup2(&delivery->id, sizeof delivery->id));
	}
	return holds;
}

static gboolean
waits_for_person(const Run *run, const Delivery *delivery)
{
	return delivery->state == DELIVERY_UNKNOWN && !deliver_repeats(run->config, delivery->message);
}

/* Takes due rows of a channel batch by batch; FALSE when the state file refuses. */
static gboolean
deliver_channel(Run *run, Channel channel, GHashTable *holds, GError **error)
{
	gint64 after = 0;
	gboolean more = TRUE;

	while (more && run->state_error == NULL && !stop_asked()) {
		g_autoptr(GPtrArray) due = outbox_due(run->state, channel, run->now, after, BATCH, BATCH_BYTES, error);
		if (due == NULL)
			return FALSE;
		more = due->len > 0;
		if (more)
			after = ((const Delivery *)g_ptr_array_index(due, due->len - 1))->id;
		for (guint i = due->len; i > 0; i--)
			if (is_held(g_ptr_array_index(due, i - 1), holds) ||
			    waits_for_person(run, g_ptr_array_index(due, i - 1)))
				g_ptr_array_remove_index(due, i - 1);
		if (channel == CHANNEL_DISCORD)
			send_by_webhook(run, due);
		else if (due->len > 0)
			send_mail(run, due);
		more = more && !g_hash_table_contains(run->closed, "mail.via");
	}
	return TRUE;
}

static gboolean
deliver_channels(Run *run, GError **error)
{
	g_autoptr(GPtrArray) waiting = outbox_waiting(run->state, CHANNEL_DISCORD, run->now, error);
	if (waiting == NULL)
		return FALSE;

	g_autoptr(GHashTable) none = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) holds = find_holds(run, waiting);
	return deliver_channel(run, CHANNEL_MAIL, none, error) && deliver_channel(run, CHANNEL_DISCORD, holds, error);
}

gboolean
deliver_due(State *state, const Config *config, gint64 now, DeliverySummary *summary, GError **error)
{
	Run run = { .state = state, .config = config, .now = now, .summary = summary };

	if (summary->problems == NULL)
		summary->problems = g_ptr_array_new_with_free_func(g_free);
	run.told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < summary->problems->len; i++)
		g_hash_table_add(run.told, g_strdup(g_ptr_array_index(summary->problems, i)));
	run.closed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	outbox_set_give_up(state, (gint64)config->give_up_days * 24 * 60 * 60);
	/* What a killed run left in the air was begun, so only a person or a repeat can tell. */
	gboolean done = outbox_recover(state, now, error) && deliver_channels(&run, error);
	g_hash_table_unref(run.told);
	g_hash_table_unref(run.closed);
	g_free(run.hook_sum);
	if (run.state_error == NULL)
		return done;
	g_clear_error(error);
	g_propagate_error(error, run.state_error);
	return FALSE;
}
