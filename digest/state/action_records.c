/* action_records.c - actions with their life, gathered from their copies. */
#include "sql.h"
#include "state/actions.h"
#include "state/snapshots.h"

/* What is counted over all copies of an action, before anything large is read. */
typedef struct {
	ActionRecord *record; /* without its wording; NULL once it was handed on */
	gint64 row;
	gint64 file; /* the latest that has it */
} ActionRow;

/* What the records of one file share, and its actions, which are taken out one by one. */
typedef struct {
	char *label;
	Meeting *meeting;   /* NULL when it cannot be decoded */
	GHashTable *places; /* row, as a pointer -> which of its actions that is, from 1 */
} Place;

static void
life_clear(gpointer data)
{
	action_record_free(((ActionRow *)data)->record);
}

static void
place_free(Place *place)
{
	g_free(place->label);
	meeting_free(place->meeting);
	g_hash_table_unref(place->places);
	g_free(place);
}

static ActionRow
read_life(Query *query)
{
	ActionRow life = { .record = action_record_new(), .row = sqlite3_column_int64(query, 0) };

	life.record->id = sql_column_text(query, 3);
	(void)action_state_from_word((const char *)sqlite3_column_text(query, 4),
	                             &life.record->state);
	life.record->ended_at = sqlite3_column_int64(query, 5);
	life.record->snoozed_until = (Day)sqlite3_column_int64(query, 6);
	life.record->snapshot = sqlite3_column_int64(query, 7);
	return life;
}

static void
add_copy(ActionRow *life, Day day, gint64 file)
{
	ActionRecord *record = life->record;

	record->first_day = record->meetings == 0 ? day : MIN(record->first_day, day);
	if (day > record->last_day || (day == record->last_day && file > life->file)) {
		record->last_day = day;
		life->file = file;
	}
	record->meetings++;
}

static gint
compare_lives(gconstpointer a, gconstpointer b)
{
	const ActionRow *x = a, *y = b;

	return (x->record->first_day > y->record->first_day) -
	       (x->record->first_day < y->record->first_day);
}

/* A row for each copy. */
#define COPIES                                                                                     \
	"SELECT a.id, m.day, m.file, a.name, a.state, a.ended_at, a.snoozed_until, a.snapshot"     \
	" FROM actions a JOIN copies c ON c.action = a.id JOIN meetings m ON m.file = c.file"      \
	" JOIN files f ON f.id = c.file AND f.gone_at = 0 WHERE (a.state = 'open' OR ?1 > 0 AND "  \
	"a.ended_at >= ?1)"

/* By first day, then as created. */
static GArray *
read_lives(State *state, gint64 ended_since, Day seen_since, GError **error)
{
	static const char all[] = COPIES " ORDER BY a.id";
	static const char recent[] = COPIES " AND a.id IN (SELECT j.value FROM meetings n JOIN "
	                                    "json_each(n.items) j WHERE n.day >= ?2)"
	                                    " ORDER BY a.id";
	g_autoptr(Query) query = sql_query(state, seen_since == DAY_NONE ? all : recent, error);
	if (query == NULL)
		return NULL;

	g_autoptr(GArray) lives = g_array_new(FALSE, FALSE, sizeof(ActionRow));
	int code;
	g_array_set_clear_func(lives, life_clear);
	sql_int(query, 1, ended_since);
	if (seen_since != DAY_NONE)
		sql_int(query, 2, seen_since);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		if (sqlite3_column_type(query, 3) != SQLITE_TEXT)
			return sql_damaged(state, error);
		ActionRow *last =
		    lives->len > 0 ? &g_array_index(lives, ActionRow, lives->len - 1) : NULL;
		if (last == NULL || last->row != sqlite3_column_int64(query, 0)) {
			ActionRow life = read_life(query);
			g_array_append_val(lives, life);
			last = &g_array_index(lives, ActionRow, lives->len - 1);
		}
		add_copy(last, (Day)sqlite3_column_int64(query, 1), sqlite3_column_int64(query, 2));
	}
	g_array_sort(lives, compare_lives);
	return code == SQLITE_DONE ? g_steal_pointer(&lives) : NULL;
}

static gpointer
as_pointer(gint64 row)
{
	return GSIZE_TO_POINTER((gsize)row);
}

static GHashTable *
places_of(const GArray *items)
{
	GHashTable *places = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < items->len; i++)
		g_hash_table_insert(places, as_pointer(g_array_index(items, gint64, i)),
		                    GUINT_TO_POINTER(i + 1));
	return places;
}

/* The file's place, from the cache when another action asked before. */
static const Place *
find_place(State *state, GHashTable *places, gint64 file, GError **error)
{
	Place *place = g_hash_table_lookup(places, &file);
	if (place != NULL)
		return place;
	g_autoptr(Meeting) meeting = NULL;
	g_autoptr(GArray) items = snapshot_items(state, file, error);
	if (items == NULL || !snapshot_of_file(state, file, &meeting, error))
		return NULL;

	place = g_new0(Place, 1);
	if (meeting != NULL) {
		place->label = meeting_label(meeting);
		/* nobody asks for these, and there may be thousands of files */
		g_ptr_array_set_size(meeting->topics, 0);
		g_ptr_array_set_size(meeting->decisions, 0);
	}
	place->meeting = g_steal_pointer(&meeting);
	place->places = places_of(items);
	g_hash_table_insert(places, g_memdup2(&file, sizeof file), place);
	return place;
}

/* NULL when the meeting cannot be decoded or has no such item. */
static Action *
take_action(const Place *place, gint64 row)
{
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(place->places, as_pointer(row)));

	return place->meeting != NULL && number > 0
	           ? meeting_steal_action(place->meeting, number - 1)
	           : NULL;
}

/* Adds the record of one life; one whose wording cannot be decoded is passed over. */
static gboolean
add_record(State *state, GHashTable *places, ActionRow *life, GPtrArray *records, GError **error)
{
	const Place *place = find_place(state, places, life->file, error);
	if (place == NULL)
		return FALSE;
	Action *action = take_action(place, life->row);
	if (action == NULL)
		return TRUE;

	ActionRecord *record = g_steal_pointer(&life->record);
	record->action = action;
	record->path = g_strdup(place->meeting->path);
	record->meeting = g_strdup(place->label);
	g_ptr_array_unref(record->participants);
	record->participants = g_ptr_array_ref(place->meeting->participants);
	g_ptr_array_unref(record->teams);
	record->teams = g_ptr_array_ref(place->meeting->teams);
	g_ptr_array_add(records, record);
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
	g_autoptr(GPtrArray) records =
	    g_ptr_array_new_full(lives->len, (GDestroyNotify)action_record_free);
	for (guint i = 0; i < lives->len; i++) {
		if (!add_record(state, places, &g_array_index(lives, ActionRow, i), records, error))
			return NULL;
	}
	return g_steal_pointer(&records);
}
