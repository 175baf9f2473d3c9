/* files.c - the stat cache. */
#include "state/files.h"

#include "base/text_hash.h"
#include "schema.h"
#include "state_internal.h"

#include <string.h>

/* The columns of a select in their order; files_put binds them from 1 in the same order. */
#define COLUMNS "path, size, mtime_ns, inode, device, hash, checked_ns"

/* NULL for a row without a path. */
static KnownFile *
read_row(Query *query)
{
	/* The blob first: asking for its length after its bytes is what SQLite wants. */
	const char *path = sqlite3_column_blob(query, 1);
	if (path == NULL)
		return NULL;

	KnownFile *file = g_new0(KnownFile, 1);
	file->path = g_strndup(path, (gsize)sqlite3_column_bytes(query, 1));
	file->id = sqlite3_column_int64(query, 0);
	file->stat.size = sqlite3_column_int64(query, 2);
	file->stat.mtime_ns = sqlite3_column_int64(query, 3);
	file->stat.inode = (guint64)sqlite3_column_int64(query, 4);
	file->stat.device = (guint64)sqlite3_column_int64(query, 5);
	const void *hash = sqlite3_column_blob(query, 6);
	if (hash != NULL && sqlite3_column_bytes(query, 6) == (int)sizeof file->hash)
		memcpy(file->hash, hash, sizeof file->hash);
	file->checked_ns = sqlite3_column_int64(query, 7);
	return file;
}

GHashTable *
files_load(State *state, GError **error)
{
	static const char all[] = "SELECT id, " COLUMNS " FROM files WHERE gone_at = 0";
	static const char text[] =
	    "SELECT id, " COLUMNS " FROM files WHERE gone_at = 0 AND document = 0";
	gint64 version = SCHEMA_DOCUMENTS;
	if (state->mode == STATE_PEEK &&
	    !sql_get_int(state, "PRAGMA user_version", 0, 0, &version, error))
		return NULL;
	g_autoptr(Query) query = sql_query(state, version < SCHEMA_DOCUMENTS ? all : text, error);
	if (query == NULL)
		return NULL;

	/* The key is the value's own path. */
	g_autoptr(GHashTable) files =
	    g_hash_table_new_full(text_hash, g_str_equal, NULL, (GDestroyNotify)known_file_free);
	int code;
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		KnownFile *file = read_row(query);
		if (file == NULL)
			return sql_damaged(state, error);
		g_hash_table_replace(files, file->path, file);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&files) : NULL;
}

static void
bind_row(Query *query, const KnownFile *file)
{
	sql_raw(query, 1, file->path, strlen(file->path));
	sql_int(query, 2, file->stat.size);
	sql_int(query, 3, file->stat.mtime_ns);
	sql_int(query, 4, (gint64)file->stat.inode);
	sql_int(query, 5, (gint64)file->stat.device);
	sql_raw(query, 6, file->hash, sizeof file->hash);
	sql_int(query, 7, file->checked_ns);
}

static gboolean
add_row(State *state, KnownFile *file, GError **error)
{
	static const char text[] = "INSERT INTO files (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	bind_row(query, file);
	if (!sql_run(state, query, error))
		return FALSE;
	file->id = sqlite3_last_insert_rowid(state->db);
	return TRUE;
}

static gboolean
update_row(State *state, const KnownFile *file, GError **error)
{
	static const char text[] =
	    "UPDATE files SET (" COLUMNS ", gone_at) = (?, ?, ?, ?, ?, ?, ?, 0) WHERE id = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	bind_row(query, file);
	sql_int(query, 8, file->id);
	return sql_run(state, query, error);
}

/* Finds the row that has this path, one that is there before one that went; 0 for none. */
static gboolean
files_find(State *state, const char *path, gint64 *id, GError **error)
{
	static const char text[] =
	    "SELECT coalesce(max(id) FILTER (WHERE gone_at = 0), max(id), 0) FROM files"
	    " WHERE path = ? AND document = 0";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_raw(query, 1, path, strlen(path));
	int code = sql_step(state, query, error);
	*id = code == SQLITE_ROW ? sqlite3_column_int64(query, 0) : 0;
	return code == SQLITE_ROW;
}

/* Brings back the meetings that went with their file, before its row says that it is there. */
static gboolean
parts_return(State *state, gint64 document, GError **error)
{
	static const char text[] =
	    "UPDATE files SET gone_at = 0 WHERE document = ?1 AND document > 0 AND gone_at ="
	    " (SELECT gone_at FROM files WHERE id = ?1 AND gone_at > 0)";

	return sql_run_int(state, text, document, error);
}

/* What else stood under this path was renamed over. */
static gboolean
evict(State *state, const KnownFile *file, GError **error)
{
	static const char text[] = "SELECT id FROM files WHERE path = ? AND gone_at = 0 AND id <> ?"
	                           " AND document = 0";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_raw(query, 1, file->path, strlen(file->path));
	sql_int(query, 2, file->id);
	int code = sql_step(state, query, error);
	if (code != SQLITE_ROW)
		return code == SQLITE_DONE;
	return files_gone(state, sqlite3_column_int64(query, 0),
	                  file->checked_ns / G_GINT64_CONSTANT(1000000000), error);
}

gboolean
files_put(State *state, KnownFile *file, GError **error)
{
	gboolean renamed = file->id != 0;

	if (!renamed && !files_find(state, file->path, &file->id, error))
		return FALSE;
	if (file->id == 0)
		return add_row(state, file, error);
	return parts_return(state, file->id, error) && update_row(state, file, error) &&
	       (!renamed || evict(state, file, error));
}

gboolean
files_gone(State *state, gint64 id, gint64 now, GError **error)
{
	/* the meetings in it that were gone before stay as they are when it comes back */
	static const char text[] =
	    "UPDATE files SET gone_at = max(1, ?1) WHERE id = ?2 OR id IN"
	    " (SELECT id FROM files WHERE document = ?2 AND document > 0 AND gone_at = 0)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, now);
	sql_int(query, 2, id);
	return sql_run(state, query, error);
}

void
gone_file_free(GoneFile *gone)
{
	if (gone == NULL)
		return;
	known_file_free(gone->file);
	g_free(gone);
}

GPtrArray *
files_gone_since(State *state, gint64 since, GError **error)
{
	static const char text[] =
	    "SELECT f.id, " COLUMNS ", coalesce(m.day, n.day, 0), coalesce(n.file, f.id)"
	    " FROM files f LEFT JOIN meetings m ON m.file = f.id"
	    " LEFT JOIN meetings n ON m.file IS NULL AND n.file = (SELECT p.id FROM files p"
	    " JOIN meetings o ON o.file = p.id WHERE p.document = f.id AND p.document > 0"
	    " ORDER BY p.gone_at DESC, o.day DESC LIMIT 1)"
	    " WHERE f.gone_at > 0 AND f.gone_at >= ? AND f.document = 0"
	    " ORDER BY f.gone_at DESC, f.path";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)gone_file_free);
	int code;
	sql_int(query, 1, since);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		KnownFile *file = read_row(query);
		if (file == NULL)
			return sql_damaged(state, error);
		GoneFile *gone = g_new0(GoneFile, 1);
		gone->file = file;
		gone->day = (Day)sqlite3_column_int64(query, 8);
		gone->newest = sqlite3_column_int64(query, 9);
		g_ptr_array_add(files, gone);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&files) : NULL;
}
