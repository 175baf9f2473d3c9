/* http.h - one HTTP request, and how far it came. */
#ifndef TIDINGS_DELIVER_HTTP_H
#define TIDINGS_DELIVER_HTTP_H

#include <glib.h>

typedef struct {
	long status;        /* 0: no answer */
	GString *body;      /* at most HTTP_ANSWER_MAX bytes */
	double retry_after; /* Retry-After in seconds; -1 without, as the next two */
	double remaining;   /* X-RateLimit-Remaining */
	double reset_after; /* X-RateLimit-Reset-After in seconds */
	gboolean left;     /* bytes of the body may have reached the server: without them no request
	                      counts */
	long proxy_status; /* of a proxy that refused to connect us; otherwise 0 */
	const char *trouble; /* why there is no answer, without the URL; a constant of the library,
	                        or NULL */
} HttpAnswer;

#define HTTP_ANSWER_MAX (64 * 1024)

/*
 * Sends a JSON body by `method` ("POST", "PATCH", "DELETE").  Follows no redirect, checks
 * certificates, needs TLS 1.2 at least, and bounds connecting (10 s) and the whole request
 * (`timeout` seconds).  Opens a new connection each time: on a kept one the library would repeat a
 * POST by itself when the server closes without an answer.  Clear the answer afterwards.
 */
void http_send_json(const char *method, const char *url, GBytes *body, guint timeout,
                    HttpAnswer *answer);
void http_answer_clear(HttpAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(HttpAnswer, http_answer_clear)

#endif
