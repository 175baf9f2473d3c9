/* slug.c - names of pages that may stand in a path and an address. */
#include "slug.h"

#include "base/text.h"
#include "base/text_hash.h"
#include "hide_addresses.h"

#include <string.h>

enum {
	SLUG_MAX = 48,
	HASH_LENGTH = 12
};

/*
 * Of "Build System, C++": "build-system-c"; of "anna@example.org": "anna".  "" when nothing is
 * left.
 */
static char *
plain(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autofree char *hidden = hide_addresses(valid);
	g_autofree char *folded = text_fold(hidden);
	GString *out = g_string_new(NULL);

	for (const char *p = folded; *p != '\0' && out->len < SLUG_MAX; p++) {
		if (g_ascii_isalnum(*p))
			g_string_append_c(out, *p);
		else if (out->len > 0 && out->str[out->len - 1] != '-')
			g_string_append_c(out, '-');
	}
	if (out->len > 0 && out->str[out->len - 1] == '-')
		g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

/* The hash alone is longer than any plain name, should somebody have called a track like another
 * one's hash. */
static char *
hashed(const char *text, const char *name, GHashTable *counts, GHashTable *taken)
{
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
	g_autofree char *longer =
	    g_strdup_printf("%s%s%.*s", name, *name != '\0' ? "-" : "", HASH_LENGTH, hash);
	gboolean free_to_use =
	    !g_hash_table_contains(counts, longer) && !g_hash_table_contains(taken, longer);

	return free_to_use ? g_steal_pointer(&longer) : g_steal_pointer(&hash);
}

/*
 * Names the texts from `from` to before `to`, which all have the same right to a name, and puts
 * into `taken` what they are and what they could be called.
 */
static void
name_part(const GPtrArray *texts, guint from, guint to, GHashTable *taken, GHashTable *slugs)
{
	g_autoptr(GHashTable) counts = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	for (guint i = from; i < to; i++) {
		char *name = plain(g_ptr_array_index(texts, i));
		guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, name));
		g_hash_table_insert(counts, g_strdup(name), GUINT_TO_POINTER(count + 1));
		g_ptr_array_add(names, name);
	}
	for (guint i = from; i < to; i++) {
		char *text = g_ptr_array_index(texts, i),
		     *name = g_ptr_array_index(names, i - from);
		gboolean alone = GPOINTER_TO_UINT(g_hash_table_lookup(counts, name)) == 1;
		gboolean plainly = alone && *name != '\0' && !g_hash_table_contains(taken, name);
		g_hash_table_insert(slugs, text,
		                    plainly ? g_strdup(name) : hashed(text, name, counts, taken));
	}
	for (guint i = from; i < to; i++) {
		g_hash_table_add(taken, g_strdup(g_ptr_array_index(names, i - from)));
		g_hash_table_add(taken,
		                 g_strdup(g_hash_table_lookup(slugs, g_ptr_array_index(texts, i))));
	}
}

GHashTable *
slugs_make(const GPtrArray *texts, guint claimed)
{
	g_autoptr(GHashTable) taken = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	GHashTable *slugs = g_hash_table_new_full(text_hash, g_str_equal, NULL, g_free);

	/* a web server shows index.html to who asks for the folder */
	g_hash_table_add(taken, g_strdup("index"));
	name_part(texts, 0, claimed, taken, slugs);
	name_part(texts, claimed, texts->len, taken, slugs);
	return slugs;
}
