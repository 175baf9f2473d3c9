/* stop.c - signals that wait to be asked for. */
#include "base/stop.h"

#include "base/error.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

static void
fill(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
}

void
stop_defer(void)
{
	sigset_t set;

	fill(&set);
	(void)pthread_sigmask(SIG_BLOCK, &set, NULL);
}

void
stop_restore(void)
{
	sigset_t set;

	fill(&set);
	(void)pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

gboolean
stop_asked(void)
{
	sigset_t pending;

	return sigpending(&pending) == 0 && (sigismember(&pending, SIGTERM) == 1 || sigismember(&pending, SIGINT) == 1);
}

gboolean
stop_error(GError **error)
{
	if (!stop_asked())
		return FALSE;
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_TEMPORARY, "stopped by a signal; the next run goes on");
	return TRUE;
}

int
stop_open(void)
{
	sigset_t set;

	fill(&set);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

gboolean
stop_sleep(double seconds)
{
	gint64 until = g_get_monotonic_time() + (gint64)(seconds * G_USEC_PER_SEC);
	struct pollfd poller = { .fd = stop_open(), .events = POLLIN };
	gint64 left = 0;

	while (!stop_asked() && (left = until - g_get_monotonic_time()) > 0)
		(void)poll(&poller, 1, (int)MIN(left / 1000 + 1, 1000));
	if (poller.fd >= 0)
		close(poller.fd);
	return !stop_asked();
}
