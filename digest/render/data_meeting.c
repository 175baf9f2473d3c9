/* data_meeting.c - meetings, tracks, changed files and meetings to come, as the templates see them.
 */
#include "data.h"
#include "markdown/markdown.h"
#include "render/words.h"

#include <string.h>

/* How long a whole discussion may be, in terms of excerpts, so that both tighten together. */
enum {
	FULL_FACTOR = 12, /* in one piece, for Discord: as long as so many excerpts */
	ENTRY_SHARE = 4   /* by statement: one for each four characters of an excerpt */
};

static char *
topic_excerpt(const Topic *topic, guint most)
{
	g_autoptr(GString) whole = g_string_new(NULL);

	for (guint i = 0; i < topic->entries->len && whole->len < (gsize)most * 4; i++) {
		const Entry *entry = g_ptr_array_index(topic->entries, i);
		g_autofree char *valid = g_utf8_make_valid(entry->text, -1);
		g_autofree char *plain = markdown_to_text(valid, NULL);
		if (plain[0] == '\0')
			continue;
		if (whole->len > 0)
			g_string_append_c(whole, ' ');
		if (entry->speaker != NULL)
			g_string_append_printf(whole, "%s: ", entry->speaker);
		g_string_append(whole, plain);
	}
	g_autofree char *valid = g_utf8_make_valid(whole->str, -1);
	return data_shorten(valid, most);
}

/* Adds a whole discussion, statement by statement. */
static void
set_entries(Data *data, json_t *object, const Topic *topic)
{
	guint most = data->discussion == DISCUSSION_FULL ? data->limits->excerpt_chars / ENTRY_SHARE
	                                                 : 0,
	      total = 0;
	json_t *list = json_array();

	for (guint i = 0; most > 0 && i < topic->entries->len; i++) {
		const Entry *entry = g_ptr_array_index(topic->entries, i);
		if (entry->text[0] == '\0' || ++total > most)
			continue;
		json_t *one = json_object();
		data_take_name(data, one, "speaker", g_strdup(entry->speaker));
		data_set_markdown(data, one, "item", entry->text, data->limits->item_chars);
		json_array_append_new(list, one);
	}
	json_object_set_new(object, "has_entries", json_boolean(json_array_size(list) > 0));
	json_object_set_new(object, "entries", list);
	data_set_more_as(data, object, "more_entries", total, most);
}

static json_t *
topic_data(Data *data, const Meeting *meeting, const Topic *topic)
{
	json_t *object = json_object();
	gboolean above = meeting->teams->len > 0 &&
	                 g_strcmp0(topic->name, g_ptr_array_index(meeting->teams, 0)) == 0;
	guint most =
	    data->limits->excerpt_chars * (data->discussion == DISCUSSION_FULL ? FULL_FACTOR : 1);

	data_take_name(data, object, "heading", g_strdup(above ? "" : topic->name));
	gboolean shown = data->discussion != DISCUSSION_HEADINGS && most > 0;
	data_take_text(object, "excerpt", shown ? topic_excerpt(topic, most) : NULL);
	set_entries(data, object, topic);
	return object;
}

static gboolean
says_nothing(const json_t *object)
{
	const char *heading = json_string_value(json_object_get(object, "heading"));
	const char *excerpt = json_string_value(json_object_get(object, "excerpt"));

	return heading[0] == '\0' && (excerpt == NULL || excerpt[0] == '\0');
}

void
data_set_excerpts(Data *data, json_t *object, const Meeting *meeting)
{
	json_t *list = json_array();
	guint total = 0;

	for (guint i = 0; data->discussion != DISCUSSION_NONE && i < meeting->topics->len; i++) {
		json_t *one = topic_data(data, meeting, g_ptr_array_index(meeting->topics, i));
		if (!says_nothing(one) && ++total <= data->limits->topics)
			json_array_append(list, one);
		json_decref(one);
	}
	json_object_set_new(object, "strands", list);
	json_object_set_new(object, "has_strands", json_boolean(json_array_size(list) > 0));
	data_set_more_as(data, object, "more_strands", total, data->limits->topics);
}

enum {
	PEOPLE_SHOWN = 8
};

static gboolean
is_news(const Change *change)
{
	return change->before == NULL && change->after != NULL;
}

static void
set_notes(Data *data, json_t *object, const char *key, const GPtrArray *notes, const char *path)
{
	json_t *list = json_array();

	for (guint i = 0; i < notes->len && i < data->limits->notes; i++) {
		const Decision *decision = g_ptr_array_index(notes, i);
		json_t *one = json_object();
		data_set_markdown(data, one, "item", decision->text, data->limits->item_chars);
		data_set_link(data, one, path, decision->line, "");
		json_array_append_new(list, one);
	}
	g_autofree char *has = g_strconcat("has_", key, NULL);
	json_object_set_new(object, has, json_boolean(notes->len > 0));
	json_object_set_new(object, key, list);
	g_autofree char *more = g_strconcat("more_", key, NULL);
	data_set_more_as(data, object, more, notes->len, data->limits->notes);
}

gboolean
data_set_hour(const Data *data, json_t *object, gint64 start)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(start);
	g_autoptr(GDateTime) local =
	    utc == NULL ? NULL : g_date_time_to_timezone(utc, data->config->timezone);

	if (local == NULL)
		return FALSE;
	data_take_text(object, "time", g_date_time_format(local, "%H:%M"));
	data_take_text(object, "zone", g_date_time_format(local, "%Z"));
	return TRUE;
}

static void
set_time(const Data *data, json_t *object, const Meeting *meeting)
{
	static const char *const unset[] = { "date", "long_date", "time", "zone", "start" };
	for (gsize i = 0; i < G_N_ELEMENTS(unset); i++)
		json_object_set_new(object, unset[i], json_null());
	if (meeting->day == DAY_NONE)
		return;
	data_take_text(object, "date", words_date(data->words, meeting->day, data->digest->today));
	data_take_text(object, "long_date", words_long_day(data->words, meeting->day));
	if (!meeting->has_time || !data_set_hour(data, object, meeting->start))
		return;
	json_object_set_new(object, "start", json_integer(meeting->start));
}

char *
data_meeting_label(const Data *data, const Meeting *meeting)
{
	if (meeting->title != NULL || meeting->teams->len == 0 || meeting->day == DAY_NONE)
		return meeting_label(meeting);
	g_autofree char *date = words_date(data->words, meeting->day, data->digest->today);
	return g_strdup_printf("%s, %s", (const char *)g_ptr_array_index(meeting->teams, 0), date);
}

json_t *
data_meeting_heads(Data *data, const Meeting *meeting)
{
	json_t *object = json_object();
	g_autofree char *label = data_meeting_label(data, meeting);

	data_take_name(data, object, "label", g_strdup(label));
	json_object_set_new(object, "titled", json_boolean(meeting->title != NULL));
	json_object_set_new(object, "noted", json_false());
	set_time(data, object, meeting);
	data_take_names(data, object, "people",
	                words_list_capped(data->words, meeting->participants, PEOPLE_SHOWN));
	json_object_set_new(object, "has_location", json_boolean(meeting->location != NULL));
	data_set_markdown(data, object, "location", meeting->location, data->limits->item_chars);
	data_set_link(data, object, meeting->path, meeting->line, label);
	return object;
}

static void
set_actions(Data *data, json_t *object, const char *key, const GPtrArray *actions, const char *path)
{
	json_t *list = json_array();
	gboolean over = g_str_equal(key, "finished") || g_str_equal(key, "withdrawn");

	for (guint i = 0; i < actions->len && i < data->limits->todos; i++) {
		json_t *one = data_plain_action(data, g_ptr_array_index(actions, i), path);
		if (over)
			json_object_set_new(one, "due", json_null());
		json_array_append_new(list, one);
	}
	json_t *group = json_object();
	json_object_set_new(group, "actions", list);
	data_set_more(data, group, actions->len, data->limits->todos);
	json_object_set_new(object, key, actions->len > 0 ? json_incref(group) : json_null());
	json_decref(group);
}

/* Adds the actions that changed hands, each with its former owners. */
static void
set_reowned(Data *data, json_t *object, const Change *change)
{
	set_actions(data, object, "reowned", change->reowned, change->after->path);
	json_t *list = json_object_get(json_object_get(object, "reowned"), "actions");
	for (guint i = 0; i < json_array_size(list); i++) {
		const Action *was = g_ptr_array_index(change->given_up, i);
		data_take_names(data, json_array_get(list, i), "was", data_owner_names(data, was));
	}
}

json_t *
data_meeting_whole(Data *data, const Meeting *meeting)
{
	json_t *object = data_meeting_heads(data, meeting);
	g_autoptr(GPtrArray) open = g_ptr_array_new();

	for (guint i = 0; i < meeting->actions->len; i++)
		if (!((const Action *)g_ptr_array_index(meeting->actions, i))->done)
			g_ptr_array_add(open, g_ptr_array_index(meeting->actions, i));
	set_actions(data, object, "todos", open, meeting->path);
	data_set_excerpts(data, object, meeting);
	set_notes(data, object, "notes", meeting->decisions, meeting->path);
	return object;
}

static char *
change_summary(const Data *data, const Change *change)
{
	const struct {
		WordsCount what;
		guint n;
	} parts[] = { { WORDS_ADDED, change->added->len },
		      { WORDS_REWORDED, change->reworded->len },
		      { WORDS_REOWNED, change->reowned->len },
		      { WORDS_FINISHED, change->finished->len },
		      { WORDS_WITHDRAWN, change->withdrawn->len } };
	GString *out = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (parts[i].n == 0)
			continue;
		g_autofree char *words = words_count(data->words, parts[i].what, parts[i].n);
		g_string_append_printf(out, "%s%s", out->len > 0 ? ", " : "", words);
	}
	return g_string_free(out, FALSE);
}

static gboolean
same_names(const GPtrArray *a, const GPtrArray *b)
{
	for (guint i = 0; i < MIN(a->len, b->len); i++)
		if (strcmp(g_ptr_array_index(a, i), g_ptr_array_index(b, i)) != 0)
			return FALSE;
	return a->len == b->len;
}

/* Returns which heads of the meeting changed: "time and place"; "" for none. */
static char *
changed_heads(const Data *data, const Change *change)
{
	const Meeting *is = change->after, *was = change->before != NULL ? change->before : is;
	const struct {
		const char *word;
		gboolean differs;
	} heads[] = {
		{ "head_title", g_strcmp0(was->title, is->title) != 0 },
		{ "head_time", was->start != is->start || was->day != is->day },
		{ "head_place", g_strcmp0(was->location, is->location) != 0 },
		{ "head_people", !same_names(was->participants, is->participants) },
	};
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	for (gsize i = 0; i < G_N_ELEMENTS(heads); i++)
		if (heads[i].differs)
			g_ptr_array_add(names, (gpointer)words_label(data->words, heads[i].word));
	return words_list(data->words, names);
}

void
data_set_change(Data *data, json_t *object, const Change *change)
{
	const char *path = change->after->path;
	g_autoptr(GPtrArray) grown = g_ptr_array_new();

	data_take_text(object, "summary", change_summary(data, change));
	set_actions(data, object, "added", change->added, path);
	set_actions(data, object, "reworded", change->reworded, path);
	set_reowned(data, object, change);
	set_actions(data, object, "finished", change->finished, path);
	set_actions(data, object, "withdrawn", change->withdrawn, path);
	for (guint i = 0; i < change->grown->len; i++) {
		const Topic *topic = g_ptr_array_index(change->grown, i);
		if (topic->name[0] != '\0')
			g_ptr_array_add(grown, topic->name);
	}
	data_take_names(data, object, "grown", words_list_capped(data->words, grown, PEOPLE_SHOWN));
	set_notes(data, object, "announced", change->announced, path);
	data_take_text(object, "heads", changed_heads(data, change));
}

json_t *
data_changed(Data *data)
{
	json_t *object = json_object(), *list = json_array();
	guint total = 0;

	for (guint i = 0; i < data->digest->changes->len; i++) {
		const Change *change = g_ptr_array_index(data->digest->changes, i);
		if (change->before == NULL || change_is_empty(change) ||
		    ++total > data->limits->changed)
			continue;
		json_t *one = data_meeting_heads(data, change->after != NULL ? change->after
		                                                             : change->before);
		if (change->after != NULL)
			data_set_change(data, one, change);
		json_object_set_new(one, "gone", json_boolean(change->after == NULL));
		json_array_append_new(list, one);
	}
	json_object_set_new(object, "list", list);
	data_set_more_in_notes(data, object, total, data->limits->changed);
	if (total > 0)
		return object;
	json_decref(object);
	return json_null();
}

static json_t *
track_meetings(Data *data, const TrackGroup *group, guint *total)
{
	json_t *list = json_array();

	for (guint i = 0; i < group->changes->len; i++) {
		Change *change = g_ptr_array_index(group->changes, i);
		if (!is_news(change) || !g_hash_table_add(data->shown, change))
			continue;
		if (++*total > data->limits->meetings)
			continue;
		json_t *one = data_meeting_whole(data, change->after);
		json_object_set_new(one, "noted", json_boolean(change->late));
		json_array_append_new(list, one);
	}
	return list;
}

/* Returns NULL for a track without a new meeting: its actions are shown with their owners. */
static json_t *
track_data(Data *data, const TrackGroup *group)
{
	guint meetings = 0;
	json_t *list = track_meetings(data, group, &meetings);
	if (meetings == 0) {
		json_decref(list);
		return NULL;
	}
	json_t *object = json_object();
	data_take_name(data, object, "name", g_strdup(group->name));
	data_set_text(object, "id", group->id);
	json_object_set_new(object, "page", json_null());
	json_object_set_new(object, "meetings", list);
	data_set_more_in_notes(data, object, meetings, data->limits->meetings);
	return object;
}

json_t *
data_tracks(Data *data)
{
	json_t *object = json_object(), *list = json_array();
	guint total = 0;

	for (guint i = 0; i < data->digest->tracks->len; i++) {
		json_t *one = track_data(data, g_ptr_array_index(data->digest->tracks, i));
		if (one != NULL && ++total <= data->limits->tracks)
			json_array_append(list, one);
		json_decref(one);
	}
	json_object_set_new(object, "list", list);
	data_set_more_in_notes(data, object, total, data->limits->tracks);
	if (total > 0)
		return object;
	json_decref(object);
	return json_null();
}

/*
 * Words that an announcement of a day is made of, besides numbers; days and months also by their
 * first three letters.
 */
static const char *const when_words[] = { "next",    "meeting",   "call",     "on",     "at",
	                                  "the",     "is",        "will",     "be",     "monday",
	                                  "tuesday", "wednesday", "thursday", "friday", "saturday",
	                                  "sunday",  "january",   "february", "march",  "april",
	                                  "may",     "june",      "july",     "august", "september",
	                                  "october", "november",  "december", "am",     "pm",
	                                  "st",      "nd",        "rd",       "th",     "utc",
	                                  "gmt",     "cet",       "cest",     "eet",    "eest" };

static gboolean
is_when_word(const char *word, gsize length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(when_words); i++) {
		gboolean whole = strlen(when_words[i]) == length;
		gboolean cut = length == 3 && strlen(when_words[i]) > 5;
		if ((whole || cut) && g_ascii_strncasecmp(when_words[i], word, length) == 0)
			return TRUE;
	}
	return FALSE;
}

/*
 * Says whether the text has a time of day: "18:00", "6pm", "6 PM".  It is news when it was not
 * understood.
 */
static gboolean
has_hour(const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		if (!g_ascii_isdigit(*p))
			continue;
		const char *word = p + 1 + strspn(p + 1, " ");
		if (p[1] == ':' && g_ascii_isdigit(p[2]))
			return TRUE;
		if (g_ascii_strncasecmp(word, "am", 2) == 0 ||
		    g_ascii_strncasecmp(word, "pm", 2) == 0)
			return TRUE;
	}
	return FALSE;
}

/*
 * Says whether an announcement says nothing but the day and the time, which are shown already:
 * "Next meeting: Monday, March 2, 2026, 6pm EET" does, "Next call on Monday: the budget" does not.
 */
static gboolean
says_only_when(const char *text, gboolean timed)
{
	if (!timed && has_hour(text))
		return FALSE;

	for (const char *p = text; *p != '\0';) {
		gsize length = 0;
		while (g_ascii_isalpha(p[length]))
			length++;
		if (length > 0 && !is_when_word(p, length))
			return FALSE;
		if (length == 0 && !g_ascii_isdigit(*p) && strchr(" ,.:", *p) == NULL)
			return FALSE;
		p += MAX(length, 1);
	}
	return TRUE;
}

/* Returns `text` with a capital first letter, for the start of a list item; frees `text`. */
static char *
capitalized(char *text)
{
	g_autofree char *given = text;
	gunichar first = g_utf8_get_char(given);
	GString *out = g_string_new(NULL);

	g_string_append_unichar(out, g_unichar_toupper(first));
	g_string_append(out, given[0] == '\0' ? given : g_utf8_next_char(given));
	return g_string_free(out, FALSE);
}

static json_t *
upcoming_meeting(Data *data, const Upcoming *one)
{
	json_t *item = json_object();
	gboolean timed = one->start != 0 && data_set_hour(data, item, one->start);
	Day day = timed ? day_from_unix(one->start, data->config->timezone) : one->day;
	Day today = data->digest->today;

	if (!timed)
		json_object_set_new(item, "time", json_null());
	data_take_text(item, "date",
	               capitalized(data->lasting ? words_date(data->words, day, today)
	                                         : words_day(data->words, day, today)));
	data_take_name(data, item, "track", g_strdup(one->track));
	data_set_markdown(data, item, "item", says_only_when(one->text, timed) ? "" : one->text,
	                  data->limits->item_chars);
	data_set_link(data, item, one->path, one->line, one->track);
	return item;
}

json_t *
data_upcoming(Data *data)
{
	json_t *object = json_object(), *list = json_array();
	const GPtrArray *upcoming = data->digest->upcoming;

	for (guint i = 0; i < upcoming->len && i < data->limits->upcoming; i++)
		json_array_append_new(list, upcoming_meeting(data, g_ptr_array_index(upcoming, i)));
	json_object_set_new(object, "list", list);
	data_set_more_in_notes(data, object, upcoming->len, data->limits->upcoming);
	if (upcoming->len > 0)
		return object;
	json_decref(object);
	return json_null();
}
