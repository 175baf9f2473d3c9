/* plain.h - digests as plain text, CommonMark and JSON, in one piece, for programs that post them.
 */
#ifndef TIDINGS_RENDER_PLAIN_H
#define TIDINGS_RENDER_PLAIN_H

#include "model/message.h"
#include "render/render.h"

#include <jansson.h>

/*
 * See render_payload().  Each is shortened, as far as templates go, until it has at most 32 KiB.
 * The JSON is one object with the members subject, text, markdown, job and key.
 */
Rendering *plain_render_text(const Digest *digest, const char *key, const Config *config,
                             Templates *templates, GError **error);
Rendering *plain_render_markdown(const Digest *digest, const char *key, const Config *config,
                                 Templates *templates, GError **error);
Rendering *plain_render_json(const Digest *digest, const char *key, const Config *config,
                             Templates *templates, GError **error);

/* Returns the body as it is, for the preview page. */
json_t *plain_preview(const Message *message, const char *text, GTimeZone *zone);

#endif
