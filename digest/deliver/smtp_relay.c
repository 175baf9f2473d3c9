/*
 * smtp_relay.c - mail to a relay without TLS, by libesmtp, which may crash or hang when a server
 * misbehaves.  So each connection is a process with a deadline: it is forked with its messages in
 * memory, reports by a pipe what becomes of them, and is given leave by another pipe to hand each
 * of them over.
 */
#define _GNU_SOURCE /* close_range(2), pipe2(2) */
#include "address.h"
#include "base/error.h"
#include "base/fail_point.h"
#include "base/stop.h"
#include "mail_queue.h"
#include "smtp_bounds.h"
#include "smtp_session.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	PORT = 25,
	CONNECTIONS_MAX = 16,
	BREAKS_MAX = 3,     /* broken connections that one run bears with */
	SEND_SECONDS = 600, /* for a message, however large it is, besides its replies */
	QUIT_SECONDS = 5,   /* for QUIT, when each message has its outcome */
	/* Messages of one connection: libesmtp holds some memory for each until its end. */
	BATCH_MIN = 25,
	BATCH_MAX = 200,
	NAP = 2,             /* milliseconds */
	BYTES_MAX = 4 << 20, /* of the bodies that wait, and of those under way */
};

/* A process with a connection. */
typedef struct {
	pid_t pid;        /* 0: there is none, and nothing below is of use */
	int records;      /* SmtpRecords come from it */
	int leave[2];     /* both ends, so that leave that is not used can be taken back */
	GPtrArray *batch; /* Delivery *, owned: */
	guint in_hand;    /* those below are settled, */
	guint begun;      /* those below are noted as begun, */
	guint allowed;    /* those below may be handed over, or would be */
	gboolean asks;    /* it waits for leave for the message in hand */
	gboolean connected;
	gboolean answered; /* its server has, for one message at least */
	gint64 deadline;   /* monotonic microseconds */
} Worker;

/*
 * A commit waits for the disk, however much it carries.  So one commit notes up to `ahead` messages
 * of each connection as begun, and carries all outcomes since the last one.  Only then are the
 * messages given leave.  A program that is killed, or a machine that loses power, leaves at most
 * `ahead` times `connections` messages in doubt, and those whose outcome waited.  A connection that
 * breaks, or a run that is stopped, leaves none of them so: which leave was used is known exactly,
 * and the other messages are withdrawn.
 */
typedef struct {
	const SmtpServer *server;
	const DeliveryJournal *journal;
	MailQueue queue;
	Worker workers[CONNECTIONS_MAX];
	guint slots;       /* workers that there may be */
	guint connections; /* of these, how many there is room for */
	guint ahead;
	guint breaks;
	gboolean proven;   /* the server has answered for a message */
	gboolean refused;  /* by the journal */
	gboolean stopped;  /* nothing more is started */
	gint64 commit_by;  /* monotonic microseconds; G_MAXINT64: nothing is noted */
	gint64 stop_until; /* when to wait for no answer any more; 0: not stopping */
} Relay;

/*
 * Takes back the leave that the worker has not used.  Returns TRUE when it has used that for the
 * message in hand, which may have been handed over.
 */
static gboolean
take_back_leave(Worker *worker)
{
	guint index = 0;

	while (read(worker->leave[0], &index, sizeof index) == (gssize)sizeof index)
		worker->allowed = MIN(worker->allowed, index);
	return worker->allowed > worker->in_hand;
}

static void
allow(Worker *worker, guint seconds)
{
	worker->deadline = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
}

/*
 * A message that was handed over has so many seconds for its answer.  The others get no final dot,
 * so that no server may take them.
 */
static void
stop_soon(Relay *relay, guint seconds)
{
	relay->stopped = TRUE;
	relay->stop_until = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
	for (guint i = 0; i < relay->slots; i++)
		if (relay->workers[i].pid != 0)
			(void)take_back_leave(&relay->workers[i]);
}

static gint64
deadline_of(const Relay *relay, const Worker *worker)
{
	if (relay->stop_until == 0)
		return worker->deadline;
	return worker->allowed > worker->in_hand ? MIN(worker->deadline, relay->stop_until) : 0;
}

/* The journal cannot be written: no outcome can be noted any more. */
static void
refuse(Relay *relay)
{
	relay->refused = TRUE;
	stop_soon(relay, 0);
}

/* Notes messages as begun from the one in hand on, up to `count`. */
static void
begin(Relay *relay, Worker *worker, guint count)
{
	guint end = MIN(worker->in_hand + count, worker->batch->len);

	for (; worker->begun < end && !relay->refused; worker->begun++)
		if (!relay->journal->begin(g_ptr_array_index(worker->batch, worker->begun),
		                           relay->journal->data)) {
			refuse(relay);
			return;
		}
}

static void
give_leave(Worker *worker)
{
	for (guint i = MAX(worker->allowed, worker->in_hand); i < worker->begun; i++) {
		if (write(worker->leave[1], &i, sizeof i) < 0)
			return;
		worker->allowed = i + 1;
		worker->asks = FALSE;
	}
}

/* Commits what was noted since the last time, and lets go what is begun. */
static void
commit(Relay *relay)
{
	relay->commit_by = G_MAXINT64;
	for (guint i = 0; i < relay->slots && relay->stop_until == 0; i++) {
		Worker *worker = &relay->workers[i];
		if (worker->pid != 0)
			begin(relay, worker,
			      MAX(worker->answered ? relay->ahead : 0, worker->asks ? 1 : 0));
	}
	if (relay->refused || !relay->journal->commit(relay->journal->data))
		refuse(relay);
	for (guint i = 0; i < relay->slots && relay->stop_until == 0; i++)
		if (relay->workers[i].pid != 0)
			give_leave(&relay->workers[i]);
}

static void
commit_within(Relay *relay, gint64 time)
{
	relay->commit_by = MIN(relay->commit_by, g_get_monotonic_time() + time);
}

/* Settles the message in hand and goes on to the next.  Clears `outcome`. */
static void
settle(Relay *relay, Worker *worker, Outcome *outcome)
{
	begin(relay, worker, 1);
	if (worker->begun > worker->in_hand)
		relay->journal->settle(g_ptr_array_index(worker->batch, worker->in_hand), outcome,
		                       relay->journal->data);
	outcome_clear(outcome);
	worker->in_hand++;
	worker->asks = FALSE;
	/* The next commit is to be over before the worker has nothing left that is begun. */
	gboolean low = worker->begun < worker->batch->len &&
	               worker->begun - worker->in_hand < relay->ahead / 2;
	commit_within(relay, low ? 0 : MAIL_COMMIT_DELAY);
}

static void
on_result(Relay *relay, Worker *worker, const SmtpRecord *record)
{
	Outcome outcome = { .kind = OUTCOME_UNKNOWN };
	gboolean answered = record->replies.mail != 0;

	FAIL_POINT("mail.answered");
	smtp_classify(&record->replies, relay->server->host_port, record->text, &outcome);
	worker->answered = worker->answered || answered;
	relay->proven = relay->proven || answered;
	settle(relay, worker, &outcome);
}

/* A record is believed only when it is about the message in hand. */
static void
on_record(Relay *relay, Worker *worker, SmtpRecord *record)
{
	gboolean fits = worker->in_hand < worker->batch->len && record->index == worker->in_hand;

	record->text[sizeof record->text - 1] = '\0';
	worker->connected = TRUE;
	if (record->step == STEP_RESULT && fits)
		on_result(relay, worker, record);
	/* Otherwise leave was given while the question was under way. */
	if (record->step == STEP_ASK && fits && worker->allowed <= worker->in_hand) {
		worker->asks = TRUE;
		commit_within(relay, 0);
	}
	allow(worker, worker->in_hand < worker->batch->len
	                  ? SEND_SECONDS + relay->server->timeout * 2 * SMTP_FINAL_FACTOR
	                  : QUIT_SECONDS);
}

/* Reads what there is.  Returns FALSE at the end of the pipe: the worker is gone. */
static gboolean
hear(Relay *relay, Worker *worker)
{
	SmtpRecord record;
	gssize got = 0;

	while ((got = read(worker->records, &record, sizeof record)) == (gssize)sizeof record)
		on_record(relay, worker, &record);
	return got < 0;
}

/* In the child, which keeps no descriptor of its parent's but the two pipes, as its input and
 * output. */
G_GNUC_NORETURN static void
work(const Relay *relay, const Worker *worker, int records)
{
	(void)signal(SIGPIPE, SIG_IGN);
	if (dup2(worker->leave[0], STDIN_FILENO) < 0 || dup2(records, STDOUT_FILENO) < 0)
		_exit(1);
	(void)close_range(STDERR_FILENO + 1, ~0U, 0);
#ifndef TIDINGS_FAIL_POINTS /* whose log is a file */
	smtp_bounds_set();
#endif
	smtp_session_run(relay->server, worker->batch);
}

/* Forks `worker` with its batch.  Returns FALSE with errno. */
static gboolean
start_process(Relay *relay, Worker *worker)
{
	int records[2];

	if (pipe2(records, O_CLOEXEC) != 0)
		return FALSE;
	if (pipe2(worker->leave, O_CLOEXEC | O_NONBLOCK) != 0) {
		close(records[0]);
		close(records[1]);
		return FALSE;
	}
	FAIL_POINT("fork");
	worker->pid = fork();
	if (worker->pid == 0)
		work(relay, worker, records[1]);
	close(records[1]);
	worker->records = records[0];
	(void)fcntl(worker->records, F_SETFL, O_NONBLOCK);
	FAIL_POINT("forked");
	if (worker->pid > 0)
		return TRUE;
	worker->pid = 0;
	close(worker->records);
	close(worker->leave[0]);
	close(worker->leave[1]);
	return FALSE;
}

static guint
count_busy(const Relay *relay)
{
	guint busy = 0;

	for (guint i = 0; i < relay->slots; i++)
		busy += relay->workers[i].pid != 0 ? 1 : 0;
	return busy;
}

/* Frees the batch; messages that are not settled wait again. */
static void
clear_batch(Relay *relay, Worker *worker)
{
	while (worker->batch->len > worker->in_hand)
		mail_queue_give_back(
		    &relay->queue, g_ptr_array_steal_index(worker->batch, worker->batch->len - 1));
	g_clear_pointer(&worker->batch, g_ptr_array_unref);
}

/*
 * Gives an idle worker a batch.  The nearer the end, the smaller, so that all connections come to
 * it at about the same time.  Where there is no room for another process, those that run do it.
 */
static void
start(Relay *relay, Worker *worker)
{
	guint count = CLAMP(relay->queue.waiting.length / relay->connections, BATCH_MIN, BATCH_MAX);
	gsize bytes = 0;

	*worker =
	    (Worker){ .batch = g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free) };
	while (worker->batch->len < count && bytes < BYTES_MAX / relay->connections &&
	       relay->queue.waiting.length > 0) {
		Delivery *delivery = mail_queue_pop(&relay->queue);
		bytes += g_bytes_get_size(delivery->message->body);
		g_ptr_array_add(worker->batch, delivery);
	}
	if (start_process(relay, worker)) {
		/* libesmtp bounds neither the look-up of the name nor the connecting. */
		allow(worker, relay->server->timeout + 1);
		return;
	}
	relay->connections = MAX(count_busy(relay), 1);
	if (count_busy(relay) == 0) {
		Outcome outcome = { .kind = OUTCOME_TEMPORARY,
			            .reply = g_strdup_printf("no process for a mail connection: %s",
			                                     g_strerror(errno)) };
		settle(relay, worker, &outcome);
		relay->stopped = TRUE;
	}
	clear_batch(relay, worker);
}

/* The worker is gone, or was killed, without a result for the message in hand. */
static void
settle_lost(Relay *relay, Worker *worker, gboolean handed, gboolean late)
{
	SmtpReplies replies = { .handed = handed };
	Outcome outcome = { 0 };
	const char *reason = "the connection broke on a reply that makes no sense";

	if (late)
		reason = worker->connected ? "it did not come to an end in time"
		                           : "no connection in time";
	smtp_classify(&replies, relay->server->host_port, reason, &outcome);
	settle(relay, worker, &outcome);
}

/* Ends the process.  Returns TRUE when it had ended by itself, and in order. */
static gboolean
end_process(Worker *worker)
{
	int status = 0;

	/* One that has ended keeps its status. */
	(void)kill(worker->pid, SIGKILL);
	while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
		continue;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/*
 * The worker has ended or is late.  The pipe still holds what it had said until then, and what was
 * not handed over when the run had to stop is as it was.  A connection uses up a message at least,
 * or a run would never end.
 */
static void
finish(Relay *relay, Worker *worker, gboolean late)
{
	gboolean in_order = end_process(worker);

	(void)hear(relay, worker);
	gboolean left = worker->in_hand < worker->batch->len;
	gboolean handed = take_back_leave(worker);
	if (left && relay->stop_until == 0) {
		relay->breaks++;
		/* One is enough where nothing was answered. */
		if (!worker->answered || relay->breaks >= BREAKS_MAX)
			relay->stopped = TRUE;
	}
	gboolean lost = handed || (relay->stop_until == 0 && !(in_order && worker->in_hand > 0));
	if (left && lost && !relay->refused)
		settle_lost(relay, worker, handed, late);
	for (guint i = worker->in_hand; i < worker->begun; i++) {
		relay->journal->withdraw(g_ptr_array_index(worker->batch, i), relay->journal->data);
		commit_within(relay, 0);
	}
	clear_batch(relay, worker);
	close(worker->records);
	close(worker->leave[0]);
	close(worker->leave[1]);
	worker->pid = 0;
}

/* The first connection is alone until the server has answered for a message. */
static void
start_workers(Relay *relay)
{
	for (guint i = 0; i < relay->slots && !relay->stopped && !stop_requested(); i++) {
		Worker *worker = &relay->workers[i];
		guint wanted = relay->proven ? relay->connections : 1;
		if (worker->pid == 0 && count_busy(relay) < wanted &&
		    mail_queue_fill(&relay->queue, relay->proven ? wanted * BATCH_MAX : 1,
		                    BYTES_MAX))
			start(relay, worker);
	}
}

/* Waits for the next record, deadline or commit.  Returns FALSE when no worker has anything to do.
 */
static gboolean
attend(Relay *relay, int stop)
{
	struct pollfd polled[CONNECTIONS_MAX + 1];
	gint64 until = relay->commit_by;

	if (count_busy(relay) == 0)
		return FALSE;
	/* poll(2) passes over a descriptor of -1. */
	for (guint i = 0; i < relay->slots; i++) {
		Worker *worker = &relay->workers[i];
		polled[i] = (struct pollfd){ .fd = worker->pid == 0 ? -1 : worker->records,
			                     .events = POLLIN };
		if (worker->pid != 0)
			until = MIN(until, deadline_of(relay, worker));
	}
	polled[relay->slots] =
	    (struct pollfd){ .fd = relay->stop_until == 0 ? stop : -1, .events = POLLIN };
	/* Being woken for each record would only keep the processor from the workers. */
	if (relay->ahead > 0 && relay->commit_by != G_MAXINT64 && relay->stop_until == 0)
		(void)poll(&polled[relay->slots], 1, NAP);
	gint64 wait = (MAX(0, until - g_get_monotonic_time()) + 999) / 1000;
	(void)poll(polled, relay->slots + 1, (int)MIN(wait, G_MAXINT));

	if (relay->stop_until == 0 && stop_requested())
		stop_soon(relay, STOP_GRACE);
	for (guint i = 0; i < relay->slots; i++) {
		Worker *worker = &relay->workers[i];
		if (worker->pid == 0)
			continue;
		gboolean there = hear(relay, worker);
		gboolean late = there && g_get_monotonic_time() >= deadline_of(relay, worker);
		if (!there || late)
			finish(relay, worker, late);
	}
	if (g_get_monotonic_time() >= relay->commit_by)
		commit(relay);
	return TRUE;
}

/* Returns "HOST:PORT", as libesmtp wants it; it knows no IPv6 literals. */
static char *
host_port(const char *via)
{
	g_autoptr(GUri) uri = g_uri_parse(via, G_URI_FLAGS_NONE, NULL);
	int port = g_uri_get_port(uri) > 0 ? g_uri_get_port(uri) : PORT;

	return g_strdup_printf("%s:%d", g_uri_get_host(uri), port);
}

static gboolean
send_all(const Route *route, GPtrArray *deliveries, const DeliveryJournal *journal)
{
	g_autofree char *address = host_port(route->via);
	SmtpServer server = { .host_port = address,
		              .envelope_from = route->envelope_from,
		              .timeout = MAX(route->timeout, 1) };
	Relay relay = { .server = &server,
		        .journal = journal,
		        .slots = CLAMP(route->connections, 1, CONNECTIONS_MAX),
		        .ahead = route->ahead,
		        .commit_by = G_MAXINT64 };

	if (!address_is_sound(route->envelope_from)) {
		journal_refuse(journal, g_ptr_array_index(deliveries, 0), OUTCOME_TEMPORARY,
		               "the sender's address cannot stand in an envelope: see mail.from");
		return FALSE;
	}
	int stop = stop_signal_fd();
	relay.connections = relay.slots;
	mail_queue_init(&relay.queue, deliveries, journal);
	do
		start_workers(&relay);
	while (attend(&relay, stop));
	commit(&relay);
	mail_queue_clear(&relay.queue);
	if (stop >= 0)
		close(stop);
	return !relay.stopped;
}

const Transport transport_smtp = { .send = send_all };
