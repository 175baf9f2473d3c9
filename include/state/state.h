/* state.h - the memory: one SQLite file. */
#ifndef TIDINGS_STATE_STATE_H
#define TIDINGS_STATE_STATE_H

#include "model/meeting.h"

typedef struct State State;

typedef enum {
	STATE_READ,  /* no lock; the file may be missing (then it reads as empty) */
	STATE_WRITE, /* the writer's lock, created and migrated as needed */
} StateMode;

/*
 * Opens the state file.  All errors of this room are TIDINGS_ERROR_IO (a damaged, read-only or full state file; the
 * message names it and says what to do) but for TIDINGS_ERROR_TEMPORARY: another process holds the writer's lock.
 * The lock is an flock(2) on PATH.lock and ends with the process.  A file of a newer program is refused.
 */
State *state_open(const char *path, StateMode mode, GError **error);
void state_close(State *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(State, state_close)

/* One transaction; everything a run learns and queues is committed by one state_commit(). */
gboolean state_begin(State *state, GError **error);
gboolean state_commit(State *state, GError **error);
void state_rollback(State *state);

#endif
