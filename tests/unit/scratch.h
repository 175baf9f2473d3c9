/* scratch.h - a temporary folder with a state file in it, and small makers, for tests of the state
 * and watch rooms. */
#ifndef TIDINGS_TESTS_SCRATCH_H
#define TIDINGS_TESTS_SCRATCH_H

#include "state/state.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
	char *folder;
	char *path; /* of the state file, which is not there yet */
} Scratch;

static inline Scratch
scratch_new(void)
{
	Scratch scratch = { g_dir_make_tmp("tidings-test-XXXXXX", NULL), NULL };

	g_assert_nonnull(scratch.folder);
	scratch.path = g_build_filename(scratch.folder, "state.db", NULL);
	return scratch;
}

static inline void
scratch_remove_tree(const char *path)
{
	const char *argv[] = { "rm", "-rf", "--", path, NULL };

	g_assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
	                           NULL, NULL, NULL));
}

static inline void
scratch_clear(Scratch *scratch)
{
	scratch_remove_tree(scratch->folder);
	g_free(scratch->folder);
	g_free(scratch->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scratch, scratch_clear)

static inline State *
scratch_open(const Scratch *scratch, StateMode mode)
{
	g_autoptr(GError) error = NULL;
	State *state = state_open(scratch->path, mode, &error);

	g_assert_no_error(error);
	return state;
}

static inline char *
scratch_write(const Scratch *scratch, const char *name, const char *text)
{
	char *path = g_build_filename(scratch->folder, name, NULL);
	g_autofree char *folder = g_path_get_dirname(path);

	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	return path;
}

#endif
