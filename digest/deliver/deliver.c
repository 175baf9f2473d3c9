/* deliver.c - the outbox worker: what is due, in which order, and by which way it goes. */
#include "base/stop.h"
#include "deliver/webhook_guard.h"
#include "deliver_run.h"
#include "render/mail_header.h"
#include "state/outbox.h"

enum {
	SLICES_A_MINUTE = 12,  /* of mail.rate */
	BATCH = 400,           /* rows that are read at once */
	BATCH_BYTES = 2 << 20, /* with as much of bodies, and the one that goes beyond */
	AHEAD = 16, /* where what is in doubt is sent again; where a person has to judge it, each
	               counts */
};

void
delivery_summary_clear(DeliverySummary *summary)
{
	g_clear_pointer(&summary->problems, g_ptr_array_unref);
	g_clear_pointer(&summary->notices, g_ptr_array_unref);
}

/* Closes the route for this run. */
static void
close_route(DeliverRun *run, const char *name)
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
is_switched_off(DeliverRun *run, const Webhook *webhook, const char *via)
{
	g_autoptr(DisabledWebhook) off = NULL;

	g_free(run->hook_sum);
	run->hook_sum = webhook_guard_sum(webhook, via);
	if (!webhook_find_disabled(run->state, webhook->name, &off, &run->state_error))
		return TRUE;
	if (webhook_guard_is_disabled(off, run->hook_sum))
		return TRUE;
	return off != NULL && !webhook_enable(run->state, webhook->name, &run->state_error);
}

/*
 * Whether something before Discord has turned us away so lately that nothing is to be asked of
 * the webhook.
 */
static gboolean
is_resting(DeliverRun *run, const Webhook *webhook)
{
	return !hook_rest_get(run->state, webhook->name, &run->rest, &run->state_error) ||
	       webhook_guard_rests(&run->rest, run->hook_sum, run->now);
}

/* How long the run has waited for the limits of the route. */
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
	if (delivery->message->channel == CHANNEL_MAIL || delivery_is_edit(delivery))
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

/* Takes out what is not to be sent now. */
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
	while (run->state_error == NULL && !stop_asked()) {
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

/* Sends what belongs to one route; trouble becomes a problem and closes it. */
static void
send_by(DeliverRun *run, const char *name, const Way *way, GPtrArray *deliveries)
{
	g_autoptr(GError) error = NULL;
	gboolean unpaced = way->channel == CHANNEL_MAIL && run->config->mail.rate == 0;
	DeliveryJournal journal = deliver_journal(run, unpaced ? on_more : NULL);
	char *via = secret_fetch(way->via, &error);
	const Secret *oauth = way->channel == CHANNEL_MAIL ? run->config->mail.oauth : NULL;
	char *token = oauth == NULL || via == NULL ? NULL : secret_fetch(oauth, &error);
	const Transport *transport =
	    error != NULL ? NULL
	                  : transport_for(way->channel, via, run->config->mail.starttls, &error);

	run->route = name;
	if (transport == NULL) {
		deliver_tell(run, g_strdup_printf("%s: %s", name, error->message));
		close_route(run, name);
	} else if (way->webhook != NULL &&
	           (is_switched_off(run, way->webhook, via) || is_resting(run, way->webhook))) {
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
			        .ahead = mail->unknown == UNKNOWN_RETRY ? AHEAD : 0,
			        .wait = stop_sleep,
			        .waited = waited_for(run, name) };
		if (!transport->send(&route, deliveries, &journal) || !deliver_commit(run))
			close_route(run, name);
	}
	secret_wipe(token);
	secret_wipe(via);
}

/*
 * mail.rate: what a few seconds have room for, and then a pause as long as these messages are
 * worth, whether they arrived or not.
 */
static void
send_paced(DeliverRun *run, const Way *way, GPtrArray *deliveries)
{
	guint rate = run->config->mail.rate;
	guint slice = MAX(1, rate / SLICES_A_MINUTE);

	while (deliveries->len > 0 && !g_hash_table_contains(run->closed, "mail.via")) {
		g_autoptr(GPtrArray) part =
		    g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
		if (run->mail_pause > 0 && !stop_sleep(run->mail_pause))
			return;
		while (part->len < slice && deliveries->len > 0)
			g_ptr_array_add(part, g_ptr_array_steal_index(deliveries, 0));
		run->mail_pause = part->len * 60.0 / rate;
		send_by(run, "mail.via", way, part);
	}
}

static void
send_mail(DeliverRun *run, GPtrArray *deliveries)
{
	g_autofree char *name = NULL, *address = NULL;
	g_autoptr(GError) error = NULL;

	if (!mailbox_parse(run->config->mail.from, &name, &address, &error)) {
		deliver_tell(run, g_strdup_printf("mail.from: %s", error->message));
		close_route(run, "mail.via");
		return;
	}
	Way way = { .channel = CHANNEL_MAIL,
		    .via = run->config->mail.via,
		    .envelope_from = address };
	if (run->config->mail.rate == 0)
		send_by(run, "mail.via", &way, deliveries);
	else
		send_paced(run, &way, deliveries);
}

static void
send_posts(DeliverRun *run, const char *webhook_name, GPtrArray *deliveries)
{
	g_autofree char *name = g_strconcat("discord.", webhook_name, NULL);
	const Webhook *webhook = config_webhook(run->config, webhook_name);

	if (g_hash_table_contains(run->closed, name) || stop_asked())
		return;
	if (webhook == NULL) {
		deliver_tell(
		    run,
		    g_strdup_printf(
		        "%s: is in the outbox but no longer in the configuration; put it back, or "
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
send_by_webhook(DeliverRun *run, GPtrArray *deliveries)
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
		send_posts(run, name, one);
	}
}

/* For each webhook the first row that waits for its next attempt: those behind it wait too. */
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

static void
deliver_posts(DeliverRun *run)
{
	GPtrArray *due;

	run->after = 0;
	while ((due = next_due(run, CHANNEL_DISCORD)) != NULL) {
		send_by_webhook(run, due);
		g_ptr_array_unref(due);
	}
}

static gboolean
deliver_channels(DeliverRun *run, GError **error)
{
	g_autoptr(GPtrArray) waiting = outbox_waiting(run->state, CHANNEL_DISCORD, run->now, error);
	if (waiting == NULL)
		return FALSE;

	run->holds = find_holds(run, waiting);
	deliver_mail(run);
	deliver_posts(run);
	g_hash_table_unref(run->holds);
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
	run.told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < summary->problems->len; i++)
		g_hash_table_add(run.told, g_strdup(g_ptr_array_index(summary->problems, i)));
	run.closed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	run.waited = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	outbox_set_give_up(state, (gint64)config->give_up_days * 24 * 60 * 60);
	/* What a killed run left in the air was begun, so only a person or a repeat can tell. */
	gboolean done = outbox_recover(state, now, error) && deliver_channels(&run, error);
	g_hash_table_unref(run.told);
	g_hash_table_unref(run.closed);
	g_hash_table_unref(run.waited);
	g_free(run.hook_sum);
	if (run.state_error == NULL)
		return done;
	g_clear_error(error);
	g_propagate_error(error, run.state_error);
	return FALSE;
}
