/* linked.c - what open items link to, and the actions that look done by it. */
#include "state/linked.h"

#include "base/text.h"
#include "meta.h"
#include "sql.h"
#include "state/editions.h"

void
linked_row_free(LinkedRow *row)
{
	if (row == NULL)
		return;
	g_free(row->linked.repo);
	g_free(row->linked.key);
	g_free(row->etag);
	g_free(row);
}

static gboolean
read_forge(const char *word, ForgeKind *forge)
{
	for (guint i = 0; i < FORGE_COUNT; i++) {
		if (g_strcmp0(word, forge_word((ForgeKind)i)) == 0) {
			*forge = (ForgeKind)i;
			return TRUE;
		}
	}
	return FALSE;
}

/* NULL for a damaged row, which is as good as none: it is asked for again. */
static LinkedRow *
read_row(Query *query)
{
	LinkedRow *row = g_new0(LinkedRow, 1);
	Linked *linked = &row->linked;
	const char *state = (const char *)sqlite3_column_text(query, 5);

	linked->known = TRUE;
	linked->key = sql_column_text(query, 0);
	linked->repo = sql_column_text(query, 2);
	linked->request = sqlite3_column_int64(query, 3) != 0;
	linked->number = (guint)CLAMP(sqlite3_column_int64(query, 4), 0, G_MAXINT32);
	linked->changed = sqlite3_column_int64(query, 6);
	linked->checked = sqlite3_column_int64(query, 7);
	row->etag = sql_column_text(query, 8);
	row->day = (Day)CLAMP(sqlite3_column_int64(query, 9), 0, G_MAXINT32);
	if (linked->key != NULL && linked->repo != NULL && state != NULL && linked->number > 0 &&
	    sql_is_time(linked->changed) && sql_is_time(linked->checked) &&
	    read_forge((const char *)sqlite3_column_text(query, 1), &linked->forge) &&
	    linked_state_from_word(state, &linked->state))
		return row;
	linked_row_free(row);
	return NULL;
}

GHashTable *
linked_load(State *state, GError **error)
{
	static const char text[] = "SELECT key, forge, repo, request, number, state, changed, "
	                           "checked, etag, day FROM linked";
	g_autoptr(GHashTable) rows =
	    g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)linked_row_free);
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	int code;
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		LinkedRow *row = read_row(query);
		if (row != NULL)
			g_hash_table_replace(rows, row->linked.key, row);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&rows) : NULL;
}

gboolean
linked_put(State *state, const LinkedRow *row, GError **error)
{
	static const char text[] =
	    "INSERT OR REPLACE INTO linked (key, forge, repo, request, number, state, changed, "
	    "checked, etag, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	const Linked *linked = &row->linked;
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, linked->key);
	sql_text(query, 2, forge_word(linked->forge));
	sql_text(query, 3, linked->repo);
	sql_int(query, 4, linked->request ? 1 : 0);
	sql_int(query, 5, linked->number);
	sql_text(query, 6, linked_state_word(linked->state));
	sql_int(query, 7, linked->changed);
	sql_int(query, 8, linked->checked);
	sql_text(query, 9, row->etag);
	sql_int(query, 10, row->day);
	return sql_run(state, query, error);
}

gboolean
linked_prune(State *state, gint64 before, GError **error)
{
	return sql_run_int(state, "DELETE FROM linked WHERE day = 0 AND checked < ?", before,
	                   error);
}

static const char look_snapshot[] = "snapshot of the links";
static const char look_day[] = "day of the links";
static const char look_settings[] = "settings of the links";

gboolean
linked_look_get(State *state, LinkedLook *look, GError **error)
{
	return meta_get_int(state, look_snapshot, -1, &look->snapshot, error) &&
	       meta_get_int(state, look_day, 0, &look->day, error) &&
	       meta_get_int(state, look_settings, 0, &look->settings, error);
}

gboolean
linked_look_put(State *state, const LinkedLook *look, GError **error)
{
	return meta_put_int(state, look_snapshot, look->snapshot, error) &&
	       meta_put_int(state, look_day, look->day, error) &&
	       meta_put_int(state, look_settings, look->settings, error);
}

/* The names of its values in meta.h. */
static char *
health_name(ForgeKind forge, const char *what)
{
	return g_strconcat(what, " of ", forge_word(forge), NULL);
}

gboolean
forge_health_get(State *state, ForgeKind forge, ForgeHealth *health, GError **error)
{
	g_autofree char *rest = health_name(forge, "rest"),
	                *failures = health_name(forge, "failures");
	gint64 count = 0;
	gboolean done = meta_get_int(state, rest, 0, &health->rest_until, error) &&
	                meta_get_int(state, failures, 0, &count, error);

	health->failures = (guint)CLAMP(count, 0, G_MAXINT32);
	return done;
}

static gboolean
put_or_clear(State *state, const char *name, gint64 value, GError **error)
{
	return value == 0 ? meta_put(state, name, NULL, error)
	                  : meta_put_int(state, name, value, error);
}

gboolean
forge_health_put(State *state, ForgeKind forge, const ForgeHealth *health, GError **error)
{
	g_autofree char *rest = health_name(forge, "rest"),
	                *failures = health_name(forge, "failures");

	return put_or_clear(state, rest, health->rest_until, error) &&
	       put_or_clear(state, failures, health->failures, error);
}

/* Runs a statement of an action's name and the archive's pages that show it. */
static gboolean
move(State *state, Query *query, GError **error)
{
	return query != NULL && sql_run(state, query, error) && archive_outdate(state, error);
}

gboolean
action_look_done(State *state, const char *id, const char *forge, gint64 now, GError **error)
{
	static const char text[] =
	    "UPDATE actions SET state = 'looks done', ended_at = max(1, ?2), ended_by = ?3,"
	    " looks = (SELECT coalesce(max(looks), 0) + 1 FROM actions WHERE looks > 0)"
	    " WHERE name = ?1 AND state = 'open' AND kept = 0";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, id);
	sql_int(query, 2, now);
	sql_text(query, 3, forge);
	return move(state, query, error);
}

gboolean
action_look_open(State *state, const char *id, GError **error)
{
	static const char text[] = "UPDATE actions SET state = 'open', ended_at = 0, ended_by = ''"
	                           " WHERE name = ? AND state = 'looks done'";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, id);
	return move(state, query, error);
}

gboolean
action_end_looking(State *state, const char *id, gint64 now, GError **error)
{
	static const char text[] = "UPDATE actions SET state = 'done', ended_at = max(1, ?2)"
	                           " WHERE name = ?1 AND state = 'looks done'";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, id);
	sql_int(query, 2, now);
	return move(state, query, error);
}

gboolean
actions_any_looking(State *state, gint64 before, gboolean *any, GError **error)
{
	static const char text[] = "SELECT count(*) FROM actions WHERE looks > 0 AND state = "
	                           "'looks done' AND ended_at <= ?";
	gint64 count = 0;
	gboolean done = sql_get_int(state, text, before, 0, &count, error);

	*any = count > 0;
	return done;
}

gboolean
actions_newest_look(State *state, gint64 *looks, GError **error)
{
	return sql_get_int(state, "SELECT max(looks) FROM actions WHERE looks > ?", 0, 0, looks,
	                   error);
}
