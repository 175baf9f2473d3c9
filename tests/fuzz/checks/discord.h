/* discord.h - what holds for every payload: Discord's limits (resources/message, "Embed Limits"),
 * and whom it may ping. */
#ifndef TIDINGS_TESTS_FUZZ_DISCORD_H
#define TIDINGS_TESTS_FUZZ_DISCORD_H

#include "base/text.h"
#include "text.h"

enum {
	DISCORD_ALL_MAX = 6000 /* UTF-16 units of title, description and footer together */
};

/* A member that is a string of at most `most` UTF-16 units, or NULL where it may be absent; how
 * many it has. */
static inline gsize
check_units(const json_t *object, const char *key, gsize most)
{
	const json_t *value = json_object_get(object, key);
	const char *text = json_string_value(value);
	if (value == NULL)
		return 0;

	check_that(text != NULL && *text != '\0', "a text of a payload is there", key);
	check_text(text, "\n\t");
	check_that(text_utf16_units(text, -1) <= most, "a text of a payload is within its limit",
	           text);
	return text_utf16_units(text, -1);
}

/* Only members that are named: " content embeds ". */
static inline void
check_members(json_t *object, const char *names)
{
	const char *key;
	json_t *value;

	check_that(json_is_object(object), "it is an object", names);
	json_object_foreach(object, key, value)
	{
		g_autofree char *listed = g_strdup_printf(" %s ", key);
		check_that(strstr(names, listed) != NULL, "a member is one that the program writes",
		           key);
	}
}

/* Nobody is pinged but whom the configuration lists, and they only by `content`. */
static inline void
check_mentions(const json_t *body, const char *const *ids)
{
	json_t *allowed = json_object_get(body, "allowed_mentions");
	const json_t *parse = json_object_get(allowed, "parse"),
	             *users = json_object_get(allowed, "users");

	check_members(allowed, " parse users ");
	check_that(json_is_array(parse) && json_array_size(parse) == 0,
	           "no kind of mention is allowed", "");
	for (size_t i = 0; i < json_array_size(users); i++) {
		const char *id = json_string_value(json_array_get(users, i));
		check_that(id != NULL && g_strv_contains(ids, id),
		           "whoever is mentioned asked for it", id);
	}
}

static inline void
check_embed(json_t *embed)
{
	const char *url = json_string_value(json_object_get(embed, "url"));
	json_t *footer = json_object_get(embed, "footer");
	gsize all = check_units(embed, "title", 256) + check_units(embed, "description", 4096);

	check_members(embed, " title url description color timestamp footer ");
	check_units(embed, "url", 2048);
	check_units(embed, "timestamp", 20);
	check_that(url == NULL || g_str_has_prefix(url, "http://") ||
	               g_str_has_prefix(url, "https://"),
	           "the address of an embed is one of the web", url);
	check_that(json_is_integer(json_object_get(embed, "color")), "an embed has a colour", "");
	if (footer != NULL) {
		check_members(footer, " text ");
		all += check_units(footer, "text", 2048);
	}
	check_that(all > 0, "an embed says something", "");
	check_that(all <= DISCORD_ALL_MAX, "all texts of an embed are within their limit", "");
}

/* An execute-webhook body; `ids` are those whom the configuration lets be mentioned. */
static inline void
check_payload(const char *payload, const char *const *ids)
{
	json_t *body = json_loads(payload, JSON_REJECT_DUPLICATES, NULL);
	const json_t *embeds = json_object_get(body, "embeds");

	check_that(body != NULL, "a payload is JSON", payload);
	check_members(body, " content embeds allowed_mentions ");
	check_units(body, "content", 2000);
	check_that(json_array_size(embeds) == 1, "a payload has one embed", payload);
	check_embed(json_array_get(embeds, 0));
	check_mentions(body, ids);
	json_decref(body);
}

#endif
