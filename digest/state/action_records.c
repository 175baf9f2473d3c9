/* action_records.c - actions with their life, gathered from their copies. */
#include "copy_id.h"
#include "sql.h"
#include "state/actions.h"

/* What is counted over all copies of an action, before anything large is read. */
typedef struct {
	gint64 row;
	Day first;
	Day last;
	guint meetings;
} Life;

/* What the records of one file share. */
typedef struct {
	char *path;
	char *label;
	GPtrArray *participants;
	GPtrArray *teams;
} Place;

static void
place_free(Place *place)
{
	g_free(place->path);
	g_free(place->label);
	g_ptr_array_unref(place->participants);
	g_ptr_array_unref(place->teams);
	g_free(place);
}

#define LIVES                                                                                                          \
	"SELECT a.id, min(c.day), max(c.day), count(DISTINCT " COPY_FILE ") FROM actions a"                            \
	" JOIN copies c ON c.action = a.id JOIN files f ON f.id = " COPY_FILE " AND f.gone_at = 0"                     \
	" WHERE (a.state = 'open' OR ?1 > 0 AND a.ended_at >= ?1)"

static GArray *
read_lives(State *state, gint64 ended_since, Day seen_since, GError **error)
{
	static const char all[] = LIVES " GROUP BY a.id ORDER BY 2, 1";
	static const char recent[] =
	    LIVES " AND a.id IN (SELECT c.action FROM meetings n JOIN copies c"
	          " ON " COPY_OF_FILE("n.file") " WHERE n.day >= ?2) GROUP BY a.id ORDER BY 2, 1";
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

/* From a row of path and head; the head may be NULL or damaged. */
static Place *
make_place(Query *query)
{
	g_autofree char *path = g_strndup(sqlite3_column_blob(query, 0), (gsize)sqlite3_column_bytes(query, 0));
	g_autoptr(GBytes) head = sql_column_bytes(query, 1);
	g_autoptr(Meeting) meeting = head != NULL ? meeting_from_bytes(head) : NULL;

	if (meeting == NULL)
		meeting = meeting_new(path);
	g_free(meeting->path);
	meeting->path = g_strdup(path);
	Place *place = g_new0(Place, 1);
	place->label = meeting_label(meeting);
	place->path = g_steal_pointer(&path);
	place->participants = g_ptr_array_ref(meeting->participants);
	place->teams = g_ptr_array_ref(meeting->teams);
	return place;
}

/* The file's place, from the cache when another action asked before. */
static const Place *
find_place(State *state, GHashTable *places, gint64 file, GError **error)
{
	static const char text[] =
	    "SELECT f.path, m.head FROM files f LEFT JOIN meetings m ON m.file = f.id WHERE f.id = ?";
	Place *place = g_hash_table_lookup(places, &file);
	if (place != NULL)
		return place;
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return NULL;

	sql_int(query, 1, file);
	int code = sql_step(state, query, error);
	if (code == SQLITE_DONE)
		sql_set_error(state, SQLITE_CORRUPT, error); /* a copy of a file that is not there */
	if (code != SQLITE_ROW)
		return NULL;
	place = make_place(query);
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
	record->snapshot = sqlite3_column_int64(query, 6);
	record->snoozed_until = (Day)sqlite3_column_int64(query, 3);
	record->action = action;
	record->path = g_strdup(place->path);
	record->meeting = g_strdup(place->label);
	g_ptr_array_unref(record->participants);
	record->participants = g_ptr_array_ref(place->participants);
	g_ptr_array_unref(record->teams);
	record->teams = g_ptr_array_ref(place->teams);
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
	    "SELECT a.name, a.state, a.ended_at, a.snoozed_until, " COPY_FILE ", c.body, a.snapshot"
	    " FROM actions a JOIN copies c ON c.action = a.id"
	    " JOIN files f ON f.id = " COPY_FILE " AND f.gone_at = 0 WHERE a.id = ?"
	    " ORDER BY c.day DESC, c.id DESC LIMIT 1";
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
	g_autoptr(GBytes) body = sql_column_bytes(query, 5);
	Action *action = action_from_bytes(body);
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
