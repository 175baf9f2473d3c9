/* first_words.c - most texts name no track, and their words alone tell. */
#include "first_words.h"

/* Passes over ASCII letters and digits at `p`; returns a bit that stands for them, whatever their
 * case. */
static guint
take_word(const char **p)
{
	guint hash = 5381;

	for (; g_ascii_isalnum(**p); (*p)++)
		hash = hash * 33 + ((guchar) * *p | 0x20);
	return (hash ^ hash >> 12) % FIRST_WORDS_BITS;
}

void
first_words_add(FirstWords *words, const char *key)
{
	const char *end = key;
	guint bit = take_word(&end);

	if (end == key || (guchar)*end >= 0x80)
		words->any = TRUE;
	words->hashes[bit / 64] |= G_GUINT64_CONSTANT(1) << bit % 64;
}

gboolean
first_words_may_stand_in(const FirstWords *words, const char *text)
{
	if (words->any)
		return TRUE;
	for (const char *p = text; *p != '\0';) {
		if ((guchar)*p >= 0x80)
			return TRUE; /* what it folds to is not looked into here */
		if (!g_ascii_isalnum(*p)) {
			p++;
			continue;
		}
		guint bit = take_word(&p);
		if (words->hashes[bit / 64] >> bit % 64 & 1)
			return TRUE;
	}
	return FALSE;
}
