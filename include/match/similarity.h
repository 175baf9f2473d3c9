/* similarity.h - how near two items' wordings are. */
#ifndef TIDINGS_MATCH_SIMILARITY_H
#define TIDINGS_MATCH_SIMILARITY_H

#include <glib.h>

/*
 * The words of a text as a set: folded (case and diacritics do not count), each a run of letters
 * and digits; a URL is one word.  Identifiers are the URLs and the words with digits in them, but
 * for days and years, which change when a deadline moves, unless they are named so (`#17`, `issue
 * 17`).
 */
typedef struct {
	guint32 *words; /* hashes, sorted, each once */
	guint count;
	guint32 *identifiers; /* likewise; a subset of words */
	guint identifier_count;
} WordSet;

/* Of a text as text_fold() makes it. */
void word_set_init(WordSet *set, const char *folded);
void word_set_copy(WordSet *copy, const WordSet *set);
void word_set_clear(WordSet *set);

/*
 * Nearness from 0 to 1: the Jaccard index of the two sets (words in both, divided by words in
 * either).  It is 0 when both name identifiers and share none: two reviews of two pull requests are
 * two things to do.
 */
double word_set_similarity(const WordSet *a, const WordSet *b);

/* From here on two wordings are one action: of four words one may change, of eight two, of three
 * none. */
#define SIMILARITY_SAME 0.6

/*
 * How many of the first words (in the order of their hashes) must be looked up to find every set
 * that is as near as SIMILARITY_SAME: any such pair shares a word within these prefixes of both.
 */
guint word_set_prefix(const WordSet *set);

#endif
