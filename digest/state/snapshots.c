/* snapshots.c - what each file said, version by version. */
#include "state/snapshots.h"

#include "sql.h"
#include "state/actions.h"

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

	if (!sql_enter(state, &own, error))
		return FALSE;
	gboolean fine = (version->first || supersede(state, version->file, error)) &&
	                insert_snapshot(state, version, now, error) &&
	                put_meeting(state, version, items, error) &&
	                occurrences_put(state, version->file, items, error);
	return sql_leave(state, own, fine, error);
}

GArray *
snapshot_items(State *state, gint64 file, GError **error)
{
	static const char text[] = "SELECT j.value FROM meetings m JOIN json_each(m.items) j WHERE "
	                           "m.file = ? ORDER BY j.key";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(gint64));
	int code;
	sql_int(query, 1, file);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		gint64 row = sqlite3_column_int64(query, 0);
		g_array_append_val(items, row);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&items) : NULL;
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
