/* archive_standing.c - the page of a track or a person as its template sees it. */
#include "archive_data.h"
#include "render/words.h"

#include <string.h>

/*
 * A list that is longer than anybody reads ends in "and 412 more": 500 actions fill sixty screens.
 * They are ordinary ones; should they be long, fewer stand there, so that no page comes near what a
 * template may make (MUSTACHE_OUTPUT_MAX).
 */
enum {
	OPEN_SHOWN = 500,
	LIST_BYTES = 2 * 1024 * 1024, /* of the data, which a page escapes */
	FINISHED_SHOWN = 30,
	MEETINGS_SHOWN = 30,
	OTHERS_SHOWN = 4
};

/* A page stands for long: days, not "in 3 days". */
static json_t *
due_of(const ArchiveContext *site, const ActionRecord *record)
{
	Day due = record->action->due, today = site->archive->today;
	if (due == DAY_NONE || record->state != ACTION_OPEN)
		return json_null();

	json_t *object = json_object();
	data_take_text(object, "when", words_due_on(site->data.words, due, today));
	json_object_set_new(object, "late", json_boolean(due < today));
	json_object_set_new(object, "urgent", json_boolean(due <= today + 1));
	return object;
}

/* Who has it besides the person whose page it is. */
static char *
others_of(const ArchiveContext *site, const Action *action, const char *person)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	/* A group ("Everyone") stays one word; so does a token that is nobody. */
	gboolean each_is_one = action->people->len == action->owners->len;

	for (guint i = 0; i < action->owners->len; i++) {
		const char *id = each_is_one ? g_ptr_array_index(action->people, i) : NULL;
		const Person *other = id != NULL ? roster_person(site->config->roster, id) : NULL;
		if (g_strcmp0(id, person) != 0)
			g_ptr_array_add(names, other != NULL
			                           ? other->name
			                           : g_ptr_array_index(action->owners, i));
	}
	return words_list_capped(site->data.words, names, OTHERS_SHOWN);
}

static char *
place_of(const ArchiveContext *site, const ActionRecord *record)
{
	const char *track = record->action->track;

	if (track == NULL && record->teams->len > 0)
		track = g_ptr_array_index(record->teams, 0);
	if (track == NULL || record->last_day == DAY_NONE)
		return g_strdup(record->meeting != NULL ? record->meeting : record->path);
	g_autofree char *day = words_date(site->data.words, record->last_day, site->archive->today);
	return g_strdup_printf("%s, %s", track, day);
}

static json_t *
action_of(ArchiveContext *site, const ActionRecord *record, const char *person)
{
	const Catalogue *words = site->data.words;
	const Action *action = record->action;
	json_t *object = json_object();
	gboolean old = record->state == ACTION_OPEN && record->first_day != record->last_day;

	data_set_markdown(&site->data, object, "item", action->text, site->data.limits->item_chars);
	data_set_text(object, "id", record->state == ACTION_OPEN ? record->id : "");
	data_take_names(&site->data, object, "owners",
	                person == NULL ? data_owner_names(&site->data, action) : NULL);
	data_take_names(&site->data, object, "others",
	                person != NULL ? others_of(site, action, person) : NULL);
	json_object_set_new(object, "due", due_of(site, record));
	data_take_text(
	    object, "since",
	    old ? words_since(words, record->first_day, record->meetings, site->archive->today)
	        : NULL);
	g_autofree char *where = place_of(site, record);
	data_set_link(&site->data, object, record->path, action->line, where);
	return object;
}

static gsize
bytes_of(const json_t *object)
{
	gsize bytes = 0;
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)object, key, value)
	{
		bytes += json_string_length(value);
	}
	return bytes;
}

static void
set_actions(ArchiveContext *site, json_t *page, const char *key, const GPtrArray *records,
            guint most, const char *person)
{
	json_t *list = json_array();
	guint shown = 0;

	for (gsize bytes = 0; shown < records->len && shown < most && bytes < LIST_BYTES; shown++) {
		json_t *action = action_of(site, g_ptr_array_index(records, shown), person);
		bytes += bytes_of(action);
		json_array_append_new(list, action);
	}
	g_autofree char *has = g_strconcat("has_", key, NULL);
	g_autofree char *more = g_strconcat("more_", key, NULL);
	json_object_set_new(page, has, json_boolean(records->len > 0));
	json_object_set_new(page, key, list);
	data_set_more_as(&site->data, page, more, records->len, shown);
}

static void
set_meetings(ArchiveContext *site, json_t *page, const GPtrArray *meetings)
{
	json_t *list = json_array();

	for (guint i = 0; i < meetings->len && i < MEETINGS_SHOWN; i++)
		json_array_append_new(
		    list, data_meeting_heads(&site->data, g_ptr_array_index(meetings, i)));
	json_object_set_new(page, "has_meetings", json_boolean(meetings->len > 0));
	json_object_set_new(page, "meetings", list);
	data_set_more_as(&site->data, page, "more_meetings", meetings->len, MEETINGS_SHOWN);
}

json_t *
archive_context_standing(ArchiveContext *site, const Overview *standing, gboolean is_person)
{
	const char *person = is_person ? standing->id : NULL;
	json_t *page = json_object();

	archive_context_set_page(site, page, site->data.words, "../", standing->name);
	data_take_text(page, "summary", archive_context_summary(site, standing));
	json_object_set_new(page, "is_person", json_boolean(is_person));
	set_actions(site, page, "open", standing->open, OPEN_SHOWN, person);
	set_actions(site, page, "finished", standing->finished, FINISHED_SHOWN, person);
	set_meetings(site, page, standing->meetings);
	return page;
}
