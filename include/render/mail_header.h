/* mail_header.h - values of mail headers: mailboxes, checked, and text, encoded and folded. */
#ifndef TIDINGS_RENDER_MAIL_HEADER_H
#define TIDINGS_RENDER_MAIL_HEADER_H

#include <glib.h>

/*
 * Splits a mailbox ("Name <a@b>" or "a@b") and checks the address (no control characters, `<`, `>`,
 * spaces or non-ASCII local part; the domain becomes A-labels).  `*name` is NULL when the mailbox
 * has no name; `name` and `address` may be NULL.  Returns FALSE and sets `error`
 * (TIDINGS_ERROR_DATA) when the mailbox cannot be used.
 */
gboolean mailbox_parse(const char *mailbox, char **name, char **address, GError **error);

/* Returns the mailto: URL of `address` (RFC 6068) with a subject, which may be NULL.  Newly
 * allocated. */
char *mailto_url(const char *address, const char *subject);

/*
 * Returns TRUE when `value` is valid UTF-8 without C0, DEL, C1, U+2028 and U+2029: anything else
 * would let text of the notes write headers, or make a provider cut the mail off.  Otherwise
 * returns FALSE and sets `error` (TIDINGS_ERROR_DATA), whose message starts with `what`.
 */
gboolean mail_header_allows(const char *value, const char *what, GError **error);

/*
 * Returns the value of the unstructured header `header` (RFC 5322 section 2.2.1), folded with
 * "\n " to lines of at most 76 octets.  Text that is not ASCII becomes UTF-8 encoded words (RFC
 * 2047 section 2) of whole characters.  Newly allocated.
 */
char *mail_header_text(const char *header, const char *text);

/* Returns the value of a header that holds one mailbox, folded likewise; `display_name` may be
 * NULL.  The address is never encoded.  Newly allocated. */
char *mail_header_mailbox(const char *header, const char *display_name, const char *address);

#endif
