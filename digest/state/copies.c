/* copies.c - which file has which action, and in what words. */
#include "copy_id.h"
#include "sql.h"
#include "state/actions.h"

#define COLUMNS                                                                                                        \
	"c.action, " COPY_FILE ", " COPY_PLACE ", c.day, a.state, c.body,"                                             \
	" CASE WHEN a.ended_at > a.created_at THEN a.ended_at ELSE 0 END"

void
copy_free(Copy *copy)
{
	if (copy == NULL)
		return;
	action_free(copy->action);
	g_free(copy);
}

/* NULL for one whose wording cannot be decoded (another version of the program saved it): it counts as not seen. */
static Copy *
read_row(Query *query)
{
	g_autoptr(GBytes) body = sql_column_bytes(query, 5);
	Action *action = action_from_bytes(body);
	if (action == NULL)
		return NULL;

	Copy *copy = g_new0(Copy, 1);
	copy->row = sqlite3_column_int64(query, 0);
	copy->file = sqlite3_column_int64(query, 1);
	copy->place = (guint)sqlite3_column_int64(query, 2);
	copy->day = (Day)sqlite3_column_int64(query, 3);
	(void)action_state_from_word((const char *)sqlite3_column_text(query, 4), &copy->state);
	copy->ended_at = sqlite3_column_int64(query, 6);
	copy->action = action;
	return copy;
}

static GPtrArray *
read_rows(State *state, Query *query, GError **error)
{
	g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func((GDestroyNotify)copy_free);
	int code;

	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		Copy *copy = read_row(query);
		if (copy != NULL)
			g_ptr_array_add(copies, copy);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&copies) : NULL;
}

GPtrArray *
copies_of_file(State *state, gint64 file, GError **error)
{
	static const char text[] = "SELECT " COLUMNS " FROM copies c JOIN actions a ON a.id = c.action"
	                           " WHERE " COPY_OF_FILE("?1") " ORDER BY c.id";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, file);
	return read_rows(state, query, error);
}

GPtrArray *
copies_between(State *state, Day from, Day to, GError **error)
{
	/* By the index of meetings, which have the same days: one of copies' own would cost at every copy_put(). */
	static const char text[] = "SELECT " COLUMNS " FROM meetings m JOIN copies c ON " COPY_OF_FILE(
	    "m.file") " JOIN actions a ON a.id = c.action"
	              " WHERE m.day BETWEEN ? AND ? ORDER BY m.day, c.id";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, from);
	sql_int(query, 2, to);
	return read_rows(state, query, error);
}

GPtrArray *
copies_of_action(State *state, gint64 row, GError **error)
{
	static const char text[] = "SELECT " COLUMNS " FROM copies c JOIN actions a ON a.id = c.action"
	                           " WHERE c.action = ? ORDER BY c.day, c.id";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, row);
	return read_rows(state, query, error);
}

/* Keeps in mind whose copies go, for actions_withdraw_orphans(). */
static gboolean
remember_uncopied(State *state, gint64 file, GError **error)
{
	static const char text[] = "SELECT c.action FROM copies c WHERE " COPY_OF_FILE("?1");
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	int code;
	sql_int(query, 1, file);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		gint64 row = sqlite3_column_int64(query, 0);
		g_hash_table_add(state->uncopied, g_memdup2(&row, sizeof row));
	}
	return code == SQLITE_DONE;
}

gboolean
copies_clear(State *state, gint64 file, GError **error)
{
	static const char text[] = "DELETE FROM copies AS c WHERE " COPY_OF_FILE("?1");

	return remember_uncopied(state, file, error) && sql_run_int(state, text, file, error);
}

gboolean
copy_put(State *state, const Copy *copy, GError **error)
{
	static const char text[] = "INSERT INTO copies (id, action, day, body) VALUES (?, ?, ?, ?)";
	g_autoptr(GBytes) body = action_to_bytes(copy->action);
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, copy_id(copy->file, copy->place));
	sql_int(query, 2, copy->row);
	sql_int(query, 3, copy->day);
	sql_bytes(query, 4, body);
	return sql_run(state, query, error);
}
