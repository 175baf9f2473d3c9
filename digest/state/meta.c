/* meta.c - single values that belong to the whole state file, by name. */
#include "meta.h"

#include "sql.h"

gboolean
meta_get(State *state, const char *name, char **value, GError **error)
{
	*value = NULL;
	g_autoptr(Query) query = sql_query(state, "SELECT value FROM meta WHERE name = ?", error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, name);
	int code = sql_step(state, query, error);
	if (code == SQLITE_ROW)
		*value = sql_column_text(query, 0);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

gboolean
meta_put(State *state, const char *name, const char *value, GError **error)
{
	g_autoptr(Query) query =
	    value != NULL
	        ? sql_query(state, "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", error)
	        : sql_query(state, "DELETE FROM meta WHERE name = ?", error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, name);
	if (value != NULL)
		sql_text(query, 2, value);
	return sql_run(state, query, error);
}

gboolean
meta_get_int(State *state, const char *name, gint64 fallback, gint64 *value, GError **error)
{
	g_autofree char *text = NULL;

	*value = fallback;
	if (!meta_get(state, name, &text, error))
		return FALSE;
	if (text != NULL &&
	    !g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, value, NULL))
		*value = fallback;
	return TRUE;
}

gboolean
meta_put_int(State *state, const char *name, gint64 value, GError **error)
{
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);

	return meta_put(state, name, text, error);
}
