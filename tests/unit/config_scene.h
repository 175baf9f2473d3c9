/* config_scene.h - a folder with a tidings.yaml, for the tests of the configuration. */
#ifndef TIDINGS_TESTS_CONFIG_SCENE_H
#define TIDINGS_TESTS_CONFIG_SCENE_H

#include "base/error.h"
#include "config/config.h"

#include <glib/gstdio.h>
#include <string.h>

/* A folder with a tidings.yaml, which is the working folder while it lives. */
typedef struct {
	char *folder, *before;
} Scene;

static void
scene_open(Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	scene->before = g_get_current_dir();
	scene->folder = g_dir_make_tmp("tidings-XXXXXX", NULL);
	g_assert_cmpint(g_chdir(scene->folder), ==, 0);
}

static void
scene_close(Scene *scene, gconstpointer data G_GNUC_UNUSED)
{
	g_unlink("tidings.yaml");
	g_assert_cmpint(g_chdir(scene->before), ==, 0);
	g_assert_cmpint(g_rmdir(scene->folder), ==, 0);
	g_free(scene->folder);
	g_free(scene->before);
}

static void
write_file(const char *text, gssize length, guint mode)
{
	g_assert_true(g_file_set_contents("tidings.yaml", text, length, NULL));
	g_assert_cmpint(g_chmod("tidings.yaml", mode), ==, 0);
}

static G_GNUC_UNUSED Config *
load(const char *text, guint mode)
{
	g_autoptr(GError) error = NULL;

	write_file(text, -1, mode);
	Config *config = config_load("tidings.yaml", &error);
	g_assert_no_error(error);
	return config;
}

static G_GNUC_UNUSED void
assert_told(const char *text, guint mode, const char *want)
{
	g_autoptr(GError) error = NULL;

	write_file(text, -1, mode);
	g_autoptr(Config) config = config_load("tidings.yaml", &error);
	g_assert_null(config);
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
	g_assert_cmpstr(error->message, ==, want);
}

static void
add(const char *path, void (*test)(Scene *, gconstpointer))
{
	g_test_add(path, Scene, NULL, scene_open, test, scene_close);
}

#endif
