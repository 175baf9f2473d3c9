/* smtp_pool.c - the connections of one relay: workers with deadlines, and what became of each message. */
#include "deliver/smtp_pool.h"

#include "base/fail_point.h"
#include "base/stop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	CONNECTIONS_MAX = 16,
	BREAKS_MAX = 3, /* broken connections that one run bears with */
};

/* One connection at work. */
typedef struct {
	pid_t pid; /* 0: none */
	int socket;
	GPtrArray *batch;
	guint in_hand;     /* the first of the batch that is not settled */
	gboolean begun;    /* the one in hand is */
	gboolean asks;     /* for its leave, which the next commit gives */
	gboolean handed;   /* it was given */
	gboolean answered; /* for one message at least */
	gboolean ended;    /* it said so */
	gboolean connected;
	gboolean late;   /* stopped by us */
	gint64 deadline; /* monotonic microseconds */
} Worker;

typedef struct {
	const SmtpServer *server;
	const Ledger *ledger;
	GPtrArray *waiting; /* Delivery *: the next is the last */
	Worker workers[CONNECTIONS_MAX];
	guint connections;
	guint breaks;
	gboolean proven;  /* the server has answered for a message */
	gboolean refused; /* by the ledger: the outbox cannot be written */
	gboolean stopped;
	int stop;          /* readable when the run is to stop; or -1 */
	gint64 stop_until; /* monotonic microseconds; 0 until then */
} Pool;

static void
allow(Worker *worker, guint seconds)
{
	worker->deadline = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
}

static const Delivery *
in_hand(const Worker *worker)
{
	return g_ptr_array_index(worker->batch, worker->in_hand);
}

/* Begins the message in hand unless it is begun.  FALSE stops everything: the state file refuses. */
static gboolean
begin(Pool *pool, Worker *worker)
{
	if (!worker->begun)
		worker->begun = pool->ledger->begin(in_hand(worker), pool->ledger->data);
	if (!worker->begun)
		pool->refused = pool->stopped = TRUE;
	return worker->begun;
}

static void
settle(Pool *pool, Worker *worker, Outcome *outcome)
{
	if (begin(pool, worker))
		pool->ledger->settle(in_hand(worker), outcome, pool->ledger->data);
	outcome_clear(outcome);
	worker->in_hand++;
	worker->begun = worker->asks = worker->handed = FALSE;
}

static gboolean
start(Pool *pool, Worker *worker)
{
	g_autoptr(GError) error = NULL;

	*worker = (Worker){ .socket = -1, .batch = g_ptr_array_new() };
	while (worker->batch->len < SMTP_BATCH && pool->waiting->len > 0)
		g_ptr_array_add(worker->batch, g_ptr_array_steal_index(pool->waiting, pool->waiting->len - 1));
	worker->pid = smtp_worker_start(pool->server, worker->batch, &worker->socket, &error);
	if (worker->pid > 0) {
		/* The library neither bounds the look-up of the name nor the connecting. */
		allow(worker, pool->server->timeout + 1);
		return TRUE;
	}

	Outcome outcome = { .kind = OUTCOME_TEMPORARY, .reply = g_strdup(error->message) };
	settle(pool, worker, &outcome);
	pool->stopped = TRUE;
	worker->pid = 0;
	g_clear_pointer(&worker->batch, g_ptr_array_unref);
	return FALSE;
}

/* The worker is gone without a word about the message in hand. */
static void
settle_lost(Pool *pool, Worker *worker)
{
	Outcome outcome = { .kind = worker->handed ? OUTCOME_UNKNOWN : OUTCOME_TEMPORARY };

	if (worker->late && !worker->connected)
		outcome.reply = g_strdup("no connection in time");
	else if (worker->late)
		outcome.reply = g_strdup("the server did not come to an end in time");
	else
		outcome.reply = g_strdup("the connection broke on an answer that makes no sense");
	settle(pool, worker, &outcome);
}

static void
finish(Pool *pool, Worker *worker)
{
	if (worker->late)
		(void)kill(worker->pid, SIGKILL);
	close(worker->socket);
	while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	worker->pid = 0;

	/* Every connection uses up a message at least, or the run would never end. */
	pool->stopped = pool->stopped || (worker->ended && worker->in_hand == 0);
	gboolean told = worker->ended || worker->in_hand >= worker->batch->len;
	/* What was not handed over when the run had to stop stays as it was. */
	gboolean unbegun = pool->stop_until != 0 && !worker->begun;
	if (!told && !pool->refused && !unbegun)
		settle_lost(pool, worker);
	for (guint i = worker->batch->len; i > worker->in_hand; i--)
		g_ptr_array_add(pool->waiting, g_ptr_array_index(worker->batch, i - 1));
	g_clear_pointer(&worker->batch, g_ptr_array_unref);
}

static void
break_connection(Pool *pool, const Worker *worker)
{
	pool->breaks++;
	if (!worker->answered || pool->breaks >= BREAKS_MAX)
		pool->stopped = TRUE;
}

/*
 * Commits what this round has noted, and then lets the messages go that waited for it: under load one commit carries
 * the beginnings and ends of as many messages as there are connections, or more.
 */
static void
commit(Pool *pool)
{
	gboolean durable = !pool->refused && pool->ledger->commit(pool->ledger->data);
	char answer = durable ? 'y' : 'n';

	if (!durable)
		pool->refused = pool->stopped = TRUE;
	for (guint i = 0; i < pool->connections; i++) {
		Worker *worker = &pool->workers[i];
		if (worker->pid == 0 || !worker->asks)
			continue;
		(void)send(worker->socket, &answer, 1, MSG_NOSIGNAL);
		worker->asks = FALSE;
		worker->handed = durable;
	}
}

static void
on_result(Pool *pool, Worker *worker, const SmtpRecord *record)
{
	Outcome outcome = { .kind = OUTCOME_UNKNOWN };
	gboolean answered = record->replies.mail != 0;

	FAIL_POINT("mail.answered");
	smtp_classify(&record->replies, record->text, &outcome);
	worker->answered = worker->answered || answered;
	pool->proven = pool->proven || answered;
	settle(pool, worker, &outcome);
}

/* A record is believed only when it speaks of the message in hand. */
static void
on_record(Pool *pool, Worker *worker, SmtpRecord *record)
{
	gboolean fits = worker->in_hand < worker->batch->len && record->index == worker->in_hand;

	record->text[sizeof record->text - 1] = '\0';
	allow(worker, pool->server->timeout * SMTP_FINAL_FACTOR + 1);
	worker->connected = TRUE;
	if (record->step == STEP_LEAVE && fits && pool->stop_until == 0) {
		(void)begin(pool, worker);
		worker->asks = TRUE;
	}
	if (record->step == STEP_RESULT && fits)
		on_result(pool, worker, record);
	if (record->step == STEP_END)
		worker->ended = TRUE;
	if (record->step == STEP_END && !record->clean)
		break_connection(pool, worker);
}

/* Reads what there is; FALSE when the worker is gone. */
static gboolean
hear(Pool *pool, Worker *worker)
{
	SmtpRecord record;
	gssize got = 0;

	while ((got = recv(worker->socket, &record, sizeof record, MSG_DONTWAIT)) == (gssize)sizeof record)
		on_record(pool, worker, &record);
	return got < 0 && (errno == EAGAIN || errno == EINTR);
}

/*
 * A stop: what was handed over has a few seconds for its answer.  The rest has no final dot and gets none, so that no server may
 * take it.
 */
static void
look_for_stop(Pool *pool)
{
	gint64 now = g_get_monotonic_time();

	if (pool->stop_until != 0 || !stop_asked())
		return;
	pool->stopped = TRUE;
	pool->stop_until = now + STOP_GRACE * G_USEC_PER_SEC;
}

/* A worker may work as long as its server answers, and once the run is to stop, only for what it has handed over. */
static gint64
deadline_of(const Pool *pool, const Worker *worker)
{
	if (pool->stop_until == 0)
		return worker->deadline;
	return worker->handed || worker->asks ? MIN(worker->deadline, pool->stop_until) : 0;
}

static void
attend(Pool *pool, Worker *worker, gboolean ready)
{
	gboolean there = !ready || hear(pool, worker);

	worker->late = there && g_get_monotonic_time() >= deadline_of(pool, worker);
	if (there && !worker->late)
		return;
	if (!worker->ended && pool->stop_until == 0)
		break_connection(pool, worker);
	finish(pool, worker);
}

static void
start_workers(Pool *pool)
{
	guint wanted = pool->proven ? pool->connections : 1;

	for (guint i = 0; i < wanted && !pool->stopped && pool->waiting->len > 0; i++)
		if (pool->workers[i].pid == 0)
			(void)start(pool, &pool->workers[i]);
}

/* Waits for the next record or deadline.  FALSE when no worker is left. */
static gboolean
attend_workers(Pool *pool)
{
	struct pollfd polled[CONNECTIONS_MAX + 1];
	Worker *of[CONNECTIONS_MAX];
	nfds_t count = 0;
	gint64 deadline = G_MAXINT64;

	for (guint i = 0; i < pool->connections; i++) {
		if (pool->workers[i].pid == 0)
			continue;
		of[count] = &pool->workers[i];
		polled[count++] = (struct pollfd){ .fd = pool->workers[i].socket, .events = POLLIN };
		deadline = MIN(deadline, deadline_of(pool, &pool->workers[i]));
	}
	if (count == 0)
		return FALSE;

	/* Behind the workers: poll(2) passes over a descriptor of -1.  It stays readable, so it is looked at until then. */
	polled[count] = (struct pollfd){ .fd = pool->stop_until == 0 ? pool->stop : -1, .events = POLLIN };
	gint64 left = MAX(0, deadline - g_get_monotonic_time()) / 1000 + 1;
	if (poll(polled, count + 1, (int)MIN(left, G_MAXINT)) < 0)
		memset(polled, 0, sizeof polled);
	look_for_stop(pool);
	for (nfds_t i = 0; i < count; i++)
		attend(pool, of[i], polled[i].revents != 0);
	commit(pool);
	return TRUE;
}

gboolean
smtp_pool_send(const SmtpServer *server, guint connections, GPtrArray *deliveries, const Ledger *ledger)
{
	Pool pool = { .server = server, .ledger = ledger, .waiting = g_ptr_array_sized_new(deliveries->len) };

	pool.stop = stop_open();
	pool.connections = CLAMP(connections, 1, CONNECTIONS_MAX);
	for (guint i = deliveries->len; i > 0; i--)
		g_ptr_array_add(pool.waiting, g_ptr_array_index(deliveries, i - 1));
	do
		start_workers(&pool);
	while (attend_workers(&pool));
	commit(&pool);
	if (pool.stop >= 0)
		close(pool.stop);
	g_ptr_array_unref(pool.waiting);
	return !pool.stopped;
}
