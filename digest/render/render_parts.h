/* render_parts.h - what the renderers of the payloads share. */
#ifndef TIDINGS_RENDER_RENDER_PARTS_H
#define TIDINGS_RENDER_RENDER_PARTS_H

#include "data.h"
#include "render/render.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_t, json_decref)

/* Returns the text under `key`; "" when there is none. */
const char *render_string(const json_t *object, const char *key);

/*
 * Returns the text of a template, wrapped, with the footnotes of `links`.  NULL and `error` as
 * templates_render().
 */
char *render_text(const char *name, const json_t *data, const Footnotes *links,
                  Templates *templates, GError **error);

/*
 * Returns `markdown` without empty lines at its ends and without double ones between paragraphs;
 * code is unchanged.  Newly allocated.
 */
char *render_tidy(const char *markdown);

/* Returns the name of the template for a digest: "digest", "reminder", "post" or "posts". */
const char *render_template_of(const Digest *digest);

/*
 * Returns the level of data_build() to start with for a chat.  A post starts with everything: it is
 * about one meeting, or has a short line for each.
 */
guint render_first_level(const Digest *digest);

#endif
