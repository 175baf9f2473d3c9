/* test_state_place.c - where a state file may be: file systems without shared memory, links, a
 * second name. */
#define _GNU_SOURCE
#include "base/clock.h"
#include "base/error.h"
#include "scratch.h"
#include "state/jobs.h"
#include "state/lock_holder.h"

#include <errno.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>

/* What mapping a file's memory for others fails with; 0 for nothing. */
static int refusal;

static void *
map(void *at, size_t size, int protection, int flags, int fd, off64_t offset)
{
	if (refusal != 0 && fd >= 0 && (flags & MAP_SHARED) != 0) {
		errno = refusal;
		return MAP_FAILED;
	}
	return (void *)syscall(SYS_mmap, at, size, protection, flags, fd, offset);
}

/* This program's own stand before the C library's, for SQLite too. */
void *
mmap(void *at, size_t size, int protection, int flags, int fd, off_t offset)
{
	return map(at, size, protection, flags, fd, offset);
}

void *
mmap64(void *at, size_t size, int protection, int flags, int fd, off64_t offset)
{
	return map(at, size, protection, flags, fd, offset);
}

/* Makes it, with a log that needs shared memory. */
static void
fill(const Scratch *scratch)
{
	g_autoptr(State) state = scratch_open(scratch, STATE_WRITE);

	g_assert_true(state_begin(state, NULL));
	g_assert_true(job_cursor_put(state, "weekly", &(JobCursor){ 7, 0, 0 }, NULL));
	g_assert_true(state_commit(state, NULL));
}

static void
test_no_shared_memory(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(GError) error = NULL;

	fill(&scratch);
	refusal = ENODEV;
	State *state = state_open(scratch.path, STATE_WRITE, &error);
	refusal = 0;
	g_assert_null(state);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO);
	g_assert_true(g_str_has_prefix(error->message, scratch.path));
	g_assert_nonnull(strstr(error->message, "shared memory"));
	g_assert_nonnull(strstr(error->message, "disk of this machine"));
}

static void
test_second_name(void)
{
	static const StateMode modes[] = { STATE_READ, STATE_WRITE, STATE_SCRATCH };
	g_auto(Scratch) scratch = scratch_new();
	g_autofree char *other = g_strconcat(scratch.path, ".other", NULL);

	fill(&scratch);
	g_assert_cmpint(link(scratch.path, other), ==, 0);
	for (gsize i = 0; i < G_N_ELEMENTS(modes); i++) {
		g_autoptr(GError) error = NULL;
		State *state = state_open(i % 2 == 0 ? other : scratch.path, modes[i], &error);
		g_assert_null(state);
		g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO);
		g_assert_nonnull(strstr(error->message, "2 names"));
	}
	g_assert_cmpint(unlink(other), ==, 0);
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	g_assert_nonnull(state);
}

/* The state file by `name`, relative to the folder, is the one that is open for writing. */
static void
check_is_held(const Scratch *scratch, const char *name)
{
	g_autofree char *path = g_build_filename(scratch->folder, name, NULL);
	g_autoptr(GError) error = NULL;
	State *state = state_open(path, STATE_WRITE, &error);
	LockHolder holder;

	g_assert_null(state);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_TEMPORARY);
	lock_holder_read(path, &holder);
	g_assert_cmpint(holder.process, ==, getpid());
	g_assert_cmpint(holder.age, <, 60);
}

static void
test_links(void)
{
	static const char *const names[] = { "state.db", "link", "deep/link", "folder/state.db",
		                             "./deep/../state.db" };
	g_auto(Scratch) scratch = scratch_new();
	g_autofree char *deep = g_build_filename(scratch.folder, "deep", NULL);
	g_autofree char *link = g_build_filename(scratch.folder, "link", NULL);
	g_autofree char *deep_link = g_build_filename(deep, "link", NULL);
	g_autofree char *folder = g_build_filename(scratch.folder, "folder", NULL);

	g_assert_cmpint(mkdir(deep, 0700), ==, 0);
	g_assert_cmpint(symlink("state.db", link), ==, 0);
	g_assert_cmpint(symlink("../link", deep_link), ==, 0);
	g_assert_cmpint(symlink(".", folder), ==, 0);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *path = g_build_filename(scratch.folder, names[i], NULL);
		g_autoptr(State) state =
		    state_open(path, STATE_WRITE, &error); /* the first time it is made */
		g_assert_no_error(error);
		g_assert_nonnull(state);
		for (gsize k = 0; k < G_N_ELEMENTS(names); k++)
			check_is_held(&scratch, names[k]);
	}
}

/* Told of one holder is not told of the next one. */
static void
test_told(void)
{
	g_auto(Scratch) scratch = scratch_new();
	LockHolder holder;

	for (guint i = 0; i < 2; i++) {
		g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
		g_assert_nonnull(state);
		lock_holder_read(scratch.path, &holder);
		g_assert_cmpint(holder.told, ==, G_MAXINT64);
		LockHolder other = { .process = holder.process + 1 };
		lock_holder_told(scratch.path, &other);
		lock_holder_read(scratch.path, &holder);
		g_assert_cmpint(holder.told, ==, G_MAXINT64);
		lock_holder_told(scratch.path, &holder);
		lock_holder_read(scratch.path, &holder);
		g_assert_cmpint(holder.told, <, 60);
	}
}

static void
test_loop(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(symlink("state.db", scratch.path), ==, 0);
	g_assert_null(state_open(scratch.path, STATE_WRITE, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO);
}

/* Whoever sets the clock makes nothing older, but for TIDINGS_NOW, which tests set. */
static void
test_age(void)
{
	Moment now = moment_now();
	Moment wrong_then = { 0, now.uptime - 7 },
	       ahead_then = { now.time + 1000000, now.uptime - 7 };

	g_assert_cmpint(moment_age(&wrong_then), >=, 7);
	g_assert_cmpint(moment_age(&wrong_then), <, 60);
	g_assert_cmpint(moment_age(&ahead_then), >=, 7);
	g_assert_cmpint(moment_age(&(Moment){ now.time, now.uptime + 100 }), ==, 0);
	g_assert_true(g_setenv("TIDINGS_NOW", "2026-03-02T09:00:00Z", TRUE));
	g_assert_cmpint(moment_age(&(Moment){ moment_now().time - 3700, now.uptime }), ==, 3700);
	g_unsetenv("TIDINGS_NOW");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/state-place/no-shared-memory", test_no_shared_memory);
	g_test_add_func("/state-place/second-name", test_second_name);
	g_test_add_func("/state-place/links", test_links);
	g_test_add_func("/state-place/told", test_told);
	g_test_add_func("/state-place/loop", test_loop);
	g_test_add_func("/state-place/age", test_age);
	return g_test_run();
}
