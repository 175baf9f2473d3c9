/*
 * snapshot_pairs.c - going through versions of many files.
 *
 * First only numbers are read and ordered; then one file after the other is fetched and decoded, so
 * that memory does not grow with the meetings, and no statement is open while the caller works.
 * CROSS JOIN is SQLite's word for "in this order": by the index of meetings, not through all files.
 */
#include "sql.h"
#include "state/snapshots.h"

typedef struct {
	gint64 file;
	gint64 before; /* snapshot id; 0 for none */
	gint64 after;
} Pair;

/* All rows of a query of three numbers: file, before, after. */
static GArray *
read_pairs(State *state, const char *text, gint64 first, gint64 second, GError **error)
{
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	g_autoptr(GArray) pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
	int code;
	sql_int(query, 1, first);
	sql_int(query, 2, second);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		Pair pair = { sqlite3_column_int64(query, 0), sqlite3_column_int64(query, 1),
			      sqlite3_column_int64(query, 2) };
		g_array_append_val(pairs, pair);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&pairs) : NULL;
}

/* Runs a query of a body and a path by one id.  `*meeting` becomes NULL for no row and for one that
 * cannot be decoded. */
static gboolean
fetch(State *state, const char *text, gint64 id, Meeting **meeting, GError **error)
{
	g_autoptr(Query) query = sql_query(state, text, error);
	*meeting = NULL;
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, id);
	int code = sql_step(state, query, error);
	if (code != SQLITE_ROW)
		return code == SQLITE_DONE;
	/* Borrowed from SQLite until the query is done: no copy of each body. */
	const void *data = sqlite3_column_blob(query, 0);
	g_autoptr(GBytes) body = g_bytes_new_static(data, (gsize)sqlite3_column_bytes(query, 0));
	*meeting = meeting_from_bytes(body);
	if (*meeting != NULL) {
		const char *path = sqlite3_column_blob(query, 1);
		if (path == NULL) {
			g_clear_pointer(meeting, meeting_free);
			(void)sql_damaged(state, error);
			return FALSE;
		}
		g_free((*meeting)->path);
		(*meeting)->path = g_strndup(path, (gsize)sqlite3_column_bytes(query, 1));
	}
	return TRUE;
}

gboolean
snapshot_of_file(State *state, gint64 file, Meeting **meeting, GError **error)
{
	static const char text[] =
	    "SELECT s.body, f.path FROM meetings m JOIN snapshots s ON s.id = m.snapshot"
	    " JOIN files f ON f.id = m.file WHERE m.file = ?";

	return fetch(state, text, file, meeting, error);
}

/* The version of that id; NULL for 0. */
static gboolean
fetch_version(State *state, gint64 id, Meeting **meeting, GError **error)
{
	static const char text[] =
	    "SELECT s.body, f.path FROM snapshots s JOIN files f ON f.id = s.file WHERE s.id = ?";

	*meeting = NULL;
	return id == 0 || fetch(state, text, id, meeting, error);
}

static gboolean
tell_pairs(State *state, const GArray *pairs, SnapshotPair each, gpointer data, GError **error)
{
	for (guint i = 0; i < pairs->len; i++) {
		const Pair *pair = &g_array_index(pairs, Pair, i);
		g_autoptr(Meeting) before = NULL;
		g_autoptr(Meeting) after = NULL;

		if (!fetch_version(state, pair->before, &before, error) ||
		    !fetch_version(state, pair->after, &after, error))
			return FALSE;
		if (after != NULL && !each(g_steal_pointer(&before), g_steal_pointer(&after), data))
			return TRUE;
	}
	return TRUE;
}

gboolean
snapshots_since(State *state, gint64 cursor, SnapshotPair each, gpointer data, GError **error)
{
	static const char text[] =
	    "SELECT m.file, (SELECT max(s.id) FROM snapshots s WHERE s.file = m.file AND s.id <= "
	    "?1), m.snapshot"
	    " FROM meetings m CROSS JOIN files f ON f.id = m.file"
	    " WHERE m.snapshot > ?1 AND f.gone_at = 0 AND ?2 = 0 ORDER BY m.day, m.snapshot";
	g_autoptr(GArray) pairs = read_pairs(state, text, cursor, 0, error);

	return pairs != NULL && tell_pairs(state, pairs, each, data, error);
}

gboolean
snapshots_between(State *state, Day from, Day to, SnapshotPair each, gpointer data, GError **error)
{
	static const char text[] =
	    "SELECT m.file, 0, m.snapshot FROM meetings m CROSS JOIN files f ON f.id = m.file"
	    " WHERE m.day BETWEEN ? AND ? AND f.gone_at = 0 ORDER BY m.day, m.snapshot";
	g_autoptr(GArray) pairs = read_pairs(state, text, from, to, error);

	return pairs != NULL && tell_pairs(state, pairs, each, data, error);
}
