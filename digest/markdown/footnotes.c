/* footnotes.c - the URLs that a text's footnotes are for, by number. */
#include "markdown/footnotes.h"

#include "base/text_hash.h"

struct Footnotes {
	GPtrArray *urls;
	GHashTable *numbers; /* URL, not owned -> its number */
};

Footnotes *
footnotes_new(void)
{
	Footnotes *footnotes = g_new(Footnotes, 1);

	footnotes->urls = g_ptr_array_new_with_free_func(g_free);
	footnotes->numbers = g_hash_table_new(text_hash, g_str_equal);
	return footnotes;
}

void
footnotes_free(Footnotes *footnotes)
{
	if (footnotes == NULL)
		return;
	g_hash_table_unref(footnotes->numbers);
	g_ptr_array_unref(footnotes->urls);
	g_free(footnotes);
}

guint
footnotes_number(Footnotes *footnotes, const char *url)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(footnotes->numbers, url));
	if (number > 0)
		return number;

	char *copy = g_strdup(url);
	g_ptr_array_add(footnotes->urls, copy);
	g_hash_table_insert(footnotes->numbers, copy, GUINT_TO_POINTER(footnotes->urls->len));
	return footnotes->urls->len;
}

const GPtrArray *
footnotes_urls(const Footnotes *footnotes)
{
	return footnotes->urls;
}
