/* payload.c - the table of payloads. */
#include "render/payload.h"

#include "discord.h"
#include "discord_preview.h"
#include "payload_row.h"
#include "plain.h"

static json_t *
mail_preview(const Message *message G_GNUC_UNUSED, const char *text, GTimeZone *zone G_GNUC_UNUSED)
{
	return json_string(text);
}

static const PayloadRow rows[] = {
	[PAYLOAD_MAIL] = { "eml", NULL, "text", mail_preview },
	[PAYLOAD_DISCORD] = { "json", discord_render, "post", discord_preview },
	[PAYLOAD_TEXT] = { "txt", plain_render_text, "plain", plain_preview },
	[PAYLOAD_MARKDOWN] = { "md", plain_render_markdown, "plain", plain_preview },
	[PAYLOAD_JSON] = { "json", plain_render_json, "plain", plain_preview },
};

const PayloadRow *
payload_row(Payload payload)
{
	return &rows[payload];
}

Rendering *
render_payload(Payload payload, const Digest *digest, const char *key, const Config *config,
               Templates *templates, GError **error)
{
	return rows[payload].render(digest, key, config, templates, error);
}

const char *
payload_extension(Payload payload)
{
	return rows[payload].extension;
}
