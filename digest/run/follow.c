/* follow.c - follows what open items link to. */
#include "run/follow.h"

#include "base/fail_point.h"
#include "forge/ask.h"
#include "forge/attach.h"
#include "forge/verdict.h"
#include "state/actions.h"
#include "state/editions.h"
#include "state/linked.h"
#include "state/snapshots.h"

#include <string.h>

enum {
	BUDGET_SECONDS = 5, /* of a run, for all forges */
	OPEN_AGAIN = 60 * 60,
	ENDED_AGAIN = 7 * 24 * 60 * 60,
	QUESTIONS_MAX = 1000, /* of a forge in a run */
	FAILURES_TOLD = 3,    /* runs in a row */
	GRACE_SECONDS = 14 * 24 * 60 * 60
};

struct Followed {
	const Config *config;
	GHashTable *rows; /* of linked_load() */
};

/* The following in one run. */
typedef struct {
	State *state;
	const Config *config;
	gint64 now;
	Day today;
	GHashTable *rows; /* of linked_load() */
	gboolean changed; /* an answer told something new */
} Following;

static void
add_link(Following *following, const Linked *linked, Day day, GHashTable *days)
{
	LinkedRow *row = g_hash_table_lookup(following->rows, linked->key);

	if (!linked->known)
		return;
	if (row == NULL) {
		row = g_new0(LinkedRow, 1);
		row->linked = *linked;
		row->linked.key = g_strdup(linked->key);
		row->linked.repo = g_strdup(linked->repo);
		g_hash_table_replace(following->rows, row->linked.key, row);
	}
	Day known = GPOINTER_TO_UINT(g_hash_table_lookup(days, row->linked.key));
	g_hash_table_insert(days, row->linked.key, GUINT_TO_POINTER(MAX(known, MAX(day, 1))));
}

/* Saves those rows whose day is another one now. */
static gboolean
save_days(const Following *following, GHashTable *days, GError **error)
{
	GHashTableIter iter;
	gpointer key, value;

	g_hash_table_iter_init(&iter, following->rows);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		LinkedRow *row = value;
		Day day = GPOINTER_TO_UINT(g_hash_table_lookup(days, key));
		if (row->day == day)
			continue;
		row->day = day;
		if (!linked_put(following->state, row, error))
			return FALSE;
	}
	return TRUE;
}

/* Returns what is open and not stale, or looks done, and may link to something, with its links. */
static GPtrArray *
load_items(const Following *following, GError **error)
{
	GPtrArray *records = actions_load_linking(
	    following->state, config_expiry(following->config, following->today), error);

	for (guint i = 0; records != NULL && i < records->len; i++)
		linked_attach(following->config, following->rows,
		              ((ActionRecord *)g_ptr_array_index(records, i))->action);
	return records;
}

/* Looks through the items for links. */
static gboolean
look(Following *following, const GPtrArray *records, GError **error)
{
	g_autoptr(GHashTable) days = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(records, i);
		const Action *action = record->action;
		for (guint l = 0; action->linked != NULL && l < action->linked->len; l++)
			add_link(following, g_ptr_array_index(action->linked, l), record->last_day,
			         days);
	}
	return save_days(following, days, error);
}

static gboolean
is_due(const Following *following, const LinkedRow *row)
{
	const Linked *linked = &row->linked;
	gboolean rests = linked_is_ended(linked->state) || linked->state == LINKED_MISSING;
	gint64 again = linked->checked + (rests ? ENDED_AGAIN : OPEN_AGAIN);

	/* a clock that went back must not keep everything as it is */
	return row->day != DAY_NONE && (linked->checked == 0 || again <= following->now ||
	                                linked->checked > following->now);
}

/* The newest first, then those that were never asked for, then by key. */
static int
compare_rows(gconstpointer a, gconstpointer b)
{
	const LinkedRow *x = *(const LinkedRow *const *)a, *y = *(const LinkedRow *const *)b;

	if (x->day != y->day)
		return x->day > y->day ? -1 : 1;
	if (x->linked.checked != y->linked.checked)
		return x->linked.checked < y->linked.checked ? -1 : 1;
	return strcmp(x->linked.key, y->linked.key);
}

/* Returns the rows of the forge to ask for: LinkedRow *, not owned. */
static GPtrArray *
choose(const Following *following, ForgeKind forge)
{
	GPtrArray *due = g_ptr_array_new();
	GHashTableIter iter;
	gpointer value;

	g_hash_table_iter_init(&iter, following->rows);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const LinkedRow *row = value;
		if (row->linked.forge == forge && is_due(following, row))
			g_ptr_array_add(due, value);
	}
	g_ptr_array_sort(due, compare_rows);
	if (due->len > QUESTIONS_MAX)
		g_ptr_array_set_size(due, QUESTIONS_MAX);
	return due;
}

/* Saves what was answered. */
static gboolean
save_answers(Following *following, const GPtrArray *rows, const ForgeReference *references,
             const LinkedState *before, GError **error)
{
	for (guint i = 0; i < rows->len; i++) {
		LinkedRow *row = g_ptr_array_index(rows, i);
		if (!references[i].answered)
			continue;
		following->changed = following->changed || row->linked.state != before[i];
		g_free(row->etag);
		row->etag = g_strdup(references[i].etag);
		if (!linked_put(following->state, row, error))
			return FALSE;
	}
	return TRUE;
}

/* Counts the runs in a row with trouble, and tells of it from the third one on. */
static gboolean
note_outcome(const Following *following, ForgeKind forge, const ForgeOutcome *outcome,
             GPtrArray *problems, GError **error)
{
	ForgeHealth was, health = { .rest_until = outcome->rest_until };
	if (!forge_health_get(following->state, forge, &was, error))
		return FALSE;

	if (outcome->trouble != NULL)
		health.failures = MIN(was.failures, 1000) + 1;
	if (health.failures >= FAILURES_TOLD)
		g_ptr_array_add(problems, g_strdup(outcome->trouble));
	if (was.rest_until == health.rest_until && was.failures == health.failures)
		return TRUE;
	return forge_health_put(following->state, forge, &health, error);
}

/* Asks with what was fetched; a token that cannot be had is trouble as any other. */
static void
ask_with_token(const Following *following, const ForgeSettings *forge, GPtrArray *references,
               gint64 deadline, ForgeOutcome *outcome)
{
	g_autoptr(GError) error = NULL;
	char *token = forge->token != NULL ? secret_fetch(forge->token, &error) : NULL;
	const char *fault = token != NULL ? forge_token_fault(token) : NULL;

	if (error != NULL)
		outcome->trouble = g_strdup(error->message);
	else if (fault != NULL)
		outcome->trouble =
		    g_strdup_printf("%s: the token %s", forge->token->position, fault);
	else
		forge_ask(forge, token, references, following->now, deadline, outcome);
	secret_wipe(token);
}

static gboolean
ask(Following *following, const ForgeSettings *forge, gint64 deadline, GPtrArray *problems,
    GError **error)
{
	g_autoptr(GPtrArray) rows = choose(following, forge->kind);
	ForgeHealth health;
	if (!forge_health_get(following->state, forge->kind, &health, error))
		return FALSE;
	if (rows->len == 0 || health.rest_until > following->now)
		return TRUE;

	g_autofree ForgeReference *references = g_new0(ForgeReference, rows->len);
	g_autofree LinkedState *before = g_new0(LinkedState, rows->len);
	g_autoptr(GPtrArray) pointers = g_ptr_array_new();
	g_auto(ForgeOutcome) outcome = { 0 };
	for (guint i = 0; i < rows->len; i++) {
		LinkedRow *row = g_ptr_array_index(rows, i);
		references[i] = (ForgeReference){ &row->linked, g_strdup(row->etag), FALSE };
		before[i] = row->linked.state;
		g_ptr_array_add(pointers, &references[i]);
	}
	ask_with_token(following, forge, pointers, deadline, &outcome);
	gboolean saved = save_answers(following, rows, references, before, error) &&
	                 note_outcome(following, forge->kind, &outcome, problems, error);
	for (guint i = 0; i < rows->len; i++)
		g_free(references[i].etag);
	return saved;
}

/* Lets one item look done, be open again, or be done. */
static gboolean
judge(const Following *following, const ActionRecord *record, GError **error)
{
	Action *action = record->action;
	gboolean looks = record->state == ACTION_LOOKS_DONE;

	linked_refresh(following->rows, action);
	gboolean done =
	    !record->kept && verdict_looks_done(following->config, action, following->today);
	if (looks && !done)
		return action_look_open(following->state, record->id, error);
	if (looks)
		return record->ended_at + GRACE_SECONDS > following->now ||
		       action_end_looking(following->state, record->id, following->now, error);
	if (!done)
		return TRUE;
	g_autofree char *by = verdict_by(action);
	return action_look_done(following->state, record->id, by, following->now, error);
}

static gboolean
judge_all(const Following *following, const GPtrArray *records, GError **error)
{
	for (guint i = 0; i < records->len; i++)
		if (!judge(following, g_ptr_array_index(records, i), error))
			return FALSE;
	return TRUE;
}

/* Tells two configurations apart by what is found and shown. */
static gint64
hash_settings(const Config *config)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < FORGE_COUNT; i++) {
		const ForgeSettings *forge = config->forges[i];
		if (forge == NULL)
			continue;
		g_string_append_printf(text, "%s %s %d", forge_word(forge->kind), forge->web,
		                       forge->closes);
		for (guint o = 0; o < forge->owners->len; o++)
			g_string_append_printf(text, " %s",
			                       (char *)g_ptr_array_index(forge->owners, o));
		g_string_append_c(text, '\n');
	}
	return g_str_hash(text->str);
}

/*
 * Looks through the items when they may link to something else than at the last time: new notes,
 * another day, which moves due dates, or another configuration.  Then `*records` are the items.
 */
static gboolean
look_again(Following *following, GPtrArray **records, GError **error)
{
	LinkedLook last,
	    is = { .day = following->today, .settings = hash_settings(following->config) };
	if (!linked_look_get(following->state, &last, error) ||
	    !snapshot_newest(following->state, &is.snapshot, error))
		return FALSE;
	if (last.snapshot == is.snapshot && last.day == is.day && last.settings == is.settings)
		return TRUE;
	*records = load_items(following, error);
	return *records != NULL && look(following, *records, error) &&
	       linked_look_put(following->state, &is, error);
}

static gboolean
ask_all(Following *following, GPtrArray *problems, GError **error)
{
	gint64 deadline = g_get_monotonic_time() + BUDGET_SECONDS * G_USEC_PER_SEC;

	for (guint i = 0; i < FORGE_COUNT; i++)
		if (following->config->forges[i] != NULL &&
		    !ask(following, following->config->forges[i], deadline, problems, error))
			return FALSE;
	FAIL_POINT("forge.saved");
	return TRUE;
}

static gboolean
look_and_ask(Following *following, GPtrArray *problems, GError **error)
{
	g_autoptr(GPtrArray) records = NULL;
	gboolean ripe = FALSE;

	if (!look_again(following, &records, error) || !ask_all(following, problems, error) ||
	    !actions_any_looking(following->state, following->now - GRACE_SECONDS, &ripe, error) ||
	    (following->changed && !archive_outdate(following->state, error)))
		return FALSE;
	if (records == NULL && !following->changed && !ripe)
		return TRUE;
	if (records == NULL)
		records = load_items(following, error);
	return records != NULL && judge_all(following, records, error);
}

/* Opens what looked done, when nobody is asked any more. */
static gboolean
open_all_looking(State *state, GError **error)
{
	g_autoptr(GPtrArray) records = actions_load_looking_done(state, 0, error);
	gboolean done = records != NULL;

	for (guint i = 0; done && i < records->len; i++)
		done = action_look_open(
		    state, ((const ActionRecord *)g_ptr_array_index(records, i))->id, error);
	return done;
}

gboolean
follow_links(State *state, const Config *config, gint64 now, GPtrArray *problems, GError **error)
{
	if (!config_has_forge(config))
		return open_all_looking(state, error);
	g_autoptr(GHashTable) rows = linked_load(state, error);
	Following following = { state, config, now, day_from_unix(now, config->timezone),
		                rows,  FALSE };

	return rows != NULL && look_and_ask(&following, problems, error);
}

gboolean
followed_load(State *state, const Config *config, Followed **followed, GError **error)
{
	*followed = NULL;
	if (!config_has_forge(config))
		return TRUE;
	GHashTable *rows = linked_load(state, error);
	if (rows == NULL)
		return FALSE;
	*followed = g_new0(Followed, 1);
	(*followed)->config = config;
	(*followed)->rows = rows;
	return TRUE;
}

void
followed_free(Followed *followed)
{
	if (followed == NULL)
		return;
	g_hash_table_unref(followed->rows);
	g_free(followed);
}

void
follow_attach(const Followed *followed, Action *action)
{
	if (followed != NULL)
		linked_attach(followed->config, followed->rows, action);
}

void
follow_attach_records(const Followed *followed, const GPtrArray *records)
{
	for (guint i = 0; followed != NULL && i < records->len; i++)
		follow_attach(followed, ((ActionRecord *)g_ptr_array_index(records, i))->action);
}
