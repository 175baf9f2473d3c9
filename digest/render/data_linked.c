/* data_linked.c - the states of what items link to, and what looks done, as the templates see them.
 */
#include "data.h"
#include "render/words.h"

enum {
	SHOWN_MAX = 4,
	OPEN_FRESH = 24 * 60 * 60, /* seconds for which a state is shown without its day */
	ENDED_FRESH = 14 * 24 * 60 * 60
};

static const char *const labels[] = {
	[LINKED_OPEN] = "linked_open",
	[LINKED_DRAFT] = "linked_draft",
	[LINKED_MERGED] = "linked_merged",
	[LINKED_CLOSED] = "linked_closed",
	[LINKED_NOT_PLANNED] = "linked_not_planned",
};

static gboolean
is_shown(const Linked *linked)
{
	return linked->known && linked->state < G_N_ELEMENTS(labels) &&
	       labels[linked->state] != NULL;
}

/* Returns "merged", or "open (as of Wed 16 Feb)" for one that was not asked for lately. */
static char *
state_words(const Data *data, const Linked *linked)
{
	GTimeZone *zone = data->config->timezone;
	const char *state = words_label(data->words, labels[linked->state]);
	gint64 fresh = linked_is_ended(linked->state) ? ENDED_FRESH : OPEN_FRESH;

	if (linked->checked + fresh >= data->digest->now)
		return g_strdup(state);
	return words_linked_as_of(data->words, state, day_from_unix(linked->checked, zone),
	                          data->digest->today);
}

/* Adds the words for each that is shown: with its number when the item has several links. */
static char *
linked_words(const Data *data, const GPtrArray *all)
{
	g_autoptr(GPtrArray) shown = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < all->len; i++) {
		const Linked *linked = g_ptr_array_index(all, i);
		if (!is_shown(linked))
			continue;
		char *words = state_words(data, linked);
		g_autofree char *label = all->len > 1 ? linked_label(linked) : NULL;
		if (label != NULL) {
			char *longer = g_strconcat(label, " ", words, NULL);
			g_free(words);
			words = longer;
		}
		g_ptr_array_add(shown, words);
	}
	return shown->len > 0 ? words_list_capped(data->words, shown, SHOWN_MAX) : NULL;
}

void
data_set_linked(const Data *data, json_t *object, const Action *action)
{
	char *words = action->linked != NULL ? linked_words(data, action->linked) : NULL;

	if (words != NULL)
		data_take_text(object, "linked", words);
}

/* Returns when the last of what the item links to was merged or closed; by default, when it came to
 * look done. */
static gint64
ended_at(const ActionRecord *record)
{
	const GPtrArray *all = record->action->linked;
	gint64 last = 0;

	for (guint i = 0; all != NULL && i < all->len; i++)
		last = MAX(last, ((const Linked *)g_ptr_array_index(all, i))->changed);
	return last != 0 ? last : record->ended_at;
}

/* Returns one that looks done, with the fields of any action, and who says so instead of the state.
 */
static json_t *
looking_action(Data *data, const ActionRecord *record)
{
	const Digest *digest = data->digest;
	gboolean own =
	    digest->kind == JOB_REMINDER && digest->reader != NULL && record->owners != NULL;
	DigestAction *view = digest_action_new();
	g_autofree char *state = NULL;

	view->record = record;
	view->due_in = G_MAXINT;
	for (guint i = 0; own && i < record->action->owners->len; i++) {
		const ResolvedOwner *owner = &record->owners[i];
		if (owner->kind != TOKEN_PERSON || owner->person != digest->reader)
			g_ptr_array_add(
			    view->others,
			    g_strdup(owner->kind == TOKEN_PERSON
			                 ? owner->person->name
			                 : g_ptr_array_index(record->action->owners, i)));
	}
	json_t *object = data_action(data, view);
	digest_action_free(view);
	if (record->action->linked != NULL)
		state = linked_words(data, record->action->linked);
	if (state != NULL && record->ended_by != NULL && *record->ended_by != '\0') {
		Day day = day_from_unix(ended_at(record), data->config->timezone);
		data_take_text(
		    object, "linked",
		    words_ended_by(data->words, state, record->ended_by, day, digest->today));
	}
	return object;
}

json_t *
data_looking(Data *data)
{
	const GPtrArray *all = data->digest->looking;
	json_t *object = json_object(), *actions = json_array();

	for (guint i = 0; i < all->len && i < data->limits->section; i++)
		json_array_append_new(actions, looking_action(data, g_ptr_array_index(all, i)));
	json_object_set_new(object, "actions", actions);
	data_set_more(data, object, all->len, data->limits->section);
	if (all->len > 0)
		return object;
	json_decref(object);
	return json_null();
}
