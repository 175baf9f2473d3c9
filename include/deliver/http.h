/* http.h - one HTTP request, and how far it came. */
#ifndef TIDINGS_DELIVER_HTTP_H
#define TIDINGS_DELIVER_HTTP_H

#include <glib.h>

typedef struct {
	const char *method; /* "GET", "POST", "PATCH", "DELETE" */
	const char *url;
	const char *agent; /* User-Agent */
	GBytes *body;      /* JSON; NULL for none */
	guint timeout;     /* milliseconds for the whole request */
	const char *const
	    *headers;         /* "Name: value", NULL-terminated; or NULL.  They may be secret */
	gsize answer_max;     /* bytes: a longer answer is none */
	const char *too_long; /* what HttpAnswer.trouble then is */
} HttpRequest;

typedef struct {
	long status;        /* 0: no answer */
	GString *body;      /* at most HttpRequest.answer_max bytes */
	double retry_after; /* Retry-After in seconds, as a number; -1 without, as the next three */
	double remaining;   /* X-RateLimit-Remaining, or RateLimit-Remaining */
	double reset_after; /* X-RateLimit-Reset-After in seconds */
	double reset_at;    /* X-RateLimit-Reset or RateLimit-Reset as Unix seconds */
	char *etag;         /* ETag, or NULL */
	char *location;     /* where a redirect leads, absolute; or NULL */
	gboolean left;     /* bytes of the body may have reached the server: without them no request
	                      counts */
	long proxy_status; /* of a proxy that refused to connect us; otherwise 0 */
	const char *trouble; /* why there is no answer, without the URL; a constant of the library,
	                        or NULL */
} HttpAnswer;

/*
 * Sends a request.  Follows no redirect, checks certificates, needs TLS 1.2 at least, and bounds
 * connecting (10 s) and the whole request.  Opens a new connection each time: on a kept one the
 * library would repeat a POST by itself when the server closes without an answer.  Clear the answer
 * afterwards.
 */
void http_send(const HttpRequest *request, HttpAnswer *answer);
void http_answer_clear(HttpAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HttpAnswer, http_answer_clear)

#endif
