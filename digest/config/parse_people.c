/* parse_people.c - people, groups and tracks. */
#include "loader.h"
#include "people/name_key.h"
#include "people/roster.h"

#include <string.h>

/* Parses an id: people type it, and JSON and the state file contain it. */
static void
parse_id(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	g_autofree char *id = loader_get_text(loader, value, name);
	if (id == NULL)
		return;

	for (const char *p = id; *p != '\0'; p++)
		if (!g_ascii_isalnum(*p) && strchr("-_.", *p) == NULL) {
			loader_problem(loader, value,
			               "\"%s\" must be ASCII letters, digits, \"-\", \"_\" and "
			               "\".\", not \"%s\"",
			               name, id);
			break;
		}
	*(char **)to = g_steal_pointer(&id);
}

/* Parses a Discord user's id, a 64-bit number ("snowflake") of 17 to 20 digits. */
static void
parse_snowflake(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	g_autofree char *id = loader_get_text(loader, value, name);
	if (id == NULL)
		return;

	gsize length = strlen(id);
	if (strspn(id, "0123456789") == length && length >= 17 && length <= 20)
		*(char **)to = g_steal_pointer(&id);
	else
		loader_problem(loader, value,
		               "\"%s\" must be a user's number of 17 to 20 digits, not \"%s\"; "
		               "Discord shows it as "
		               "\"Copy User ID\"",
		               name, id);
}

static void
parse_members(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	GPtrArray **members = to;

	if (value->kind == YAML_SCALAR && strcmp(value->text, "participants") == 0)
		return;
	if (value->kind == YAML_SCALAR) {
		loader_problem(loader, value,
		               "\"%s\" must be a list of people's ids, or participants", name);
		return;
	}
	*members = g_ptr_array_new_with_free_func(g_free);
	parse_texts(loader, value, name, members);
	for (guint i = 0; value->kind == YAML_SEQUENCE && i < value->count; i++)
		if (value->items[i]->kind == YAML_SCALAR && *value->items[i]->text != '\0')
			loader_add_reference(loader, value->items[i], REFERENCE_PERSON,
			                     value->items[i]->text);
}

static void
parse_post_to(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func(target_free);
	GPtrArray *texts = *(GPtrArray **)to;

	parse_texts(loader, value, name, to);
	for (guint i = 0; i < texts->len; i++) {
		const char *text = g_ptr_array_index(texts, i);
		const YamlNode *node =
		    value->kind == YAML_SEQUENCE && i < value->count ? value->items[i] : value;
		if (loader_check_post_target(loader, node, text))
			parse_target(loader, node, targets);
	}
}

static const Key person_keys[] = {
	{ "id", parse_id, offsetof(Person, id), TRUE, "a short word that stands for the person" },
	{ "name", parse_text, offsetof(Person, name), FALSE,
	  "how the person is called; the id by default" },
	{ "aliases", parse_texts, offsetof(Person, aliases), FALSE, "how notes write the person" },
	{ "email", parse_address, offsetof(Person, email), FALSE,
	  "the address that reminders go to" },
	{ "discord", parse_snowflake, offsetof(Person, discord), FALSE,
	  "the Discord user's number, to be mentioned by" },
	{ "mention", parse_switch, offsetof(Person, mention), FALSE,
	  "whether posts to Discord mention the person" },
	{ "language", parse_language, offsetof(Person, language), FALSE,
	  "the language of what is sent to the person" },
};

static const Key group_keys[] = {
	{ "id", parse_id, offsetof(Group, id), TRUE, "a short word that stands for the group" },
	{ "aliases", parse_texts, offsetof(Group, aliases), FALSE, "how notes write the group" },
	{ "members", parse_members, offsetof(Group, members), TRUE,
	  "a list of people's ids, or participants" },
};

static const Key track_keys[] = {
	{ "id", parse_id, offsetof(Track, id), TRUE, "a short word that stands for the track" },
	{ "name", parse_text, offsetof(Track, name), FALSE,
	  "how the track is called; the id by default" },
	{ "aliases", parse_texts, offsetof(Track, aliases), FALSE, "other spellings of the track" },
	{ "post_to", parse_post_to, offsetof(Track, post_to), FALSE,
	  "where posts of its meetings go" },
};

const Schema schema_person = SCHEMA("a person", person_keys);
const Schema schema_group = SCHEMA("a group", group_keys);
const Schema schema_track = SCHEMA("a track", track_keys);

typedef char *(*MakeKey)(const char *);

static void
claim(Loader *loader, const YamlNode *node, const char *space, MakeKey make_key, const char *owner)
{
	if (node == NULL || node->kind != YAML_SCALAR)
		return;
	g_autofree char *key = make_key(node->text);
	if (*key != '\0')
		loader_claim(loader, node, space, key, owner);
}

/*
 * Claims the id and the aliases of an item, so that each spelling means one item only.  Names of
 * people are not claimed: two people may have the same name, which then means neither of them.
 */
static void
claim_spellings(Loader *loader, const YamlNode *node, const char *space, MakeKey make_key,
                gboolean by_name)
{
	const YamlNode *id = yaml_get(node, "id"), *aliases = yaml_get(node, "aliases");
	if (id == NULL || id->kind != YAML_SCALAR)
		return;

	g_autofree char *owner = g_strdup_printf("\"%s\" (line %u)", id->text, id->line);
	claim(loader, id, space, make_key, owner);
	if (by_name)
		claim(loader, yaml_get(node, "name"), space, make_key, owner);
	claim(loader, aliases, space, make_key, owner);
	for (guint i = 0; aliases != NULL && aliases->kind == YAML_SEQUENCE && i < aliases->count;
	     i++)
		claim(loader, aliases->items[i], space, make_key, owner);
}

void
parse_people(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	Config *config = to;
	if (!loader_expect(loader, value, name, YAML_SEQUENCE))
		return;

	for (guint i = 0; i < value->count; i++) {
		Person *person = person_new();
		loader_parse_mapping(loader, value->items[i], "a person", &schema_person, person);
		claim_spellings(loader, value->items[i], "person", name_fold, FALSE);
		if (person->mention && yaml_is_null(yaml_get(value->items[i], "discord")))
			loader_problem(loader, yaml_get(value->items[i], "mention"),
			               "\"mention\" needs the person's number in Discord; write "
			               "discord: \"...\"");
		person->mention = person->mention && person->discord != NULL;
		if (person->id != NULL)
			roster_add_person(config->roster, person);
		else
			person_free(person);
	}
}

void
parse_groups(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	Config *config = to;
	if (!loader_expect(loader, value, name, YAML_SEQUENCE))
		return;

	for (guint i = 0; i < value->count; i++) {
		Group *group = group_new();
		loader_parse_mapping(loader, value->items[i], "a group", &schema_group, group);
		claim_spellings(loader, value->items[i], "person", name_fold, FALSE);
		if (group->id != NULL)
			roster_add_group(config->roster, group);
		else
			group_free(group);
	}
}

void
parse_tracks(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	Config *config = to;
	if (!loader_expect(loader, value, name, YAML_SEQUENCE))
		return;

	for (guint i = 0; i < value->count; i++) {
		Track *track = track_new();
		loader_parse_mapping(loader, value->items[i], "a track", &schema_track, track);
		claim_spellings(loader, value->items[i], "track", track_key, TRUE);
		if (track->id != NULL)
			roster_add_track(config->roster, track);
		else
			track_free(track);
	}
}
