/* payload.h - the bodies that messages can have: how each is made, stored in a file, and shown. */
#ifndef TIDINGS_RENDER_PAYLOAD_H
#define TIDINGS_RENDER_PAYLOAD_H

#include "model/message.h"
#include "render/render.h"

/*
 * Renders `digest` for an endpoint with that payload; `key` is the message's.  Otherwise like
 * render_mail(), which is for mail.
 */
Rendering *render_payload(Payload payload, const Digest *digest, const char *key,
                          const Config *config, Templates *templates, GError **error);

/* Returns the extension of a file that holds one, without the dot: "eml". */
const char *payload_extension(Payload payload);

/* One message of the preview page.  Owns nothing. */
typedef struct {
	const Message *message;
	Payload payload;
	const char *text; /* of a mail; otherwise NULL */
	const char *stem; /* its files are STEM.html, STEM.eml, STEM.json, STEM.data.json, beside
	                     the page */
} PreviewMessage;

/*
 * Returns the page of `count` messages by the template preview.html.mustache: static, without
 * scripts, loading nothing.  Times are shown in `zone`.  Newly allocated; NULL and `error` when the
 * template is wrong.
 */
char *preview_page(Templates *templates, const char *job, const PreviewMessage *messages,
                   guint count, GTimeZone *zone, GError **error);

#endif
