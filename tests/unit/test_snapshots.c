/* test_snapshots.c - the stat cache, versions of files, and what a cursor has not told yet. */
#include "base/error.h"
#include "scratch.h"
#include "state/files.h"
#include "state/jobs.h"
#include "state/snapshots.h"

static gint64
put_file(State *state, const char *path, guint64 hash, gint64 id)
{
	g_autoptr(GError) error = NULL;
	KnownFile file = { .id = id,
		           .path = (char *)path,
		           .stat = { 5, -7, G_MAXUINT64, 9 },
		           .hash = { hash, 1 },
		           .checked_ns = 11000000000 };

	files_put(state, &file, &error);
	g_assert_no_error(error);
	g_assert_cmpint(file.id, >, 0);
	return file.id;
}

static gint64
newest(State *state)
{
	gint64 id = -1;

	g_assert_true(snapshot_newest(state, &id, NULL));
	return id;
}

static void
put_bytes(State *state, gint64 file, const char *fingerprint, Day day, GBytes *bytes, gint64 now)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *known = snapshot_fingerprint(state, file, NULL);
	Version version = {
		newest(state) + 1, file, known == NULL, fingerprint, day, bytes, NULL, 0, 0
	};

	snapshot_put(state, &version, now, &error);
	g_assert_no_error(error);
}

static void
put_version(State *state, gint64 file, const char *title, Day day, gint64 now)
{
	g_autoptr(Meeting) meeting = meeting_new("old/path.md");
	meeting->title = g_strdup(title);
	meeting->day = day;
	g_autoptr(GBytes) bytes = meeting_to_bytes(meeting);

	put_bytes(state, file, title, day, bytes, now);
}

/* Each pair as "before>after@path ". */
static gboolean
note_pair(Meeting *before, Meeting *after, gpointer data)
{
	g_string_append_printf(data, "%s>%s@%s ", before != NULL ? before->title : "-",
	                       after->title, after->path);
	meeting_free(before);
	meeting_free(after);
	return TRUE;
}

static char *
since(State *state, gint64 cursor)
{
	g_autoptr(GError) error = NULL;
	GString *pairs = g_string_new(NULL);

	snapshots_since(state, cursor, note_pair, pairs, &error);
	g_assert_no_error(error);
	return g_string_free(pairs, FALSE);
}

static void
test_files(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	static const char odd[] = "a folder/new\nline \xff\xfe.md";
	gint64 id = put_file(state, odd, 42, 0);

	g_autoptr(GHashTable) files = files_load(state, NULL);
	g_assert_cmpuint(g_hash_table_size(files), ==, 1);
	const KnownFile *file = g_hash_table_lookup(files, odd);
	g_assert_nonnull(file);
	g_assert_cmpint(file->id, ==, id);
	g_assert_cmpint(file->stat.size, ==, 5);
	g_assert_cmpint(file->stat.mtime_ns, ==, -7);
	g_assert_cmpuint(file->stat.inode, ==, G_MAXUINT64);
	g_assert_cmpuint(file->stat.device, ==, 9);
	g_assert_cmpuint(file->hash[0], ==, 42);
	g_assert_cmpuint(file->hash[1], ==, 1);
	g_assert_cmpint(file->checked_ns, ==, 11000000000);
}

static void
test_gone_and_back(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	gint64 a = put_file(state, "a.md", 42, 0), b = put_file(state, "b.md", 42, 0);

	g_autoptr(GPtrArray) nobody = files_gone_since(state, 0, NULL);
	g_assert_cmpuint(nobody->len, ==, 0);
	g_assert_true(files_gone(state, b, 999, NULL) && files_gone(state, a, 1000, NULL));
	g_autoptr(GPtrArray) late = files_gone_since(state, 1000, NULL);
	g_assert_cmpuint(late->len, ==, 1);
	const GoneFile *gone = g_ptr_array_index(late, 0);
	g_assert_cmpint(gone->file->id, ==, a);
	g_assert_cmpuint(gone->file->hash[0], ==, 42);
	g_assert_cmpuint(gone->day, ==, DAY_NONE);
	g_autoptr(GPtrArray) both = files_gone_since(state, 999, NULL);
	g_assert_cmpuint(both->len, ==, 2);
	g_autoptr(GHashTable) none = files_load(state, NULL);
	g_assert_cmpuint(g_hash_table_size(none), ==, 0);
	g_assert_cmpint(put_file(state, "a.md", 43, 0), ==, a);
	g_autoptr(GHashTable) back = files_load(state, NULL);
	g_assert_cmpuint(g_hash_table_size(back), ==, 1);
}

/* Two files change places: each keeps its row, whatever the order of the puts. */
static void
test_rename(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	gint64 a = put_file(state, "a.md", 1, 0);
	gint64 b = put_file(state, "b.md", 2, 0);

	put_file(state, "b.md", 1, a);
	g_autoptr(GHashTable) over = files_load(state, NULL);
	g_assert_cmpuint(g_hash_table_size(over), ==, 1);
	put_file(state, "a.md", 2, b);
	g_autoptr(GHashTable) files = files_load(state, NULL);
	g_assert_cmpuint(g_hash_table_size(files), ==, 2);
	g_assert_cmpint(((KnownFile *)g_hash_table_lookup(files, "a.md"))->id, ==, b);
	g_assert_cmpint(((KnownFile *)g_hash_table_lookup(files, "b.md"))->id, ==, a);
}

static void
test_pairs(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	gint64 a = put_file(state, "a.md", 1, 0);
	gint64 b = put_file(state, "b.md", 2, 0);
	gint64 c = put_file(state, "c.md", 3, 0);

	g_assert_cmpint(newest(state), ==, 0);
	put_version(state, a, "a1", 20, 1);
	put_version(state, b, "b1", 10, 1);
	gint64 cursor = newest(state);
	g_autofree char *all = since(state, 0);
	g_assert_cmpstr(all, ==, "->b1@b.md ->a1@a.md ");
	put_version(state, a, "a2", 20, 2);
	put_version(state, a, "a3", 20, 3);
	put_version(state, c, "c1", 15, 3);
	put_file(state, "moved.md", 1, a);
	g_autofree char *news = since(state, cursor);
	g_assert_cmpstr(news, ==, "->c1@c.md a1>a3@moved.md ");
	g_autofree char *none = since(state, newest(state));
	g_assert_cmpstr(none, ==, "");
	g_assert_true(files_gone(state, a, 5, NULL));
	g_autofree char *without = since(state, cursor);
	g_assert_cmpstr(without, ==, "->c1@c.md ");

	g_autoptr(GString) between = g_string_new(NULL);
	g_assert_true(snapshots_between(state, 10, 15, note_pair, between, NULL));
	g_assert_cmpstr(between->str, ==, "->b1@b.md ->c1@c.md ");
}

static gboolean
stop(Meeting *before, Meeting *after, gpointer data)
{
	note_pair(before, after, data);
	return FALSE;
}

static void
test_stopping(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	g_autoptr(GString) seen = g_string_new(NULL);
	gint64 a = put_file(state, "a.md", 1, 0);
	gint64 b = put_file(state, "b.md", 2, 0);

	g_assert_true(state_begin(state, NULL));
	put_version(state, b, "b1", 2, 1);
	put_version(state, a, "a1", 1, 1);
	g_assert_true(snapshots_since(state, 0, stop, seen, NULL));
	g_assert_cmpstr(seen->str, ==, "->a1@a.md ");
	g_assert_true(state_commit(state, NULL));
}

static void
test_fingerprint(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	g_autoptr(GError) error = NULL;
	gint64 a = put_file(state, "a.md", 1, 0);

	g_assert_null(snapshot_fingerprint(state, a, &error));
	g_assert_no_error(error);
	put_version(state, a, "one", 1, 1);
	put_version(state, a, "two", 1, 1);
	g_autofree char *print = snapshot_fingerprint(state, a, &error);
	g_assert_cmpstr(print, ==, "two");
}

/* A body that cannot be read any more: the file counts as not seen, and nothing else is lost. */
static void
test_damaged_body(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	g_autoptr(GBytes) garbage = g_bytes_new_static("\xff\xff\xff", 3);
	gint64 a = put_file(state, "a.md", 1, 0);
	gint64 b = put_file(state, "b.md", 2, 0);

	put_bytes(state, a, "x", 1, garbage, 1);
	put_version(state, b, "b1", 1, 1);
	gint64 cursor = newest(state);
	g_autofree char *all = since(state, 0);
	g_assert_cmpstr(all, ==, "->b1@b.md ");
	put_version(state, a, "a2", 1, 1);
	g_autofree char *news = since(state, cursor);
	g_assert_cmpstr(news, ==, "->a2@a.md ");
}

static void
test_prune(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	gint64 a = put_file(state, "a.md", 1, 0);
	JobCursor cursor = { 0, 2, 0 };

	g_assert_true(job_cursor_put(state, "weekly", &cursor, NULL));
	for (int i = 1; i <= 5; i++) {
		g_autofree char *title = g_strdup_printf("a%d", i);
		put_version(state, a, title, 1, i);
	}
	g_assert_true(snapshots_prune(
	    state, 4, NULL)); /* 1 and 3 go; 2 is the job's, 4 is young, 5 the newest */
	g_autofree char *told = since(state, 2);
	g_assert_cmpstr(told, ==, "a2>a5@a.md ");
	g_autofree char *first = since(state, 1);
	g_assert_cmpstr(first, ==, "->a5@a.md ");
	g_autofree char *third = since(state, 3);
	g_assert_cmpstr(third, ==, "a2>a5@a.md ");
	g_autofree char *fourth = since(state, 4);
	g_assert_cmpstr(fourth, ==, "a4>a5@a.md ");
	g_assert_true(snapshots_prune(state, 1000, NULL));
	g_autofree char *still = since(state, 4);
	g_assert_cmpstr(still, ==, "a2>a5@a.md ");
	g_assert_cmpint(newest(state), ==, 5);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/files/load", test_files);
	g_test_add_func("/files/gone-and-back", test_gone_and_back);
	g_test_add_func("/files/rename", test_rename);
	g_test_add_func("/snapshots/pairs", test_pairs);
	g_test_add_func("/snapshots/stopping", test_stopping);
	g_test_add_func("/snapshots/fingerprint", test_fingerprint);
	g_test_add_func("/snapshots/damaged-body", test_damaged_body);
	g_test_add_func("/snapshots/prune", test_prune);
	return g_test_run();
}
