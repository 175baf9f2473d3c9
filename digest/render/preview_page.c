/* preview_page.c - the page that shows what a job would send, side by side. */
#include "render/preview_page.h"

#include "payload_row.h"

static json_t *
message_of(const PreviewMessage *message, guint number, GTimeZone *zone)
{
	const PayloadRow *row = payload_row(message->payload);
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
