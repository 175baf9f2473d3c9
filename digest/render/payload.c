/* payload.c - the table of payloads, and the page that shows what a job would send. */
#include "render/payload.h"

#include "discord.h"
#include "discord_preview.h"
#include "plain.h"

typedef struct {
	const char *extension;
	/* see render_payload(); NULL for mail, which needs a recipient: render_mail() */
	Rendering *(*render)(const Digest *digest, const char *key, const Config *config,
	                     Templates *templates, GError **error);
	/*
	 * What the preview page shows of a message, and its key in preview.html.mustache.  `text`
	 * is the text of a mail.
	 */
	const char *preview_key;
	json_t *(*preview)(const Message *message, const char *text, GTimeZone *zone);
} PayloadRow;

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

static json_t *
message_of(const PreviewMessage *message, guint number, GTimeZone *zone)
{
	const PayloadRow *row = &rows[message->payload];
	json_t *shown = json_object();
	gsize size = g_bytes_get_size(message->message->body);

	json_object_set_new(shown, "number", json_integer(number));
	json_object_set_new(shown, "stem", json_string(message->stem));
	json_object_set_new(shown, "recipient", json_string(message->message->recipient));
	json_object_set_new(shown, "subject", json_string(message->message->subject));
	json_object_set_new(shown, "bytes", json_integer((json_int_t)size));
	json_object_set_new(shown, row->preview_key,
	                    row->preview(message->message, message->text, zone));
	return shown;
}

char *
preview_page(Templates *templates, const char *job, const PreviewMessage *messages, guint count,
             GTimeZone *zone, GError **error)
{
	json_t *data = json_object(), *list = json_array();

	for (guint i = 0; i < count; i++)
		json_array_append_new(list, message_of(&messages[i], i + 1, zone));
	json_object_set_new(data, "job", json_string(job));
	json_object_set_new(data, "several", json_boolean(count > 1));
	json_object_set_new(data, "messages", list);
	char *page = templates_render(templates, "preview", FORMAT_HTML, data, error);
	json_decref(data);
	return page;
}
