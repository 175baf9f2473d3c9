/* secret.c - fetches values that must never be shown. */
#include "config/secret.h"

#include "base/error.h"
#include "base/stop.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	SECRET_MAX = 64 * 1024, /* bytes of a file or of what a command prints */
	SECRET_DEADLINE_MS = 30000,
	STOP_CHECK_MS = 500 /* between two checks whether the run is to stop */
};

/* The bytes read from a file or a command, to be wiped after use. */
typedef struct {
	char bytes[SECRET_MAX + 1];
	gsize length;
} SecretBuffer;

typedef enum {
	READ_MORE,
	READ_END,
	READ_FULL,
	READ_ERROR, /* errno says why */
} ReadResult;

void
secret_free(Secret *secret)
{
	if (secret == NULL)
		return;
	secret_wipe(secret->value);
	g_free(secret->position);
	g_free(secret);
}

void
secret_wipe(char *value)
{
	if (value == NULL)
		return;
	explicit_bzero(value, strlen(value));
	g_free(value);
}

/* Sets `error` to the secret's position in the configuration and the message.  Always FALSE. */
static gboolean fail(const Secret *secret, GError **error, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static gboolean
fail(const Secret *secret, GError **error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, "%s: %s",
	            secret->position != NULL ? secret->position : "secret", message);
	return FALSE;
}

static ReadResult
buffer_read(SecretBuffer *buffer, int fd)
{
	gssize got =
	    read(fd, buffer->bytes + buffer->length, sizeof buffer->bytes - buffer->length);
	if (got == 0)
		return READ_END;
	if (got < 0)
		return errno == EINTR || errno == EAGAIN ? READ_MORE : READ_ERROR;
	buffer->length += (gsize)got;
	return buffer->length > SECRET_MAX ? READ_FULL : READ_MORE;
}

static char *
buffer_text(const SecretBuffer *buffer)
{
	if (memchr(buffer->bytes, '\0', buffer->length) != NULL)
		return NULL;
	return g_strndup(buffer->bytes, buffer->length);
}

static void
buffer_wipe(SecretBuffer *buffer)
{
	explicit_bzero(buffer, sizeof *buffer);
}

/*
 * Strips trailing newlines, and checks that the secret is one line of text, since it goes into URLs
 * and headers.  Takes ownership of `value`.
 */
static char *
finish(const Secret *secret, const char *source, char *value, GError **error)
{
	gsize length = strlen(value);
	while (length > 0 && (value[length - 1] == '\n' || value[length - 1] == '\r'))
		value[--length] = '\0';

	const char *fault = NULL;
	if (length == 0)
		fault = "is empty";
	else if (!g_utf8_validate(value, -1, NULL))
		fault = "is not UTF-8 text";
	else if (strpbrk(value, "\r\n") != NULL)
		fault = "has more than one line";
	if (fault == NULL)
		return value;
	secret_wipe(value);
	fail(secret, error, "%s %s; put the secret there, on one line", source, fault);
	return NULL;
}

static char *
fetch_env(const Secret *secret, GError **error)
{
	const char *value = g_getenv(secret->value);
	g_autofree char *shown = text_escape_for_terminal(secret->value, -1);
	g_autofree char *source = g_strdup_printf("the environment variable %s", shown);

	if (value == NULL) {
		fail(secret, error, "%s is not set; export it where tidings is started", source);
		return NULL;
	}
	return finish(secret, source, g_strdup(value), error);
}

/*
 * Applies the rule for a tidings.yaml that contains a password: only its owner can read or write
 * it.
 */
static gboolean
check_file(const Secret *secret, const char *source, const struct stat *st, GError **error)
{
	if (!S_ISREG(st->st_mode))
		return fail(secret, error, "%s is not a regular file", source);
	if (st->st_uid != 0 && st->st_uid != geteuid())
		return fail(
		    secret, error,
		    "%s belongs to another user (%u) than the one that runs tidings and root; "
		    "run chown on it",
		    source, (guint)st->st_uid);
	if ((st->st_mode & 0077) != 0)
		return fail(secret, error, "others than its owner can use %s; run chmod 600 on it",
		            source);
	return TRUE;
}

static int
open_secret(const Secret *secret, const char *source, GError **error)
{
	int fd = open(secret->value, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		fail(secret, error, "%s cannot be opened: %s", source, g_strerror(errno));
		return -1;
	}

	struct stat st = { 0 }; /* not a regular file */
	(void)fstat(fd, &st);
	if (check_file(secret, source, &st, error))
		return fd;
	close(fd);
	return -1;
}

static char *
fetch_file(const Secret *secret, GError **error)
{
	g_autofree char *shown = text_escape_for_terminal(secret->value, -1);
	g_autofree char *source = g_strdup_printf("the file %s", shown);
	int fd = open_secret(secret, source, error);
	if (fd < 0)
		return NULL;

	SecretBuffer buffer = { .length = 0 };
	ReadResult got;
	do
		got = buffer_read(&buffer, fd);
	while (got == READ_MORE);
	int saved = errno;
	close(fd);
	char *value = got == READ_END ? buffer_text(&buffer) : NULL;
	buffer_wipe(&buffer);
	if (got == READ_ERROR)
		fail(secret, error, "%s cannot be read: %s", source, g_strerror(saved));
	else if (got == READ_FULL)
		fail(secret, error, "%s is longer than %d bytes; it must hold the secret alone",
		     source, SECRET_MAX);
	else if (value == NULL)
		fail(secret, error, "%s holds a NUL byte; it must hold the secret alone", source);
	return value == NULL ? NULL : finish(secret, source, value, error);
}

/*
 * Gives the command its own process group, so that its children can be killed with it, and unblocks
 * signals.
 */
static void
setup_child(gpointer data G_GNUC_UNUSED)
{
	setpgid(0, 0);
	stop_unblock_signals();
}

static gboolean
spawn_command(const Secret *secret, GPid *pid, int *out, GError **error)
{
	g_auto(GStrv) argv = NULL;
	g_autoptr(GError) local = NULL;

	if (!g_shell_parse_argv(secret->value, NULL, &argv, NULL))
		return fail(secret, error, "the command cannot be parsed; fix its quotes");
	g_autofree char *program = text_escape_for_terminal(argv[0], -1);
	if (!g_spawn_async_with_pipes(NULL, argv, NULL,
	                              G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, setup_child,
	                              NULL, pid, NULL, out, NULL, &local))
		return fail(secret, error,
		            "the command %s cannot be run; is it installed, and in PATH?", program);
	return TRUE;
}

/*
 * Waits until `deadline` (monotonic, microseconds) for something to read.  Returns FALSE if it
 * passes, or if a stop is requested.
 */
static gboolean
wait_readable(int fd, gint64 deadline)
{
	for (;;) {
		gint64 left = (deadline - g_get_monotonic_time()) / 1000;
		struct pollfd poller = { .fd = fd, .events = POLLIN };
		if (left <= 0 || stop_requested())
			return FALSE;
		int ready = poll(&poller, 1, (int)MIN(left, STOP_CHECK_MS));
		if (ready > 0)
			return TRUE;
		if (ready < 0 && errno != EINTR)
			return FALSE;
	}
}

/* Waits for the command to exit, until `deadline`: it may close its output and keep running. */
static gboolean
reap(GPid pid, gint64 deadline, int *status)
{
	for (;;) {
		pid_t got = waitpid(pid, status, WNOHANG);
		if (got == pid)
			return TRUE;
		if (got < 0 && errno != EINTR)
			return FALSE;
		if (g_get_monotonic_time() >= deadline || stop_requested())
			return FALSE;
		g_usleep(2000);
	}
}

static void
kill_command(GPid pid)
{
	int status;

	kill(-pid, SIGKILL);
	kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
}

static gboolean
read_command(const Secret *secret, GPid pid, int out, SecretBuffer *buffer, GError **error)
{
	gint64 deadline = g_get_monotonic_time() + (gint64)SECRET_DEADLINE_MS * 1000;
	ReadResult got = READ_MORE;
	int status = 0;

	while (got == READ_MORE && wait_readable(out, deadline))
		got = buffer_read(buffer, out);
	if (got == READ_END && reap(pid, deadline, &status)) {
		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			return TRUE;
		return fail(secret, error, "the command failed with status %d",
		            WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	}
	kill_command(pid);
	if (got == READ_FULL)
		return fail(
		    secret, error,
		    "the command printed more than %d bytes; it must print the secret alone",
		    SECRET_MAX);
	return fail(secret, error, "the command did not end within %d seconds",
	            SECRET_DEADLINE_MS / 1000);
}

static char *
run_command(const Secret *secret, GError **error)
{
	GPid pid = 0;
	int out = -1;
	if (!spawn_command(secret, &pid, &out, error))
		return NULL;

	SecretBuffer buffer = { .length = 0 };
	gboolean collected = read_command(secret, pid, out, &buffer, error);
	close(out);
	char *value = collected ? buffer_text(&buffer) : NULL;
	buffer_wipe(&buffer);
	if (collected && value == NULL)
		fail(secret, error,
		     "the command printed a NUL byte; it must print the secret alone");
	return value;
}

static char *
fetch_command(const Secret *secret, GError **error)
{
	char *value = run_command(secret, error);

	return value == NULL ? NULL : finish(secret, "what the command printed", value, error);
}

char *
secret_fetch(const Secret *secret, GError **error)
{
	switch (secret->source) {
	case SECRET_ENV:
		return fetch_env(secret, error);
	case SECRET_FILE:
		return fetch_file(secret, error);
	case SECRET_COMMAND:
		return fetch_command(secret, error);
	default:
		return g_strdup(secret->value);
	}
}
