/* marks.c - marks in the notes that ended actions. */
#include "state/marks.h"

#include "base/visible.h"
#include "sql.h"
#include "state/snapshots.h"

enum {
	TEXT_MAX = 2000 /* characters: more than a message shows */
};

/* A marked action whose owners are being collected. */
typedef struct {
	MarkedAction *marked;     /* not owned */
	GPtrArray *owners_before; /* char *: before the mark in its own file; NULL once added */
} PendingMark;

/* A file that lists a marked action, and so says who owns it. */
typedef struct {
	gint64 file, action;
	gboolean has_mark; /* it is the file of the mark: its owners from before the mark count */
} Listing;

static void
pending_mark_free(gpointer data)
{
	PendingMark *pending = data;

	g_clear_pointer(&pending->owners_before, g_ptr_array_unref);
	g_free(pending);
}

/* Returns the owner tokens, one on each line. */
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
add_listing(GArray *listings, gint64 file, gint64 action, gboolean has_mark)
{
	Listing one = { file, action, has_mark };

	g_array_append_val(listings, one);
}

static gboolean
load_marked(State *state, gint64 snapshot, gint64 since, GPtrArray *all, GHashTable *by_row,
            GArray *listings, GError **error)
{
	static const char text[] =
	    "SELECT k.action, a.name, k.text, coalesce(d.path, f.path), k.line, k.elsewhere, "
	    "k.owners, k.file FROM marks k"
	    " JOIN actions a ON a.id = k.action JOIN files f ON f.id = k.file"
	    " LEFT JOIN files d ON d.id = f.document AND f.document > 0"
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
		PendingMark *pending = g_new0(PendingMark, 1);
		pending->marked = marked;
		pending->owners_before = owners != NULL ? owners_from_text(owners) : NULL;
		g_hash_table_insert(by_row, g_memdup2(&row, sizeof row), pending);
		add_listing(listings, sqlite3_column_int64(query, 7), row, TRUE);
	}
	return code == SQLITE_DONE;
}

static gboolean
load_listings(State *state, gint64 snapshot, GArray *listings, GError **error)
{
	static const char text[] = "SELECT c.file, c.action FROM marks k JOIN copies c ON c.action "
	                           "= k.action WHERE k.snapshot > ?";
	g_autoptr(Query) query = sql_query(state, text, error);
	int code;
	if (query == NULL)
		return FALSE;

	sql_int(query, 1, snapshot);
	while ((code = sql_step(state, query, error)) == SQLITE_ROW)
		add_listing(listings, sqlite3_column_int64(query, 0),
		            sqlite3_column_int64(query, 1), FALSE);
	return code == SQLITE_DONE;
}

static gint
by_file(gconstpointer a, gconstpointer b)
{
	const Listing *x = a, *y = b;

	return (x->file > y->file) - (x->file < y->file);
}

/* Adds the owners that one file, which is read once, gives to the actions of `count` listings. */
static gboolean
read_file(State *state, const Listing *listings, guint count, GHashTable *by_row, GError **error)
{
	g_autoptr(GHashTable) indexes = snapshot_action_indexes(state, listings->file, error);
	g_autoptr(Meeting) meeting = NULL;
	if (indexes == NULL || !snapshot_of_file(state, listings->file, &meeting, error))
		return FALSE;

	for (guint i = 0; meeting != NULL && i < count; i++) {
		PendingMark *pending = g_hash_table_lookup(by_row, &listings[i].action);
		guint number = GPOINTER_TO_UINT(g_hash_table_lookup(indexes, &listings[i].action));
		if (pending == NULL)
			continue; /* the action is in another state by now */
		if (listings[i].has_mark && pending->owners_before != NULL)
			marked_action_add(pending->marked, g_steal_pointer(&pending->owners_before),
			                  meeting->participants);
		if (listings[i].has_mark || number == 0 || number > meeting->actions->len)
			continue;
		const Action *action = g_ptr_array_index(meeting->actions, number - 1);
		marked_action_add(pending->marked, g_ptr_array_ref(action->owners),
		                  meeting->participants);
	}
	return TRUE;
}

static gboolean
read_listings(State *state, GArray *listings, GHashTable *by_row, GError **error)
{
	g_array_sort(listings, by_file);
	for (guint i = 0, count; i < listings->len; i += count) {
		const Listing *first = &g_array_index(listings, Listing, i);
		for (count = 1; i + count < listings->len && first[count].file == first->file;)
			count++;
		if (!read_file(state, first, count, by_row, error))
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
	    g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, pending_mark_free);
	g_autoptr(GArray) listings = g_array_new(FALSE, FALSE, sizeof(Listing));

	if (!load_marked(state, snapshot, since, all, by_row, listings, error))
		return NULL;
	if (all->len > 0 && (!load_listings(state, snapshot, listings, error) ||
	                     !read_listings(state, listings, by_row, error)))
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
