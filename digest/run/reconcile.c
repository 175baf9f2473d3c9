/* reconciler.c - from a new snapshot to actions. */
#include "reconcile.h"

#include "action_recurs.h"
#include "state/actions.h"
#include "state/marks.h"
#include "state/snapshots.h"

struct Reconciler {
	State *state;
	gint64 now;
	Day window;
	gint64 snapshot; /* of the version that was saved last */
	Day loaded_from; /* the days whose copies are in the index, as far as there are any;
	                    DAY_NONE at first */
	Day loaded_to;
	ActionIndex *index;  /* everything that a new item may carry on */
	GHashTable *ended;   /* row -> ActionState, of the actions that are not open */
	GHashTable *created; /* rows of actions that are new in this scan; NULL in a first one,
	                    where all are */
	OnceMore *said;      /* what the files say of these */
};

/* One file. */
typedef struct {
	Reconciler *reconciler;
	gint64 id;         /* its row */
	ActionIndex *own;  /* its copies before this edit; NULL when it had none */
	GPtrArray *copies; /* Occurrence *: these */
	GHashTable *done;  /* rows of these that were marked */
	GHashTable *open;  /* row -> Occurrence *: those of these that were not */
	GHashTable *taken; /* rows that an item of it is already, or that none can be */
} File;

Reconciler *
reconciler_new(State *state, const Config *config, gint64 now, GError **error)
{
	gint64 newest = 0;
	if (!snapshot_newest(state, &newest, error))
		return NULL;

	Reconciler *reconciler = g_new0(Reconciler, 1);
	reconciler->state = state;
	reconciler->now = now;
	reconciler->window = config->expire_after_days;
	reconciler->said = once_more_new(state, config->expire_after_days, config->timezone);
	if (newest == 0) {
		/* a first run: the index has all there is; there is to be a day behind the last */
		reconciler->loaded_from = 1;
		reconciler->loaded_to = G_MAXUINT - 1;
	}
	reconciler->snapshot = newest;
	reconciler->created = newest != 0 ? g_hash_table_new(NULL, NULL) : NULL;
	reconciler->index = action_index_new(config->expire_after_days);
	reconciler->ended = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	return reconciler;
}

void
reconciler_free(Reconciler *reconciler)
{
	if (reconciler == NULL)
		return;
	action_index_free(reconciler->index);
	g_hash_table_unref(reconciler->ended);
	g_clear_pointer(&reconciler->created, g_hash_table_unref);
	once_more_free(reconciler->said);
	g_free(reconciler);
}

static void
remember_state(Reconciler *reconciler, gint64 row, ActionState state)
{
	if (state == ACTION_OPEN)
		g_hash_table_remove(reconciler->ended, &row);
	else
		g_hash_table_insert(reconciler->ended, g_memdup2(&row, sizeof row),
		                    GINT_TO_POINTER(state));
}

static ActionState
state_of(const Reconciler *reconciler, gint64 row)
{
	return (ActionState)GPOINTER_TO_INT(g_hash_table_lookup(reconciler->ended, &row));
}

static void
add_copies(Reconciler *reconciler, ActionIndex *index, const GPtrArray *copies)
{
	for (guint i = 0; i < copies->len; i++) {
		const Occurrence *copy = g_ptr_array_index(copies, i);
		ActionKey key;
		action_key_init(&key, copy->action);
		action_index_add(index, copy->row, copy->day, &key);
		action_key_clear(&key);
		remember_state(reconciler, copy->row, copy->state);
	}
}

static gboolean
load_days(Reconciler *reconciler, Day from, Day to, GError **error)
{
	if (from > to)
		return TRUE;
	g_autoptr(GPtrArray) copies = occurrences_between(reconciler->state, from, to, error);
	if (copies == NULL)
		return FALSE;
	add_copies(reconciler, reconciler->index, copies);
	return TRUE;
}

/* Sees to it that the index has what a meeting of that day may carry on. */
static gboolean
load_around(Reconciler *reconciler, Day day, GError **error)
{
	Day from = day > reconciler->window ? day - reconciler->window : 1,
	    to = day + reconciler->window;

	Day kept_from, kept_to;

	if (action_index_forget(reconciler->index, day, &kept_from, &kept_to)) {
		reconciler->loaded_from = MAX(reconciler->loaded_from, kept_from);
		/* the index never had items of later days when there were none */
		if (action_index_newest(reconciler->index) > kept_to)
			reconciler->loaded_to = MIN(reconciler->loaded_to, kept_to);
	}
	if (reconciler->loaded_from == DAY_NONE) {
		reconciler->loaded_from = from;
		reconciler->loaded_to = to;
		return load_days(reconciler, from, to, error);
	}
	Day known_from = reconciler->loaded_from, known_to = reconciler->loaded_to;
	reconciler->loaded_from = MIN(from, known_from);
	reconciler->loaded_to = MAX(to, known_to);
	return load_days(reconciler, from, known_from - 1, error) &&
	       load_days(reconciler, known_to + 1, to, error);
}

static gboolean
move(Reconciler *reconciler, gint64 row, ActionState to, GError **error)
{
	if (state_of(reconciler, row) == to)
		return TRUE;
	remember_state(reconciler, row, to);
	return action_move(reconciler->state, row, to, FALSE, reconciler->now, error);
}

/* A mark ends an action that was open: its owners are told so, unless it is new to them as well. */
static gboolean
end_by_mark(const File *file, gint64 row, const Action *action, GError **error)
{
	Reconciler *reconciler = file->reconciler;
	const Occurrence *before = g_hash_table_lookup(file->open, &row);
	const Mark mark = { .action = row,
		            .snapshot = reconciler->snapshot,
		            .file = file->id,
		            .line = action->line,
		            .text = action->text,
		            .elsewhere = before == NULL,
		            .owners = before != NULL ? before->action->owners : NULL };
	gboolean known = reconciler->created != NULL &&
	                 !g_hash_table_contains(reconciler->created, ROW_KEY(row));

	return move(reconciler, row, ACTION_DONE, error) &&
	       (!known || mark_put(reconciler->state, &mark, error));
}

/* What the item says about the life of its action. */
static gboolean
follow_mark(const File *file, gint64 row, const Action *action, GError **error)
{
	ActionState state = state_of(file->reconciler, row);
	gboolean was_done_here = g_hash_table_contains(file->done, ROW_KEY(row));

	/* opened again by candidate: the mark that stood here before says nothing new */
	if (action->done && state == ACTION_OPEN && was_done_here)
		return TRUE;
	if (action->done && state == ACTION_OPEN)
		return end_by_mark(file, row, action, error);
	if (action->done)
		return state == ACTION_DROPPED || move(file->reconciler, row, ACTION_DONE, error);
	/* written in again, or its mark taken back where it stood; a copy elsewhere does not reopen
	 * a finished one */
	if (state == ACTION_WITHDRAWN || (state == ACTION_DONE && was_done_here))
		return move(file->reconciler, row, ACTION_OPEN, error);
	return TRUE;
}

static void
take_row(const File *file, gint64 row)
{
	g_hash_table_add(file->taken, ROW_KEY(row));
}

static gboolean
is_once_more(const Reconciler *reconciler, gint64 row, Day day, const Action *action,
             gboolean *more, GError **error)
{
	ActionState state = state_of(reconciler, row);

	*more = FALSE;
	return action->done || (state != ACTION_DONE && state != ACTION_DROPPED) ||
	       action_recurs(reconciler->said, row, day, action, more, error);
}

/* The known action that the item is, 0 for none; FALSE and `error` when the state refuses. */
static gboolean
find_known(const File *file, Day day, const Action *action, const ActionKey *key, gint64 *row,
           GError **error)
{
	enum {
		OVER_MAX = 64 /* that are passed over because they are to be done once more */
	};
	gboolean more = TRUE;

	for (guint passed = 0; more; passed++) {
		*row = passed <= OVER_MAX
		           ? action_index_find(file->reconciler->index, day, key, file->taken)
		           : 0;
		if (*row == 0)
			return TRUE;
		if (!is_once_more(file->reconciler, *row, day, action, &more, error))
			return FALSE;
		if (more)
			take_row(file, *row);
	}
	return TRUE;
}

/* The action that the item is, made when there is none yet; 0 and `error` when the state refuses.
 */
static gint64
find_or_create(const File *file, const Meeting *meeting, Day day, const Action *action,
               const ActionKey *key, GError **error)
{
	gint64 row;

	if (!find_known(file, day, action, key, &row, error))
		return 0;
	if (row == 0) {
		/* the same on every machine: an id in an old mail still means the same after the
		 * state was lost */
		guint64 seed = key->identity ^ ((guint64)g_str_hash(meeting->path) << 32);
		ActionState is = ACTION_OPEN;
		if (!action_create(file->reconciler->state, seed, file->reconciler->snapshot,
		                   file->reconciler->now, &row, &is, error))
			return 0;
		remember_state(file->reconciler, row, is);
		if (file->reconciler->created != NULL)
			g_hash_table_add(file->reconciler->created, ROW_KEY(row));
	}
	take_row(file, row);
	return row;
}

/* The key of the same words whoever owns them; it shares the words. */
static ActionKey
bare_key(const ActionKey *key, guint32 *nobody)
{
	ActionKey bare = *key;

	*nobody = 0;
	bare.owners = nobody;
	bare.owner_count = 1;
	return bare;
}

/* The file's copies that no item is yet, to be found by their words alone. */
static ActionIndex *
ownerless_ledger(const File *file)
{
	ActionIndex *index = action_index_new(G_MAXUINT);

	for (guint i = 0; i < file->copies->len; i++) {
		const Occurrence *copy = g_ptr_array_index(file->copies, i);
		guint32 nobody;
		ActionKey key, bare;
		if (g_hash_table_contains(file->taken, ROW_KEY(copy->row)))
			continue;
		action_key_init(&key, copy->action);
		bare = bare_key(&key, &nobody);
		action_index_add(index, copy->row, copy->day, &bare);
		action_key_clear(&key);
	}
	return index;
}

/*
 * Which of the file's own actions its items are, `rows` by place, 0 for none: first by owner and
 * words, then, for what is left on both sides, by the words alone, because an action that is given
 * to candidate else stays the same.
 */
static void
match_own(const File *file, Day day, const ActionKey *keys, guint count, gint64 *rows)
{
	guint unmatched = 0, nobody;

	for (guint i = 0; i < count; i++) {
		rows[i] = action_index_find(file->own, day, &keys[i], file->taken);
		if (rows[i] != 0)
			take_row(file, rows[i]);
		unmatched += rows[i] == 0 ? 1 : 0;
	}
	if (unmatched == 0)
		return;
	g_autoptr(ActionIndex) ownerless = ownerless_ledger(file);
	for (guint i = 0; i < count; i++) {
		ActionKey bare = bare_key(&keys[i], &nobody);
		if (rows[i] == 0 &&
		    (rows[i] = action_index_find(ownerless, day, &bare, file->taken)) != 0)
			take_row(file, rows[i]);
	}
}

/* `*row` is that of the file's own action that the item is, or 0; it becomes that of its action. */
static gboolean
take_item(const File *file, Day day, const Meeting *meeting, guint place, ActionKey *key,
          gint64 *row, GError **error)
{
	Action *action = g_ptr_array_index(meeting->actions, place);

	if (*row == 0)
		*row = find_or_create(file, meeting, day, action, key, error);
	if (*row == 0 || !follow_mark(file, *row, action, error))
		return FALSE;
	once_more_add(file->reconciler->said, *row, file->id, day, action);
	return TRUE;
}

static gboolean
take_items(const File *file, Day day, const Meeting *meeting, ActionKey *keys, gint64 *rows,
           GError **error)
{
	if (file->own != NULL)
		match_own(file, day, keys, meeting->actions->len, rows);
	for (guint i = 0; i < meeting->actions->len; i++)
		if (!take_item(file, day, meeting, i, &keys[i], &rows[i], error))
			return FALSE;
	/* only now: no item is another one of its own file, and each look-up would pass by them */
	for (guint i = 0; i < meeting->actions->len; i++)
		action_index_add(file->reconciler->index, rows[i], day, &keys[i]);
	return TRUE;
}

static void
sort_copies(const GPtrArray *copies, GHashTable *done, GHashTable *open)
{
	for (guint i = 0; i < copies->len; i++) {
		Occurrence *copy = g_ptr_array_index(copies, i);
		if (copy->action->done)
			g_hash_table_add(done, ROW_KEY(copy->row));
		else
			g_hash_table_insert(open, &copy->row, copy);
	}
}

gboolean
reconciler_file(Reconciler *reconciler, Version *version, const Meeting *meeting, ActionKey *keys,
                GError **error)
{
	g_autoptr(GPtrArray) copies = NULL;
	g_autoptr(ActionIndex) own = NULL;
	g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) done = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) open = g_hash_table_new(g_int64_hash, g_int64_equal);
	g_autofree gint64 *rows = g_new0(gint64, meeting->actions->len + 1);

	if (!load_around(reconciler, version->day, error))
		return FALSE;
	copies = version->first ? g_ptr_array_new()
	                        : occurrences_of_file(reconciler->state, version->file, error);
	if (copies == NULL ||
	    (copies->len > 0 && !occurrences_clear(reconciler->state, version->file, error)))
		return FALSE;
	if (copies->len > 0) {
		own = action_index_new(G_MAXUINT);
		add_copies(reconciler, own, copies);
		sort_copies(copies, done, open);
		once_more_drop(reconciler->said, version->file, copies);
	}
	File taking = { reconciler, version->file, own, copies, done, open, taken };
	version->id = ++reconciler->snapshot;
	version->actions = rows;
	version->action_count = meeting->actions->len;
	return take_items(&taking, version->day, meeting, keys, rows, error) &&
	       snapshot_put(reconciler->state, version, reconciler->now, error);
}

gboolean
reconciler_finish(Reconciler *reconciler, GError **error)
{
	return actions_withdraw_orphans(reconciler->state, reconciler->now, error);
}
