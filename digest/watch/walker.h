/* walker.h - one thread's part in a walk: what it works with and what it found. */
#ifndef TIDINGS_WATCH_WALKER_H
#define TIDINGS_WATCH_WALKER_H

#include "glob.h"
#include "own.h"
#include "watch/watch.h"

#include <sys/stat.h>

/* What all share and none changes. */
typedef struct {
	const char *root;
	char *real_root; /* without links, for judging where a link leads */
	int root_fd;
	gsize max_size; /* bytes: a longer file is refused by who reads it */
	Globs *include;
	Globs *exclude;
	Own *own;
	GHashTable *known; /* path -> KnownFile * */
} Tree;

/* A folder to look into. */
typedef struct {
	char *path; /* relative; "" for the root */
	guint depth;
	GlobsState places[]; /* where it stands: of include, then of exclude */
} Folder;

Folder *folder_new(const Tree *tree, const char *path, guint depth);

typedef struct {
	const Tree *tree;
	GPtrArray *events;     /* FileEvent *, owned: new and touched */
	GPtrArray *problems;   /* char *, owned */
	GPtrArray *notices;    /* char *, owned */
	GPtrArray *exposed;    /* char *, owned */
	GPtrArray *unreadable; /* char *, owned: folders that were not looked into */
	GPtrArray *seen;       /* KnownFile *: those that are there */
	GPtrArray
	    *found; /* Folder *: below the one looked into last; whoever takes them out owns them */
	GlobsState *scratch; /* for stepping */
	GString *path; /* of the entry looked at, so that an unchanged one costs no allocation */
	guint files;
} Walker;

Walker *walker_new(const Tree *tree);
void walker_free(Walker *walker);

/* Moves what `other` found to `walker`. */
void walker_merge(Walker *walker, Walker *other);

/* Looks into one folder: files are compared, folders go to `found`.  FALSE when it cannot be read
 * (a problem says so). */
gboolean walker_look_into(Walker *walker, const Folder *folder);

/* Takes down the file at walker->path, of which nothing is known. */
void walker_take_new(Walker *walker, guint64 inode);

/* Takes it down when it may have changed since it was known. */
void walker_compare(Walker *walker, KnownFile *known, const struct stat *st);

/* A problem: "PATH: what: errno's words", with the root before it. */
void walker_complain(Walker *walker, const char *what);

/* A notice: "PATH: sentence", with the root before it. */
void walker_tell(Walker *walker, const char *sentence);

/*
 * For what is not read any more: tells when it is, by its identity, what is known of walker->path,
 * as exposed.  A former version read what links lead to, and its own files.
 */
void walker_tell_exposed(Walker *walker, const struct stat *st);

/*
 * A symbolic link that include and exclude choose is never read: one that leads to a file they
 * choose is a second name of that meeting and says nothing, any other is told of.
 */
void walker_look_at_link(Walker *walker, int folder_fd, const char *name);

void file_event_free(FileEvent *event);

#endif
