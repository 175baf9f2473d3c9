/* meeting_json.c - a meeting as one line of JSON. */
#include "render/meeting_json.h"

#include "json_value.h"

static json_t *
number(guint value)
{
	return json_integer((json_int_t)value);
}

static json_t *
topic_json(gconstpointer item)
{
	const Topic *topic = item;
	json_t *object = json_object(), *entries = json_array();

	for (guint i = 0; i < topic->entries->len; i++) {
		const Entry *entry = g_ptr_array_index(topic->entries, i);
		json_t *one = json_object();
		json_object_set_new(one, "speaker", json_of_text(entry->speaker));
		json_object_set_new(one, "text", json_of_text(entry->text));
		json_object_set_new(one, "line", number(entry->line));
		json_array_append_new(entries, one);
	}
	json_object_set_new(object, "name", json_of_text(topic->name));
	json_object_set_new(object, "level", number(topic->level));
	json_object_set_new(object, "line", number(topic->line));
	json_object_set_new(object, "entries", entries);
	return object;
}

static json_t *
action_json(gconstpointer item)
{
	const Action *action = item;
	json_t *object = json_object();

	json_object_set_new(object, "owners", json_of_texts(action->owners));
	json_object_set_new(object, "people", json_of_texts(action->people));
	json_object_set_new(object, "text", json_of_text(action->text));
	json_object_set_new(object, "detail", json_of_text(action->detail));
	json_object_set_new(object, "track", json_of_text(action->track));
	json_object_set_new(object, "due", json_of_day(action->due));
	json_object_set_new(object, "done", json_boolean(action->done));
	json_object_set_new(object, "line", number(action->line));
	return object;
}

static json_t *
decision_json(gconstpointer item)
{
	const Decision *decision = item;
	json_t *object = json_object();

	json_object_set_new(object, "text", json_of_text(decision->text));
	g_autofree char *time = decision_next_time(decision);
	json_object_set_new(object, "next_meeting", json_of_day(decision->next_meeting));
	json_object_set_new(object, "next_meeting_time", json_of_text(time));
	json_object_set_new(object, "line", number(decision->line));
	return object;
}

static json_t *
warning_json(gconstpointer item)
{
	const Warning *warning = item;
	json_t *object = json_object();

	json_object_set_new(object, "line", number(warning->line));
	json_object_set_new(object, "column", number(warning->column));
	json_object_set_new(object, "code", json_of_text(warning->code));
	json_object_set_new(object, "message", json_of_text(warning->message));
	return object;
}

/* An array of what `make` makes of each item. */
static json_t *
list(const GPtrArray *items, json_t *(*make)(gconstpointer item))
{
	json_t *array = json_array();

	for (guint i = 0; i < items->len; i++)
		json_array_append_new(array, make(g_ptr_array_index(items, i)));
	return array;
}

char *
meeting_to_json(const Meeting *meeting)
{
	json_t *object = json_object();

	json_object_set_new(object, "path", json_of_text(meeting->path));
	json_object_set_new(object, "title", json_of_text(meeting->title));
	json_object_set_new(object, "datetime", json_of_text(meeting->datetime));
	json_object_set_new(object, "location", json_of_text(meeting->location));
	json_object_set_new(object, "teams", json_of_texts(meeting->teams));
	json_object_set_new(object, "participants", json_of_texts(meeting->participants));
	json_object_set_new(object, "tags", json_of_texts(meeting->tags));
	json_object_set_new(object, "tracks", list(meeting->topics, topic_json));
	json_object_set_new(object, "actions", list(meeting->actions, action_json));
	json_object_set_new(object, "notes", list(meeting->decisions, decision_json));
	json_object_set_new(object, "warnings", list(meeting->warnings, warning_json));
	return json_to_line(object);
}
