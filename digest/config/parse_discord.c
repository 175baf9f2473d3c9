/* parse_discord.c - Discord's webhooks. */
#include "loader.h"

/*
 * Returns one of Discord's ids ("snowflakes"), a number of 64 bits, without leading zeros; NULL for
 * other text.
 */
static char *
read_snowflake(const char *text)
{
	guint64 number = 0;

	if (!g_ascii_string_to_unsigned(text, 10, 1, G_MAXUINT64, &number, NULL))
		return NULL;
	return g_strdup_printf("%" G_GUINT64_FORMAT, number);
}

static void
parse_thread(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	g_autofree char *text = loader_get_text(loader, value, name);
	if (text == NULL)
		return;

	char *id = read_snowflake(text);
	if (id == NULL) {
		loader_problem(loader, value, "\"%s\" is the number of a thread, not \"%s\"", name,
		               text);
		return;
	}
	g_free(*(char **)to);
	*(char **)to = id;
}

static void
parse_tag(Loader *loader, const YamlNode *value, const char *name, GPtrArray *tags)
{
	g_autofree char *text = loader_get_text(loader, value, name);
	char *id = text == NULL ? NULL : read_snowflake(text);

	if (id != NULL)
		g_ptr_array_add(tags, id);
	else if (text != NULL)
		loader_problem(loader, value,
		               "\"%s\" holds the numbers of a forum's tags, not \"%s\"", name,
		               text);
}

static void
parse_tags(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	GPtrArray *tags = *(GPtrArray **)to;

	if (value->kind != YAML_SEQUENCE)
		parse_tag(loader, value, name, tags);
	for (guint i = 0; value->kind == YAML_SEQUENCE && i < value->count; i++)
		parse_tag(loader, value->items[i], name, tags);
	if (tags->len > WEBHOOK_TAGS_MAX)
		loader_problem(loader, value,
		               "\"%s\" has %u numbers, but a thread can have %d tags at most", name,
		               tags->len, WEBHOOK_TAGS_MAX);
}

static const Key forum_keys[] = {
	{ "tags", parse_tags, offsetof(Webhook, tags), FALSE, "the ids of tags for its threads" },
};

static void
parse_forum(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	Webhook *webhook = to;

	webhook->forum = TRUE;
	loader_parse_mapping(loader, value, name, &schema_forum, webhook);
}

static const Key webhook_keys[] = {
	{ "via", parse_webhook_via, offsetof(Webhook, endpoint.via), TRUE,
	  "the webhook's URL as a secret, or folder:DIR" },
	{ "unknown", parse_unknown, offsetof(Webhook, endpoint.unknown), FALSE,
	  "retry or wait, when nobody knows whether it arrived" },
	{ "thread", parse_thread, offsetof(Webhook, thread), FALSE,
	  "the id of a thread to post into" },
	{ "forum", parse_forum, 0, FALSE, "that each post is a thread of its own" },
};

const Schema schema_forum = SCHEMA("a forum", forum_keys);
const Schema schema_webhook = SCHEMA("a webhook", webhook_keys);

static void
parse_webhook(Loader *loader, const YamlNode *key, const YamlNode *item)
{
	Webhook *webhook = webhook_new(key->text);

	loader_parse_mapping(loader, item, key->text, &schema_webhook, webhook);
	if (webhook->forum && webhook->thread != NULL)
		loader_problem(loader, yaml_get(item, "forum"),
		               "posts go into the one \"thread\", or each into its own of a "
		               "\"forum\"; take one of them out");
	g_ptr_array_add(loader->config->endpoints, webhook);
}

void
parse_discord(Loader *loader, const YamlNode *value, const char *name, gpointer to G_GNUC_UNUSED)
{
	parse_named(loader, value, name, "a webhook", parse_webhook);
}
