/* test_smtp_pool.c - what the pool makes of workers that die, hang and are stopped: with ones that
 * only play it. */
#include "base/stop.h"
#include "deliver/smtp_pool.h"

#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	LARGE = 1 << 20, /* bytes of a body */
	BATCH = 4,       /* so many of which are one */
	BATCHES = 5,
};

/* What a worker does with a batch. */
typedef struct {
	guint left;      /* messages of it that are not through when the worker is first heard */
	guint late;      /* of these, how many are when it is stopped */
	gboolean handed; /* then it is on the next one */
	gboolean stays;  /* asks for leave, does not hear the answer and says nothing more; else its
	                    end is seen */
	gboolean rests;  /* says that its session has ended well */
	gboolean dies;   /* at rest */
} Act;

static struct {
	const Act *acts;
	guint next;    /* act */
	guint started; /* workers */
	int far_end;   /* of the last one's socket; -1: closed */
	SmtpShare share;
	guint index; /* of the message that is told next */
	gboolean at_rest;
} play;

static void
say(SmtpStep step, gboolean clean)
{
	SmtpRecord record = { .step = step, .index = play.index, .clean = clean };

	record.replies = (SmtpReplies){ .mail = 250,
		                        .rcpt = 250,
		                        .data = 250,
		                        .handed = TRUE,
		                        .finished = TRUE,
		                        .completed = TRUE };
	g_assert_cmpint(send(play.far_end, &record, sizeof record, MSG_NOSIGNAL), ==,
	                sizeof record);
}

static void
tell(guint count)
{
	for (; count > 0; count--, play.index++) {
		g_atomic_int_set(&play.share.handed, (gint)play.index + 1);
		say(STEP_RESULT, FALSE);
	}
}

static void
close_far_end(void)
{
	if (play.far_end >= 0)
		close(play.far_end);
	play.far_end = -1;
	play.at_rest = FALSE;
}

gboolean
smtp_worker_start(SmtpWorker *worker, const SmtpServer *server G_GNUC_UNUSED,
                  GError **error G_GNUC_UNUSED)
{
	int pair[2];

	g_assert_cmpint(worker->pid, ==, 0);
	g_assert_cmpint(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), ==, 0);
	worker->pid = getpid();
	worker->socket = pair[0];
	worker->share = &play.share;
	play.far_end = pair[1];
	play.started++;
	return TRUE;
}

gboolean
smtp_worker_give(SmtpWorker *worker, const GPtrArray *batch, GError **error G_GNUC_UNUSED)
{
	const Act *act = &play.acts[play.next++];

	g_assert_cmpint(worker->pid, !=, 0);
	play.share = (SmtpShare){ 0 };
	play.index = 0;
	say(STEP_CONNECTED, FALSE);
	tell(batch->len - act->left);
	if (act->stays)
		say(STEP_LEAVE, FALSE);
	play.at_rest = act->rests;
	if (act->rests)
		say(STEP_END, TRUE);
	else if (!act->stays)
		close_far_end();
	return TRUE;
}

gboolean
smtp_worker_is_at_rest(const SmtpWorker *worker)
{
	return worker->pid != 0 && play.at_rest && !play.acts[play.next - 1].dies;
}

void
smtp_worker_stop(SmtpWorker *worker)
{
	const Act *act = &play.acts[play.next - 1];

	g_assert_cmpint(worker->pid, !=, 0);
	if (play.far_end < 0)
		return;
	tell(act->late);
	if (act->handed)
		g_atomic_int_set(&play.share.handed, (gint)play.index + 1);
	close_far_end();
}

void
smtp_worker_end(SmtpWorker *worker)
{
	if (worker->pid == 0)
		return;
	close_far_end();
	close(worker->socket);
	worker->pid = 0;
}

void
smtp_worker_clear(SmtpWorker *worker G_GNUC_UNUSED)
{
}

static gboolean
on_begin(const Delivery *delivery G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
	return TRUE;
}

static void
on_settle(const Delivery *delivery, const Outcome *outcome, gpointer data)
{
	static const char letters[] = {
		[OUTCOME_SENT] = 's', [OUTCOME_TEMPORARY] = 't', [OUTCOME_UNKNOWN] = '?'
	};
	GString *settled = data;

	g_string_append_c(settled, letters[outcome->kind]);
	g_assert_cmpint(delivery->id, ==, (gint64)settled->len);
}

static void
on_withdraw(const Delivery *delivery G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
}

static gboolean
on_commit(gpointer data G_GNUC_UNUSED)
{
	return TRUE;
}

/* Plays `acts` for `count` messages of `size` bytes over one connection; what became of each, a
 * letter each. */
static char *
run(const Act *acts, guint count, gsize size, gboolean *open)
{
	SmtpServer server = { .host_port = (char *)"relay:25",
		              .envelope_from = "notes@example.org" };
	g_autoptr(GPtrArray) deliveries =
	    g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
	g_autofree char *body = g_strnfill(size, 'x');
	GString *settled = g_string_new(NULL);
	DeliveryJournal journal = { .begin = on_begin,
		                    .settle = on_settle,
		                    .withdraw = on_withdraw,
		                    .commit = on_commit,
		                    .data = settled };

	memcpy(body, "A: 1\r\n\r\n", 8);
	for (guint i = 0; i < count; i++) {
		Delivery *delivery = delivery_new();
		delivery->id = i + 1;
		delivery->message = message_new();
		delivery->message->recipient = g_strdup("rd@example.org");
		delivery->message->body = g_bytes_new(body, size);
		g_ptr_array_add(deliveries, delivery);
	}
	play.acts = acts;
	play.next = play.started = 0;
	play.far_end = -1;
	*open = smtp_pool_send(&server, 1, 16, deliveries, &journal);
	g_assert_cmpint(play.far_end, ==, -1);
	return g_string_free(settled, FALSE);
}

/* Between the last time that it was heard and its end a worker gets on: that counts, and only what
 * is then in hand is in doubt. */
static void
test_last_words(void)
{
	Act late = { .left = 8, .late = 3, .stays = TRUE }, rests = { .rests = TRUE };
	gboolean open;

	g_autofree char *sure = run((Act[]){ late, rests }, 10, 100, &open);
	g_assert_cmpstr(sure, ==, "ssssstssss");
	g_assert_true(open);
	late.handed = TRUE;
	g_autofree char *doubt = run((Act[]){ late, rests }, 10, 100, &open);
	g_assert_cmpstr(doubt, ==, "sssss?ssss");
	g_assert_true(open);
}

/* A worker that ends without a word when all its messages are through is no connection that broke.
 */
static void
test_end(void)
{
	const Act through[BATCHES] = { { 0 } };
	const Act broken[BATCHES] = { { .left = 1 }, { .left = 1 }, { .left = 1 } };
	gboolean open;

	g_autofree char *all = run(through, BATCHES * BATCH, LARGE, &open);
	g_assert_cmpuint(strspn(all, "s"), ==, BATCHES * BATCH);
	g_assert_true(open);
	g_assert_cmpuint(play.started, ==, BATCHES);
	g_autofree char *some = run(broken, BATCHES * BATCH, LARGE, &open);
	g_assert_cmpuint(strlen(some), ==, 3 * BATCH);
	g_assert_false(open);
}

/* One at rest gets the next batch; one that died there does not. */
static void
test_rest(void)
{
	Act first = { .rests = TRUE }, second = { .rests = TRUE };
	gboolean open;

	for (guint workers = 1; workers <= 2; workers++) {
		first.dies = workers == 2;
		g_autofree char *all = run((Act[]){ first, second }, 2 * BATCH, LARGE, &open);
		g_assert_cmpuint(strspn(all, "s"), ==, 2 * BATCH);
		g_assert_true(open);
		g_assert_cmpuint(play.started, ==, workers);
	}
}

/* When a stop was asked for, nothing more is taken in hand. */
static void
test_stop(void)
{
	gboolean open;

	stop_block_signals();
	g_assert_cmpint(raise(SIGTERM), ==, 0);
	g_autofree char *settled = run(NULL, 10, 100, &open);
	g_assert_cmpstr(settled, ==, "");
	g_assert_cmpuint(play.started, ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/smtp-pool/last-words", test_last_words);
	g_test_add_func("/smtp-pool/end", test_end);
	g_test_add_func("/smtp-pool/rest", test_rest);
	g_test_add_func("/smtp-pool/stop", test_stop);
	return g_test_run();
}
