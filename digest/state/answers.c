/*
 * answers.c - what people did about actions, which answers count, and what people want who
 * answered.
 */
#include "state/answers.h"

#include "meta.h"
#include "sql.h"
#include "state/actions.h"

#include <string.h>

enum {
	UNHEARD_MAX = 200
};

/* Sets `*text` to the latest words of the action; "" when no file has it. */
static gboolean
words_of(State *state, gint64 row, char **text, GError **error)
{
	g_autoptr(GArray) files = action_files(state, row, 1, error);
	if (files == NULL)
		return FALSE;

	*text = g_strdup("");
	if (files->len == 0)
		return TRUE;
	g_autoptr(GPtrArray) all =
	    occurrences_of_file(state, g_array_index(files, gint64, 0), error);
	for (guint i = 0; all != NULL && i < all->len; i++) {
		const Occurrence *one = g_ptr_array_index(all, i);
		if (one->row != row)
			continue;
		g_free(*text);
		*text = g_strdup(one->action->text);
	}
	return all != NULL;
}

/* Sets `*row` to the action's row, or to 0. */
static gboolean
row_of(State *state, const char *id, gint64 *row, GError **error)
{
	g_autofree char *name = g_ascii_strdown(id, -1);
	g_autoptr(Query) query = sql_query(state, "SELECT id FROM actions WHERE name = ?", error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, name);
	int code = sql_step(state, query, error);
	*row = code == SQLITE_ROW ? sqlite3_column_int64(query, 0) : 0;
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

gboolean
deed_put(State *state, const char *id, const Deed *deed, gint64 now, GError **error)
{
	static const char insert[] =
	    "INSERT INTO deeds (action, at, verb, person, way, until, text)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?)";
	g_autofree char *text = NULL;
	gint64 row = 0;
	if (!row_of(state, id, &row, error) || !words_of(state, row, &text, error))
		return FALSE;
	g_autoptr(Query) query = sql_query(state, insert, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, row);
	sql_int(query, 2, now);
	sql_text(query, 3, deed->verb);
	sql_text(query, 4, deed->person);
	sql_text(query, 5, deed->way);
	sql_int(query, 6, deed->until);
	sql_text(query, 7, text);
	return sql_run(state, query, error);
}

#define DEED_COLUMNS                                                                               \
	"SELECT a.name, d.text, d.verb, d.person, d.way, d.until, d.at FROM deeds d"               \
	" JOIN actions a ON a.id = d.action"

static GPtrArray *
read_deeds(State *state, Query *query, GError **error)
{
	g_autoptr(GPtrArray) deeds = g_ptr_array_new_with_free_func((GDestroyNotify)deed_free);
	int code;

	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		Deed *deed = g_new0(Deed, 1);
		deed->id = sql_column_text(query, 0);
		deed->text = sql_column_text(query, 1);
		deed->verb = sql_column_text(query, 2);
		deed->person = sql_column_text(query, 3);
		deed->way = sql_column_text(query, 4);
		deed->until = (Day)sqlite3_column_int64(query, 5);
		deed->at = sqlite3_column_int64(query, 6);
		g_ptr_array_add(deeds, deed);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&deeds) : NULL;
}

GPtrArray *
deeds_of_action(State *state, const char *id, GError **error)
{
	g_autofree char *name = g_ascii_strdown(id, -1);
	g_autoptr(Query) query =
	    sql_query(state, DEED_COLUMNS " WHERE a.name = ? ORDER BY d.id", error);
	if (query == NULL)
		return NULL;

	sql_text(query, 1, name);
	return read_deeds(state, query, error);
}

GPtrArray *
deeds_by_mail(State *state, const char *person, gint64 since, GError **error)
{
	g_autoptr(Query) query = sql_query(
	    state,
	    DEED_COLUMNS " WHERE d.person = ? AND d.at >= ? AND d.way = 'mail' ORDER BY d.id",
	    error);
	if (query == NULL)
		return NULL;

	sql_text(query, 1, person);
	sql_int(query, 2, since);
	return read_deeds(state, query, error);
}

gboolean
heard_add(State *state, const char *key, gint64 now, gboolean *first, GError **error)
{
	g_autoptr(Query) known = sql_query(state, "SELECT 1 FROM heard WHERE key = ?", error);
	if (known == NULL)
		return FALSE;
	sql_text(known, 1, key);
	int code = sql_step(state, known, error);
	*first = code == SQLITE_DONE;
	if (code != SQLITE_DONE)
		return code == SQLITE_ROW;

	g_autoptr(Query) query =
	    sql_query(state, "INSERT INTO heard (key, at) VALUES (?, ?)", error);
	if (query == NULL)
		return FALSE;
	sql_text(query, 1, key);
	sql_int(query, 2, now);
	return sql_run(state, query, error);
}

gboolean
heard_prune(State *state, gint64 before, GError **error)
{
	return sql_run_int(state, "DELETE FROM heard WHERE at < ?", before, error);
}

void
unheard_free(Unheard *unheard)
{
	if (unheard == NULL)
		return;
	g_free(unheard->sender);
	g_free(unheard->subject);
	g_free(unheard->why);
	g_free(unheard);
}

gboolean
unheard_put(State *state, const Unheard *unheard, GError **error)
{
	g_autoptr(Query) query = sql_query(
	    state, "INSERT INTO unheard (at, sender, subject, why) VALUES (?, ?, ?, ?)", error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, unheard->at);
	sql_text(query, 2, unheard->sender);
	sql_text(query, 3, unheard->subject);
	sql_text(query, 4, unheard->why);
	return sql_run(state, query, error) &&
	       sql_run_int(state,
	                   "DELETE FROM unheard WHERE id <= (SELECT max(id) FROM unheard) - ?",
	                   UNHEARD_MAX, error);
}

GPtrArray *
unheard_load(State *state, GError **error)
{
	g_autoptr(Query) query = sql_query(
	    state, "SELECT at, sender, subject, why FROM unheard ORDER BY id DESC", error);
	if (query == NULL)
		return NULL;

	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify)unheard_free);
	int code;
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		Unheard *unheard = g_new0(Unheard, 1);
		unheard->at = sqlite3_column_int64(query, 0);
		unheard->sender = sql_column_text(query, 1);
		unheard->subject = sql_column_text(query, 2);
		unheard->why = sql_column_text(query, 3);
		g_ptr_array_add(all, unheard);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&all) : NULL;
}

gboolean
wishes_get(State *state, const char *person, Wishes *wishes, GError **error)
{
	g_autoptr(Query) query = sql_query(
	    state, "SELECT stopped, paused_until, bounces FROM wishes WHERE person = ?", error);
	if (query == NULL)
		return FALSE;

	*wishes = (Wishes){ 0 };
	sql_text(query, 1, person);
	int code = sql_step(state, query, error);
	if (code == SQLITE_ROW) {
		wishes->stopped = sqlite3_column_int64(query, 0) != 0;
		wishes->paused_until = (Day)sqlite3_column_int64(query, 1);
		wishes->bounces = (guint)sqlite3_column_int64(query, 2);
	}
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

gboolean
wishes_put(State *state, const char *person, const Wishes *wishes, GError **error)
{
	g_autoptr(Query) query =
	    sql_query(state,
	              "INSERT OR REPLACE INTO wishes (person, stopped, paused_until, bounces)"
	              " VALUES (?, ?, ?, ?)",
	              error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, person);
	sql_int(query, 2, wishes->stopped ? 1 : 0);
	sql_int(query, 3, wishes->paused_until);
	sql_int(query, 4, wishes->bounces);
	return sql_run(state, query, error);
}

static const char place_name[] = "mailbox";

gboolean
mailbox_place_get(State *state, const char *url, guint32 *validity, guint32 *last, GError **error)
{
	g_autofree char *value = NULL;
	guint64 first = 0, second = 0;

	*validity = *last = 0;
	if (!meta_get(state, place_name, &value, error))
		return FALSE;
	g_auto(GStrv) parts = g_strsplit(value != NULL ? value : "", " ", 3);
	if (g_strv_length(parts) == 3 && strcmp(parts[2], url) == 0 &&
	    g_ascii_string_to_unsigned(parts[0], 10, 0, G_MAXUINT32, &first, NULL) &&
	    g_ascii_string_to_unsigned(parts[1], 10, 0, G_MAXUINT32, &second, NULL)) {
		*validity = (guint32)first;
		*last = (guint32)second;
	}
	return TRUE;
}

gboolean
mailbox_place_put(State *state, const char *url, guint32 validity, guint32 last, GError **error)
{
	g_autofree char *value = g_strdup_printf("%u %u %s", validity, last, url);

	return meta_put(state, place_name, value, error);
}
