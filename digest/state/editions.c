/* editions.c - the digests that the archive shows, and whether its pages are up to date. */
#include "state/editions.h"

#include "sql.h"

static gboolean
is_taken(State *state, const char *page, gboolean *taken, GError **error)
{
	static const char text[] = "SELECT 1 FROM editions WHERE page = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, page);
	int code = sql_step(state, query, error);
	*taken = code == SQLITE_ROW;
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

char *
edition_next_page(State *state, const char *job, Day day, GError **error)
{
	g_autofree char *iso = day_to_iso(day);
	g_autofree char *name = g_ascii_strdown(job, -1);
	g_autofree char *page = g_strdup_printf("%.4s/%s-%s.html", iso, iso, name);
	gboolean taken = FALSE;

	for (guint number = 2; is_taken(state, page, &taken, error); number++) {
		if (!taken)
			return g_steal_pointer(&page);
		g_free(page);
		page = g_strdup_printf("%.4s/%s-%s-%u.html", iso, iso, name, number);
	}
	return NULL;
}

gboolean
edition_put(State *state, const Edition *edition, GError **error)
{
	static const char text[] =
	    "INSERT INTO editions (page, job, day, made_at, data) VALUES (?, ?, ?, ?, ?)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, edition->page);
	sql_text(query, 2, edition->job);
	sql_int(query, 3, edition->day);
	sql_int(query, 4, edition->made_at);
	sql_bytes(query, 5, edition->data);
	return sql_run(state, query, error) && archive_outdate(state, error);
}

GPtrArray *
editions_load(State *state, GError **error)
{
	static const char text[] =
	    "SELECT id, page, job, day, made_at, data FROM editions ORDER BY day, id";
	g_autoptr(GPtrArray) editions =
	    g_ptr_array_new_with_free_func((GDestroyNotify)edition_free);
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	int code;
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		Edition *edition = g_new0(Edition, 1);
		edition->id = sqlite3_column_int64(query, 0);
		edition->page = sql_column_text(query, 1);
		edition->job = sql_column_text(query, 2);
		edition->day = (Day)sqlite3_column_int64(query, 3);
		edition->made_at = sqlite3_column_int64(query, 4);
		edition->data = sql_column_bytes(query, 5);
		g_ptr_array_add(editions, edition);
		if (edition->page == NULL || edition->job == NULL || edition->data == NULL)
			return sql_damaged(state, error);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&editions) : NULL;
}

char *
archive_mark(State *state, GError **error)
{
	static const char text[] = "SELECT mark FROM archive";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	return sql_step(state, query, error) == SQLITE_ROW ? sql_column_text(query, 0) : NULL;
}

gboolean
archive_done(State *state, const char *mark, GError **error)
{
	static const char text[] = "INSERT OR REPLACE INTO archive (id, mark) VALUES (1, ?)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, mark);
	return sql_run(state, query, error);
}

gboolean
archive_outdate(State *state, GError **error)
{
	static const char text[] = "DELETE FROM archive";
	g_autoptr(Query) query = sql_query(state, text, error);

	return query != NULL && sql_run(state, query, error);
}
