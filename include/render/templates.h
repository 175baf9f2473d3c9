/* templates.h - finding templates: the user's folder first, file by file, then the shipped one. */
#ifndef TIDINGS_RENDER_TEMPLATES_H
#define TIDINGS_RENDER_TEMPLATES_H

#include "render/mustache.h"

typedef enum {
	FORMAT_TEXT,    /* NAME.txt.mustache */
	FORMAT_HTML,    /* NAME.html.mustache */
	FORMAT_DISCORD, /* NAME.discord.mustache */
} Format;

typedef struct Templates Templates;

/*
 * `folder` is the user's, or NULL.  The shipped ones are in $TIDINGS_TEMPLATES when set (tests, running from the
 * build tree), else where `make install` put them.
 */
Templates *templates_new(const char *folder);
void templates_free(Templates *templates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Templates, templates_free)

/* Renders template `name` ("digest") of a format; partials are looked up the same way. */
char *templates_render(Templates *templates, const char *name, Format format, const json_t *data, GError **error);

#endif
