/* actions.c - `tidings actions`: lists actions by owner, track, age and state. */
#include "state/actions.h"

#include "base/error.h"
#include "base/text.h"
#include "command.h"
#include "markdown/markdown.h"
#include "people/resolve.h"
#include "render/model_json.h"
#include "render/words.h"
#include "render/wrap.h"
#include "run/follow.h"
#include "state/answers.h"

#include <string.h>

enum {
	WIDTH = 80,
	ID_WIDTH = 6 /* ids are longer only after collisions */
};

typedef enum {
	ACTION_SORT_AGE,   /* the oldest first */
	ACTION_SORT_DUE,   /* by due date, those without one last */
	ACTION_SORT_OWNER, /* by the first owner's name, those without one last */
	ACTION_SORT_TRACK, /* by track, those without one last */
} ActionSort;

/* What the options ask for. */
typedef struct {
	const char *id;       /* of the one to show, with its history; or NULL */
	char *owner;          /* or NULL */
	const Person *person; /* whom `owner` names; NULL for nobody */
	char *track;          /* or NULL */
	gboolean overdue;
	gboolean all;
	gboolean json;
	ActionSort sort;
} Filter;

static const char *const orders[] = {
	[ACTION_SORT_AGE] = "age",
	[ACTION_SORT_DUE] = "due",
	[ACTION_SORT_OWNER] = "owner",
	[ACTION_SORT_TRACK] = "track",
	NULL,
};

static gboolean
parse_sort(const char *word, ActionSort *sort, GError **error)
{
	for (guint i = 0; orders[i] != NULL; i++) {
		if (strcmp(word, orders[i]) != 0)
			continue;
		*sort = (ActionSort)i;
		return TRUE;
	}
	g_autofree char *shown = text_escape_for_terminal(word, -1);
	const char *guess = g_utf8_validate(word, -1, NULL) ? text_guess(word, orders) : NULL;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
	            "--sort: \"%s\" is no order%s%s%s; write age, due, owner or track", shown,
	            guess != NULL ? " (did you mean " : "", guess != NULL ? guess : "",
	            guess != NULL ? "?)" : "");
	return FALSE;
}

/* A record with the text that it is sorted by. */
typedef struct {
	ActionRecord *record;
	char *key; /* folded; NULL comes last */
} Sortable;

static void
sortable_clear(Sortable *one)
{
	g_free(one->key);
}

/* Returns the person's name, or the token as written when it does not mean one person. */
static const char *
owner_name(const ActionRecord *record, guint index)
{
	const ResolvedOwner *owner = &record->owners[index];

	return owner->kind == TOKEN_PERSON ? owner->person->name
	                                   : g_ptr_array_index(record->action->owners, index);
}

static char *
key_of(const ActionRecord *record, ActionSort sort)
{
	const Action *action = record->action;

	if (sort == ACTION_SORT_OWNER && action->owners->len > 0)
		return text_fold(owner_name(record, 0));
	if (sort == ACTION_SORT_TRACK && action->track != NULL && *action->track != '\0')
		return text_fold(action->track);
	return NULL;
}

static int
compare_days(Day a, Day b)
{
	/* DAY_NONE, which is 0, becomes later than any day */
	return (a - 1 > b - 1) - (a - 1 < b - 1);
}

static int
compare_entries(gconstpointer a, gconstpointer b, gpointer data)
{
	const Sortable *x = a, *y = b;
	ActionSort sort = (ActionSort)GPOINTER_TO_INT(data);
	int due = compare_days(x->record->action->due, y->record->action->due);
	int age = compare_days(x->record->first_day, y->record->first_day);

	if ((x->key == NULL) != (y->key == NULL))
		return x->key == NULL ? 1 : -1;
	int key = x->key != NULL ? strcmp(x->key, y->key) : 0;
	if (key != 0)
		return key;
	if (sort == ACTION_SORT_AGE)
		return age;
	return due != 0 ? due : age;
}

/* Sorts ActionRecord * after resolve_records().  Equal ones are sorted by due date, then by age. */
static void
sort_records(GPtrArray *records, ActionSort sort)
{
	g_autoptr(GArray) entries = g_array_sized_new(FALSE, FALSE, sizeof(Sortable), records->len);

	g_array_set_clear_func(entries, (GDestroyNotify)sortable_clear);
	for (guint i = 0; i < records->len; i++) {
		ActionRecord *record = g_ptr_array_index(records, i);
		Sortable one = { record, key_of(record, sort) };
		g_array_append_val(entries, one);
	}
	g_array_sort_with_data(entries, compare_entries, GINT_TO_POINTER(sort));
	for (guint i = 0; i < records->len; i++)
		records->pdata[i] = g_array_index(entries, Sortable, i).record;
}

static void
append_owners(GString *out, const ActionRecord *record)
{
	const GPtrArray *owners = record->action->owners;

	for (guint i = 0; i < owners->len; i++) {
		TokenKind kind = record->owners[i].kind;
		const char *name = owner_name(record, i);
		g_string_append_printf(out, "%s%s%s", i > 0 ? ", " : "", name,
		                       kind == TOKEN_UNKNOWN     ? " (unknown)"
		                       : kind == TOKEN_AMBIGUOUS ? " (ambiguous)"
		                                                 : "");
	}
	if (owners->len == 0)
		g_string_append(out, "(nobody)");
}

/* Appends the state of an action, its due date and its age. */
static void
append_life(GString *out, const ActionRecord *record, Day today)
{
	Day due = record->action->due;
	guint age = record->first_day != DAY_NONE && record->first_day < today
	                ? today - record->first_day
	                : 0;

	if (record->state == ACTION_OPEN) {
		g_autofree char *until = day_to_iso(record->snoozed_until);
		g_autofree char *open = words_age(NULL, age, record->meetings);
		g_autofree char *when =
		    due != DAY_NONE ? words_due(NULL, (gint)due - (gint)today, due, today) : NULL;
		if (until != NULL && record->snoozed_until > today)
			g_string_append_printf(out, "snoozed until %s; ", until);
		if (when != NULL)
			g_string_append_printf(out, "%s; ", when);
		g_string_append(out, open);
		return;
	}
	g_autoptr(GDateTime) ended = g_date_time_new_from_unix_utc(record->ended_at);
	g_autofree char *day = ended != NULL ? g_date_time_format(ended, "%Y-%m-%d") : NULL;
	g_string_append_printf(out, "%s%s%s", action_state_word(record->state),
	                       day != NULL ? " " : "", day != NULL ? day : "");
	if (record->ended_by != NULL && *record->ended_by != '\0')
		g_string_append_printf(out, " by %s", record->ended_by);
}

/* Appends "; merged" or "; #12 open, #13 merged". */
static void
append_linked(GString *out, const GPtrArray *all)
{
	const char *before = "; ";

	for (guint i = 0; all != NULL && i < all->len; i++) {
		const Linked *linked = g_ptr_array_index(all, i);
		if (!linked->known || linked->state == LINKED_UNKNOWN)
			continue;
		g_autofree char *label = linked_label(linked);
		g_string_append_printf(out, "%s%s%s%s", before, all->len > 1 ? label : "",
		                       all->len > 1 ? " " : "", linked_state_word(linked->state));
		before = ", ";
	}
}

/* Returns one action for a terminal of 80 columns, with its newlines.  Newly allocated. */
static char *
show_action(const ActionRecord *record, Day today)
{
	const Action *action = record->action;
	gsize indent = MAX(strlen(record->id), ID_WIDTH) + 1;
	g_autoptr(GString) lines = g_string_new(NULL);
	g_autoptr(GString) owners = g_string_new(NULL);
	g_autofree char *text = markdown_to_text(action->text, NULL);
	g_autofree char *path = text_escape_for_terminal(record->path, -1);

	append_owners(owners, record);
	g_autofree char *who = text_escape_for_terminal(owners->str, -1);
	g_string_append_printf(lines, "%*s%s: %s\n%*s", (int)indent, "", who, text, (int)indent,
	                       "");
	append_life(lines, record, today);
	append_linked(lines, action->linked);
	if (action->track != NULL && *action->track != '\0') {
		g_autofree char *track = text_escape_for_terminal(action->track, -1);
		g_string_append_printf(lines, "; %s", track);
	}
	g_string_append_printf(lines, "; %s:%u\n", path, action->line);
	char *shown = wrap_text(lines->str, WIDTH);
	memcpy(shown, record->id, strlen(record->id));
	return shown;
}

static gboolean
equal_folded(const char *a, const char *b)
{
	g_autofree char *x = text_fold(a);
	g_autofree char *y = text_fold(b);

	return strcmp(x, y) == 0;
}

/* The filter's owner may be anything that names a person, a token as the notes write it, or `-` for
 * actions that nobody known has. */
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

/* Returns what the filter leaves, in order.  ActionRecord *, not owned. */
static GPtrArray *
choose(const GPtrArray *records, const Filter *filter, const Config *config, Day today)
{
	GPtrArray *chosen = g_ptr_array_new();

	for (guint i = 0; i < records->len; i++) {
		ActionRecord *record = g_ptr_array_index(records, i);
		if ((filter->all || record->snoozed_until <= today) &&
		    (filter->id == NULL || g_ascii_strcasecmp(record->id, filter->id) == 0) &&
		    is_wanted(record, filter, config, today))
			g_ptr_array_add(chosen, record);
	}
	sort_records(chosen, filter->sort);
	return chosen;
}

/* Prints what people did about an action, a line each. */
static void
show_history(const GPtrArray *history, GTimeZone *zone)
{
	for (guint i = 0; i < history->len; i++) {
		const Deed *deed = g_ptr_array_index(history, i);
		g_autofree char *day = day_to_iso(day_from_unix(deed->at, zone));
		g_autofree char *until = deed->until != DAY_NONE ? day_to_iso(deed->until) : NULL;
		g_autofree char *who = text_escape_for_terminal(deed->person, -1);
		g_print("%*s %s: %s%s%s by %s, by %s\n", ID_WIDTH, "", day, deed->verb,
		        until != NULL ? " until " : "", until != NULL ? until : "", who, deed->way);
	}
}

static gboolean
list(const Context *context, const Config *config, Filter *filter, GError **error)
{
	Day today = day_from_unix(context->now, config->timezone);
	Day since = config_expiry(config, today);
	g_autoptr(State) state = context_open(config, STATE_READ, error);
	if (state == NULL)
		return FALSE;
	g_autoptr(GPtrArray) records =
	    actions_load(state, filter->all ? 1 : 0, filter->all ? DAY_NONE : since, error);
	if (records == NULL)
		return FALSE;

	g_autoptr(Followed) followed = NULL;
	if (!followed_load(state, config, &followed, error))
		return FALSE;
	follow_attach_records(followed, records);
	g_autoptr(Resolver) resolver = resolver_new(config->roster);
	const GPtrArray *people;
	resolve_records(resolver, records);
	if (filter->owner != NULL &&
	    resolve_token(resolver, filter->owner, NULL, &people) == TOKEN_PERSON)
		filter->person = g_ptr_array_index(people, 0);
	g_autoptr(GPtrArray) chosen = choose(records, filter, config, today);
	for (guint i = 0; i < chosen->len; i++) {
		const ActionRecord *record = g_ptr_array_index(chosen, i);
		g_autoptr(GPtrArray) history = filter->json || filter->id != NULL
		                                   ? deeds_of_action(state, record->id, error)
		                                   : g_ptr_array_new();
		if (history == NULL)
			return FALSE;
		g_autofree char *shown =
		    filter->json ? action_record_json(record, history) : show_action(record, today);
		g_print(filter->json ? "%s\n" : "%s", shown);
		if (!filter->json)
			show_history(history, config->timezone);
	}
	if (filter->id != NULL && chosen->len == 0) {
		g_autofree char *id = text_escape_for_terminal(filter->id, -1);
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		            "there is no action %s; `tidings actions --all` lists them", id);
	}
	return filter->id == NULL || chosen->len > 0;
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
	if (argc == 3 && strcmp(argv[1], "show") == 0) {
		filter.id = argv[2];
		filter.all = TRUE;
	} else if (argc > 1) {
		g_autofree char *shown = text_escape_for_terminal(argv[1], -1);
		g_set_error(
		    error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		    "actions takes no argument such as \"%s\"; write --owner or --track before it",
		    shown);
		return TIDINGS_ERROR_USAGE;
	}
	if (sort != NULL && !parse_sort(sort, &filter.sort, error))
		return TIDINGS_ERROR_USAGE;
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return TIDINGS_ERROR_CONFIG;
	filter.owner = owner;
	filter.track = track;
	return list(context, config, &filter, error) ? 0 : (*error)->code;
}
