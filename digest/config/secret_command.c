/* secret_command.c - running a program that prints a secret, with a deadline and without a shell.
 */
#include "secret_command.h"

#include "base/stop.h"
#include "base/text.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

SecretRead
secret_buffer_read(SecretBuffer *buffer, int fd)
{
	gssize got =
	    read(fd, buffer->bytes + buffer->length, sizeof buffer->bytes - buffer->length);
	if (got == 0)
		return SECRET_READ_END;
	if (got < 0)
		return errno == EINTR || errno == EAGAIN ? SECRET_READ_MORE : SECRET_READ_ERROR;
	buffer->length += (gsize)got;
	return buffer->length > SECRET_MAX ? SECRET_READ_FULL : SECRET_READ_MORE;
}

char *
secret_buffer_text(const SecretBuffer *buffer)
{
	if (memchr(buffer->bytes, '\0', buffer->length) != NULL)
		return NULL;
	return g_strndup(buffer->bytes, buffer->length);
}

void
secret_buffer_wipe(SecretBuffer *buffer)
{
	explicit_bzero(buffer, sizeof *buffer);
}

enum {
	STOP_LOOK_MS = 500, /* between two looks whether the run is to stop */
};

/* A process group of its own, so that what the command starts ends with it; and signals as any
 * program expects them. */
static void
lead_a_group(gpointer data G_GNUC_UNUSED)
{
	setpgid(0, 0);
	stop_restore();
}

static gboolean
start(const Secret *secret, GPid *pid, int *out, GError **error)
{
	g_auto(GStrv) argv = NULL;
	g_autoptr(GError) local = NULL;

	if (!g_shell_parse_argv(secret->value, NULL, &argv, NULL))
		return secret_fail(secret, error, "the command cannot be read; mend its quotes");
	g_autofree char *program = text_show(argv[0], -1);
	if (!g_spawn_async_with_pipes(NULL, argv, NULL,
	                              G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, lead_a_group,
	                              NULL, pid, NULL, out, NULL, &local))
		return secret_fail(secret, error,
		                   "the command %s cannot be run; is it installed, and in PATH?",
		                   program);
	return TRUE;
}

/* Waits until `deadline` (monotonic, microseconds) for something to read; FALSE when it passes, or
 * candidate stops the run. */
static gboolean
wait_readable(int fd, gint64 deadline)
{
	for (;;) {
		gint64 left = (deadline - g_get_monotonic_time()) / 1000;
		struct pollfd poller = { .fd = fd, .events = POLLIN };
		if (left <= 0 || stop_asked())
			return FALSE;
		int ready = poll(&poller, 1, (int)MIN(left, STOP_LOOK_MS));
		if (ready > 0)
			return TRUE;
		if (ready < 0 && errno != EINTR)
			return FALSE;
	}
}

/* The command's end within the deadline: it may close its output and go on. */
static gboolean
reap(GPid pid, gint64 deadline, int *status)
{
	for (;;) {
		pid_t got = waitpid(pid, status, WNOHANG);
		if (got == pid)
			return TRUE;
		if (got < 0 && errno != EINTR)
			return FALSE;
		if (g_get_monotonic_time() >= deadline || stop_asked())
			return FALSE;
		g_usleep(2000);
	}
}

static void
end(GPid pid)
{
	int status;

	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
}

static gboolean
collect(const Secret *secret, GPid pid, int out, SecretBuffer *buffer, GError **error)
{
	gint64 deadline = g_get_monotonic_time() + (gint64)SECRET_DEADLINE_MS * 1000;
	SecretRead got = SECRET_READ_MORE;
	int status = 0;

	while (got == SECRET_READ_MORE && wait_readable(out, deadline))
		got = secret_buffer_read(buffer, out);
	if (got == SECRET_READ_END && reap(pid, deadline, &status)) {
		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			return TRUE;
		return secret_fail(secret, error, "the command failed with status %d",
		                   WIFEXITED(status) ? WEXITSTATUS(status)
		                                     : 128 + WTERMSIG(status));
	}
	end(pid);
	if (got == SECRET_READ_FULL)
		return secret_fail(
		    secret, error,
		    "the command printed more than %d bytes; it must print the secret alone",
		    SECRET_MAX);
	return secret_fail(secret, error, "the command did not end within %d seconds",
	                   SECRET_DEADLINE_MS / 1000);
}

char *
secret_command_run(const Secret *secret, GError **error)
{
	GPid pid = 0;
	int out = -1;
	if (!start(secret, &pid, &out, error))
		return NULL;

	SecretBuffer buffer = { .length = 0 };
	gboolean collected = collect(secret, pid, out, &buffer, error);
	close(out);
	char *value = collected ? secret_buffer_text(&buffer) : NULL;
	secret_buffer_wipe(&buffer);
	if (collected && value == NULL)
		secret_fail(secret, error,
		            "the command printed a NUL byte; it must print the secret alone");
	return value;
}
