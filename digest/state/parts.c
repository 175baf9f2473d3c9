/* parts.c - files with many meetings. */
#include "state/parts.h"

#include "state/files.h"
#include "state_internal.h"

#include <string.h>

#define STAT_COLUMNS "size, mtime_ns, inode, device, hash, checked_ns"

static void
known_part_free(gpointer data)
{
	KnownPart *part = data;

	g_free(part->key);
	g_free(part);
}

gboolean
parts_any(State *state, gboolean *any, GError **error)
{
	static const char text[] = "SELECT count(*) FROM (SELECT 1 FROM files WHERE document > 0"
	                           " LIMIT 1)";
	gint64 count = 0;

	if (!sql_get_int(state, text, 0, 0, &count, error))
		return FALSE;
	*any = count > 0;
	return TRUE;
}

GPtrArray *
parts_of_file(State *state, gint64 file, GError **error)
{
	static const char text[] =
	    "SELECT f.id, CASE WHEN f.document > 0 THEN f.path END, m.day, f.gone_at FROM files f"
	    " JOIN meetings m ON m.file = f.id WHERE f.id = ?1"
	    " UNION ALL SELECT f.id, f.path, m.day, f.gone_at FROM files f"
	    " JOIN meetings m ON m.file = f.id WHERE f.document = ?1 AND f.document > 0";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(known_part_free);
	int code;
	sql_int(query, 1, file);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		KnownPart *part = g_new0(KnownPart, 1);
		part->row = sqlite3_column_int64(query, 0);
		part->key = sql_column_text(query, 1);
		part->day = (Day)sqlite3_column_int64(query, 2);
		part->gone = sqlite3_column_int64(query, 3) != 0;
		g_ptr_array_add(parts, part);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&parts) : NULL;
}

gboolean
part_add(State *state, gint64 document, const char *key, gint64 origin, gint64 *row, GError **error)
{
	static const char text[] = "INSERT INTO files (document, path, origin, " STAT_COLUMNS ")"
	                           " VALUES (?, ?, ?, 0, 0, 0, 0, x'', 0)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, document);
	sql_raw(query, 2, key, strlen(key));
	sql_int(query, 3, origin);
	if (!sql_run(state, query, error))
		return FALSE;
	*row = sqlite3_last_insert_rowid(state->db);
	return TRUE;
}

gboolean
part_set(State *state, gint64 row, const char *key, GError **error)
{
	static const char text[] = "UPDATE files SET (path, gone_at) = (?, 0) WHERE id = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_raw(query, 1, key, strlen(key));
	sql_int(query, 2, row);
	return sql_run(state, query, error);
}

/* Runs a statement of two rows. */
static gboolean
run_two(State *state, const char *text, gint64 first, gint64 second, GError **error)
{
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, first);
	sql_int(query, 2, second);
	return sql_run(state, query, error);
}

gboolean
parts_begin(State *state, gint64 file, const char *key, gint64 *document, GError **error)
{
	static const char copy[] =
	    "INSERT INTO files (path, gone_at, " STAT_COLUMNS ")"
	    " SELECT path, gone_at, " STAT_COLUMNS " FROM files WHERE id = ?";
	static const char change[] = "UPDATE files SET (document, " STAT_COLUMNS ")"
	                             " = (?, 0, 0, 0, 0, x'', 0) WHERE id = ?";
	/* it may have had many before */
	static const char regain[] = "UPDATE files SET document = ?1 WHERE document = ?2 AND "
	                             "document > 0";
	if (!sql_run_int(state, copy, file, error))
		return FALSE;

	*document = sqlite3_last_insert_rowid(state->db);
	g_autoptr(Query) query = sql_query(state, change, error);
	if (query == NULL)
		return FALSE;
	sql_int(query, 1, *document);
	sql_int(query, 2, file);
	return sql_run(state, query, error) && part_set(state, file, key, error) &&
	       run_two(state, regain, *document, file, error);
}

gboolean
parts_end(State *state, gint64 document, gint64 row, gint64 now, GError **error)
{
	static const char take[] =
	    "UPDATE files SET (path, document, gone_at, " STAT_COLUMNS ")"
	    " = (SELECT path, 0, gone_at, " STAT_COLUMNS " FROM files WHERE id = ?1) WHERE id = ?2";
	static const char leave[] = "UPDATE files SET (document, gone_at) = (?2, CASE WHEN gone_at "
	                            "> 0 THEN gone_at ELSE max(1, ?3) END)"
	                            " WHERE document = ?1 AND document > 0";
	static const char drop[] = "DELETE FROM files WHERE id = ?";
	g_autoptr(Query) query = NULL;
	if (!run_two(state, take, document, row, error))
		return FALSE;

	query = sql_query(state, leave, error);
	if (query == NULL)
		return FALSE;
	sql_int(query, 1, document);
	sql_int(query, 2, row);
	sql_int(query, 3, now);
	return sql_run(state, query, error) && sql_run_int(state, drop, document, error);
}
