/* beneath.c - opening what lies below a folder, and never anything else. */
#define _GNU_SOURCE /* O_PATH */
#include "base/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

static gboolean
leads_out(const char *path, const char *const *parts)
{
	return *path == '/' || g_strv_contains(parts, "..");
}

/* An O_PATH descriptor of the link itself is what open(2) gives instead of an error. */
static int
refuse_link(int fd)
{
	struct stat st;

	if (fd < 0 || (fstat(fd, &st) == 0 && !S_ISLNK(st.st_mode)))
		return fd;
	close(fd);
	errno = ELOOP;
	return -1;
}

/* Each part is opened below the one before it, which nobody can exchange any more. */
static int
open_by_parts(int root_fd, const char *path, int flags)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	int fd = root_fd;

	if (*path == '\0' || leads_out(path, (const char *const *)parts)) {
		errno = *path == '\0' ? ENOENT : EXDEV;
		return -1;
	}
	for (guint i = 0; parts[i] != NULL && fd >= 0; i++) {
		gboolean last = parts[i + 1] == NULL;
		int next = openat(fd, parts[i], (last ? flags : O_PATH) | O_NOFOLLOW | O_CLOEXEC);
		int saved = errno;
		if (fd != root_fd)
			close(fd);
		errno = saved;
		fd = refuse_link(next);
	}
	return fd;
}

int
beneath_open(int root_fd, const char *path, int flags)
{
	const struct open_how how = { .flags = (guint64)(guint)flags | O_CLOEXEC,
		                      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS };
	/* glibc has no function for it before 2.43 */
	long fd = syscall(SYS_openat2, root_fd, path, &how, sizeof how);

	/* before Linux 5.6, and what containers' filters of system calls say of one that they do
	 * not know */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		return open_by_parts(root_fd, path, flags);
	return (int)fd;
}

int
beneath_stat(int root_fd, const char *path, struct stat *st)
{
	int fd = beneath_open(root_fd, path, O_PATH);
	int result = fd >= 0 ? fstat(fd, st) : -1;
	int saved = errno;

	if (fd >= 0)
		close(fd);
	errno = saved;
	return result;
}
