/* curl_mail.c - connections with TLS to a mail server, by libcurl. */
#include "deliver/curl_mail.h"

#include "base/fail_point.h"
#include "base/stop.h"

#include <curl/curl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	CONNECT_SECONDS = 30,
	MINUTES_MAX = 10, /* for one message, however large */
	POLL_MAX = 500,   /* milliseconds until a stop is seen */
};

/* A place for one message at a time; the library gives it a connection. */
typedef struct {
	CURL *curl;
	struct curl_slist *to;
	char trouble[CURL_ERROR_SIZE];
	/* of the message under way: */
	GBytes *message;
	gsize place;
	CurlMailLeave leave;
	gpointer leave_data;
	SmtpReplies *replies;
	int *stage;        /* where the next reply's code belongs, or NULL */
	gint64 stopped_at; /* when a stop was first seen; monotonic microseconds, 0 for none */
	gboolean leaving;  /* QUIT was sent: what is answered is about no message */
	char last[240];    /* the server's latest line */
} Lane;

struct CurlMail {
	CURLM *multi;
	GArray *sockets; /* int: those of all connections */
	guint under_way;
	guint count;
	Lane lanes[];
};

/* CURLOPT_READFUNCTION */
static size_t
give(char *buffer, size_t size, size_t count, void *user)
{
	Lane *lane = user;
	gsize length = 0;
	const char *data = g_bytes_get_data(lane->message, &length);
	gsize part = MIN(length - lane->place, size * count);

	if (part == 0 && !lane->replies->handed) {
		/* After this the library sends the final dot. */
		if (!lane->leave(lane->leave_data))
			return CURL_READFUNC_ABORT;
		lane->replies->handed = TRUE;
	}
	memcpy(buffer, data + lane->place, part);
	lane->place += part;
	return part;
}

/* Which command a reply will belong to. */
static void
note_command(Lane *lane, const char *data, size_t size)
{
	if (size >= 5 && strncmp(data, "MAIL ", 5) == 0)
		lane->stage = &lane->replies->mail;
	else if (size >= 5 && strncmp(data, "RCPT ", 5) == 0)
		lane->stage = &lane->replies->rcpt;
	else if (size >= 4 && strncmp(data, "DATA", 4) == 0)
		lane->stage = &lane->replies->data;
	else if (size >= 4 && strncmp(data, "QUIT", 4) == 0)
		lane->leaving = TRUE;
}

static void
note_reply(Lane *lane, const char *data, size_t size)
{
	gboolean final = size >= 3 && g_ascii_isdigit(data[0]) && g_ascii_isdigit(data[1]) &&
	                 g_ascii_isdigit(data[2]) && (size == 3 || data[3] != '-');
	gsize length = MIN(size, sizeof lane->last - 1);

	memcpy(lane->last, data, length);
	lane->last[length] = '\0';
	g_strdelimit(lane->last, "\r\n", ' ');
	g_strchomp(lane->last);
	if (final && lane->stage != NULL)
		*lane->stage = (int)g_ascii_strtoll(lane->last, NULL, 10);
}

/* CURLOPT_DEBUGFUNCTION: the only place where each reply can be seen.  What is said of a log-in is not kept. */
static int
note_traffic(CURL *curl G_GNUC_UNUSED, curl_infotype type, char *data, size_t size, void *user)
{
	Lane *lane = user;

	if (type == CURLINFO_HEADER_OUT)
		note_command(lane, data, size);
	if (type == CURLINFO_HEADER_IN && !lane->leaving)
		note_reply(lane, data, size);
	return 0;
}

/*
 * CURLOPT_XFERINFOFUNCTION: called about once a second; a 1 ends the transfer.  Without its final dot no server may take a
 * message, so only one that was handed over is waited for.
 */
static int
watch_stop(void *user, curl_off_t down_all G_GNUC_UNUSED, curl_off_t down G_GNUC_UNUSED,
           curl_off_t up_all G_GNUC_UNUSED, curl_off_t up G_GNUC_UNUSED)
{
	Lane *lane = user;

	if (!stop_asked())
		return 0;
	if (lane->stopped_at == 0)
		lane->stopped_at = g_get_monotonic_time();
	return !lane->replies->handed || g_get_monotonic_time() - lane->stopped_at >= (STOP_GRACE - 1) * G_USEC_PER_SEC;
}

/* CURLOPT_OPENSOCKETFUNCTION */
static curl_socket_t
open_socket(void *user, curlsocktype purpose G_GNUC_UNUSED, struct curl_sockaddr *address)
{
	CurlMail *mail = user;
	int opened = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);

	if (opened >= 0)
		g_array_append_val(mail->sockets, opened);
	return opened < 0 ? CURL_SOCKET_BAD : opened;
}

/* CURLOPT_CLOSESOCKETFUNCTION */
static int
close_socket(void *user, curl_socket_t closed)
{
	CurlMail *mail = user;

	for (guint i = mail->sockets->len; i > 0; i--)
		if (g_array_index(mail->sockets, int, i - 1) == closed)
			g_array_remove_index_fast(mail->sockets, i - 1);
	return close(closed);
}

/*
 * The mechanisms are named, or the library would prefer what a server offers beside them: a user with a domain and GSSAPI makes
 * it ask for a Kerberos ticket and no password, and a token falls back to a password, which is empty.
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
		curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password != NULL ? server->password : "");
		curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS,
		                 "AUTH=SCRAM-SHA-256;AUTH=SCRAM-SHA-1;AUTH=PLAIN;AUTH=LOGIN");
	}
}

static void
set_callbacks(CurlMail *mail, Lane *lane)
{
	CURL *curl = lane->curl;

	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, lane->trouble);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, lane);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch_stop);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, lane);
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, note_traffic);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, lane);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, mail);
	curl_easy_setopt(curl, CURLOPT_CLOSESOCKETFUNCTION, close_socket);
	curl_easy_setopt(curl, CURLOPT_CLOSESOCKETDATA, mail);
}

static void
set_options(CURL *curl, const CurlMailServer *server)
{
	curl_easy_setopt(curl, CURLOPT_URL, server->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	if (server->ca_file != NULL)
		curl_easy_setopt(curl, CURLOPT_CAINFO, server->ca_file);
	set_login(curl, server);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, server->envelope_from);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)MIN(server->timeout, CONNECT_SECONDS));
	curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)server->timeout);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)server->timeout);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, MINUTES_MAX * 60L);
}

CurlMail *
curl_mail_open(const CurlMailServer *server, guint connections)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return NULL;

	CurlMail *mail = g_malloc0(sizeof *mail + connections * sizeof mail->lanes[0]);
	mail->sockets = g_array_new(FALSE, FALSE, sizeof(int));
	mail->multi = curl_multi_init();
	while (mail->multi != NULL && mail->count < connections) {
		Lane *lane = &mail->lanes[mail->count];
		lane->curl = curl_easy_init();
		if (lane->curl == NULL)
			break;
		mail->count++;
		set_options(lane->curl, server);
		set_callbacks(mail, lane);
	}
	if (mail->multi == NULL || mail->count < connections)
		g_clear_pointer(&mail, curl_mail_close);
	return mail;
}

void
curl_mail_close(CurlMail *mail)
{
	/* The library says QUIT and waits two minutes for an answer; there is none when we do not listen. */
	for (guint i = 0; i < mail->sockets->len; i++)
		(void)shutdown(g_array_index(mail->sockets, int, i), SHUT_RD);
	for (guint i = 0; i < mail->count; i++)
		curl_easy_cleanup(mail->lanes[i].curl);
	if (mail->multi != NULL)
		curl_multi_cleanup(mail->multi);
	g_array_unref(mail->sockets);
	curl_global_cleanup();
	g_free(mail);
}

gboolean
curl_mail_start(CurlMail *mail, guint index, const CurlMailLetter *letter, SmtpReplies *replies)
{
	Lane *lane = &mail->lanes[index];

	*replies = (SmtpReplies){ 0 };
	lane->to = curl_slist_append(NULL, letter->recipient);
	lane->message = letter->message;
	lane->place = 0;
	lane->leave = letter->leave;
	lane->leave_data = letter->data;
	lane->replies = replies;
	lane->stage = NULL;
	lane->leaving = FALSE;
	lane->last[0] = lane->trouble[0] = '\0';
	curl_easy_setopt(lane->curl, CURLOPT_MAIL_RCPT, lane->to);
	curl_easy_setopt(lane->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)g_bytes_get_size(letter->message));
	FAIL_POINT("curl.send");
	if (curl_multi_add_handle(mail->multi, lane->curl) != CURLM_OK)
		return FALSE;
	mail->under_way++;
	return TRUE;
}

/* The server's refusal when it has made one, else what the library says. */
static void
print_reason(const Lane *lane, CURLcode code, char *text, gsize size)
{
	gboolean refused = lane->last[0] == '4' || lane->last[0] == '5';

	if (code == CURLE_OK || refused)
		g_strlcpy(text, lane->last, size);
	else if (code == CURLE_LOGIN_DENIED)
		g_strlcpy(text, "none of the log-ins that the server offers can be used", size);
	else
		g_strlcpy(text, lane->trouble[0] != '\0' ? lane->trouble : curl_easy_strerror(code), size);
}

/* The lane whose transfer has ended, and how; NULL when none has. */
static Lane *
take_ended(CurlMail *mail, CURLcode *code)
{
	int left = 0;
	const CURLMsg *message = curl_multi_info_read(mail->multi, &left);

	if (message == NULL)
		return NULL;
	*code = message->data.result;
	for (guint i = 0; i < mail->count; i++)
		if (mail->lanes[i].curl == message->easy_handle)
			return &mail->lanes[i];
	return NULL;
}

int
curl_mail_wait(CurlMail *mail, char *text, gsize size)
{
	CURLcode code = CURLE_OK;
	Lane *lane = NULL;
	int running = 0;

	while ((lane = take_ended(mail, &code)) == NULL && mail->under_way > 0) {
		if (curl_multi_perform(mail->multi, &running) == CURLM_OK && running == (int)mail->under_way)
			(void)curl_multi_poll(mail->multi, NULL, 0, POLL_MAX, NULL);
	}
	if (lane == NULL)
		return -1;
	FAIL_POINT("curl.answered");
	lane->replies->finished = lane->replies->completed = code == CURLE_OK;
	print_reason(lane, code, text, size);
	curl_multi_remove_handle(mail->multi, lane->curl);
	curl_easy_setopt(lane->curl, CURLOPT_MAIL_RCPT, NULL);
	g_clear_pointer(&lane->to, curl_slist_free_all);
	mail->under_way--;
	return (int)(lane - mail->lanes);
}
