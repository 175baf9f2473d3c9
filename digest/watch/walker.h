/* walker.h - one thread's part in a walk: what it works with and what it found. */
#ifndef TIDINGS_WATCH_WALKER_H
#define TIDINGS_WATCH_WALKER_H

#include "watch/glob.h"
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
	GHashTable *known; /* path -> KnownFile * */
} Tree;

/* A folder to look into. */
typedef struct {
	char *path; /* relative; "" for the root */
	guint depth;
	GlobsPlace places[]; /* where it stands: of include, then of exclude */
} Folder;

Folder *folder_new(const Tree *tree, const char *path, guint depth);

typedef struct {
	const Tree *tree;
	GPtrArray *sights;   /* Sight *, owned: new and touched */
	GPtrArray *problems; /* char *, owned */
	GPtrArray *blind;    /* char *, owned: folders that were not looked into */
	GPtrArray *seen;     /* KnownFile *: those that are there */
	GPtrArray *found;    /* Folder *: below the one looked into last; whoever takes them out owns them */
	GlobsPlace *scratch; /* for stepping */
	GString *path;       /* of the entry looked at, so that an unchanged one costs no allocation */
	guint files;
} Walker;

Walker *walker_new(const Tree *tree);
void walker_free(Walker *walker);

/* Moves what `other` found to `walker`. */
void walker_merge(Walker *walker, Walker *other);

/* Looks into one folder: files are compared, folders go to `found`.  FALSE when it cannot be read (a problem says so). */
gboolean walker_look_into(Walker *walker, const Folder *folder);

/* Takes down the file at walker->path, of which nothing is known. */
void walker_take_new(Walker *walker, guint64 inode);

/* Takes it down when it may have changed since it was known. */
void walker_compare(Walker *walker, KnownFile *known, const struct stat *st);

/* "PATH: what: errno's words", with the root before it. */
void walker_complain(Walker *walker, const char *what);

void sight_free(Sight *sight);

#endif
