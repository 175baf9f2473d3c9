/* test_posts.c - the outbox rows of posts, and webhooks that are switched off. */
#include "scratch.h"
#include "state/disabled_webhooks.h"
#include "state/outbox.h"
#include "state/posts.h"

#include <string.h>

#define NOW  G_GINT64_CONSTANT(1740000000)
#define DAYS (24 * 60 * 60)

static Message *
message_of(const char *key, const char *body)
{
	Message *message = message_new();

	message->key = g_strdup(key);
	message->first = strcmp(key, "p/1") == 0 ? NULL : g_strdup("p/1");
	message->job = g_strdup("news");
	message->kind = JOB_POST;
	message->channel = CHANNEL_DISCORD;
	message->recipient = g_strdup("community");
	message->subject = g_strdup(body);
	message->body = g_bytes_new(body, strlen(body));
	return message;
}

static gboolean
put(State *state, const char *key, const char *body)
{
	g_autoptr(Message) message = message_of(key, body);
	gboolean queued = FALSE;

	g_assert_true(post_put(state, message, NOW, &queued, NULL));
	return queued;
}

static gboolean
put_surplus(State *state, const char *key, const char *body)
{
	g_autoptr(Message) message = message_of(key, body);
	gboolean queued = FALSE;

	g_assert_true(post_put_surplus(state, message, NOW, &queued, NULL));
	return queued;
}

static void
settle(State *state, gint64 id, OutcomeKind kind, const char *remote_id)
{
	Outcome outcome = { .kind = kind, .remote_id = (char *)remote_id };

	g_assert_true(outbox_sending(state, id, NOW, NULL));
	g_assert_true(outbox_settle(state, id, &outcome, NOW, NULL, NULL));
}

static void
assert_row(State *state, gint64 id, DeliveryState expected, const char *body, const char *remote_id)
{
	g_autoptr(Delivery) row = outbox_get(state, id, NULL);

	g_assert_nonnull(row);
	g_assert_cmpstr(delivery_state_word(row->state), ==, delivery_state_word(expected));
	g_autoptr(GBytes) wanted = g_bytes_new(body, strlen(body));
	g_assert_true(g_bytes_equal(row->message->body, wanted));
	g_assert_cmpstr(row->remote_id, ==, remote_id);
}

/* One row a part: posted, edited when the body differs, and only then. */
static void
test_edit(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);

	g_assert_true(put(state, "p/1", "one"));
	g_assert_true(put(state, "p/1", "two"));
	assert_row(state, 1, DELIVERY_QUEUED, "two", NULL);
	settle(state, 1, OUTCOME_SENT, "1001");
	g_assert_false(put(state, "p/1", "two"));
	assert_row(state, 1, DELIVERY_SENT, "two", "1001");
	g_assert_true(put(state, "p/1", "three"));
	assert_row(state, 1, DELIVERY_QUEUED, "three", "1001");
	g_autoptr(Delivery) row = outbox_get(state, 1, NULL);
	g_assert_true(delivery_is_edit(row));
	g_assert_cmpuint(row->attempts, ==, 0);
	settle(state, 1, OUTCOME_PERMANENT, NULL);
	g_assert_false(put(state, "p/1", "three"));
	g_assert_true(put(state, "p/1", "four"));
	assert_row(state, 1, DELIVERY_QUEUED, "four", "1001");
}

/* What a person ended stays ended, until a person says otherwise; what nobody knows is left to a
 * person. */
static void
test_ended(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);

	put(state, "p/1", "one");
	settle(state, 1, OUTCOME_SENT, "1001");
	put(state, "p/1", "two");
	settle(state, 1, OUTCOME_GONE, NULL);
	assert_row(state, 1, DELIVERY_DROPPED, "two", NULL);
	g_assert_false(put(state, "p/1", "three"));
	assert_row(state, 1, DELIVERY_DROPPED, "two", NULL);
	g_assert_true(outbox_move(state, 1, DELIVERY_QUEUED, NOW, NULL));
	g_assert_true(put(state, "p/1", "four"));

	put(state, "q/1", "one");
	settle(state, 2, OUTCOME_UNKNOWN, NULL);
	g_assert_false(put(state, "q/1", "two"));
	assert_row(state, 2, DELIVERY_UNKNOWN, "two", NULL);
	g_assert_true(outbox_move(state, 2, DELIVERY_SENT, NOW, NULL));
	g_assert_false(put(state, "q/1", "three"));
	assert_row(state, 2, DELIVERY_SENT, "two", NULL);
}

/* A killed edit is repeated, a killed post is not; nor is a file that was being written for one. */
static void
test_killed(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);

	put(state, "a/1", "one");
	put(state, "b/1", "one");
	put(state, "c/1", "one");
	settle(state, 1, OUTCOME_SENT, "1001");
	settle(state, 2, OUTCOME_SENT, "000002-news.json");
	put(state, "a/1", "two");
	put(state, "b/1", "two");
	for (gint64 id = 1; id <= 3; id++)
		g_assert_true(outbox_sending(state, id, NOW, NULL));
	g_assert_true(outbox_recover(state, NOW, NULL));
	assert_row(state, 1, DELIVERY_QUEUED, "two", "1001");
	assert_row(state, 2, DELIVERY_UNKNOWN, "two", "000002-news.json");
	assert_row(state, 3, DELIVERY_UNKNOWN, "one", NULL);
}

/* Fewer parts: what was sent says so, what was not is forgotten, and can come back. */
static void
test_surplus(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	gboolean known = FALSE;

	put(state, "p/1", "one");
	put(state, "p/2", "two");
	put(state, "p/3", "three");
	settle(state, 2, OUTCOME_SENT, "1002");
	g_assert_true(put_surplus(state, "p/2", "nothing"));
	assert_row(state, 2, DELIVERY_QUEUED, "nothing", "1002");
	g_assert_false(put_surplus(state, "p/3", "nothing"));
	g_assert_true(post_is_known(state, "p/3", &known, NULL));
	g_assert_false(known);
	g_assert_true(put(state, "p/3", "again"));
	assert_row(state, 4, DELIVERY_QUEUED, "again", NULL);
	settle(state, 2, OUTCOME_SENT, "1002");
	g_assert_true(put(state, "p/2", "two"));
	assert_row(state, 2, DELIVERY_QUEUED, "two", "1002");
}

/* The id outlives the row. */
static void
test_pruned(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	Outcome sent = { .kind = OUTCOME_SENT,
		         .remote_id = (char *)"1001",
		         .thread = (char *)"2001" };

	put(state, "p/1", "one");
	g_assert_true(outbox_sending(state, 1, NOW, NULL));
	g_assert_true(outbox_settle(state, 1, &sent, NOW, NULL, NULL));
	put(state, "d/1", "one");
	g_assert_true(outbox_move(state, 2, DELIVERY_DROPPED, NOW, NULL));
	for (guint round = 0; round < 2; round++) {
		g_assert_true(outbox_prune(state, NOW + 90 * DAYS, NULL));
		g_autoptr(GPtrArray) rows = outbox_list(state, FALSE, NULL);
		g_assert_cmpuint(rows->len, ==, 0);
		g_assert_false(put(state, "p/1", round == 0 ? "one" : "two"));
		g_assert_false(put(state, "d/1", "two"));
		g_assert_true(put(state, "p/1", round == 0 ? "two" : "three"));
		gint64 id = 3 + round;
		g_autoptr(Delivery) row = outbox_get(state, id, NULL);
		g_assert_cmpstr(row->thread, ==, "2001");
		assert_row(state, id, DELIVERY_QUEUED, round == 0 ? "two" : "three", "1001");
		settle(state, id, OUTCOME_SENT, NULL);
	}
}

/* A later part finds the thread of its first one, and whether that one will ever have one. */
static void
test_thread(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	Outcome sent = { .kind = OUTCOME_SENT,
		         .remote_id = (char *)"1001",
		         .thread = (char *)"2001" };

	put(state, "p/1", "one");
	put(state, "p/2", "two");
	g_autoptr(Delivery) waiting = outbox_get(state, 2, NULL);
	g_assert_null(waiting->thread);
	g_assert_false(waiting->orphan);
	g_assert_true(outbox_sending(state, 1, NOW, NULL));
	g_assert_true(outbox_settle(state, 1, &sent, NOW, NULL, NULL));
	g_autoptr(Delivery) threaded = outbox_get(state, 2, NULL);
	g_assert_cmpstr(threaded->thread, ==, "2001");
	put(state, "p/1", "changed");
	settle(state, 1, OUTCOME_GONE, NULL);
	g_autoptr(Delivery) orphan = outbox_get(state, 2, NULL);
	g_assert_null(orphan->thread);
	g_assert_true(orphan->orphan);
}

/* Held, a row is as it was, and does not grow too old. */
static void
test_held(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	Outcome later = { .kind = OUTCOME_TEMPORARY, .retry_after = 60 };

	outbox_set_give_up(state, 3 * DAYS);
	put(state, "p/1", "one");
	g_assert_true(outbox_sending(state, 1, NOW, NULL));
	g_assert_true(outbox_settle(state, 1, &later, NOW, NULL, NULL));
	settle(state, 1, OUTCOME_HELD, NULL);
	assert_row(state, 1, DELIVERY_QUEUED, "one", NULL);
	g_assert_true(outbox_sending(state, 1, NOW + 100 * DAYS, NULL));
	g_assert_true(outbox_settle(state, 1, &later, NOW + 100 * DAYS, NULL, NULL));
	assert_row(state, 1, DELIVERY_DEFERRED, "one", NULL);
}

/* So does what waits for a person, who is asked for again when its time comes. */
static void
test_parked(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	Outcome parked = { .kind = OUTCOME_PARKED, .retry_after = DAYS };

	outbox_set_give_up(state, 3 * DAYS);
	put(state, "p/1", "one");
	for (gint64 day = 0; day < 20; day++) {
		g_autoptr(GPtrArray) before =
		    outbox_due(state, CHANNEL_DISCORD, NOW + day * DAYS - 1, 0, 9, 999, NULL);
		g_autoptr(GPtrArray) due =
		    outbox_due(state, CHANNEL_DISCORD, NOW + day * DAYS, 0, 9, 999, NULL);
		g_assert_cmpuint(before->len, ==, 0);
		g_assert_cmpuint(due->len, ==, 1);
		g_assert_true(outbox_sending(state, 1, NOW + day * DAYS, NULL));
		g_assert_true(outbox_settle(state, 1, &parked, NOW + day * DAYS, NULL, NULL));
		assert_row(state, 1, DELIVERY_QUEUED, "one", NULL);
	}
}

static void
test_rest(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	HookRest rest = { NOW, NOW + DAYS, 3, "0123abcd" }, found = { 0 };

	g_assert_true(hook_rest_get(state, "community", &found, NULL));
	g_assert_cmpint(found.until, ==, 0);
	g_assert_true(hook_rest_put(state, "community", &rest, NULL));
	g_assert_true(hook_rest_get(state, "community", &found, NULL));
	g_assert_cmpint(found.since, ==, NOW);
	g_assert_cmpint(found.until, ==, NOW + DAYS);
	g_assert_cmpuint(found.times, ==, 3);
	g_assert_cmpstr(found.sum, ==, "0123abcd");
	rest.until = 0;
	g_assert_true(hook_rest_put(state, "community", &rest, NULL));
	g_assert_true(hook_rest_get(state, "community", &found, NULL));
	g_assert_cmpuint(found.times, ==, 0);
}

static void
test_hooks(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	DisabledWebhook off = { (char *)"community", (char *)"sum", (char *)"404 Unknown Webhook",
		                NOW };
	g_autoptr(DisabledWebhook) none = NULL;
	g_autoptr(DisabledWebhook) found = NULL;

	g_assert_true(webhook_find_disabled(state, "community", &none, NULL));
	g_assert_null(none);
	g_assert_true(webhook_disable(state, &off, NULL));
	g_assert_true(webhook_find_disabled(state, "community", &found, NULL));
	g_assert_cmpstr(found->why, ==, off.why);
	g_assert_cmpint(found->since, ==, NOW);
	g_autoptr(GPtrArray) all = disabled_webhooks(state, NULL);
	g_assert_cmpuint(all->len, ==, 1);
	g_assert_true(webhook_enable(state, "community", NULL));
	g_autoptr(GPtrArray) left = disabled_webhooks(state, NULL);
	g_assert_cmpuint(left->len, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/posts/edit", test_edit);
	g_test_add_func("/posts/ended", test_ended);
	g_test_add_func("/posts/killed", test_killed);
	g_test_add_func("/posts/surplus", test_surplus);
	g_test_add_func("/posts/pruned", test_pruned);
	g_test_add_func("/posts/thread", test_thread);
	g_test_add_func("/posts/held", test_held);
	g_test_add_func("/posts/parked", test_parked);
	g_test_add_func("/posts/rest", test_rest);
	g_test_add_func("/posts/hooks", test_hooks);
	return g_test_run();
}
