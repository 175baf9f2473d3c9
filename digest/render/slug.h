/* slug.h - names of pages that may stand in a path and an address. */
#ifndef TIDINGS_RENDER_SLUG_H
#define TIDINGS_RENDER_SLUG_H

#include <glib.h>

/*
 * For each of `texts` (char *, each once, any bytes) a name of at most 64 small ASCII letters,
 * digits and hyphens that none of the others has, and never "index": the folded text without mail
 * addresses where that is enough, otherwise one that ends in a hash of the text.  The first
 * `claimed` of them (those of the configuration) have the first choice: what they are called does
 * not depend on the others.  Within both parts the order does not matter.  A table of the texts
 * (not owned) to the names.
 */
GHashTable *slugs_make(const GPtrArray *texts, guint claimed);

#endif
