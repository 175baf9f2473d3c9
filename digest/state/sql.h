/* sql.h - the state room's own way to SQLite: statements prepared once, values by type, errors as
 * sentences. */
#ifndef TIDINGS_STATE_SQL_H
#define TIDINGS_STATE_SQL_H

#include "state/state.h"

#include <sqlite3.h>

/* A prepared statement in use; going out of scope resets it, so that it holds no lock and no
 * borrowed value. */
typedef struct sqlite3_stmt Query;
void sql_done(Query *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Query, sql_done)

/*
 * The statement of a constant text, prepared at first use and then kept.  `text` is compared by
 * address, so it must be a static one.  NULL and `error` when the state refuses.
 */
Query *sql_query(State *state, const char *text, GError **error);

/* Parameters from 1.  Texts and blobs are borrowed until the query is done.  A NULL text is SQL's
 * NULL. */
void sql_int(Query *query, int place, gint64 value);
void sql_text(Query *query, int place, const char *text);
void sql_raw(Query *query, int place, const void *data, gsize length);
void sql_bytes(Query *query, int place, GBytes *bytes);

/* The next row: SQLITE_ROW, SQLITE_DONE, or anything else with `error` set. */
int sql_step(State *state, Query *query, GError **error);

/* Runs a statement that gives no rows (or whose rows do not matter). */
gboolean sql_run(State *state, Query *query, GError **error);

/* A statement of one int64 parameter and no result; and one with at most one row of one int64 (else
 * `fallback`). */
gboolean sql_run_int(State *state, const char *text, gint64 value, GError **error);
gboolean sql_get_int(State *state, const char *text, gint64 value, gint64 fallback, gint64 *result,
                     GError **error);

/*
 * A column from 0, newly allocated; NULL for SQL's NULL.  A page of the file may be damaged: then
 * NULL, a number or a text that is not UTF-8 (which is mended) may stand in any column, whatever
 * the schema says.
 */
char *sql_column_text(Query *query, int column);
GBytes *sql_column_bytes(Query *query, int column);

/* TRUE for Unix seconds that a calendar has (or 0, for never). */
gboolean sql_is_time(gint64 unix_seconds);

/* Says so, for a row that lacks what it must have.  Returns NULL. */
gpointer sql_damaged(State *state, GError **error);

/* Runs a text of several statements that are used once: pragmas, the schema. */
gboolean sql_script(State *state, const char *text, GError **error);

/* The error of the last call on state->db, whose result was `code`. */
void sql_set_error(State *state, int code, GError **error);

#endif
