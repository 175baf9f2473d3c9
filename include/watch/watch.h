/* watch.h - which meeting files are there, and which of them are new or changed. */
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
	guint64 inode;    /* all that is known of a new file before it is read */
	KnownFile *known; /* not owned; NULL for FILE_NEW */
} FileEvent;

typedef struct {
	GPtrArray *events; /* FileEvent *, owned, by path; files that are the same are not in it */
	GPtrArray *problems; /* char *, owned: one sentence for each file or folder that could not
	                        be looked at */
	GPtrArray *notices;  /* char *, owned: a sentence for each link, and each of tidings' own,
	                        not read */
	GPtrArray *exposed; /* char *, owned: a sentence for each of those that is known, because it
	                       was read */
	guint files;        /* how many matching files there are */
	gint64
	    walked_ns; /* the time before the walk began: becomes checked_ns of what is read now */
	int root_fd;   /* the folder that was walked; events are read below it */
	struct Own *own; /* what watch_read() refuses */
} Walk;

/*
 * Walks settings->root, itself maybe a link.  No symbolic link below it is followed: one that leads
 * to a file that include and exclude choose is a second name of that meeting, one that leads to
 * another file is a notice, and links to folders are nothing.  settings->own_files and own_folders
 * are never chosen, the files not under another name either.  Folders whose name begins with a dot
 * are only entered when an include names them, folders that no include can reach are not entered at
 * all, and 64 folders deep it ends with a problem.  Opens no file.  `known` maps path to KnownFile
 * *; what is known and not read any more is gone.  A root that cannot be read sets `error`
 * (TIDINGS_ERROR_IO) and returns NULL, so that a missing mount is not taken for the loss of every
 * file; a folder that cannot be read is a problem, and what is known below it is not taken for
 * gone.
 */
Walk *watch_walk(const NotesSettings *settings, GHashTable *known, GError **error);
void walk_free(Walk *walk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Walk, walk_free)

/*
 * The bytes of a event's file, as file_read_beneath() reads it.  What became a link since the walk,
 * or lies below one, or became tidings' own, is an error (TIDINGS_ERROR_IO).
 */
GBytes *watch_read(const Walk *walk, const NotesSettings *settings, const char *path,
                   struct stat *st, GError **error);

/* The same, its fstat(2) alone. */
gboolean watch_stat(const Walk *walk, const char *path, struct stat *st);

/* Takes `events` (a set of FileEvent *) out of the walk and frees them; the others keep their
 * order. */
void walk_drop(Walk *walk, GHashTable *events);

/* TRUE when `path` (relative to the root) is one that include and exclude choose, by watch/glob.h.
 */
gboolean watch_chooses(const NotesSettings *settings, const char *path);

/* XXH3-128 of the bytes. */
void watch_hash(GBytes *source, guint64 hash[2]);

enum {
	HASH_TEXT_SIZE = 33
};

/* The hash in hexadecimal. */
void watch_hash_text(const guint64 hash[2], char text[HASH_TEXT_SIZE]);

#endif
