/* secret.c - fetching values that must never be shown. */
#include "config/secret.h"

#include "base/error.h"
#include "base/text.h"
#include "secret_command.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void
secret_free(Secret *secret)
{
	if (secret == NULL)
		return;
	secret_wipe(secret->value);
	g_free(secret->place);
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

gboolean
secret_fail(const Secret *secret, GError **error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, "%s: %s",
	            secret->place != NULL ? secret->place : "secret", message);
	return FALSE;
}

/* A secret goes into URLs and headers: one line of text.  Takes `value`. */
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
	secret_fail(secret, error, "%s %s; put the secret there, on one line", source, fault);
	return NULL;
}

static char *
fetch_env(const Secret *secret, GError **error)
{
	const char *value = g_getenv(secret->value);
	g_autofree char *shown = text_show(secret->value, -1);
	g_autofree char *source = g_strdup_printf("the environment variable %s", shown);

	if (value == NULL) {
		secret_fail(secret, error, "%s is not set; export it where tidings is started",
		            source);
		return NULL;
	}
	return finish(secret, source, g_strdup(value), error);
}

/* The rule of tidings.yaml with a password in it: nobody but its owner can read or write it. */
static gboolean
judge_file(const Secret *secret, const char *source, const struct stat *st, GError **error)
{
	if (!S_ISREG(st->st_mode))
		return secret_fail(secret, error, "%s is not a regular file", source);
	if (st->st_uid != 0 && st->st_uid != geteuid())
		return secret_fail(
		    secret, error,
		    "%s belongs to another user (%u) than the one that runs tidings and root; "
		    "run chown on it",
		    source, (guint)st->st_uid);
	if ((st->st_mode & 0077) != 0)
		return secret_fail(secret, error,
		                   "others than its owner can use %s; run chmod 600 on it", source);
	return TRUE;
}

static int
open_secret(const Secret *secret, const char *source, GError **error)
{
	int fd = open(secret->value, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0) {
		secret_fail(secret, error, "%s cannot be opened: %s", source, g_strerror(errno));
		return -1;
	}

	struct stat st = { 0 }; /* not of a regular file */
	(void)fstat(fd, &st);
	if (judge_file(secret, source, &st, error))
		return fd;
	close(fd);
	return -1;
}

static char *
fetch_file(const Secret *secret, GError **error)
{
	g_autofree char *shown = text_show(secret->value, -1);
	g_autofree char *source = g_strdup_printf("the file %s", shown);
	int fd = open_secret(secret, source, error);
	if (fd < 0)
		return NULL;

	SecretBuffer buffer = { .length = 0 };
	SecretRead got;
	do
		got = secret_buffer_read(&buffer, fd);
	while (got == SECRET_READ_MORE);
	int saved = errno;
	close(fd);
	char *value = got == SECRET_READ_END ? secret_buffer_text(&buffer) : NULL;
	secret_buffer_wipe(&buffer);
	if (got == SECRET_READ_ERROR)
		secret_fail(secret, error, "%s cannot be read: %s", source, g_strerror(saved));
	else if (got == SECRET_READ_FULL)
		secret_fail(secret, error,
		            "%s is longer than %d bytes; it must hold the secret alone", source,
		            SECRET_MAX);
	else if (value == NULL)
		secret_fail(secret, error, "%s holds a NUL byte; it must hold the secret alone",
		            source);
	return value == NULL ? NULL : finish(secret, source, value, error);
}

static char *
fetch_command(const Secret *secret, GError **error)
{
	char *value = secret_command_run(secret, error);

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
