/* hide_addresses.h - what is published does not give mail addresses to harvesters. */
#ifndef TIDINGS_RENDER_HIDE_ADDRESSES_H
#define TIDINGS_RENDER_HIDE_ADDRESSES_H

#include <glib.h>

/*
 * Returns `text` (HTML or plain UTF-8) with each mail address cut off after its @, and without
 * links to mail.  An address has a dot in its host name: "a@b" stays.  URLs of the web stay,
 * whatever they hold.  Time and memory are linear.  Newly allocated.
 */
char *hide_addresses(const char *text);

#endif
