/* state_internal.h - the open state file, for this room alone. */
#ifndef TIDINGS_STATE_STATE_INTERNAL_H
#define TIDINGS_STATE_STATE_INTERNAL_H

#include "sql.h"

struct State {
	sqlite3 *db;
	char *shown;            /* the path, made safe for messages */
	int lock_fd;            /* -1 when reading */
	gboolean signed_lock;   /* this process has it, and says so in its file */
	int file_fd;            /* the file itself, -1 when reading */
	StateMode mode;         /* as it was opened */
	gboolean fresh;         /* made by this process, and without a transaction yet */
	gint64 give_up;         /* seconds; see outbox_set_give_up() */
	gint64 jump;            /* seconds that the clock may be ahead; see clock_guard_check() */
	gint64 changes_before;  /* sqlite3_total_changes64() when clock_guard_check() was called */
	GHashTable *statements; /* SQL text (by address) -> sqlite3_stmt *, owned */
	gint64 forgot_at[2];    /* when complaints were forgotten last, of those that are told daily
	                           and once */
	GHashTable
	    *orphan_candidates; /* gint64 *: actions that lost an occurrence since state_begin() */
};

/*
 * For a function that needs several statements in one transaction: begins one unless the caller has
 * one open, and sets `*own` to TRUE when it did.
 */
gboolean transaction_enter(State *state, gboolean *own, GError **error);

/*
 * Ends the transaction that transaction_enter() began: commits it when `done`, otherwise undoes it.
 * Returns `done`, or FALSE when the commit failed.
 */
gboolean transaction_leave(State *state, gboolean own, gboolean done, GError **error);

#endif
