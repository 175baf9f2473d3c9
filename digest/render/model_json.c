/* model_json.c - meetings and actions as lines of JSON. */
#include "render/model_json.h"

#include "base/visible.h"
#include "model/linked.h"

#include <stdlib.h>
#include <string.h>

static json_t *
json_of_text(const char *bytes)
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
json_of_texts(const GPtrArray *texts)
{
	json_t *array = json_array();

	for (guint i = 0; i < texts->len; i++)
		json_array_append_new(array, json_of_text(g_ptr_array_index(texts, i)));
	return array;
}

static json_t *
json_of_day(Day day)
{
	g_autofree char *iso = day_to_iso(day);

	return json_of_text(iso);
}

/* Writes invisible characters as escapes: the value stays the same, and people see them. */
static char *
escape_hidden(const char *json)
{
	GString *out = g_string_sized_new(strlen(json) + 1);

	for (const char *p = json, *next; *p != '\0'; p = next) {
		next = g_utf8_next_char(p);
		gunichar c = g_utf8_get_char(p);
		if (!text_is_hidden(json, p) && !(c >= 0x7f && c < 0xa0))
			g_string_append_len(out, p, next - p);
		else if (c <= 0xffff)
			g_string_append_printf(out, "\\u%04x", c);
		else
			g_string_append_printf(out, "\\u%04x\\u%04x",
			                       0xd800 + ((c - 0x10000) >> 10),
			                       0xdc00 + ((c - 0x10000) & 0x3ff));
	}
	return g_string_free(out, FALSE);
}

char *
json_to_line(json_t *value)
{
	char *dumped = json_dumps(value, JSON_COMPACT);
	char *line = escape_hidden(dumped);

	free(dumped);
	json_decref(value);
	return line;
}

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

/* Returns an array of make(item) for each item. */
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
	if (meeting->line > 0)
		json_object_set_new(object, "line", number(meeting->line));
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

static json_t *
json_of_time(gint64 seconds)
{
	g_autoptr(GDateTime) time = seconds != 0 ? g_date_time_new_from_unix_utc(seconds) : NULL;
	g_autofree char *iso = time != NULL ? g_date_time_format_iso8601(time) : NULL;

	return json_of_text(iso);
}

/* What may be shown of what an action links to. */
static json_t *
linked_json(const GPtrArray *all)
{
	json_t *array = json_array();

	for (guint i = 0; i < all->len; i++) {
		const Linked *linked = g_ptr_array_index(all, i);
		if (!linked->known)
			continue;
		g_autofree char *place = linked_place(linked);
		json_t *object = json_object();
		json_object_set_new(object, "forge", json_string(forge_word(linked->forge)));
		json_object_set_new(object, "link", json_of_text(place));
		json_object_set_new(object, "state", json_string(linked_state_word(linked->state)));
		json_object_set_new(object, "changed", json_of_time(linked->changed));
		json_object_set_new(object, "asked", json_of_time(linked->checked));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
json_of_deed(const Deed *deed)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(deed->at);
	g_autofree char *at = utc != NULL ? g_date_time_format_iso8601(utc) : NULL;
	json_t *object = json_object();

	json_object_set_new(object, "at", json_of_text(at));
	json_object_set_new(object, "verb", json_of_text(deed->verb));
	json_object_set_new(object, "who", json_of_text(deed->person));
	json_object_set_new(object, "way", json_of_text(deed->way));
	json_object_set_new(object, "until", json_of_day(deed->until));
	return object;
}

char *
action_record_json(const ActionRecord *record, const GPtrArray *history)
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
	if (action->linked != NULL)
		json_object_set_new(object, "linked", linked_json(action->linked));
	if (record->ended_by != NULL && *record->ended_by != '\0')
		json_object_set_new(object, "by", json_of_text(record->ended_by));
	if (history != NULL && history->len > 0) {
		json_t *list = json_array();
		for (guint i = 0; i < history->len; i++)
			json_array_append_new(list, json_of_deed(g_ptr_array_index(history, i)));
		json_object_set_new(object, "history", list);
	}
	return json_to_line(object);
}
