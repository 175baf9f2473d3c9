/* action_records.c - actions with their life, gathered from their copies. */
#include "sql.h"
#include "state/actions.h"
#include "state/snapshots.h"

/* What is counted over all copies of an action, before anything large is read. */
typedef struct {
	gint64 row;
	Day first;
	Day last;
	guint meetings;
} Life;

/* What the records of one file share, and its actions, which are taken out one by one. */
typedef struct {
	char *label;
	Meeting *meeting; /* NULL when it cannot be decoded */
} Place;

static void
place_free(Place *place)
{
	g_free(place->label);
	meeting_free(place->meeting);
	g_free(place);
}

#define LIVES                                                                                                          \
	"SELECT a.id, min(m.day), max(m.day), count(*) FROM actions a JOIN copies c ON c.action = a.id"                \
	" JOIN meetings m ON m.file = c.file JOIN files f ON f.id = c.file AND f.gone_at = 0"                          \
	" WHERE (a.state = 'open' OR ?1 > 0 AND a.ended_at >= ?1)"

static GArray *
read_lives(State *state, gint64 ended_since, Day seen_since, GError **error)
{
	static const char all[] = LIVES " GROUP BY a.id ORDER BY 2, 1";
	static const char recent[] =
	    LIVES " AND a.id IN (SELECT j.value FROM meetings n JOIN json_each(n.items) j WHERE n.day >= ?2)"
	          " GROUP BY a.id ORDER BY 2, 1";
	g_autoptr(Query) query = sql_query(state, seen_since == DAY_NONE ? all : recent, error);
	if (query == NULL)
		return NULL;

	g_autoptr(GArray) lives = g_array_new(FALSE, FALSE, sizeof(Life));
	int code;
	sql_int(query, 1, ended_since);
	if (seen_since != DAY_NONE)
		sql_int(query, 2, seen_since);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		Life life = { sqlite3_column_int64(query, 0), (Day)sqlite3_column_int64(query, 1),
			      (Day)sqlite3_column_int64(query, 2), (guint)sqlite3_column_int64(query, 3) };
		g_array_append_val(lives, life);
	}
	return code == SQLITE_DONE ? g_steal_pointer(&lives) : NULL;
}

/* The file's place, from the cache when another action asked before. */
static const Place *
find_place(State *state, GHashTable *places, gint64 file, GError **error)
{
	Place *place = g_hash_table_lookup(places, &file);
	if (place != NULL)
		return place;
	g_autoptr(Meeting) meeting = NULL;
	if (!snapshot_of_file(state, file, &meeting, error))
		return NULL;

	place = g_new0(Place, 1);
	if (meeting != NULL) {
		place->label = meeting_label(meeting);
		/* nobody asks for these, and there may be thousands of files */
		g_ptr_array_set_size(meeting->tracks, 0);
		g_ptr_array_set_size(meeting->notes, 0);
	}
	place->meeting = g_steal_pointer(&meeting);
	g_hash_table_insert(places, g_memdup2(&file, sizeof file), place);
	return place;
}

static ActionRecord *
make_record(Query *query, Action *action, const Place *place, const Life *life)
{
	ActionRecord *record = action_record_new();

	record->id = sql_column_text(query, 0);
	(void)action_state_from_word((const char *)sqlite3_column_text(query, 1), &record->state);
	record->ended_at = sqlite3_column_int64(query, 2);
	record->snapshot = sqlite3_column_int64(query, 5);
	record->snoozed_until = (Day)sqlite3_column_int64(query, 3);
	record->action = action;
	record->path = g_strdup(place->meeting->path);
	record->meeting = g_strdup(place->label);
	g_ptr_array_unref(record->participants);
	record->participants = g_ptr_array_ref(place->meeting->participants);
	g_ptr_array_unref(record->teams);
	record->teams = g_ptr_array_ref(place->meeting->teams);
	record->first_day = life->first;
	record->last_day = life->last;
	record->meetings = life->meetings;
	return record;
}

/* Adds the record of one life; one whose wording cannot be decoded is passed over. */
static gboolean
add_record(State *state, GHashTable *places, const Life *life, GPtrArray *records, GError **error)
{
	static const char text[] =
	    "SELECT a.name, a.state, a.ended_at, a.snoozed_until, c.file, a.snapshot, j.key"
	    " FROM actions a JOIN copies c ON c.action = a.id JOIN files f ON f.id = c.file AND f.gone_at = 0"
	    " JOIN meetings m ON m.file = c.file JOIN json_each(m.items) j ON j.value = a.id"
	    " WHERE a.id = ? ORDER BY m.day DESC, m.file DESC LIMIT 1";
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, life->row);
	int code = sql_step(state, query, error);
	if (code != SQLITE_ROW)
		return code == SQLITE_DONE;
	const Place *place = find_place(state, places, sqlite3_column_int64(query, 4), error);
	if (place == NULL)
		return FALSE;
	guint at = (guint)sqlite3_column_int64(query, 6);
	Action *action = place->meeting != NULL ? meeting_steal_action(place->meeting, at) : NULL;
	if (action != NULL)
		g_ptr_array_add(records, make_record(query, action, place, life));
	return TRUE;
}

GPtrArray *
actions_load(State *state, gint64 ended_since, Day seen_since, GError **error)
{
	g_autoptr(GArray) lives = read_lives(state, ended_since, seen_since, error);
	if (lives == NULL)
		return NULL;

	g_autoptr(GHashTable) places =
	    g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)place_free);
	g_autoptr(GPtrArray) records = g_ptr_array_new_full(lives->len, (GDestroyNotify)action_record_free);
	for (guint i = 0; i < lives->len; i++) {
		if (!add_record(state, places, &g_array_index(lives, Life, i), records, error))
			return NULL;
	}
	return g_steal_pointer(&records);
}
