/* outbox_list.c - what waits and what was done, for workers and for people. */
#include "base/error.h"
#include "outbox_row.h"

#include <string.h>

/* A later part is where its first one is, if that has a place at all. */
#define THREAD                                                                                     \
	"CASE WHEN d.first IS NULL OR d.thread IS NOT NULL THEN d.thread"                          \
	" ELSE coalesce((SELECT h.thread FROM deliveries h WHERE h.key = d.first),"                \
	" (SELECT p.thread FROM posts p WHERE p.key = d.first)) END"
#define ORPHAN                                                                                     \
	"d.first IS NOT NULL AND NOT EXISTS (SELECT 1 FROM deliveries h WHERE h.key = d.first"     \
	" AND h.state IN ('queued', 'sending', 'deferred', 'unknown'))"
#define COLUMNS                                                                                    \
	"d.id, d.key, d.job, d.kind, d.channel, d.recipient, d.subject, d.state, d.attempts, "     \
	"d.created_at, d.next_at,"                                                                 \
	" d.updated_at, d.reply, d.remote_id, d.doubts, d.first, " THREAD ", " ORPHAN
/* In the words of the partial index. */
#define WAITING "(d.state = 'queued' OR d.state = 'deferred' OR d.state = 'unknown')"
#define WITH_BODY                                                                                  \
	"SELECT " COLUMNS ", b.body, b.sum FROM deliveries d JOIN bodies b ON b.id = d.body"

static gboolean
set_row_error(State *state, gint64 id, const char *what, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
	            "%s: delivery %" G_GINT64_FORMAT " %s", state->shown, id, what);
	return FALSE;
}

/* A page that got lost or stands elsewhere may hold another one's words. */
static gboolean
has_sum(Query *query, int column, GBytes *body)
{
	guint8 sum[OUTBOX_SUM_SIZE];
	if (body == NULL || sqlite3_column_bytes(query, column) != (int)sizeof sum)
		return FALSE;

	outbox_sum(body, sum);
	return memcmp(sqlite3_column_blob(query, column), sum, sizeof sum) == 0;
}

/* Of a row whose words are not those that this room writes. */
static gboolean
set_damage_error(State *state, gint64 id, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
	            "%s: delivery %" G_GINT64_FORMAT
	            " is damaged; put a copy of the state file back, or move it away: "
	            "then the next run takes all notes in anew",
	            state->shown, id);
	return FALSE;
}

/* The row of COLUMNS, and a body when there are more columns.  NULL when it is damaged. */
static Delivery *
read_row(Query *query)
{
	g_autoptr(Delivery) delivery = delivery_new();
	Message *message = message_new();

	delivery->message = message;
	delivery->id = sqlite3_column_int64(query, 0);
	message->key = sql_column_text(query, 1);
	message->job = sql_column_text(query, 2);
	gboolean known =
	    job_kind_from_word((const char *)sqlite3_column_text(query, 3), &message->kind);
	message->channel = (Channel)sqlite3_column_int(query, 4);
	message->recipient = sql_column_text(query, 5);
	message->subject = sql_column_text(query, 6);
	known = known && delivery_state_from_word((const char *)sqlite3_column_text(query, 7),
	                                          &delivery->state);
	delivery->attempts = (guint)sqlite3_column_int64(query, 8);
	delivery->created_at = sqlite3_column_int64(query, 9);
	delivery->next_at = sqlite3_column_int64(query, 10);
	delivery->updated_at = sqlite3_column_int64(query, 11);
	delivery->reply = sql_column_text(query, 12);
	delivery->remote_id = sql_column_text(query, 13);
	delivery->doubts = (guint)sqlite3_column_int64(query, 14);
	message->first = sql_column_text(query, 15);
	delivery->thread = sql_column_text(query, 16);
	delivery->orphan = sqlite3_column_int(query, 17) != 0;
	gboolean whole = message->key != NULL && message->job != NULL && message->recipient != NULL;
	if (sqlite3_column_count(query) > 18) {
		message->body = sql_column_bytes(query, 18);
		whole = whole && has_sum(query, 19, message->body);
	}
	return known && whole ? g_steal_pointer(&delivery) : NULL;
}

/* Until there are no more, or their bodies come to `bytes`. */
static GPtrArray *
read_some(State *state, Query *query, gsize bytes, GError **error)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
	gsize size = 0;
	int code = SQLITE_ROW;

	while (size < bytes && (code = sql_step(state, query, error)) == SQLITE_ROW) {
		Delivery *row = read_row(query);
		if (row == NULL) {
			set_damage_error(state, sqlite3_column_int64(query, 0), error);
			return NULL;
		}
		size += row->message->body == NULL ? 0 : g_bytes_get_size(row->message->body);
		g_ptr_array_add(rows, row);
	}
	return code == SQLITE_DONE || code == SQLITE_ROW ? g_steal_pointer(&rows) : NULL;
}

static GPtrArray *
read_rows(State *state, Query *query, GError **error)
{
	return read_some(state, query, G_MAXSIZE, error);
}

GPtrArray *
outbox_due(State *state, Channel channel, gint64 now, gint64 after, guint limit, gsize bytes,
           GError **error)
{
	static const char text[] = WITH_BODY " WHERE " WAITING " AND d.channel = ? AND d.id > ?"
	                                     " AND d.next_at <= ? ORDER BY d.id LIMIT ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, channel);
	sql_int(query, 2, after);
	sql_int(query, 3, now);
	sql_int(query, 4, limit);
	return read_some(state, query, bytes, error);
}

GPtrArray *
outbox_waiting(State *state, Channel channel, gint64 now, GError **error)
{
	static const char text[] =
	    "SELECT " COLUMNS " FROM deliveries d WHERE d.state IN ('deferred', 'unknown')"
	    " AND " WAITING " AND d.channel = ?"
	    " AND d.next_at > ? ORDER BY d.id DESC";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, channel);
	sql_int(query, 2, now);
	return read_rows(state, query, error);
}

GPtrArray *
outbox_list(State *state, gboolean only_unsettled, GError **error)
{
	static const char all[] = "SELECT " COLUMNS " FROM deliveries d ORDER BY d.id DESC";
	static const char unsettled[] = "SELECT " COLUMNS " FROM deliveries d"
	                                " WHERE d.state IN ('queued', 'sending', 'deferred', "
	                                "'failed', 'unknown') ORDER BY d.id DESC";
	g_autoptr(Query) query = sql_query(state, only_unsettled ? unsettled : all, error);

	return query != NULL ? read_rows(state, query, error) : NULL;
}

Delivery *
outbox_get(State *state, gint64 id, GError **error)
{
	static const char text[] = WITH_BODY " WHERE d.id = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, id);
	g_autoptr(GPtrArray) rows = read_rows(state, query, error);
	if (rows == NULL)
		return NULL;
	if (rows->len > 0)
		return g_ptr_array_steal_index(rows, 0);
	set_row_error(state, id, "is not in the outbox; `tidings outbox list` shows what is",
	              error);
	return NULL;
}

gboolean
outbox_position(State *state, gint64 id, OutboxPosition *position, GError **error)
{
	static const char text[] =
	    "SELECT state, attempts, next_at, deferred_at FROM deliveries WHERE id = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, id);
	int code = sql_step(state, query, error);
	if (code == SQLITE_DONE)
		return set_row_error(
		    state, id, "is not in the outbox; `tidings outbox list` shows what is", error);
	if (code != SQLITE_ROW)
		return FALSE;
	position->attempts = (guint)sqlite3_column_int64(query, 1);
	position->next_at = sqlite3_column_int64(query, 2);
	position->deferred_at = sqlite3_column_int64(query, 3);
	return delivery_state_from_word((const char *)sqlite3_column_text(query, 0),
	                                &position->state) ||
	       set_damage_error(state, id, error);
}

gboolean
outbox_move(State *state, gint64 id, DeliveryState to, gint64 now, GError **error)
{
	static const char text[] = "UPDATE deliveries SET state = ?1, next_at = ?2, updated_at = "
	                           "?2, deferred_at = 0 WHERE id = ?3";
	OutboxPosition position;

	if (!outbox_position(state, id, &position, error) ||
	    !outbox_check_move(&position, id, to, ACTOR_PERSON, error))
		return FALSE;
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;
	sql_text(query, 1, delivery_state_word(to));
	sql_int(query, 2, now);
	sql_int(query, 3, id);
	return sql_run(state, query, error);
}

gboolean
outbox_count(State *state, guint counts[DELIVERY_DROPPED + 1], GError **error)
{
	static const char text[] = "SELECT state, count(*) FROM deliveries GROUP BY state";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	int code;
	for (int i = 0; i <= DELIVERY_DROPPED; i++)
		counts[i] = 0;
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		DeliveryState which;
		if (delivery_state_from_word((const char *)sqlite3_column_text(query, 0), &which))
			counts[which] = (guint)sqlite3_column_int64(query, 1);
	}
	return code == SQLITE_DONE;
}

gboolean
outbox_prune(State *state, gint64 before, GError **error)
{
	static const char rows[] = "DELETE FROM deliveries WHERE state IN ('sent', 'failed', "
	                           "'dropped') AND updated_at < ?";
	static const char ids[] = "INSERT OR REPLACE INTO posts (key, remote_id, thread, sum) "
	                          "SELECT d.key, d.remote_id, d.thread, b.sum"
	                          " FROM deliveries d JOIN bodies b ON b.id = d.body WHERE d.state "
	                          "IN ('sent', 'failed') AND d.updated_at < ?"
	                          " AND d.kind = 'post' AND d.remote_id IS NOT NULL";
	static const char bodies[] = "DELETE FROM bodies WHERE NOT EXISTS (SELECT 1 FROM "
	                             "deliveries d WHERE d.body = bodies.id)";
	gboolean own;

	if (!sql_enter(state, &own, error))
		return FALSE;
	gboolean fine =
	    sql_run_int(state, ids, before, error) && sql_run_int(state, rows, before, error);
	/* Bodies are looked through only when a row went. */
	if (fine && sqlite3_changes(state->db) > 0) {
		g_autoptr(Query) query = sql_query(state, bodies, error);
		fine = query != NULL && sql_run(state, query, error);
	}
	return sql_leave(state, own, fine, error);
}

GPtrArray *
outbox_unreported(State *state, const char *except, guint limit, GError **error)
{
	static const char text[] =
	    "SELECT " COLUMNS " FROM deliveries d WHERE d.state IN ('failed', 'unknown')"
	    " AND d.reported <> d.state AND d.job <> ? ORDER BY d.id LIMIT ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_text(query, 1, except);
	sql_int(query, 2, limit);
	return read_rows(state, query, error);
}

gboolean
outbox_reported(State *state, gint64 id, GError **error)
{
	return sql_run_int(state, "UPDATE deliveries SET reported = state WHERE id = ?", id, error);
}
