/* file.c - reads files within bounds and beneath a folder, and writes them durably. */
#define _GNU_SOURCE /* O_PATH */
#include "base/file.h"

#include "base/error.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void
set_io_error(GError **error, const char *path, const char *what)
{
	int saved = errno;
	g_autofree char *shown = text_escape_for_terminal(path, -1);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO, "%s: %s: %s", shown, what,
	            g_strerror(saved));
}

static gboolean
check_is_readable_file(const struct stat *st, const char *path, gsize max_bytes, GError **error)
{
	if (S_ISREG(st->st_mode) && (guint64)st->st_size <= max_bytes)
		return TRUE;

	g_autofree char *shown = text_escape_for_terminal(path, -1);
	if (!S_ISREG(st->st_mode)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA, "%s: is not a regular file",
		            shown);
		return FALSE;
	}
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
	            "%s: is %" G_GINT64_FORMAT " bytes long, over the limit of %" G_GSIZE_FORMAT
	            " bytes; split it or raise notes.max_size",
	            shown, (gint64)st->st_size, max_bytes);
	return FALSE;
}

/* Reads up to `size` bytes, also after short reads.  Returns -1 with errno on an error. */
static gssize
read_fully(int fd, char *buffer, gsize size)
{
	gsize have = 0;

	while (have < size) {
		gssize got = read(fd, buffer + have, size - have);
		if (got == 0)
			break;
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		have += (gsize)got;
	}
	return (gssize)have;
}

/* Returns the content of an open file.  `path` is for messages. */
static GBytes *
read_open_file(int fd, const char *path, gsize max_bytes, struct stat *st, GError **error)
{
	if (fstat(fd, st) != 0) {
		set_io_error(error, path, "cannot be looked at");
		return NULL;
	}
	if (!check_is_readable_file(st, path, max_bytes, error))
		return NULL;

	gsize size = (gsize)st->st_size;
	char *buffer = g_malloc(size + 1);
	gssize length = read_fully(fd, buffer, size);
	if (length >= 0)
		return g_bytes_new_take(buffer, (gsize)length);
	set_io_error(error, path, "cannot be read");
	g_free(buffer);
	return NULL;
}

static gboolean
escapes_root(const char *path, const char *const *parts)
{
	return *path == '/' || g_strv_contains(parts, "..");
}

/*
 * With O_PATH, open(2) returns a descriptor of a symbolic link instead of an error: turns it into
 * ELOOP.
 */
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

/* Opens part by part, each relative to the one before it, which nobody can exchange any more. */
static int
open_by_parts(int root_fd, const char *path, int flags)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	int fd = root_fd;

	if (*path == '\0' || escapes_root(path, (const char *const *)parts)) {
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
file_open_beneath(int root_fd, const char *path, int flags)
{
	const struct open_how how = { .flags = (guint64)(guint)flags | O_CLOEXEC,
		                      .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS };
	/* glibc has no wrapper before 2.43 */
	long fd = syscall(SYS_openat2, root_fd, path, &how, sizeof how);

	/* ENOSYS: Linux before 5.6.  EPERM: a container's filter that does not know the system
	 * call.
	 */
	if (fd < 0 && (errno == ENOSYS || errno == EPERM))
		return open_by_parts(root_fd, path, flags);
	return (int)fd;
}

int
file_stat_beneath(int root_fd, const char *path, struct stat *st)
{
	int fd = file_open_beneath(root_fd, path, O_PATH);
	int result = fd >= 0 ? fstat(fd, st) : -1;
	int saved = errno;

	if (fd >= 0)
		close(fd);
	errno = saved;
	return result;
}

/*
 * Opening does not block on a FIFO or a device, and a terminal does not become the controlling one.
 */
enum {
	READ_FLAGS = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
};

/* Closes `fd`, which may be -1 from a failed open. */
static GBytes *
read_and_close(int fd, const char *path, gsize max_bytes, struct stat *st, GError **error)
{
	*st = (struct stat){ 0 };
	if (fd < 0) {
		set_io_error(error, path, "cannot be opened");
		return NULL;
	}

	GBytes *bytes = read_open_file(fd, path, max_bytes, st, error);
	close(fd);
	return bytes;
}

GBytes *
file_read_with_stat(const char *path, gsize max_bytes, struct stat *st, GError **error)
{
	return read_and_close(open(path, READ_FLAGS), path, max_bytes, st, error);
}

GBytes *
file_read(const char *path, gsize max_bytes, GError **error)
{
	struct stat st;

	return file_read_with_stat(path, max_bytes, &st, error);
}

GBytes *
file_read_beneath(int root_fd, const char *root, const char *path, gsize max_bytes, struct stat *st,
                  GError **error)
{
	GBytes *bytes = read_and_close(file_open_beneath(root_fd, path, READ_FLAGS), path,
	                               max_bytes, st, error);

	if (bytes == NULL) {
		g_autofree char *shown = text_escape_for_terminal(root, -1);
		g_prefix_error(error, "%s%s", shown, g_str_has_suffix(shown, "/") ? "" : "/");
	}
	return bytes;
}

static gboolean
sync_folder(const char *path, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	gboolean synced = fd >= 0 && fsync(fd) == 0;

	if (!synced)
		set_io_error(error, folder, "cannot be synced");
	if (fd >= 0)
		close(fd);
	return synced;
}

gboolean
file_write_durably(const char *path, const void *data, gsize length, int mode, GError **error)
{
	g_autoptr(GError) local = NULL;

	if (!g_file_set_contents_full(path, data, (gssize)length,
	                              G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
	                              mode, &local)) {
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_IO, local->message);
		return FALSE;
	}
	return sync_folder(path, error);
}

gboolean
file_make_folder(const char *path, int mode, GError **error)
{
	if (g_mkdir_with_parents(path, mode) == 0)
		return TRUE;
	set_io_error(error, path, "cannot be made");
	return FALSE;
}

const char *
path_below(const char *folder, const char *path)
{
	gsize length = strlen(folder);

	/* the root folder already ends in the separator */
	if (length > 0 && folder[length - 1] == '/')
		length--;
	return strncmp(path, folder, length) == 0 && path[length] == '/' ? path + length + 1 : NULL;
}

char *
path_real(const char *path)
{
	char *real = realpath(path, NULL);
	g_autofree char *folder = g_path_get_dirname(path);
	if (real == NULL && strcmp(folder, path) != 0) {
		g_autofree char *above = path_real(folder);
		g_autofree char *name = g_path_get_basename(path);
		return g_build_filename(above, name, NULL);
	}
	char *copy = g_strdup(real != NULL ? real : path);
	free(real);
	return copy;
}
