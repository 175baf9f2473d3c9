/* text_hash.h - a hash whose collisions nobody can predict. */
#ifndef TIDINGS_BASE_TEXT_HASH_H
#define TIDINGS_BASE_TEXT_HASH_H

#include <glib.h>

/*
 * For hash tables with keys from the notes, in place of g_str_hash(): anybody can make thousands of
 * texts with the same g_str_hash(), and each look-up would compare all of them.  This is
 * SipHash-1-3 (Aumasson and Bernstein, 2012) with a random key for each process, so the iteration
 * order of such a table is random, too.  `text` is NUL-terminated.
 */
guint text_hash(gconstpointer text);

#endif
