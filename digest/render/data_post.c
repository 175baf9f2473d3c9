/*
 * data_post.c - a meeting as a post shows it: who has what to do, who is mentioned, what has
 * changed; or many meetings as a list.
 */
#include "data.h"

#include <string.h>

enum {
	MENTIONS_MAX = 80, /* so many fit into 2000 units, with spaces; Discord allows 100 */
	LABEL_MAX = 100,   /* characters of a meeting's name in a list */
	LINK_MAX = 500     /* bytes of its URL in a list */
};

/* Says whether the post brings notes that came late, which are no reason to call anybody. */
static gboolean
is_late(const Data *data)
{
	const Digest *digest = data->digest;

	return digest->first_post && ((const Change *)g_ptr_array_index(digest->changes, 0))->late;
}

/*
 * Adds to `people` (Person *) the owners of `action` who want to be mentioned and are not in it
 * yet; nobody for notes that came late.
 */
static void
add_mentioned(const Data *data, const Action *action, GPtrArray *people)
{
	for (guint i = 0; i < action->people->len && data->config->roster != NULL; i++) {
		Person *person = (Person *)roster_person(data->config->roster,
		                                         g_ptr_array_index(action->people, i));
		if (person != NULL && person->mention && !is_late(data) &&
		    people->len < MENTIONS_MAX && !g_ptr_array_find(people, person, NULL))
			g_ptr_array_add(people, person);
	}
}

/* "<@1> <@2>" */
static char *
mention_words(const GPtrArray *people)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < people->len; i++)
		g_string_append_printf(out, "%s<@%s>", i > 0 ? " " : "",
		                       ((const Person *)g_ptr_array_index(people, i))->discord);
	return g_string_free(out, FALSE);
}

/* Returns the group of the owners of `action`; adds it to `list` for their first action. */
static json_t *
group_of(const Data *data, const Action *action, json_t *by_name, json_t *list)
{
	g_autofree char *name = data_owner_names(data, action);
	json_t *group = json_object_get(by_name, name);
	if (group != NULL)
		return group;

	g_autoptr(GPtrArray) people = g_ptr_array_new();
	add_mentioned(data, action, people);
	group = json_object();
	data_take_names(data, group, "owners", g_strdup(name));
	data_take_text(group, "mentions", mention_words(people));
	json_object_set_new(group, "actions", json_array());
	json_object_set(by_name, name, group);
	json_array_append_new(list, group);
	return group;
}

/* Returns the open actions of a meeting by owners, and adds to `people` who is mentioned. */
static json_t *
actions_by_owner(Data *data, const Meeting *meeting, GPtrArray *people, guint *total)
{
	json_t *list = json_array(), *by_name = json_object();

	for (guint i = 0; i < meeting->actions->len; i++) {
		const Action *action = g_ptr_array_index(meeting->actions, i);
		if (action->done || ++*total > data->limits->section)
			continue;
		json_t *group = group_of(data, action, by_name, list);
		json_array_append_new(json_object_get(group, "actions"),
		                      data_plain_action(data, action, meeting->path));
		add_mentioned(data, action, people);
	}
	json_decref(by_name);
	return list;
}

static json_t *
change_of(Data *data, const Change *change)
{
	json_t *what = json_object();

	data_set_change(data, what, change);
	const char *heads = json_string_value(json_object_get(what, "heads"));
	if (!change_is_empty(change) || (heads != NULL && heads[0] != '\0'))
		return what;
	json_decref(what);
	return json_null();
}

json_t *
data_post(Data *data)
{
	if (data->digest->changes->len == 0)
		return json_null();
	const Change *change = g_ptr_array_index(data->digest->changes, 0);
	if (change->after == NULL)
		return json_null();

	guint total = 0;
	g_autoptr(GPtrArray) people = g_ptr_array_new();
	json_t *object = data_meeting_whole(data, change->after), *ids = json_array();
	json_t *owners = actions_by_owner(data, change->after, people, &total);
	for (guint i = 0; i < people->len; i++) {
		const Person *person = g_ptr_array_index(people, i);
		json_array_append_new(ids, json_pack("{s:s}", "id", person->discord));
	}
	json_object_set_new(object, "has_todos", json_boolean(json_array_size(owners) > 0));
	gboolean body = json_is_true(json_object_get(object, "has_strands")) ||
	                change->after->decisions->len > 0;
	json_object_set_new(object, "has_body", json_boolean(body));
	json_object_set_new(object, "owners", owners);
	data_set_more_as(data, object, "more_owners", total, data->limits->section);
	json_object_set_new(object, "mentioned", ids);
	gboolean changed = change->before != NULL && !data->digest->first_post;
	json_object_set_new(object, "noted", json_boolean(is_late(data)));
	json_object_set_new(object, "change", changed ? change_of(data, change) : json_null());
	return object;
}

/*
 * Returns a meeting of a list, with short name and link, so that none uses up the space of the
 * others.
 */
static json_t *
listed(Data *data, const Meeting *meeting)
{
	json_t *object = data_meeting_heads(data, meeting);
	const char *link = json_string_value(json_object_get(object, "link"));

	data_take_text(
	    object, "label",
	    data_shorten(json_string_value(json_object_get(object, "label")), LABEL_MAX));
	if (link != NULL && strlen(link) > LINK_MAX)
		json_object_set_new(object, "link", json_null());
	return object;
}

/* The latest come first, so that the oldest are left out. */
void
data_set_list(Data *data, json_t *root)
{
	const GPtrArray *changes = data->digest->changes;
	json_t *list = json_array();

	for (guint i = changes->len; i > 0 && json_array_size(list) < data->limits->section; i--)
		json_array_append_new(
		    list, listed(data, ((const Change *)g_ptr_array_index(changes, i - 1))->after));
	json_object_set_new(root, "meetings", list);
	data_set_more_in_notes(data, root, changes->len, data->limits->section);
}
