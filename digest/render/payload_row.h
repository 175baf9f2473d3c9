/* payload_row.h - one row of the table of payloads. */
#ifndef TIDINGS_RENDER_PAYLOAD_ROW_H
#define TIDINGS_RENDER_PAYLOAD_ROW_H

#include "model/message.h"
#include "render/payload.h"

#include <jansson.h>

typedef struct {
	const char *extension;
	/* See render_payload(); NULL for mail, which wants a recipient: render_mail(). */
	Rendering *(*render)(const Digest *digest, const char *key, const Config *config,
	                     Templates *templates, GError **error);
	/*
	 * What the preview page shows of a message with it, and its name in preview.html.mustache.
	 * `text` is the text of a mail.
	 */
	const char *preview_key;
	json_t *(*preview)(const Message *message, const char *text, GTimeZone *zone);
} PayloadRow;

const PayloadRow *payload_row(Payload payload);

#endif
