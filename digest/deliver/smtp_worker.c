/* smtp_worker.c - the process that has an SMTP connection, batch after batch. */
#define _GNU_SOURCE /* close_range(2) */
#include "smtp_worker.h"

#include "base/error.h"
#include "base/fail_point.h"
#include "smtp_bounds.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	REST_END = 1000, /* milliseconds that a worker at rest has for its end */
};

gboolean
smtp_record_send(int socket, const SmtpRecord *record)
{
	gssize sent = 0;

	do
		sent = send(socket, record, sizeof *record, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	return sent == (gssize)sizeof *record;
}

static void
close_between(int low, int high)
{
	if (high - low > 1)
		(void)close_range((unsigned)low + 1, (unsigned)high - 1, 0);
}

/* The state file and its lock are the parent's alone; only the standard three and these two stay.
 */
static void
close_inherited(const SmtpWorker *worker)
{
	int low = MIN(worker->socket, worker->memory), high = MAX(worker->socket, worker->memory);

	close_between(STDERR_FILENO, low);
	close_between(low, high);
	close_between(high, INT_MAX);
}

static gboolean
refuse(const char *what, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO, "no %s for a mail connection: %s", what,
	            g_strerror(errno));
	return FALSE;
}

/* In the child: batch by batch, until the parent closes its end. */
G_GNUC_NORETURN static void
work(const SmtpServer *server, const SmtpWorker *worker)
{
	guint count;

	(void)signal(SIGPIPE, SIG_IGN);
	close_inherited(worker);
#ifndef TIDINGS_FAIL_POINTS /* whose log is a file */
	smtp_bounds_set();
#endif
	while (recv(worker->socket, &count, sizeof count, 0) == (gssize)sizeof count) {
		g_autoptr(GMappedFile) mapped =
		    g_mapped_file_new_from_fd(worker->memory, FALSE, NULL);
		if (mapped == NULL)
			_exit(1);
		smtp_session_run(server, g_mapped_file_get_contents(mapped), count, worker->socket,
		                 worker->share);
	}
	_exit(0);
}

/* What both sides use, once for all processes. */
static gboolean
prepare(SmtpWorker *worker, GError **error)
{
	if (worker->share != NULL)
		return TRUE;
	void *pages = mmap(NULL, sizeof *worker->share, PROT_READ | PROT_WRITE,
	                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (pages == MAP_FAILED)
		return refuse("memory", error);
	worker->memory = smtp_batch_memory();
	if (worker->memory < 0) {
		(void)refuse("memory", error);
		(void)munmap(pages, sizeof *worker->share);
		return FALSE;
	}
	worker->share = pages;
	return TRUE;
}

gboolean
smtp_worker_start(SmtpWorker *worker, const SmtpServer *server, GError **error)
{
	int pair[2];

	if (!prepare(worker, error))
		return FALSE;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return refuse("socket pair", error);

	FAIL_POINT("fork");
	pid_t pid = fork();
	worker->socket = pair[pid == 0 ? 1 : 0];
	if (pid == 0)
		work(server, worker);
	close(pair[1]);
	if (pid < 0) {
		(void)refuse("process", error);
		close(pair[0]);
		return FALSE;
	}
	FAIL_POINT("forked");
	worker->pid = pid;
	return TRUE;
}

gboolean
smtp_worker_give(SmtpWorker *worker, const GPtrArray *batch, GError **error)
{
	guint count = batch->len;

	if (!smtp_batch_write(worker->memory, batch))
		return refuse("memory", error);
	g_atomic_int_set(&worker->share->allowed, 0);
	g_atomic_int_set(&worker->share->handed, 0);
	/* One that is gone is found out when it does not answer. */
	(void)send(worker->socket, &count, sizeof count, MSG_NOSIGNAL);
	return TRUE;
}

gboolean
smtp_worker_is_at_rest(const SmtpWorker *worker)
{
	char byte;

	return worker->pid != 0 && recv(worker->socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 &&
	       errno == EAGAIN;
}

void
smtp_worker_stop(SmtpWorker *worker)
{
	siginfo_t end;

	(void)kill(worker->pid, SIGKILL);
	while (waitid(P_PID, (id_t)worker->pid, &end, WEXITED | WNOWAIT) < 0 && errno == EINTR)
		continue;
}

void
smtp_worker_end(SmtpWorker *worker)
{
	struct pollfd socket = { .fd = worker->socket, .events = POLLIN };

	if (worker->pid == 0)
		return;
	if (smtp_worker_is_at_rest(worker)) {
		(void)shutdown(worker->socket, SHUT_WR);
		(void)poll(&socket, 1, REST_END);
	}
	(void)kill(worker->pid, SIGKILL);
	close(worker->socket);
	while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	worker->pid = 0;
}

void
smtp_worker_clear(SmtpWorker *worker)
{
	if (worker->share == NULL)
		return;
	close(worker->memory);
	(void)munmap(worker->share, sizeof *worker->share);
	worker->share = NULL;
}
