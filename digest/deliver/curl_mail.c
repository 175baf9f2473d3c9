/*
 * curl_mail.c - connections with TLS to a mail server.  libcurl connects, checks certificates, says
 * EHLO and STARTTLS and logs in.  It would take a reply that came before its command for the
 * answer, and does not show what it has read, so messages are sent by smtp_talk.h.
 */
#include "curl_mail.h"

#include "base/fail_point.h"
#include "base/stop.h"
#include "smtp_talk.h"

#include <curl/curl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	MESSAGE_MINUTES = 10, /* for handing one over, however large it is */
	CHUNK = 16 * 1024,
	POLL_MAX = 60 * 1000, /* milliseconds; a stop is seen at once */
};

typedef enum {
	CONNECTION_CLOSED,
	CONNECTION_CONNECTING, /* libcurl does it */
	CONNECTION_OPEN,
	CONNECTION_FAILED, /* it could not be opened, or not in time */
} ConnectionState;

typedef struct {
	CURL *curl;
	ConnectionState state;
	char trouble[CURL_ERROR_SIZE];
	const CurlMailServer *server;
	SmtpDialogue opening; /* while it connects */
	SmtpTalk talk;        /* while it is open */
	gboolean knows_size;
	gint64
	    deadline; /* of the reply, or of the next bytes of a message; monotonic microseconds */
	gint64 message_by; /* when all of the message has to be sent */
	/* Of the message under way: */
	gboolean busy;
	CurlMailMessage message;
	SmtpReplies *replies;
} Connection;

struct CurlMail {
	CURLM *multi;
	CurlMailServer server;
	gint64 stop_until; /* when to wait for no answer any more; 0: not stopping */
	int stop;          /* from stop_signal_fd() */
	guint count;
	Connection connections[];
};

static gint64
in_seconds(guint seconds)
{
	return g_get_monotonic_time() + (gint64)seconds * G_USEC_PER_SEC;
}

/* RFC 1870: "250-SIZE 10240000" in the reply to EHLO. */
static gboolean
is_size(const char *line, size_t length)
{
	static const char word[] = "SIZE";
	const size_t at = sizeof "250-" - 1, end = at + sizeof word - 1;

	return length > end && g_ascii_strncasecmp(line + at, word, sizeof word - 1) == 0 &&
	       !g_ascii_isalnum(line[end]);
}

/*
 * CURLOPT_DEBUGFUNCTION, which is the only way to see each reply, until the connection is open.  Of
 * a log-in only the replies are kept.
 */
static int
note_traffic(CURL *curl G_GNUC_UNUSED, curl_infotype type, char *data, size_t size, void *user)
{
	Connection *connection = user;

	if (connection->state != CONNECTION_CONNECTING ||
	    (type != CURLINFO_HEADER_OUT && type != CURLINFO_HEADER_IN))
		return 0;
	if (type == CURLINFO_HEADER_OUT) {
		SmtpCommand command = smtp_command_of(data, size);
		/* A log-in may take several lines. */
		smtp_dialogue_ask(&connection->opening,
		                  command == SMTP_OTHER ? SMTP_AUTH : command);
		connection->knows_size = connection->knows_size && command != SMTP_EHLO;
		connection->deadline = in_seconds(connection->server->timeout);
		return 0;
	}
	connection->knows_size = connection->knows_size ||
	                         (connection->opening.due_count > 0 &&
	                          connection->opening.due[0] == SMTP_EHLO && is_size(data, size));
	(void)smtp_dialogue_hear(&connection->opening, data, size);
	return 0;
}

/* CURLOPT_OPENSOCKETFUNCTION */
static curl_socket_t
open_socket(void *user G_GNUC_UNUSED, curlsocktype purpose G_GNUC_UNUSED,
            struct curl_sockaddr *address)
{
	int opened = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);

	return opened < 0 ? CURL_SOCKET_BAD : opened;
}

/*
 * Names the mechanisms, because libcurl would prefer others that the server offers: with GSSAPI and
 * a user with a domain it asks for a Kerberos ticket and ignores the password, and instead of a
 * token it tries the empty password.
 */
static void
set_login(CURL *curl, const CurlMailServer *server)
{
	if (server->user == NULL)
		return;
	curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
	if (server->token != NULL) {
		curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, server->token);
		curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=OAUTHBEARER;AUTH=XOAUTH2");
	} else {
		curl_easy_setopt(curl, CURLOPT_PASSWORD,
		                 server->password != NULL ? server->password : "");
		curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS,
		                 "AUTH=SCRAM-SHA-256;AUTH=SCRAM-SHA-1;AUTH=PLAIN;AUTH=LOGIN");
	}
}

static void
set_options(Connection *connection, const CurlMailServer *server)
{
	CURL *curl = connection->curl;

	curl_easy_setopt(curl, CURLOPT_URL, server->url);
	curl_easy_setopt(curl, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	if (server->ca_file != NULL)
		curl_easy_setopt(curl, CURLOPT_CAINFO, server->ca_file);
	set_login(curl, server);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	/* Each reply has its own deadline. */
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)server->timeout * SMTP_FINAL_FACTOR);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, connection->trouble);
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, note_traffic);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, connection);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
}

CurlMail *
curl_mail_open(const CurlMailServer *server, guint connections)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return NULL;

	CurlMail *mail = g_malloc0(sizeof *mail + connections * sizeof mail->connections[0]);
	mail->server = *server;
	mail->stop = stop_signal_fd();
	mail->multi = curl_multi_init();
	while (mail->multi != NULL && mail->count < connections) {
		Connection *connection = &mail->connections[mail->count];
		connection->curl = curl_easy_init();
		if (connection->curl == NULL)
			break;
		mail->count++;
		connection->server = &mail->server;
		set_options(connection, server);
	}
	if (mail->multi == NULL || mail->count < connections)
		g_clear_pointer(&mail, curl_mail_close);
	return mail;
}

/* libcurl closes its connection only when the handle is removed. */
static void
hang_up(CurlMail *mail, Connection *connection)
{
	if (connection->state == CONNECTION_CLOSED)
		return;
	(void)curl_multi_remove_handle(mail->multi, connection->curl);
	smtp_talk_close(&connection->talk);
	connection->state = CONNECTION_CLOSED;
}

void
curl_mail_close(CurlMail *mail)
{
	static const char farewell[] = "QUIT\r\n";
	size_t sent = 0;

	for (guint i = 0; i < mail->count; i++) {
		Connection *connection = &mail->connections[i];
		if (connection->state == CONNECTION_OPEN && !connection->busy)
			(void)curl_easy_send(connection->curl, farewell, sizeof farewell - 1,
			                     &sent);
		hang_up(mail, connection);
		curl_easy_cleanup(connection->curl);
	}
	if (mail->multi != NULL)
		curl_multi_cleanup(mail->multi);
	if (mail->stop >= 0)
		close(mail->stop);
	curl_global_cleanup();
	g_free(mail);
}

static gboolean
open_connection(CurlMail *mail, Connection *connection)
{
	connection->trouble[0] = '\0';
	connection->knows_size = FALSE;
	connection->deadline = in_seconds(connection->server->timeout);
	smtp_dialogue_init(&connection->opening, TRUE);
	if (curl_multi_add_handle(mail->multi, connection->curl) != CURLM_OK)
		return FALSE;
	connection->state = CONNECTION_CONNECTING;
	return TRUE;
}

/* Hears what has come.  Returns FALSE when nothing has. */
static gboolean
listen_to(Connection *connection)
{
	char data[CHUNK];
	size_t size = 0;
	CURLcode code = curl_easy_recv(connection->curl, data, sizeof data, &size);

	if (code == CURLE_AGAIN)
		return FALSE;
	if (code == CURLE_OK && size > 0)
		smtp_talk_hear(&connection->talk, data, size);
	else
		smtp_talk_hang_up(&connection->talk, FALSE);
	return TRUE;
}

/* Sends what it can.  Returns FALSE when there is nothing to be sent, or no room for it. */
static gboolean
speak(Connection *connection)
{
	size_t size = 0, sent = 0;
	const char *out = smtp_talk_out(&connection->talk, &size);
	if (size == 0)
		return FALSE;

	CURLcode code = curl_easy_send(connection->curl, out, MIN(size, (size_t)CHUNK), &sent);
	if (code == CURLE_AGAIN)
		return FALSE;
	if (code == CURLE_OK) {
		smtp_talk_sent(&connection->talk, sent);
		connection->deadline =
		    in_seconds(connection->server->timeout *
		               (connection->talk.handed ? SMTP_FINAL_FACTOR : 1));
		return TRUE;
	}
	/* The server may have said why. */
	while (connection->talk.state != SMTP_TALK_ENDED && listen_to(connection))
		continue;
	smtp_talk_hang_up(&connection->talk, FALSE);
	return TRUE;
}

/* All but the final dot is sent, and the server has said nothing: sends the dot, or hangs up. */
static void
offer(Connection *connection)
{
	gboolean leave = connection->message.may_hand_over(connection->message.data);

	while (leave && connection->talk.state == SMTP_TALK_OFFERS && listen_to(connection))
		continue;
	if (connection->talk.state != SMTP_TALK_OFFERS)
		return;
	if (leave)
		smtp_talk_hand_over(&connection->talk);
	else
		smtp_talk_hang_up(&connection->talk, FALSE);
}

/* Hears and sends as much as is possible without waiting. */
static void
advance(Connection *connection)
{
	gboolean moved = TRUE;

	while (moved && connection->talk.state != SMTP_TALK_ENDED) {
		/* What came before a command does not answer it. */
		while (connection->talk.state != SMTP_TALK_ENDED && listen_to(connection))
			continue;
		moved = speak(connection);
		if (connection->talk.state == SMTP_TALK_OFFERS) {
			offer(connection);
			moved = TRUE;
		}
	}
}

static void
begin(Connection *connection)
{
	connection->message_by = in_seconds(MESSAGE_MINUTES * 60);
	smtp_talk_begin(&connection->talk, connection->message.recipient, connection->message.body);
	advance(connection);
}

/*
 * Returns TRUE when the open connection can take the next message.  If the server has said anything
 * since the last one, it has closed, is about to (RFC 5321 3.8), or is out of step.
 */
static gboolean
is_fresh(Connection *connection)
{
	return connection->state == CONNECTION_OPEN && !connection->talk.broken &&
	       !listen_to(connection);
}

gboolean
curl_mail_start(CurlMail *mail, guint index, const CurlMailMessage *message, SmtpReplies *replies)
{
	Connection *connection = &mail->connections[index];

	*replies = (SmtpReplies){ 0 };
	connection->message = *message;
	connection->replies = replies;
	FAIL_POINT("curl.send");
	gboolean fresh = is_fresh(connection);
	if (!fresh) {
		hang_up(mail, connection);
		if (!open_connection(mail, connection))
			return FALSE;
	}
	connection->busy = TRUE;
	if (fresh)
		begin(connection);
	return TRUE;
}

/* Lets libcurl work on the connections that it opens. */
static void
hear_library(CurlMail *mail)
{
	const CURLMsg *message;
	int left = 0, running = 0;

	(void)curl_multi_perform(mail->multi, &running);
	while ((message = curl_multi_info_read(mail->multi, &left)) != NULL) {
		CURLcode code = message->data.result;
		for (guint i = 0; i < mail->count; i++) {
			Connection *connection = &mail->connections[i];
			if (connection->curl != message->easy_handle ||
			    connection->state != CONNECTION_CONNECTING)
				continue;
			connection->state = code == CURLE_OK ? CONNECTION_OPEN : CONNECTION_FAILED;
			if (code == CURLE_LOGIN_DENIED && connection->opening.last < SMTP_AUTH)
				g_strlcpy(connection->trouble,
				          "none of the log-ins that the server offers can be used",
				          sizeof connection->trouble);
			else if (code != CURLE_OK && connection->trouble[0] == '\0')
				g_strlcpy(connection->trouble, curl_easy_strerror(code),
				          sizeof connection->trouble);
			if (code != CURLE_OK)
				continue;
			smtp_talk_open(&connection->talk, mail->server.envelope_from,
			               connection->knows_size);
			begin(connection);
		}
	}
}

static gboolean
has_ended(const Connection *connection)
{
	return connection->busy && (connection->state == CONNECTION_FAILED ||
	                            (connection->state == CONNECTION_OPEN &&
	                             connection->talk.state == SMTP_TALK_ENDED));
}

/* Returns when the connection is not waited for any more. */
static gint64
deadline_of(const CurlMail *mail, const Connection *connection)
{
	gboolean handed = connection->state == CONNECTION_OPEN && connection->talk.handed;
	gint64 deadline = connection->state == CONNECTION_OPEN && !handed
	                      ? MIN(connection->deadline, connection->message_by)
	                      : connection->deadline;

	/* No server may take a message without its final dot, so the others are not waited for. */
	if (mail->stop_until != 0)
		return handed ? MIN(deadline, mail->stop_until) : 0;
	return deadline;
}

/*
 * Ends messages whose server is late.  `now` is the time before we heard what had come, so that our
 * own delay does not count.
 */
static void
end_late(CurlMail *mail, gint64 now)
{
	for (guint i = 0; i < mail->count; i++) {
		Connection *connection = &mail->connections[i];
		if (!connection->busy || has_ended(connection) ||
		    now < deadline_of(mail, connection))
			continue;
		if (connection->state == CONNECTION_OPEN) {
			smtp_talk_hang_up(&connection->talk, mail->stop_until == 0);
			continue;
		}
		if (mail->stop_until == 0)
			smtp_dialogue_give_up(&connection->opening);
		connection->state = CONNECTION_FAILED;
	}
}

static void
look_for_stop(CurlMail *mail)
{
	if (mail->stop_until == 0 && stop_requested())
		mail->stop_until = in_seconds(STOP_GRACE - 1);
}

/* Waits until there is something to do for a connection, or until `until`. */
static void
wait_for_any(CurlMail *mail, gint64 until)
{
	g_autofree struct curl_waitfd *waits = g_new0(struct curl_waitfd, mail->count + 1);
	gint64 deadline = until;
	unsigned count = 0;

	if (mail->stop_until == 0 && mail->stop >= 0)
		waits[count++] =
		    (struct curl_waitfd){ .fd = mail->stop, .events = CURL_WAIT_POLLIN };
	for (guint i = 0; i < mail->count; i++) {
		Connection *connection = &mail->connections[i];
		curl_socket_t socket = CURL_SOCKET_BAD;
		gsize out = 0;
		if (!connection->busy)
			continue;
		deadline = MIN(deadline, deadline_of(mail, connection));
		if (connection->state != CONNECTION_OPEN ||
		    curl_easy_getinfo(connection->curl, CURLINFO_ACTIVESOCKET, &socket) !=
		        CURLE_OK ||
		    socket == CURL_SOCKET_BAD)
			continue;
		(void)smtp_talk_out(&connection->talk, &out);
		waits[count++] = (struct curl_waitfd){
			.fd = socket,
			.events = (short)(CURL_WAIT_POLLIN | (out > 0 ? CURL_WAIT_POLLOUT : 0))
		};
	}
	gint64 left = MAX(0, deadline - g_get_monotonic_time()) / 1000 + 1;
	(void)curl_multi_poll(mail->multi, waits, count, (int)MIN(left, POLL_MAX), NULL);
}

/* Stores what became of the message.  Keeps the connection when it is in order. */
static void
end_message(CurlMail *mail, Connection *connection, char *text, gsize size)
{
	FAIL_POINT("curl.answered");
	connection->busy = FALSE;
	if (connection->state == CONNECTION_OPEN) {
		smtp_talk_result(&connection->talk, connection->replies, text, size);
		if (connection->talk.broken)
			hang_up(mail, connection);
		return;
	}
	smtp_dialogue_judge(&connection->opening, connection->replies, text, size);
	if (!connection->replies->said && connection->replies->fault == SMTP_FAULT_NONE)
		g_strlcpy(text, connection->trouble, size);
	hang_up(mail, connection);
}

static gboolean
is_any_busy(const CurlMail *mail)
{
	for (guint i = 0; i < mail->count; i++)
		if (mail->connections[i].busy)
			return TRUE;
	return FALSE;
}

int
curl_mail_wait(CurlMail *mail, gint64 until, char *text, gsize size)
{
	while (is_any_busy(mail)) {
		gint64 now = g_get_monotonic_time();
		hear_library(mail);
		for (guint i = 0; i < mail->count; i++)
			if (mail->connections[i].busy &&
			    mail->connections[i].state == CONNECTION_OPEN)
				advance(&mail->connections[i]);
		look_for_stop(mail);
		end_late(mail, now);
		for (guint i = 0; i < mail->count; i++) {
			if (!has_ended(&mail->connections[i]))
				continue;
			end_message(mail, &mail->connections[i], text, size);
			return (int)i;
		}
		if (g_get_monotonic_time() >= until)
			return CURL_MAIL_TIME;
		wait_for_any(mail, until);
	}
	return CURL_MAIL_IDLE;
}
