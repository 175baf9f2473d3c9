/* curl_mail.h - connections with TLS to a mail server, by libcurl: one message at a time on each.
 */
#ifndef TIDINGS_DELIVER_CURL_MAIL_H
#define TIDINGS_DELIVER_CURL_MAIL_H

#include "smtp_dialogue.h"

typedef struct CurlMail CurlMail;

/* With an smtp:// URL nothing but EHLO is said before STARTTLS.  Nothing goes without TLS. */
typedef struct {
	const char *url;      /* smtp[s]://HOST[:PORT] without a password */
	const char *user;     /* or NULL */
	const char *password; /* or NULL */
	const char *token;    /* for OAUTHBEARER or XOAUTH2, instead of a password; or NULL */
	const char *ca_file;  /* certificates to trust instead of the system's, or NULL */
	const char *envelope_from;
	guint timeout; /* seconds for one reply */
} CurlMailServer;

/* Keeps the pointers in `server`.  Returns NULL when libcurl cannot be started. */
CurlMail *curl_mail_open(const CurlMailServer *server, guint connections);

/* Says QUIT over each connection and does not wait for the answer. */
void curl_mail_close(CurlMail *mail);

/* Called when all but the final dot is sent.  Returns FALSE to withhold the dot. */
typedef gboolean (*CurlMailCheck)(gpointer data);

/* A message to one recipient.  What it points to stays until the message has ended. */
typedef struct {
	const char *recipient;
	GBytes *body; /* headers and all, with canonical CRLF */
	CurlMailCheck may_hand_over;
	gpointer data;
} CurlMailMessage;

/*
 * Sends `message` over the idle connection `index` (0 to connections - 1), which is opened when it
 * is not open.  The server's answers are stored in `*replies` until the message has ended;
 * `replies->mail` stays 0 when the connection or the log-in failed.  Returns FALSE when libcurl is
 * out of memory.
 */
gboolean curl_mail_start(CurlMail *mail, guint index, const CurlMailMessage *message,
                         SmtpReplies *replies);

enum {
	CURL_MAIL_IDLE = -1,
	CURL_MAIL_TIME = -2,
};

/*
 * Waits until a message has ended, or until `until` (monotonic microseconds).  Returns the index of
 * its connection and, in `text` (of `size` bytes), what smtp_classify() wants; CURL_MAIL_IDLE when
 * none is under way; CURL_MAIL_TIME when `until` has come.
 */
int curl_mail_wait(CurlMail *mail, gint64 until, char *text, gsize size);

#endif
