/* lock_file.h - the writer's lock: of the state file itself, and of a file beside it that says who
 * has it. */
#ifndef TIDINGS_STATE_LOCK_FILE_H
#define TIDINGS_STATE_LOCK_FILE_H

#include "sql.h"

/* What stands in PATH.lock: a key file with one group. */
#define LOCK_GROUP       "tidings"
#define LOCK_PROCESS     "process"
#define LOCK_TIME        "since"
#define LOCK_UPTIME      "uptime"
#define LOCK_TOLD_OF     "told-of"
#define LOCK_TOLD        "told"
#define LOCK_TOLD_UPTIME "told-uptime"

/* The path without links, also of a file that is not there yet.  Newly allocated. */
char *lock_file_real_path(const char *path);

/* The file beside it.  Newly allocated. */
char *lock_file_name(const char *path);

/* Two lines that say what time it is.  Newly allocated. */
char *lock_file_moment(const char *time_key, const char *uptime_key);

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
