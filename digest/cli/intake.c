/* intake.c - from new snapshots to actions. */
#include "cli/intake.h"

#include "base/text.h"
#include "compose/ledger.h"
#include "state/actions.h"
#include "state/snapshots.h"

typedef struct {
	const Intake *intake;
	Ledger *ledger;    /* everything that a new item may carry on */
	GHashTable *ended; /* row -> ActionState, of the actions that are not open */
} Taking;

static void
remember_state(Taking *taking, gint64 row, ActionState state)
{
	gint64 *key = g_new(gint64, 1);

	*key = row;
	g_hash_table_insert(taking->ended, key, GINT_TO_POINTER(state));
}

static ActionState
state_of(const Taking *taking, gint64 row)
{
	return (ActionState)GPOINTER_TO_INT(g_hash_table_lookup(taking->ended, &row));
}

/* The file's own copies before this edit. */
static Ledger *
ledger_of_file(Taking *taking, const GPtrArray *copies)
{
	Ledger *ledger = ledger_new(G_MAXUINT);

	for (guint i = 0; i < copies->len; i++) {
		const Copy *copy = g_ptr_array_index(copies, i);
		ledger_add(ledger, copy->row, copy->day, copy->action);
		remember_state(taking, copy->row, copy->state);
	}
	return ledger;
}

static gboolean
was_done_here(const GPtrArray *copies, gint64 row)
{
	for (guint i = 0; i < copies->len; i++) {
		const Copy *copy = g_ptr_array_index(copies, i);
		if (copy->row == row && copy->action->done)
			return TRUE;
	}
	return FALSE;
}

static gboolean
move(Taking *taking, gint64 row, ActionState to, GError **error)
{
	if (state_of(taking, row) == to)
		return TRUE;
	remember_state(taking, row, to);
	return action_move(taking->intake->state, row, to, FALSE, taking->intake->now, error);
}

/* What the item says about the life of its action. */
static gboolean
follow_mark(Taking *taking, const GPtrArray *copies, gint64 row, const Action *action, GError **error)
{
	ActionState state = state_of(taking, row);

	if (action->done)
		return state == ACTION_DROPPED || move(taking, row, ACTION_DONE, error);
	/* written in again, or its mark taken back where it stood; a copy elsewhere does not reopen a finished one */
	if (state == ACTION_WITHDRAWN || (state == ACTION_DONE && was_done_here(copies, row)))
		return move(taking, row, ACTION_OPEN, error);
	return TRUE;
}

static char *
seed_of(const Meeting *meeting, const Action *action)
{
	GString *seed = g_string_new(meeting->path);

	for (guint i = 0; i < action->owners->len; i++)
		g_string_append_printf(seed, "\n%s", (const char *)g_ptr_array_index(action->owners, i));
	g_autofree char *folded = text_fold(action->text);
	g_string_append_printf(seed, "\n\n%s", folded);
	return g_string_free(seed, FALSE);
}

/* The action that the item is, made when there is none yet. */
static gint64
find_or_create(Taking *taking, Ledger *own, const Meeting *meeting, Day day, const Action *action, GHashTable *taken,
               GError **error)
{
	gint64 row = ledger_find(own, day, action, taken);
	if (row == 0)
		row = ledger_find(taking->ledger, day, action, taken);
	if (row == 0) {
		g_autofree char *seed = seed_of(meeting, action);
		if (!action_create(taking->intake->state, seed, taking->intake->now, &row, error))
			return 0;
	}
	gint64 *key = g_new(gint64, 1);
	*key = row;
	g_hash_table_add(taken, key);
	return row;
}

/* The very same item twice in one file is one thing to do. */
static gboolean
is_repeated(GHashTable *seen, const Meeting *meeting, const Action *action)
{
	return !g_hash_table_add(seen, seed_of(meeting, action));
}

static gboolean
take_items(Taking *taking, gint64 file, const Meeting *meeting, const GPtrArray *copies, GError **error)
{
	g_autoptr(GHashTable) taken = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(Ledger) own = ledger_of_file(taking, copies);
	Day today = day_from_unix(taking->intake->now, taking->intake->config->timezone);
	Day day = meeting->day != DAY_NONE ? meeting->day : today;

	for (guint i = 0; i < meeting->actions->len; i++) {
		Action *action = g_ptr_array_index(meeting->actions, i);
		if (is_repeated(seen, meeting, action))
			continue;
		gint64 row = find_or_create(taking, own, meeting, day, action, taken, error);
		Copy copy = { .row = row, .file = file, .place = i, .day = day, .action = action };
		if (row == 0 || !follow_mark(taking, copies, row, action, error) ||
		    !copy_put(taking->intake->state, &copy, error))
			return FALSE;
		ledger_add(taking->ledger, row, day, action);
	}
	return TRUE;
}

static gboolean
take_file(gint64 file, Meeting *taken_meeting, gpointer data, GError **error)
{
	Taking *taking = data;
	g_autoptr(Meeting) meeting = taken_meeting;
	g_autoptr(GPtrArray) copies = copies_of_file(taking->intake->state, file, error);
	if (copies == NULL)
		return FALSE;

	if (copies->len > 0 && !copies_clear(taking->intake->state, file, error))
		return FALSE;
	meeting_resolve(meeting, taking->intake->config->roster);
	return take_items(taking, file, meeting, copies, error);
}

static gboolean
load_known(Taking *taking, GError **error)
{
	const Intake *intake = taking->intake;
	guint window = intake->config->expire_after_days;
	Day from = intake->first_day > window ? intake->first_day - window : 1;
	g_autoptr(GPtrArray) copies = copies_between(intake->state, from, intake->last_day + window, error);
	if (copies == NULL)
		return FALSE;

	for (guint i = 0; i < copies->len; i++) {
		const Copy *copy = g_ptr_array_index(copies, i);
		ledger_add(taking->ledger, copy->row, copy->day, copy->action);
		if (copy->state != ACTION_OPEN)
			remember_state(taking, copy->row, copy->state);
	}
	return TRUE;
}

gboolean
intake_actions(const Intake *intake, gint64 cursor, GError **error)
{
	g_autoptr(Ledger) ledger = ledger_new(intake->config->expire_after_days);
	g_autoptr(GHashTable) ended = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	Taking taking = { intake, ledger, ended };

	return load_known(&taking, error) && snapshots_new(intake->state, cursor, take_file, &taking, error) &&
	       actions_withdraw_orphans(intake->state, intake->now, error);
}
