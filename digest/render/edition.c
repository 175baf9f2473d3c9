/* edition.c - a digest as the state keeps it for its page in the archive. */
#include "render/edition.h"

#include "render/data.h"
#include "render/json_value.h"

#include <string.h>

/* What is for mail and Discord only, and the words, which are those of the program that makes the page. */
static gboolean
is_for_others(const char *key)
{
	static const char *const names[] = { "ref", "drawn", "footer", "words", "preheader", "web", "calendar" };

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

GBytes *
edition_data(const Digest *digest, const Config *config)
{
	json_t *data = data_build(digest, NULL, config, DATA_PAGE, NULL, NULL);
	json_t *language = json_incref(json_object_get(json_object_get(data, "words"), "language"));

	lighten(data);
	json_object_set_new(data, "language", language);
	char *line = json_to_line(data);
	return g_bytes_new_take(line, strlen(line));
}
