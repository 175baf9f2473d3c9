/* render_parts.h - what the renderings of the several payloads share. */
#ifndef TIDINGS_RENDER_RENDER_PARTS_H
#define TIDINGS_RENDER_RENDER_PARTS_H

#include "data.h"
#include "render/render.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_t, json_decref)

/* The text under `key`; "" when there is none. */
const char *render_string(const json_t *object, const char *key);

/*
 * The template's text, wrapped, with the footnotes of `links`.  NULL and `error` as
 * templates_render().
 */
char *render_text(const char *name, const json_t *data, const Footnotes *links,
                  Templates *templates, GError **error);

/*
 * `markdown` without empty lines at the ends and more than one between paragraphs; code stays as it
 * is.  Newly allocated.
 */
char *render_tidy(const char *markdown);

/* The name of the template for a digest: "digest", "reminder", "post" or "posts". */
const char *render_template_of(const Digest *digest);

/*
 * The level of data_build() where a message to a chat starts.  A post starts with everything: it is
 * about one meeting, or has a short line of each.
 */
guint render_first_level(const Digest *digest);

#endif
