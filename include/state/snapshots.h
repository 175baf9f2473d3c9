/* snapshots.h - what each file said, version by version. */
#ifndef TIDINGS_STATE_SNAPSHOTS_H
#define TIDINGS_STATE_SNAPSHOTS_H

#include "model/meeting.h"
#include "state/state.h"

/*
 * Saves a new version of a file.  `fingerprint` tells what the source says (see notes_essence()), `encoded` is as
 * meeting_to_bytes() makes it.
 * Snapshot ids only grow; they are the cursors of jobs.
 */
gboolean snapshot_put(State *state, gint64 file, const char *fingerprint, Day day, GBytes *encoded, gint64 now,
                      GError **error);

/* The fingerprint of the file's latest version, newly allocated, or NULL when it has none (then *error stays unset). */
char *snapshot_fingerprint(State *state, gint64 file, GError **error);

/* The id of the newest snapshot, 0 when there is none. */
gboolean snapshot_newest(State *state, gint64 *id, GError **error);

/* When the newest snapshot was seen, Unix seconds UTC; 0 when there is none. */
gboolean snapshot_newest_time(State *state, gint64 *seen_at, GError **error);

/* Called once a file, in the order of meeting days; owns both.  `before` is NULL when the file was new. FALSE stops. */
typedef gboolean (*SnapshotPair)(Meeting *before, Meeting *after, gpointer data);

/*
 * For each file whose newest snapshot is newer than `cursor`: its newest version at or before the cursor (`before`,
 * maybe NULL), and its newest (`after`), with Meeting.path the file's present path.  Files that are gone are passed over.  A version that cannot be decoded counts as NULL / is passed over.
 */
gboolean snapshots_since(State *state, gint64 cursor, SnapshotPair each, gpointer data, GError **error);

/* For each file that is there with a meeting day in [from, to]: (NULL, newest version). */
gboolean snapshots_between(State *state, Day from, Day to, SnapshotPair each, gpointer data, GError **error);

/*
 * For each file whose newest snapshot is newer than `cursor` (those of the open transaction count), by meeting day: for
 * taking its actions in.  Owns the meeting.  FALSE stops and is an error when `error` is set.
 */
typedef gboolean (*SnapshotEach)(gint64 file, Meeting *meeting, gpointer data, GError **error);
gboolean snapshots_new(State *state, gint64 cursor, SnapshotEach each, gpointer data, GError **error);

/*
 * Forgets versions that no cursor needs: of each file its newest stays, and for each job its newest at or before the job's cursor; and nothing
 * younger than `before` (Unix seconds).
 */
gboolean snapshots_prune(State *state, gint64 before, GError **error);

#endif
