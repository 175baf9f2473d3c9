/* renamed.h - files that stand under another path than before and were copied or edited on the way.
 */
#ifndef TIDINGS_RUN_RENAMED_H
#define TIDINGS_RUN_RENAMED_H

#include "config/config.h"
#include "state/state.h"
#include "watch/watch.h"

/*
 * Marks what is gone from `walk`, after renames_detect(), as gone at `now`, and takes it out of the
 * walk.  Then finds for each new file the one that it was before, of those that went now or in the
 * last 90 days: one with the same bytes, else the one that tells of the same meeting
 * (meeting_traits_similarity()) when there is no doubt which.  Such a event becomes FILE_MODIFIED
 * with its known row, so that the meeting keeps its actions and its posts.  `*renamed` and `*gone`
 * are counted up.  `*rows` (GPtrArray, owned by the caller) holds the known rows for as long as the
 * walk is used. FALSE and `error` when the state refuses.
 */
gboolean renamed_take(State *state, const Config *config, gint64 now, Walk *walk, guint *renamed,
                      guint *gone, GPtrArray **rows, GError **error);

#endif
