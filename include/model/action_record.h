/* action_record.h - an action with its history: what state stores and digests show. */
#ifndef TIDINGS_MODEL_ACTION_RECORD_H
#define TIDINGS_MODEL_ACTION_RECORD_H

#include "model/meeting.h"
#include "model/person.h"

/* ACTION_STATES(X): one table for the enum and the words in the state file and in JSON. */
#define ACTION_STATES(X)                                                                           \
	X(ACTION_OPEN, "open")                                                                     \
	X(ACTION_DONE, "done")             /* marked in the notes or by command */                 \
	X(ACTION_DROPPED, "dropped")       /* by command */                                        \
	X(ACTION_WITHDRAWN, "withdrawn")   /* edited away */                                       \
	X(ACTION_LOOKS_DONE, "looks done") /* what it links to is merged or closed */

typedef enum {
#define X(state, word) state,
	ACTION_STATES(X)
#undef X
} ActionState;

const char *action_state_word(ActionState state);
gboolean action_state_from_word(const char *word, ActionState *state);

typedef struct {
	char *id; /* short and stable, since people type it: five letters and digits */
	ActionState state;
	Action *action;          /* its latest wording */
	ResolvedOwner *owners;   /* of action->owners, by index; NULL before resolve_records() */
	char *path;              /* of the latest file that contains it */
	char *meeting;           /* label of that meeting */
	GPtrArray *participants; /* char *: of that meeting, for resolving groups and initials */
	GPtrArray *teams;        /* char *: of that meeting */
	Day first_day;           /* of the first meeting that listed it */
	Day last_day;            /* of the latest */
	guint meetings;          /* how many meetings listed it */
	gint64 snapshot;   /* the newest snapshot when it was first seen, to compare with a job's
	                      cursor */
	gint64 ended_at;   /* Unix seconds; 0 while open */
	gint64 looks;      /* a number that grows with each action that comes to look done; 0 for
	                      those that never did */
	gboolean kept;     /* it was opened again: no forge ends it */
	char *ended_by;    /* the forge that ended it, "GitHub"; "" for notes and people */
	Day touched;       /* when it came to be known, or a person did something about it; or
	                      DAY_NONE */
	Day snoozed_until; /* not shown before that day; or DAY_NONE */
} ActionRecord;

ActionRecord *action_record_new(void);
void action_record_free(ActionRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ActionRecord, action_record_free)

/*
 * Returns the day from which the action is stale: more than `expire_days` after the latest meeting
 * that lists it, and after it was touched; DAY_NONE when it has no day.
 */
Day action_record_stale_from(const ActionRecord *record, guint expire_days);

#endif
