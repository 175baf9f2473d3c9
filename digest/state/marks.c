/* marks.c - marks in the notes that ended actions. */
#include "state/marks.h"

#include "base/visible.h"
#include "sql.h"
#include "state/snapshots.h"

enum {
	TEXT_MAX = 2000 /* characters: more than a message shows */
};

/* One that is being gathered. */
typedef struct {
	MarkedAction *marked; /* belongs to the list */
	GPtrArray *before; /* char *: the owners before the mark in its own file; NULL for none */
} Gathered;

/* A file that says whose an action is. */
typedef struct {
	gint64 file, action;
	gboolean own; /* the file of the mark, for the owners of before */
} Said;

static void
gathered_free(gpointer data)
{
	Gathered *gathered = data;

	g_clear_pointer(&gathered->before, g_ptr_array_unref);
	g_free(gathered);
}

/* Owner tokens, a line each. */
static char *
owners_to_text(const GPtrArray *owners)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; owners != NULL && i < owners->len; i++)
		g_string_append_printf(text, "%s\n", (char *)g_ptr_array_index(owners, i));
	return g_string_free(text, FALSE);
}

static GPtrArray *
owners_from_text(const char *text)
{
	GPtrArray *owners = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line != NULL; line++)
		if (**line != '\0')
			g_ptr_array_add(owners, g_strdup(*line));
	return owners;
}

gboolean
mark_put(State *state, const Mark *mark, GError **error)
{
	static const char text[] =
	    "INSERT OR REPLACE INTO marks (action, snapshot, file, line, text, elsewhere, owners)"
	    " VALUES (?, ?, ?, ?, ?, ?, ?)";
	g_autofree char *words = text_cut(mark->text, TEXT_MAX);
	g_autofree char *owners = owners_to_text(mark->owners);
	g_autoptr(Query) query = sql_query(state, text, error);
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, mark->action);
	sql_int(query, 2, mark->snapshot);
	sql_int(query, 3, mark->file);
	sql_int(query, 4, mark->line);
	sql_text(query, 5, words);
	sql_int(query, 6, mark->elsewhere ? 1 : 0);
	sql_text(query, 7, owners);
	return sql_run(state, query, error);
}

static void
add_said(GArray *said, gint64 file, gint64 action, gboolean own)
{
	Said one = { file, action, own };

	g_array_append_val(said, one);
}

static gboolean
load_marked(State *state, gint64 snapshot, gint64 since, GPtrArray *all, GHashTable *by_row,
            GArray *said, GError **error)
{
	static const char text[] =
	    "SELECT k.action, a.name, k.text, f.path, k.line, k.elsewhere, k.owners, k.file FROM "
	    "marks k"
	    " JOIN actions a ON a.id = k.action JOIN files f ON f.id = k.file"
	    " WHERE k.snapshot > ?1 AND a.state = 'done' AND a.by_person = 0 AND a.ended_at >= ?2"
	    " ORDER BY k.snapshot, k.line, k.action";
	g_autoptr(Query) query = sql_query(state, text, error);
	int code;
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, snapshot);
	sql_int(query, 2, since);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW) {
		gint64 row = sqlite3_column_int64(query, 0);
		g_autofree char *owners = sql_column_text(query, 6);
		MarkedAction *marked = marked_action_new();
		marked->id = sql_column_text(query, 1);
		marked->text = sql_column_text(query, 2);
		marked->path = sql_column_text(query, 3);
		marked->line = (guint)sqlite3_column_int64(query, 4);
		marked->elsewhere = sqlite3_column_int64(query, 5) != 0;
		g_ptr_array_add(all, marked);
		Gathered *gathered = g_new0(Gathered, 1);
		gathered->marked = marked;
		gathered->before = owners != NULL ? owners_from_text(owners) : NULL;
		g_hash_table_insert(by_row, g_memdup2(&row, sizeof row), gathered);
		add_said(said, sqlite3_column_int64(query, 7), row, TRUE);
	}
	return code == SQLITE_DONE;
}

static gboolean
load_copies(State *state, gint64 snapshot, GArray *said, GError **error)
{
	static const char text[] = "SELECT c.file, c.action FROM marks k JOIN copies c ON c.action "
	                           "= k.action WHERE k.snapshot > ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	int code;
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, snapshot);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW)
		add_said(said, sqlite3_column_int64(query, 0), sqlite3_column_int64(query, 1),
		         FALSE);
	return code == SQLITE_DONE;
}

static gint
compare_said(gconstpointer a, gconstpointer b)
{
	const Said *x = a, *y = b;

	return (x->file > y->file) - (x->file < y->file);
}

/* row -> place among the file's actions, from 1 */
static GHashTable *
places_of(const GArray *items)
{
	GHashTable *places = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, NULL);

	for (guint i = 0; i < items->len; i++)
		g_hash_table_insert(places, &g_array_index(items, gint64, i),
		                    GUINT_TO_POINTER(i + 1));
	return places;
}

/* What one file says of `count` actions, which is read once. */
static gboolean
take_file(State *state, const Said *said, guint count, GHashTable *by_row, GError **error)
{
	g_autoptr(GArray) items = snapshot_items(state, said->file, error);
	g_autoptr(Meeting) meeting = NULL;
	if (items == NULL || !snapshot_of_file(state, said->file, &meeting, error))
		return FALSE;

	g_autoptr(GHashTable) places = places_of(items);
	for (guint i = 0; meeting != NULL && i < count; i++) {
		Gathered *gathered = g_hash_table_lookup(by_row, &said[i].action);
		guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, &said[i].action));
		if (gathered == NULL)
			continue; /* of another state by now */
		if (said[i].own && gathered->before != NULL)
			marked_action_add(gathered->marked, g_steal_pointer(&gathered->before),
			                  meeting->participants);
		if (said[i].own || place == 0 || place > meeting->actions->len)
			continue;
		const Action *action = g_ptr_array_index(meeting->actions, place - 1);
		marked_action_add(gathered->marked, g_ptr_array_ref(action->owners),
		                  meeting->participants);
	}
	return TRUE;
}

static gboolean
take_all(State *state, GArray *said, GHashTable *by_row, GError **error)
{
	g_array_sort(said, compare_said);
	for (guint i = 0, count; i < said->len; i += count) {
		const Said *first = &g_array_index(said, Said, i);
		for (count = 1; i + count < said->len && first[count].file == first->file;)
			count++;
		if (!take_file(state, first, count, by_row, error))
			return FALSE;
	}
	return TRUE;
}

GPtrArray *
marks_since(State *state, gint64 snapshot, gint64 since, GError **error)
{
	g_autoptr(GPtrArray) all =
	    g_ptr_array_new_with_free_func((GDestroyNotify)marked_action_free);
	g_autoptr(GHashTable) by_row =
	    g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, gathered_free);
	g_autoptr(GArray) said = g_array_new(FALSE, FALSE, sizeof(Said));

	if (!load_marked(state, snapshot, since, all, by_row, said, error))
		return NULL;
	if (all->len > 0 &&
	    (!load_copies(state, snapshot, said, error) || !take_all(state, said, by_row, error)))
		return NULL;
	return g_steal_pointer(&all);
}

gboolean
marks_prune(State *state, gint64 before, GError **error)
{
	static const char text[] = "DELETE FROM marks WHERE EXISTS (SELECT 1 FROM actions a WHERE "
	                           "a.id = marks.action AND (a.state <> 'done'"
	                           " OR a.ended_at < ? AND marks.snapshot <= (SELECT min(snapshot) "
	                           "FROM jobs WHERE name <> '')))";

	return sql_run_int(state, text, before, error);
}
