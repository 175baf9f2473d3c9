/* smtps.c - mail to a server with TLS, and a log-in when there is one. */
#include "address.h"
#include "base/stop.h"
#include "config/secret.h"
#include "curl_mail.h"
#include "deliver/transport.h"
#include "smtp_body.h"

#include <string.h>

enum {
	PORT = 25,
	PORT_TLS = 465, /* RFC 8314 7.3 */
	CONNECTIONS_MAX = 16,
	WORTH = 10,     /* messages that are worth another connection */
	BREAKS_MAX = 3, /* broken connections that one run bears with */
};

/* A message under way, one for each connection. */
typedef struct {
	const DeliveryJournal *journal;
	const Delivery *delivery; /* NULL: the connection is idle */
	GBytes *canonical;
	SmtpReplies replies;
	gboolean begun;
	gboolean refused; /* by the journal */
} Letter;

typedef struct {
	CurlMail *mail;
	const char *place; /* "host:port", for people */
	const DeliveryJournal *journal;
	GPtrArray *deliveries;
	guint next;
	Letter letters[CONNECTIONS_MAX];
	guint connections;
	guint breaks;
	gboolean proven;  /* the server has answered for a message */
	gboolean stopped; /* nothing more is begun */
} Round;

/* The parts of `via`; the last two are secrets. */
typedef struct {
	char *url;
	char *place;
	char *user;
	char *password;
} Access;

static gboolean
begin(gpointer data)
{
	Letter *letter = data;

	if (!letter->begun && !letter->refused && !stop_requested())
		letter->begun = journal_begin(letter->journal, letter->delivery);
	letter->refused = !letter->begun;
	return letter->begun;
}

static void
read_access(const char *via, Access *access)
{
	g_autoptr(GUri) uri = g_uri_parse(via, G_URI_FLAGS_HAS_PASSWORD, NULL);
	const char *host = g_uri_get_host(uri);
	const char *scheme = g_uri_get_scheme(uri);
	int known_port = strcmp(scheme, "smtps") == 0 ? PORT_TLS : PORT;
	int port = g_uri_get_port(uri) > 0 ? g_uri_get_port(uri) : known_port;

	access->place =
	    g_strdup_printf(strchr(host, ':') == NULL ? "%s:%d" : "[%s]:%d", host, port);
	access->url = g_strdup_printf("%s://%s", scheme, access->place);
	access->user = g_strdup(g_uri_get_user(uri));
	access->password = g_strdup(g_uri_get_password(uri));
}

static void
forget_access(Access *access)
{
	g_free(access->url);
	g_free(access->place);
	secret_wipe(access->user);
	secret_wipe(access->password);
}

/* A message without a body or address is settled without the server. */
static gboolean
is_sound(const Delivery *delivery, const DeliveryJournal *journal)
{
	if (address_is_sound(delivery->message->recipient) && delivery->message->body != NULL)
		return TRUE;
	journal_refuse(journal, delivery, OUTCOME_PERMANENT,
	               "the address cannot stand in an envelope, or the message has no body");
	return FALSE;
}

static void
start(Round *round, guint index, const Delivery *delivery)
{
	Letter *letter = &round->letters[index];

	*letter = (Letter){ .journal = round->journal, .delivery = delivery };
	letter->canonical = smtp_body_canonical(delivery->message->body);
	CurlMailLetter given = { .recipient = delivery->message->recipient,
		                 .message = letter->canonical,
		                 .leave = begin,
		                 .data = letter };
	if (curl_mail_start(round->mail, index, &given, &letter->replies))
		return;
	g_clear_pointer(&letter->canonical, g_bytes_unref);
	letter->delivery = NULL;
	round->stopped = TRUE;
}

/* The first connection is alone until the server has answered, so that one that is down costs one
 * attempt. */
static void
start_letters(Round *round)
{
	guint wanted = round->proven ? round->connections : 1;

	for (guint i = 0; i < wanted && !round->stopped; i++) {
		while (round->letters[i].delivery == NULL && round->next < round->deliveries->len &&
		       !round->stopped && !stop_requested()) {
			const Delivery *delivery =
			    g_ptr_array_index(round->deliveries, round->next++);
			if (is_sound(delivery, round->journal))
				start(round, i, delivery);
		}
	}
}

/* A message that was answered for, one way or the other, has broken no connection. */
static gboolean
is_in_order(const SmtpReplies *replies)
{
	gboolean refused = replies->mail >= 400 || replies->rcpt >= 400 || replies->data >= 400;

	return replies->fault == SMTP_FAULT_NONE && (replies->finished || refused);
}

static void
settle(Round *round, Letter *letter, const char *text)
{
	Outcome outcome = { .kind = OUTCOME_UNKNOWN };
	gboolean answered = letter->replies.mail != 0;

	if (begin(letter)) {
		smtp_classify(&letter->replies, round->place, text, &outcome);
		letter->refused = !journal_settle(letter->journal, letter->delivery, &outcome);
		outcome_clear(&outcome);
	}
	round->proven = round->proven || answered;
	round->breaks += is_in_order(&letter->replies) ? 0 : 1;
	/*
	 * Where no connection or log-in was to be had, or nothing was ever answered, the next
	 * message fares no better.
	 */
	gboolean hopeless = !answered && (letter->replies.at < SMTP_MAIL || !round->proven);
	if (letter->refused || hopeless || round->breaks >= BREAKS_MAX)
		round->stopped = TRUE;
	g_clear_pointer(&letter->canonical, g_bytes_unref);
	letter->delivery = NULL;
}

/* FALSE when no message is under way. */
static gboolean
attend(Round *round)
{
	char text[240] = "";
	int index = curl_mail_wait(round->mail, text, sizeof text);

	if (index < 0)
		return FALSE;
	settle(round, &round->letters[index], text);
	return TRUE;
}

static gboolean
send_over(const CurlMailServer *server, const char *place, guint connections, GPtrArray *deliveries,
          const DeliveryJournal *journal)
{
	Round round = { .place = place, .journal = journal, .deliveries = deliveries };

	round.connections = CLAMP(MIN(connections, deliveries->len / WORTH), 1, CONNECTIONS_MAX);
	round.mail = curl_mail_open(server, round.connections);
	if (round.mail == NULL) {
		journal_refuse(journal, g_ptr_array_index(deliveries, 0), OUTCOME_TEMPORARY,
		               "libcurl, which sends by TLS, cannot be loaded or started");
		return FALSE;
	}
	do
		start_letters(&round);
	while (attend(&round));
	curl_mail_close(round.mail);
	return !round.stopped;
}

static gboolean
send_all(const Route *route, GPtrArray *deliveries, const DeliveryJournal *journal)
{
	Access access = { 0 };
	const Delivery *first = g_ptr_array_index(deliveries, 0);

	if (!address_is_sound(route->envelope_from)) {
		journal_refuse(journal, first, OUTCOME_TEMPORARY,
		               "the sender's address cannot stand in an envelope: see mail.from");
		return FALSE;
	}
	read_access(route->via, &access);
	if (route->token != NULL && access.user == NULL) {
		journal_refuse(journal, first, OUTCOME_TEMPORARY,
		               "mail.oauth needs to know who logs in: write smtps://USER@HOST");
		forget_access(&access);
		return FALSE;
	}
	CurlMailServer server = { .url = access.url,
		                  .user = access.user,
		                  .password = access.password,
		                  .token = route->token,
		                  .ca_file = route->ca_file,
		                  .envelope_from = route->envelope_from,
		                  .timeout = MAX(route->timeout, 1) };
	gboolean sent = send_over(&server, access.place, route->connections, deliveries, journal);
	forget_access(&access);
	return sent;
}

const Transport transport_smtps = { .send = send_all };
