/* smtps.c - mail to a server with TLS, and a log-in when there is one. */
#include "base/stop.h"
#include "config/secret.h"
#include "deliver/address.h"
#include "deliver/curl_mail.h"
#include "deliver/smtp_body.h"
#include "deliver/transport.h"

#include <string.h>

enum {
	BREAKS_MAX = 3, /* broken connections that one run bears with */
};

/* A message under way. */
typedef struct {
	const Ledger *ledger;
	const Delivery *delivery;
	gboolean begun;
	gboolean refused; /* by the ledger */
} Letter;

/* The parts of `via`; each but the URL is a secret. */
typedef struct {
	char *url;
	char *user;
	char *password;
} Access;

static gboolean
begin(gpointer data)
{
	Letter *letter = data;

	if (!letter->begun && !letter->refused && !stop_asked())
		letter->begun = ledger_begin(letter->ledger, letter->delivery);
	letter->refused = !letter->begun;
	return letter->begun;
}

static void
read_access(const char *via, Access *access)
{
	g_autoptr(GUri) uri = g_uri_parse(via, G_URI_FLAGS_HAS_PASSWORD, NULL);
	const char *host = g_uri_get_host(uri);
	int port = g_uri_get_port(uri);
	g_autofree char *place = port > 0 ? g_strdup_printf(":%d", port) : g_strdup("");

	access->url = g_strdup_printf(strchr(host, ':') == NULL ? "%s://%s%s" : "%s://[%s]%s", g_uri_get_scheme(uri),
	                              host, place);
	access->user = g_strdup(g_uri_get_user(uri));
	access->password = g_strdup(g_uri_get_password(uri));
}

static void
forget_access(Access *access)
{
	g_free(access->url);
	secret_wipe(access->user);
	secret_wipe(access->password);
}

/* FALSE when the connection broke.  A message without a body or header is settled without the server. */
static gboolean
send_one(CurlMail *mail, Letter *letter, gboolean *answered)
{
	const Message *message = letter->delivery->message;
	SmtpReplies replies = { 0 };
	Outcome outcome = { .kind = OUTCOME_UNKNOWN };
	char text[240] = "";

	if (!address_is_sound(message->recipient) || message->body == NULL) {
		ledger_refuse(letter->ledger, letter->delivery, OUTCOME_PERMANENT,
		              "the address cannot stand in an envelope, or the message has no body");
		return TRUE;
	}
	g_autoptr(GBytes) canonical = smtp_body_canonical(message->body);
	*answered = curl_mail_send(mail, message->recipient, canonical, begin, letter, &replies, text, sizeof text);
	if (!begin(letter))
		return FALSE;
	smtp_classify(&replies, text, &outcome);
	letter->refused = !ledger_settle(letter->ledger, letter->delivery, &outcome);
	outcome_clear(&outcome);
	/* A reply of this message's own leaves the connection in order, or lets the library make a new one. */
	return replies.finished || replies.mail >= 400 || replies.rcpt >= 400 || replies.data >= 400;
}

static gboolean
send_over(CurlMail *mail, GPtrArray *deliveries, const Ledger *ledger)
{
	guint breaks = 0;

	for (guint i = 0; i < deliveries->len && !stop_asked(); i++) {
		Letter letter = { .ledger = ledger, .delivery = g_ptr_array_index(deliveries, i) };
		gboolean answered = TRUE;
		breaks += send_one(mail, &letter, &answered) ? 0 : 1;
		if (letter.refused || !answered || breaks >= BREAKS_MAX)
			return FALSE;
	}
	return TRUE;
}

static gboolean
send_all(const Route *route, GPtrArray *deliveries, const Ledger *ledger)
{
	Access access = { 0 };
	const Delivery *first = g_ptr_array_index(deliveries, 0);

	if (!address_is_sound(route->envelope_from)) {
		ledger_refuse(ledger, first, OUTCOME_TEMPORARY,
		              "the sender's address cannot stand in an envelope: see mail.from");
		return FALSE;
	}
	read_access(route->via, &access);
	if (route->token != NULL && access.user == NULL) {
		ledger_refuse(ledger, first, OUTCOME_TEMPORARY,
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
	CurlMail *mail = curl_mail_open(&server);
	gboolean sent = mail != NULL && send_over(mail, deliveries, ledger);
	if (mail != NULL)
		curl_mail_close(mail);
	else
		ledger_refuse(ledger, first, OUTCOME_TEMPORARY, "the library for TLS cannot be started");
	forget_access(&access);
	return sent;
}

const Transport transport_smtps = { .send = send_all };
