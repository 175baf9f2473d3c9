/* watch.h - finds the files of meetings, and which of them are new, modified or gone. */
#ifndef TIDINGS_WATCH_WATCH_H
#define TIDINGS_WATCH_WATCH_H

#include "config/config.h"
#include "model/known_file.h"

#include <sys/stat.h>

typedef enum {
	FILE_NEW,      /* a path that was not known */
	FILE_MODIFIED, /* a known path whose stat differs, or may be racy: read and hash it */
	FILE_GONE,     /* a known path that is not there */
} FileEventKind;

typedef struct {
	FileEventKind kind;
	char *path;
	guint64 inode;    /* of a new file nothing more is known before it is read */
	KnownFile *known; /* not owned; NULL for FILE_NEW */
} FileEvent;

typedef struct {
	GPtrArray *events; /* FileEvent *, owned, by path; none for unchanged files */
	GPtrArray
	    *problems; /* char *, owned: a sentence for each file or folder that cannot be read */
	GPtrArray *notices; /* char *, owned: a sentence for each link, for each of tidings' own
	                       files and folders, and for each copy, that is not read */
	GPtrArray *exposed; /* char *, owned: a sentence for each of these that was read before */
	guint files;        /* how many files were chosen */
	gint64 walked_ns;   /* when the walk began: becomes checked_ns of what is read after it */
	int root_fd;        /* the folder that was walked; files are opened below it */
	struct Own *own;    /* what watch_read() refuses */
} Walk;

/*
 * Walks settings->root, which may be a link, and compares the files that include and exclude choose
 * with `known` (path -> KnownFile *).  Known files that are not chosen any more are gone.  Opens no
 * file.
 *
 * Symbolic links below the root are not followed.  One that leads to a chosen file is a second name
 * of that meeting, one that leads to another file gets a notice, and links to folders are ignored.
 * settings->own_files and own_folders are never chosen, the files not under another name either.
 * Copies of files that sync programs and editors leave are not read either, by their names: each
 * gets a notice. Folders whose name begins with a dot are only entered when an include names them,
 * folders that no include can match are not entered at all, and folders more than 64 deep are a
 * problem.
 *
 * A root that cannot be read sets `error` (TIDINGS_ERROR_IO) and returns NULL, so that a missing
 * mount is not taken for the loss of every file.  A folder that cannot be read is a problem, and
 * the files known below it are not taken for gone.
 */
Walk *watch_walk(const NotesSettings *settings, GHashTable *known, GError **error);
void walk_free(Walk *walk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Walk, walk_free)

/*
 * Reads a file that the walk found, as file_read_beneath() does.  A file that has become a link
 * since the walk, or is below one, or has become tidings' own, is an error (TIDINGS_ERROR_IO).
 */
GBytes *watch_read(const Walk *walk, const NotesSettings *settings, const char *path,
                   struct stat *st, GError **error);

/* Only stats the file, without following links. */
gboolean watch_stat(const Walk *walk, const char *path, struct stat *st);

/* Removes and frees `events`, a set of FileEvent *; the others keep their order. */
void walk_drop(Walk *walk, GHashTable *events);

/* Returns TRUE when include and exclude choose `path`, which is relative to the root, and it is no
 * copy. */
gboolean watch_chooses(const NotesSettings *settings, const char *path);

/* Computes the XXH3-128 of the bytes. */
void watch_hash(GBytes *source, guint64 hash[2]);

enum {
	HASH_TEXT_SIZE = 33
};

/* Writes the hash in hexadecimal. */
void watch_hash_text(const guint64 hash[2], char text[HASH_TEXT_SIZE]);

#endif
