/* snapshots.h - what each file said, version by version. */
#ifndef TIDINGS_STATE_SNAPSHOTS_H
#define TIDINGS_STATE_SNAPSHOTS_H

#include "model/meeting.h"
#include "state/state.h"

/* What is saved of a file; all of it borrowed. */
typedef struct {
	gint64 id; /* above snapshot_newest(): ids only grow, and are the cursors of jobs */
	gint64 file;
	gboolean first;          /* the file has no version yet */
	const char *fingerprint; /* of what the source says: notes_normalized_source() */
	Day day;                 /* that the file is filed under */
	GBytes *encoded;         /* by meeting_to_bytes() */
	const gint64 *actions;   /* rows of the meeting's actions, in its order, each once */
	guint action_count;
	gint64 origin; /* the row of the meeting that a first version was a part of until
	                  now, and whose newest version still has its items; otherwise 0 */
} Version;

/* Saves a new version of a file, seen at `now`.  The copies that it had before are cleared already:
 * occurrences_clear(). */
gboolean snapshot_put(State *state, const Version *version, gint64 now, GError **error);

/*
 * Replaces what the file's newest version says by the same with other line numbers: no news for any
 * job.
 */
gboolean snapshot_renew(State *state, gint64 file, GBytes *encoded, GError **error);

/*
 * Returns where each action of the file's newest version is in Meeting.actions: row (gint64 *,
 * owned) -> index, from 1, as a pointer.  Empty for a file without a version; NULL and `error` when
 * the state refuses.
 */
GHashTable *snapshot_action_indexes(State *state, gint64 file, GError **error);

/* The fingerprint of the file's latest version, newly allocated, or NULL when it has none (then
 * *error stays unset). */
char *snapshot_fingerprint(State *state, gint64 file, GError **error);

/* The id of the newest snapshot, 0 when there is none. */
gboolean snapshot_newest(State *state, gint64 *id, GError **error);

/* When the newest snapshot was seen, Unix seconds UTC; 0 when there is none. */
gboolean snapshot_newest_time(State *state, gint64 *seen_at, GError **error);

/* Called once a file, in the order of meeting days; owns both.  `before` is NULL when the file was
 * new. FALSE stops. */
typedef gboolean (*SnapshotPair)(Meeting *before, Meeting *after, gpointer data);

/*
 * For each file whose newest snapshot is newer than `cursor`: its newest version at or before the
 * cursor (`before`, maybe NULL), and its newest (`after`), with Meeting.path the file's present
 * path.  Of a meeting that was a part of another one until then (part_add()), `before` is a version
 * of that one.  Files that are gone are passed over.  A version that cannot be decoded counts as
 * NULL / is passed over.
 */
gboolean snapshots_since(State *state, gint64 cursor, SnapshotPair each, gpointer data,
                         GError **error);

/* For each file that is there with a meeting day in [from, to]: (NULL, newest version). */
gboolean snapshots_between(State *state, Day from, Day to, SnapshotPair each, gpointer data,
                           GError **error);

/* A file's newest version with its present path; NULL when it has none that can be decoded.  Owned
 * by the caller. */
gboolean snapshot_of_file(State *state, gint64 file, Meeting **meeting, GError **error);

/*
 * Forgets versions that no cursor needs: of each file its newest stays, and for each job its newest
 * at or before the job's cursor; and nothing younger than `before` (Unix seconds).
 */
gboolean snapshots_prune(State *state, gint64 before, GError **error);

#endif
