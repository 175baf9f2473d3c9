/* clock_guard.c - what the state remembers of the clock. */
#include "state/clock_guard.h"

#include "meta.h"
#include "model/message.h"
#include "state_internal.h"

enum {
	HOUR = 3600,
	DAY_SECONDS = 24 * HOUR
};

/* Names in `meta`: the time of the last run, and where the last jump of over a day began and ended.
 */
static const char last_run[] = "clock";
static const char jump_from[] = "clock_jump_from";
static const char jump_to[] = "clock_jump_to";

/* Each takes ?1, the latest time that is allowed, and ?2, the time that later ones become. */
static const char *const corrections[] = {
	"DELETE FROM jobs WHERE last_success > ?1 AND ?2 = ?1 AND name <> ''"
	" AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.job = jobs.name)",
	"UPDATE jobs SET last_success = ?2 WHERE last_success > ?1",
	/* one that was noted after the jump has a next attempt after it, too */
	"UPDATE deliveries SET next_at = ?2 WHERE updated_at > ?1 AND next_at > ?1"
	" AND state IN ('queued', 'sending', 'deferred', 'unknown') AND next_at < ?3",
	"UPDATE deliveries SET created_at = min(created_at, ?2), updated_at = min(updated_at, ?2),"
	" deferred_at = min(deferred_at, ?2) WHERE updated_at > ?1 OR deferred_at > ?1",
	"UPDATE complaints SET said_at = ?2 WHERE said_at > ?1",
	"UPDATE hooks_off SET since = ?2 WHERE since > ?1",
	"UPDATE actions SET created_at = min(created_at, ?2), ended_at = min(ended_at, ?2)"
	" WHERE created_at > ?1 OR ended_at > ?1",
	"UPDATE files SET gone_at = ?2 WHERE gone_at > ?1",
	"UPDATE snapshots SET seen_at = ?2 WHERE seen_at > ?1",
};

static gboolean
correct(State *state, const char *text, gint64 now, gint64 becomes, GError **error)
{
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, now);
	sql_int(query, 2, becomes);
	if (sqlite3_bind_parameter_count(query) > 2)
		sql_int(query, 3, DELIVERY_NEVER);
	return sql_run(state, query, error);
}

/* A state of before, which does not remember it, knows at least when a job succeeded. */
static gboolean
find_last_run(State *state, gint64 *time, GError **error)
{
	static const char jobs[] =
	    "SELECT coalesce(max(last_success), 0) FROM jobs WHERE last_success > ?";

	return meta_get_int(state, last_run, 0, time, error) &&
	       (*time > 0 || sql_get_int(state, jobs, 0, 0, time, error));
}

/* The last run before the clock jumped ahead; `now` when the jump is not the one that is undone. */
static gboolean
find_last_right_run(State *state, gint64 now, gint64 *time, GError **error)
{
	gint64 from, to;

	if (!meta_get_int(state, jump_from, 0, &from, error) ||
	    !meta_get_int(state, jump_to, 0, &to, error))
		return FALSE;
	*time = from > 0 && from <= now && now < to ? from : now;
	return TRUE;
}

static gboolean
go_back(State *state, gint64 now, GError **error)
{
	gint64 becomes;

	if (!find_last_right_run(state, now, &becomes, error))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(corrections); i++)
		if (!correct(state, corrections[i], now, becomes, error))
			return FALSE;
	return meta_put(state, jump_from, NULL, error) && meta_put(state, jump_to, NULL, error) &&
	       meta_put_int(state, last_run, now, error);
}

static gboolean
jump_ahead(State *state, gint64 last, gint64 now, GError **error)
{
	state->jump = now - (last + DAY_SECONDS);
	return meta_put_int(state, jump_from, last, error) &&
	       meta_put_int(state, jump_to, now, error) &&
	       meta_put_int(state, last_run, now, error);
}

gboolean
clock_guard_check(State *state, gint64 now, gint64 *ahead, GError **error)
{
	gint64 last;
	gboolean own, fine = TRUE;

	*ahead = 0;
	state->changes_before = sqlite3_total_changes64(state->db);
	if (!find_last_run(state, &last, error))
		return FALSE;
	if (last == 0 || (now >= last - HOUR && now <= last + DAY_SECONDS))
		return TRUE;
	if (!transaction_enter(state, &own, error))
		return FALSE;
	if (now < last) {
		*ahead = last;
		fine = go_back(state, now, error);
	} else {
		fine = jump_ahead(state, last, now, error);
	}
	return transaction_leave(state, own, fine, error);
}

gboolean
clock_guard_keep(State *state, gint64 now, GError **error)
{
	gint64 last;

	if (!meta_get_int(state, last_run, 0, &last, error))
		return FALSE;
	if (now < last ||
	    (now - last < HOUR && sqlite3_total_changes64(state->db) == state->changes_before))
		return TRUE;
	return now == last || meta_put_int(state, last_run, now, error);
}

gint64
clock_guard_patient(const State *state, gint64 now)
{
	return now - state->jump;
}
