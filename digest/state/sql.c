/* sql.c - prepared statements and their values. */
#include "sql.h"

#include "base/error.h"

Query *
sql_query(State *state, const char *text, GError **error)
{
	sqlite3_stmt *statement = g_hash_table_lookup(state->statements, text);

	if (statement != NULL && sqlite3_stmt_busy(statement)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_SOFTWARE,
		            "a statement is used twice at once: %s", text);
		return NULL;
	}
	if (statement != NULL)
		return statement;

	int code =
	    sqlite3_prepare_v3(state->db, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
	if (code != SQLITE_OK) {
		sql_set_error(state, code, error);
		return NULL;
	}
	g_hash_table_insert(state->statements, (gpointer)text, statement);
	return statement;
}

void
sql_done(Query *query)
{
	sqlite3_reset(query);
	sqlite3_clear_bindings(query);
}

void
sql_int(Query *query, int place, gint64 value)
{
	sqlite3_bind_int64(query, place, value);
}

void
sql_text(Query *query, int place, const char *text)
{
	sqlite3_bind_text(query, place, text, -1, SQLITE_STATIC);
}

void
sql_raw(Query *query, int place, const void *data, gsize length)
{
	/* SQLite takes a NULL pointer for NULL, also with a length of 0. */
	sqlite3_bind_blob64(query, place, data == NULL ? "" : data, length, SQLITE_STATIC);
}

void
sql_bytes(Query *query, int place, GBytes *bytes)
{
	gsize size;
	const void *data = g_bytes_get_data(bytes, &size);

	sql_raw(query, place, data, size);
}

int
sql_step(State *state, Query *query, GError **error)
{
	int code = sqlite3_step(query);

	if (code != SQLITE_ROW && code != SQLITE_DONE)
		sql_set_error(state, code, error);
	return code;
}

gboolean
sql_run(State *state, Query *query, GError **error)
{
	int code;

	while ((code = sql_step(state, query, error)) == SQLITE_ROW)
		continue;
	return code == SQLITE_DONE;
}

gboolean
sql_run_int(State *state, const char *text, gint64 value, GError **error)
{
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;
	sql_int(query, 1, value);
	return sql_run(state, query, error);
}

gboolean
sql_get_int(State *state, const char *text, gint64 value, gint64 fallback, gint64 *result,
            GError **error)
{
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	if (sqlite3_bind_parameter_count(query) > 0)
		sql_int(query, 1, value);
	int code = sql_step(state, query, error);
	gboolean found = code == SQLITE_ROW && sqlite3_column_type(query, 0) != SQLITE_NULL;
	*result = found ? sqlite3_column_int64(query, 0) : fallback;
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

char *
sql_column_text(Query *query, int column)
{
	const char *text = (const char *)sqlite3_column_text(query, column);

	/* what is not UTF-8 was not written so */
	return text == NULL || g_utf8_validate(text, -1, NULL) ? g_strdup(text)
	                                                       : g_utf8_make_valid(text, -1);
}

gboolean
sql_is_time(gint64 unix_seconds)
{
	static const gint64 year_10000 = G_GINT64_CONSTANT(253402300800);

	return unix_seconds >= 0 && unix_seconds < year_10000;
}

gpointer
sql_damaged(State *state, GError **error)
{
	sql_set_error(state, SQLITE_CORRUPT, error);
	return NULL;
}

GBytes *
sql_column_bytes(Query *query, int column)
{
	if (sqlite3_column_type(query, column) == SQLITE_NULL)
		return NULL;
	const void *data = sqlite3_column_blob(query, column);
	return g_bytes_new(data, (gsize)sqlite3_column_bytes(query, column));
}

gboolean
sql_script(State *state, const char *text, GError **error)
{
	int code = sqlite3_exec(state->db, text, NULL, NULL, NULL);

	if (code != SQLITE_OK)
		sql_set_error(state, code, error);
	return code == SQLITE_OK;
}

gboolean
sql_enter(State *state, gboolean *own, GError **error)
{
	*own = sqlite3_get_autocommit(state->db) != 0;
	return !*own || state_begin(state, error);
}

gboolean
sql_leave(State *state, gboolean own, gboolean fine, GError **error)
{
	if (!own)
		return fine;
	if (fine)
		return state_commit(state, error);
	state_rollback(state);
	return FALSE;
}
