/* own.h - finds tidings' own files and folders among the notes. */
#ifndef TIDINGS_WATCH_OWN_H
#define TIDINGS_WATCH_OWN_H

#include "config/config.h"

#include <sys/stat.h>

typedef struct Own Own;

/* Looks for settings->own_files and own_folders.  `real_root` is the notes' folder without links.
 */
Own *own_new(const NotesSettings *settings, const char *real_root);
void own_free(Own *own);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Own, own_free)

typedef enum {
	OWN_NOT,
	OWN_FILE,   /* one of the files, at its configured path */
	OWN_FOLDER, /* below a folder of tidings' own */
	OWN_ALIAS,  /* one of the files, under another name: a hard link */
} OwnKind;

/*
 * Says what `path`, which is relative to the notes' folder and without links, is.  Unless that is
 * OWN_NOT, `*whose` becomes the path of the file or folder as the configuration has it, owned by
 * `own`.  When `st` is NULL, only the path counts, and aliases are not found.
 */
OwnKind own_find(const Own *own, const char *path, const struct stat *st, const char **whose);

/* Returns TRUE when one of the files may have that inode, so that own_find() needs the stat. */
gboolean own_has_inode(const Own *own, guint64 inode);

#endif
