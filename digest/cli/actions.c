/* actions.c - `tidings actions`: what is open, and for whom. */
#include "state/actions.h"

#include "action_list.h"
#include "base/error.h"
#include "base/text.h"
#include "command.h"
#include "people/resolve.h"
#include "render/model_json.h"

#include <string.h>

typedef struct {
	char *owner;
	const Person *person; /* whom `owner` names; NULL for nobody */
	char *track;
	gboolean overdue;
	gboolean all;
	gboolean json;
	ActionSort sort;
} Filter;

static gboolean
equal_folded(const char *a, const char *b)
{
	g_autofree char *x = text_fold(a);
	g_autofree char *y = text_fold(b);

	return strcmp(x, y) == 0;
}

/* The owner of the filter may be anything that names a person, a token as the notes write it, or
 * `-` for nobody that is known. */
static gboolean
has_owner(const ActionRecord *record, const Filter *filter)
{
	if (strcmp(filter->owner, "-") == 0)
		return record->action->people->len == 0;
	if (filter->person != NULL &&
	    g_ptr_array_find_with_equal_func(record->action->people, filter->person->id,
	                                     g_str_equal, NULL))
		return TRUE;
	for (guint i = 0; i < record->action->owners->len; i++)
		if (equal_folded(g_ptr_array_index(record->action->owners, i), filter->owner))
			return TRUE;
	return FALSE;
}

static gboolean
has_track(const ActionRecord *record, const char *track, const Roster *roster)
{
	const Track *wanted = roster_track(roster, track);
	const char *own = record->action->track != NULL ? record->action->track : "";

	return wanted != NULL ? roster_track(roster, own) == wanted : equal_folded(own, track);
}

static gboolean
is_wanted(const ActionRecord *record, const Filter *filter, const Config *config, Day today)
{
	if (filter->owner != NULL && !has_owner(record, filter))
		return FALSE;
	if (filter->track != NULL && !has_track(record, filter->track, config->roster))
		return FALSE;
	return !filter->overdue || (record->action->due != DAY_NONE && record->action->due < today);
}

/* What the filters leave, in order.  Not owned. */
static GPtrArray *
choose(const GPtrArray *records, const Filter *filter, const Config *config, Day today)
{
	GPtrArray *chosen = g_ptr_array_new();

	for (guint i = 0; i < records->len; i++) {
		ActionRecord *record = g_ptr_array_index(records, i);
		if ((filter->all || record->snoozed_until <= today) &&
		    is_wanted(record, filter, config, today))
			g_ptr_array_add(chosen, record);
	}
	action_list_sort(chosen, filter->sort);
	return chosen;
}

static gboolean
list(const Context *context, const Config *config, Filter *filter, GError **error)
{
	Day today = day_from_unix(context->now, config->timezone);
	Day since = today > config->expire_after_days ? today - config->expire_after_days : 1;
	g_autoptr(State) state = context_open(config, STATE_READ, error);
	if (state == NULL)
		return FALSE;
	g_autoptr(GPtrArray) records =
	    actions_load(state, filter->all ? 1 : 0, filter->all ? DAY_NONE : since, error);
	if (records == NULL)
		return FALSE;

	g_autoptr(Resolver) resolver = resolver_new(config->roster);
	const GPtrArray *people;
	resolve_records(resolver, records);
	if (filter->owner != NULL &&
	    resolve_token(resolver, filter->owner, NULL, &people) == TOKEN_PERSON)
		filter->person = g_ptr_array_index(people, 0);
	g_autoptr(GPtrArray) chosen = choose(records, filter, config, today);
	for (guint i = 0; i < chosen->len; i++) {
		const ActionRecord *record = g_ptr_array_index(chosen, i);
		g_autofree char *shown =
		    filter->json ? action_record_json(record) : action_list_show(record, today);
		g_print(filter->json ? "%s\n" : "%s", shown);
	}
	return TRUE;
}

int
cmd_actions(Context *context, int argc, char **argv, GError **error)
{
	g_autofree char *owner = NULL;
	g_autofree char *track = NULL;
	g_autofree char *sort = NULL;
	Filter filter = { 0 };
	const GOptionEntry entries[] = {
		{ "owner", 0, 0, G_OPTION_ARG_STRING, &owner, "only this owner's", "X" },
		{ "track", 0, 0, G_OPTION_ARG_STRING, &track, "only this track's", "X" },
		{ "sort", 0, 0, G_OPTION_ARG_STRING, &sort, "by age, due, owner or track",
		  "ORDER" },
		{ "overdue", 0, 0, G_OPTION_ARG_NONE, &filter.overdue, "only overdue ones", NULL },
		{ "all", 0, 0, G_OPTION_ARG_NONE, &filter.all, "finished ones too", NULL },
		{ "json", 0, 0, G_OPTION_ARG_NONE, &filter.json, "one JSON object a line", NULL },
		G_OPTION_ENTRY_NULL
	};
	if (!command_options(entries, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	if (argc > 1) {
		g_autofree char *shown = text_show(argv[1], -1);
		g_set_error(
		    error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		    "actions takes no argument such as \"%s\"; write --owner or --track before it",
		    shown);
		return TIDINGS_ERROR_USAGE;
	}
	if (sort != NULL && !action_sort_from_word(sort, &filter.sort, error))
		return TIDINGS_ERROR_USAGE;
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return TIDINGS_ERROR_CONFIG;
	filter.owner = owner;
	filter.track = track;
	return list(context, config, &filter, error) ? 0 : (*error)->code;
}
