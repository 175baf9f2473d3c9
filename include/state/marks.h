/* marks.h - which marks in the notes ended actions that were open, and where they stand. */
#ifndef TIDINGS_STATE_MARKS_H
#define TIDINGS_STATE_MARKS_H

#include "model/marked_action.h"
#include "state/state.h"

/* A mark as it is found; all of it borrowed. */
typedef struct {
	gint64 action;   /* its row */
	gint64 snapshot; /* of the version that has the mark */
	gint64 file;
	guint line;
	const char *text;
	gboolean elsewhere;      /* the file had no open copy of the item before */
	const GPtrArray *owners; /* char *: of that copy when it had one, otherwise NULL */
} Mark;

/* Remembers the mark that ended an open action, in place of an older one of the same action. */
gboolean mark_put(State *state, const Mark *mark, GError **error);

/*
 * The actions that marks of versions after `snapshot` ended, at `since` (Unix seconds) or later,
 * and that are done still, unless a person has said so, too (`tidings done`).  In the order of the
 * marks.  GPtrArray of owned MarkedAction *.
 */
GPtrArray *marks_since(State *state, gint64 snapshot, gint64 since, GError **error);

/*
 * Forgets the marks of actions that ended before `before` (Unix seconds) and of which every job has
 * had its turn to tell, and of those that are not done any more.
 */
gboolean marks_prune(State *state, gint64 before, GError **error);

#endif
