/* test_stop.c - a sleep is cut short by the signal that asks to stop, whether that comes before it
 * or in its midst. */
#include "base/error.h"
#include "base/stop.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

enum {
	LONG = 3600 /* seconds: whoever sleeps them out fails by the suite's own bound */
};

/* Takes the signal off again: it was pending. */
static void
forget(void)
{
	sigset_t set;
	int taken = 0;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	g_assert_cmpint(sigwait(&set, &taken), ==, 0);
	g_assert_cmpint(taken, ==, SIGTERM);
	g_assert_false(stop_requested());
}

static gboolean
main_thread_sleeps(void)
{
	g_autofree char *path = g_strdup_printf("/proc/self/task/%ld/stat", (long)getpid());
	g_autofree char *text = NULL;

	g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
	const char *behind_name = strrchr(text, ')');
	g_assert_nonnull(behind_name);
	return behind_name[2] == 'S';
}

static gpointer
stop_the_sleeper(gpointer unused)
{
	while (!main_thread_sleeps())
		g_thread_yield();
	kill(getpid(), SIGTERM);
	return unused;
}

static void
test_before(void)
{
	g_assert_true(stop_sleep(0));
	raise(SIGTERM);
	g_assert_true(stop_requested());
	g_assert_false(stop_sleep(LONG));
	forget();
}

static void
test_midst(void)
{
	GThread *thread = g_thread_new("stopper", stop_the_sleeper, NULL);

	g_assert_false(stop_sleep(LONG));
	g_thread_join(thread);
	forget();
	g_assert_true(stop_sleep(0));
}

static void
test_error(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_false(stop_error(&error));
	g_assert_no_error(error);
	raise(SIGTERM);
	g_assert_true(stop_error(&error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_TEMPORARY);
	forget();
}

static void
test_deadline(void)
{
	g_autoptr(GError) error = NULL;

	g_assert_false(stop_deadline_passed());
	raise(SIGALRM);
	g_assert_true(stop_requested());
	g_assert_true(stop_deadline_passed());
	g_assert_false(stop_sleep(LONG));
	g_assert_true(stop_error(&error));
	g_assert_error(error, TIDINGS_ERROR, TIDINGS_ERROR_TEMPORARY);
	g_assert_nonnull(strstr(error->message, "deadline"));
	/* Who asks for an end is heard before who only waits too long. */
	raise(SIGTERM);
	g_assert_false(stop_deadline_passed());
	stop_set_deadline(LONG);
	g_assert_true(stop_requested());
	forget();
	g_assert_false(stop_deadline_passed());
	stop_set_deadline(0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	stop_block_signals();
	g_test_add_func("/stop/before-a-sleep", test_before);
	g_test_add_func("/stop/in-its-midst", test_midst);
	g_test_add_func("/stop/as-an-error", test_error);
	g_test_add_func("/stop/deadline", test_deadline);
	return g_test_run();
}
