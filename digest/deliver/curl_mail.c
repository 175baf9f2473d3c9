/* curl_mail.c - one connection with TLS to a mail server, by libcurl. */
#include "deliver/curl_mail.h"

#include "base/fail_point.h"
#include "base/stop.h"

#include <curl/curl.h>
#include <string.h>

enum {
	CONNECT_SECONDS = 30,
	MINUTES_MAX = 10, /* for one message, however large */
};

struct CurlMail {
	CURL *curl;
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
};

/* CURLOPT_READFUNCTION */
static size_t
give(char *buffer, size_t size, size_t count, void *user)
{
	CurlMail *mail = user;
	gsize length = 0;
	const char *data = g_bytes_get_data(mail->message, &length);
	gsize part = MIN(length - mail->place, size * count);

	if (part == 0 && !mail->replies->handed) {
		/* After this the library sends the final dot. */
		if (!mail->leave(mail->leave_data))
			return CURL_READFUNC_ABORT;
		mail->replies->handed = TRUE;
	}
	memcpy(buffer, data + mail->place, part);
	mail->place += part;
	return part;
}

/* Which command a reply will belong to. */
static void
note_command(CurlMail *mail, const char *data, size_t size)
{
	if (size >= 5 && strncmp(data, "MAIL ", 5) == 0)
		mail->stage = &mail->replies->mail;
	else if (size >= 5 && strncmp(data, "RCPT ", 5) == 0)
		mail->stage = &mail->replies->rcpt;
	else if (size >= 4 && strncmp(data, "DATA", 4) == 0)
		mail->stage = &mail->replies->data;
	else if (size >= 4 && strncmp(data, "QUIT", 4) == 0)
		mail->leaving = TRUE;
}

static void
note_reply(CurlMail *mail, const char *data, size_t size)
{
	gboolean final = size >= 3 && g_ascii_isdigit(data[0]) && g_ascii_isdigit(data[1]) &&
	                 g_ascii_isdigit(data[2]) && (size == 3 || data[3] != '-');
	gsize length = MIN(size, sizeof mail->last - 1);

	memcpy(mail->last, data, length);
	mail->last[length] = '\0';
	g_strdelimit(mail->last, "\r\n", ' ');
	g_strchomp(mail->last);
	if (final && mail->stage != NULL)
		*mail->stage = (int)g_ascii_strtoll(mail->last, NULL, 10);
}

/* CURLOPT_DEBUGFUNCTION: the only place where each reply can be seen.  What is said of a log-in is not kept. */
static int
note_traffic(CURL *curl G_GNUC_UNUSED, curl_infotype type, char *data, size_t size, void *user)
{
	CurlMail *mail = user;

	if (type == CURLINFO_HEADER_OUT)
		note_command(mail, data, size);
	if (type == CURLINFO_HEADER_IN && !mail->leaving)
		note_reply(mail, data, size);
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
	CurlMail *mail = user;

	if (!stop_asked())
		return 0;
	if (mail->stopped_at == 0)
		mail->stopped_at = g_get_monotonic_time();
	return !mail->replies->handed || g_get_monotonic_time() - mail->stopped_at >= (STOP_GRACE - 1) * G_USEC_PER_SEC;
}

static void
set_options(CurlMail *mail, const CurlMailServer *server)
{
	CURL *curl = mail->curl;

	curl_easy_setopt(curl, CURLOPT_URL, server->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	if (server->ca_file != NULL)
		curl_easy_setopt(curl, CURLOPT_CAINFO, server->ca_file);
	if (server->user != NULL && server->token != NULL) {
		/* Without naming them the library would fall back to a password, which is empty. */
		curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
		curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, server->token);
		curl_easy_setopt(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=OAUTHBEARER;AUTH=XOAUTH2");
	} else if (server->user != NULL) {
		curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password != NULL ? server->password : "");
	}
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
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, mail);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch_stop);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, mail);
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, note_traffic);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, mail);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
}

CurlMail *
curl_mail_open(const CurlMailServer *server)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return NULL;

	CurlMail *mail = g_new0(CurlMail, 1);
	mail->curl = curl_easy_init();
	if (mail->curl == NULL) {
		curl_mail_close(mail);
		return NULL;
	}
	set_options(mail, server);
	return mail;
}

void
curl_mail_close(CurlMail *mail)
{
	curl_easy_cleanup(mail->curl);
	curl_global_cleanup();
	g_free(mail);
}

/* The server's refusal when it has made one, else what the library says. */
static void
print_reason(const CurlMail *mail, CURLcode code, char *text, gsize size)
{
	gboolean refused = mail->last[0] == '4' || mail->last[0] == '5';

	g_strlcpy(text, code == CURLE_OK || refused ? mail->last : curl_easy_strerror(code), size);
}

gboolean
curl_mail_send(CurlMail *mail, const char *recipient, GBytes *message, CurlMailLeave leave, gpointer data,
               SmtpReplies *replies, char *text, gsize size)
{
	struct curl_slist *to = curl_slist_append(NULL, recipient);

	*replies = (SmtpReplies){ 0 };
	mail->message = message;
	mail->place = 0;
	mail->leave = leave;
	mail->leave_data = data;
	mail->replies = replies;
	mail->stage = NULL;
	mail->leaving = FALSE;
	mail->last[0] = '\0';
	curl_easy_setopt(mail->curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(mail->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)g_bytes_get_size(message));
	FAIL_POINT("curl.send");
	CURLcode code = curl_easy_perform(mail->curl);
	FAIL_POINT("curl.answered");
	replies->finished = replies->completed = code == CURLE_OK;
	print_reason(mail, code, text, size);
	curl_easy_setopt(mail->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(to);
	return replies->mail != 0;
}
