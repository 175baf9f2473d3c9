/*
 * fail_point.c - fail points of test builds.  The program's own definitions of the system calls
 * stand before those of the C library, for every library in the process.
 */
#define _GNU_SOURCE
#include "base/fail_point.h"

#ifdef TIDINGS_FAIL_POINTS

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Of a test build only: what was asked for and how often it came. */
static struct {
	pid_t program;
	char name[64];
	long at;
	char action;
	long passed;
	const char *log; /* path, or NULL */
} asked;

__attribute__((constructor)) static void
read_environment(void)
{
	const char *text = getenv("TIDINGS_FAIL");

	asked.program = getpid();
	asked.log = getenv("TIDINGS_FAIL_LOG");
	if (text == NULL)
		return;
	size_t length = strcspn(text, ":=");
	if (length >= sizeof asked.name)
		return;
	memcpy(asked.name, text, length);
	asked.at = text[length] == ':' ? atol(text + length + 1) : 1;
	const char *action = strchr(text, '=');
	asked.action = action == NULL ? 'k' : action[1];
}

/* Opened each time: a worker closes all that it does not know, and would take the descriptor's
 * number for its connection. */
static void
note_in_log(const char *name)
{
	char line[80];
	int size = snprintf(line, sizeof line, "%s\n", name);
	int fd = asked.log == NULL
	             ? -1
	             : open(asked.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	if (fd < 0)
		return;
	(void)syscall(SYS_write, fd, line, (size_t)size);
	close(fd);
}

/* Non-zero when the call is to fail. */
static int
pass(const char *point)
{
	char name[80];
	int saved = errno;

	snprintf(name, sizeof name, "%s%s", getpid() == asked.program ? "" : "worker.", point);
	note_in_log(name);
	errno = saved;
	if (strcmp(name, asked.name) != 0)
		return 0;
	asked.passed++;
	if (asked.action == 'f' && asked.passed >= asked.at) {
		errno = ENOSPC;
		return 1;
	}
	if (asked.passed != asked.at)
		return 0;
	if (asked.action == 'e') {
		errno = EIO;
		return 1;
	}
	if (asked.action == 's') {
		(void)kill(getpid(), SIGSTOP);
		return 0;
	}
	if (asked.action == 'k')
		(void)kill(asked.program, SIGKILL);
	(void)kill(getpid(), SIGKILL);
	return 0;
}

void
fail_point(const char *name)
{
	(void)pass(name);
}

#define CALL(point, type, name, parameters, ...)                                                   \
	type name parameters;                                                                      \
	type name parameters                                                                       \
	{                                                                                          \
		return pass(point) ? (type)-1 : (type)syscall(__VA_ARGS__);                        \
	}

CALL("write", ssize_t, write, (int fd, const void *data, size_t size), SYS_write, fd, data, size)
CALL("pwrite", ssize_t, pwrite, (int fd, const void *data, size_t size, off_t at), SYS_pwrite64, fd,
     data, size, at)
CALL("pwrite", ssize_t, pwrite64, (int fd, const void *data, size_t size, off64_t at), SYS_pwrite64,
     fd, data, size, at)
CALL("fsync", int, fsync, (int fd), SYS_fsync, fd)
CALL("fdatasync", int, fdatasync, (int fd), SYS_fdatasync, fd)
CALL("rename", int, rename, (const char *from, const char *to), SYS_renameat2, AT_FDCWD, from,
     AT_FDCWD, to, 0)
CALL("rename", int, renameat, (int from_folder, const char *from, int to_folder, const char *to),
     SYS_renameat2, from_folder, from, to_folder, to, 0)
CALL("connect", int, connect, (int fd, const struct sockaddr *to, socklen_t size), SYS_connect, fd,
     to, size)
CALL("send", ssize_t, send, (int fd, const void *data, size_t size, int flags), SYS_sendto, fd,
     data, size, flags, NULL, 0)
CALL("recv", ssize_t, recv, (int fd, void *data, size_t size, int flags), SYS_recvfrom, fd, data,
     size, flags, NULL, NULL)

#endif
