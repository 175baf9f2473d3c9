/* mail_text.h - text in mail headers: what may stand there, and how it is encoded and folded. */
#ifndef TIDINGS_RENDER_MAIL_TEXT_H
#define TIDINGS_RENDER_MAIL_TEXT_H

#include <glib.h>

/*
 * TRUE when `value` is valid UTF-8 without C0, DEL, C1, U+2028 and U+2029: anything else would let
 * text of the notes write headers, or make a provider cut the mail off.  Else FALSE and `error`
 * (TIDINGS_ERROR_DATA) that starts with `what`.
 */
gboolean mail_text_fits_header(const char *value, const char *what, GError **error);

/*
 * The value of the unstructured header `name` (RFC 5322 section 2.2.1), folded with "\n " to lines
 * of at most 76 octets; text that is not ASCII becomes UTF-8 encoded words (RFC 2047 section 2) of
 * whole characters.  Newly allocated.
 */
char *mail_text_unstructured(const char *name, const char *text);

/* Likewise for a header that holds one mailbox; `display_name` may be NULL.  The address is never
 * encoded. */
char *mail_text_mailbox(const char *name, const char *display_name, const char *address);

#endif
