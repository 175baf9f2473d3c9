/* smtp_body.h - a message as libesmtp may read it without losing or inventing a byte. */
#ifndef TIDINGS_DELIVER_SMTP_BODY_H
#define TIDINGS_DELIVER_SMTP_BODY_H

#include <glib.h>

typedef enum {
	BODY_CHUNK,
	BODY_END,
	BODY_STUCK,  /* the server took nothing for `timeout` */
	BODY_CLOSED, /* the server has closed the connection, maybe with last words */
} BodyState;

/*
 * ParsedFile is driven by libesmtp.  Before each chunk, and before the end, the socket must be able
 * to take it at once: a write that times out inside libesmtp drops a part of the body and goes on.
 */
typedef struct {
	GBytes *bytes;        /* canonical CRLF */
	gsize header_size;    /* the header block with its blank line: the first chunk */
	gsize place;          /* of the next chunk */
	gint64 last_call;     /* monotonic microseconds */
	guint timeout;        /* seconds */
	int socket;           /* of the connection; -1 when it was not found */
	char last_words[240]; /* what the server said before it closed */
} SmtpBody;

/* Lines of `source` ended by CRLF: a reference to it when they are, else a copy. */
GBytes *smtp_body_canonical(GBytes *source);

/* The size of the header block with its blank line, or 0 when there is none. */
gsize smtp_body_header_size(GBytes *canonical);

/* Back to the start. */
void smtp_body_rewind(SmtpBody *body);

/* The next chunk in `*data` and `*size`. */
BodyState smtp_body_next(SmtpBody *body, const char **data, gsize *size);

#endif
