/* snapshots.c - what each file said, version by version. */
#include "state/snapshots.h"

#include "sql.h"

static gboolean
insert_snapshot(State *state, gint64 file, GBytes *encoded, gint64 now, gint64 *id, GError **error)
{
	static const char text[] = "INSERT INTO snapshots (file, seen_at, body) VALUES (?, ?, ?)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, file);
	sql_int(query, 2, now);
	sql_bytes(query, 3, encoded);
	if (!sql_run(state, query, error))
		return FALSE;
	*id = sqlite3_last_insert_rowid(state->db);
	return TRUE;
}

/*
 * No `INSERT OR REPLACE`: a statement that may first delete has each page that it touches copied, to be undone alone, and
 * that cost more than all else that is done for a new file.
 */
static gboolean
put_meeting(State *state, const char *text, gint64 file, gint64 snapshot, const char *fingerprint, Day day,
            GBytes *encoded, GError **error)
{
	g_autoptr(GBytes) head = meeting_bytes_head(encoded);
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, snapshot);
	sql_int(query, 2, day);
	sql_text(query, 3, fingerprint);
	sql_bytes(query, 4, head);
	sql_int(query, 5, file);
	return sql_run(state, query, error);
}

/* Marks the file's newest snapshot as an old one; `*known` says whether there is one. */
static gboolean
supersede(State *state, gint64 file, gboolean *known, GError **error)
{
	static const char text[] = "UPDATE snapshots SET superseded = 1"
	                           " WHERE id = (SELECT snapshot FROM meetings WHERE file = ?)";

	if (!sql_run_int(state, text, file, error))
		return FALSE;
	*known = sqlite3_changes(state->db) > 0;
	return TRUE;
}

gboolean
snapshot_put(State *state, gint64 file, const char *fingerprint, Day day, GBytes *encoded, gint64 now, GError **error)
{
	static const char add[] =
	    "INSERT INTO meetings (snapshot, day, fingerprint, head, file) VALUES (?, ?, ?, ?, ?)";
	static const char renew[] =
	    "UPDATE meetings SET (snapshot, day, fingerprint, head) = (?, ?, ?, ?) WHERE file = ?";
	gboolean own, known = FALSE;
	gint64 id = 0;

	if (!sql_enter(state, &own, error))
		return FALSE;
	gboolean fine = supersede(state, file, &known, error) &&
	                insert_snapshot(state, file, encoded, now, &id, error) &&
	                put_meeting(state, known ? renew : add, file, id, fingerprint, day, encoded, error);
	return sql_leave(state, own, fine, error);
}

char *
snapshot_fingerprint(State *state, gint64 file, GError **error)
{
	static const char text[] = "SELECT fingerprint FROM meetings WHERE file = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, file);
	return sql_step(state, query, error) == SQLITE_ROW ? sql_column_text(query, 0) : NULL;
}

gboolean
snapshot_newest(State *state, gint64 *id, GError **error)
{
	static const char text[] = "SELECT max(id) FROM snapshots";

	return sql_get_int(state, text, 0, 0, id, error);
}

gboolean
snapshot_newest_time(State *state, gint64 *seen_at, GError **error)
{
	static const char text[] = "SELECT seen_at FROM snapshots WHERE id = (SELECT max(id) FROM snapshots)";

	return sql_get_int(state, text, 0, 0, seen_at, error);
}

gboolean
snapshots_prune(State *state, gint64 before, GError **error)
{
	/* A job needs of each file the version that it told last, to say what changed since. */
	static const char text[] =
	    "DELETE FROM snapshots WHERE superseded = 1 AND seen_at < ? AND NOT EXISTS (SELECT 1 FROM jobs j"
	    " WHERE snapshots.id = (SELECT max(s.id) FROM snapshots s WHERE s.file = snapshots.file"
	    " AND s.id <= j.snapshot))";

	return sql_run_int(state, text, before, error);
}
