/* deliver_run.c - what becomes of each delivery: in the outbox, and in the summary for people. */
#include "deliver_run.h"

#include "deliver/webhook_guard.h"
#include "state/disabled_webhooks.h"
#include "state/outbox.h"

#define TRIED_AGAIN "tried again later, or at once after `tidings outbox retry --state=deferred`"

void
deliver_tell(DeliverRun *run, char *sentence)
{
	if (g_hash_table_add(run->told, sentence))
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

gboolean
deliver_commit(DeliverRun *run)
{
	if (run->open && (run->state_error != NULL || !state_commit(run->state, &run->state_error)))
		state_rollback(run->state);
	run->open = FALSE;
	return run->state_error == NULL;
}

static gboolean
on_commit(gpointer data)
{
	return deliver_commit(data);
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
	deliver_tell(run, g_strdup_printf("%s: delivery %" G_GINT64_FORMAT
	                                  " to %s may have arrived: %s; %s",
	                                  run->route, delivery->id, delivery->message->recipient,
	                                  reply, words));
}

/* For the configuration, or for a person: that is no trouble of this run's, and told once. */
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
	deliver_tell(
	    run, g_strdup_printf("%s: %s; until then it is left alone, and what is for it waits",
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
		deliver_tell(run,
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
		deliver_tell(run, g_strdup_printf(
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
 * What the answer says of the webhook itself.  `seconds` becomes how long it rests, when it
 * does.
 */
static gboolean
note_hook(DeliverRun *run, const char *name, const Outcome *outcome, gint64 *seconds)
{
	DisabledWebhook off = { (char *)name, run->hook_sum, outcome->reply, run->now };

	if (outcome->kind == OUTCOME_HELD)
		return webhook_disable(run->state, &off, &run->state_error);
	if (outcome->rest) {
		*seconds =
		    webhook_guard_rest(&run->rest, run->hook_sum, outcome->retry_after, run->now);
		return hook_rest_put(run->state, name, &run->rest, &run->state_error);
	}
	/* Only Discord itself takes that back. */
	if (run->rest.until == 0 || outcome->kind == OUTCOME_TEMPORARY ||
	    outcome->kind == OUTCOME_UNKNOWN)
		return TRUE;
	run->rest = (HookRest){ 0 };
	return hook_rest_put(run->state, name, &run->rest, &run->state_error);
}

static void
on_settle(const Delivery *delivery, const Outcome *outcome, gpointer data)
{
	DeliverRun *run = data;
	DeliveryState became = DELIVERY_UNKNOWN;
	Outcome noted = *outcome;
	gboolean of_hook = delivery->message->channel == CHANNEL_DISCORD && run->hook_sum != NULL;

	if (!note(run) ||
	    (of_hook &&
	     !note_hook(run, delivery->message->recipient, outcome, &noted.retry_after)) ||
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

DeliveryJournal
deliver_journal(DeliverRun *run, GPtrArray *(*more)(gpointer data))
{
	return (DeliveryJournal){ .begin = on_begin,
		                  .settle = on_settle,
		                  .withdraw = on_withdraw,
		                  .commit = on_commit,
		                  .more = more,
		                  .data = run };
}
