/* file.h - reading files within bounds, and writing them so that they last. */
#ifndef TIDINGS_BASE_FILE_H
#define TIDINGS_BASE_FILE_H

#include <glib.h>
#include <sys/stat.h>

/*
 * The whole of a regular file of at most `max_bytes`.  Never blocks on a FIFO or a device, and
 * reads no more than the bound however the file grows meanwhile.  NULL and `error`
 * (TIDINGS_ERROR_IO when it cannot be read, TIDINGS_ERROR_DATA when it is too large or no regular
 * file) with a message that starts with the path.
 */
GBytes *file_read(const char *path, gsize max_bytes, GError **error);

/* The same.  `st` is what fstat(2) said before the first byte was read, zeros when it could not be
 * opened. */
GBytes *file_read_with_stat(const char *path, gsize max_bytes, struct stat *st, GError **error);

/*
 * Opens `path`, relative and without "..", below the open folder `root_fd`; `flags` as for open(2)
 * without O_CREAT, O_CLOEXEC is added.  No part of the path may be a symbolic link: whoever may
 * write into the folder does not choose what is opened, not even by changing it at this moment.
 * (openat2(2) with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS; part by part where the kernel lacks
 * it.)  Mount points are entered.  Returns -1 with errno: ELOOP or ENOTDIR for a link, EXDEV for a
 * path that leads out, otherwise as open(2) does.
 */
int file_open_beneath(int root_fd, const char *path, int flags);

/* What fstat(2) says of what file_open_beneath() would open, readable or not.  -1 with errno as
 * above.
 */
int file_stat_beneath(int root_fd, const char *path, struct stat *st);

/*
 * The same for a `path` below the open folder `root_fd`, of which no part may be a symbolic link
 * (base/beneath.h); messages start with `root` and the path.
 */
GBytes *file_read_beneath(int root_fd, const char *root, const char *path, gsize max_bytes,
                          struct stat *st, GError **error);

/*
 * Writes a file under a temporary name, syncs it, renames it over `path` and syncs the folder:
 * after TRUE it is there whole, also when the power fails; before, the old one.  `mode` as for
 * open(2).
 */
gboolean file_write_durably(const char *path, const void *data, gsize length, int mode,
                            GError **error);

/* Creates a folder and those above it.  FALSE and `error` (TIDINGS_ERROR_IO) when that fails. */
gboolean file_make_folder(const char *path, int mode, GError **error);

/* What of `path` follows `folder`; NULL when the path is not below it.  Compares names only. */
const char *path_below(const char *folder, const char *path);

/* An absolute path without symbolic links; what is not there of it stays as it is written.  Newly
 * allocated. */
char *path_real(const char *path);

#endif
