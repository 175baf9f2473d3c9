/* payload.h - the bodies that messages can have: how each is made, kept in a file, and shown. */
#ifndef TIDINGS_RENDER_PAYLOAD_H
#define TIDINGS_RENDER_PAYLOAD_H

#include "model/message.h"
#include "render/render.h"

/*
 * Renders `digest` for an endpoint with that payload; `key` is that of the message.  For a post the
 * digest has one change; with several it lists them.  As render_mail() otherwise, which mail needs
 * instead.
 */
Rendering *render_payload(Payload payload, const Digest *digest, const char *key,
                          const Config *config, Templates *templates, GError **error);

/* How a file's name ends that holds one, without the dot: "eml". */
const char *payload_extension(Payload payload);

/* One message of the page.  Owns nothing. */
typedef struct {
	const Message *message;
	Payload payload;
	const char *text; /* of a mail; else NULL */
	const char *stem; /* its files are STEM.html, STEM.eml, STEM.json, STEM.data.json, beside
	                     the page */
} PreviewMessage;

/*
 * The page of `count` messages by the template preview.html.mustache: static, no script, nothing
 * from elsewhere.  Times are shown in `zone`.  Newly allocated; NULL and `error` when the template
 * is wrong.
 */
char *preview_page(Templates *templates, const char *job, const PreviewMessage *messages,
                   guint count, GTimeZone *zone, GError **error);

#endif
