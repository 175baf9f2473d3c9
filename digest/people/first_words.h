/* first_words.h - a quick look whether a text can hold any of some keys as words. */
#ifndef TIDINGS_PEOPLE_FIRST_WORDS_H
#define TIDINGS_PEOPLE_FIRST_WORDS_H

#include <glib.h>

enum {
	FIRST_WORDS_BITS = 4096
};

/* The words that keys begin with, as a bit for each hash. */
typedef struct {
	gboolean any; /* a key begins with what is no plain word: every text may hold it */
	guint64 hashes[FIRST_WORDS_BITS / 64];
} FirstWords;

/* `key` is in the form of track_key(). */
void first_words_add(FirstWords *words, const char *key);

/* FALSE only when track_key(text) has none of the keys as words.  `text` is as written. */
gboolean first_words_may_stand_in(const FirstWords *words, const char *text);

#endif
