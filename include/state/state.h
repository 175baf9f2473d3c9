/* state.h - the memory: one SQLite file. */
#ifndef TIDINGS_STATE_STATE_H
#define TIDINGS_STATE_STATE_H

#include <glib.h>

typedef struct State State;

typedef enum {
	STATE_READ,    /* no lock; the file may be missing (then it reads as empty) */
	STATE_PEEK,    /* the same of a file of any age: only files_load() and identity_get() */
	STATE_WRITE,   /* the writer's lock, created and migrated as needed */
	STATE_SCRATCH, /* a copy in memory: whatever is saved there is forgotten; no lock, the file
	                  may be missing */
} StateMode;

/*
 * Opens the state file; makes it (mode 0600, whatever the umask) and its folder when writing.  All
 * errors of this room are TIDINGS_ERROR_IO (a damaged, read-only or full state file; the message
 * names it and says what to do) but for TIDINGS_ERROR_TEMPORARY: another tidings holds the writer's
 * lock; and TIDINGS_ERROR_UNAVAILABLE: a program that is no tidings keeps SQLite out.  A file of a
 * newer program or of another program is refused.
 *
 * The lock is on the state file itself, so that no link leads past it, and on PATH.lock, which says
 * who has it (state/lock_holder.h).  It ends with the process.  A file with a second name (a hard
 * link) is refused: SQLite's log is called after the name.
 *
 * Durability: a write-ahead log with synchronous=FULL, so each commit waits for one fsync and
 * survives a power failure; readers see the last commit and never wait.
 */
State *state_open(const char *path, StateMode mode, GError **error);
void state_close(State *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(State, state_close)

/*
 * One transaction; everything a run learns and queues is committed by one state_commit().  Without
 * one each call of this room commits by itself.  After a failed commit, and in state_close(), what
 * was not committed is undone.
 */
gboolean state_begin(State *state, GError **error);
gboolean state_commit(State *state, GError **error);
void state_rollback(State *state);

/*
 * A part of the open transaction, one at a time: begun by state_savepoint(), ended by
 * state_release(), or by state_rollback_to() as if it had never been.  Where not even that can be
 * done, the whole transaction is undone, and cannot be committed.
 */
gboolean state_savepoint(State *state, GError **error);
gboolean state_release(State *state, GError **error);
void state_rollback_to(State *state);

#endif
