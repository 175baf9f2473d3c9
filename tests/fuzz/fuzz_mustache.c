/* fuzz_mustache.c - JSON on the first line, then a template, then (after a byte 0x1e) the partials
 * whose names begin with p. */
#include "render/mustache.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static char *
load(const char *name, char **path, gpointer partial)
{
	*path = g_strdup(name);
	return *name == 'p' ? g_strdup(partial) : NULL;
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
	static const Escape escapes[] = { ESCAPE_HTML, ESCAPE_NONE, ESCAPE_DISCORD };
	g_autofree char *text = g_strndup((const char *)data, size);
	char *template = strchr(text, '\n');
	if (template == NULL)
		return 0;

	*template ++ = '\0';
	json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
	char *partial = strchr(template, '\x1e');
	if (partial != NULL)
		*partial++ = '\0';
	for (gsize i = 0; json != NULL && i < G_N_ELEMENTS(escapes); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *out =
		    mustache_render(template, "t", json, escapes[i], load,
		                    partial != NULL ? partial : template, &error);
		g_assert_true((out == NULL) == (error != NULL));
		g_assert_true(out == NULL || g_utf8_validate(out, -1, NULL));
		g_assert_true(error == NULL || g_utf8_validate(error->message, -1, NULL));
	}
	json_decref(json);
	return 0;
}
