/* test_secret.c - where secrets come from; no message ever shows one. */
#include "base/error.h"
#include "config/secret.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static void
assert_fetches(SecretSource source, const char *from, const char *want)
{
	g_autoptr(GError) error = NULL;
	Secret secret = { source, (char *)from, (char *)"tidings.yaml:3:4" };
	char *value = secret_fetch(&secret, &error);

	g_assert_no_error(error);
	g_assert_cmpstr(value, ==, want);
	secret_wipe(value);
}

static void
assert_fails(SecretSource source, const char *from, const char *message)
{
	g_autoptr(GError) error = NULL;
	Secret secret = { source, (char *)from, (char *)"tidings.yaml:3:4" };

	g_assert_null(secret_fetch(&secret, &error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG);
	g_assert_cmpstr(error->message, ==, message);
}

static void
test_literal(void)
{
	assert_fetches(SECRET_LITERAL, "folder:/x", "folder:/x");
}

static void
test_env(void)
{
	g_setenv("TIDINGS_TEST_SECRET", "smtp://a:b@c\r\n\n", TRUE);
	g_setenv("TIDINGS_TEST_EMPTY", "\n", TRUE);
	g_setenv("TIDINGS_TEST_LINES", "hush\nhush", TRUE);
	assert_fetches(SECRET_ENV, "TIDINGS_TEST_SECRET", "smtp://a:b@c");
	assert_fails(SECRET_ENV, "TIDINGS_TEST_NONE",
	             "tidings.yaml:3:4: the environment variable TIDINGS_TEST_NONE is not set; "
	             "export it where tidings is "
	             "started");
	assert_fails(SECRET_ENV, "TIDINGS_TEST_EMPTY",
	             "tidings.yaml:3:4: the environment variable TIDINGS_TEST_EMPTY is empty; put "
	             "the secret there, on one "
	             "line");
	assert_fails(SECRET_ENV, "TIDINGS_TEST_LINES",
	             "tidings.yaml:3:4: the environment variable TIDINGS_TEST_LINES has more than "
	             "one line; put the secret "
	             "there, on one line");
}

/* A file that nobody but its owner can read. */
static void
write_private(const char *path, const char *text, gssize length)
{
	g_assert_true(g_file_set_contents_full(path, text, length, G_FILE_SET_CONTENTS_CONSISTENT,
	                                       0600, NULL));
}

static void
test_file(void)
{
	g_autofree char *folder = g_dir_make_tmp("tidings-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(folder, "hook", NULL);
	g_autofree char *large = g_strnfill(64 * 1024 + 1, 'x');
	g_autofree char *too_long = g_strdup_printf("tidings.yaml:3:4: the file %s is longer than "
	                                            "65536 bytes; it must hold the secret alone",
	                                            path);
	g_autofree char *no_file =
	    g_strdup_printf("tidings.yaml:3:4: the file %s is not a regular file", folder);
	g_autofree char *nul = g_strdup_printf(
	    "tidings.yaml:3:4: the file %s holds a NUL byte; it must hold the secret alone", path);
	g_autofree char *gone = g_strdup_printf(
	    "tidings.yaml:3:4: the file %s cannot be opened: %s", path, g_strerror(ENOENT));

	write_private(path, "hush\n", -1);
	assert_fetches(SECRET_FILE, path, "hush");
	write_private(path, large, 64 * 1024);
	assert_fetches(SECRET_FILE, path, large + 1);
	write_private(path, large, -1);
	assert_fails(SECRET_FILE, path, too_long);
	write_private(path, "a\0b", 3);
	assert_fails(SECRET_FILE, path, nul);
	assert_fails(SECRET_FILE, folder, no_file);
	g_unlink(path);
	assert_fails(SECRET_FILE, path, gone);
	g_rmdir(folder);
}

static void
test_command(void)
{
	assert_fetches(SECRET_COMMAND, "printf 'a b$HOME\\n'", "a b$HOME"); /* no shell */
	assert_fails(SECRET_COMMAND, "sh -c 'echo hush; exit 3'",
	             "tidings.yaml:3:4: the command failed with status 3");
	assert_fails(SECRET_COMMAND, "sh -c 'kill -9 $$'",
	             "tidings.yaml:3:4: the command failed with status 137");
	assert_fails(SECRET_COMMAND, "no-such-program-hush x",
	             "tidings.yaml:3:4: the command no-such-program-hush cannot be run; is it "
	             "installed, and in PATH?");
	assert_fails(SECRET_COMMAND, "pass 'hush",
	             "tidings.yaml:3:4: the command cannot be parsed; fix its quotes");
	assert_fails(SECRET_COMMAND, "yes hush",
	             "tidings.yaml:3:4: the command printed more than 65536 bytes; it must print "
	             "the secret alone");
	assert_fails(SECRET_COMMAND, "true",
	             "tidings.yaml:3:4: what the command printed is empty; put the secret there, "
	             "on one line");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/secret/literal", test_literal);
	g_test_add_func("/secret/env", test_env);
	g_test_add_func("/secret/file", test_file);
	g_test_add_func("/secret/command", test_command);
	return g_test_run();
}
