/* notices.c - what was complained about lately. */
#include "state/notices.h"

#include "state_internal.h"

enum {
	DAY_SECONDS = 86400,
	FORGET_ONCE_SECONDS = 7 * DAY_SECONDS
};

static gboolean
remember(State *state, const char *sentence, gboolean once, gint64 now, GError **error)
{
	static const char text[] =
	    "INSERT OR REPLACE INTO complaints (sentence, said_at, once) VALUES (?, ?, ?)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, sentence);
	sql_int(query, 2, now);
	sql_int(query, 3, once);
	return sql_run(state, query, error);
}

/* When the sentence was said last; 0 when nobody remembers. */
static gboolean
find(State *state, const char *sentence, gint64 *said_at, GError **error)
{
	g_autoptr(Query) query =
	    sql_query(state, "SELECT said_at FROM complaints WHERE sentence = ?", error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, sentence);
	int code = sql_step(state, query, error);
	*said_at = code == SQLITE_ROW ? sqlite3_column_int64(query, 0) : 0;
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* Once for all that a run complains about: each time it goes through all of them. */
static gboolean
forget_before(State *state, gboolean once, gint64 now, gint64 before, GError **error)
{
	static const char daily[] = "DELETE FROM complaints WHERE once = 0 AND said_at <= ?";
	static const char told_once[] = "DELETE FROM complaints WHERE once = 1 AND said_at <= ?";

	if (state->forgot_at[once] == now)
		return TRUE;
	state->forgot_at[once] = now;
	return sql_run_int(state, once ? told_once : daily, before, error);
}

gboolean
notice_is_due(State *state, const char *sentence, gint64 now, gboolean *news, GError **error)
{
	gint64 said_at, before = now - DAY_SECONDS;

	if (!forget_before(state, FALSE, now, before, error) ||
	    !find(state, sentence, &said_at, error))
		return FALSE;
	*news = said_at <= before;
	return !*news || remember(state, sentence, FALSE, now, error);
}

gboolean
notice_is_new(State *state, const char *sentence, gint64 now, gboolean *news, GError **error)
{
	gint64 said_at, before = now - FORGET_ONCE_SECONDS;

	if (!forget_before(state, TRUE, now, before, error) ||
	    !find(state, sentence, &said_at, error))
		return FALSE;
	*news = said_at <= before;
	/* once a day is enough to keep it alive: a quiet run writes nothing */
	return (!*news && now - said_at < DAY_SECONDS) ||
	       remember(state, sentence, TRUE, now, error);
}
