/*
 * test_smtp_relay.c - what the parent makes of workers that die, hang and are stopped: with
 * processes that only play them.
 */
#include "base/stop.h"
#include "deliver/smtp_session.h"
#include "deliver/transport.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* What a worker does with the next message; after the last letter of its part it sends the rest. */
enum {
	SEND = 's',   /* hands it over, with success */
	REFUSE = 'r', /* has it refused, without leave */
	HAND = 'h',   /* hands it over, and says nothing of it */
	CRASH = 'c',  /* dies */
	END = 'e',    /* ends in order */
	HANG = 'x',   /* does nothing any more */
};

/* What the parent and its workers both see. */
static struct {
	guint started;    /* workers */
	gint64 committed; /* the highest delivery whose beginning is */
} * shared;

static const char *const *parts; /* of the workers, in their order */

static void
say(SmtpStep step, guint index, gboolean taken)
{
	SmtpRecord record = { .step = step, .index = index };

	record.replies = (SmtpReplies){ .mail = 250, .rcpt = 550 };
	if (taken)
		record.replies = (SmtpReplies){ .mail = 250,
			                        .rcpt = 250,
			                        .data = 250,
			                        .handed = TRUE,
			                        .finished = TRUE,
			                        .completed = TRUE };
	g_assert_cmpint(write(STDOUT_FILENO, &record, sizeof record), ==, sizeof record);
}

/* The beginning of a message must be committed before its leave is given. */
static void
wait_for_leave(guint index, const Delivery *delivery)
{
	struct pollfd leave = { .fd = STDIN_FILENO, .events = POLLIN };
	guint got = G_MAXUINT;

	say(STEP_ASK, index, FALSE);
	while (got != index) {
		g_assert_cmpint(poll(&leave, 1, 10000), ==, 1);
		g_assert_cmpint(read(STDIN_FILENO, &got, sizeof got), ==, sizeof got);
	}
	g_assert_cmpint(shared->committed, >=, delivery->id);
}

void
smtp_session_run(const SmtpServer *server G_GNUC_UNUSED, const GPtrArray *batch)
{
	const char *part = parts[shared->started++];

	if (*part != HANG)
		say(STEP_CONNECTED, 0, FALSE);
	for (guint i = 0; i < batch->len; i++) {
		char act = *part == '\0' ? SEND : *part++;
		if (act == END)
			_exit(0);
		if (act == CRASH)
			raise(SIGKILL);
		if (act == HANG)
			pause();
		if (act != REFUSE)
			wait_for_leave(i, g_ptr_array_index(batch, i));
		if (act != HAND)
			say(STEP_RESULT, i, act == SEND);
	}
	_exit(0);
}

/* What the outbox notes of each delivery, by its id from 1. */
typedef struct {
	GString *states; /* ' ' none, 'b' begun, then as it was settled */
	gint64 refuse_at;
	gint64 begun; /* the highest */
} Journal;

static gboolean
on_begin(const Delivery *delivery, gpointer data)
{
	Journal *journal = data;
	char *state = &journal->states->str[delivery->id - 1];

	if (delivery->id == journal->refuse_at)
		return FALSE;
	g_assert_cmpint(*state, ==, ' ');
	*state = 'b';
	journal->begun = MAX(journal->begun, delivery->id);
	return TRUE;
}

static void
on_settle(const Delivery *delivery, const Outcome *outcome, gpointer data)
{
	static const char letters[] = { [OUTCOME_SENT] = 's',
		                        [OUTCOME_TEMPORARY] = 't',
		                        [OUTCOME_PERMANENT] = 'p',
		                        [OUTCOME_UNKNOWN] = '?' };
	char *state = &((Journal *)data)->states->str[delivery->id - 1];

	g_assert_cmpint(*state, ==, 'b');
	*state = letters[outcome->kind];
}

static void
on_withdraw(const Delivery *delivery, gpointer data)
{
	char *state = &((Journal *)data)->states->str[delivery->id - 1];

	g_assert_cmpint(*state, ==, 'b');
	*state = ' ';
}

static gboolean
on_commit(gpointer data)
{
	shared->committed = ((Journal *)data)->begun;
	return TRUE;
}

/*
 * Plays `acts` for `count` messages over one connection, up to `ahead` of them begun before their
 * turn.  Returns what the outbox has noted of each, a letter each.
 */
static char *
run(const char *const *acts, guint count, guint ahead, gint64 refuse_at, gboolean *open)
{
	g_autoptr(GPtrArray) deliveries =
	    g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
	Journal noted = { .states = g_string_new(NULL), .refuse_at = refuse_at };
	DeliveryJournal journal = { .begin = on_begin,
		                    .settle = on_settle,
		                    .withdraw = on_withdraw,
		                    .commit = on_commit,
		                    .data = &noted };
	Route route = { .via = "smtp://relay:25",
		        .envelope_from = "notes@example.org",
		        .timeout = 1,
		        .connections = 1,
		        .ahead = ahead };

	for (guint i = 0; i < count; i++) {
		Delivery *delivery = delivery_new();
		delivery->id = i + 1;
		delivery->message = message_new();
		delivery->message->recipient = g_strdup("rd@example.org");
		delivery->message->body = g_bytes_new_static("A: 1\r\n\r\nx\r\n", 11);
		g_ptr_array_add(deliveries, delivery);
		g_string_append_c(noted.states, ' ');
	}
	parts = acts;
	shared->started = 0;
	shared->committed = 0;
	*open = transport_smtp.send(&route, deliveries, &journal);
	return g_string_free(noted.states, FALSE);
}

/* `wanted` is what becomes of messages that workers with the two parts have. */
static void
assert_run(const char *first, const char *second, const char *wanted)
{
	const char *const acts[] = { first, second };

	for (guint ahead = 0; ahead <= 16; ahead += 8) {
		gboolean open;
		g_autofree char *states = run(acts, (guint)strlen(wanted), ahead, 0, &open);
		g_assert_cmpstr(states, ==, wanted);
		g_assert_true(open);
		g_assert_cmpuint(shared->started, ==, 2);
	}
}

/*
 * What a worker has said before its end counts.  Only a message that had its leave is in doubt;
 * what was begun after it goes over another connection.
 */
static void
test_crash(void)
{
	assert_run("sssssc", "", "ssssstssssssssssssssssss");
	assert_run("ssshc", "", "sss?ssssssssssssssssssss");
}

/* The leave of a message that did not need it is not taken for that of the next. */
static void
test_unused_leave(void)
{
	assert_run("srrsc", "rs", "sppstpssssssssssssss");
}

static void
test_end_in_order(void)
{
	gboolean open;

	assert_run("ssse", "", "ssssssssss");
	/* Each connection uses up a message, and one is enough where nothing was answered. */
	g_autofree char *none = run((const char *const[]){ "e" }, 4, 16, 0, &open);
	g_assert_cmpstr(none, ==, "t   ");
	g_assert_false(open);
}

static void
test_hang(void)
{
	gboolean open;

	g_autofree char *states = run((const char *const[]){ "x" }, 4, 16, 0, &open);
	g_assert_cmpstr(states, ==, "t   ");
	g_assert_false(open);
}

static void
test_breaks(void)
{
	gboolean open;

	g_autofree char *states =
	    run((const char *const[]){ "sc", "sc", "sc", "" }, 10, 16, 0, &open);
	g_assert_cmpstr(states, ==, "ststst    ");
	g_assert_false(open);
}

/* When the journal refuses, nothing is handed over that is not noted. */
static void
test_refused(void)
{
	gboolean open;

	for (guint ahead = 0; ahead <= 16; ahead += 16) {
		g_autofree char *states = run((const char *const[]){ "" }, 10, ahead, 3, &open);
		g_assert_cmpuint(strspn(states, "s"), <=, 2);
		g_assert_null(strchr(states + 2, 's'));
		g_assert_false(open);
	}
}

/* When a stop was asked for, nothing more is started. */
static void
test_stop(void)
{
	gboolean open;

	stop_block_signals();
	g_assert_cmpint(raise(SIGTERM), ==, 0);
	g_autofree char *states = run(NULL, 10, 16, 0, &open);
	g_assert_cmpstr(states, ==, "          ");
	g_assert_cmpuint(shared->started, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	shared =
	    mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	g_assert_true(shared != MAP_FAILED);
	g_test_add_func("/smtp-relay/crash", test_crash);
	g_test_add_func("/smtp-relay/unused-leave", test_unused_leave);
	g_test_add_func("/smtp-relay/end-in-order", test_end_in_order);
	g_test_add_func("/smtp-relay/hang", test_hang);
	g_test_add_func("/smtp-relay/breaks", test_breaks);
	g_test_add_func("/smtp-relay/refused", test_refused);
	g_test_add_func("/smtp-relay/stop", test_stop);
	return g_test_run();
}
