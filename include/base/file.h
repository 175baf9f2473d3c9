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
GBytes *file_slurp(const char *path, gsize max_bytes, GError **error);

/* The same.  `st` is what fstat(2) said before the first byte was read, zeros when it could not be
 * opened. */
GBytes *file_slurp_stat(const char *path, gsize max_bytes, struct stat *st, GError **error);

/*
 * The same for a `path` below the open folder `root_fd`, of which no part may be a symbolic link
 * (base/beneath.h); messages start with `root` and the path.
 */
GBytes *file_slurp_below(int root_fd, const char *root, const char *path, gsize max_bytes,
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
