/*
 * fail_point.c - fail points of test builds.  Defines system calls itself: the program's
 * definitions take precedence over those of the C library, for every library in the process.
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

/* The request from the environment, and how often its point was passed. */
static struct {
	pid_t program;
	char name[64];
	long at;
	char action;
	long passed;
	const char *log; /* path, or NULL */
} request;

__attribute__((constructor)) static void
read_environment(void)
{
	const char *text = getenv("TIDINGS_FAIL");

	request.program = getpid();
	request.log = getenv("TIDINGS_FAIL_LOG");
	if (text == NULL)
		return;
	size_t length = strcspn(text, ":=");
	if (length >= sizeof request.name)
		return;
	memcpy(request.name, text, length);
	request.at = text[length] == ':' ? atol(text + length + 1) : 1;
	const char *action = strchr(text, '=');
	request.action = action == NULL ? 'k' : action[1];
}

/*
 * Opened each time: a worker process closes all descriptors that it does not know, and would reuse
 * the number for its connection.
 */
static void
note_in_log(const char *name)
{
	char line[80];
	int size = snprintf(line, sizeof line, "%s\n", name);
	int fd = request.log == NULL
	             ? -1
	             : open(request.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	if (fd < 0)
		return;
	(void)syscall(SYS_write, fd, line, (size_t)size);
	close(fd);
}

/* Returns non-zero if the call must fail. */
static int
pass(const char *point)
{
	char name[80];
	int saved = errno;

	snprintf(name, sizeof name, "%s%s", getpid() == request.program ? "" : "worker.", point);
	note_in_log(name);
	errno = saved;
	if (strcmp(name, request.name) != 0)
		return 0;
	request.passed++;
	if (request.action == 'f' && request.passed >= request.at) {
		errno = ENOSPC;
		return 1;
	}
	if (request.passed != request.at)
		return 0;
	if (request.action == 'e') {
		errno = EIO;
		return 1;
	}
	if (request.action == 's') {
		(void)kill(getpid(), SIGSTOP);
		return 0;
	}
	if (request.action == 'k')
		(void)kill(request.program, SIGKILL);
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
