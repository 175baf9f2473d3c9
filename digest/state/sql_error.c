/* sql_error.c - what SQLite says, said to people: what is wrong with which file, and what to do. */
#include "base/error.h"
#include "sql.h"

#include <errno.h>
#include <string.h>

static const struct {
	int code;
	TidingsError error;
	const char *sentence; /* after the path */
} sentences[] = {
	{ SQLITE_CORRUPT, TIDINGS_ERROR_IO,
	  "the state file is damaged; put a copy of it back, or move it away: then the next run "
	  "takes all notes in "
	  "anew" },
	{ SQLITE_NOTADB, TIDINGS_ERROR_IO,
	  "is not a state file of tidings; name another file under `state`, or move this one "
	  "away" },
	{ SQLITE_FULL, TIDINGS_ERROR_IO,
	  "the disk is full or a quota is used up, so nothing of this step was saved; make room "
	  "and run again" },
	{ SQLITE_READONLY, TIDINGS_ERROR_IO,
	  "the state file cannot be written; let this user write it and its folder, or name "
	  "another file under "
	  "`state`" },
	{ SQLITE_PERM, TIDINGS_ERROR_IO,
	  "the state file may not be used by this user; change its permissions" },
	{ SQLITE_CANTOPEN, TIDINGS_ERROR_IO,
	  "the state file cannot be opened; see that its folder is there and that this user may "
	  "write it" },
	{ SQLITE_BUSY, TIDINGS_ERROR_UNAVAILABLE,
	  "the state file is in use by another program; try again later" },
	{ SQLITE_LOCKED, TIDINGS_ERROR_UNAVAILABLE,
	  "the state file is in use by another program; try again later" },
	{ SQLITE_PROTOCOL, TIDINGS_ERROR_UNAVAILABLE,
	  "the state file is in use by another program; try again later" },
	{ SQLITE_NOLFS, TIDINGS_ERROR_IO,
	  "the state file is too large for its file system; move it to another one" },
	{ SQLITE_TOOBIG, TIDINGS_ERROR_IO,
	  "a message or a meeting is too large for the state file; lower notes.max_size" },
};

/* What the statements of this program cannot come to but in a file that is not as it was written.
 */
static gboolean
tells_of_damage(State *state, int primary, const char *message)
{
	static const char *const words[] = { "no such table", "no such column", "malformed",
		                             "has no column named" };
	static const char text[] = "SELECT 1 FROM pragma_quick_check(1) WHERE quick_check <> 'ok'";
	sqlite3_stmt *check = NULL;

	if (primary != SQLITE_ERROR && primary != SQLITE_CONSTRAINT && primary != SQLITE_MISMATCH)
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(message, words[i]) != NULL)
			return TRUE;
	gboolean damaged = sqlite3_prepare_v2(state->db, text, -1, &check, NULL) == SQLITE_OK &&
	                   sqlite3_step(check) != SQLITE_DONE;
	sqlite3_finalize(check);
	return damaged;
}

void
sql_set_error(State *state, int code, GError **error)
{
	g_autofree char *message = g_strdup(sqlite3_errmsg(state->db));
	int system_errno = sqlite3_system_errno(state->db);
	int primary = code & 0xff;

	if (tells_of_damage(state, primary, message))
		primary = SQLITE_CORRUPT;

	/* Quotas and limits are not SQLITE_FULL, and the errno is not always kept, but the cure is
	 * the same. */
	if (code == SQLITE_IOERR_WRITE && system_errno != EIO)
		primary = SQLITE_FULL;
	for (gsize i = 0; i < G_N_ELEMENTS(sentences); i++) {
		if (sentences[i].code == primary) {
			g_set_error(error, TIDINGS_ERROR, (int)sentences[i].error, "%s: %s",
			            state->shown, sentences[i].sentence);
			return;
		}
	}
	/* it is the place and not the disk: the log's index is memory that processes share */
	if (code == SQLITE_IOERR_SHMMAP && system_errno != EIO && system_errno != ENOMEM)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
		            "%s: the state file is on a file system without shared memory, as many "
		            "network folders are "
		            "(%s); name a file on a disk of this machine under `state`",
		            state->shown, system_errno != 0 ? g_strerror(system_errno) : message);
	else if (primary == SQLITE_IOERR)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
		            "%s: the state file cannot be read or written: %s; look after the disk",
		            state->shown, system_errno != 0 ? g_strerror(system_errno) : message);
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_SOFTWARE, "%s: SQLite refuses: %s",
		            state->shown, message);
}
