/* file.h - reads files within bounds and beneath a folder, and writes them durably. */
#ifndef TIDINGS_BASE_FILE_H
#define TIDINGS_BASE_FILE_H

#include <glib.h>
#include <sys/stat.h>

/*
 * Returns the content of a regular file of at most `max_bytes`.  Never blocks on a FIFO or a
 * device, and reads no more than the size at the start, however the file grows meanwhile.  NULL and
 * `error` (TIDINGS_ERROR_IO if it cannot be read, TIDINGS_ERROR_DATA if it is too large or not a
 * regular file) with a message that starts with the path.
 */
GBytes *file_read(const char *path, gsize max_bytes, GError **error);

/*
 * As file_read().  `st` becomes the result of fstat(2) before the first byte was read, or zeros if
 * the file could not be opened.
 */
GBytes *file_read_with_stat(const char *path, gsize max_bytes, struct stat *st, GError **error);

/*
 * Opens `path`, relative and without "..", beneath the open folder `root_fd`; `flags` as for
 * open(2) without O_CREAT, O_CLOEXEC is added.  No part of the path may be a symbolic link:
 * somebody with write access to the folder must not choose what is opened, not even by changing it
 * at this moment. (openat2(2) with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS; part by part on kernels
 * without it.) Mount points are followed.  Returns -1 with errno: ELOOP or ENOTDIR for a link,
 * EXDEV for a path that leads out, otherwise as open(2) does.
 */
int file_open_beneath(int root_fd, const char *path, int flags);

/*
 * Does fstat(2) on what file_open_beneath() would open, readable or not.  Returns -1 with errno as
 * above.
 */
int file_stat_beneath(int root_fd, const char *path, struct stat *st);

/*
 * As file_read_with_stat() for a `path` beneath the open folder `root_fd`, as for
 * file_open_beneath().  Messages start with `root` and the path.
 */
GBytes *file_read_beneath(int root_fd, const char *root, const char *path, gsize max_bytes,
                          struct stat *st, GError **error);

/*
 * Writes a file under a temporary name, syncs it, renames it over `path` and syncs the folder:
 * after TRUE the whole new content survives a power failure; before, the old content does.  `mode`
 * as for open(2).
 */
gboolean file_write_durably(const char *path, const void *data, gsize length, int mode,
                            GError **error);

/* Creates a folder and its parents.  FALSE and `error` (TIDINGS_ERROR_IO) if that fails. */
gboolean file_make_folder(const char *path, int mode, GError **error);

/*
 * Returns the part of `path` after `folder`, or NULL if it is not beneath it.  Compares names only.
 */
const char *path_below(const char *folder, const char *path);

/*
 * Returns an absolute path without symbolic links; the part that does not exist stays as written.
 * Newly allocated.
 */
char *path_real(const char *path);

#endif
