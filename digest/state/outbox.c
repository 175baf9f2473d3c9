/* outbox.c - queueing, and each attempt's beginning and end. */
#include "state/outbox.h"

#include "base/error.h"
#include "outbox_row.h"
#include "state/clock_guard.h"
#include "state_internal.h"

#include <string.h>

/* Where a delivery is on its way. */
typedef struct {
	DeliveryState state;
	guint attempts;
	gint64 next_at;
	gint64 deferred_at; /* since when it is being put off; 0 when it is not */
} OutboxPosition;

static gboolean
put_key(State *state, const char *key, gboolean *fresh, GError **error)
{
	static const char text[] = "INSERT INTO keys (key) VALUES (?) ON CONFLICT (key) DO NOTHING";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, key);
	if (!sql_run(state, query, error))
		return FALSE;
	*fresh = sqlite3_changes(state->db) > 0;
	return TRUE;
}

void
outbox_sum(GBytes *body, guint8 sum[OUTBOX_SUM_SIZE])
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	gsize size, sum_size = OUTBOX_SUM_SIZE;
	const void *data = g_bytes_get_data(body, &size);

	g_checksum_update(checksum, data, (gssize)size);
	g_checksum_get_digest(checksum, sum, &sum_size);
}

gboolean
outbox_put_body(State *state, GBytes *body, gint64 *id, GError **error)
{
	static const char insert[] = "INSERT INTO bodies (sum, body) VALUES (?, ?)"
	                             " ON CONFLICT (sum) DO UPDATE SET sum = sum RETURNING id";
	guint8 sum[OUTBOX_SUM_SIZE];

	outbox_sum(body, sum);
	g_autoptr(Query) query = sql_query(state, insert, error);
	if (query == NULL)
		return FALSE;
	sql_raw(query, 1, sum, sizeof sum);
	sql_bytes(query, 2, body);
	int code = sql_step(state, query, error);
	if (code == SQLITE_ROW) {
		*id = sqlite3_column_int64(query, 0);
		code = sql_step(state, query, error);
	}
	return code == SQLITE_DONE;
}

gboolean
outbox_put_row(State *state, const Message *message, gint64 now, GError **error)
{
	static const char text[] =
	    "INSERT INTO deliveries (key, job, kind, channel, recipient, subject, body, "
	    "created_at, next_at, updated_at, first)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?8, ?9)";
	gint64 body = 0;
	if (!outbox_put_body(state, message->body, &body, error))
		return FALSE;
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, message->key);
	sql_text(query, 2, message->job);
	sql_text(query, 3, job_kind_word(message->kind));
	sql_int(query, 4, message->channel);
	sql_text(query, 5, message->recipient);
	sql_text(query, 6, message->subject != NULL ? message->subject : "");
	sql_int(query, 7, body);
	sql_int(query, 8, now);
	sql_text(query, 9, message->first);
	return sql_run(state, query, error);
}

gboolean
outbox_put_new(State *state, const Message *message, gint64 now, gboolean *queued, GError **error)
{
	if (!put_key(state, message->key, queued, error))
		return FALSE;
	return !*queued || outbox_put_row(state, message, now, error);
}

gboolean
outbox_put(State *state, const Message *message, gint64 now, gboolean *queued, GError **error)
{
	gboolean own;

	if (!transaction_enter(state, &own, error))
		return FALSE;
	gboolean fine = outbox_put_new(state, message, now, queued, error);
	return transaction_leave(state, own, fine, error);
}

static gboolean
set_row_error(State *state, gint64 id, const char *what, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
	            "%s: delivery %" G_GINT64_FORMAT " %s", state->shown, id, what);
	return FALSE;
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

static gboolean
get_position(State *state, gint64 id, OutboxPosition *position, GError **error)
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

static gboolean
check_move(const OutboxPosition *position, gint64 id, DeliveryState to, Actor by, GError **error)
{
	if (delivery_may_move(position->state, to, by))
		return TRUE;
	g_set_error(error, TIDINGS_ERROR,
	            by == ACTOR_PERSON ? TIDINGS_ERROR_DATA : TIDINGS_ERROR_SOFTWARE,
	            "delivery %" G_GINT64_FORMAT " is %s, so it cannot become %s", id,
	            delivery_state_word(position->state), delivery_state_word(to));
	return FALSE;
}

gboolean
outbox_sending(State *state, gint64 id, gint64 now, GError **error)
{
	static const char text[] = "UPDATE deliveries SET state = 'sending', attempts = attempts + "
	                           "1, updated_at = ? WHERE id = ?";
	OutboxPosition position;

	if (!get_position(state, id, &position, error) ||
	    !check_move(&position, id, DELIVERY_SENDING, ACTOR_WORKER, error))
		return FALSE;
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;
	sql_int(query, 1, now);
	sql_int(query, 2, id);
	return sql_run(state, query, error);
}

void
outbox_set_give_up(State *state, gint64 seconds)
{
	state->give_up = seconds;
}

/*
 * Where the row is after the attempt: its state, and for one that may be tried again when, and
 * since when it waits.  Given up, one that is put off has failed; one whose fate is unknown stays
 * so, and only a person can send it again.
 */
static void
judge(const State *state, OutboxPosition *position, gint64 id, const Outcome *outcome, gint64 now)
{
	static const DeliveryState ends[] = {
		[OUTCOME_SENT] = DELIVERY_SENT,        [OUTCOME_TEMPORARY] = DELIVERY_DEFERRED,
		[OUTCOME_PERMANENT] = DELIVERY_FAILED, [OUTCOME_UNKNOWN] = DELIVERY_UNKNOWN,
		[OUTCOME_HELD] = DELIVERY_QUEUED,      [OUTCOME_GONE] = DELIVERY_DROPPED,
		[OUTCOME_PARKED] = DELIVERY_QUEUED,
	};

	gint64 give_up = state->give_up;

	position->state = ends[outcome->kind];
	/* What waits for the configuration, or for a person, does not grow too old for it. */
	if (outcome->kind == OUTCOME_HELD || outcome->kind == OUTCOME_PARKED)
		position->deferred_at = 0;
	if (outcome->kind == OUTCOME_PARKED)
		position->next_at = now + outcome->retry_after;
	if (outcome->kind != OUTCOME_TEMPORARY && outcome->kind != OUTCOME_UNKNOWN)
		return;
	gint64 wait = outcome->retry_after > 0 ? MIN(outcome->retry_after, give_up)
	                                       : delivery_back_off(position->attempts, id);
	/* A clock that went back must not stretch the time it is tried. */
	if (position->deferred_at == 0 || position->deferred_at > now)
		position->deferred_at = MAX(now, 1);
	position->next_at = now + wait;
	if (clock_guard_patient(state, now) - position->deferred_at < give_up)
		return;
	if (position->state == DELIVERY_UNKNOWN)
		position->next_at = DELIVERY_NEVER;
	else
		position->state = DELIVERY_FAILED;
}

static gboolean
save_end(State *state, gint64 id, const OutboxPosition *end, const Outcome *outcome, gint64 now,
         GError **error)
{
	static const char text[] =
	    "UPDATE deliveries SET state = ?1, next_at = ?2, deferred_at = ?3, updated_at = ?4,"
	    " reply = ?5, doubts = doubts + (?1 = 'unknown'),"
	    " remote_id = CASE WHEN ?1 <> 'dropped' THEN coalesce(?6, remote_id) END,"
	    " thread = CASE WHEN ?1 <> 'dropped' THEN coalesce(?8, thread) END WHERE id = ?7";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, delivery_state_word(end->state));
	sql_int(query, 2, end->next_at);
	sql_int(query, 3, end->deferred_at);
	sql_int(query, 4, now);
	sql_text(query, 5, outcome->reply);
	sql_text(query, 6, outcome->remote_id);
	sql_int(query, 7, id);
	sql_text(query, 8, outcome->thread);
	return sql_run(state, query, error);
}

gboolean
outbox_settle(State *state, gint64 id, const Outcome *outcome, gint64 now, DeliveryState *became,
              GError **error)
{
	OutboxPosition position;

	if (!get_position(state, id, &position, error))
		return FALSE;
	OutboxPosition end = position;
	judge(state, &end, id, outcome, now);
	if (became != NULL)
		*became = end.state;
	return check_move(&position, id, end.state, ACTOR_WORKER, error) &&
	       save_end(state, id, &end, outcome, now, error);
}

gboolean
outbox_withdraw(State *state, const Delivery *delivery, gint64 now, GError **error)
{
	static const char text[] =
	    "UPDATE deliveries SET state = ?, attempts = attempts - 1, updated_at = ? WHERE id = ?";
	OutboxPosition position;

	if (!get_position(state, delivery->id, &position, error) ||
	    !check_move(&position, delivery->id, delivery->state, ACTOR_WORKER, error))
		return FALSE;
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;
	sql_text(query, 1, delivery_state_word(delivery->state));
	sql_int(query, 2, now);
	sql_int(query, 3, delivery->id);
	return sql_run(state, query, error);
}

/* In the words of delivery_is_edit(). */
#define IS_EDIT "remote_id <> '' AND remote_id NOT GLOB '*[^0-9]*'"

gboolean
outbox_recover(State *state, gint64 now, GError **error)
{
	/* what was being edited is edited again */
	static const char edits[] =
	    "UPDATE deliveries SET state = 'queued', updated_at = ? WHERE state = 'sending'"
	    " AND " IS_EDIT;
	static const char others[] =
	    "UPDATE deliveries SET state = 'unknown', updated_at = ?, doubts = doubts + 1,"
	    " reply = 'the run ended while it was being sent' WHERE state = 'sending'";

	g_assert(delivery_may_move(DELIVERY_SENDING, DELIVERY_QUEUED, ACTOR_START) &&
	         delivery_may_move(DELIVERY_SENDING, DELIVERY_UNKNOWN, ACTOR_START));
	return sql_run_int(state, edits, now, error) && sql_run_int(state, others, now, error);
}

gboolean
outbox_take_as_told(State *state, gint64 now, guint *count, GError **error)
{
	static const char edits[] =
	    "UPDATE deliveries SET state = 'sent', updated_at = ?"
	    " WHERE state IN ('queued', 'deferred', 'unknown') AND " IS_EDIT;
	static const char others[] = "UPDATE deliveries SET state = 'dropped', updated_at = ?,"
	                             " reply = 'taken as told by tidings adopt'"
	                             " WHERE state IN ('queued', 'deferred', 'unknown')";

	g_assert(delivery_may_move(DELIVERY_QUEUED, DELIVERY_SENT, ACTOR_TOLD) &&
	         delivery_may_move(DELIVERY_UNKNOWN, DELIVERY_DROPPED, ACTOR_TOLD));
	if (!sql_run_int(state, edits, now, error))
		return FALSE;
	*count = (guint)sqlite3_changes(state->db);
	if (!sql_run_int(state, others, now, error))
		return FALSE;
	*count += (guint)sqlite3_changes(state->db);
	return TRUE;
}

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
outbox_move(State *state, gint64 id, DeliveryState to, gint64 now, GError **error)
{
	static const char text[] = "UPDATE deliveries SET state = ?1, next_at = ?2, updated_at = "
	                           "?2, deferred_at = 0 WHERE id = ?3";
	OutboxPosition position;

	if (!get_position(state, id, &position, error) ||
	    !check_move(&position, id, to, ACTOR_PERSON, error))
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

	if (!transaction_enter(state, &own, error))
		return FALSE;
	gboolean fine =
	    sql_run_int(state, ids, before, error) && sql_run_int(state, rows, before, error);
	/* Bodies are looked through only when a row went. */
	if (fine && sqlite3_changes(state->db) > 0) {
		g_autoptr(Query) query = sql_query(state, bodies, error);
		fine = query != NULL && sql_run(state, query, error);
	}
	return transaction_leave(state, own, fine, error);
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
