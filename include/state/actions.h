/* actions.h - the actions of the notes, from their first mention to their end, and which files have
 * them. */
#ifndef TIDINGS_STATE_ACTIONS_H
#define TIDINGS_STATE_ACTIONS_H

#include "model/action_record.h"
#include "state/state.h"

/* An action as one file has it. */
typedef struct {
	gint64 row; /* of the action */
	gint64 file;
	guint index;       /* in the actions of the file's meeting */
	Day day;           /* of the meeting */
	ActionState state; /* of the action */
	gint64 ended_at;   /* of the action, Unix seconds; 0 while it is open, and when it had ended
	                      before it was first seen */
	Action *action;    /* owned: in the words of this file */
} Occurrence;

void occurrence_free(Occurrence *occurrence);

/* Returns what the newest version of the file has, in its order.  GPtrArray of owned Occurrence *.
 */
GPtrArray *occurrences_of_file(State *state, gint64 file, GError **error);

/*
 * Returns the occurrences, in whatever state, of meetings on the days from `from` to `to`, by day:
 * what a new item may be the continuation of.
 */
GPtrArray *occurrences_between(State *state, Day from, Day to, GError **error);

/* Returns the files (gint64) that have the action, at most `most`, those of the latest meetings
 * first. */
GArray *action_files(State *state, gint64 row, guint most, GError **error);

/* Says when the action ended, as in Occurrence. */
gboolean action_ended_at(State *state, gint64 row, gint64 *ended_at, GError **error);

/*
 * Forgets which actions the file has, before snapshot_put() saves its new version.  The actions
 * stay.
 */
gboolean occurrences_clear(State *state, gint64 file, GError **error);

/*
 * Creates an open action, first seen in the version `snapshot`, and sets `*row` to its row.  Its id
 * is made from `seed` (a hash of file path, owners and normalised text): five letters and digits
 * without look-alikes, longer only on collision.  When an action of the same seed exists that no
 * file has any more, that one is used again, and `*found` becomes its state; otherwise `*found`
 * becomes ACTION_OPEN.
 */
gboolean action_create(State *state, guint64 seed, gint64 snapshot, gint64 now, gint64 *row,
                       ActionState *found, GError **error);

/*
 * Moves an action to the state `to`; ended_at becomes `now`, or 0 for ACTION_OPEN.  The notes do
 * not change an end that was set with `by_person`.  One that is opened again, by a person or by a
 * mark that is taken away, is not ended by a forge any more.
 */
gboolean action_move(State *state, gint64 row, ActionState to, gboolean by_person, gint64 now,
                     GError **error);

/* Notes that a file has the action in words that may link to something (linked_is_possible()). */
gboolean action_note_link(State *state, gint64 row, GError **error);

/*
 * Notes that the action came to be known on `day`, or that a person did something about it: it is
 * stale expire_after later at the earliest.  An earlier day than the one that is noted changes
 * nothing.
 */
gboolean action_touch(State *state, gint64 row, Day day, GError **error);

/*
 * Ends as ACTION_WITHDRAWN every open action that lost its last occurrence to occurrences_clear()
 * since state_begin().
 */
gboolean actions_withdraw_orphans(State *state, gint64 now, GError **error);

/*
 * Returns actions as records, with their latest wording, first and last day, and number of
 * meetings: those that are open and, with `ended_since` > 0, those that ended at or after that
 * time. `seen_since`, unless DAY_NONE, leaves out those that no meeting of that day or later has
 * and that were not touched since, which keeps years of stale ones out of memory.  Actions that no
 * file has any more, or only files that are gone, are left out too.  By first day, then as created.
 * GPtrArray of owned ActionRecord
 * *; records of one meeting share their `participants` and `teams`, so do not change these.
 */
GPtrArray *actions_load(State *state, gint64 ended_since, Day seen_since, GError **error);

/*
 * Returns those of which a file has words that may link to something: what is open and in a meeting
 * of the day `seen_since` or later, and what looks done.
 */
GPtrArray *actions_load_linking(State *state, Day seen_since, GError **error);

/*
 * Returns those that look done and whose ActionRecord.looks is greater than `after`, as records, in
 * the order of actions_load().
 */
GPtrArray *actions_load_looking_done(State *state, gint64 after, GError **error);

/*
 * The commands done, reopen (to ACTION_OPEN), drop and snooze (DAY_NONE ends it).  `id` is in
 * whatever case.  Returns FALSE with TIDINGS_ERROR_DATA when there is no such id (with a guess at a
 * similar one), or when the action was edited away from the notes.
 * The commands done, reopen (to ACTION_OPEN), drop and snooze (DAY_NONE ends it) on the day
 * `today`. `id` is in whatever case.  Returns FALSE with TIDINGS_ERROR_DATA when there is no such
 * id (with a guess at a similar one), or when the action was edited away from the notes.
 */
gboolean action_command(State *state, const char *id, ActionState to, gint64 now, Day today,
                        GError **error);
gboolean action_snooze(State *state, const char *id, Day until, Day today, GError **error);

#endif
