/* folder.h - a folder that others may write in, too: no link in it is followed, and its files last.
 */
#ifndef TIDINGS_BASE_FOLDER_H
#define TIDINGS_BASE_FOLDER_H

#include <glib.h>

typedef struct Folder Folder;

/*
 * Opens the folder, and makes it and those above it when it is not there.  `path` may lead over
 * links: whoever named it chose them.  NULL and `error` (TIDINGS_ERROR_IO) when that fails.
 */
Folder *folder_open(const char *path, GError **error);

/*
 * The same for the folder `name` (without a slash) in another one.  A link or a file in its place
 * is an error (TIDINGS_ERROR_DATA) that says what to do, and nothing is done where the link leads
 * to.
 */
Folder *folder_open_in(const Folder *outer, const char *name, GError **error);
void folder_close(Folder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Folder, folder_close)

/*
 * What a file that is being written is called until it is whole; only a run that was killed leaves
 * one.
 */
#define FOLDER_NEW_FILE ".tidings-new"

/*
 * Makes the file `name` of the folder say just that: nothing is touched when it does already.
 * Otherwise the file is written under another name, synced and renamed, and the folder is synced:
 * after TRUE it is there whole, also when the power fails; before, the old one.  A link in its
 * place is replaced, and so is a file that has other names.  `mode` as for open(2). FALSE and
 * `error` (TIDINGS_ERROR_IO).
 */
gboolean folder_update(const Folder *folder, const char *name, const void *data, gsize length,
                       int mode, GError **error);

/* The names in it: char *, owned, in no order.  NULL and `error` (TIDINGS_ERROR_IO). */
GPtrArray *folder_names(const Folder *folder, GError **error);

/*
 * Takes a name away; TRUE also when it is not there.  A link goes, what it leads to stays.  FALSE
 * and `error` (TIDINGS_ERROR_IO).
 */
gboolean folder_remove(const Folder *folder, const char *name, GError **error);

#endif
