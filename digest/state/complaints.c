/* complaints.c - what was complained about lately. */
#include "state/complaints.h"

#include "sql.h"

enum {
	SAY_AGAIN_SECONDS = 86400
};

static gboolean
remember(State *state, const char *sentence, gint64 now, GError **error)
{
	static const char text[] = "INSERT OR REPLACE INTO complaints (sentence, said_at) VALUES (?, ?)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, sentence);
	sql_int(query, 2, now);
	return sql_run(state, query, error);
}

gboolean
complaint_is_news(State *state, const char *sentence, gint64 now, gboolean *news, GError **error)
{
	static const char forget[] = "DELETE FROM complaints WHERE said_at <= ?";
	static const char text[] = "SELECT 1 FROM complaints WHERE sentence = ?";
	if (!sql_run_int(state, forget, now - SAY_AGAIN_SECONDS, error))
		return FALSE;

	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;
	sql_text(query, 1, sentence);
	int code = sql_step(state, query, error);
	*news = code == SQLITE_DONE;
	if (code == SQLITE_ROW)
		return TRUE;
	return code == SQLITE_DONE && remember(state, sentence, now, error);
}
