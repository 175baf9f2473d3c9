/* test_state.c - opening the state file, its lock, transactions, bad files. */
#include "base/error.h"
#include "scratch.h"
#include "state/files.h"
#include "state/jobs.h"
#include "state/schema.h"

#include <signal.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

static void
put_cursor(State *state, const char *job, gint64 at)
{
	g_autoptr(GError) error = NULL;
	JobCursor cursor = { at, 0, 0 };

	job_cursor_put(state, job, &cursor, &error);
	g_assert_no_error(error);
}

static gint64
get_cursor(State *state, const char *job)
{
	g_autoptr(GError) error = NULL;
	JobCursor cursor;

	job_cursor_get(state, job, &cursor, &error);
	g_assert_no_error(error);
	return cursor.last_success;
}

static void
sql(const char *path, const char *text)
{
	sqlite3 *db;

	g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, text, NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(db);
}

/* Opening fails with this code and a message that names the file and has `what` in it. */
static void
assert_refused(const char *path, StateMode mode, int code, const char *what)
{
	g_autoptr(GError) error = NULL;
	State *state = state_open(path, mode, &error);

	g_assert_null(state);
	g_assert_error(error, TIDINGS_ERROR, code);
	g_assert_true(g_str_has_prefix(error->message, path));
	if (strstr(error->message, what) == NULL)
		g_error("\"%s\" does not say \"%s\"", error->message, what);
}

static void
test_modes_and_memory(void)
{
	g_auto(Scratch) scratch = scratch_new();
	struct stat st;
	mode_t old = umask(0377);

	State *state = scratch_open(&scratch, STATE_WRITE);
	umask(old);
	put_cursor(state, "weekly", 7);
	state_close(state);
	g_assert_cmpint(stat(scratch.path, &st), ==, 0);
	g_assert_cmpint(st.st_mode & 0777, ==, 0600);
	g_autofree char *lock = g_strconcat(scratch.path, ".lock", NULL);
	g_assert_cmpint(stat(lock, &st), ==, 0);
	g_assert_cmpint(st.st_mode & 0777, ==, 0600);

	state = scratch_open(&scratch, STATE_WRITE);
	g_assert_cmpint(get_cursor(state, "weekly"), ==, 7);
	g_assert_cmpint(get_cursor(state, "other"), ==, 0);
	state_close(state);
}

static void
test_folder_is_made(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autofree char *path = g_build_filename(scratch.folder, "a", "b", "state.db", NULL);
	g_autoptr(State) state = state_open(path, STATE_WRITE, NULL);

	g_assert_nonnull(state);
}

static void
test_missing_reads_as_empty(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_READ);
	g_autoptr(GHashTable) files = files_load(state, NULL);

	g_assert_cmpuint(g_hash_table_size(files), ==, 0);
	g_assert_cmpint(get_cursor(state, "weekly"), ==, 0);
	g_assert_false(g_file_test(scratch.path, G_FILE_TEST_EXISTS));
}

static void
test_reader_beside_writer(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) writer = scratch_open(&scratch, STATE_WRITE);
	g_autoptr(GError) error = NULL;

	put_cursor(writer, "weekly", 1);
	g_assert_true(state_begin(writer, NULL));
	put_cursor(writer, "weekly", 2);
	g_autoptr(State) reader = scratch_open(&scratch, STATE_READ);
	g_assert_cmpint(get_cursor(reader, "weekly"), ==, 1);
	g_assert_true(state_commit(writer, NULL));
	g_assert_cmpint(get_cursor(reader, "weekly"), ==, 2);
	JobCursor cursor = { 3, 0, 0 };
	g_assert_false(job_cursor_put(reader, "weekly", &cursor, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO);
}

static void
test_second_writer(void)
{
	g_auto(Scratch) scratch = scratch_new();
	State *first = scratch_open(&scratch, STATE_WRITE);

	assert_refused(scratch.path, STATE_WRITE, TIDINGS_ERROR_TEMPORARY, "another tidings");
	state_close(first);
	g_autoptr(State) second = scratch_open(&scratch, STATE_WRITE);
	g_assert_nonnull(second);
}

static void
test_rollback(void)
{
	g_auto(Scratch) scratch = scratch_new();
	State *state = scratch_open(&scratch, STATE_WRITE);

	g_assert_true(state_begin(state, NULL));
	put_cursor(state, "weekly", 1);
	state_rollback(state);
	g_assert_cmpint(get_cursor(state, "weekly"), ==, 0);
	state_rollback(state); /* harmless */
	g_assert_true(state_begin(state, NULL));
	put_cursor(state, "weekly", 2);
	state_close(state); /* undoes what was not committed */
	state = scratch_open(&scratch, STATE_WRITE);
	g_assert_cmpint(get_cursor(state, "weekly"), ==, 0);
	state_close(state);
}

/* A killed writer leaves its log: the committed half is there, the other is not. */
static void
test_killed_writer(void)
{
	g_auto(Scratch) scratch = scratch_new();
	pid_t child = fork();

	if (child == 0) {
		State *state = state_open(scratch.path, STATE_WRITE, NULL);
		JobCursor cursor = { 1, 0, 0 };
		if (!job_cursor_put(state, "kept", &cursor, NULL) || !state_begin(state, NULL) ||
		    !job_cursor_put(state, "lost", &cursor, NULL))
			_exit(1);
		kill(getpid(), SIGKILL); /* no clean-up of any kind */
	}
	int status;
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	g_assert_cmpint(get_cursor(state, "kept"), ==, 1);
	g_assert_cmpint(get_cursor(state, "lost"), ==, 0);
}

static void
test_bad_files(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autofree char *folder = g_build_filename(scratch.folder, "folder", NULL);
	g_autofree char *below = g_build_filename(scratch.folder, "text", "state.db", NULL);
	g_autofree char *text =
	    scratch_write(&scratch, "text", "This is no database, but a long enough text.\n");
	g_autofree char *other = g_build_filename(scratch.folder, "other", NULL);
	g_autofree char *newer = g_build_filename(scratch.folder, "newer", NULL);
	g_autoptr(GError) error = NULL;

	g_mkdir(folder, 0700);
	sql(other, "CREATE TABLE bookmarks (url TEXT)");
	state_close(state_open(newer, STATE_WRITE, NULL));
	sql(newer, "PRAGMA user_version = 999");
	for (int mode = STATE_READ; mode <= STATE_WRITE; mode++) {
		assert_refused(folder, (StateMode)mode, TIDINGS_ERROR_IO, "is a folder");
		assert_refused(text, (StateMode)mode, TIDINGS_ERROR_IO, "not a state file");
		assert_refused(other, (StateMode)mode, TIDINGS_ERROR_IO, "another program's");
		assert_refused(newer, (StateMode)mode, TIDINGS_ERROR_IO, "newer tidings");
	}
	g_assert_null(state_open(below, STATE_WRITE, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO);
}

static void
run_sql(sqlite3 *db, const char *text)
{
	g_assert_cmpint(sqlite3_exec(db, text, NULL, NULL, NULL), ==, SQLITE_OK);
}

/* All tables and indices as they were said, whatever the white space. */
static char *
describe(sqlite3 *db)
{
	static const char text[] =
	    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name";
	GString *all = g_string_new(NULL);
	sqlite3_stmt *statement = NULL;

	g_assert_cmpint(sqlite3_prepare_v2(db, text, -1, &statement, NULL), ==, SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		for (const char *p = (const char *)sqlite3_column_text(statement, 0); *p != '\0';
		     p++)
			if (*p != ' ')
				g_string_append_c(all, *p);
		g_string_append_c(all, '\n');
	}
	sqlite3_finalize(statement);
	return g_string_free(all, FALSE);
}

/* A new file has what the steps would have made of it. */
static void
test_whole_is_all_steps(void)
{
	sqlite3 *whole, *stepwise;

	g_assert_cmpint(sqlite3_open(":memory:", &whole), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_open(":memory:", &stepwise), ==, SQLITE_OK);
	run_sql(whole, schema_whole);
	for (guint i = 0; i < schema_step_count; i++)
		run_sql(stepwise, schema_steps[i]);
	g_autofree char *a = describe(whole);
	g_autofree char *b = describe(stepwise);
	g_assert_cmpstr(a, ==, b);
	sqlite3_close(whole);
	sqlite3_close(stepwise);
}

static void
test_damaged(void)
{
	g_auto(Scratch) scratch = scratch_new();
	State *state = scratch_open(&scratch, STATE_WRITE);
	char *bytes;
	gsize length;

	for (int i = 0; i < 100; i++) {
		g_autofree char *path = g_strdup_printf("%0100d", i);
		KnownFile file = { .path = path };
		g_assert_true(files_put(state, &file, NULL));
	}
	state_close(state);
	g_assert_true(g_file_get_contents(scratch.path, &bytes, &length, NULL));
	/* all pages but the first; their size is in the header (SQLite, "Database File Format") */
	gsize page = (gsize)(guint8)bytes[16] << 8 | (guint8)bytes[17];
	g_assert_cmpuint(length, >, page);
	memset(bytes + page, 0xff, length - page);
	g_assert_true(g_file_set_contents(scratch.path, bytes, (gssize)length, NULL));
	g_free(bytes);

	g_autoptr(GError) error = NULL;
	state = state_open(scratch.path, STATE_READ, &error);
	if (state != NULL)
		g_assert_null(files_load(state, &error));
	state_close(state);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO);
	g_assert_nonnull(strstr(error->message, "damaged"));
}

/* A limit on the file's size is the nearest to a full disk that a test can have without a mount. */
static void
test_full_disk(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	g_autoptr(GError) error = NULL;
	g_autofree char *job = g_strnfill(4000, 'j');
	struct rlimit old, small = { 200000, RLIM_INFINITY };

	put_cursor(state, "kept", 1);
	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &old), ==, 0);
	small.rlim_max = old.rlim_max;
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
	g_assert_true(state_begin(state, NULL));
	for (int i = 0; i < 1000 && error == NULL; i++) {
		JobCursor cursor = { i, i, 0 };
		memcpy(job,
		       &(char[]){ (char)('a' + i % 26), (char)('a' + i / 26 % 26),
		                  (char)('a' + i / 676) },
		       3);
		job_cursor_put(state, job, &cursor, &error);
	}
	if (error == NULL)
		state_commit(state, &error);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &old), ==, 0);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO);
	g_assert_nonnull(strstr(error->message, "full"));
	state_rollback(state);
	g_assert_cmpint(get_cursor(state, "kept"), ==, 1);
	put_cursor(state, "after", 2);
	g_assert_cmpint(get_cursor(state, "after"), ==, 2);
}

/* Root may write everywhere, so for this it becomes nobody for a while. */
static void
test_read_only(void)
{
	g_auto(Scratch) scratch = scratch_new();
	State *state = scratch_open(&scratch, STATE_WRITE);
	uid_t self = geteuid();

	put_cursor(state, "weekly", 7);
	state_close(state);
	g_assert_cmpint(g_chmod(scratch.path, 0444), ==, 0);
	g_assert_cmpint(g_chmod(scratch.folder, 0555), ==, 0);
	if (self == 0)
		g_assert_cmpint(seteuid(65534), ==, 0);
	assert_refused(scratch.path, STATE_WRITE, TIDINGS_ERROR_IO, "cannot be written");
	state = scratch_open(&scratch, STATE_READ);
	g_assert_cmpint(get_cursor(state, "weekly"), ==, 7);
	state_close(state);
	if (self == 0)
		g_assert_cmpint(seteuid(self), ==, 0);
	g_assert_cmpint(g_chmod(scratch.folder, 0755), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/state/modes-and-memory", test_modes_and_memory);
	g_test_add_func("/state/folder-is-made", test_folder_is_made);
	g_test_add_func("/state/missing-reads-as-empty", test_missing_reads_as_empty);
	g_test_add_func("/state/reader-beside-writer", test_reader_beside_writer);
	g_test_add_func("/state/second-writer", test_second_writer);
	g_test_add_func("/state/rollback", test_rollback);
	g_test_add_func("/state/killed-writer", test_killed_writer);
	g_test_add_func("/state/bad-files", test_bad_files);
	g_test_add_func("/state/whole-is-all-steps", test_whole_is_all_steps);
	g_test_add_func("/state/damaged", test_damaged);
	g_test_add_func("/state/full-disk", test_full_disk);
	g_test_add_func("/state/read-only", test_read_only);
	return g_test_run();
}
