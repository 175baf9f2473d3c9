/*
 * mustache.h - templates: the core modules of the Mustache specification (comments, delimiters,
 * interpolation, inverted, partials, sections) with their white-space rules, dotted names, and
 * escaping by format.
 */
#ifndef TIDINGS_RENDER_MUSTACHE_H
#define TIDINGS_RENDER_MUSTACHE_H

#include <glib.h>
#include <jansson.h>

typedef enum {
	ESCAPE_HTML,    /* & < > " ' : the specification's */
	ESCAPE_NONE,    /* text */
	ESCAPE_DISCORD, /* Discord's Markdown */
} Escape;

/* The source of a template or partial by name: newly allocated, or NULL when there is none; `*path`
 * (newly allocated) names it in errors. */
typedef char *(*TemplateLoader)(const char *name, char **path, gpointer data);

/*
 * Renders `source` with `data` (a JSON object).  `path` names the template in errors.  Bounds: 100
 * levels of sections and partials, 16 MiB of output.  A missing partial or name renders as nothing.
 * false, null, "" , [] and missing names are false; a number is true.  Newly allocated UTF-8, or
 * NULL and `error` (TIDINGS_ERROR_DATA, "PATH:LINE:COLUMN: ...").
 */
char *mustache_render(const char *source, const char *path, const json_t *data, Escape escape,
                      TemplateLoader loader, gpointer loader_data, GError **error);

#endif
