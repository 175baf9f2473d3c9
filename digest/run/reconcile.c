/* reconcile.c - updates the actions when a file has a new version. */
#include "reconcile.h"

#include "base/text.h"
#include "model/linked.h"
#include "state/actions.h"
#include "state/marks.h"
#include "state/snapshots.h"

enum {
	/* Of an action in more files than this, only the latest meetings are looked at. */
	MENTIONS_MAX = 256,
	/* When more meetings come at once of which all is stale already, somebody brings old notes;
	   of fewer, a day may be wrong. */
	STALE_FILES_MAX = 5,
	/* An item passes over at most so many actions that are over and that it does not carry on.
	 */
	OVER_MAX = 64
};

/* What one file says of an action that is over.  The mentions of one action are a linked list. */
typedef struct {
	gint64 file; /* 0 for one that was dropped */
	Day day;     /* of its meeting */
	Day due;
	guint text_hash; /* of the folded text */
	gboolean done;   /* marked */
	guint next;      /* index of the next mention + 1; 0 at the end */
} Mention;

/*
 * What the files say of actions that are over.  Each file is read once, however many of its actions
 * are asked for.
 */
typedef struct {
	State *state;
	Day window;           /* days; see action_recurs() */
	GTimeZone *zone;      /* of the days on which a command ended an action */
	GArray *mentions;     /* Mention */
	GHashTable *latest;   /* row of an action -> index of its latest mention + 1 */
	GHashTable *complete; /* rows of the actions whose files were all read */
	GHashTable *files;    /* rows of the files that were read */
} ActionHistory;

/* What a file had before its new version. */
typedef struct {
	gint64 file;
	GPtrArray *occurrences; /* Occurrence * */
	ActionIndex *own;       /* of them; NULL for none */
	GHashTable *done;       /* rows of those that were marked */
	GHashTable *open;       /* row -> Occurrence *: those that were not */
} Former;

struct Reconciler {
	State *state;
	gint64 now;
	Day window;
	Day today;
	GArray *late;     /* gint64: rows of actions that are new in stale meetings */
	guint late_files; /* how many such meetings there are */
	gint64 snapshot;  /* of the version that was saved last */
	/* The days whose occurrences are in `index`; DAY_NONE before the first. */
	Day loaded_from, loaded_to;
	ActionIndex *index;  /* everything that a new item may carry on */
	GHashTable *ended;   /* row -> ActionState, of the actions that are not open */
	GHashTable *created; /* rows of the actions that are new in this scan; NULL in the first
	                   scan, where all are */
	ActionHistory *history;
	Former *former; /* of the file that is being updated, or of the origin of several; NULL
	                   before the first */
};

/* The update of one file. */
typedef struct {
	Reconciler *reconciler;
	gint64 file;       /* its row */
	ActionIndex *own;  /* what it had before this edit; NULL when it had nothing */
	GPtrArray *before; /* Occurrence *: the same */
	GHashTable *done;  /* rows of those that were marked */
	GHashTable *open;  /* row -> Occurrence *: those that were not */
	GHashTable *taken; /* rows that no further item of the file can be */
} Update;

static ActionHistory *
history_new(State *state, Day window, GTimeZone *zone)
{
	ActionHistory *history = g_new(ActionHistory, 1);

	history->state = state;
	history->window = window;
	history->zone = zone;
	history->mentions = g_array_new(FALSE, FALSE, sizeof(Mention));
	history->latest = g_hash_table_new(NULL, NULL);
	history->complete = g_hash_table_new(NULL, NULL);
	history->files = g_hash_table_new(NULL, NULL);
	return history;
}

static void
history_free(ActionHistory *history)
{
	g_array_unref(history->mentions);
	g_hash_table_unref(history->latest);
	g_hash_table_unref(history->complete);
	g_hash_table_unref(history->files);
	g_free(history);
}

static void
former_free(Former *former)
{
	g_ptr_array_unref(former->occurrences);
	g_clear_pointer(&former->own, action_index_free);
	g_hash_table_unref(former->done);
	g_hash_table_unref(former->open);
	g_free(former);
}

static guint
hash_text(const Action *action)
{
	g_autofree char *folded = text_fold(action->text);

	return g_str_hash(folded);
}

static Mention *
mention_at(const ActionHistory *history, guint number)
{
	return number != 0 ? &g_array_index(history->mentions, Mention, number - 1) : NULL;
}

static Mention *
latest_mention(const ActionHistory *history, gint64 row)
{
	gpointer number = g_hash_table_lookup(history->latest, ROW_KEY(row));

	return mention_at(history, GPOINTER_TO_UINT(number));
}

static void
append_mention(ActionHistory *history, gint64 row, gint64 file, Day day, const Action *action)
{
	gpointer next = g_hash_table_lookup(history->latest, ROW_KEY(row));
	Mention mention = { .file = file,
		            .day = day,
		            .due = action->due,
		            .text_hash = hash_text(action),
		            .done = action->done,
		            .next = GPOINTER_TO_UINT(next) };

	g_array_append_val(history->mentions, mention);
	g_hash_table_insert(history->latest, ROW_KEY(row),
	                    GUINT_TO_POINTER(history->mentions->len));
}

/* Notes that a file has `action` of that row now. */
static void
history_add(ActionHistory *history, gint64 row, gint64 file, Day day, const Action *action)
{
	/* the files of the others are read when somebody asks for them */
	if (g_hash_table_contains(history->complete, ROW_KEY(row)))
		append_mention(history, row, file, day, action);
}

/* Notes that a file does not have `occurrences` (Occurrence *) any more. */
static void
history_drop(ActionHistory *history, gint64 file, const GPtrArray *occurrences)
{
	if (!g_hash_table_remove(history->files, ROW_KEY(file)))
		return;
	for (guint i = 0; i < occurrences->len; i++) {
		const Occurrence *occurrence = g_ptr_array_index(occurrences, i);
		Mention *mention = latest_mention(history, occurrence->row);
		for (guint j = 0; mention != NULL && j < MENTIONS_MAX;
		     mention = mention_at(history, mention->next), j++)
			if (mention->file == file)
				*mention = (Mention){ .next = mention->next };
	}
}

static gboolean
history_read_file(ActionHistory *history, gint64 file, GError **error)
{
	g_autoptr(GPtrArray) occurrences = occurrences_of_file(history->state, file, error);

	for (guint i = 0; occurrences != NULL && i < occurrences->len; i++) {
		const Occurrence *one = g_ptr_array_index(occurrences, i);
		append_mention(history, one->row, file, one->day, one->action);
	}
	return occurrences != NULL;
}

static gboolean
history_complete(ActionHistory *history, gint64 row, GError **error)
{
	if (!g_hash_table_add(history->complete, ROW_KEY(row)))
		return TRUE;
	g_autoptr(GArray) files = action_files(history->state, row, MENTIONS_MAX, error);
	for (guint i = 0; files != NULL && i < files->len; i++) {
		gint64 file = g_array_index(files, gint64, i);
		if (g_hash_table_add(history->files, ROW_KEY(file)) &&
		    !history_read_file(history, file, error))
			return FALSE;
	}
	return files != NULL;
}

/* The day by which an action was over: that of the latest meeting that marks it, or that of the
 * command which ended it. */
static Day
day_of_end(const ActionHistory *history, gint64 row, gint64 ended_at)
{
	Day end = ended_at > 0 ? day_from_unix(ended_at, history->zone) : DAY_NONE;
	const Mention *mention = latest_mention(history, row);

	for (guint i = 0; mention != NULL && i < MENTIONS_MAX;
	     mention = mention_at(history, mention->next), i++)
		end = mention->done ? MAX(end, mention->day) : end;
	return end;
}

/* Whether no mention has the deadline of `action`, nor the same words: whoever copies a list
 * changes neither. */
static gboolean
is_new_deadline(const ActionHistory *history, gint64 row, const Action *action)
{
	const Mention *mention = latest_mention(history, row);
	guint text_hash = hash_text(action);

	for (guint i = 0; mention != NULL && i < MENTIONS_MAX;
	     mention = mention_at(history, mention->next), i++)
		if (mention->file != 0 &&
		    (mention->due == action->due || mention->text_hash == text_hash))
			return FALSE;
	return action->due != DAY_NONE;
}

/*
 * Says whether `action`, an item without a mark in a meeting of that day, which resembles an action
 * that is done or dropped, is to be done once more and therefore another action.  Usually it is
 * not: somebody copied last week's list with `- RD: book the room` in it after RD had booked it,
 * and the copy stays over.  It recurs when the meeting is more than the window after the end (the
 * room for next year), or when the item has other words and a deadline after the end that no file
 * has given it yet (`- RD: book the room again by 1 June`).
 */
static gboolean
action_recurs(ActionHistory *history, gint64 row, Day day, const Action *action, gboolean *recurs,
              GError **error)
{
	gint64 ended_at = 0;
	if (!history_complete(history, row, error) ||
	    !action_ended_at(history->state, row, &ended_at, error))
		return FALSE;

	Day end = day_of_end(history, row, ended_at);
	*recurs = end != DAY_NONE && (day > end + history->window ||
	                              (action->due > end && is_new_deadline(history, row, action)));
	return TRUE;
}

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
	reconciler->today = day_from_unix(now, config->timezone);
	reconciler->late = g_array_new(FALSE, FALSE, sizeof(gint64));
	reconciler->history = history_new(state, config->expire_after_days, config->timezone);
	if (newest == 0) {
		/* a first run: the index gets all there is; loaded_to + 1 must not overflow */
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
	g_array_unref(reconciler->late);
	g_hash_table_unref(reconciler->ended);
	g_clear_pointer(&reconciler->created, g_hash_table_unref);
	history_free(reconciler->history);
	g_clear_pointer(&reconciler->former, former_free);
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
add_occurrences(Reconciler *reconciler, ActionIndex *index, const GPtrArray *occurrences)
{
	for (guint i = 0; i < occurrences->len; i++) {
		const Occurrence *one = g_ptr_array_index(occurrences, i);
		ActionKey key;
		action_key_init(&key, one->action);
		action_index_add(index, one->row, one->day, &key);
		action_key_clear(&key);
		remember_state(reconciler, one->row, one->state);
	}
}

static gboolean
load_days(Reconciler *reconciler, Day from, Day to, GError **error)
{
	if (from > to)
		return TRUE;
	g_autoptr(GPtrArray) found = occurrences_between(reconciler->state, from, to, error);
	if (found == NULL)
		return FALSE;
	add_occurrences(reconciler, reconciler->index, found);
	return TRUE;
}

/* Loads into the index what a meeting of that day may carry on, as far as it is not there yet. */
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
set_state(Reconciler *reconciler, gint64 row, ActionState to, GError **error)
{
	if (state_of(reconciler, row) == to)
		return TRUE;
	remember_state(reconciler, row, to);
	return action_move(reconciler->state, row, to, FALSE, reconciler->now, error);
}

/* Ends an open action whose item is marked.  Its owners are told so, unless they never heard of the
 * action. */
static gboolean
end_by_mark(const Update *update, gint64 row, const Action *action, GError **error)
{
	Reconciler *reconciler = update->reconciler;
	const Occurrence *before = g_hash_table_lookup(update->open, &row);
	const Mark mark = { .action = row,
		            .snapshot = reconciler->snapshot,
		            .file = update->file,
		            .line = action->line,
		            .text = action->text,
		            .elsewhere = before == NULL,
		            .owners = before != NULL ? before->action->owners : NULL };
	gboolean known = reconciler->created != NULL &&
	                 !g_hash_table_contains(reconciler->created, ROW_KEY(row));

	return set_state(reconciler, row, ACTION_DONE, error) &&
	       (!known || mark_put(reconciler->state, &mark, error));
}

/* Changes the state of an action by the mark of its item, or by its absence. */
static gboolean
follow_mark(const Update *update, gint64 row, const Action *action, GError **error)
{
	ActionState state = state_of(update->reconciler, row);
	gboolean was_done_here = g_hash_table_contains(update->done, ROW_KEY(row));

	/* somebody reopened it by command: the mark that was here before says nothing new */
	if (action->done && state == ACTION_OPEN && was_done_here)
		return TRUE;
	if (action->done && state == ACTION_OPEN)
		return end_by_mark(update, row, action, error);
	if (action->done)
		return state == ACTION_DROPPED ||
		       set_state(update->reconciler, row, ACTION_DONE, error);
	/* it was written in again, or its mark was removed where it had been; a copy in another
	 * file does not reopen a finished action */
	if (state == ACTION_WITHDRAWN || (state == ACTION_DONE && was_done_here))
		return set_state(update->reconciler, row, ACTION_OPEN, error);
	return TRUE;
}

/* Asks action_recurs() for an item and an action of any state. */
static gboolean
item_recurs(const Reconciler *reconciler, gint64 row, Day day, const Action *action,
            gboolean *recurs, GError **error)
{
	ActionState state = state_of(reconciler, row);

	*recurs = FALSE;
	return action->done || (state != ACTION_DONE && state != ACTION_DROPPED) ||
	       action_recurs(reconciler->history, row, day, action, recurs, error);
}

/* Finds the known action that the item is, 0 for none.  FALSE and `error` when the state refuses.
 */
static gboolean
find_known(const Update *update, Day day, const Action *action, const ActionKey *key, gint64 *row,
           GError **error)
{
	gboolean recurs = TRUE;

	for (guint passed = 0; recurs; passed++) {
		*row = passed <= OVER_MAX
		           ? action_index_find(update->reconciler->index, day, key, update->taken)
		           : 0;
		if (*row == 0)
			return TRUE;
		if (!item_recurs(update->reconciler, *row, day, action, &recurs, error))
			return FALSE;
		if (recurs)
			g_hash_table_add(update->taken, ROW_KEY(*row));
	}
	return TRUE;
}

/* The same words in two files, or in two meetings of one, are two actions. */
static guint64
hash_place(const Meeting *meeting)
{
	if (meeting->section == NULL)
		return (guint64)g_str_hash(meeting->path) << 32;
	g_autofree char *place = g_strconcat(meeting->path, "#", meeting->section, NULL);
	return (guint64)g_str_hash(place) << 32;
}

/*
 * Notes when a new action came to be known, for it must not be stale before anybody was told of it:
 * the notes come late, or have a slip in their year.  Those of a first scan are as old as they are.
 */
static gboolean
note_known(const Update *update, Day day, gint64 row, GError **error)
{
	Reconciler *reconciler = update->reconciler;

	if (reconciler->created == NULL)
		return TRUE;
	g_hash_table_add(reconciler->created, ROW_KEY(row));
	if (day + reconciler->window >= reconciler->today)
		return action_touch(reconciler->state, row, reconciler->today, error);
	g_array_append_val(reconciler->late, row);
	return TRUE;
}

/* Returns the row of the action that the item is, a new one when there is none yet; 0 and `error`
 * when the state refuses. */
static gint64
find_or_create(const Update *update, const Meeting *meeting, Day day, const Action *action,
               const ActionKey *key, GError **error)
{
	gint64 row;

	if (!find_known(update, day, action, key, &row, error))
		return 0;
	if (row == 0) {
		/* the id follows from the notes, so that one in an old mail still means the same
		 * action after the state was lost */
		guint64 seed = key->identity ^ hash_place(meeting);
		ActionState is = ACTION_OPEN;
		if (!action_create(update->reconciler->state, seed, update->reconciler->snapshot,
		                   update->reconciler->now, &row, &is, error))
			return 0;
		remember_state(update->reconciler, row, is);
		if (!note_known(update, day, row, error))
			return 0;
	}
	g_hash_table_add(update->taken, ROW_KEY(row));
	return row;
}

/* Returns the key of the same words without an owner.  It shares the words and refers to `nobody`.
 */
static ActionKey
bare_key(const ActionKey *key, guint32 *nobody)
{
	ActionKey bare = *key;

	*nobody = 0;
	bare.owners = nobody;
	bare.owner_count = 1;
	return bare;
}

/* Indexes those former occurrences of the file that no item is yet, to find them by their words
 * alone. */
static ActionIndex *
index_without_owners(const Update *update)
{
	ActionIndex *index = action_index_new(G_MAXUINT);

	for (guint i = 0; i < update->before->len; i++) {
		const Occurrence *one = g_ptr_array_index(update->before, i);
		guint32 nobody;
		ActionKey key, bare;
		if (g_hash_table_contains(update->taken, ROW_KEY(one->row)))
			continue;
		action_key_init(&key, one->action);
		bare = bare_key(&key, &nobody);
		action_index_add(index, one->row, one->day, &bare);
		action_key_clear(&key);
	}
	return index;
}

/*
 * Sets `rows`, by index, to the actions of the former version that the items are, 0 for none: first
 * by owner and words, then, for what is left on both sides, by the words alone.  So `- RD: book the
 * room` that becomes `- AM: book the room` stays the same action, with another owner.
 */
static void
match_own(const Update *update, Day day, const ActionKey *keys, guint count, gint64 *rows)
{
	guint unmatched = 0, nobody;

	for (guint i = 0; i < count; i++) {
		rows[i] = action_index_find(update->own, day, &keys[i], update->taken);
		if (rows[i] != 0)
			g_hash_table_add(update->taken, ROW_KEY(rows[i]));
		unmatched += rows[i] == 0 ? 1 : 0;
	}
	if (unmatched == 0)
		return;
	g_autoptr(ActionIndex) ownerless = index_without_owners(update);
	for (guint i = 0; i < count; i++) {
		ActionKey bare = bare_key(&keys[i], &nobody);
		if (rows[i] == 0 &&
		    (rows[i] = action_index_find(ownerless, day, &bare, update->taken)) != 0)
			g_hash_table_add(update->taken, ROW_KEY(rows[i]));
	}
}

/* `*row` is what match_own() found, or 0, and becomes the row of the item's action. */
static gboolean
reconcile_item(const Update *update, Day day, const Meeting *meeting, guint index,
               const ActionKey *key, gint64 *row, GError **error)
{
	Action *action = g_ptr_array_index(meeting->actions, index);

	if (*row == 0)
		*row = find_or_create(update, meeting, day, action, key, error);
	if (*row == 0 || !follow_mark(update, *row, action, error) ||
	    (linked_is_possible(action->text) &&
	     !action_note_link(update->reconciler->state, *row, error)))
		return FALSE;
	history_add(update->reconciler->history, *row, update->file, day, action);
	return TRUE;
}

static gboolean
reconcile_items(const Update *update, Day day, const Meeting *meeting, ActionKey *keys,
                gint64 *rows, GError **error)
{
	if (update->own != NULL)
		match_own(update, day, keys, meeting->actions->len, rows);
	for (guint i = 0; i < meeting->actions->len; i++)
		if (!reconcile_item(update, day, meeting, i, &keys[i], &rows[i], error))
			return FALSE;
	/* not earlier: no item is another one of its own file */
	for (guint i = 0; i < meeting->actions->len; i++)
		action_index_add(update->reconciler->index, rows[i], day, &keys[i]);
	return TRUE;
}

static void
split_by_mark(const GPtrArray *occurrences, GHashTable *done, GHashTable *open)
{
	for (guint i = 0; i < occurrences->len; i++) {
		Occurrence *one = g_ptr_array_index(occurrences, i);
		if (one->action->done)
			g_hash_table_add(done, ROW_KEY(one->row));
		else
			g_hash_table_insert(open, &one->row, one);
	}
}

/* Loads what a file had before its new version. */
static Former *
former_load(Reconciler *reconciler, gint64 file, GError **error)
{
	g_autoptr(GPtrArray) occurrences = occurrences_of_file(reconciler->state, file, error);
	if (occurrences == NULL)
		return NULL;

	Former *former = g_new0(Former, 1);
	former->file = file;
	former->done = g_hash_table_new(NULL, NULL);
	former->open = g_hash_table_new(g_int64_hash, g_int64_equal);
	if (occurrences->len > 0) {
		former->own = action_index_new(G_MAXUINT);
		add_occurrences(reconciler, former->own, occurrences);
		split_by_mark(occurrences, former->done, former->open);
	}
	former->occurrences = g_steal_pointer(&occurrences);
	return former;
}

/*
 * Sets `*former` to what the items of a new version may have been before; the caller does not own
 * it.  That of an origin is kept for the other meetings that came from it.
 */
static gboolean
find_former(Reconciler *reconciler, const Version *version, Former **former, GError **error)
{
	gint64 file = version->first ? version->origin : version->file;

	*former = NULL;
	if (file == 0)
		return TRUE;
	if (!version->first || reconciler->former == NULL || reconciler->former->file != file) {
		g_clear_pointer(&reconciler->former, former_free);
		reconciler->former = former_load(reconciler, file, error);
	}
	*former = reconciler->former;
	return *former != NULL;
}

/* Takes what the file had out of the state and the history, before it gets a new version. */
static gboolean
clear_former(const Reconciler *reconciler, const Former *former, GError **error)
{
	if (former == NULL || former->occurrences->len == 0)
		return TRUE;
	if (!occurrences_clear(reconciler->state, former->file, error))
		return FALSE;
	history_drop(reconciler->history, former->file, former->occurrences);
	return TRUE;
}

gboolean
reconciler_update_file(Reconciler *reconciler, Version *version, const Meeting *meeting,
                       ActionKey *keys, GError **error)
{
	g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) nothing = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autofree gint64 *rows = g_new0(gint64, meeting->actions->len + 1);
	Former *former = NULL;

	if (!load_around(reconciler, version->day, error) ||
	    !find_former(reconciler, version, &former, error) ||
	    (!version->first && !clear_former(reconciler, former, error)))
		return FALSE;
	Update update = { reconciler, version->file, NULL, none, nothing, nothing, taken };
	if (former != NULL) {
		update.own = former->own;
		update.done = former->done;
		update.open = former->open;
	}
	/* an item without its owner is looked for among those of its own meeting */
	if (former != NULL && !version->first)
		update.before = former->occurrences;
	guint late = reconciler->late->len;
	version->id = ++reconciler->snapshot;
	version->actions = rows;
	version->action_count = meeting->actions->len;
	if (!reconcile_items(&update, version->day, meeting, keys, rows, error))
		return FALSE;
	reconciler->late_files += reconciler->late->len > late ? 1 : 0;
	return snapshot_put(reconciler->state, version, reconciler->now, error);
}

gboolean
reconciler_finish(Reconciler *reconciler, GError **error)
{
	gboolean import = reconciler->late_files > STALE_FILES_MAX;

	for (guint i = 0; !import && i < reconciler->late->len; i++)
		if (!action_touch(reconciler->state, g_array_index(reconciler->late, gint64, i),
		                  reconciler->today, error))
			return FALSE;
	return actions_withdraw_orphans(reconciler->state, reconciler->now, error);
}
