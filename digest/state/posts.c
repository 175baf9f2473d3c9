/* posts.c - the outbox rows of posts, which live as long as their post does. */
#include "state/posts.h"

#include "outbox_row.h"
#include "state_internal.h"

#include <string.h>

/* The row of a part; id 0 when there is none. */
typedef struct {
	gint64 id;
	DeliveryState state;
	gint64 body;
	gboolean has_id; /* the server's */
} Part;

static gboolean
find_part(State *state, const char *key, Part *part, GError **error)
{
	static const char text[] =
	    "SELECT id, state, body, remote_id IS NOT NULL FROM deliveries WHERE key = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	*part = (Part){ 0 };
	sql_text(query, 1, key);
	int code = sql_step(state, query, error);
	if (code == SQLITE_ROW) {
		part->id = sqlite3_column_int64(query, 0);
		(void)delivery_state_from_word((const char *)sqlite3_column_text(query, 1),
		                               &part->state);
		part->body = sqlite3_column_int64(query, 2);
		part->has_id = sqlite3_column_int(query, 3) != 0;
	}
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

gboolean
post_is_known(State *state, const char *key, gboolean *known, GError **error)
{
	static const char text[] = "SELECT 1 FROM keys WHERE key = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, key);
	int code = sql_step(state, query, error);
	*known = code == SQLITE_ROW;
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

static gboolean
run_for_key(State *state, const char *text, const char *key, GError **error)
{
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_text(query, 1, key);
	return sql_run(state, query, error);
}

/* Whether the part's row was pruned, and its body was another one. */
static gboolean
differs_from_kept(State *state, const Message *message, gboolean *differs, GError **error)
{
	static const char text[] = "SELECT sum FROM posts WHERE key = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	guint8 sum[OUTBOX_SUM_SIZE];
	outbox_sum(message->body, sum);
	sql_text(query, 1, message->key);
	int code = sql_step(state, query, error);
	*differs =
	    code == SQLITE_ROW && (sqlite3_column_bytes(query, 0) != sizeof sum ||
	                           memcmp(sqlite3_column_blob(query, 0), sum, sizeof sum) != 0);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* A part without a row: new, or pruned.  The id of a pruned one moves back into the new row. */
static gboolean
put_rowless(State *state, const Message *message, gint64 now, gboolean *queued, GError **error)
{
	static const char take_id[] =
	    "UPDATE deliveries SET (remote_id, thread) ="
	    " (SELECT p.remote_id, p.thread FROM posts p WHERE p.key = ?1) WHERE key = ?1";
	static const char forget[] = "DELETE FROM posts WHERE key = ?";

	if (!outbox_put_new(state, message, now, queued, error))
		return FALSE;
	if (*queued)
		return TRUE;
	if (!differs_from_kept(state, message, queued, error))
		return FALSE;
	return !*queued || (outbox_put_row(state, message, now, error) &&
	                    run_for_key(state, take_id, message->key, error) &&
	                    run_for_key(state, forget, message->key, error));
}

static gboolean
set_body(State *state, const Part *part, const Message *message, gint64 body, GError **error)
{
	static const char text[] = "UPDATE deliveries SET body = ?, subject = ? WHERE id = ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, body);
	sql_text(query, 2, message->subject != NULL ? message->subject : "");
	sql_int(query, 3, part->id);
	return sql_run(state, query, error);
}

/* As if it were new, but for the server's id. */
static gboolean
queue_again(State *state, const Part *part, gint64 now, GError **error)
{
	static const char text[] =
	    "UPDATE deliveries SET state = 'queued', next_at = ?1, updated_at = ?1, attempts = 0,"
	    " deferred_at = 0, reply = NULL, reported = '' WHERE id = ?2";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	g_assert(delivery_may_move(part->state, DELIVERY_QUEUED, ACTOR_NOTES));
	sql_int(query, 1, now);
	sql_int(query, 2, part->id);
	return sql_run(state, query, error);
}

static gboolean
put_part(State *state, const Message *message, gint64 now, gboolean *queued, GError **error)
{
	Part part;
	gint64 body = 0;
	if (!find_part(state, message->key, &part, error))
		return FALSE;
	if (part.id == 0)
		return put_rowless(state, message, now, queued, error);

	*queued = FALSE;
	if (part.state == DELIVERY_DROPPED || (part.state == DELIVERY_SENT && !part.has_id))
		return TRUE;
	if (!outbox_put_body(state, message->body, &body, error))
		return FALSE;
	if (body == part.body)
		return TRUE;
	*queued = part.state != DELIVERY_UNKNOWN;
	if (!set_body(state, &part, message, body, error))
		return FALSE;
	gboolean over = part.state == DELIVERY_SENT || part.state == DELIVERY_FAILED;
	return !over || queue_again(state, &part, now, error);
}

gboolean
post_put(State *state, const Message *message, gint64 now, gboolean *queued, GError **error)
{
	gboolean own;

	*queued = FALSE;
	if (!transaction_enter(state, &own, error))
		return FALSE;
	gboolean fine = put_part(state, message, now, queued, error);
	return transaction_leave(state, own, fine, error);
}

static gboolean
put_surplus(State *state, const Message *message, gint64 now, gboolean *queued, GError **error)
{
	static const char row[] = "DELETE FROM deliveries WHERE key = ?";
	static const char its_key[] = "DELETE FROM keys WHERE key = ?";
	Part part;
	if (!find_part(state, message->key, &part, error))
		return FALSE;

	gboolean never_sent = part.id != 0 && !part.has_id &&
	                      (part.state == DELIVERY_QUEUED || part.state == DELIVERY_DEFERRED ||
	                       part.state == DELIVERY_FAILED);
	if (!never_sent)
		return put_part(state, message, now, queued, error);
	return run_for_key(state, row, message->key, error) &&
	       run_for_key(state, its_key, message->key, error);
}

gboolean
post_put_surplus(State *state, const Message *message, gint64 now, gboolean *queued, GError **error)
{
	gboolean own;

	*queued = FALSE;
	if (!transaction_enter(state, &own, error))
		return FALSE;
	gboolean fine = put_surplus(state, message, now, queued, error);
	return transaction_leave(state, own, fine, error);
}
