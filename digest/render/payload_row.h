/* payload_row.h - one row of the table of payloads. */
#ifndef TIDINGS_RENDER_PAYLOAD_ROW_H
#define TIDINGS_RENDER_PAYLOAD_ROW_H

#include "render/payload.h"
#include "render/preview_page.h"

typedef struct {
	const char *extension;
	/* See render_payload(); NULL for mail, which wants a recipient: render_mail(). */
	Rendering *(*render)(const Digest *digest, const char *key, const Config *config,
	                     Templates *templates, GError **error);
	/* What the preview page shows of it, and its name in preview.html.mustache. */
	const char *preview_key;
	json_t *(*preview)(const PreviewMessage *message, GTimeZone *zone);
} PayloadRow;

const PayloadRow *payload_row(Payload payload);

#endif
