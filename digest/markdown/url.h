/* url.h - URLs: bare ones in text, and which are safe to link. */
#ifndef TIDINGS_MARKDOWN_URL_H
#define TIDINGS_MARKDOWN_URL_H

#include <glib.h>

/*
 * Returns the length in bytes of the http(s) URL that begins at `text` (valid UTF-8 of `length`
 * bytes), or 0.  Punctuation that ends a sentence and unmatched closing brackets are not part of
 * it: of `(see https://example.org/a.)` it ends before the full stop.  The caller makes sure that
 * no letter or digit precedes `text`.
 */
gsize url_bare_length(const char *text, gsize length);

/* Returns the first bare URL in `text` that begins a word, and sets its length; NULL when there is
 * none. */
const char *url_find(const char *text, gsize length, gsize *url_length);

/* TRUE for an absolute URL of a scheme that people follow (http, https, mailto, ...), FALSE for
 * javascript: and the like. */
gboolean url_is_safe(const char *url);

/*
 * Appends `url` with every byte that a URL must not contain (RFC 3986, section 2) percent-encoded:
 * the result is ASCII without < > " ' [ ], white space and control characters.  With `brackets`
 * also ( and ) are encoded.
 */
void url_append(GString *out, const char *url, gboolean brackets);

#endif
