/* files.h - the stat cache: which files are known, and as what. */
#ifndef TIDINGS_STATE_FILES_H
#define TIDINGS_STATE_FILES_H

#include "base/day.h"
#include "model/known_file.h"
#include "state/state.h"

/* All files that are there: path -> KnownFile *, both owned by the table.  NULL and `error` when
 * the state refuses. */
GHashTable *files_load(State *state, GError **error);

/*
 * Adds a file (id 0; its row's id is written to it) or overwrites the row with its id: path, stat,
 * hash, checked.  It is there from then on.  A file that comes back under its old path gets its old
 * row, with its snapshots and actions; a file that is renamed over another one makes that one gone.
 */
gboolean files_put(State *state, KnownFile *file, GError **error);

/* Marks a file as gone at `now` (Unix seconds): it leaves files_load(), its snapshots and actions
 * stay. */
gboolean files_gone(State *state, gint64 id, gint64 now, GError **error);

/* A file that went. */
typedef struct {
	KnownFile *file; /* owned: as it was known when it went */
	gint64 newest;   /* the row of its newest meeting: its own, or that of one of many */
	Day day; /* that this one is filed under; DAY_NONE for a file that was never understood */
} GoneFile;

void gone_file_free(GoneFile *gone);

/* The files that went at `since` (Unix seconds) or later, the latest first, then by path. GPtrArray
 * of owned GoneFile *. */
GPtrArray *files_gone_since(State *state, gint64 since, GError **error);

#endif
