/* lock_file.h - the writer's lock: of the state file itself, and of a file beside it that says who
 * has it. */
#ifndef TIDINGS_STATE_LOCK_FILE_H
#define TIDINGS_STATE_LOCK_FILE_H

#include "state/state.h"

/* The path without links, also of a file that is not there yet.  Newly allocated. */
char *lock_file_real_path(const char *path);

/*
 * An open descriptor, made with mode 0600 when it was not there; -1 with errno.  `*made` says
 * which.  A run that starts at the same moment may make it first.
 */
int lock_file_open(const char *path, gboolean *made);

/*
 * Takes the lock of PATH.lock, then, once state->file_fd is open, that of the state file itself,
 * which holds whatever name it was opened by.  Another process may hold them: that is
 * TIDINGS_ERROR_TEMPORARY.
 */
gboolean lock_file_take(State *state, const char *path, GError **error);
gboolean lock_file_take_itself(State *state, GError **error);

/* Takes the name off again, and lets go of what is held. */
void lock_file_release(State *state);

/* "FILE: what: errno's words".  Returns FALSE. */
gboolean lock_file_error(const State *state, const char *what, GError **error);

#endif
