/* hide_addresses.h - what is published does not tell harvesters whom to write to. */
#ifndef TIDINGS_RENDER_HIDE_ADDRESSES_H
#define TIDINGS_RENDER_HIDE_ADDRESSES_H

#include <glib.h>

/*
 * `text` (HTML or plain, valid UTF-8) with each mail address cut off behind its @ and without links to mail.  Web addresses stay as they
 * are, whatever they hold.  Newly allocated.
 */
char *hide_addresses(const char *text);

#endif
