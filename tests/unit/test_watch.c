/* test_watch.c - what a walk sees: new, touched, gone, links, names, folders that refuse. */
#include "base/error.h"
#include "scratch.h"
#include "watch/watch.h"

#include <fcntl.h>
#include <sys/stat.h>

typedef struct {
	Scratch scratch;
	GHashTable *known;
	GPtrArray *include;
	GPtrArray *exclude;
	NotesSettings settings;
} Notes;

static Notes
notes_new(const char *include)
{
	Notes notes = { .scratch = scratch_new() };

	notes.known =
	    g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)known_file_free);
	notes.include = g_ptr_array_new();
	notes.exclude = g_ptr_array_new();
	g_ptr_array_add(notes.include, (char *)include);
	notes.settings = (NotesSettings){ .root = notes.scratch.folder,
		                          .include = notes.include,
		                          .exclude = notes.exclude };
	return notes;
}

static void
notes_clear(Notes *notes)
{
	g_hash_table_unref(notes->known);
	g_ptr_array_unref(notes->include);
	g_ptr_array_unref(notes->exclude);
	scratch_clear(&notes->scratch);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Notes, notes_clear)

/* Writes a file whose time lies well in the past, so that it is not racy. */
static void
write_file(Notes *notes, const char *name, const char *text)
{
	g_autofree char *path = scratch_write(&notes->scratch, name, text);
	struct timespec times[2] = { { 1600000000, 5 }, { 1600000000, 5 } };

	g_assert_cmpint(utimensat(AT_FDCWD, path, times, 0), ==, 0);
}

static void
make_link(Notes *notes, const char *target, const char *name)
{
	g_autofree char *path = g_build_filename(notes->scratch.folder, name, NULL);

	g_assert_cmpint(symlink(target, path), ==, 0);
}

/* Walks, takes in what was seen, and says it: "+new ~touched -gone !?" with a ! for each problem, a
 * ? for each notice. */
static char *
walk(Notes *notes)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Walk) walk = watch_walk(&notes->settings, notes->known, &error);
	GString *said = g_string_new(NULL);

	g_assert_no_error(error);
	for (guint i = 0; i < walk->events->len; i++) {
		const FileEvent *event = g_ptr_array_index(walk->events, i);
		g_string_append_printf(said, "%c%s ", "+~-"[event->kind], event -> path);
		g_assert_true((event->kind == FILE_NEW) == (event->known == NULL));
	}
	for (guint i = 0; i < walk->problems->len; i++) {
		g_assert_true(
		    g_str_has_prefix(g_ptr_array_index(walk->problems, i), notes->scratch.folder));
		g_string_append_c(said, '!');
	}
	for (guint i = 0; i < walk->notices->len; i++) {
		g_assert_true(
		    g_str_has_prefix(g_ptr_array_index(walk->notices, i), notes->scratch.folder));
		g_string_append_c(said, '?');
	}
	for (guint i = 0; i < walk->events->len; i++) {
		const FileEvent *event = g_ptr_array_index(walk->events, i);
		if (event->kind == FILE_GONE) {
			g_hash_table_remove(notes->known, event->path);
			continue;
		}
		KnownFile *file = g_new0(KnownFile, 1);
		file->path = g_strdup(event->path);
		struct stat st;
		g_assert_cmpint(fstatat(walk->root_fd, event->path, &st, 0), ==, 0);
		file->stat = file_stat_of(&st);
		g_assert_cmpuint(event->inode, ==, file->stat.inode);
		file->checked_ns = walk->walked_ns;
		g_hash_table_replace(notes->known, file->path, file);
	}
	return g_string_free(said, FALSE);
}

static void
assert_walk(Notes *notes, const char *expected)
{
	g_autofree char *said = walk(notes);

	g_assert_cmpstr(said, ==, expected);
}

static void
test_life(void)
{
	g_auto(Notes) notes = notes_new("**/*.md");
	g_autofree char *a = g_build_filename(notes.scratch.folder, "a.md", NULL);
	g_autofree char *moved = g_build_filename(notes.scratch.folder, "x", "moved.md", NULL);

	write_file(&notes, "a.md", "one");
	write_file(&notes, "x/b.md", "two");
	write_file(&notes, "x/c.txt", "no notes");
	assert_walk(&notes, "+a.md +x/b.md ");
	assert_walk(&notes, "");
	write_file(&notes, "x/b.md", "longer");
	assert_walk(&notes, "~x/b.md ");
	g_assert_cmpint(g_rename(a, moved), ==, 0);
	assert_walk(&notes, "-a.md +x/moved.md ");
	scratch_remove_tree(moved);
	assert_walk(&notes, "-x/moved.md ");
	assert_walk(&notes, "");
}

static void
test_same_content_other_inode(void)
{
	g_auto(Notes) notes = notes_new("**/*.md");
	g_autofree char *path = g_build_filename(notes.scratch.folder, "a.md", NULL);
	g_autofree char *other = g_build_filename(notes.scratch.folder, "b", NULL);

	write_file(&notes, "a.md", "one");
	assert_walk(&notes, "+a.md ");
	write_file(&notes, "b", "two"); /* same size and time, but another file */
	g_assert_cmpint(g_rename(other, path), ==, 0);
	assert_walk(&notes, "~a.md ");
}

static void
test_racy(void)
{
	g_auto(Notes) notes = notes_new("**/*.md");

	write_file(&notes, "a.md", "one");
	assert_walk(&notes, "+a.md ");
	KnownFile *known = g_hash_table_lookup(notes.known, "a.md");
	known->checked_ns = known->stat.mtime_ns; /* read in the tick in which it was written */
	assert_walk(&notes, "~a.md ");
	assert_walk(&notes, ""); /* read again later: settled */
	known = g_hash_table_lookup(notes.known, "a.md");
	known->checked_ns = known->stat.mtime_ns + 21 * 1000 * 1000;
	assert_walk(&notes, "");
	/* A file system of whole seconds. */
	g_autofree char *path = g_build_filename(notes.scratch.folder, "a.md", NULL);
	struct timespec times[2] = { { 1600000000, 0 }, { 1600000000, 0 } };
	g_assert_cmpint(utimensat(AT_FDCWD, path, times, 0), ==, 0);
	assert_walk(&notes, "~a.md ");
	known = g_hash_table_lookup(notes.known, "a.md");
	known->checked_ns = known->stat.mtime_ns + 1500000000;
	assert_walk(&notes, "~a.md ");
}

static void
test_links(void)
{
	g_auto(Notes) notes = notes_new("**/*.md");
	g_auto(Scratch) outside = scratch_new();
	g_autofree char *secret = scratch_write(&outside, "secret.md", "secret");
	g_autofree char *beside = g_strconcat(notes.scratch.folder, "-beside", NULL);

	write_file(&notes, "real/a.md", "one");
	make_link(&notes, "real/a.md", "inside.md"); /* a second name */
	assert_walk(&notes, "+real/a.md ");
	make_link(&notes, ".", "real/loop");
	make_link(&notes, "real", "folder.md");
	make_link(&notes, outside.folder, "away");
	make_link(&notes, "real/loop/loop/a.md", "through.md");
	assert_walk(&notes, "");
	make_link(&notes, secret, "out.md");
	make_link(&notes, "nowhere", "dangling.md");
	make_link(&notes, "self.md", "self.md");
	assert_walk(&notes, "???");
	/* A folder whose name only begins like the root is outside as well. */
	g_assert_cmpint(g_mkdir(beside, 0700), ==, 0);
	g_autofree char *file = g_build_filename(beside, "b.md", NULL);
	g_assert_true(g_file_set_contents(file, "x", 1, NULL));
	make_link(&notes, file, "beside.md");
	assert_walk(&notes, "????");
	scratch_remove_tree(beside);
}

/* A walk over one file, and what it is to read when something has happened since. */
static Walk *
walk_over(Notes *notes, const char *path)
{
	g_autoptr(GError) error = NULL;

	write_file(notes, path, "one");
	Walk *walk = watch_walk(&notes->settings, notes->known, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(walk->events->len, ==, 1);
	return walk;
}

static void
assert_unread(const Notes *notes, const Walk *walk, const char *path, const char *said)
{
	g_autoptr(GError) error = NULL;
	struct stat st;

	g_assert_null(watch_read(walk, &notes->settings, path, &st, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO);
	g_assert_true(g_str_has_prefix(error->message, notes->scratch.folder));
	g_assert_nonnull(strstr(error->message, said));
}

static void
test_file_becomes_link(void)
{
	g_auto(Notes) notes = notes_new("x/**/*.md");
	g_autofree char *path = g_build_filename(notes.scratch.folder, "x", "y", "a.md", NULL);
	g_autoptr(Walk) walk = walk_over(&notes, "x/y/a.md");
	struct stat st;

	notes.settings.max_size = 1024;
	g_autoptr(GBytes) whole = watch_read(walk, &notes.settings, "x/y/a.md", &st, NULL);
	g_assert_cmpuint(g_bytes_get_size(whole), ==, 3);
	g_assert_true(watch_stat(walk, "x/y/a.md", &st));
	write_file(&notes, "secret", "two");
	g_assert_cmpint(unlink(path), ==, 0);
	make_link(&notes, "../../secret", "x/y/a.md");
	assert_unread(&notes, walk, "x/y/a.md", "x/y/a.md: cannot be opened");
	g_assert_false(watch_stat(walk, "x/y/a.md", &st));
}

static void
test_folder_becomes_link(void)
{
	g_auto(Notes) notes = notes_new("x/**/*.md");
	g_autofree char *path = g_build_filename(notes.scratch.folder, "x", NULL);
	g_autoptr(Walk) walk = walk_over(&notes, "x/y/a.md");
	struct stat st;

	notes.settings.max_size = 1024;
	write_file(&notes, "hidden/y/a.md", "two");
	scratch_remove_tree(path);
	make_link(&notes, "hidden", "x");
	assert_unread(&notes, walk, "x/y/a.md", "x/y/a.md: cannot be opened");
	g_assert_false(watch_stat(walk, "x/y/a.md", &st));
}

static void
test_file_becomes_own(void)
{
	g_auto(Notes) notes = notes_new("**/*.md");
	g_autofree char *path = g_build_filename(notes.scratch.folder, "a.md", NULL);
	g_autofree char *secret = scratch_write(&notes.scratch, "secret", "two");
	g_autoptr(GPtrArray) own = g_ptr_array_new();

	g_ptr_array_add(own, secret);
	notes.settings.own_files = own;
	notes.settings.max_size = 1024;
	g_autoptr(Walk) walk = walk_over(&notes, "a.md");
	g_assert_cmpint(unlink(path), ==, 0);
	g_assert_cmpint(link(secret, path), ==, 0);
	assert_unread(&notes, walk, "a.md", "tidings' own");
	assert_walk(&notes, "?");
}

static void
test_own(void)
{
	g_auto(Notes) notes = notes_new("**/*");
	g_autofree char *secret = g_build_filename(notes.scratch.folder, "x", "secret", NULL);
	g_autofree char *absent = g_build_filename(notes.scratch.folder, "y", "absent", NULL);
	g_autofree char *pages = g_build_filename(notes.scratch.folder, "pages", NULL);
	g_autoptr(GPtrArray) files = g_ptr_array_new();
	g_autoptr(GPtrArray) folders = g_ptr_array_new();

	g_ptr_array_add(files, secret);
	g_ptr_array_add(files, absent);
	g_ptr_array_add(folders, pages);
	write_file(&notes, "x/secret", "one");
	write_file(&notes, "x/secret.md", "two");
	write_file(&notes, "pages/deep/a.md", "three");
	write_file(&notes, "pages2/b.md", "four");
	notes.settings.own_files = files;
	notes.settings.own_folders = folders;
	assert_walk(&notes, "+pages2/b.md +x/secret.md ?");
	write_file(&notes, "y/absent", "it comes later");
	assert_walk(&notes, "?");
	/* where the notes lie in such a folder they are notes, for there would be none otherwise */
	g_ptr_array_add(folders, notes.scratch.folder);
	assert_walk(&notes, "?");
	notes.settings.own_files = notes.settings.own_folders = NULL;
	assert_walk(&notes, "+pages/deep/a.md +x/secret +y/absent ");
}

static void
test_odd_kinds(void)
{
	g_auto(Notes) notes = notes_new("**/*.md");
	g_autofree char *pipe = g_build_filename(notes.scratch.folder, "pipe.md", NULL);

	write_file(&notes, "folder.md/a.md", "one");
	g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
	assert_walk(&notes, "+folder.md/a.md ");
}

static void
test_odd_names(void)
{
	g_auto(Notes) notes = notes_new("**/*.md");

	write_file(&notes, " a b.md", "one");
	write_file(&notes, "new\nline.md", "one");
	write_file(&notes, "bad\xff\xfeutf.md", "one");
	write_file(&notes, "-rf.md", "one");
	assert_walk(&notes, "+ a b.md +-rf.md +bad\xff\xfeutf.md +new\nline.md ");
	assert_walk(&notes, "");
}

static void
test_hidden_and_pruned(void)
{
	g_auto(Notes) notes = notes_new("discussions/**/*.md");

	write_file(&notes, "discussions/.git/a.md", "one");
	write_file(&notes, "discussions/arm/b.md", "one");
	write_file(&notes, "discussions/drafts/c.md", "one");
	write_file(&notes, "hackathons/d.md", "one");
	g_ptr_array_add(notes.exclude, (char *)"discussions/drafts");
	/* What cannot be reached is not opened: its being unreadable is no problem. */
	g_autofree char *closed = g_build_filename(notes.scratch.folder, "hackathons", NULL);
	g_assert_cmpint(g_chmod(closed, 0), ==, 0);
	assert_walk(&notes, "+discussions/arm/b.md ");
	g_assert_cmpint(g_chmod(closed, 0700), ==, 0);
	g_ptr_array_add(notes.include, (char *)"discussions/.git/*.md");
	assert_walk(&notes, "+discussions/.git/a.md ");
}

/* Root reads everything, so for this it becomes nobody for a while. */
static void
test_copies(void)
{
	static const char *const copies[] = {
		"a.sync-conflict-20240305-101010-ABCDEFG.md",
		"a (conflicted copy 2024-03-05).md",
		"a (Nora's conflicted copy 2024-03-05).md",
		"a (SFConflict nora@example.org 2024-03-05-10-10-10).md",
		"a_conflict-20240305-101010.md",
		"~$a.md",
		"#a#.md",
		"#a.md#",
		".#a.md",
		"a.md~",
		"a.md.orig",
	};
	static const char *const notes_of_people[] = { "#1.md", "a (copy).md", "conflicts.md",
		                                       "sync-conflict.md" };
	g_auto(Notes) notes = notes_new("**/*");

	g_ptr_array_add(notes.include, (char *)"**/.*");
	for (gsize i = 0; i < G_N_ELEMENTS(notes_of_people); i++)
		write_file(&notes, notes_of_people[i], "x");
	assert_walk(&notes, "+#1.md +a (copy).md +conflicts.md +sync-conflict.md ");
	for (gsize i = 0; i < G_N_ELEMENTS(copies); i++) {
		write_file(&notes, copies[i], "x");
		assert_walk(&notes, "?");
		g_autofree char *path = g_build_filename(notes.scratch.folder, copies[i], NULL);
		g_assert_cmpint(unlink(path), ==, 0);
		assert_walk(&notes, "");
	}
	/* Emacs locks a file by a link that leads nowhere. */
	make_link(&notes, "nora@host.1:2", ".#a.md");
	assert_walk(&notes, "?");
}

static void
test_unreadable(void)
{
	g_auto(Notes) notes = notes_new("**/*.md");
	g_autofree char *closed = g_build_filename(notes.scratch.folder, "x", NULL);
	uid_t self = geteuid();
	g_autoptr(GError) error = NULL;

	write_file(&notes, "a.md", "one");
	write_file(&notes, "x/b.md", "two");
	write_file(&notes, "xy/c.md", "three");
	assert_walk(&notes, "+a.md +x/b.md +xy/c.md ");
	g_assert_cmpint(g_chmod(closed, 0), ==, 0);
	g_autofree char *c = g_build_filename(notes.scratch.folder, "xy", "c.md", NULL);
	g_assert_cmpint(unlink(c), ==, 0);
	g_assert_cmpint(g_chmod(notes.scratch.folder, 0755), ==, 0);
	if (self == 0)
		g_assert_cmpint(seteuid(65534), ==, 0);
	g_autofree char *said = walk(&notes); /* xy is only called alike */
	if (self == 0)
		g_assert_cmpint(seteuid(self), ==, 0);
	g_assert_cmpint(g_chmod(closed, 0700), ==, 0);
	/* Made with mode 0700, xy cannot be read by nobody either. */
	g_assert_cmpstr(said, ==, self == 0 ? "!!" : "-xy/c.md !");
	assert_walk(&notes, self == 0 ? "-xy/c.md " : "");

	notes.settings.root = closed;
	scratch_remove_tree(closed);
	g_assert_null(watch_walk(&notes.settings, notes.known, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO);
	g_assert_true(g_str_has_prefix(error->message, closed));
}

static void
test_deep(void)
{
	g_auto(Notes) notes = notes_new("**/*.md");
	g_autoptr(GString) path = g_string_new(NULL);

	for (int i = 0; i < 64; i++)
		g_string_append(path, "d/");
	g_string_append(path, "a.md");
	write_file(&notes, path->str, "one");
	g_autofree char *seen = g_strdup_printf("+%s ", path->str);
	assert_walk(&notes, seen);
	g_string_insert(path, 0, "d/");
	write_file(&notes, path->str, "one");
	assert_walk(&notes, "!");
}

/* Enough folders for two walkers: every file once, in order, also when each has been seen before.
 */
static void
test_many_folders(void)
{
	g_auto(Notes) notes = notes_new("**/*.md");
	g_autoptr(GString) all = g_string_new(NULL);

	for (int i = 0; i < 400; i++) {
		g_autofree char *name =
		    g_strdup_printf("t%02d/y%d/m%d.md", i / 10, i / 5 % 2, i % 5);
		write_file(&notes, name, "one");
		g_string_append_printf(all, "+%s ", name);
	}
	assert_walk(&notes, all->str);
	assert_walk(&notes, "");
	g_autofree char *gone = g_build_filename(notes.scratch.folder, "t17", NULL);
	scratch_remove_tree(gone);
	write_file(&notes, "t31/y0/m3.md", "longer");
	assert_walk(&notes, "-t17/y0/m0.md -t17/y0/m1.md -t17/y0/m2.md -t17/y0/m3.md -t17/y0/m4.md "
	                    "-t17/y1/m0.md -t17/y1/m1.md -t17/y1/m2.md -t17/y1/m3.md -t17/y1/m4.md "
	                    "~t31/y0/m3.md ");
}

static void
test_hash(void)
{
	g_autoptr(GBytes) empty = g_bytes_new_static("", 0);
	g_autoptr(GBytes) some = g_bytes_new_static("a", 1);
	guint64 hash[2], again[2];

	/* The value that the XXH3-128 specification's reference gives for no bytes. */
	watch_hash(empty, hash);
	g_assert_cmphex(hash[1], ==, G_GUINT64_CONSTANT(0x99aa06d3014798d8));
	g_assert_cmphex(hash[0], ==, G_GUINT64_CONSTANT(0x6001c324468d497f));
	watch_hash(some, again);
	g_assert_true(hash[0] != again[0] && hash[1] != again[1]);
	char text[HASH_TEXT_SIZE];
	watch_hash_text((const guint64[]){ G_GUINT64_CONSTANT(0x0123456789abcdef), 0xfedcba98 },
	                text);
	g_assert_cmpstr(text, ==, "0123456789abcdef00000000fedcba98");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/watch/life", test_life);
	g_test_add_func("/watch/same-content-other-inode", test_same_content_other_inode);
	g_test_add_func("/watch/racy", test_racy);
	g_test_add_func("/watch/links", test_links);
	g_test_add_func("/watch/file-becomes-link", test_file_becomes_link);
	g_test_add_func("/watch/folder-becomes-link", test_folder_becomes_link);
	g_test_add_func("/watch/file-becomes-own", test_file_becomes_own);
	g_test_add_func("/watch/own", test_own);
	g_test_add_func("/watch/odd-kinds", test_odd_kinds);
	g_test_add_func("/watch/odd-names", test_odd_names);
	g_test_add_func("/watch/hidden-and-pruned", test_hidden_and_pruned);
	g_test_add_func("/watch/copies", test_copies);
	g_test_add_func("/watch/unreadable", test_unreadable);
	g_test_add_func("/watch/deep", test_deep);
	g_test_add_func("/watch/many-folders", test_many_folders);
	g_test_add_func("/watch/hash", test_hash);
	return g_test_run();
}
