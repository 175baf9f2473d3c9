/* edition.c - a digest as the state keeps it for its page in the archive. */
#include "render/edition.h"

#include "data.h"
#include "json_value.h"

#include <string.h>

enum {
	EDITION_BYTES =
	    2 * 1024 *
	    1024 /* a page escapes it, and still stays far below what a template may make */
};

/* What is for mail and Discord only, and the words, which are those of the program that makes the
 * page. */
static gboolean
is_for_others(const char *key)
{
	static const char *const names[] = { "ref",       "drawn", "footer",  "words",
		                             "preheader", "web",   "calendar" };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(key, names[i]) == 0)
			return TRUE;
	return g_str_has_suffix(key, "_text") || g_str_has_suffix(key, "_discord");
}

static void
lighten(json_t *value)
{
	const char *key;
	json_t *inner;
	void *next;

	json_object_foreach_safe(value, next, key, inner)
	{
		if (is_for_others(key))
			json_object_del(value, key);
		else
			lighten(inner);
	}
	for (size_t i = 0; i < json_array_size(value); i++)
		lighten(json_array_get(value, i));
}

static char *
line_at(const Digest *digest, const Config *config, guint level)
{
	json_t *data = data_build(digest, NULL, config, level, NULL, NULL);
	json_t *language = json_incref(json_object_get(json_object_get(data, "words"), "language"));

	lighten(data);
	json_object_set_new(data, "language", language);
	return json_to_line(data);
}

GBytes *
edition_data(const Digest *digest, const Config *config)
{
	g_autofree char *line = line_at(digest, config, DATA_PAGE);

	for (guint level = DATA_PAGE + 1; level <= DATA_PAGE_LEAST && strlen(line) > EDITION_BYTES;
	     level++) {
		g_free(line);
		line = line_at(digest, config, level);
	}
	gsize length = strlen(line);
	return g_bytes_new_take(g_steal_pointer(&line), length);
}
