/* snapshots.c - what each file said, version by version. */
#include "state/snapshots.h"

#include "state_internal.h"

static gboolean
insert_snapshot(State *state, const Version *version, gint64 now, GError **error)
{
	static const char text[] =
	    "INSERT INTO snapshots (id, file, seen_at, body) VALUES (?, ?, ?, ?)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, version->id);
	sql_int(query, 2, version->file);
	sql_int(query, 3, now);
	sql_bytes(query, 4, version->encoded);
	return sql_run(state, query, error);
}

/* "[17,4]": what SQLite's json_each() takes apart. */
static char *
items_text(const Version *version)
{
	GString *items = g_string_new("[");

	for (guint i = 0; i < version->action_count; i++)
		g_string_append_printf(items, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
		                       version->actions[i]);
	g_string_append_c(items, ']');
	return g_string_free(items, FALSE);
}

/*
 * No `INSERT OR REPLACE`: a statement that may first delete has each page that it touches copied,
 * to be undone alone, and that cost more than all else that is done for a new file.
 */
static gboolean
put_meeting(State *state, const Version *version, const char *items, GError **error)
{
	static const char add[] =
	    "INSERT INTO meetings (snapshot, day, fingerprint, items, file) VALUES (?, ?, ?, ?, ?)";
	static const char renew[] =
	    "UPDATE meetings SET (snapshot, day, fingerprint, items) = (?, ?, ?, ?) WHERE file = ?";
	g_autoptr(Query) query = sql_query(state, version->first ? add : renew, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, version->id);
	sql_int(query, 2, version->day);
	sql_text(query, 3, version->fingerprint);
	sql_text(query, 4, items);
	sql_int(query, 5, version->file);
	return sql_run(state, query, error);
}

/* Records that the file has these actions. */
static gboolean
put_occurrences(State *state, gint64 file, const char *items, GError **error)
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

/* Marks the file's newest snapshot as an old one. */
static gboolean
supersede(State *state, gint64 file, GError **error)
{
	static const char text[] = "UPDATE snapshots SET superseded = 1"
	                           " WHERE id = (SELECT snapshot FROM meetings WHERE file = ?)";

	return sql_run_int(state, text, file, error);
}

gboolean
snapshot_put(State *state, const Version *version, gint64 now, GError **error)
{
	g_autofree char *items = items_text(version);
	gboolean own;

	if (!transaction_enter(state, &own, error))
		return FALSE;
	gboolean fine = (version->first || supersede(state, version->file, error)) &&
	                insert_snapshot(state, version, now, error) &&
	                put_meeting(state, version, items, error) &&
	                put_occurrences(state, version->file, items, error);
	return transaction_leave(state, own, fine, error);
}

gboolean
snapshot_renew(State *state, gint64 file, GBytes *encoded, GError **error)
{
	static const char text[] =
	    "UPDATE snapshots SET body = ?2 WHERE id = (SELECT snapshot FROM meetings WHERE file ="
	    " ?1)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, file);
	sql_bytes(query, 2, encoded);
	return sql_run(state, query, error);
}

GHashTable *
snapshot_action_indexes(State *state, gint64 file, GError **error)
{
	static const char text[] = "SELECT j.value FROM meetings m JOIN json_each(m.items) j WHERE "
	                           "m.file = ? ORDER BY j.key";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	g_autoptr(GHashTable) indexes =
	    g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	guint index = 0;
	int code;
	sql_int(query, 1, file);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		gint64 row = sqlite3_column_int64(query, 0);
		g_hash_table_insert(indexes, g_memdup2(&row, sizeof row),
		                    GUINT_TO_POINTER(++index));
	}
	return code == SQLITE_DONE ? g_steal_pointer(&indexes) : NULL;
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
	static const char text[] =
	    "SELECT seen_at FROM snapshots WHERE id = (SELECT max(id) FROM snapshots)";

	return sql_get_int(state, text, 0, 0, seen_at, error);
}

gboolean
snapshots_prune(State *state, gint64 before, GError **error)
{
	/* A job needs of each file the version that it told last, to say what changed since. */
	static const char text[] =
	    "DELETE FROM snapshots WHERE superseded = 1 AND seen_at < ? AND NOT EXISTS (SELECT 1 "
	    "FROM jobs j"
	    " WHERE snapshots.id = (SELECT max(s.id) FROM snapshots s WHERE s.file = snapshots.file"
	    " AND s.id <= j.snapshot))";

	return sql_run_int(state, text, before, error);
}

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

/*
 * Of the file `f`: the path, the row, and which of the meetings of a file it is, whose row is then
 * `d`.
 */
#define FILE_COLUMNS "coalesce(d.path, f.path), f.id, CASE WHEN f.document > 0 THEN f.path END"
#define FILE_JOIN    " LEFT JOIN files d ON d.id = f.document AND f.document > 0"

/* Runs a query of a body and FILE_COLUMNS by one id.  `*meeting` becomes NULL for no row and for
 * one that cannot be decoded. */
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
		(*meeting)->row = sqlite3_column_int64(query, 2);
		(*meeting)->section = sql_column_text(query, 3);
	}
	return TRUE;
}

gboolean
snapshot_of_file(State *state, gint64 file, Meeting **meeting, GError **error)
{
	static const char text[] =
	    "SELECT s.body, " FILE_COLUMNS " FROM meetings m JOIN snapshots s ON s.id = m.snapshot"
	    " JOIN files f ON f.id = m.file" FILE_JOIN " WHERE m.file = ?";

	return fetch(state, text, file, meeting, error);
}

/* The version of that id; NULL for 0. */
static gboolean
fetch_version(State *state, gint64 id, Meeting **meeting, GError **error)
{
	static const char text[] =
	    "SELECT s.body, " FILE_COLUMNS
	    " FROM snapshots s JOIN files f ON f.id = s.file" FILE_JOIN " WHERE s.id = ?";

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
	    "SELECT m.file, coalesce((SELECT max(s.id) FROM snapshots s WHERE s.file = m.file AND "
	    "s.id <= ?1), (SELECT max(s.id) FROM snapshots s WHERE s.file = f.origin AND s.id <= "
	    "?1)), m.snapshot"
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
