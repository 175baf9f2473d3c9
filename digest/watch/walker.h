/* walker.h - a walk over a tree: what it works with and what it found. */
#ifndef TIDINGS_WATCH_WALKER_H
#define TIDINGS_WATCH_WALKER_H

#include "glob.h"
#include "own.h"
#include "watch/watch.h"

#include <sys/stat.h>

/* What does not change during a walk. */
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

typedef struct Folder Folder;

typedef struct {
	const Tree *tree;
	GPtrArray *events;     /* FileEvent *, owned: new and touched */
	GPtrArray *problems;   /* char *, owned */
	GPtrArray *notices;    /* char *, owned */
	GPtrArray *exposed;    /* char *, owned */
	GPtrArray *unreadable; /* char *, owned: folders that were not looked into */
	GPtrArray *seen;       /* KnownFile *: those that are there */
	GPtrArray *todo;       /* Folder *, owned: still to look into */
	GlobsState *scratch;   /* for stepping */
	GString *path; /* of the entry looked at, so that an unchanged one costs no allocation */
	guint files;
} Walker;

Walker *walker_new(const Tree *tree);
void walker_free(Walker *walker);

/*
 * Looks into the root and all that is below.  FALSE when the root itself cannot be read: the first
 * problem says why.
 */
gboolean walker_walk(Walker *walker);

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
