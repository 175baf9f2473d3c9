/* word.c - looking up the words of an enum. */
#include "base/word.h"

int
word_index(const char *const *words, gsize count, const char *word)
{
	for (gsize i = 0; i < count; i++)
		if (g_strcmp0(words[i], word) == 0)
			return (int)i;
	return -1;
}
