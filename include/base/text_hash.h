/* text_hash.h - a hash that nobody can foresee. */
#ifndef TIDINGS_BASE_TEXT_HASH_H
#define TIDINGS_BASE_TEXT_HASH_H

#include <glib.h>

/*
 * For hash tables whose keys are texts from the notes, in the place of g_str_hash(): of that one
 * everybody can make thousands of texts with the same hash, and each would be compared with all the
 * others.  This is SipHash-1-3 (Aumasson and Bernstein, 2012) with a key that is random in each
 * process, so the order in which such a table is gone through is, too. `text` is a terminated
 * string.
 */
guint text_hash(gconstpointer text);

#endif
