/* mime.h - makes a whole RFC 5322 message of a rendered mail. */
#ifndef TIDINGS_RENDER_MIME_H
#define TIDINGS_RENDER_MIME_H

#include <glib.h>

/* Which headers it has; list software and mailbox providers decide that (see the man page). */
typedef enum {
	MAIL_LIST,     /* a post to a list that list software runs: no Auto-Submitted, no List-* */
	MAIL_PERSONAL, /* to one person: Auto-Submitted, X-Auto-Response-Suppress, List-Unsubscribe
	                */
} MailKind;

typedef struct {
	MailKind kind;
	const char *from;         /* mailbox: "Notes <notes@example.org>" */
	const char *reply_to;     /* mailbox or NULL */
	const char *to;           /* bare address */
	const char *to_name;      /* or NULL */
	const char *stop_subject; /* of the mail to `unsubscribe`; NULL: "unsubscribe" */
	const char
	    *unsubscribe; /* bare address for List-Unsubscribe: <mailto:...>, personal only */
	const char *subject;
	const char *text; /* LF */
	const char *html; /* or NULL: then text/plain is the only alternative */
	const char
	    *calendar; /* an iCalendar object with METHOD:PUBLISH, CRLF, to be attached; or NULL */
	const char *key; /* Message-ID and boundary are functions of it */
	gint64 date;     /* Unix seconds */
	GTimeZone *zone; /* of the Date header */
} Mail;

/*
 * Returns the message with CRLF: multipart/alternative, UTF-8, quoted-printable; with a calendar,
 * that inside multipart/mixed.  Returns NULL and sets `error` (TIDINGS_ERROR_DATA) when a header
 * cannot have a value (control characters, invalid UTF-8, a non-ASCII local part).  IDN domains
 * become A-labels.
 */
GBytes *mime_build(const Mail *mail, GError **error);

#endif
