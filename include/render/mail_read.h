/* mail_read.h - what a mail says that came as an answer, by GMime. */
#ifndef TIDINGS_RENDER_MAIL_READ_H
#define TIDINGS_RENDER_MAIL_READ_H

#include <glib.h>

enum {
	MAIL_READ_MAX = 1024 * 1024, /* bytes: a longer one is refused */
	MAIL_READ_LINES = 8          /* of the text that may be answers */
};

/* A mail as far as it matters.  All text is UTF-8. */
typedef struct {
	char *id;           /* of the Message-ID, otherwise a hash of the whole mail; never NULL */
	char *from;         /* the one address of the one From header, in small letters; or NULL */
	char *subject;      /* on one line; "" without one */
	GPtrArray *lines;   /* char *: the first lines of the text that are not empty, up to a
	                       quotation   or MAIL_READ_LINES */
	gboolean automatic; /* a program sent it (RFC 3834), or a list did */
	char *host;      /* that made the first Authentication-Results, in small letters; or NULL */
	gboolean passed; /* these say that the mail is From's (RFC 8601) */
	gboolean report; /* it is a delivery status notification (RFC 3464) */
	GPtrArray *failed; /* char *: addresses that it says cannot be reached for good */
} MailRead;

/* Returns what `mail` says; NULL when it is no mail at all.  Never fails otherwise. */
MailRead *mail_read(GBytes *mail);
void mail_read_free(MailRead *read);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MailRead, mail_read_free)

#endif
