/* test_smtp_bounds.c - what a process with the bounds of one that talks to a mail server can do,
 * and what not. */
#include "../../digest/deliver/smtp_bounds.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <netdb.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* A file that is there, and its folder. */
typedef struct {
	char *folder, *path;
} Place;

static void
place_open(Place *place, gconstpointer data G_GNUC_UNUSED)
{
	place->folder = g_dir_make_tmp("tidings-XXXXXX", NULL);
	place->path = g_build_filename(place->folder, "state.db", NULL);
	g_assert_true(g_file_set_contents(place->path, "kept", -1, NULL));
}

static void
place_close(Place *place, gconstpointer data G_GNUC_UNUSED)
{
	g_unlink(place->path);
	g_rmdir(place->folder);
	g_free(place->folder);
	g_free(place->path);
}

/* TRUE when `try` returns TRUE in a process with the bounds. */
static gboolean
within_bounds(gboolean (*try)(const Place *place), const Place *place)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		smtp_bounds_set();
		_exit(try(place) ? 0 : 1);
	}
	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Asks for the version, as landlock_create_ruleset(2) says. */
static gboolean
has_landlock(void)
{
#ifdef SYS_landlock_create_ruleset
	return syscall(SYS_landlock_create_ruleset, NULL, 0, 1) > 0;
#else
	return FALSE;
#endif
}

static gboolean
cannot_change_files(const Place *place)
{
	g_autofree char *other = g_build_filename(place->folder, "other", NULL);

	return open(place->path, O_WRONLY) < 0 && errno == EACCES && g_unlink(place->path) < 0 &&
	       g_mkdir(other, 0700) < 0 && open(other, O_WRONLY | O_CREAT, 0600) < 0 &&
	       symlink("/etc/passwd", other) < 0;
}

static gboolean
cannot_start_programs(const Place *place G_GNUC_UNUSED)
{
	char *const arguments[] = { (char *)"true", NULL };

	return execv("/bin/true", arguments) < 0 && errno == EACCES;
}

static void
test_landlock(Place *place, gconstpointer data G_GNUC_UNUSED)
{
	if (!has_landlock()) {
		g_test_skip("this kernel has no Landlock");
		return;
	}
	g_assert_true(within_bounds(cannot_change_files, place));
	g_assert_true(within_bounds(cannot_start_programs, place));
	g_assert_true(g_file_test(place->path, G_FILE_TEST_IS_REGULAR));
}

static int open_before; /* the fork, too, has it open */

/* Also where the kernel has no Landlock. */
static gboolean
cannot_write(const Place *place G_GNUC_UNUSED)
{
	return write(open_before, "lost", 4) < 0 && errno == EFBIG;
}

static gboolean
has_no_new_rights(const Place *place G_GNUC_UNUSED)
{
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
}

static void
test_limits(Place *place, gconstpointer data G_GNUC_UNUSED)
{
	open_before = open(place->path, O_WRONLY);
	g_assert_true(within_bounds(cannot_write, place));
	g_assert_true(within_bounds(has_no_new_rights, place));
	(void)close(open_before);
}

/* What a connection needs: files are read, names are found, sockets are made. */
static gboolean
can_find_server(const Place *place)
{
	struct addrinfo *found = NULL;
	g_autofree char *text = NULL;
	gboolean fine = g_file_get_contents(place->path, &text, NULL, NULL) &&
	                getaddrinfo("localhost", "25", NULL, &found) == 0 &&
	                socket(found->ai_family, SOCK_STREAM, 0) >= 0;

	if (found != NULL)
		freeaddrinfo(found);
	return fine;
}

static void
test_needs(Place *place, gconstpointer data G_GNUC_UNUSED)
{
	g_assert_true(within_bounds(can_find_server, place));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/smtp-bounds/landlock", Place, NULL, place_open, test_landlock, place_close);
	g_test_add("/smtp-bounds/limits", Place, NULL, place_open, test_limits, place_close);
	g_test_add("/smtp-bounds/needs", Place, NULL, place_open, test_needs, place_close);
	return g_test_run();
}
