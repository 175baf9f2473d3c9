/* address.h - addresses that can be used in an SMTP envelope. */
#ifndef TIDINGS_DELIVER_ADDRESS_H
#define TIDINGS_DELIVER_ADDRESS_H

#include <glib.h>

/*
 * Returns TRUE for LOCAL@DOMAIN in printable ASCII without spaces, `<` and `>`, of at most 254
 * bytes (RFC 5321 4.5.3.1 with RFC 3696's erratum 1690).  The SMTP libraries check nothing: text
 * after a line end in an address would be a command.
 */
gboolean address_is_sound(const char *address);

#endif
