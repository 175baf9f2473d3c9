/* actions.c - the life of actions: how they begin and end, by the notes and by people. */
#include "state/actions.h"

#include "base/error.h"
#include "base/text.h"
#include "state/editions.h"
#include "state_internal.h"

#include <string.h>

/* A name of an action is short, for people to type. */
enum {
	ACTION_NAME_MIN = 5,
	ACTION_NAME_MAX = 12 /* as many letters as 64 bits give */
};

/* Without 0 1 i l o u, which are easily misread or misheard. */
static const char letters[] = "23456789abcdefghjkmnpqrstvwxyz";

/* The finalizer of SplitMix64: every bit of the seed reaches every bit of the result. */
static guint64
mix(guint64 x)
{
	x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return x ^ (x >> 31);
}

/* Returns `length` letters and digits from `seed`, newly allocated; a longer name begins with the
 * shorter one. */
static char *
action_name(guint64 seed, guint length)
{
	guint64 rest = mix(seed);

	g_assert(length <= ACTION_NAME_MAX);
	char *name = g_malloc(length + 1);
	for (guint i = 0; i < length; i++) {
		name[i] = letters[rest % (sizeof letters - 1)];
		rest /= sizeof letters - 1;
	}
	name[length] = '\0';
	return name;
}

/* FALSE without `error` when the name is taken. */
static gboolean
try_name(State *state, const char *name, guint64 seed, gint64 snapshot, gint64 now, gint64 *row,
         GError **error)
{
	static const char text[] =
	    "INSERT INTO actions (name, created_at, seed, snapshot) VALUES (?, ?, ?, ?)"
	    " ON CONFLICT (name) DO NOTHING";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, name);
	sql_int(query, 2, now);
	sql_int(query, 3, (gint64)seed);
	sql_int(query, 4, snapshot);
	if (!sql_run(state, query, error) || sqlite3_changes(state->db) == 0)
		return FALSE;
	*row = sqlite3_last_insert_rowid(state->db);
	return TRUE;
}

/* FALSE without `error` when the name is another's, or some file has the action. */
static gboolean
try_orphan(State *state, const char *name, guint64 seed, gint64 *row, ActionState *is,
           GError **error)
{
	static const char text[] =
	    "SELECT id, state FROM actions WHERE name = ? AND seed = ?"
	    " AND NOT EXISTS (SELECT 1 FROM copies WHERE action = actions.id)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, name);
	sql_int(query, 2, (gint64)seed);
	if (sql_step(state, query, error) != SQLITE_ROW)
		return FALSE;
	*row = sqlite3_column_int64(query, 0);
	return action_state_from_word((const char *)sqlite3_column_text(query, 1), is);
}

gboolean
action_create(State *state, guint64 seed, gint64 snapshot, gint64 now, gint64 *row, ActionState *is,
              GError **error)
{
	*is = ACTION_OPEN;
	/* The same seed may come again after its action ended: then the count makes it another
	 * name. */
	for (guint again = 0; again < 1000; again++) {
		for (guint length = ACTION_NAME_MIN; length <= ACTION_NAME_MIN + 3; length++) {
			g_autoptr(GError) local = NULL;
			g_autofree char *name = action_name(seed + again, length);

			if (try_name(state, name, seed, snapshot, now, row, &local) ||
			    (local == NULL && try_orphan(state, name, seed, row, is, &local)))
				return TRUE;
			if (local != NULL) {
				g_propagate_error(error, g_steal_pointer(&local));
				return FALSE;
			}
		}
	}
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_SOFTWARE,
	                    "no name is free for an action");
	return FALSE;
}

gboolean
action_move(State *state, gint64 row, ActionState to, gboolean by_person, gint64 now,
            GError **error)
{
	/* What a person ended, the notes do not open; what a person opened, a new mark in them may
	 * end. */
	static const char text[] = "UPDATE actions SET state = ?1, by_person = ?3 AND ?1 <> 'open',"
	                           " ended_at = CASE WHEN state = ?1 THEN ended_at ELSE ?2 END"
	                           " WHERE id = ?4 AND (?3 = 1 OR by_person = 0 AND state <> ?1)";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, action_state_word(to));
	sql_int(query, 2, to == ACTION_OPEN ? 0 : MAX(now, 1));
	sql_int(query, 3, by_person ? 1 : 0);
	sql_int(query, 4, row);
	return sql_run(state, query, error);
}

gboolean
actions_withdraw_orphans(State *state, gint64 now, GError **error)
{
	static const char text[] = "UPDATE actions SET state = 'withdrawn', ended_at = max(1, ?1)"
	                           " WHERE id = ?2 AND state = 'open'"
	                           " AND NOT EXISTS (SELECT 1 FROM copies WHERE action = ?2)";
	GHashTableIter iter;
	gpointer row;

	g_hash_table_iter_init(&iter, state->uncopied);
	while (g_hash_table_iter_next(&iter, &row, NULL)) {
		g_autoptr(Query) query = sql_query(state, text, error);
		if (query == NULL)
			return FALSE;
		sql_int(query, 1, now);
		sql_int(query, 2, *(const gint64 *)row);
		if (!sql_run(state, query, error))
			return FALSE;
	}
	g_hash_table_remove_all(state->uncopied);
	return TRUE;
}

/* All names of open actions, for a guess at what was meant. */
static char *
guess_name(State *state, const char *name)
{
	static const char text[] =
	    "SELECT name FROM actions WHERE state = 'open' ORDER BY id DESC LIMIT 10000";
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(Query) query = sql_query(state, text, NULL);

	while (query != NULL && sql_step(state, query, NULL) == SQLITE_ROW)
		g_ptr_array_add(names, sql_column_text(query, 0));
	g_ptr_array_add(names, NULL);
	return g_strdup(text_guess(name, (const char *const *)names->pdata));
}

static void
set_unknown_error(State *state, const char *id, GError **error)
{
	g_autofree char *shown = text_escape_for_terminal(id, -1);
	g_autofree char *guess = g_utf8_validate(id, -1, NULL) && strlen(id) <= ACTION_NAME_MAX
	                             ? guess_name(state, id)
	                             : NULL;

	if (guess != NULL)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		            "there is no action %s (did you mean %s?)", shown, guess);
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		            "there is no action %s; `tidings actions` lists them", shown);
}

/* The row of a name that a person typed. */
static gboolean
find_name(State *state, const char *id, gint64 *row, ActionState *now_is, GError **error)
{
	static const char text[] = "SELECT id, state FROM actions WHERE name = ?";
	g_autofree char *name = g_ascii_strdown(id, -1);
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, name);
	int code = sql_step(state, query, error);
	if (code == SQLITE_DONE)
		set_unknown_error(state, name, error);
	if (code != SQLITE_ROW)
		return FALSE;
	*row = sqlite3_column_int64(query, 0);
	if (action_state_from_word((const char *)sqlite3_column_text(query, 1), now_is))
		return TRUE;
	(void)sql_damaged(state, error);
	return FALSE;
}

static gboolean
find_living(State *state, const char *id, gint64 *row, GError **error)
{
	ActionState now_is;

	if (!find_name(state, id, row, &now_is, error))
		return FALSE;
	if (now_is != ACTION_WITHDRAWN)
		return TRUE;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
	            "action %s was edited away from the notes; write it there again", id);
	return FALSE;
}

gboolean
action_command(State *state, const char *id, ActionState to, gint64 now, GError **error)
{
	gint64 row;

	return find_living(state, id, &row, error) &&
	       action_move(state, row, to, TRUE, now, error) && archive_outdate(state, error);
}

gboolean
action_snooze(State *state, const char *id, Day until, GError **error)
{
	static const char text[] = "UPDATE actions SET snoozed_until = ? WHERE id = ?";
	gint64 row;

	if (!find_living(state, id, &row, error))
		return FALSE;
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;
	sql_int(query, 1, until);
	sql_int(query, 2, row);
	return sql_run(state, query, error);
}
