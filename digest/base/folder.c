/*
 * folder.c - a folder that others may write to: follows no link in it, and writes its files
 * durably.
 */
#include "base/folder.h"

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * All access is relative to the descriptor: somebody who exchanges the path meanwhile cannot
 * redirect it.
 */
struct Folder {
	int fd;
	char *path; /* for messages */
};

/* `name` is a folder in `path`, or NULL for `path` itself. */
static Folder *
folder_new(int fd, const char *path, const char *name)
{
	Folder *folder = g_new(Folder, 1);

	*folder = (Folder){ fd, g_build_filename(path, name, NULL) };
	return folder;
}

void
folder_close(Folder *folder)
{
	if (folder == NULL)
		return;
	close(folder->fd);
	g_free(folder->path);
	g_free(folder);
}

/* Sets `error` from errno.  `name` may be NULL. */
static void
set_io_error(GError **error, const char *path, const char *name, const char *what)
{
	int saved = errno;
	g_autofree char *whole = g_build_filename(path, name, NULL);
	g_autofree char *shown = text_escape_for_terminal(whole, -1);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO, "%s: %s: %s", shown, what,
	            g_strerror(saved));
}

Folder *
folder_open(const char *path, GError **error)
{
	if (!file_make_folder(path, 0755, error))
		return NULL;

	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		return folder_new(fd, path, NULL);
	set_io_error(error, path, NULL, "cannot be opened");
	return NULL;
}

static int
open_inner(const Folder *outer, const char *name)
{
	return openat(outer->fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Sets `error` from errno after openat() failed. */
static void
set_open_error(GError **error, const Folder *outer, const char *name)
{
	int saved = errno;
	struct stat st;
	if (fstatat(outer->fd, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || S_ISDIR(st.st_mode)) {
		errno = saved;
		set_io_error(error, outer->path, name, "cannot be opened");
		return;
	}

	g_autofree char *whole = g_build_filename(outer->path, name, NULL);
	g_autofree char *shown = text_escape_for_terminal(whole, -1);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
	            "%s: %s; take it away, and a folder is made in its place", shown,
	            S_ISLNK(st.st_mode)
	                ? "is a link, which could lead anywhere, and is not followed"
	                : "is not a folder");
}

Folder *
folder_open_in(const Folder *outer, const char *name, GError **error)
{
	int fd = open_inner(outer, name);

	if (fd < 0 && errno == ENOENT && mkdirat(outer->fd, name, 0755) == 0 &&
	    fsync(outer->fd) == 0)
		fd = open_inner(outer, name);
	if (fd >= 0)
		return folder_new(fd, outer->path, name);
	set_open_error(error, outer, name);
	return NULL;
}

static gboolean
has_content(int fd, const char *data, gsize length)
{
	char buffer[16384];
	gsize done = 0;
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (gsize)st.st_size != length)
		return FALSE;
	while (done < length) {
		gssize got = read(fd, buffer, MIN(sizeof buffer, length - done));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || memcmp(buffer, data + done, (gsize)got) != 0)
			return FALSE;
		done += (gsize)got;
	}
	return TRUE;
}

/*
 * Returns TRUE if the file already has this content; FALSE also if it cannot be read.  O_NONBLOCK
 * because it may have been replaced by a FIFO.
 */
static gboolean
is_up_to_date(const Folder *folder, const char *name, const void *data, gsize length)
{
	int fd =
	    openat(folder->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return FALSE;

	gboolean same = has_content(fd, data, length);
	close(fd);
	return same;
}

static gboolean
write_fully(int fd, const char *data, gsize length)
{
	for (gsize done = 0; done < length;) {
		gssize put = write(fd, data + done, length - done);
		if (put < 0 && errno != EINTR)
			return FALSE;
		done += put > 0 ? (gsize)put : 0;
	}
	return fsync(fd) == 0;
}

/* O_EXCL: a symbolic or hard link must not choose which file is overwritten. */
static int
open_new(const Folder *folder, int mode, GError **error)
{
	int fd = -1;

	if (unlinkat(folder->fd, FOLDER_NEW_FILE, 0) == 0 || errno == ENOENT)
		fd = openat(folder->fd, FOLDER_NEW_FILE,
		            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
	if (fd < 0)
		set_io_error(error, folder->path, FOLDER_NEW_FILE, "cannot be made");
	return fd;
}

static gboolean
write_new(const Folder *folder, const char *name, const void *data, gsize length, int mode,
          GError **error)
{
	int fd = open_new(folder, mode, error);
	if (fd < 0)
		return FALSE;

	gboolean written = write_fully(fd, data, length);
	if (!written)
		set_io_error(error, folder->path, name, "cannot be written");
	close(fd);
	return written;
}

static gboolean
rename_new(const Folder *folder, const char *name, GError **error)
{
	if (renameat(folder->fd, FOLDER_NEW_FILE, folder->fd, name) == 0)
		return TRUE;
	set_io_error(error, folder->path, name, "cannot be replaced");
	return FALSE;
}

gboolean
folder_update(const Folder *folder, const char *name, const void *data, gsize length, int mode,
              GError **error)
{
	if (is_up_to_date(folder, name, data, length))
		return TRUE;

	if (!write_new(folder, name, data, length, mode, error) ||
	    !rename_new(folder, name, error)) {
		/* a partial file takes space on a disk that may be full */
		(void)unlinkat(folder->fd, FOLDER_NEW_FILE, 0);
		return FALSE;
	}
	if (fsync(folder->fd) == 0)
		return TRUE;
	set_io_error(error, folder->path, NULL, "cannot be synced");
	return FALSE;
}

static GPtrArray *
read_names(DIR *dir)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);

	errno = 0;
	for (const struct dirent *entry; (entry = readdir(dir)) != NULL; errno = 0)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			g_ptr_array_add(names, g_strdup(entry->d_name));
	return errno == 0 ? g_steal_pointer(&names) : NULL;
}

GPtrArray *
folder_names(const Folder *folder, GError **error)
{
	int fd = openat(folder->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	GPtrArray *names = dir != NULL ? read_names(dir) : NULL;

	if (names == NULL)
		set_io_error(error, folder->path, NULL, "cannot be listed");
	if (dir != NULL)
		closedir(dir);
	else if (fd >= 0)
		close(fd);
	return names;
}

gboolean
folder_remove(const Folder *folder, const char *name, GError **error)
{
	if (unlinkat(folder->fd, name, 0) == 0 || errno == ENOENT)
		return TRUE;
	set_io_error(error, folder->path, name, "cannot be taken away");
	return FALSE;
}
