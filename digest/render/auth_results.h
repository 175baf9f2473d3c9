/* auth_results.h - whether a receiving server found a mail to be From's (RFC 8601). */
#ifndef TIDINGS_RENDER_AUTH_RESULTS_H
#define TIDINGS_RENDER_AUTH_RESULTS_H

#include <glib.h>

/*
 * Reads the value of an Authentication-Results header, which may be NULL.  Returns the server that
 * wrote it (authserv-id), in small letters and newly allocated; NULL when there is none.  `*passed`
 * becomes TRUE when it has dmarc=pass for the domain of `from`, or dkim=pass or spf=pass for that
 * domain or one above or below it (RFC 7489 section 3.1, relaxed).
 */
char *auth_results_read(const char *value, const char *from, gboolean *passed);

#endif
