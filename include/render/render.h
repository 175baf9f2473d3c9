/* render.h - a digest to messages. */
#ifndef TIDINGS_RENDER_RENDER_H
#define TIDINGS_RENDER_RENDER_H

#include "config/config.h"
#include "model/digest.h"
#include "render/templates.h"

/* What one digest looks like; NULL where its payload needs none. */
typedef struct {
	char *subject;
	char *text;          /* mail: text/plain, LF, UTF-8 */
	char *html;          /* mail: text/html */
	GPtrArray *payloads; /* else: char *, the body of each part, at least one */
	char *surplus; /* a post of several parts: the body for a part that it had once and does not
	                  need any more */
} Rendering;

void rendering_free(Rendering *rendering);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rendering, rendering_free)

/*
 * NULL and `error`: MESSAGE_ERROR when this message alone cannot be made, otherwise TIDINGS_ERROR
 * (a template is wrong). Each level of shortening bounds more of what the notes say, so that with
 * templates like the shipped ones a mail always fits.
 *
 * Renders by the templates of the digest's kind ("digest", "reminder", "post"; "posts" for a list).
 * Pure: reads nothing but templates.  `config` gives link, names and mailboxes.  For a post the
 * digest has one change; with several it lists them.
 */
Rendering *render_mail(const Digest *digest, const Target *target, const Config *config,
                       Templates *templates, GError **error);

/* The data of the templates, as `preview` writes it beside them for authors: pretty JSON.  Newly
 * allocated. */
char *render_data_json(const Digest *digest, const Target *target, const Config *config);

#endif
