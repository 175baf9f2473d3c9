/* curl_mail.h - one connection with TLS to a mail server, by libcurl: the transfer of one message. */
#ifndef TIDINGS_DELIVER_CURL_MAIL_H
#define TIDINGS_DELIVER_CURL_MAIL_H

#include "deliver/smtp_worker.h"

typedef struct CurlMail CurlMail;

/* Where to and how.  A plain smtp:// URL means STARTTLS before anything else is said; there is no way to go without TLS. */
typedef struct {
	const char *url;      /* smtp[s]://HOST[:PORT] without a password */
	const char *user;     /* or NULL */
	const char *password; /* or NULL */
	const char *token;    /* to log in as `user` with, by OAUTHBEARER or XOAUTH2 and nothing else; or NULL */
	const char *ca_file;  /* certificates to trust instead of the system's, or NULL */
	const char *envelope_from;
	guint timeout; /* seconds for one reply */
} CurlMailServer;

/* Keeps `server`'s pointers.  NULL when the library cannot be started. */
CurlMail *curl_mail_open(const CurlMailServer *server);
void curl_mail_close(CurlMail *mail);

/* Called when all but the final dot was handed over; FALSE withholds the dot. */
typedef gboolean (*CurlMailLeave)(gpointer data);

/*
 * Sends one message (canonical CRLF) to one recipient, over the connection of the one before when that still stands.  What
 * was answered is in `*replies` and `text` (the server's last words or the library's; of `size` bytes).  FALSE when the
 * connection or the log-in failed, so that the next message would fare no better.
 */
gboolean curl_mail_send(CurlMail *mail, const char *recipient, GBytes *message, CurlMailLeave leave, gpointer data,
                        SmtpReplies *replies, char *text, gsize size);

#endif
