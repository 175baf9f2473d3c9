/* smtp_watch.c - the time of one reply, by a timer of the kernel's. */
#include "smtp_watch.h"

#include <errno.h>
#include <sys/socket.h>

/*
 * Both are safe in a signal handler (signal-safety(7)).  The timer brings its watch along, so
 * that no global is needed.
 */
static void
on_time_over(int number G_GNUC_UNUSED, siginfo_t *info, void *context G_GNUC_UNUSED)
{
	SmtpWatch *watch = info->si_code == SI_TIMER ? info->si_value.sival_ptr : NULL;
	int saved = errno;

	if (watch != NULL) {
		watch->late = 1;
		(void)shutdown((int)watch->socket, SHUT_RDWR);
	}
	errno = saved;
}

void
smtp_watch_start(SmtpWatch *watch, int socket)
{
	struct sigaction action = { .sa_sigaction = on_time_over,
		                    .sa_flags = SA_SIGINFO | SA_RESTART };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM };
	sigset_t alarms;

	event.sigev_value.sival_ptr = watch;
	watch->socket = socket;
	sigemptyset(&action.sa_mask);
	sigemptyset(&alarms);
	sigaddset(&alarms, SIGALRM);
	watch->made = socket >= 0 && sigaction(SIGALRM, &action, NULL) == 0 &&
	              pthread_sigmask(SIG_UNBLOCK, &alarms, NULL) == 0 &&
	              timer_create(CLOCK_MONOTONIC, &event, &watch->timer) == 0;
}

void
smtp_watch_set(SmtpWatch *watch, guint seconds)
{
	const struct itimerspec when = { .it_value = { .tv_sec = (time_t)seconds } };

	if (watch->made)
		(void)timer_settime(watch->timer, 0, &when, NULL);
}

void
smtp_watch_end(SmtpWatch *watch)
{
	if (watch->made)
		(void)timer_delete(watch->timer);
	watch->made = FALSE;
}
