/* jobs.c - how far each job has told its news. */
#include "state/jobs.h"

#include "sql.h"

gboolean
job_cursor_get(State *state, const char *job, JobCursor *cursor, GError **error)
{
	static const char text[] = "SELECT last_success, snapshot, looks FROM jobs WHERE name = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	*cursor = (JobCursor){ 0 };
	sql_text(query, 1, job);
	int code = sql_step(state, query, error);
	if (code == SQLITE_ROW) {
		cursor->last_success = sqlite3_column_int64(query, 0);
		cursor->snapshot = sqlite3_column_int64(query, 1);
		cursor->looks = sqlite3_column_int64(query, 2);
	}
	if (!sql_is_time(cursor->last_success)) {
		(void)sql_damaged(state, error);
		return FALSE;
	}
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

gboolean
job_cursor_put(State *state, const char *job, const JobCursor *cursor, GError **error)
{
	static const char text[] =
	    "INSERT OR REPLACE INTO jobs (name, last_success, snapshot, looks) VALUES (?, ?, ?, ?)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, job);
	sql_int(query, 2, cursor->last_success);
	sql_int(query, 3, cursor->snapshot);
	sql_int(query, 4, cursor->looks);
	return sql_run(state, query, error);
}

gboolean
job_reminded_at(State *state, const char *job, const char *reader, gint64 *at, GError **error)
{
	static const char text[] = "SELECT at FROM reminded WHERE job = ? AND reader = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, job);
	sql_text(query, 2, reader);
	int code = sql_step(state, query, error);
	*at = code == SQLITE_ROW ? sqlite3_column_int64(query, 0) : 0;
	if (!sql_is_time(*at)) {
		(void)sql_damaged(state, error);
		return FALSE;
	}
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

gboolean
job_reminds(State *state, const char *job, const char *reader, gint64 now, GError **error)
{
	static const char text[] =
	    "INSERT OR REPLACE INTO reminded (job, reader, at) VALUES (?, ?, ?)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, job);
	sql_text(query, 2, reader);
	sql_int(query, 3, now);
	return sql_run(state, query, error);
}
