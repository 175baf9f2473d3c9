/* discord_body.c - a payload in the form that its request takes. */
#include "render/discord_body.h"

#include "base/text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum {
	THREAD_NAME_MAX = 100 /* UTF-16 units */
};

/*
 * A pencil: a sign in every language.  4096 is SUPPRESS_NOTIFICATIONS (Discord's API reference,
 * "Message Flags").
 */
static const char knock[] = "{\"content\":\"\xe2\x9c\x8f\xef\xb8\x8f\",\"flags\":4096,"
                            "\"allowed_mentions\":{\"parse\":[]}}";

static json_t *
parse(GBytes *payload)
{
	gsize length = 0;
	const char *text = g_bytes_get_data(payload, &length);
	json_t *body = json_loadb(text, length, 0, NULL);
	if (json_is_object(body))
		return body;
	json_decref(body);
	return NULL;
}

/* Takes `body`. */
static GBytes *
dump(json_t *body)
{
	char *text = json_dumps(body, JSON_COMPACT);
	GBytes *bytes = g_bytes_new(text, strlen(text));

	free(text);
	json_decref(body);
	return bytes;
}

GBytes *
discord_body_thread(GBytes *payload, const char *name, const GPtrArray *tags)
{
	g_autofree char *called = text_cut_utf16(name, THREAD_NAME_MAX);
	json_t *body = parse(payload);
	if (body == NULL)
		return g_bytes_ref(payload);

	json_object_set_new(body, "thread_name", json_string(called));
	if (tags->len > 0) {
		json_t *applied = json_array();
		for (guint i = 0; i < tags->len; i++)
			json_array_append_new(applied, json_string(g_ptr_array_index(tags, i)));
		json_object_set_new(body, "applied_tags", applied);
	}
	return dump(body);
}

GBytes *
discord_body_edit(GBytes *payload)
{
	json_t *body = parse(payload);
	if (body == NULL)
		return g_bytes_ref(payload);

	if (json_object_get(body, "content") == NULL)
		json_object_set_new(body, "content", json_string(""));
	if (json_object_get(body, "embeds") == NULL)
		json_object_set_new(body, "embeds", json_array());
	return dump(body);
}

GBytes *
discord_body_knock(void)
{
	return g_bytes_new_static(knock, strlen(knock));
}
