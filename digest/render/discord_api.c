/* discord_api.c - the bodies of requests to Discord, and its answers. */
#include "render/discord_api.h"

#include "base/text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum {
	THREAD_NAME_MAX = 100 /* UTF-16 units */
};

/*
 * A pencil means editing in every language. 4096 is SUPPRESS_NOTIFICATIONS (Discord's API
 * reference, "Message Flags").
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

/* Returns `body` as text and releases it. */
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

enum {
	PATH_DEPTH = 16,
	ID_MAX = 20, /* digits of a snowflake, which has 64 bits (Discord's API reference,
	                "Snowflakes") */
};

static char *
copy_string(const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));

	return value == NULL || *value == '\0' ? NULL : g_strdup(value);
}

/*
 * Returns a string if it is an id.  Ids go into URLs, and having one makes an edit of a post, so
 * nothing else may pass for one.
 */
static char *
copy_id(const json_t *object, const char *key)
{
	g_autofree char *value = copy_string(object, key);

	if (value == NULL || strlen(value) > ID_MAX || strspn(value, "0123456789") != strlen(value))
		return NULL;
	return g_steal_pointer(&value);
}

static gboolean
copy_first_error(const json_t *errors, const GString *path, DiscordAnswer *answer)
{
	const json_t *first = json_array_get(errors, 0);
	if (first == NULL)
		return FALSE;
	answer->path = g_strdup(path->str);
	answer->path_message = copy_string(first, "message");
	return TRUE;
}

/*
 * Finds the first `_errors` and keeps the path to it: "embeds.0.title" in
 * {"embeds":{"0":{"title":{"_errors":[{"message":...}]}}}}.
 */
static gboolean
find_errors(json_t *at, GString *path, guint depth, DiscordAnswer *answer)
{
	const char *key = NULL;
	json_t *value = NULL;

	if (depth > PATH_DEPTH)
		return FALSE;
	if (copy_first_error(json_object_get(at, "_errors"), path, answer))
		return TRUE;
	json_object_foreach(at, key, value)
	{
		gsize length = path->len;
		if (!json_is_object(value))
			continue;
		g_string_append_printf(path, "%s%s", length > 0 ? "." : "", key);
		if (find_errors(value, path, depth + 1, answer))
			return TRUE;
		g_string_truncate(path, length);
	}
	return FALSE;
}

void
discord_answer_parse(const char *text, gsize length, DiscordAnswer *answer)
{
	*answer = (DiscordAnswer){ .retry_after = -1 };

	json_t *root = json_loadb(text, length, 0, NULL);
	if (!json_is_object(root)) {
		json_decref(root);
		return;
	}
	answer->id = copy_id(root, "id");
	answer->channel = copy_id(root, "channel_id");
	answer->message = copy_string(root, "message");
	answer->coded = json_is_number(json_object_get(root, "code"));
	json_int_t code = json_integer_value(json_object_get(root, "code"));
	answer->code = code >= 0 && code <= G_MAXINT ? (int)code : 0;
	answer->global = json_is_true(json_object_get(root, "global"));
	if (json_is_number(json_object_get(root, "retry_after")))
		answer->retry_after = json_number_value(json_object_get(root, "retry_after"));

	GString *path = g_string_new(NULL);
	(void)find_errors(json_object_get(root, "errors"), path, 0, answer);
	g_string_free(path, TRUE);
	json_decref(root);
}

void
discord_answer_clear(DiscordAnswer *answer)
{
	g_clear_pointer(&answer->id, g_free);
	g_clear_pointer(&answer->channel, g_free);
	g_clear_pointer(&answer->message, g_free);
	g_clear_pointer(&answer->path, g_free);
	g_clear_pointer(&answer->path_message, g_free);
}
