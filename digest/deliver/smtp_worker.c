/* smtp_worker.c - starts the process of one SMTP connection. */
#define _GNU_SOURCE /* close_range(2) */
#include "deliver/smtp_worker.h"

#include "base/error.h"
#include "base/fail_point.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

gboolean
smtp_record_send(int socket, const SmtpRecord *record)
{
	gssize sent = 0;

	do
		sent = send(socket, record, sizeof *record, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	return sent == (gssize)sizeof *record;
}

/* The state file and its lock are the parent's alone; only the standard three and our socket stay. */
static void
close_inherited(int keep)
{
	if (keep > STDERR_FILENO + 1)
		(void)close_range(STDERR_FILENO + 1, (unsigned)keep - 1, 0);
	(void)close_range((unsigned)keep + 1, UINT_MAX, 0);
}

static pid_t
refuse(const char *what, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO, "no %s for a mail connection: %s", what, g_strerror(errno));
	return -1;
}

static SmtpShare *
share_new(void)
{
	void *pages = mmap(NULL, sizeof(SmtpShare), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return pages == MAP_FAILED ? NULL : pages;
}

void
smtp_share_free(SmtpShare *share)
{
	if (share != NULL)
		(void)munmap(share, sizeof *share);
}

/* In the child. */
G_GNUC_NORETURN static void
work(const SmtpServer *server, GPtrArray *batch, int socket, SmtpShare *share)
{
	(void)signal(SIGPIPE, SIG_IGN);
	close_inherited(socket);
	smtp_session_run(server, batch, socket, share);
	_exit(0);
}

pid_t
smtp_worker_start(const SmtpServer *server, GPtrArray *batch, int *socket, SmtpShare **share, GError **error)
{
	int pair[2] = { -1, -1 };
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return refuse("socket pair", error);

	*share = share_new();
	FAIL_POINT("fork");
	pid_t pid = *share == NULL ? -1 : fork();
	if (pid == 0)
		work(server, batch, pair[1], *share);
	if (pid < 0)
		(void)refuse(*share == NULL ? "memory" : "process", error);
	close(pair[1]);
	if (pid < 0) {
		close(pair[0]);
		g_clear_pointer(share, smtp_share_free);
		return -1;
	}
	FAIL_POINT("forked");
	*socket = pair[0];
	return pid;
}
