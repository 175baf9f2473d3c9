/* mustache.c - one template rendered once, its partials parsed as they are met. */
#include "render/mustache.h"

#include "render/mustache_template.h"

/* The caller's loader, and what it has given so far: name -> MustacheTemplate *, or NULL for "there
 * is none". */
typedef struct {
	TemplateLoader loader;
	gpointer loader_data;
	GHashTable *parsed;
} Loading;

static gboolean
find_loaded(const char *name, const MustacheTemplate **partial, gpointer data, GError **error)
{
	Loading *loading = data;
	gpointer known = NULL;
	if (g_hash_table_lookup_extended(loading->parsed, name, NULL, &known)) {
		*partial = known;
		return TRUE;
	}

	g_autofree char *path = NULL;
	g_autofree char *source = loading->loader(name, &path, loading->loader_data);
	MustacheTemplate *template = NULL;
	if (source != NULL) {
		template = mustache_template_parse(source, path != NULL ? path : name, error);
		if (template == NULL)
			return FALSE;
	}
	g_hash_table_insert(loading->parsed, g_strdup(name), template);
	*partial = template;
	return TRUE;
}

static void
free_parsed(gpointer template)
{
	mustache_template_free(template);
}

char *
mustache_render(const char *source, const char *path, const json_t *data, Escape escape,
                TemplateLoader loader, gpointer loader_data, GError **error)
{
	g_autoptr(MustacheTemplate) template = mustache_template_parse(source, path, error);
	if (template == NULL)
		return NULL;

	g_autoptr(GHashTable) parsed =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_parsed);
	Loading loading = { loader, loader_data, parsed };
	return mustache_template_render(template, data, escape, loader != NULL ? find_loaded : NULL,
	                                &loading, NULL, error);
}
