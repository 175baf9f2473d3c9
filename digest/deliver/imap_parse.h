/* imap_parse.h - reads what an IMAP server answers. */
#ifndef TIDINGS_DELIVER_IMAP_PARSE_H
#define TIDINGS_DELIVER_IMAP_PARSE_H

#include <glib.h>

/* Returns the number after UIDVALIDITY in "* STATUS INBOX (UIDVALIDITY 7)"; 0 without one. */
guint32 imap_parse_validity(const char *text);

/* Adds the UIDs (guint32) of "* SEARCH 4 5 9" that are above `last`, sorted, at most `most`. */
void imap_parse_search(const char *text, guint32 last, guint most, GArray *uids);

#endif
