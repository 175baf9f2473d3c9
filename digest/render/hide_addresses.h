/* hide_addresses.h - what is published does not tell harvesters whom to write to. */
#ifndef TIDINGS_RENDER_HIDE_ADDRESSES_H
#define TIDINGS_RENDER_HIDE_ADDRESSES_H

#include <glib.h>

/*
 * `text` (HTML or plain UTF-8) with each mail address cut off after its @ and without links to
 * mail.  An address is what has a dot in the name of its host: "a@b" stays.  Web addresses stay as
 * they are, whatever they hold.  Time and memory are linear.  Newly allocated.
 */
char *hide_addresses(const char *text);

#endif
