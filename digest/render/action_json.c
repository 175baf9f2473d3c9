/* action_json.c - an action with its life as JSON. */
#include "render/action_json.h"

#include "json_value.h"

char *
action_record_json(const ActionRecord *record)
{
	const Action *action = record->action;
	json_t *object = json_object();

	json_object_set_new(object, "id", json_string(record->id));
	json_object_set_new(object, "state", json_string(action_state_word(record->state)));
	json_object_set_new(object, "owners", json_of_texts(action->owners));
	json_object_set_new(object, "people", json_of_texts(action->people));
	json_object_set_new(object, "text", json_string(action->text));
	json_object_set_new(object, "track", json_of_text(action->track));
	json_object_set_new(object, "due", json_of_day(action->due));
	json_object_set_new(object, "first", json_of_day(record->first_day));
	json_object_set_new(object, "last", json_of_day(record->last_day));
	json_object_set_new(object, "meetings", json_integer(record->meetings));
	json_object_set_new(object, "snoozed", json_of_day(record->snoozed_until));
	json_object_set_new(object, "path", json_of_text(record->path));
	json_object_set_new(object, "line", json_integer(action->line));
	return json_to_line(object);
}
