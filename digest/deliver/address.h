/* address.h - what may stand between the angle brackets of an SMTP envelope. */
#ifndef TIDINGS_DELIVER_ADDRESS_H
#define TIDINGS_DELIVER_ADDRESS_H

#include <glib.h>

/*
 * TRUE for LOCAL@DOMAIN in printable ASCII without spaces, `<` and `>`, of at most 254 bytes (RFC
 * 5321 4.5.3.1 with RFC 3696's erratum 1690).  The libraries check nothing: a line end here would
 * be a command of its own.
 */
gboolean address_is_sound(const char *address);

#endif
