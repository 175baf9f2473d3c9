/* sql.c - prepared statements and their values. */
#include "sql.h"

#include "base/error.h"
#include "state_internal.h"

#include <errno.h>
#include <string.h>

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

static const struct {
	int code;
	TidingsError error;
	const char *sentence; /* after the path */
} sentences[] = {
	{ SQLITE_CORRUPT, TIDINGS_ERROR_IO,
	  "the state file is damaged; put a copy of it back, or move it away: then the next run "
	  "takes all notes in "
	  "anew" },
	{ SQLITE_NOTADB, TIDINGS_ERROR_IO,
	  "is not a state file of tidings; name another file under `state`, or move this one "
	  "away" },
	{ SQLITE_FULL, TIDINGS_ERROR_IO,
	  "the disk is full or a quota is used up, so nothing of this step was saved; make room "
	  "and run again" },
	{ SQLITE_READONLY, TIDINGS_ERROR_IO,
	  "the state file cannot be written; let this user write it and its folder, or name "
	  "another file under "
	  "`state`" },
	{ SQLITE_PERM, TIDINGS_ERROR_IO,
	  "the state file may not be used by this user; change its permissions" },
	{ SQLITE_CANTOPEN, TIDINGS_ERROR_IO,
	  "the state file cannot be opened; see that its folder is there and that this user may "
	  "write it" },
	{ SQLITE_BUSY, TIDINGS_ERROR_UNAVAILABLE,
	  "the state file is in use by another program; try again later" },
	{ SQLITE_LOCKED, TIDINGS_ERROR_UNAVAILABLE,
	  "the state file is in use by another program; try again later" },
	{ SQLITE_PROTOCOL, TIDINGS_ERROR_UNAVAILABLE,
	  "the state file is in use by another program; try again later" },
	{ SQLITE_NOLFS, TIDINGS_ERROR_IO,
	  "the state file is too large for its file system; move it to another one" },
	{ SQLITE_TOOBIG, TIDINGS_ERROR_IO,
	  "a message or a meeting is too large for the state file; lower notes.max_size" },
};

/* What the statements of this program cannot come to but in a file that is not as it was written.
 */
static gboolean
tells_of_damage(State *state, int primary, const char *message)
{
	static const char *const words[] = { "no such table", "no such column", "malformed",
		                             "has no column named" };
	static const char text[] = "SELECT 1 FROM pragma_quick_check(1) WHERE quick_check <> 'ok'";
	sqlite3_stmt *check = NULL;

	if (primary != SQLITE_ERROR && primary != SQLITE_CONSTRAINT && primary != SQLITE_MISMATCH)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(message, words[i]) != NULL)
			return TRUE;
	gboolean damaged = sqlite3_prepare_v2(state->db, text, -1, &check, NULL) == SQLITE_OK &&
	                   sqlite3_step(check) != SQLITE_DONE;
	sqlite3_finalize(check);
	return damaged;
}

void
sql_set_error(State *state, int code, GError **error)
{
	g_autofree char *message = g_strdup(sqlite3_errmsg(state->db));
	int system_errno = sqlite3_system_errno(state->db);
	int primary = code & 0xff;

	if (tells_of_damage(state, primary, message))
		primary = SQLITE_CORRUPT;

	/* Quotas and limits are not SQLITE_FULL, and the errno is not always kept, but the cure is
	 * the same. */
	if (code == SQLITE_IOERR_WRITE && system_errno != EIO)
		primary = SQLITE_FULL;
	for (gsize i = 0; i < G_N_ELEMENTS(sentences); i++) {
		if (sentences[i].code == primary) {
			g_set_error(error, TIDINGS_ERROR, (int)sentences[i].error, "%s: %s",
			            state->shown, sentences[i].sentence);
			return;
		}
	}
	/* it is the place and not the disk: the log's index is memory that processes share */
	if (code == SQLITE_IOERR_SHMMAP && system_errno != EIO && system_errno != ENOMEM)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
		            "%s: the state file is on a file system without shared memory, as many "
		            "network folders are "
		            "(%s); name a file on a disk of this machine under `state`",
		            state->shown, system_errno != 0 ? g_strerror(system_errno) : message);
	else if (primary == SQLITE_IOERR)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
		            "%s: the state file cannot be read or written: %s; look after the disk",
		            state->shown, system_errno != 0 ? g_strerror(system_errno) : message);
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_SOFTWARE, "%s: SQLite refuses: %s",
		            state->shown, message);
}
