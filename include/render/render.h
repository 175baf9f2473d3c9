/* render.h - a digest to messages. */
#ifndef TIDINGS_RENDER_RENDER_H
#define TIDINGS_RENDER_RENDER_H

#include "config/config.h"
#include "model/digest.h"
#include "render/templates.h"

/* A rendered digest; NULL where its payload does not need it. */
typedef struct {
	char *subject;
	char *text;          /* mail: text/plain, LF, UTF-8 */
	char *html;          /* mail: text/html */
	GPtrArray *payloads; /* otherwise: char *, the body of each part, at least one */
	char *surplus; /* a post of several parts: the body for a part that it no longer needs */
} Rendering;

void rendering_free(Rendering *rendering);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rendering, rendering_free)

/*
 * Renders a digest by the templates of its kind ("digest", "reminder", "post"; "posts" for a list).
 * Reads nothing but templates.  `config` gives link, names and mailboxes.  A post has one change;
 * one with several lists them.
 *
 * Each level of shortening bounds more of what the notes say, so that with templates like the
 * shipped ones a mail always fits.  Returns NULL and sets `error`: MESSAGE_ERROR when this message
 * alone cannot be made, otherwise TIDINGS_ERROR (a template is wrong).
 */
Rendering *render_mail(const Digest *digest, const Target *target, const Config *config,
                       Templates *templates, GError **error);

/*
 * Returns the data of the templates as pretty JSON, which `preview` writes for template authors.
 * Newly allocated.
 */
char *render_data_json(const Digest *digest, const Target *target, const Config *config);

/* Returns the subject of a mail by which the reader of a reminder ends them, newly allocated; NULL
 * when the digest has no links to answer by. */
char *render_stop_subject(const Digest *digest, const Config *config);

#endif
