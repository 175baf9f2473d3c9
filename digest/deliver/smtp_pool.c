/* smtp_pool.c - the connections of one relay: when each is heard, when the outbox is written, and
 * when it is enough. */
#include "smtp_pool.h"

#include "base/fail_point.h"
#include "base/stop.h"
#include "smtp_link.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	CONNECTIONS_MAX = 16,
	BREAKS_MAX = 3,  /* broken connections that one run bears with */
	END_SECONDS = 5, /* for QUIT, when all is told */
	/* Messages of one: few are not worth another; libesmtp holds some memory for each until its
	 * session ends. */
	BATCH_MIN = 25,
	BATCH_MAX = 400,
	WAITING_BYTES = 4 << 20, /* of bodies: with so many waiting no more are fetched, and as many
	                            may be under way */
};

typedef struct {
	const SmtpServer *server;
	const DeliveryJournal *journal;
	SmtpSupply supply;
	SmtpLink links[CONNECTIONS_MAX];
	guint connections;
	guint ahead; /* messages that a connection may have begun before their turn */
	guint breaks;
	gboolean proven; /* the server has answered for a message */
	gboolean full; /* one more worker could not be started: those that there are do it alone */
	gboolean refused; /* by the journal: the outbox cannot be written */
	gboolean stopped;
	gint64 hold;       /* how long results may wait for company, in microseconds */
	gint64 committed;  /* when the last commit was, and when the next is due, in monotonic
	                      microseconds */
	gint64 commit_by;  /* G_MAXINT64: nothing is noted */
	int stop;          /* readable when the run is to stop; or -1 */
	gint64 stop_until; /* monotonic microseconds; 0 while no stop is asked for */
} Pool;

static void
allow(SmtpLink *link, guint seconds)
{
	link->deadline = g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
}

static void
commit_by(Pool *pool, gint64 time)
{
	pool->commit_by = MIN(pool->commit_by, time);
}

static void
refuse(Pool *pool)
{
	pool->refused = pool->stopped = TRUE;
}

static void
settle(Pool *pool, SmtpLink *link, Outcome *outcome)
{
	if (!smtp_link_settle(link, outcome, pool->journal))
		refuse(pool);
	/* Where the next result is near, it goes with that. */
	commit_by(pool,
	          smtp_pace_is_fast(&link->pace, pool->hold) ? pool->committed + pool->hold : 0);
}

static guint
count_busy(const Pool *pool)
{
	guint busy = 0;

	for (guint i = 0; i < pool->connections; i++)
		busy += pool->links[i].batch != NULL ? 1 : 0;
	return busy;
}

static void
start(Pool *pool, SmtpLink *link)
{
	g_autoptr(GError) error = NULL;

	/* The nearer the end, the fewer, so that all connections come to it at about the same time.
	 */
	guint count = CLAMP(pool->supply.waiting->len / pool->connections, BATCH_MIN, BATCH_MAX);
	g_autoptr(GPtrArray) batch =
	    smtp_supply_take(&pool->supply, count, WAITING_BYTES / pool->connections);
	if (batch->len == 0)
		return;
	if (smtp_link_give(link, pool->server, g_steal_pointer(&batch), &error)) {
		/* The library neither bounds the look-up of the name nor the connecting. */
		allow(link, pool->server->timeout + 1);
		return;
	}

	/* Where others than this one are at work, they do it without it. */
	pool->full = TRUE;
	if (count_busy(pool) == 1) {
		Outcome outcome = { .kind = OUTCOME_TEMPORARY, .reply = g_strdup(error->message) };
		settle(pool, link, &outcome);
		pool->stopped = TRUE;
	}
	smtp_link_clear(link, &pool->supply);
}

/* Notes as begun what each connection will get through by the next commit. */
static void
begin_ahead(Pool *pool)
{
	for (guint i = 0; i < pool->connections && !pool->refused && pool->stop_until == 0; i++) {
		SmtpLink *link = &pool->links[i];
		guint ahead = smtp_pace_ahead(&link->pace, pool->hold, pool->ahead);
		if (link->batch != NULL &&
		    !smtp_link_begin(link, MAX(ahead, link->asks ? 1 : 0), pool->journal))
			refuse(pool);
	}
}

/*
 * Commits what was noted since the last time, together with what is begun ahead, and only then lets
 * that go: one wait for the disk carries the beginnings and ends of many messages.
 */
static void
commit(Pool *pool)
{
	gint64 begin = g_get_monotonic_time();

	begin_ahead(pool);
	if (pool->refused || !pool->journal->commit(pool->journal->data))
		refuse(pool);
	pool->commit_by = G_MAXINT64;
	pool->committed = g_get_monotonic_time();
	pool->hold = CLAMP(pool->committed - begin, SMTP_PACE_HOLD, SMTP_PACE_HOLD_MAX);
	for (guint i = 0; i < pool->connections && pool->stop_until == 0; i++)
		if (pool->links[i].batch != NULL)
			smtp_link_answer(&pool->links[i], !pool->refused);
}

static void
on_result(Pool *pool, SmtpLink *link, const SmtpRecord *record)
{
	Outcome outcome = { .kind = OUTCOME_UNKNOWN };
	gboolean answered = record->replies.mail != 0;

	FAIL_POINT("mail.answered");
	smtp_classify(&record->replies, pool->server->host_port, record->text, &outcome);
	link->answered = link->answered || answered;
	pool->proven = pool->proven || answered;
	settle(pool, link, &outcome);
	if (link->in_hand == link->batch->len)
		allow(link, END_SECONDS);
}

static void
on_leave(Pool *pool, SmtpLink *link)
{
	smtp_link_ask(link);
	if (link->asks)
		commit_by(pool, 0);
}

/* A record is believed only when it speaks of the message in hand. */
static void
on_record(Pool *pool, SmtpLink *link, SmtpRecord *record)
{
	gboolean fits = link->in_hand < link->batch->len && record->index == link->in_hand;

	record->text[sizeof record->text - 1] = '\0';
	allow(link, pool->server->timeout * SMTP_FINAL_FACTOR + 1);
	link->connected = TRUE;
	if (record->step == STEP_LEAVE && fits && pool->stop_until == 0)
		on_leave(pool, link);
	if (record->step == STEP_RESULT && fits)
		on_result(pool, link, record);
	if (record->step == STEP_END) {
		link->ended = TRUE;
		link->rests = record->clean;
	}
}

/* Reads what there is; FALSE when the worker is gone. */
static gboolean
hear(Pool *pool, SmtpLink *link)
{
	SmtpRecord record;
	gssize got = 0;

	do {
		got = recv(link->worker.socket, &record, sizeof record, MSG_DONTWAIT);
		if (got == (gssize)sizeof record)
			on_record(pool, link, &record);
		/* One that dies without having read all that it was told is reset before its last
		 * words. */
	} while (got == (gssize)sizeof record || (got < 0 && errno == ECONNRESET));
	return got < 0 && errno == EAGAIN;
}

/* What a worker that runs has told is out of date at once: so it is stopped first, and then heard
 * to the end. */
static void
hear_last_words(Pool *pool, SmtpLink *link)
{
	smtp_worker_stop(&link->worker);
	(void)hear(pool, link);
	smtp_worker_end(&link->worker);
	link->rests = FALSE;
}

/* The worker is gone, or is killed, without a word about the message in hand. */
static void
settle_lost(Pool *pool, SmtpLink *link)
{
	SmtpReplies replies = { .handed = smtp_link_is_handed(link) };
	Outcome outcome = { 0 };

	if (link->late && !link->connected)
		smtp_classify(&replies, pool->server->host_port, "no connection in time", &outcome);
	else if (link->late)
		smtp_classify(&replies, pool->server->host_port,
		              "it did not come to an end in time", &outcome);
	else
		smtp_classify(&replies, pool->server->host_port,
		              "the connection broke on a reply that makes no sense", &outcome);
	settle(pool, link, &outcome);
}

/* A connection ended before its messages did: one is enough where nothing was answered. */
static void
count_break(Pool *pool, const SmtpLink *link)
{
	pool->breaks++;
	if (!link->answered || pool->breaks >= BREAKS_MAX)
		pool->stopped = TRUE;
}

static void
finish(Pool *pool, SmtpLink *link)
{
	if (!link->rests)
		hear_last_words(pool, link);
	if (!link->rests && link->in_hand < link->batch->len && pool->stop_until == 0)
		count_break(pool, link);

	/* Every connection uses up a message at least, or the run would never end. */
	pool->stopped = pool->stopped || (link->ended && link->in_hand == 0);
	gboolean handed = smtp_link_is_handed(link);
	gboolean told = link->in_hand >= link->batch->len || (link->ended && !handed);
	/* What was not handed over when the run had to stop stays as it was. */
	if (!told && !pool->refused && (pool->stop_until == 0 || handed))
		settle_lost(pool, link);
	if (!pool->refused && link->begun > link->in_hand) {
		smtp_link_withdraw(link, pool->journal);
		commit_by(pool, 0);
	}
	smtp_link_clear(link, &pool->supply);
}

/*
 * A stop: what was handed over has a few seconds for its answer.  The rest has no final dot and
 * gets none, so that no server may take it.
 */
static void
look_for_stop(Pool *pool)
{
	if (pool->stop_until != 0 || !stop_requested())
		return;
	pool->stopped = TRUE;
	pool->stop_until = g_get_monotonic_time() + STOP_GRACE * G_USEC_PER_SEC;
	for (guint i = 0; i < pool->connections; i++)
		if (pool->links[i].batch != NULL)
			smtp_link_answer(&pool->links[i], FALSE);
}

/* A worker may work as long as its server answers, and once the run is to stop, only for what it
 * has handed over. */
static gint64
deadline_of(const Pool *pool, const SmtpLink *link)
{
	if (pool->stop_until == 0)
		return link->deadline;
	return smtp_link_is_handed(link) ? MIN(link->deadline, pool->stop_until) : 0;
}

static void
attend(Pool *pool, SmtpLink *link, gboolean ready)
{
	gboolean there = !ready || hear(pool, link);

	link->rests = link->rests && there;
	link->late = there && !link->rests && g_get_monotonic_time() >= deadline_of(pool, link);
	if (there && !link->late && !link->rests)
		return;
	finish(pool, link);
}

static void
start_links(Pool *pool)
{
	guint wanted = pool->proven ? pool->connections : 1;

	for (guint i = 0; i < wanted && !pool->stopped; i++) {
		gboolean no_room =
		    pool->full && pool->links[i].worker.pid == 0 && count_busy(pool) > 0;
		if (pool->links[i].batch != NULL || no_room)
			continue;
		smtp_supply_fill(&pool->supply, pool->proven ? pool->connections * BATCH_MAX : 1,
		                 WAITING_BYTES);
		if (pool->supply.waiting->len > 0)
			start(pool, &pool->links[i]);
	}
}

/* How many milliseconds poll(2) may wait. */
static int
until(gint64 time)
{
	gint64 left = MAX(0, time - g_get_monotonic_time()) / 1000 + 1;

	return (int)MIN(left, G_MAXINT);
}

/*
 * While all connections have leave, being woken for each result would only keep the processor from
 * them: it is time when the next commit is due.  A stop ends it.
 */
static void
nap(const Pool *pool)
{
	gint64 spare =
	    pool->stop_until == 0 ? pool->committed + pool->hold - g_get_monotonic_time() : 0;
	struct pollfd stop = { .fd = pool->stop, .events = POLLIN };

	for (guint i = 0; i < pool->connections && spare > 0; i++)
		if (pool->links[i].batch != NULL)
			spare = MIN(spare, smtp_link_spare(&pool->links[i]));
	if (spare >= 1000)
		(void)poll(&stop, 1, (int)(spare / 1000));
}

/* Waits for the next record or deadline.  FALSE when no worker has anything to do. */
static gboolean
attend_links(Pool *pool)
{
	struct pollfd polled[CONNECTIONS_MAX + 1];
	SmtpLink *of[CONNECTIONS_MAX];
	nfds_t count = 0;
	gint64 deadline = pool->commit_by;

	for (guint i = 0; i < pool->connections; i++) {
		if (pool->links[i].batch == NULL)
			continue;
		of[count] = &pool->links[i];
		polled[count++] =
		    (struct pollfd){ .fd = pool->links[i].worker.socket, .events = POLLIN };
		deadline = MIN(deadline, deadline_of(pool, &pool->links[i]));
	}
	if (count == 0)
		return FALSE;

	nap(pool);
	/* Behind the workers: poll(2) passes over a descriptor of -1.  It stays readable, so it is
	 * looked at until then. */
	polled[count] =
	    (struct pollfd){ .fd = pool->stop_until == 0 ? pool->stop : -1, .events = POLLIN };
	if (poll(polled, count + 1, until(deadline)) < 0)
		memset(polled, 0, sizeof polled);
	look_for_stop(pool);
	for (nfds_t i = 0; i < count; i++)
		attend(pool, of[i], polled[i].revents != 0);
	if (g_get_monotonic_time() >= pool->commit_by)
		commit(pool);
	return TRUE;
}

gboolean
smtp_pool_send(const SmtpServer *server, guint connections, guint ahead, GPtrArray *deliveries,
               const DeliveryJournal *journal)
{
	Pool pool = { .server = server, .journal = journal };

	pool.stop = stop_signal_fd();
	pool.hold = SMTP_PACE_HOLD;
	pool.commit_by = G_MAXINT64;
	pool.ahead = ahead;
	pool.connections = CLAMP(connections, 1, CONNECTIONS_MAX);
	smtp_supply_init(&pool.supply, deliveries, journal);
	do
		start_links(&pool);
	while (attend_links(&pool));
	commit(&pool);
	for (guint i = 0; i < pool.connections; i++)
		smtp_link_close(&pool.links[i]);
	if (pool.stop >= 0)
		close(pool.stop);
	smtp_supply_clear(&pool.supply);
	return !pool.stopped;
}
