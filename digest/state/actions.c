/*
 * actions.c - actions: how they begin and end by the notes and by people, which files have them,
 * and in what words.
 */
#include "state/actions.h"

#include "base/error.h"
#include "base/text.h"
#include "state/editions.h"
#include "state/snapshots.h"
#include "state_internal.h"

#include <string.h>

/* A name of an action is short, for people to type. */
enum {
	ACTION_NAME_MIN = 5,
	ACTION_NAME_MAX = 12 /* as many letters as 64 bits give */
};

/* Without 0 1 i l o u, which are easily misread or misheard. */
static const char letters[] = "23456789abcdefghjkmnpqrstvwxyz";

/* The finalizer of SplitMix64: every bit of the seed reaches every bit of the result. */
static guint64
mix(guint64 x)
{
	x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

/* Returns `length` letters and digits from `seed`, newly allocated; a longer name begins with the
 * shorter one. */
static char *
action_name(guint64 seed, guint length)
{
	guint64 rest = mix(seed);

	g_assert(length <= ACTION_NAME_MAX);
	char *name = g_malloc(length + 1);
	for (guint i = 0; i < length; i++) {
		name[i] = letters[rest % (sizeof letters - 1)];
		rest /= sizeof letters - 1;
	}
	name[length] = '\0';
	return name;
}

/* Inserts the action under `name`.  Returns FALSE without `error` when the name is taken. */
static gboolean
try_name(State *state, const char *name, guint64 seed, gint64 snapshot, gint64 now, gint64 *row,
         GError **error)
{
	static const char text[] =
	    "INSERT INTO actions (name, created_at, seed, snapshot, links) VALUES (?, ?, ?, ?, 0)"
	    " ON CONFLICT (name) DO NOTHING";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, name);
	sql_int(query, 2, now);
	sql_int(query, 3, (gint64)seed);
	sql_int(query, 4, snapshot);
	if (!sql_run(state, query, error) || sqlite3_changes(state->db) == 0)
		return FALSE;
	*row = sqlite3_last_insert_rowid(state->db);
	return TRUE;
}

/*
 * Finds the action that was made from `seed` under `name` and that no file has any more.  Returns
 * FALSE without `error` when there is none.
 */
static gboolean
try_orphan(State *state, const char *name, guint64 seed, gint64 *row, ActionState *found,
           GError **error)
{
	static const char text[] =
	    "SELECT id, state FROM actions WHERE name = ? AND seed = ?"
	    " AND NOT EXISTS (SELECT 1 FROM copies WHERE action = actions.id)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, name);
	sql_int(query, 2, (gint64)seed);
	if (sql_step(state, query, error) != SQLITE_ROW)
		return FALSE;
	*row = sqlite3_column_int64(query, 0);
	return action_state_from_word((const char *)sqlite3_column_text(query, 1), found);
}

gboolean
action_create(State *state, guint64 seed, gint64 snapshot, gint64 now, gint64 *row,
              ActionState *found, GError **error)
{
	*found = ACTION_OPEN;
	/* The same seed may come again while another file still has its action: then `again` makes
	 * another name of it. */
	for (guint again = 0; again < 1000; again++) {
		for (guint length = ACTION_NAME_MIN; length <= ACTION_NAME_MIN + 3; length++) {
			g_autoptr(GError) local = NULL;
			g_autofree char *name = action_name(seed + again, length);

			if (try_name(state, name, seed, snapshot, now, row, &local) ||
			    (local == NULL && try_orphan(state, name, seed, row, found, &local)))
				return TRUE;
			if (local != NULL) {
				g_propagate_error(error, g_steal_pointer(&local));
				return FALSE;
			}
		}
	}
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_SOFTWARE,
	                    "no name is free for an action");
	return FALSE;
}

gboolean
action_move(State *state, gint64 row, ActionState to, gboolean by_person, gint64 now,
            GError **error)
{
	/* What a person ended, the notes do not open; what a person opened, a new mark in them may
	 * end, but no forge. */
	static const char text[] = "UPDATE actions SET state = ?1, by_person = ?3 AND ?1 <> 'open',"
	                           " ended_at = CASE WHEN state = ?1 THEN ended_at ELSE ?2 END,"
	                           " kept = kept OR (?1 = 'open' AND state <> 'withdrawn'),"
	                           " ended_by = ''"
	                           " WHERE id = ?4 AND (?3 = 1 OR by_person = 0 AND state <> ?1)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, action_state_word(to));
	sql_int(query, 2, to == ACTION_OPEN ? 0 : MAX(now, 1));
	sql_int(query, 3, by_person ? 1 : 0);
	sql_int(query, 4, row);
	return sql_run(state, query, error);
}

gboolean
action_note_link(State *state, gint64 row, GError **error)
{
	return sql_run_int(state, "UPDATE actions SET links = 1 WHERE id = ? AND links = 0", row,
	                   error);
}

gboolean
action_touch(State *state, gint64 row, Day day, GError **error)
{
	static const char text[] = "UPDATE actions SET touched = ?1 WHERE id = ?2 AND touched < ?1";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, day);
	sql_int(query, 2, row);
	return sql_run(state, query, error);
}

gboolean
actions_withdraw_orphans(State *state, gint64 now, GError **error)
{
	static const char text[] = "UPDATE actions SET state = 'withdrawn', ended_at = max(1, ?1),"
	                           " ended_by = ''"
	                           " WHERE id = ?2 AND state IN ('open', 'looks done')"
	                           " AND NOT EXISTS (SELECT 1 FROM copies WHERE action = ?2)";
	GHashTableIter iter;
	gpointer row;

	g_hash_table_iter_init(&iter, state->orphan_candidates);
	while (g_hash_table_iter_next(&iter, &row, NULL)) {
		g_autoptr(Query) query = sql_query(state, text, error);
		if (query == NULL)
			return FALSE;
		sql_int(query, 1, now);
		sql_int(query, 2, *(const gint64 *)row);
		if (!sql_run(state, query, error))
			return FALSE;
	}
	g_hash_table_remove_all(state->orphan_candidates);
	return TRUE;
}

/* Returns the name of an open action that `name` may be a slip of, newly allocated, or NULL. */
static char *
guess_name(State *state, const char *name)
{
	static const char text[] = "SELECT name FROM actions WHERE state IN ('open', 'looks done') "
	                           "ORDER BY id DESC LIMIT 10000";
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Query) query = sql_query(state, text, NULL);

	while (query != NULL && sql_step(state, query, NULL) == SQLITE_ROW)
		g_ptr_array_add(names, sql_column_text(query, 0));
	g_ptr_array_add(names, NULL);
	return g_strdup(text_guess(name, (const char *const *)names->pdata));
}

static void
set_unknown_error(State *state, const char *id, GError **error)
{
	g_autofree char *shown = text_escape_for_terminal(id, -1);
	g_autofree char *guess = g_utf8_validate(id, -1, NULL) && strlen(id) <= ACTION_NAME_MAX
	                             ? guess_name(state, id)
	                             : NULL;

	if (guess != NULL)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		            "there is no action %s (did you mean %s?)", shown, guess);
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		            "there is no action %s; `tidings actions` lists them", shown);
}

/* Finds the action of a name that a person typed, in whatever case. */
static gboolean
find_name(State *state, const char *id, gint64 *row, ActionState *current, GError **error)
{
	static const char text[] = "SELECT id, state FROM actions WHERE name = ?";
	g_autofree char *name = g_ascii_strdown(id, -1);
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, name);
	int code = sql_step(state, query, error);
	if (code == SQLITE_DONE)
		set_unknown_error(state, name, error);
	if (code != SQLITE_ROW)
		return FALSE;
	*row = sqlite3_column_int64(query, 0);
	if (action_state_from_word((const char *)sqlite3_column_text(query, 1), current))
		return TRUE;
	(void)sql_damaged(state, error);
	return FALSE;
}

/* The same, but an action that was edited away from the notes is an error. */
static gboolean
find_present(State *state, const char *id, gint64 *row, GError **error)
{
	ActionState current;

	if (!find_name(state, id, row, &current, error))
		return FALSE;
	if (current != ACTION_WITHDRAWN)
		return TRUE;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
	            "action %s was edited away from the notes; write it there again", id);
	return FALSE;
}

gboolean
action_command(State *state, const char *id, ActionState to, gint64 now, Day today, GError **error)
{
	gint64 row;

	return find_present(state, id, &row, error) &&
	       action_move(state, row, to, TRUE, now, error) &&
	       action_touch(state, row, today, error) && archive_outdate(state, error);
}

gboolean
action_snooze(State *state, const char *id, Day until, Day today, GError **error)
{
	static const char text[] = "UPDATE actions SET snoozed_until = ? WHERE id = ?";
	gint64 row;

	if (!find_present(state, id, &row, error))
		return FALSE;
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;
	sql_int(query, 1, until);
	sql_int(query, 2, row);
	return sql_run(state, query, error) && action_touch(state, row, MAX(until, today), error);
}

/*
 * A row for each action of the meetings m.  Its wording is in the body of the meeting's snapshot,
 * which is decoded once for all of them.
 */
#define ENDED_AT           "CASE WHEN a.ended_at > a.created_at THEN a.ended_at ELSE 0 END"
#define OCCURRENCE_COLUMNS "a.id, m.file, j.key, m.day, a.state, " ENDED_AT
#define OCCURRENCE_JOINS   "JOIN json_each(m.items) j JOIN actions a ON a.id = j.value"

void
occurrence_free(Occurrence *occurrence)
{
	if (occurrence == NULL)
		return;
	action_free(occurrence->action);
	g_free(occurrence);
}

/* Returns NULL when `meeting` lacks the action: the file then counts as not having it. */
static Occurrence *
read_occurrence(Query *query, Meeting *meeting)
{
	guint index = (guint)sqlite3_column_int64(query, 2);
	Action *action = meeting != NULL ? meeting_steal_action(meeting, index) : NULL;
	if (action == NULL)
		return NULL;

	Occurrence *occurrence = g_new0(Occurrence, 1);
	occurrence->row = sqlite3_column_int64(query, 0);
	occurrence->file = sqlite3_column_int64(query, 1);
	occurrence->index = index;
	occurrence->day = (Day)sqlite3_column_int64(query, 3);
	(void)action_state_from_word((const char *)sqlite3_column_text(query, 4),
	                             &occurrence->state);
	occurrence->ended_at = sqlite3_column_int64(query, 5);
	occurrence->action = action;
	return occurrence;
}

/* The query must give the rows of one file one after the other. */
static GPtrArray *
read_occurrences(State *state, Query *query, GError **error)
{
	g_autoptr(GPtrArray) occurrences =
	    g_ptr_array_new_with_free_func((GDestroyNotify)occurrence_free);
	g_autoptr(Meeting) meeting = NULL;
	gint64 file = 0;
	int code;

	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		if (sqlite3_column_int64(query, 1) != file) {
			file = sqlite3_column_int64(query, 1);
			g_clear_pointer(&meeting, meeting_free);
			if (!snapshot_of_file(state, file, &meeting, error))
				return NULL;
		}
		Occurrence *occurrence = read_occurrence(query, meeting);
		if (occurrence != NULL)
			g_ptr_array_add(occurrences, occurrence);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&occurrences) : NULL;
}

GPtrArray *
occurrences_of_file(State *state, gint64 file, GError **error)
{
	static const char text[] = "SELECT " OCCURRENCE_COLUMNS " FROM meetings m " OCCURRENCE_JOINS
	                           " WHERE m.file = ? ORDER BY j.key";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, file);
	return read_occurrences(state, query, error);
}

GPtrArray *
occurrences_between(State *state, Day from, Day to, GError **error)
{
	static const char text[] = "SELECT " OCCURRENCE_COLUMNS " FROM meetings m " OCCURRENCE_JOINS
	                           " WHERE m.day BETWEEN ? AND ? ORDER BY m.day, m.file, j.key";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, from);
	sql_int(query, 2, to);
	return read_occurrences(state, query, error);
}

GArray *
action_files(State *state, gint64 row, guint most, GError **error)
{
	static const char text[] =
	    "SELECT m.file FROM copies c JOIN meetings m ON m.file = c.file WHERE c.action = ?"
	    " ORDER BY m.day DESC, m.file DESC LIMIT ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(gint64));
	int code;
	sql_int(query, 1, row);
	sql_int(query, 2, most);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		gint64 file = sqlite3_column_int64(query, 0);
		g_array_append_val(files, file);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&files) : NULL;
}

gboolean
action_ended_at(State *state, gint64 row, gint64 *ended_at, GError **error)
{
	static const char text[] = "SELECT " ENDED_AT " FROM actions a WHERE a.id = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, row);
	int code = sql_step(state, query, error);
	*ended_at = code == SQLITE_ROW ? sqlite3_column_int64(query, 0) : 0;
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* Remembers the file's actions for actions_withdraw_orphans(). */
static gboolean
add_orphan_candidates(State *state, gint64 file, GError **error)
{
	g_autoptr(GHashTable) indexes = snapshot_action_indexes(state, file, error);
	if (indexes == NULL)
		return FALSE;

	GHashTableIter iter;
	gpointer row;
	g_hash_table_iter_init(&iter, indexes);
	while (g_hash_table_iter_next(&iter, &row, NULL)) {
		g_hash_table_iter_steal(&iter);
		g_hash_table_add(state->orphan_candidates, row);
	}
	return TRUE;
}

gboolean
occurrences_clear(State *state, gint64 file, GError **error)
{
	static const char text[] =
	    "DELETE FROM copies WHERE file = ?1 AND action IN"
	    " (SELECT j.value FROM meetings m JOIN json_each(m.items) j WHERE m.file = ?1)";

	return add_orphan_candidates(state, file, error) && sql_run_int(state, text, file, error);
}

/* What the occurrences of one action come to, before any meeting is decoded. */
typedef struct {
	ActionRecord *record; /* without its wording; NULL once it was handed on */
	gint64 row;
	gint64 file; /* the latest one that has it */
} ActionRow;

/* A decoded meeting, whose actions move into records one by one. */
typedef struct {
	char *label;
	Meeting *meeting;    /* NULL when it cannot be decoded */
	GHashTable *indexes; /* as of snapshot_action_indexes() */
} CachedMeeting;

static void
action_row_clear(gpointer data)
{
	action_record_free(((ActionRow *)data)->record);
}

static void
cached_meeting_free(CachedMeeting *cached)
{
	g_free(cached->label);
	meeting_free(cached->meeting);
	g_hash_table_unref(cached->indexes);
	g_free(cached);
}

static ActionRow
read_action_row(Query *query)
{
	ActionRow row = { .record = action_record_new(), .row = sqlite3_column_int64(query, 0) };

	row.record->id = sql_column_text(query, 3);
	(void)action_state_from_word((const char *)sqlite3_column_text(query, 4),
	                             &row.record->state);
	row.record->ended_at = sqlite3_column_int64(query, 5);
	row.record->snoozed_until = (Day)sqlite3_column_int64(query, 6);
	row.record->snapshot = sqlite3_column_int64(query, 7);
	row.record->looks = sqlite3_column_int64(query, 8);
	row.record->kept = sqlite3_column_int64(query, 9) != 0;
	row.record->ended_by = sql_column_text(query, 10);
	row.record->touched = (Day)sqlite3_column_int64(query, 11);
	return row;
}

static void
count_occurrence(ActionRow *row, Day day, gint64 file)
{
	ActionRecord *record = row->record;

	record->first_day = record->meetings == 0 ? day : MIN(record->first_day, day);
	if (day > record->last_day || (day == record->last_day && file > row->file)) {
		record->last_day = day;
		row->file = file;
	}
	record->meetings++;
}

static gint
by_first_day(gconstpointer a, gconstpointer b)
{
	const ActionRow *x = a, *y = b;

	return (x->record->first_day > y->record->first_day) -
	       (x->record->first_day < y->record->first_day);
}

/* A row for each occurrence of an action, in files that are there. */
#define ALL_ROWS                                                                                   \
	"SELECT a.id, m.day, m.file, a.name, a.state, a.ended_at, a.snoozed_until, a.snapshot,"    \
	" a.looks, a.kept, a.ended_by, a.touched"                                                  \
	" FROM actions a JOIN copies c ON c.action = a.id JOIN meetings m ON m.file = c.file"      \
	" JOIN files f ON f.id = c.file AND f.gone_at = 0 WHERE "
#define ACTION_ROWS ALL_ROWS "(a.state = 'open' OR ?1 > 0 AND a.ended_at >= ?1)"

/* Returns ActionRow, by first day, then as created; the query gives them by action. */
static GArray *
read_action_rows(State *state, Query *query, GError **error)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(ActionRow));
	int code;

	g_array_set_clear_func(rows, action_row_clear);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		if (sqlite3_column_type(query, 3) != SQLITE_TEXT)
			return sql_damaged(state, error);
		ActionRow *last =
		    rows->len > 0 ? &g_array_index(rows, ActionRow, rows->len - 1) : NULL;
		if (last == NULL || last->row != sqlite3_column_int64(query, 0)) {
			ActionRow row = read_action_row(query);
			g_array_append_val(rows, row);
			last = &g_array_index(rows, ActionRow, rows->len - 1);
		}
		count_occurrence(last, (Day)sqlite3_column_int64(query, 1),
		                 sqlite3_column_int64(query, 2));
	}
	g_array_sort(rows, by_first_day);
	return code == SQLITE_DONE ? g_steal_pointer(&rows) : NULL;
}

/* Returns the newest version of `file`, from `cache` unless this is its first action. */
static const CachedMeeting *
find_meeting(State *state, GHashTable *cache, gint64 file, GError **error)
{
	CachedMeeting *cached = g_hash_table_lookup(cache, &file);
	if (cached != NULL)
		return cached;
	g_autoptr(Meeting) meeting = NULL;
	g_autoptr(GHashTable) indexes = snapshot_action_indexes(state, file, error);
	if (indexes == NULL || !snapshot_of_file(state, file, &meeting, error))
		return NULL;

	cached = g_new0(CachedMeeting, 1);
	if (meeting != NULL) {
		cached->label = meeting_label(meeting);
		/* records do not need these, and there may be thousands of meetings */
		g_ptr_array_set_size(meeting->topics, 0);
		g_ptr_array_set_size(meeting->decisions, 0);
	}
	cached->meeting = g_steal_pointer(&meeting);
	cached->indexes = g_steal_pointer(&indexes);
	g_hash_table_insert(cache, g_memdup2(&file, sizeof file), cached);
	return cached;
}

/* Returns NULL when the meeting cannot be decoded or lacks the action. */
static Action *
steal_action(const CachedMeeting *cached, gint64 row)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(cached->indexes, &row));

	return cached->meeting != NULL && number > 0
	           ? meeting_steal_action(cached->meeting, number - 1)
	           : NULL;
}

/* Adds the record of `row` to `records`, unless its wording cannot be decoded. */
static gboolean
add_record(State *state, GHashTable *cache, ActionRow *row, GPtrArray *records, GError **error)
{
	const CachedMeeting *cached = find_meeting(state, cache, row->file, error);
	if (cached == NULL)
		return FALSE;
	Action *action = steal_action(cached, row->row);
	if (action == NULL)
		return TRUE;

	ActionRecord *record = g_steal_pointer(&row->record);
	record->action = action;
	record->path = g_strdup(cached->meeting->path);
	record->meeting = g_strdup(cached->label);
	g_ptr_array_unref(record->participants);
	record->participants = g_ptr_array_ref(cached->meeting->participants);
	g_ptr_array_unref(record->teams);
	record->teams = g_ptr_array_ref(cached->meeting->teams);
	g_ptr_array_add(records, record);
	return TRUE;
}

/* Returns the records of what the query gives, without what is open and only in meetings before the
 * day `seen_since`. */
static GPtrArray *
load_records(State *state, Query *query, Day seen_since, GError **error)
{
	g_autoptr(GArray) rows = read_action_rows(state, query, error);
	if (rows == NULL)
		return NULL;

	g_autoptr(GHashTable) cache = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free,
	                                                    (GDestroyNotify)cached_meeting_free);
	g_autoptr(GPtrArray) records =
	    g_ptr_array_new_full(rows->len, (GDestroyNotify)action_record_free);
	for (guint i = 0; i < rows->len; i++) {
		const ActionRecord *record = g_array_index(rows, ActionRow, i).record;
		if (record->state == ACTION_OPEN &&
		    MAX(record->last_day, record->touched) < seen_since)
			continue;
		if (!add_record(state, cache, &g_array_index(rows, ActionRow, i), records, error))
			return NULL;
	}
	return g_steal_pointer(&records);
}

GPtrArray *
actions_load(State *state, gint64 ended_since, Day seen_since, GError **error)
{
	static const char all[] = ACTION_ROWS " ORDER BY a.id";
	static const char recent[] =
	    ACTION_ROWS " AND a.id IN (SELECT j.value FROM meetings n JOIN "
	                "json_each(n.items) j WHERE n.day >= ?2"
	                " UNION ALL SELECT id FROM actions WHERE touched > 0 AND touched >= ?2)"
	                " ORDER BY a.id";
	g_autoptr(Query) query = sql_query(state, seen_since == DAY_NONE ? all : recent, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, ended_since);
	if (seen_since != DAY_NONE)
		sql_int(query, 2, seen_since);
	return load_records(state, query, DAY_NONE, error);
}

GPtrArray *
actions_load_linking(State *state, Day seen_since, GError **error)
{
	static const char text[] =
	    ALL_ROWS "a.links = 1 AND a.state IN ('open', 'looks done') ORDER BY a.id";
	g_autoptr(Query) query = sql_query(state, text, error);

	return query != NULL ? load_records(state, query, seen_since, error) : NULL;
}

GPtrArray *
actions_load_looking_done(State *state, gint64 after, GError **error)
{
	static const char text[] = ALL_ROWS "a.looks > ?1 AND a.state = 'looks done' ORDER BY a.id";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, after);
	return load_records(state, query, DAY_NONE, error);
}
