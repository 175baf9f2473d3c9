/* rename_detect.h - files that stand under another path than before, told before anything is
 * understood anew. */
#ifndef TIDINGS_RUN_RENAME_DETECT_H
#define TIDINGS_RUN_RENAME_DETECT_H

#include "config/config.h"
#include "state/state.h"
#include "watch/watch.h"

/*
 * Finds the files of `walk` that were known under another path, also when that path has a new file
 * now (`mv a b` and a new a) or when two changed places: inode, size and time say which it may be,
 * the bytes say that it is.  Their rows get the new paths and their events leave the walk; what
 * stands where they stood is new.  `*moved` and `*read` are counted up.  What moved in another way
 * (a copy whose original went) is for renamed_take().  FALSE and `error` when the state refuses.
 */
gboolean renames_detect(State *state, const Config *config, Walk *walk, guint *moved, guint *read,
                        GError **error);

#endif
