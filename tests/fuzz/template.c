/* template.c - any bytes as a template, which is its own partial, in each way of escaping. */
#include "render/mustache.h"

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size);

/* Every name means the template itself, so that recursion is met. */
static char *
load_itself(const char *name, char **path, gpointer data)
{
	*path = g_strdup(name);
	return g_strdup(data);
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size)
{
	static const char json[] =
	    "{\"a\": {\"b\": \"<&*_`>\", \"c\": 2}, \"s\": \"text\", \"n\": null, \"f\": false, \"t\": true,"
	    " \"e\": [], \"l\": [{\"s\": 1}, {\"s\": 2}, [3, 4]]}";
	g_autofree char *source = g_strndup((const char *)bytes, size);
	json_t *data = json_loads(json, 0, NULL);

	for (Escape escape = ESCAPE_HTML; escape <= ESCAPE_DISCORD; escape++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *text = mustache_render(source, "fuzz", data, escape, load_itself, source, &error);
		g_assert((text != NULL) == (error == NULL));
		g_assert(text == NULL || g_utf8_validate(text, -1, NULL));
		g_assert(error == NULL || g_utf8_validate(error->message, -1, NULL));
	}
	json_decref(data);
	return 0;
}
