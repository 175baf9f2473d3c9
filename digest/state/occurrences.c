/* occurrences.c - which file has which action, and in what words. */
#include "state/actions.h"
#include "state/snapshots.h"
#include "state_internal.h"

/* A row for each item of the meetings m.  Their words are in the meetings' bodies, each of which is
 * read once. */
#define ENDED_AT "CASE WHEN a.ended_at > a.created_at THEN a.ended_at ELSE 0 END"
#define COLUMNS  "a.id, m.file, j.key, m.day, a.state, " ENDED_AT
#define ITEMS    "JOIN json_each(m.items) j JOIN actions a ON a.id = j.value"

void
occurrence_free(Occurrence *copy)
{
	if (copy == NULL)
		return;
	action_free(copy->action);
	g_free(copy);
}

/* NULL when the meeting has no such item: it counts as not seen. */
static Occurrence *
read_row(Query *query, Meeting *meeting)
{
	guint place = (guint)sqlite3_column_int64(query, 2);
	Action *action = meeting != NULL ? meeting_steal_action(meeting, place) : NULL;
	if (action == NULL)
		return NULL;

	Occurrence *copy = g_new0(Occurrence, 1);
	copy->row = sqlite3_column_int64(query, 0);
	copy->file = sqlite3_column_int64(query, 1);
	copy->place = place;
	copy->day = (Day)sqlite3_column_int64(query, 3);
	(void)action_state_from_word((const char *)sqlite3_column_text(query, 4), &copy->state);
	copy->ended_at = sqlite3_column_int64(query, 5);
	copy->action = action;
	return copy;
}

/* The rows of one file follow each other. */
static GPtrArray *
read_rows(State *state, Query *query, GError **error)
{
	g_autoptr(GPtrArray) copies =
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
		Occurrence *copy = read_row(query, meeting);
		if (copy != NULL)
			g_ptr_array_add(copies, copy);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&copies) : NULL;
}

GPtrArray *
occurrences_of_file(State *state, gint64 file, GError **error)
{
	static const char text[] =
	    "SELECT " COLUMNS " FROM meetings m " ITEMS " WHERE m.file = ? ORDER BY j.key";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, file);
	return read_rows(state, query, error);
}

GPtrArray *
occurrences_between(State *state, Day from, Day to, GError **error)
{
	static const char text[] = "SELECT " COLUMNS " FROM meetings m " ITEMS
	                           " WHERE m.day BETWEEN ? AND ? ORDER BY m.day, m.file, j.key";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, from);
	sql_int(query, 2, to);
	return read_rows(state, query, error);
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

/* Keeps in mind whose copies go, for actions_withdraw_orphans(). */
static gboolean
remember_uncopied(State *state, gint64 file, GError **error)
{
	g_autoptr(GArray) items = snapshot_items(state, file, error);

	for (guint i = 0; items != NULL && i < items->len; i++)
		g_hash_table_add(state->uncopied,
		                 g_memdup2(&g_array_index(items, gint64, i), sizeof(gint64)));
	return items != NULL;
}

gboolean
occurrences_clear(State *state, gint64 file, GError **error)
{
	static const char text[] =
	    "DELETE FROM copies WHERE file = ?1 AND action IN"
	    " (SELECT j.value FROM meetings m JOIN json_each(m.items) j WHERE m.file = ?1)";

	return remember_uncopied(state, file, error) && sql_run_int(state, text, file, error);
}

gboolean
occurrences_put(State *state, gint64 file, const char *items, GError **error)
{
	/* FAIL, and keys that are checked later: a statement that may be undone alone has each page
	 * that it touches copied. */
	static const char text[] =
	    "INSERT OR FAIL INTO copies (action, file) SELECT value, ? FROM json_each(?)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, file);
	sql_text(query, 2, items);
	return sql_run(state, query, error);
}
