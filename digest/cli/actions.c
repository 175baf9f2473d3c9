/* actions.c - `tidings actions`: what is open, and for whom. */
#include "state/actions.h"

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "compose/compose.h"
#include "render/action_json.h"

#include <string.h>

typedef struct {
	char *owner;
	char *track;
	gboolean overdue;
	gboolean all;
	gboolean json;
} Filter;

static gboolean
equal_folded(const char *a, const char *b)
{
	g_autofree char *x = text_fold(a);
	g_autofree char *y = text_fold(b);

	return strcmp(x, y) == 0;
}

/* `owner` may be anything that names a person, or a token as the notes write it. */
static gboolean
has_owner(const ActionRecord *record, const char *owner, const Roster *roster)
{
	g_autoptr(GPtrArray) people = g_ptr_array_new();
	TokenKind kind = roster_resolve(roster, owner, NULL, people);

	for (guint p = 0; kind == TOKEN_PERSON && p < people->len; p++) {
		const Person *person = g_ptr_array_index(people, p);
		if (g_ptr_array_find_with_equal_func(record->action->people, person->id, g_str_equal, NULL))
			return TRUE;
	}
	for (guint i = 0; i < record->action->owners->len; i++)
		if (equal_folded(g_ptr_array_index(record->action->owners, i), owner))
			return TRUE;
	return FALSE;
}

static gboolean
has_track(const ActionRecord *record, const char *track, const Roster *roster)
{
	const TrackName *wanted = roster_track(roster, track);
	const char *own = record->action->track != NULL ? record->action->track : "";

	return wanted != NULL ? roster_track(roster, own) == wanted : equal_folded(own, track);
}

static gboolean
is_wanted(const ActionRecord *record, const Filter *filter, const Config *config, Day today)
{
	if (filter->owner != NULL && !has_owner(record, filter->owner, config->roster))
		return FALSE;
	if (filter->track != NULL && !has_track(record, filter->track, config->roster))
		return FALSE;
	return !filter->overdue || (record->action->due != DAY_NONE && record->action->due < today);
}

static char *
join_owners(const Action *action)
{
	GString *joined = g_string_new(action->owners->len == 0 ? "-" : NULL);

	for (guint i = 0; i < action->owners->len; i++)
		g_string_append_printf(joined, "%s%s", i > 0 ? "/" : "",
		                       (const char *)g_ptr_array_index(action->owners, i));
	return g_string_free(joined, FALSE);
}

static void
print_record(const ActionRecord *record, Day today)
{
	g_autofree char *owners = join_owners(record->action);
	g_autofree char *due = day_to_iso(record->action->due);
	g_autofree char *path = text_show(record->path, -1);
	guint age = record->first_day != DAY_NONE && record->first_day < today ? today - record->first_day : 0;

	g_print("%-6s %-9s %s: %s\n", record->id, action_state_word(record->state), owners, record->action->text);
	g_print("       %s:%u", path, record->action->line);
	if (record->action->track != NULL && *record->action->track != '\0')
		g_print("  [%s]", record->action->track);
	if (due != NULL)
		g_print("  %s %s", record->action->due < today ? "OVERDUE since" : "due", due);
	g_print("  %u day%s, %u meeting%s\n", age, age == 1 ? "" : "s", record->meetings,
	        record->meetings == 1 ? "" : "s");
}

static gboolean
list(const Context *context, const Config *config, const Filter *filter, GError **error)
{
	Day today = day_from_unix(context->now, config->timezone);
	Day since = today > config->expire_after_days ? today - config->expire_after_days : 1;
	g_autoptr(State) state = state_open(config->state, STATE_READ, error);
	if (state == NULL)
		return FALSE;
	g_autoptr(GPtrArray) records = actions_load(state, filter->all ? 1 : 0, filter->all ? DAY_NONE : since, error);
	if (records == NULL)
		return FALSE;

	composition_resolve_people(records, config->roster);
	for (guint i = 0; i < records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(records, i);
		if (!filter->all && record->snoozed_until > today)
			continue;
		if (!is_wanted(record, filter, config, today))
			continue;
		if (!filter->json) {
			print_record(record, today);
			continue;
		}
		g_autofree char *line = action_record_json(record);
		g_print("%s\n", line);
	}
	return TRUE;
}

int
cmd_actions(Context *context, int argc, char **argv, GError **error)
{
	g_autofree char *owner = NULL;
	g_autofree char *track = NULL;
	Filter filter = { 0 };
	const GOptionEntry entries[] = {
		{"owner",    0, 0, G_OPTION_ARG_STRING, &owner,          "only this owner's",      "X" },
		{ "track",   0, 0, G_OPTION_ARG_STRING, &track,          "only this track's",      "X" },
		{ "overdue", 0, 0, G_OPTION_ARG_NONE,   &filter.overdue, "only overdue ones",      NULL},
		{ "all",     0, 0, G_OPTION_ARG_NONE,   &filter.all,     "finished ones too",      NULL},
		{ "json",    0, 0, G_OPTION_ARG_NONE,   &filter.json,    "one JSON object a line", NULL},
		G_OPTION_ENTRY_NULL
	};
	if (!command_options(entries, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return TIDINGS_ERROR_CONFIG;
	filter.owner = owner;
	filter.track = track;
	return list(context, config, &filter, error) ? 0 : (*error)->code;
}
