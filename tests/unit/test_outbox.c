/* test_outbox.c - what was queued, what became of it, and that nothing is queued twice. */
#include "base/error.h"
#include "scratch.h"
#include "state/outbox.h"

enum {
	NOW = 1700000000,
	DAYS = 24 * 60 * 60
};

static gboolean
queue(State *state, const char *key, const char *recipient, const char *body, gint64 now)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) bytes = g_bytes_new(body, strlen(body));
	Message message = { .key = (char *)key,
		            .job = (char *)"weekly",
		            .kind = JOB_REMINDER,
		            .channel = CHANNEL_MAIL,
		            .recipient = (char *)recipient,
		            .subject = (char *)"Subject ăț",
		            .body = bytes };
	gboolean queued = FALSE;

	outbox_put(state, &message, now, &queued, &error);
	g_assert_no_error(error);
	return queued;
}

static GPtrArray *
due(State *state, Channel channel, gint64 now, gint64 after, guint limit)
{
	g_autoptr(GError) error = NULL;
	GPtrArray *rows = outbox_due(state, channel, now, after, limit, G_MAXSIZE, &error);

	g_assert_no_error(error);
	return rows;
}

static void
send(State *state, gint64 id, gint64 now)
{
	g_autoptr(GError) error = NULL;

	outbox_sending(state, id, now, &error);
	g_assert_no_error(error);
}

static void
settle(State *state, gint64 id, OutcomeKind kind, gint64 retry_after, gint64 now)
{
	g_autoptr(GError) error = NULL;
	Outcome outcome = { .kind = kind,
		            .reply = (char *)"250 2.0.0 ok",
		            .remote_id = (char *)"remote",
		            .retry_after = retry_after };

	outbox_settle(state, id, &outcome, now, NULL, &error);
	g_assert_no_error(error);
}

static Delivery *
get(State *state, gint64 id)
{
	g_autoptr(GError) error = NULL;
	Delivery *row = outbox_get(state, id, &error);

	g_assert_no_error(error);
	return row;
}

static void
assert_state(State *state, gint64 id, DeliveryState expected)
{
	g_autoptr(Delivery) row = get(state, id);

	g_assert_cmpstr(delivery_state_word(row->state), ==, delivery_state_word(expected));
}

static void
test_round_trip(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);

	g_assert_true(queue(state, "k1", "a@example.org", "body one", NOW));
	g_assert_false(queue(state, "k1", "a@example.org", "another body", NOW + 1));
	g_assert_true(queue(state, "k2", "b@example.org", "body one", NOW));
	g_autoptr(GPtrArray) rows = due(state, CHANNEL_MAIL, NOW, 0, 10);
	g_assert_cmpuint(rows->len, ==, 2);
	const Delivery *row = g_ptr_array_index(rows, 0);
	g_assert_cmpstr(row->message->key, ==, "k1");
	g_assert_cmpstr(row->message->job, ==, "weekly");
	g_assert_cmpint(row->message->kind, ==, JOB_REMINDER);
	g_assert_cmpint(row->message->channel, ==, CHANNEL_MAIL);
	g_assert_cmpstr(row->message->recipient, ==, "a@example.org");
	g_assert_cmpstr(row->message->subject, ==, "Subject ăț");
	g_autoptr(GBytes) body = g_bytes_new_static("body one", 8);
	g_assert_true(g_bytes_equal(row->message->body, body));
	g_assert_cmpint(row->created_at, ==, NOW);
	g_assert_cmpint(row->attempts, ==, 0);
	g_autoptr(GPtrArray) other = due(state, CHANNEL_DISCORD, NOW, 0, 10);
	g_assert_cmpuint(other->len, ==, 0);
	g_autoptr(GPtrArray) earlier = due(state, CHANNEL_MAIL, NOW - 1, 0, 10);
	g_assert_cmpuint(earlier->len, ==, 0);
}

static void
test_paging(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	gint64 after = 0;
	guint seen = 0;

	for (int i = 0; i < 25; i++) {
		g_autofree char *key = g_strdup_printf("k%d", i);
		g_assert_true(queue(state, key, "a@example.org", key, NOW));
	}
	for (;;) {
		g_autoptr(GPtrArray) rows = due(state, CHANNEL_MAIL, NOW, after, 10);
		if (rows->len == 0)
			break;
		for (guint i = 0; i < rows->len; i++) {
			const Delivery *row = g_ptr_array_index(rows, i);
			g_assert_cmpint(row->id, >, after);
			after = row->id;
			seen++;
		}
	}
	g_assert_cmpuint(seen, ==, 25);
}

static void
test_bounded_by_bytes(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);

	queue(state, "k1", "a@example.org", "four", NOW);
	queue(state, "k2", "a@example.org", "fives", NOW);
	queue(state, "k3", "a@example.org", "six...", NOW);
	for (gsize bytes = 1; bytes <= 15; bytes++) {
		g_autoptr(GPtrArray) rows =
		    outbox_due(state, CHANNEL_MAIL, NOW, 0, 10, bytes, NULL);
		g_assert_cmpuint(rows->len, ==, bytes <= 4 ? 1 : bytes <= 9 ? 2 : 3);
	}
}

/* Whatever it was: queued, deferred or unknown, with the same next attempt. */
static void
test_withdraw(void)
{
	static const OutcomeKind before[] = { OUTCOME_SENT, OUTCOME_TEMPORARY, OUTCOME_UNKNOWN };
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);

	for (guint i = 0; i < G_N_ELEMENTS(before); i++) {
		gint64 id = i + 1;
		g_autofree char *key = g_strdup_printf("k%u", i);
		queue(state, key, "a@example.org", "body", NOW);
		if (before[i] != OUTCOME_SENT) {
			send(state, id, NOW);
			settle(state, id, before[i], 0, NOW);
		}
		g_autoptr(Delivery) was = get(state, id);
		send(state, id, NOW + DAYS);
		g_assert_true(outbox_withdraw(state, was, NOW + DAYS, NULL));
		g_autoptr(Delivery) is = get(state, id);
		g_assert_cmpint(is->state, ==, was->state);
		g_assert_cmpint(is->next_at, ==, was->next_at);
		g_assert_cmpuint(is->attempts, ==, was->attempts);
		g_assert_cmpuint(is->doubts, ==, was->doubts);
		g_assert_cmpstr(is->reply, ==, was->reply);
	}
}

static void
test_withdraw_settled(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	g_autoptr(GError) error = NULL;

	queue(state, "k1", "a@example.org", "body", NOW);
	g_autoptr(Delivery) row = get(state, 1);
	send(state, 1, NOW);
	settle(state, 1, OUTCOME_SENT, 0, NOW);
	g_assert_false(outbox_withdraw(state, row, NOW, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_SOFTWARE);
	assert_state(state, 1, DELIVERY_SENT);
}

static void
test_put_is_undone_with_its_transaction(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);

	g_assert_true(state_begin(state, NULL));
	g_assert_true(queue(state, "k1", "a@example.org", "body", NOW));
	state_rollback(state);
	/* The key went too: it can be queued again. */
	g_assert_true(queue(state, "k1", "a@example.org", "body", NOW));
}

static void
test_sent(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);

	queue(state, "k1", "a@example.org", "body", NOW);
	send(state, 1, NOW + 1);
	g_autoptr(GPtrArray) rows = due(state, CHANNEL_MAIL, NOW + 2, 0, 10);
	g_assert_cmpuint(rows->len, ==, 0);
	settle(state, 1, OUTCOME_SENT, 0, NOW + 2);
	g_autoptr(Delivery) row = get(state, 1);
	g_assert_cmpint(row->state, ==, DELIVERY_SENT);
	g_assert_cmpint(row->attempts, ==, 1);
	g_assert_cmpint(row->updated_at, ==, NOW + 2);
	g_assert_cmpstr(row->reply, ==, "250 2.0.0 ok");
	g_assert_cmpstr(row->remote_id, ==, "remote");
}

static void
test_back_off(void)
{
	for (gint64 id = 1; id < 200; id++) {
		gint64 wait = 300;
		for (guint attempt = 1; attempt < 40; attempt++) {
			gint64 got = delivery_back_off(attempt, id);
			g_assert_cmpint(got, >=, wait);
			g_assert_cmpint(got, <=, wait + wait / 10);
			wait = MIN(wait * 2, 4 * 60 * 60);
		}
	}
	/* Rows that failed together do not come back together. */
	g_autoptr(GHashTable) waits = g_hash_table_new(g_direct_hash, g_direct_equal);
	for (gint64 id = 1; id <= 100; id++)
		g_hash_table_add(waits, GINT_TO_POINTER((int)delivery_back_off(10, id)));
	g_assert_cmpuint(g_hash_table_size(waits), >, 50);
}

static void
test_deferred_until_given_up(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	gint64 now = NOW + 10 * DAYS; /* long after it was queued: only deferring counts */
	gint64 first = now;
	guint attempts = 0;

	queue(state, "k1", "a@example.org", "body", NOW);
	for (;;) {
		send(state, 1, now);
		settle(state, 1, OUTCOME_TEMPORARY, 0, now);
		attempts++;
		g_autoptr(Delivery) row = get(state, 1);
		if (row->state == DELIVERY_FAILED)
			break;
		g_assert_cmpint(row->state, ==, DELIVERY_DEFERRED);
		g_assert_cmpint(row->next_at, ==, now + delivery_back_off(attempts, 1));
		g_autoptr(GPtrArray) early = due(state, CHANNEL_MAIL, row->next_at - 1, 0, 1);
		g_assert_cmpuint(early->len, ==, 0);
		g_autoptr(GPtrArray) rows = due(state, CHANNEL_MAIL, row->next_at, 0, 1);
		g_assert_cmpuint(rows->len, ==, 1);
		now = row->next_at;
		g_assert_cmpuint(attempts, <, 100);
	}
	g_assert_cmpint(now - first, >=, 3 * DAYS);
	g_assert_cmpint(now - first, <, 3 * DAYS + 5 * 60 * 60);

	/* A person's retry gives it three days again. */
	g_assert_true(outbox_move(state, 1, DELIVERY_QUEUED, now, NULL));
	send(state, 1, now);
	settle(state, 1, OUTCOME_TEMPORARY, 77, now);
	g_autoptr(Delivery) row = get(state, 1);
	g_assert_cmpint(row->state, ==, DELIVERY_DEFERRED);
	g_assert_cmpint(row->next_at, ==, now + 77);
}

static void
test_recover(void)
{
	g_auto(Scratch) scratch = scratch_new();
	State *state = scratch_open(&scratch, STATE_WRITE);

	queue(state, "k1", "a@example.org", "body", NOW);
	queue(state, "k2", "b@example.org", "body", NOW);
	send(state, 1, NOW);
	state_close(state);
	state = scratch_open(&scratch, STATE_WRITE);
	g_assert_true(outbox_recover(state, NOW + 5, NULL));
	assert_state(state, 1, DELIVERY_UNKNOWN);
	assert_state(state, 2, DELIVERY_QUEUED);
	state_close(state);
}

static void
test_forbidden(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	g_autoptr(GError) error = NULL;
	Outcome outcome = { .kind = OUTCOME_SENT };

	queue(state, "k1", "a@example.org", "body", NOW);
	g_assert_false(outbox_move(state, 1, DELIVERY_SENT, NOW, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA);
	g_clear_error(&error);
	g_assert_false(outbox_settle(state, 1, &outcome, NOW, NULL, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_SOFTWARE);
	g_clear_error(&error);
	assert_state(state, 1, DELIVERY_QUEUED);
	send(state, 1, NOW);
	g_assert_false(outbox_sending(state, 1, NOW, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_SOFTWARE);
	g_clear_error(&error);
	g_assert_null(outbox_get(state, 99, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA);
	g_clear_error(&error);
	g_assert_false(outbox_move(state, 99, DELIVERY_QUEUED, NOW, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA);
}

static void
test_people(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	guint counts[DELIVERY_DROPPED + 1];

	for (int i = 0; i < 4; i++) {
		g_autofree char *key = g_strdup_printf("k%d", i);
		queue(state, key, "a@example.org", "body", NOW);
	}
	send(state, 1, NOW);
	settle(state, 1, OUTCOME_SENT, 0, NOW);
	send(state, 2, NOW);
	settle(state, 2, OUTCOME_UNKNOWN, 0, NOW);
	g_assert_true(outbox_move(state, 2, DELIVERY_SENT, NOW, NULL));
	send(state, 3, NOW);
	settle(state, 3, OUTCOME_PERMANENT, 0, NOW);
	g_autoptr(GPtrArray) open = outbox_list(state, TRUE, NULL);
	g_assert_cmpuint(open->len, ==, 2);
	const Delivery *newest = g_ptr_array_index(open, 0);
	g_assert_cmpint(newest->id, ==, 4);
	g_assert_null(newest->message->body);
	g_autoptr(GPtrArray) all = outbox_list(state, FALSE, NULL);
	g_assert_cmpuint(all->len, ==, 4);
	g_assert_true(outbox_move(state, 4, DELIVERY_DROPPED, NOW, NULL));
	g_assert_true(outbox_count(state, counts, NULL));
	g_assert_cmpuint(counts[DELIVERY_SENT], ==, 2);
	g_assert_cmpuint(counts[DELIVERY_FAILED], ==, 1);
	g_assert_cmpuint(counts[DELIVERY_DROPPED], ==, 1);
	g_assert_cmpuint(counts[DELIVERY_QUEUED], ==, 0);
}

static void
test_prune(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	g_autoptr(GError) error = NULL;

	queue(state, "k1", "a@example.org", "shared", NOW);
	queue(state, "k2", "b@example.org", "shared", NOW);
	send(state, 1, NOW);
	settle(state, 1, OUTCOME_SENT, 0, NOW);
	g_assert_true(outbox_prune(state, NOW, NULL));
	assert_state(state, 1, DELIVERY_SENT);
	g_assert_true(outbox_prune(state, NOW + 1, NULL));
	g_assert_null(outbox_get(state, 1, &error));
	g_autoptr(Delivery) other = get(state, 2); /* its body is shared and stays */
	g_assert_cmpuint(g_bytes_get_size(other->message->body), ==, 6);
	g_assert_false(queue(state, "k1", "a@example.org", "shared", NOW));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/outbox/round-trip", test_round_trip);
	g_test_add_func("/outbox/paging", test_paging);
	g_test_add_func("/outbox/bounded-by-bytes", test_bounded_by_bytes);
	g_test_add_func("/outbox/withdraw", test_withdraw);
	g_test_add_func("/outbox/withdraw-settled", test_withdraw_settled);
	g_test_add_func("/outbox/put-is-undone-with-its-transaction",
	                test_put_is_undone_with_its_transaction);
	g_test_add_func("/outbox/sent", test_sent);
	g_test_add_func("/outbox/back-off", test_back_off);
	g_test_add_func("/outbox/deferred-until-given-up", test_deferred_until_given_up);
	g_test_add_func("/outbox/recover", test_recover);
	g_test_add_func("/outbox/forbidden", test_forbidden);
	g_test_add_func("/outbox/people", test_people);
	g_test_add_func("/outbox/prune", test_prune);
	return g_test_run();
}
