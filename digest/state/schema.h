/* schema.h - what the state file holds, as a whole and by the steps that led there. */
#ifndef TIDINGS_STATE_SCHEMA_H
#define TIDINGS_STATE_SCHEMA_H

#include "state/state.h"

/* "tdng", application_id: marks the file as ours, so that another program's database is not taken
 * for an old one. */
#define SCHEMA_APPLICATION_ID 0x74646e67

/* The step since which a file of notes may have many meetings. */
#define SCHEMA_DOCUMENTS 14

/* What a new file is made of: what all steps come to, in one go. */
extern const char schema_whole[];

/*
 * What brings an older file up to date; user_version counts those that were run.  A step that was
 * released is never changed: what comes later is a further step, and is written into the whole as
 * well.
 */
extern const char *const schema_steps[];
extern const guint schema_step_count;

/* Brings the schema to the newest version.  Refuses files of newer and of other programs. */
gboolean schema_migrate(State *state, GError **error);

#endif
