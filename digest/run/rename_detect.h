/* rename_detect.h - finds the files that have another path than before, and those that are gone. */
#ifndef TIDINGS_RUN_RENAME_DETECT_H
#define TIDINGS_RUN_RENAME_DETECT_H

#include "config/config.h"
#include "state/state.h"
#include "watch/watch.h"

/* What happened to the files that are not where they were. */
typedef struct {
	guint renamed;    /* found under another path */
	guint read;       /* read in order to compare their bytes */
	guint gone;       /* found nowhere */
	GPtrArray *known; /* GoneFile *, owned: events of the walk point into it */
} Renames;

/*
 * Finds files of `walk` that were known under another path, so that a meeting keeps its actions and
 * its posts when its file is renamed.  Three cases, in this order:
 *
 * 1. The same inode, size and time as a known file that is not at its path any more, and the same
 *    bytes: `mv a b`, also with a new `a`, or two files that exchanged their names.  The row gets
 *    the new path and the event leaves the walk: there is nothing to parse.
 * 2. The same bytes as a file that went in this walk or in the last 90 days: a copy whose original
 *    was deleted, or a checkout that writes every file again.
 * 3. The same meeting (meeting_traits_similarity()) as such a file, when there is no doubt which
 * one: renamed and edited.
 *
 * In cases 2 and 3 the event becomes FILE_MODIFIED and points to the known file.  What is gone is
 * marked so in the state, at `now`, and leaves the walk.  Keep `renames` as long as the walk.
 * Returns FALSE and sets `error` when the state refuses or the run has to stop.
 */
gboolean renames_detect(State *state, const Config *config, gint64 now, Walk *walk,
                        Renames *renames, GError **error);

void renames_clear(Renames *renames);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Renames, renames_clear)

#endif
