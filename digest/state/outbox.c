/* outbox.c - queueing, and each attempt's beginning and end. */
#include "state/outbox.h"

#include "base/error.h"
#include "outbox_row.h"
#include "sql.h"
#include "state/clock_guard.h"

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

	if (!sql_enter(state, &own, error))
		return FALSE;
	gboolean fine = outbox_put_new(state, message, now, queued, error);
	return sql_leave(state, own, fine, error);
}

gboolean
outbox_check_move(const OutboxPosition *position, gint64 id, DeliveryState to, Actor by,
                  GError **error)
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

	if (!outbox_position(state, id, &position, error) ||
	    !outbox_check_move(&position, id, DELIVERY_SENDING, ACTOR_WORKER, error))
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

	if (!outbox_position(state, id, &position, error))
		return FALSE;
	OutboxPosition end = position;
	judge(state, &end, id, outcome, now);
	if (became != NULL)
		*became = end.state;
	return outbox_check_move(&position, id, end.state, ACTOR_WORKER, error) &&
	       save_end(state, id, &end, outcome, now, error);
}

gboolean
outbox_withdraw(State *state, const Delivery *delivery, gint64 now, GError **error)
{
	static const char text[] =
	    "UPDATE deliveries SET state = ?, attempts = attempts - 1, updated_at = ? WHERE id = ?";
	OutboxPosition position;

	if (!outbox_position(state, delivery->id, &position, error) ||
	    !outbox_check_move(&position, delivery->id, delivery->state, ACTOR_WORKER, error))
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
