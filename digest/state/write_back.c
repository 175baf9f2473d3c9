/* write_back.c - bringing what a large transaction has written so far to the disk, beside what the
 * run does next. */
#include "write_back.h"

#include "base/error.h"
#include "base/fail_point.h"
#include "sql.h"

#include <errno.h>
#include <unistd.h>

/* What is still to be written is SQLite's; the order of its own syncs stays as it is. */
static gpointer
write_back(gpointer data)
{
	const State *state = data;

	FAIL_POINT("write-back");
	return GINT_TO_POINTER(fdatasync(state->file_fd) == 0 ? 0 : errno);
}

void
state_write_back(State *state)
{
	if (state->fresh && state->file_fd >= 0 && state->write_back == NULL)
		state->write_back = g_thread_try_new("write-back", write_back, state, NULL);
}

/* The kernel need not tell SQLite's sync again what it has told this one. */
gboolean
write_back_end(State *state, GError **error)
{
	if (state->write_back == NULL)
		return TRUE;

	int code = GPOINTER_TO_INT(g_thread_join(g_steal_pointer(&state->write_back)));
	if (code == 0)
		return TRUE;
	if (code == ENOSPC || code == EDQUOT)
		sql_set_error(state, SQLITE_FULL, error);
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
		            "%s: the state file cannot be written: %s; look after the disk",
		            state->shown, g_strerror(code));
	return FALSE;
}
