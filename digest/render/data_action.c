/* data_action.c - actions as the templates see them, by owner and by section of a reminder. */
#include "archive_data.h"
#include "base/text.h"
#include "data.h"
#include "render/mail_header.h"
#include "render/words.h"

#include <string.h>

enum {
	LONG_OPEN_DAYS = 28,
	OTHERS_SHOWN = 4
};

static void
set_due(const Data *data, json_t *object, int due_in, Day due)
{
	json_object_set_new(object, "due", json_null());
	if (due_in == G_MAXINT)
		return;
	json_t *words = json_object();
	data_take_text(words, "when", words_due(data->words, due_in, due, data->digest->today));
	json_object_set_new(words, "late", json_boolean(due_in < 0));
	json_object_set_new(words, "urgent", json_boolean(due_in <= 1));
	json_object_set_new(object, "due", words);
}

char *
data_origin(const Data *data, const ActionRecord *record)
{
	const char *team = record->action->track;

	if (team == NULL && record->teams->len > 0)
		team = g_ptr_array_index(record->teams, 0);
	if (team == NULL || record->last_day == DAY_NONE)
		return g_strdup(record->meeting != NULL ? record->meeting : record->path);
	g_autofree char *day = words_date(data->words, record->last_day, data->digest->today);
	return g_strdup_printf("%s, %s", team, day);
}

char *
data_answer_link(const Data *data, AnswerVerb verb, const char *item)
{
	g_autofree char *subject = data_answer_subject(data, verb, item);
	g_autofree char *address = NULL;

	return subject != NULL && mailbox_parse(data->config->mail.answers, NULL, &address, NULL)
	           ? mailto_url(address, subject)
	           : NULL;
}

/* Adds "answers": the links of an item of a reader's reminder, or null. */
static void
set_answers(const Data *data, json_t *object, const char *id)
{
	json_t *answers = json_object();

	data_take_text(answers, "done", data_answer_link(data, ANSWER_DONE, id));
	data_take_text(answers, "later", data_answer_link(data, ANSWER_LATER, id));
	data_take_text(answers, "not_mine", data_answer_link(data, ANSWER_NOT_MINE, id));
	gboolean linked = json_string_length(json_object_get(answers, "done")) > 0;
	json_object_set_new(object, "answers", linked ? json_incref(answers) : json_null());
	json_decref(answers);
}

json_t *
data_action(Data *data, const DigestAction *action)
{
	const ActionRecord *record = action->record;
	json_t *object = json_object();

	data_set_markdown(data, object, "item", record->action->text, data->limits->item_chars);
	data_set_text(object, "id", record->id);
	data_take_name(data, object, "track", g_strdup(record->action->track));
	json_object_set_new(object, "fresh", json_boolean(action->fresh));
	json_object_set_new(object, "noted", json_boolean(action->noted));
	json_object_set_new(object, "overdue", json_boolean(action->overdue));
	set_due(data, object, action->due_in, record->action->due);
	data_set_linked(data, object, record->action);
	gboolean aged = action->age_days > 0 && !action->fresh;
	data_take_text(object, "age",
	               aged ? words_age(data->words, action->age_days, record->meetings) : NULL);
	data_take_names(data, object, "others",
	                words_list_of(data->words, action->others, OTHERS_SHOWN,
	                              action->others->len + action->more_others));
	data_take_names(data, object, "owners", data_owner_names(data, record->action));
	json_object_set_new(object, "was", json_null());
	set_answers(data, object, record->id);
	g_autofree char *where = data_origin(data, record);
	data_set_link(data, object, record->path, record->action->line, where);
	return object;
}

json_t *
data_plain_action(Data *data, const Action *action, const char *path)
{
	json_t *object = json_object();

	data_set_markdown(data, object, "item", action->text, data->limits->item_chars);
	data_take_names(data, object, "owners", data_owner_names(data, action));
	json_object_set_new(object, "was", json_null());
	data_set_linked(data, object, action);
	if (action->due != DAY_NONE)
		set_due(data, object, (int)action->due - (int)data->digest->today, action->due);
	data_set_link(data, object, path, action->line, "");
	return object;
}

static json_t *
owner(Data *data, const OwnerGroup *group, gboolean all)
{
	json_t *object = json_object(), *actions = json_array();
	guint overdue = 0, shown = 0;

	for (guint i = 0; i < group->actions->len; i++) {
		const DigestAction *action = g_ptr_array_index(group->actions, i);
		overdue += action->overdue ? 1 : 0;
		if (!(all || digest_action_is_news(action)) || shown == data->limits->per_owner)
			continue;
		json_array_append_new(actions, data_action(data, action));
		shown++;
	}
	g_autofree char *open = words_count(data->words, WORDS_OPEN, group->actions->len);
	g_autofree char *late = words_count(data->words, WORDS_OVERDUE, overdue);
	g_autofree char *summary =
	    overdue > 0 ? g_strdup_printf("%s, %s", open, late) : g_strdup(open);
	data_take_name(data, object, "name", g_strdup(group->label));
	data_set_text(object, "summary", summary);
	data_set_text(object, "person", group->person != NULL ? group->person->id : "");
	json_object_set_new(object, "page", json_null());
	json_object_set_new(object, "actions", actions);
	data_set_more(data, object, group->actions->len, shown);
	return object;
}

json_t *
data_owner(Data *data, const OwnerGroup *group)
{
	return owner(data, group, FALSE);
}

static gboolean
is_unassigned(const OwnerGroup *group)
{
	return group->person == NULL && group->label[0] == '\0';
}

static gboolean
has_news(const OwnerGroup *group)
{
	for (guint i = 0; i < group->actions->len; i++)
		if (digest_action_is_news(g_ptr_array_index(group->actions, i)))
			return TRUE;
	return FALSE;
}

json_t *
data_owners(Data *data)
{
	json_t *object = json_object(), *list = json_array();
	const GPtrArray *groups = data->digest->owners;
	guint shown = 0, total = 0;
	gboolean hidden = FALSE;

	for (guint i = 0; i < groups->len; i++) {
		const OwnerGroup *group = g_ptr_array_index(groups, i);
		gboolean reader = group->person != NULL && group->person == data->digest->reader;
		if (is_unassigned(group) || reader || !has_news(group))
			continue;
		if (++total > data->limits->owners)
			continue;
		json_t *one = data_owner(data, group);
		hidden = hidden || !json_is_null(json_object_get(one, "more"));
		json_array_append_new(list, one);
		shown++;
	}
	if (total == 0) {
		json_decref(list);
		json_decref(object);
		return json_null();
	}
	json_object_set_new(object, "list", list);
	json_object_set_new(object, "hidden", json_boolean(hidden || total > shown));
	data_set_more(data, object, total, shown);
	return object;
}

json_t *
data_unassigned(Data *data)
{
	const GPtrArray *groups = data->digest->owners;

	for (guint i = 0; i < groups->len; i++) {
		const OwnerGroup *group = g_ptr_array_index(groups, i);
		if (is_unassigned(group) && group->actions->len > 0)
			return owner(data, group, TRUE); /* old ones too: each waits for somebody */
	}
	return json_null();
}

static gboolean
is_overdue(const DigestAction *action)
{
	return action->overdue;
}

static gboolean
is_due_today(const DigestAction *action)
{
	return action->due_in == 0;
}

static gboolean
is_last(const DigestAction *action)
{
	return action->stale;
}

static gboolean
is_long_open(const DigestAction *action)
{
	return action->age_days > LONG_OPEN_DAYS;
}

static gboolean
is_any(const DigestAction *action G_GNUC_UNUSED)
{
	return TRUE;
}

/* The sections of a reminder.  They are read in this order, and each leaves out what an earlier one
 * has. */
static const struct {
	const char *title, *hint; /* of words_label(); the hint may be NULL */
	gboolean (*has)(const DigestAction *action);
} sections[] = {
	{ "overdue", NULL, is_overdue },
	{ "due_today", NULL, is_due_today },
	{ "due_week", NULL, digest_action_is_soon },
	{ "last", "last_hint", is_last },
	{ "long_open", NULL, is_long_open },
	{ "the_rest", NULL, is_any },
};

static json_t *
section(Data *data, guint number, GHashTable *taken)
{
	json_t *object = json_object(), *actions = json_array();
	guint total = 0;

	for (guint g = 0; g < data->digest->owners->len; g++) {
		const OwnerGroup *group = g_ptr_array_index(data->digest->owners, g);
		for (guint i = 0; i < group->actions->len; i++) {
			const DigestAction *action = g_ptr_array_index(group->actions, i);
			if (action->place >= data->most || !sections[number].has(action) ||
			    !g_hash_table_add(taken, (gpointer)action->record))
				continue;
			if (++total <= data->limits->section)
				json_array_append_new(actions, data_action(data, action));
		}
	}
	json_object_set_new(object, "actions", actions);
	data_set_more(data, object, total, data->limits->section);
	return object;
}

/*
 * Returns "discussions/2026-02-18.md:12"; of a long path only the end, which names the file and the
 * line.
 */
static char *
marked_origin(const Data *data, const MarkedAction *marked)
{
	g_autofree char *path = text_escape_for_terminal(marked->path, -1);
	g_autofree char *whole = g_strdup_printf("%s:%u", path, marked->line);
	glong length = g_utf8_strlen(whole, -1), most = data->limits->name_chars;

	return length <= most
	           ? g_steal_pointer(&whole)
	           : g_strconcat("…", g_utf8_offset_to_pointer(whole, length - most + 1), NULL);
}

/* Returns the names of those who had the action, without the reader. */
static GPtrArray *
others_of(const Data *data, const MarkedAction *marked)
{
	GPtrArray *names = g_ptr_array_new();

	for (guint i = 0; i < marked->people->len; i++) {
		const Person *person =
		    roster_person(data->config->roster, g_ptr_array_index(marked->people, i));
		if (person != NULL && person != data->digest->reader)
			g_ptr_array_add(names, person->name);
	}
	return names;
}

/*
 * Returns a finished action with the fields of an open one: templates show both alike.  It says
 * what it was and where its mark is.
 */
static json_t *
marked_action(Data *data, const MarkedAction *marked)
{
	static const char *const texts[] = { "track", "age", "owners" };
	json_t *object = json_object();
	g_autofree char *where = marked_origin(data, marked);
	g_autoptr(GPtrArray) others = others_of(data, marked);

	data_set_markdown(data, object, "item", marked->text, data->limits->item_chars);
	data_set_text(object, "id", marked->id);
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		data_set_text(object, texts[i], "");
	json_object_set_new(object, "fresh", json_false());
	json_object_set_new(object, "noted", json_false());
	json_object_set_new(object, "overdue", json_false());
	json_object_set_new(object, "due", json_null());
	json_object_set_new(object, "was", json_null());
	json_object_set_new(object, "answers", json_null());
	data_take_names(data, object, "others",
	                words_list_capped(data->words, others, OTHERS_SHOWN));
	data_set_link(data, object, marked->path, marked->line, where);
	return object;
}

/* Returns what others marked as done, perhaps without the reader's knowledge. */
static json_t *
marked_section(Data *data)
{
	const GPtrArray *all = data->digest->marked;
	guint most = MIN(data->limits->section, data->most);
	json_t *object = json_object(), *actions = json_array();

	for (guint i = 0; i < all->len && i < most; i++)
		json_array_append_new(actions, marked_action(data, g_ptr_array_index(all, i)));
	json_object_set_new(object, "actions", actions);
	data_set_more_in_notes(data, object, all->len, most);
	return object;
}

/* Returns what the reader was understood to say: "done", "later, until Tue 3 Mar". */
static char *
said_words(const Data *data, const Deed *deed)
{
	gboolean done = strcmp(deed->verb, "done") == 0, drop = strcmp(deed->verb, "drop") == 0;
	const char *label = done ? "answer_done" : drop ? "answer_dropped" : "answer_snoozed";

	if (deed->until == DAY_NONE)
		return g_strdup(words_label(data->words, label));
	g_autofree char *day = words_date(data->words, deed->until, data->digest->today);
	return g_strdup_printf("%s, %s %s", words_label(data->words, label),
	                       words_label(data->words, "answer_until"), day);
}

/* Returns an action that the reader has answered about, with the fields of an open one. */
static json_t *
answered_action(Data *data, const Deed *deed)
{
	static const char *const texts[] = { "track", "age", "owners", "others" };
	static const char *const flags[] = { "fresh", "noted", "overdue" };
	static const char *const nothing[] = { "due", "was", "answers", "link", "ref" };
	json_t *object = json_object();

	data_set_markdown(data, object, "item", deed->text, data->limits->item_chars);
	data_set_text(object, "id", deed->id);
	data_take_text(object, "where", said_words(data, deed));
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		data_set_text(object, texts[i], "");
	for (gsize i = 0; i < G_N_ELEMENTS(flags); i++)
		json_object_set_new(object, flags[i], json_false());
	for (gsize i = 0; i < G_N_ELEMENTS(nothing); i++)
		json_object_set_new(object, nothing[i], json_null());
	return object;
}

static json_t *
answered_section(Data *data)
{
	const GPtrArray *all = data->digest->answered;
	guint total = all != NULL ? all->len : 0, most = MIN(data->limits->section, data->most);
	json_t *object = json_object(), *actions = json_array();

	for (guint i = 0; i < MIN(total, most); i++)
		json_array_append_new(actions, answered_action(data, g_ptr_array_index(all, i)));
	json_object_set_new(object, "actions", actions);
	data_set_more(data, object, total, most);
	return object;
}

/* Adds a section to `list`, unless it has no actions, and releases it. */
static void
add_section(const Data *data, json_t *list, const char *name, const char *hint, json_t *object)
{
	if (json_array_size(json_object_get(object, "actions")) > 0) {
		data_set_text(object, "title", words_label(data->words, name));
		data_set_text(object, "hint", hint != NULL ? words_label(data->words, hint) : "");
		json_object_set_new(object, "late", json_boolean(g_str_equal(name, "overdue")));
		json_array_append(list, object);
	}
	json_decref(object);
}

json_t *
data_sections(Data *data)
{
	g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
	json_t *list = json_array();

	add_section(data, list, "you_said", NULL, answered_section(data));
	for (guint i = 0; i < G_N_ELEMENTS(sections); i++)
		add_section(data, list, sections[i].title, sections[i].hint,
		            section(data, i, taken));
	add_section(data, list, "looks_done", "looks_done_hint", data_looking(data));
	add_section(data, list, "marked", "marked_hint", marked_section(data));
	return list;
}

void
data_set_rest(const Data *data, json_t *root)
{
	const Digest *digest = data->digest;
	const char *base = data->config->archive_url;
	gboolean linked = digest->places > data->most && base != NULL && digest->reader != NULL;
	g_autofree char *page =
	    linked ? archive_person_page(data->config->roster, digest->reader->id) : NULL;

	data_set_more_as(data, root, "rest", digest->places, data->most);
	data_take_text(root, "rest_link", linked ? g_strconcat(base, page, NULL) : NULL);
}
