/* actions.h - actions with their life, and the copies that files have of them. */
#ifndef TIDINGS_STATE_ACTIONS_H
#define TIDINGS_STATE_ACTIONS_H

#include "model/action_record.h"
#include "state/state.h"

/* One file's copy of an action. */
typedef struct {
	gint64 row; /* of the action */
	gint64 file;
	guint place;       /* which item of the file, from 0 */
	Day day;           /* of the meeting */
	ActionState state; /* of the action */
	gint64 ended_at; /* of the action, Unix seconds; 0 while open, and when it was over as soon
	                    as it was known */
	Action *action;  /* owned */
} Occurrence;

void occurrence_free(Occurrence *copy);

/* All copies that the file's last taken-in version had, by place.  GPtrArray of owned Occurrence *.
 */
GPtrArray *occurrences_of_file(State *state, gint64 file, GError **error);

/* All copies whose meeting day is in [from, to], of any state: what a new item may carry on.  By
 * day. */
GPtrArray *occurrences_between(State *state, Day from, Day to, GError **error);

/* The files that have the action, those of the latest meetings first, `most` of them: gint64. */
GArray *action_files(State *state, gint64 row, guint most, GError **error);

/* When the action ended, as in Occurrence. */
gboolean action_ended_at(State *state, gint64 row, gint64 *ended_at, GError **error);

/* Forgets the file's copies (the actions stay), before its new ones are put. */
gboolean occurrences_clear(State *state, gint64 file, GError **error);

/* Says that the file has these actions (a JSON array of rows, each once); snapshot_put() does, and
 * says in what words. */
gboolean occurrences_put(State *state, gint64 file, const char *items, GError **error);

/*
 * A new open action of the version `snapshot`.  Its id is made from `seed` (a hash of file path,
 * owners, normalised text): five letters and digits without look-alikes, longer only on collision.
 * `*row` is its row.  An action of that very seed that no file has any more is taken up again
 * instead: `*is` is then what it has come to.
 */
gboolean action_create(State *state, guint64 seed, gint64 snapshot, gint64 now, gint64 *row,
                       ActionState *is, GError **error);

/* Moves an action to a state; ended_at becomes `now`, or 0 for ACTION_OPEN.  `by_person` protects
 * an end from the notes. */
gboolean action_move(State *state, gint64 row, ActionState to, gboolean by_person, gint64 now,
                     GError **error);

/*
 * Ends as ACTION_WITHDRAWN every open action that lost its last copy to occurrences_clear() since
 * state_begin(). Costs nothing when there was none.
 */
gboolean actions_withdraw_orphans(State *state, gint64 now, GError **error);

/*
 * Actions as records: latest wording, first and last day, number of meetings.  Open ones, and with
 * `ended_since` > 0 also those that ended at or after that time; with `seen_since` (else DAY_NONE)
 * only those that a meeting of that day or a later one has, which keeps years of stale ones out of
 * memory.  Those that no file has any more, or only files that are gone, are not in it.  By first
 * day, then as created.  GPtrArray of owned ActionRecord *; records of one meeting share their
 * `participants` and `teams`, so do not change these.
 */
GPtrArray *actions_load(State *state, gint64 ended_since, Day seen_since, GError **error);

/*
 * The commands done, reopen (to ACTION_OPEN), drop and snooze (DAY_NONE ends it); case of `id` does
 * not matter.  FALSE with TIDINGS_ERROR_DATA when there is no such id (with a guess at a near one),
 * or it was edited away from the notes.
 */
gboolean action_command(State *state, const char *id, ActionState to, gint64 now, GError **error);
gboolean action_snooze(State *state, const char *id, Day until, GError **error);

#endif
