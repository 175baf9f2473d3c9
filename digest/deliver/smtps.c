/* smtps.c - mail to a server with TLS, and a log-in when there is one. */
#include "address.h"
#include "base/stop.h"
#include "config/secret.h"
#include "curl_mail.h"
#include "mail_queue.h"

#include <string.h>

enum {
	PORT = 25,
	PORT_TLS = 465, /* RFC 8314 7.3 */
	CONNECTIONS_MAX = 16,
	WORTH = 10,          /* messages that are worth another connection */
	BYTES_MAX = 4 << 20, /* of the bodies that wait */
	BREAKS_MAX = 3,      /* broken connections that one run bears with */
};

typedef struct SendLoop SendLoop;

/* The message of one connection. */
typedef struct {
	SendLoop *loop;
	Delivery *delivery; /* owned; NULL: the connection is idle */
	SmtpReplies replies;
	gboolean begun; /* noted so, and that is committed unless the journal has refused it */
} InFlight;

/*
 * A commit waits for the disk, however much it carries.  So one commit carries the outcomes of all
 * messages since the last one, and notes the first `begun` of those that wait as begun.
 */
struct SendLoop {
	CurlMail *mail;
	const char *server; /* "host:port", for people */
	const DeliveryJournal *journal;
	MailQueue queue;
	guint begun;
	guint ahead; /* how many messages are noted at once */
	InFlight in_flight[CONNECTIONS_MAX];
	guint connections;
	guint breaks;
	gint64 commit_by; /* monotonic microseconds; G_MAXINT64: nothing is noted */
	gboolean proven;  /* the server has answered for a message */
	gboolean refused; /* by the journal */
	gboolean stopped; /* nothing more is started */
};

/* The parts of `via`; the last two are secrets. */
typedef struct {
	char *url;
	char *host_port;
	char *user;
	char *password;
} UrlParts;

static gboolean
note_begun(SendLoop *loop, const Delivery *delivery)
{
	if (!loop->refused)
		loop->refused = !loop->journal->begin(delivery, loop->journal->data);
	return !loop->refused;
}

static void
commit(SendLoop *loop)
{
	loop->commit_by = G_MAXINT64;
	if (!loop->journal->commit(loop->journal->data))
		loop->refused = TRUE;
}

/* Notes the message and those that come next as begun, with one commit. */
static void
begin_ahead(InFlight *message)
{
	SendLoop *loop = message->loop;
	guint end = loop->proven ? loop->ahead : 0;
	GList *next = g_queue_peek_nth_link(&loop->queue.waiting, loop->begun);

	message->begun = note_begun(loop, message->delivery);
	for (; next != NULL && loop->begun < end && note_begun(loop, next->data); next = next->next)
		loop->begun++;
	commit(loop);
}

/* CurlMailCheck.  A message that is not noted as begun, durably, gets no final dot. */
static gboolean
may_hand_over(gpointer data)
{
	InFlight *message = data;

	if (stop_requested())
		return FALSE;
	if (!message->begun)
		begin_ahead(message);
	return !message->loop->refused;
}

static void
split_url(const char *via, UrlParts *parts)
{
	g_autoptr(GUri) uri = g_uri_parse(via, G_URI_FLAGS_HAS_PASSWORD, NULL);
	const char *host = g_uri_get_host(uri);
	const char *scheme = g_uri_get_scheme(uri);
	int known_port = strcmp(scheme, "smtps") == 0 ? PORT_TLS : PORT;
	int port = g_uri_get_port(uri) > 0 ? g_uri_get_port(uri) : known_port;

	parts->host_port =
	    g_strdup_printf(strchr(host, ':') == NULL ? "%s:%d" : "[%s]:%d", host, port);
	parts->url = g_strdup_printf("%s://%s", scheme, parts->host_port);
	parts->user = g_strdup(g_uri_get_user(uri));
	parts->password = g_strdup(g_uri_get_password(uri));
}

static void
url_parts_clear(UrlParts *parts)
{
	g_free(parts->url);
	g_free(parts->host_port);
	secret_wipe(parts->user);
	secret_wipe(parts->password);
}

static void
start(SendLoop *loop, guint index)
{
	InFlight *message = &loop->in_flight[index];
	Delivery *delivery = mail_queue_pop(&loop->queue);

	*message = (InFlight){ .loop = loop, .delivery = delivery, .begun = loop->begun > 0 };
	loop->begun -= message->begun ? 1 : 0;
	CurlMailMessage given = { .recipient = delivery->message->recipient,
		                  .body = delivery->message->body,
		                  .may_hand_over = may_hand_over,
		                  .data = message };
	if (curl_mail_start(loop->mail, index, &given, &message->replies))
		return;
	mail_queue_give_back(&loop->queue, g_steal_pointer(&message->delivery));
	loop->begun += message->begun ? 1 : 0;
	loop->stopped = TRUE;
}

/*
 * Gives each idle connection a message.  The first connection is alone until the server has
 * answered, so that one that is down costs one attempt.
 */
static void
start_messages(SendLoop *loop)
{
	guint wanted = loop->proven ? loop->connections : 1;

	for (guint i = 0; i < wanted && !loop->stopped && !stop_requested(); i++)
		if (loop->in_flight[i].delivery == NULL &&
		    mail_queue_fill(&loop->queue, 1, BYTES_MAX))
			start(loop, i);
}

/* A message that was answered for, one way or the other, has broken no connection. */
static gboolean
is_in_order(const SmtpReplies *replies)
{
	gboolean refused = replies->mail >= 400 || replies->rcpt >= 400 || replies->data >= 400;

	return replies->fault == SMTP_FAULT_NONE && (replies->finished || refused);
}

/*
 * Notes what became of the message.  One that was not handed over when the run had to stop, or
 * could not be noted as begun, is as it was before.
 */
static void
settle(SendLoop *loop, InFlight *message, const char *text)
{
	gboolean handed = message->begun && message->replies.handed;
	Outcome outcome = { .kind = OUTCOME_UNKNOWN };

	if (!handed && (loop->refused || stop_requested())) {
		if (message->begun)
			loop->journal->withdraw(message->delivery, loop->journal->data);
	} else if (message->begun || note_begun(loop, message->delivery)) {
		smtp_classify(&message->replies, loop->server, text, &outcome);
		loop->journal->settle(message->delivery, &outcome, loop->journal->data);
		outcome_clear(&outcome);
	}
	loop->commit_by = MIN(loop->commit_by, g_get_monotonic_time() + MAIL_COMMIT_DELAY);
}

/* The message has ended: `text` is what its server has said. */
static void
end_message(SendLoop *loop, InFlight *message, const char *text)
{
	gboolean answered = message->replies.mail != 0;

	settle(loop, message, text);
	loop->proven = loop->proven || answered;
	loop->breaks += is_in_order(&message->replies) ? 0 : 1;
	/*
	 * Where no connection or log-in was to be had, or nothing was ever answered, the next
	 * message fares no better.
	 */
	gboolean hopeless = !answered && (message->replies.at < SMTP_MAIL || !loop->proven);
	if (loop->refused || hopeless || loop->breaks >= BREAKS_MAX || stop_requested())
		loop->stopped = TRUE;
	g_clear_pointer(&message->delivery, delivery_free);
}

/* Waits for the next message to end, or the next commit to be due.  FALSE when none is under way.
 */
static gboolean
wait_for_message(SendLoop *loop)
{
	char text[SMTP_TEXT] = "";
	int index = curl_mail_wait(loop->mail, loop->commit_by, text, sizeof text);

	if (index >= 0)
		end_message(loop, &loop->in_flight[index], text);
	if (g_get_monotonic_time() >= loop->commit_by)
		commit(loop);
	return index != CURL_MAIL_IDLE;
}

static gboolean
send_over(const CurlMailServer *server, SendLoop *loop)
{
	loop->commit_by = G_MAXINT64;
	loop->mail = curl_mail_open(server, loop->connections);
	if (loop->mail == NULL) {
		journal_refuse(loop->journal, g_queue_peek_head(&loop->queue.waiting),
		               OUTCOME_TEMPORARY, "libcurl, which sends by TLS, cannot be started");
		return FALSE;
	}
	do
		start_messages(loop);
	while (wait_for_message(loop));
	for (GList *link = loop->queue.waiting.head; loop->begun > 0; link = link->next) {
		loop->journal->withdraw(link->data, loop->journal->data);
		loop->begun--;
	}
	commit(loop);
	curl_mail_close(loop->mail);
	return !loop->stopped && !loop->refused;
}

static gboolean
send_all(const Route *route, GPtrArray *deliveries, const DeliveryJournal *journal)
{
	UrlParts parts = { 0 };
	const Delivery *first = g_ptr_array_index(deliveries, 0);

	if (!address_is_sound(route->envelope_from)) {
		journal_refuse(journal, first, OUTCOME_TEMPORARY,
		               "the sender's address cannot stand in an envelope: see mail.from");
		return FALSE;
	}
	split_url(route->via, &parts);
	if (route->token != NULL && parts.user == NULL) {
		journal_refuse(journal, first, OUTCOME_TEMPORARY,
		               "mail.oauth needs to know who logs in: write smtps://USER@HOST");
		url_parts_clear(&parts);
		return FALSE;
	}
	CurlMailServer server = { .url = parts.url,
		                  .user = parts.user,
		                  .password = parts.password,
		                  .token = route->token,
		                  .ca_file = route->ca_file,
		                  .envelope_from = route->envelope_from,
		                  .timeout = MAX(route->timeout, 1) };
	SendLoop loop = { .server = parts.host_port, .journal = journal };
	mail_queue_init(&loop.queue, deliveries, journal);
	loop.connections =
	    CLAMP(MIN(route->connections, loop.queue.waiting.length / WORTH), 1, CONNECTIONS_MAX);
	loop.ahead = route->ahead * loop.connections;
	gboolean sent = loop.queue.waiting.length == 0 || send_over(&server, &loop);
	mail_queue_clear(&loop.queue);
	url_parts_clear(&parts);
	return sent;
}

const Transport transport_smtps = { .send = send_all };
