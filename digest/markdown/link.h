/* link.h - what is a link: bare URLs in text, and which URLs are safe to put behind one. */
#ifndef TIDINGS_MARKDOWN_LINK_H
#define TIDINGS_MARKDOWN_LINK_H

#include <glib.h>

/*
 * The length in bytes of the http(s) URL that begins at `text` (valid UTF-8 of `length` bytes), or
 * 0.  Punctuation that ends a sentence and closing brackets without their opening ones are not part
 * of it.  The caller sees to it that no letter or digit stands before.
 */
gsize link_bare_length(const char *text, gsize length);

/* The first bare URL in `text` that begins a word, and its length; NULL when there is none. */
const char *link_find(const char *text, gsize length, gsize *url_length);

/* TRUE for an absolute URL of a scheme that people follow (http, https, mailto, ...), FALSE for
 * javascript: and the like. */
gboolean link_is_safe(const char *url);

/*
 * Appends `url` with every byte that may not stand in one (RFC 3986, section 2) percent-encoded; no
 * < > " ' [ ], no white space, no control characters, nothing but ASCII come out.  `brackets`: (
 * and ) are encoded as well.
 */
void link_append(GString *out, const char *url, gboolean brackets);

#endif
