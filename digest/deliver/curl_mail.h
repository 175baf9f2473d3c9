/*
 * curl_mail.h - connections with TLS to a mail server, made by libcurl: each transfers a
 * message at a time.
 */
#ifndef TIDINGS_DELIVER_CURL_MAIL_H
#define TIDINGS_DELIVER_CURL_MAIL_H

#include "smtp_dialogue.h"

typedef struct CurlMail CurlMail;

/* Where to and how.  A plain smtp:// URL means STARTTLS before anything else is said; there is no
 * way to go without TLS. */
typedef struct {
	const char *url;      /* smtp[s]://HOST[:PORT] without a password */
	const char *user;     /* or NULL */
	const char *password; /* or NULL */
	const char *token; /* to log in as `user` with, by OAUTHBEARER or XOAUTH2 and nothing else;
	                      or NULL */
	const char *ca_file; /* certificates to trust instead of the system's, or NULL */
	const char *envelope_from;
	guint timeout; /* seconds for one reply */
} CurlMailServer;

/* Keeps `server`'s pointers.  NULL when the library cannot be started. */
CurlMail *curl_mail_open(const CurlMailServer *server, guint connections);

/* Says QUIT over each connection, and waits for no answer. */
void curl_mail_close(CurlMail *mail);

/* Called when all but the final dot was handed over; FALSE withholds the dot. */
typedef gboolean (*CurlMailLeave)(gpointer data);

/* One message (canonical CRLF) to one recipient.  All of it, and where its replies belong, stays
 * until it has ended. */
typedef struct {
	const char *recipient;
	GBytes *message;
	CurlMailLeave leave;
	gpointer data;
} CurlMailLetter;

/*
 * Gives the idle connection `index` (0 to connections - 1) a message; it is made anew when the one
 * before does not stand any more.  What is answered gets into `*replies`; `mail` stays 0 in it when
 * the connection or the log-in failed, so that the next message would fare no better.  FALSE when
 * the library is out of memory.
 */
gboolean curl_mail_start(CurlMail *mail, guint index, const CurlMailLetter *letter,
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
