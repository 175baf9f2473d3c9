/* action_json.c - an action with its life as JSON. */
#include "render/action_json.h"

#include "base/text.h"

#include <jansson.h>
#include <stdlib.h>

static json_t *
strings(const GPtrArray *texts)
{
	json_t *array = json_array();

	for (guint i = 0; i < texts->len; i++)
		json_array_append_new(array, json_string(g_ptr_array_index(texts, i)));
	return array;
}

static json_t *
day(Day value)
{
	g_autofree char *iso = day_to_iso(value);

	return iso == NULL ? json_null() : json_string(iso);
}

static json_t *
text_or_null(const char *text)
{
	return text == NULL ? json_null() : json_string(text);
}

char *
action_record_json(const ActionRecord *record)
{
	const Action *action = record->action;
	g_autofree char *path = text_show(record->path, -1);
	json_t *object = json_object();

	json_object_set_new(object, "id", json_string(record->id));
	json_object_set_new(object, "state", json_string(action_state_word(record->state)));
	json_object_set_new(object, "owners", strings(action->owners));
	json_object_set_new(object, "people", strings(action->people));
	json_object_set_new(object, "text", json_string(action->text));
	json_object_set_new(object, "track", text_or_null(action->track));
	json_object_set_new(object, "due", day(action->due));
	json_object_set_new(object, "first", day(record->first_day));
	json_object_set_new(object, "last", day(record->last_day));
	json_object_set_new(object, "meetings", json_integer(record->meetings));
	json_object_set_new(object, "snoozed", day(record->snoozed_until));
	json_object_set_new(object, "path", json_string(path));
	json_object_set_new(object, "line", json_integer(action->line));
	char *dumped = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	char *line = g_strdup(dumped);
	free(dumped);
	return line;
}
