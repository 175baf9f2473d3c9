/* state.c - opening the state file, its lock, and transactions. */
#include "state/state.h"

#include "base/error.h"
#include "base/fail_point.h"
#include "base/text.h"
#include "lock_file.h"
#include "schema.h"
#include "state_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	BUSY_MS =
	    5000, /* how long a reader waits while SQLite locks it out (recovery of the log) */
};

/*
 * Sorting stays in memory because what is sorted are numbers.  A page of 16 KiB holds several
 * meetings without an overflow chain, and the fewer pages there are, the fewer calls write them.
 */
static const char settings[] = "PRAGMA page_size = 16384;"
                               "PRAGMA cache_size = -6144;" /* KiB */
                               "PRAGMA foreign_keys = ON;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA temp_store = MEMORY;";

static const char log_ahead[] = "PRAGMA journal_mode = WAL";

/*
 * SQLite would make the file by the umask and leave its name unsynced.  The descriptor stays open:
 * it has the lock.
 */
static gboolean
make_file(State *state, const char *path, GError **error)
{
	gboolean made;
	int fd = lock_file_open(path, &made);
	if (fd < 0 && (errno == EACCES || errno == EROFS)) {
		sql_set_error(state, SQLITE_READONLY, error);
		return FALSE;
	}
	if (fd < 0)
		return lock_file_error(state, "the state file cannot be opened", error);

	g_autofree char *folder = g_path_get_dirname(path);
	int folder_fd = made ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (folder_fd >= 0) {
		(void)fsync(
		    folder_fd); /* not every file system can; SQLite does not insist either */
		close(folder_fd);
	}
	state->file_fd = fd;
	return TRUE;
}

static gboolean
check_is_file(State *state, const char *path, gboolean *there, GError **error)
{
	struct stat st;

	*there = stat(path, &st) == 0;
	if (!*there && errno != ENOENT && errno != EACCES)
		return lock_file_error(state, "the state file cannot be looked at", error);
	if (*there && !S_ISREG(st.st_mode)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
		            "%s: is %s, not a state file; name a file under `state`", state->shown,
		            S_ISDIR(st.st_mode) ? "a folder" : "no regular file");
		return FALSE;
	}
	/* its log is called after the name it is opened by, so what was written by one name is
	 * missing by the other */
	if (*there && st.st_nlink > 1) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
		            "%s: the state file has %lu names (hard links), and its log belongs to "
		            "one of them; take "
		            "the others away, or copy the file and name the copy under `state`",
		            state->shown, (unsigned long)st.st_nlink);
		return FALSE;
	}
	*there = *there && (state->mode == STATE_WRITE || st.st_size > 0);
	return TRUE;
}

/*
 * A write-ahead log, so that readers and the writer do not wait for each other.  A new file gets it
 * after its first transaction: that one takes in all notes there are, nobody has anything to read
 * yet, and with a rollback journal (empty, for a file that only grows) each page is written once
 * and not twice.
 */
static gboolean
choose_journal(State *state, GError **error)
{
	gint64 pages;
	if (state->mode == STATE_READ || state->mode == STATE_PEEK)
		return TRUE;
	if (!sql_get_int(state, "PRAGMA page_count", 0, 0, &pages, error))
		return FALSE;

	state->fresh = pages == 0;
	return state->fresh || sql_script(state, log_ahead, error);
}

static gboolean
open_connection(State *state, const char *path, int flags, GError **error)
{
	/* Nobody reads SQLite's statistics of memory, and each allocation would take a lock for
	 * them. */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	int code = sqlite3_open_v2(path, &state->db,
	                           flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
	if (code != SQLITE_OK) {
		sql_set_error(state, code, error);
		return FALSE;
	}
	sqlite3_busy_timeout(state->db, BUSY_MS);
	sqlite3_db_config(state->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(state->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return sql_script(state, settings, error);
}

static gboolean
open_database(State *state, const char *path, int flags, GError **error)
{
	return open_connection(state, path, flags, error) && choose_journal(state, error) &&
	       schema_migrate(state, error);
}

/*
 * Reading a write-ahead log needs shared memory beside the file.  Where none can be made and
 * there is no log, nobody can be writing either: then the file is read as it is.  NULL elsewhere.
 */
static char *
immutable_name(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *log = g_strconcat(path, "-wal", NULL);
	g_autofree char *whole = g_canonicalize_filename(path, NULL);
	g_autofree char *uri = g_filename_to_uri(whole, NULL, NULL);

	if (uri == NULL || faccessat(AT_FDCWD, folder, W_OK, AT_EACCESS) == 0 ||
	    g_file_test(log, G_FILE_TEST_EXISTS))
		return NULL;
	return g_strconcat(uri, "?immutable=1", NULL);
}

/* Fills the database in memory with what the file holds. */
static gboolean
copy_from(State *state, const char *path, GError **error)
{
	sqlite3 *file = NULL;
	g_autofree char *still = immutable_name(path);
	int code =
	    sqlite3_open_v2(still != NULL ? still : path, &file,
	                    SQLITE_OPEN_READONLY | (still != NULL ? SQLITE_OPEN_URI : 0), NULL);

	sqlite3_busy_timeout(file, BUSY_MS);
	sqlite3_backup *backup =
	    code == SQLITE_OK ? sqlite3_backup_init(state->db, "main", file, "main") : NULL;
	if (backup != NULL) {
		(void)sqlite3_backup_step(backup, -1);
		code = sqlite3_backup_finish(backup);
	} else if (code == SQLITE_OK) {
		code = sqlite3_errcode(state->db);
	}
	sqlite3_close(file);
	if (code == SQLITE_OK)
		return TRUE;
	sql_set_error(state, code, error);
	return FALSE;
}

static gboolean
open_scratch(State *state, const char *path, gboolean there, GError **error)
{
	/* empty until it is copied into: a memory that has pages does not take those of another
	 * size */
	return open_connection(state, ":memory:", SQLITE_OPEN_READWRITE, error) &&
	       (!there || copy_from(state, path, error)) && schema_migrate(state, error);
}

static gboolean
open_for_mode(State *state, const char *named, GError **error)
{
	g_autofree char *path = lock_file_real_path(named);
	gboolean there;

	if (state->mode == STATE_WRITE && !lock_file_take(state, path, error))
		return FALSE;
	if (!check_is_file(state, path, &there, error))
		return FALSE;
	if (state->mode == STATE_WRITE)
		return make_file(state, path, error) && lock_file_take_itself(state, error) &&
		       open_database(state, path, SQLITE_OPEN_READWRITE, error);
	if (state->mode == STATE_SCRATCH)
		return open_scratch(state, path, there, error);
	/* Nothing was ever saved: an empty memory answers every question. */
	if (!there)
		return open_database(state, ":memory:", SQLITE_OPEN_READWRITE, error);
	g_autofree char *still = immutable_name(path);
	return open_database(state, still != NULL ? still : path,
	                     SQLITE_OPEN_READONLY | (still != NULL ? SQLITE_OPEN_URI : 0), error);
}

static void
finalize(gpointer statement)
{
	sqlite3_finalize(statement);
}

State *
state_open(const char *path, StateMode mode, GError **error)
{
	g_autoptr(State) state = g_new0(State, 1);

	state->shown = text_escape_for_terminal(path, -1);
	state->lock_fd = state->file_fd = -1;
	state->give_up = 3 * 24 * 60 * 60;
	state->mode = mode;
	state->statements = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, finalize);
	state->orphan_candidates = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	return open_for_mode(state, path, error) ? g_steal_pointer(&state) : NULL;
}

void
state_close(State *state)
{
	if (state == NULL)
		return;
	if (state->db != NULL)
		state_rollback(state);
	g_hash_table_unref(state->statements);
	g_hash_table_unref(state->orphan_candidates);
	sqlite3_close(state->db);
	/* not earlier: a process loses its locks on a file when it closes any of its descriptors
	 * (POSIX, fcntl) */
	lock_file_release(state);
	g_free(state->shown);
	g_free(state);
}

gboolean
state_begin(State *state, GError **error)
{
	static const char write[] = "BEGIN IMMEDIATE";
	static const char read[] = "BEGIN";
	g_autoptr(Query) query = sql_query(state, state->mode == STATE_READ ? read : write, error);

	g_hash_table_remove_all(state->orphan_candidates);
	return query != NULL && sql_run(state, query, error);
}

/* The file is not new any more. */
static gboolean
keep_log_ahead(State *state, GError **error)
{
	gboolean fresh = state->fresh;

	state->fresh = FALSE;
	return !fresh || sql_script(state, log_ahead, error);
}

gboolean
state_commit(State *state, GError **error)
{
	static const char text[] = "COMMIT";
	g_autoptr(Query) query = sql_query(state, text, error);

	FAIL_POINT("commit");
	if (query != NULL && sql_run(state, query, error)) {
		FAIL_POINT("committed");
		return keep_log_ahead(state, error);
	}
	if (query != NULL)
		sqlite3_reset(query);
	state_rollback(state);
	return FALSE;
}

void
state_rollback(State *state)
{
	g_hash_table_remove_all(state->orphan_candidates);
	if (!sqlite3_get_autocommit(state->db))
		(void)sqlite3_exec(state->db, "ROLLBACK", NULL, NULL, NULL);
}

gboolean
transaction_enter(State *state, gboolean *own, GError **error)
{
	*own = sqlite3_get_autocommit(state->db) != 0;
	return !*own || state_begin(state, error);
}

gboolean
transaction_leave(State *state, gboolean own, gboolean done, GError **error)
{
	if (!own)
		return done;
	if (done)
		return state_commit(state, error);
	state_rollback(state);
	return FALSE;
}

gboolean
state_savepoint(State *state, GError **error)
{
	return sql_script(state, "SAVEPOINT part", error);
}

gboolean
state_release(State *state, GError **error)
{
	return sql_script(state, "RELEASE part", error);
}

void
state_rollback_to(State *state)
{
	if (!sql_script(state, "ROLLBACK TO part; RELEASE part", NULL))
		state_rollback(state);
}
