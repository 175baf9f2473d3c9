/*
 * folder.h - a folder that others may write to: follows no link in it, and writes its files
 * durably.
 */
#ifndef TIDINGS_BASE_FOLDER_H
#define TIDINGS_BASE_FOLDER_H

#include <glib.h>

typedef struct Folder Folder;

/*
 * Opens the folder, and creates it and its parents if it does not exist.  `path` may lead through
 * links: whoever configured it chose them.  NULL and `error` (TIDINGS_ERROR_IO) if that fails.
 */
Folder *folder_open(const char *path, GError **error);

/*
 * As folder_open() for the folder `name` (without a slash) in `outer`.  A link or a file of that
 * name is an error (TIDINGS_ERROR_DATA) that says what to do; the target of the link is not
 * touched.
 */
Folder *folder_open_in(const Folder *outer, const char *name, GError **error);
void folder_close(Folder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Folder, folder_close)

/* The temporary name of a file while it is written.  Only a run that was killed leaves one. */
#define FOLDER_NEW_FILE ".tidings-new"

/*
 * Gives the file `name` this content; does nothing if it already has it.  Otherwise writes a
 * temporary file, syncs it, renames it, and syncs the folder: after TRUE the whole new content
 * survives a power failure; before, the old content does.  Replaces a symbolic link, and a file
 * that has other hard links.  `mode` as for open(2).  FALSE and `error` (TIDINGS_ERROR_IO).
 */
gboolean folder_update(const Folder *folder, const char *name, const void *data, gsize length,
                       int mode, GError **error);

/*
 * Returns the names in the folder: char *, owned, in no order.  NULL and `error`
 * (TIDINGS_ERROR_IO).
 */
GPtrArray *folder_names(const Folder *folder, GError **error);

/*
 * Removes a name; TRUE also if it does not exist.  Of a symbolic link only the link is removed.
 * FALSE and `error` (TIDINGS_ERROR_IO).
 */
gboolean folder_remove(const Folder *folder, const char *name, GError **error);

#endif
