/*
 * curl_mail.c - connections with TLS to a mail server, by libcurl: it connects, checks
 * certificates, says EHLO and STARTTLS and logs in.  Messages are handed over by smtp_talk.h,
 * since the library takes a reply that came before its question for an answer, and keeps to
 * itself what it has read.
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
	LANE_CLOSED,
	LANE_CONNECTING, /* the library is at it */
	LANE_OPEN,
	LANE_FAILED, /* the library could not, or had to end */
} LaneState;

/* A place for one message at a time, and its connection. */
typedef struct {
	CURL *curl;
	LaneState state;
	char trouble[CURL_ERROR_SIZE];
	const CurlMailServer *server;
	SmtpDialogue opening; /* while it connects */
	SmtpTalk talk;        /* while it is open */
	gboolean knows_size;
	gint64
	    deadline; /* of the reply, or of the next bytes of a message; monotonic microseconds */
	gint64 message_by; /* and of all of the message */
	/* Of the message under way: */
	gboolean busy;
	CurlMailLetter letter;
	SmtpReplies *replies;
} Lane;

struct CurlMail {
	CURLM *multi;
	CurlMailServer server;
	gint64 stop_until; /* monotonic microseconds; 0 while no stop is asked for */
	int stop;          /* readable when the run is to stop; or -1 */
	guint count;
	Lane lanes[];
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
 * CURLOPT_DEBUGFUNCTION, until it is connected: the only place where each reply can be seen.
 * Of a log-in only replies are kept.
 */
static int
note_traffic(CURL *curl G_GNUC_UNUSED, curl_infotype type, char *data, size_t size, void *user)
{
	Lane *lane = user;

	if (lane->state != LANE_CONNECTING ||
	    (type != CURLINFO_HEADER_OUT && type != CURLINFO_HEADER_IN))
		return 0;
	if (type == CURLINFO_HEADER_OUT) {
		SmtpCommand command = smtp_command_of(data, size);
		/* A log-in may take several lines. */
		smtp_dialogue_ask(&lane->opening, command == SMTP_OTHER ? SMTP_AUTH : command);
		lane->knows_size = lane->knows_size && command != SMTP_EHLO;
		lane->deadline = in_seconds(lane->server->timeout);
		return 0;
	}
	lane->knows_size =
	    lane->knows_size || (lane->opening.due_count > 0 && lane->opening.due[0] == SMTP_EHLO &&
	                         is_size(data, size));
	(void)smtp_dialogue_hear(&lane->opening, data, size);
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
 * The mechanisms are named, or the library would prefer what a server offers beside them: a user
 * with a domain and GSSAPI makes it ask for a Kerberos ticket and no password, and a token falls
 * back to a password, which is empty.
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
set_options(Lane *lane, const CurlMailServer *server)
{
	CURL *curl = lane->curl;

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
	/* Each step has our own deadline. */
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)server->timeout * SMTP_FINAL_FACTOR);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, lane->trouble);
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, note_traffic);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, lane);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
}

CurlMail *
curl_mail_open(const CurlMailServer *server, guint connections)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return NULL;

	CurlMail *mail = g_malloc0(sizeof *mail + connections * sizeof mail->lanes[0]);
	mail->server = *server;
	mail->stop = stop_open();
	mail->multi = curl_multi_init();
	while (mail->multi != NULL && mail->count < connections) {
		Lane *lane = &mail->lanes[mail->count];
		lane->curl = curl_easy_init();
		if (lane->curl == NULL)
			break;
		mail->count++;
		lane->server = &mail->server;
		set_options(lane, server);
	}
	if (mail->multi == NULL || mail->count < connections)
		g_clear_pointer(&mail, curl_mail_close);
	return mail;
}

/* The library closes what it has connected only when the handle is taken out. */
static void
hang_up(CurlMail *mail, Lane *lane)
{
	if (lane->state == LANE_CLOSED)
		return;
	(void)curl_multi_remove_handle(mail->multi, lane->curl);
	smtp_talk_close(&lane->talk);
	lane->state = LANE_CLOSED;
}

void
curl_mail_close(CurlMail *mail)
{
	static const char farewell[] = "QUIT\r\n";
	size_t sent = 0;

	for (guint i = 0; i < mail->count; i++) {
		Lane *lane = &mail->lanes[i];
		if (lane->state == LANE_OPEN && !lane->busy)
			(void)curl_easy_send(lane->curl, farewell, sizeof farewell - 1, &sent);
		hang_up(mail, lane);
		curl_easy_cleanup(lane->curl);
	}
	if (mail->multi != NULL)
		curl_multi_cleanup(mail->multi);
	if (mail->stop >= 0)
		close(mail->stop);
	curl_global_cleanup();
	g_free(mail);
}

static gboolean
connect_lane(CurlMail *mail, Lane *lane)
{
	lane->trouble[0] = '\0';
	lane->knows_size = FALSE;
	lane->deadline = in_seconds(lane->server->timeout);
	smtp_dialogue_init(&lane->opening, TRUE);
	if (curl_multi_add_handle(mail->multi, lane->curl) != CURLM_OK)
		return FALSE;
	lane->state = LANE_CONNECTING;
	return TRUE;
}

/* What has come is heard.  FALSE when nothing has. */
static gboolean
listen_to(Lane *lane)
{
	char data[CHUNK];
	size_t size = 0;
	CURLcode code = curl_easy_recv(lane->curl, data, sizeof data, &size);

	if (code == CURLE_AGAIN)
		return FALSE;
	if (code == CURLE_OK && size > 0)
		smtp_talk_hear(&lane->talk, data, size);
	else
		smtp_talk_hang_up(&lane->talk, FALSE);
	return TRUE;
}

/* FALSE when there is nothing to be sent, or no room for it. */
static gboolean
speak(Lane *lane)
{
	size_t size = 0, sent = 0;
	const char *out = smtp_talk_out(&lane->talk, &size);
	if (size == 0)
		return FALSE;

	CURLcode code = curl_easy_send(lane->curl, out, MIN(size, (size_t)CHUNK), &sent);
	if (code == CURLE_AGAIN)
		return FALSE;
	if (code == CURLE_OK) {
		smtp_talk_sent(&lane->talk, sent);
		lane->deadline =
		    in_seconds(lane->server->timeout * (lane->talk.handed ? SMTP_FINAL_FACTOR : 1));
		return TRUE;
	}
	/* It may have said why. */
	while (lane->talk.state != SMTP_TALK_ENDED && listen_to(lane))
		continue;
	smtp_talk_hang_up(&lane->talk, FALSE);
	return TRUE;
}

/* The message is out, and the server has said nothing: the last moment for taking it back. */
static void
offer(Lane *lane)
{
	gboolean leave = lane->letter.leave(lane->letter.data);

	while (leave && lane->talk.state == SMTP_TALK_OFFERS && listen_to(lane))
		continue;
	if (lane->talk.state != SMTP_TALK_OFFERS)
		return;
	if (leave)
		smtp_talk_hand_over(&lane->talk);
	else
		smtp_talk_hang_up(&lane->talk, FALSE);
}

/* As far as it goes without waiting. */
static void
advance(Lane *lane)
{
	gboolean moved = TRUE;

	while (moved && lane->talk.state != SMTP_TALK_ENDED) {
		/* What has come before a question is none of its answers. */
		while (lane->talk.state != SMTP_TALK_ENDED && listen_to(lane))
			continue;
		moved = speak(lane);
		if (lane->talk.state == SMTP_TALK_OFFERS) {
			offer(lane);
			moved = TRUE;
		}
	}
}

static void
begin(Lane *lane)
{
	lane->message_by = in_seconds(MESSAGE_MINUTES * 60);
	smtp_talk_begin(&lane->talk, lane->letter.recipient, lane->letter.message);
	advance(lane);
}

/*
 * A kept connection that has anything to say has closed, or is about to (RFC 5321 3.8), or is
 * out of step.
 */
static gboolean
is_fresh(Lane *lane)
{
	return lane->state == LANE_OPEN && !lane->talk.broken && !listen_to(lane);
}

gboolean
curl_mail_start(CurlMail *mail, guint index, const CurlMailLetter *letter, SmtpReplies *replies)
{
	Lane *lane = &mail->lanes[index];

	*replies = (SmtpReplies){ 0 };
	lane->letter = *letter;
	lane->replies = replies;
	FAIL_POINT("curl.send");
	gboolean fresh = is_fresh(lane);
	if (!fresh) {
		hang_up(mail, lane);
		if (!connect_lane(mail, lane))
			return FALSE;
	}
	lane->busy = TRUE;
	if (fresh)
		begin(lane);
	return TRUE;
}

/* What the library has to say of connections that were to be made. */
static void
hear_library(CurlMail *mail)
{
	const CURLMsg *message;
	int left = 0, running = 0;

	(void)curl_multi_perform(mail->multi, &running);
	while ((message = curl_multi_info_read(mail->multi, &left)) != NULL) {
		CURLcode code = message->data.result;
		for (guint i = 0; i < mail->count; i++) {
			Lane *lane = &mail->lanes[i];
			if (lane->curl != message->easy_handle || lane->state != LANE_CONNECTING)
				continue;
			lane->state = code == CURLE_OK ? LANE_OPEN : LANE_FAILED;
			if (code == CURLE_LOGIN_DENIED && lane->opening.last < SMTP_AUTH)
				g_strlcpy(lane->trouble,
				          "none of the log-ins that the server offers can be used",
				          sizeof lane->trouble);
			else if (code != CURLE_OK && lane->trouble[0] == '\0')
				g_strlcpy(lane->trouble, curl_easy_strerror(code),
				          sizeof lane->trouble);
			if (code != CURLE_OK)
				continue;
			smtp_talk_open(&lane->talk, mail->server.envelope_from, lane->knows_size);
			begin(lane);
		}
	}
}

static gboolean
has_ended(const Lane *lane)
{
	return lane->busy && (lane->state == LANE_FAILED ||
	                      (lane->state == LANE_OPEN && lane->talk.state == SMTP_TALK_ENDED));
}

/* When the lane is waited for no longer. */
static gint64
deadline_of(const CurlMail *mail, const Lane *lane)
{
	gboolean handed = lane->state == LANE_OPEN && lane->talk.handed;
	gint64 deadline = lane->state == LANE_OPEN && !handed
	                      ? MIN(lane->deadline, lane->message_by)
	                      : lane->deadline;

	/*
	 * Without its final dot no server may take a message, so only one that was handed over
	 * is waited for.
	 */
	if (mail->stop_until != 0)
		return handed ? MIN(deadline, mail->stop_until) : 0;
	return deadline;
}

/*
 * `now` is of before all that had come was heard: what we took long over is not the server's
 * delay.
 */
static void
end_late(CurlMail *mail, gint64 now)
{
	for (guint i = 0; i < mail->count; i++) {
		Lane *lane = &mail->lanes[i];
		if (!lane->busy || has_ended(lane) || now < deadline_of(mail, lane))
			continue;
		if (lane->state == LANE_OPEN) {
			smtp_talk_hang_up(&lane->talk, mail->stop_until == 0);
			continue;
		}
		if (mail->stop_until == 0)
			smtp_dialogue_give_up(&lane->opening);
		lane->state = LANE_FAILED;
	}
}

static void
look_for_stop(CurlMail *mail)
{
	if (mail->stop_until == 0 && stop_asked())
		mail->stop_until = in_seconds(STOP_GRACE - 1);
}

/* Until there is something to do for a lane, at most until `until`. */
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
		Lane *lane = &mail->lanes[i];
		curl_socket_t socket = CURL_SOCKET_BAD;
		gsize out = 0;
		if (!lane->busy)
			continue;
		deadline = MIN(deadline, deadline_of(mail, lane));
		if (lane->state != LANE_OPEN ||
		    curl_easy_getinfo(lane->curl, CURLINFO_ACTIVESOCKET, &socket) != CURLE_OK ||
		    socket == CURL_SOCKET_BAD)
			continue;
		(void)smtp_talk_out(&lane->talk, &out);
		waits[count++] = (struct curl_waitfd){
			.fd = socket,
			.events = (short)(CURL_WAIT_POLLIN | (out > 0 ? CURL_WAIT_POLLOUT : 0))
		};
	}
	gint64 left = MAX(0, deadline - g_get_monotonic_time()) / 1000 + 1;
	(void)curl_multi_poll(mail->multi, waits, count, (int)MIN(left, POLL_MAX), NULL);
}

/* The connection stays when it is in order. */
static void
end_message(CurlMail *mail, Lane *lane, char *text, gsize size)
{
	FAIL_POINT("curl.answered");
	lane->busy = FALSE;
	if (lane->state == LANE_OPEN) {
		smtp_talk_result(&lane->talk, lane->replies, text, size);
		if (lane->talk.broken)
			hang_up(mail, lane);
		return;
	}
	smtp_dialogue_judge(&lane->opening, lane->replies, text, size);
	if (!lane->replies->said && lane->replies->fault == SMTP_FAULT_NONE)
		g_strlcpy(text, lane->trouble, size);
	hang_up(mail, lane);
}

static gboolean
is_any_busy(const CurlMail *mail)
{
	for (guint i = 0; i < mail->count; i++)
		if (mail->lanes[i].busy)
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
			if (mail->lanes[i].busy && mail->lanes[i].state == LANE_OPEN)
				advance(&mail->lanes[i]);
		look_for_stop(mail);
		end_late(mail, now);
		for (guint i = 0; i < mail->count; i++) {
			if (!has_ended(&mail->lanes[i]))
				continue;
			end_message(mail, &mail->lanes[i], text, size);
			return (int)i;
		}
		if (g_get_monotonic_time() >= until)
			return CURL_MAIL_TIME;
		wait_for_any(mail, until);
	}
	return CURL_MAIL_IDLE;
}
