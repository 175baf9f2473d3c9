/* walk.h - a walk over the tree of notes: what it needs and what it finds. */
#ifndef TIDINGS_WATCH_WALK_H
#define TIDINGS_WATCH_WALK_H

#include "glob.h"
#include "own.h"
#include "watch/watch.h"

#include <sys/stat.h>

/* What does not change during a walk. */
typedef struct {
	const char *root;
	char *real_root; /* without links, for judging where a link leads */
	int root_fd;
	gsize max_size; /* bytes: a longer file is not read */
	Globs *include;
	Globs *exclude;
	Own *own;
	GHashTable *known; /* path -> KnownFile * */
} Tree;

typedef struct Folder Folder;

typedef struct {
	const Tree *tree;
	GPtrArray *events;     /* FileEvent *, owned: of new and modified files */
	GPtrArray *problems;   /* char *, owned */
	GPtrArray *notices;    /* char *, owned */
	GPtrArray *exposed;    /* char *, owned */
	GPtrArray *unreadable; /* char *, owned: folders that were not read */
	GPtrArray *seen;       /* KnownFile *: the known files that are there */
	GPtrArray *todo;       /* Folder *, owned: still to be read */
	GlobsState *scratch;   /* of the entry looked at */
	GString *path;         /* of the entry looked at */
	guint files;
} Walker;

Walker *walker_new(const Tree *tree);
void walker_free(Walker *walker);

/*
 * Reads the root and all folders below it.  Returns FALSE when the root itself cannot be read: the
 * first problem says why.
 */
gboolean walker_walk(Walker *walker);

/*
 * Returns why a file with this name, without its folder, is passed over and what to do, as the rest
 * of a sentence: it is a copy of another file by a sync program or an editor.  NULL for others.
 */
const char *walk_copy_sentence(const char *name);

void file_event_free(FileEvent *event);

#endif
