/* imap.h - the new mails of a mailbox, by libcurl. */
#ifndef TIDINGS_DELIVER_IMAP_H
#define TIDINGS_DELIVER_IMAP_H

#include <glib.h>

typedef struct {
	const char
	    *url; /* "imaps://HOST[:PORT]/MAILBOX"; imap:// needs STARTTLS but on this host */
	const char *user;
	const char *password; /* or NULL */
	const char *token;    /* a bearer token in its place, or NULL */
	const char *ca_file;  /* or NULL */
} ImapServer;

/* How far a mailbox was read (RFC 3501 section 2.3.1.1).  Zeros at first. */
typedef struct {
	guint32 validity; /* UIDVALIDITY */
	guint32 last;     /* the highest UID that was read */
} ImapPlace;

enum {
	IMAP_MAILS_MAX = 50 /* of one call; the next one goes on */
};

/*
 * Adds the mails after `place` to `mails` (GBytes *), one of more than `most` bytes as an empty
 * one, and moves `place` behind them.  Takes a minute at most.  Returns FALSE and sets `error`
 * (TIDINGS_ERROR_UNAVAILABLE), which names neither user nor password, when the server cannot be
 * asked; then `place` is as it was.
 */
gboolean imap_fetch(const ImapServer *server, gsize most, ImapPlace *place, GPtrArray *mails,
                    GError **error);

#endif
