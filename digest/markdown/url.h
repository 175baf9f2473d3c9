/* url.h - URLs: bare ones in text, and which are safe to link. */
#ifndef TIDINGS_MARKDOWN_URL_H
#define TIDINGS_MARKDOWN_URL_H

#include <glib.h>

/*
 * Returns the length in bytes of the URL that begins at `text` (valid UTF-8 of `length` bytes) with
 * http://, https:// or www., as in the autolinks of GitHub (GFM 6.9); or 0.  Punctuation that ends
 * a sentence and unmatched closing brackets are not part of it: of `(see https://example.org/a.)`
 * it ends before the full stop.  The caller makes sure that no letter or digit precedes `text`.
 */
gsize url_bare_length(const char *text, gsize length);

/* Returns the first bare URL in `text` that begins a word, and sets its length; NULL when there is
 * none. */
const char *url_find(const char *text, gsize length, gsize *url_length);

/* TRUE for a URL without a scheme, as url_find() finds it: `www.example.org`. */
gboolean url_is_www(const char *url);

/*
 * Returns `markdown` with characters that stand for the marks of emphasis in its bare URLs, so that
 * Markdown reads `https://youtu.be/_x1-Qz_-k` as one text.  Newly allocated.
 */
char *url_protect(const char *markdown);

/* Returns `text` with the marks for these characters, newly allocated; NULL if it has none of them.
 */
char *url_unprotect(const char *text);

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
