/* preview_page.c - the page that shows what a job would send, side by side. */
#include "render/preview_page.h"

#include "discord_preview.h"

/* The field as text in `object`; "" when it has none. */
static const char *
text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text != NULL ? text : "";
}

static void
set_markdown(json_t *to, const char *key, const json_t *from, GTimeZone *zone)
{
	g_autofree char *html = discord_markdown_html(text_of(from, key), zone);

	json_object_set_new(to, key, json_string(html));
}

static json_t *
embed_of(const json_t *embed, GTimeZone *zone)
{
	json_t *shown = json_object();
	g_autofree char *colour = g_strdup_printf(
	    "#%06x", (guint)json_integer_value(json_object_get(embed, "color")) & 0xffffff);
	g_autoptr(GDateTime) utc = g_date_time_new_from_iso8601(text_of(embed, "timestamp"), NULL);
	g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone(utc, zone) : NULL;
	g_autofree char *when = local != NULL ? g_date_time_format(local, "%Y-%m-%d %H:%M") : NULL;

	json_object_set_new(shown, "colour", json_string(colour));
	json_object_set_new(shown, "title", json_string(text_of(embed, "title")));
	json_object_set_new(shown, "url", json_string(text_of(embed, "url")));
	json_object_set_new(shown, "when", json_string(when != NULL ? when : ""));
	set_markdown(shown, "description", embed, zone);
	return shown;
}

/* The likeness of an execute-webhook body. */
static json_t *
post_of(const Message *message, GTimeZone *zone)
{
	gsize length = 0;
	const char *body = g_bytes_get_data(message->body, &length);
	json_t *payload = json_loadb(body, length, 0, NULL), *post = json_object(),
	       *embeds = json_array();

	set_markdown(post, "content", payload, zone);
	const json_t *sent = json_object_get(payload, "embeds");
	for (size_t i = 0; i < json_array_size(sent); i++)
		json_array_append_new(embeds, embed_of(json_array_get(sent, i), zone));
	json_object_set_new(post, "embeds", embeds);
	json_decref(payload);
	return post;
}

static json_t *
message_of(const PreviewMessage *message, guint number, GTimeZone *zone)
{
	json_t *shown = json_object();
	gsize size = g_bytes_get_size(message->message->body);
	gboolean mail = message->message->channel == CHANNEL_MAIL;

	json_object_set_new(shown, "number", json_integer(number));
	json_object_set_new(shown, "stem", json_string(message->stem));
	json_object_set_new(shown, "recipient", json_string(message->message->recipient));
	json_object_set_new(shown, "subject", json_string(message->message->subject));
	json_object_set_new(shown, "bytes", json_integer((json_int_t)size));
	json_object_set_new(shown, "text", mail ? json_string(message->text) : json_null());
	json_object_set_new(shown, "post", mail ? json_null() : post_of(message->message, zone));
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
