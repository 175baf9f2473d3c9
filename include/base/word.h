/* word.h - the words of an enum, made from the one table that makes the enum. */
#ifndef TIDINGS_BASE_WORD_H
#define TIDINGS_BASE_WORD_H

#include <glib.h>

/* The place of `word` among `count` words, or -1. */
int word_index(const char *const *words, gsize count, const char *word);

#endif
