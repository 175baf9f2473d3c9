/* slug.h - names of pages that may stand in a path and an address. */
#ifndef TIDINGS_RENDER_SLUG_H
#define TIDINGS_RENDER_SLUG_H

#include <glib.h>

/*
 * For each of `texts` (char *, each once, any bytes) a name of at most 64 small ASCII letters, digits and hyphens that none of the others has:
 * the folded text where that is enough, else one with a hash of the text behind it, whatever the order is.  A table of
 * the texts (not owned) to the names.
 */
GHashTable *slugs_make(const GPtrArray *texts);

#endif
