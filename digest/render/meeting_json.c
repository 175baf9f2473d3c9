/* meeting_json.c - a meeting as one line of JSON. */
#include "render/meeting_json.h"

#include <jansson.h>
#include <stdlib.h>

/* Any bytes as a string; NULL is null. */
static json_t *
text(const char *bytes)
{
	if (bytes == NULL)
		return json_null();
	json_t *string = json_string(bytes);
	if (string != NULL)
		return string;
	g_autofree char *valid = g_utf8_make_valid(bytes, -1);
	return json_string(valid);
}

static json_t *
texts(const GPtrArray *strings)
{
	json_t *array = json_array();

	for (guint i = 0; i < strings->len; i++)
		json_array_append_new(array, text(g_ptr_array_index(strings, i)));
	return array;
}

static json_t *
day(Day value)
{
	g_autofree char *iso = day_to_iso(value);

	return text(iso);
}

static json_t *
number(guint value)
{
	return json_integer((json_int_t)value);
}

static json_t *
track_json(gconstpointer item)
{
	const Track *track = item;
	json_t *object = json_object(), *entries = json_array();

	for (guint i = 0; i < track->entries->len; i++) {
		const Entry *entry = g_ptr_array_index(track->entries, i);
		json_t *one = json_object();
		json_object_set_new(one, "speaker", text(entry->speaker));
		json_object_set_new(one, "text", text(entry->text));
		json_object_set_new(one, "line", number(entry->line));
		json_array_append_new(entries, one);
	}
	json_object_set_new(object, "name", text(track->name));
	json_object_set_new(object, "level", number(track->level));
	json_object_set_new(object, "line", number(track->line));
	json_object_set_new(object, "entries", entries);
	return object;
}

static json_t *
action_json(gconstpointer item)
{
	const Action *action = item;
	json_t *object = json_object();

	json_object_set_new(object, "owners", texts(action->owners));
	json_object_set_new(object, "people", texts(action->people));
	json_object_set_new(object, "text", text(action->text));
	json_object_set_new(object, "detail", text(action->detail));
	json_object_set_new(object, "track", text(action->track));
	json_object_set_new(object, "due", day(action->due));
	json_object_set_new(object, "done", json_boolean(action->done));
	json_object_set_new(object, "line", number(action->line));
	return object;
}

static json_t *
note_json(gconstpointer item)
{
	const Note *note = item;
	json_t *object = json_object();

	json_object_set_new(object, "text", text(note->text));
	g_autofree char *time = note_next_time(note);
	json_object_set_new(object, "next_meeting", day(note->next_meeting));
	json_object_set_new(object, "next_meeting_time", text(time));
	json_object_set_new(object, "line", number(note->line));
	return object;
}

static json_t *
warning_json(gconstpointer item)
{
	const Warning *warning = item;
	json_t *object = json_object();

	json_object_set_new(object, "line", number(warning->line));
	json_object_set_new(object, "column", number(warning->column));
	json_object_set_new(object, "code", text(warning->code));
	json_object_set_new(object, "message", text(warning->message));
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

	json_object_set_new(object, "path", text(meeting->path));
	json_object_set_new(object, "title", text(meeting->title));
	json_object_set_new(object, "datetime", text(meeting->datetime));
	json_object_set_new(object, "location", text(meeting->location));
	json_object_set_new(object, "teams", texts(meeting->teams));
	json_object_set_new(object, "participants", texts(meeting->participants));
	json_object_set_new(object, "tags", texts(meeting->tags));
	json_object_set_new(object, "tracks", list(meeting->tracks, track_json));
	json_object_set_new(object, "actions", list(meeting->actions, action_json));
	json_object_set_new(object, "notes", list(meeting->notes, note_json));
	json_object_set_new(object, "warnings", list(meeting->warnings, warning_json));
	char *dumped = json_dumps(object, JSON_COMPACT);
	json_decref(object);
	char *line = g_strdup(dumped);
	free(dumped);
	return line;
}
