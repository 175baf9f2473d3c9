/* stop.c - blocked signals that are polled; the deadline is one of them. */
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
	sigaddset(set, SIGALRM);
}

void
stop_block_signals(void)
{
	sigset_t set;

	fill(&set);
	(void)pthread_sigmask(SIG_BLOCK, &set, NULL);
}

void
stop_unblock_signals(void)
{
	sigset_t set;

	fill(&set);
	(void)pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

void
stop_set_deadline(guint seconds)
{
	const struct timespec at_once = { 0 };
	sigset_t deadline;

	sigemptyset(&deadline);
	sigaddset(&deadline, SIGALRM);
	(void)alarm(0);
	(void)sigtimedwait(&deadline, NULL, &at_once);
	(void)alarm(seconds);
}

/* Returns the signals that are pending, none of them if the system does not tell. */
static sigset_t
pending_signals(void)
{
	sigset_t pending;

	sigemptyset(&pending);
	(void)sigpending(&pending);
	return pending;
}

static gboolean
is_signalled(const sigset_t *pending)
{
	return sigismember(pending, SIGTERM) == 1 || sigismember(pending, SIGINT) == 1;
}

gboolean
stop_requested(void)
{
	sigset_t pending = pending_signals();

	return is_signalled(&pending) || sigismember(&pending, SIGALRM) == 1;
}

gboolean
stop_deadline_passed(void)
{
	sigset_t pending = pending_signals();

	return sigismember(&pending, SIGALRM) == 1 && !is_signalled(&pending);
}

gboolean
stop_error(GError **error)
{
	if (!stop_requested())
		return FALSE;
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_TEMPORARY,
	                    stop_deadline_passed() ? "came to its deadline; the next run goes on"
	                                           : "stopped by a signal; the next run goes on");
	return TRUE;
}

int
stop_signal_fd(void)
{
	sigset_t set;

	fill(&set);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

gboolean
stop_sleep(double seconds)
{
	gint64 until = g_get_monotonic_time() + (gint64)(seconds * G_USEC_PER_SEC);
	struct pollfd poller = { .fd = stop_signal_fd(), .events = POLLIN };
	gint64 left = 0;

	while (!stop_requested() && (left = until - g_get_monotonic_time()) > 0)
		(void)poll(&poller, 1, (int)MIN(left / 1000 + 1, 1000));
	if (poller.fd >= 0)
		close(poller.fd);
	return !stop_requested();
}
