/* link.h - addresses of lines in the notes. */
#ifndef TIDINGS_RENDER_LINK_H
#define TIDINGS_RENDER_LINK_H

#include <glib.h>

/*
 * The address of a line by the link template, {path} percent-encoded (RFC 3986, "/" kept), {line} a
 * number.  With `line` 0 it is the whole file's: a fragment that holds {line} is left out.  NULL
 * without a template or when it is no http(s) address.  Newly allocated.
 */
char *link_make(const char *template, const char *path, guint line);

/* mailto: with a subject (RFC 6068).  Newly allocated. */
char *link_mailto(const char *address, const char *subject);

#endif
