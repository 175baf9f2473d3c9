/* action_recurs.c - what is written again after it was over: copied along, or to be done once more.
 */
#include "action_recurs.h"

#include "base/text.h"

/* Of so many copies, those of the latest meetings, it is asked what they said. */
enum {
	COPIES_MAX = 256
};

/* What one file said of an action; those of one action are a chain. */
typedef struct {
	gint64 file;
	Day day; /* of its meeting */
	Day due;
	guint words; /* hash of the folded text */
	gboolean done;
	guint next; /* place in `said`, from 1; 0 at the end */
} Said;

struct OnceMore {
	State *state;
	Day window;
	GTimeZone *zone;
	GArray *said;       /* Said */
	GHashTable *chains; /* row -> place in `said` of its latest, from 1 */
	GHashTable *whole;  /* rows of which all files were read */
	GHashTable *files;  /* that were read */
};

/* SQLite counts from 1, and no pointer is too narrow for as many as there are. */
static gpointer
as_key(gint64 number)
{
	return GSIZE_TO_POINTER((gsize)number);
}

OnceMore *
once_more_new(State *state, Day window, GTimeZone *zone)
{
	OnceMore *said = g_new(OnceMore, 1);

	said->state = state;
	said->window = window;
	said->zone = zone;
	said->said = g_array_new(FALSE, FALSE, sizeof(Said));
	said->chains = g_hash_table_new(NULL, NULL);
	said->whole = g_hash_table_new(NULL, NULL);
	said->files = g_hash_table_new(NULL, NULL);
	return said;
}

void
once_more_free(OnceMore *said)
{
	if (said == NULL)
		return;
	g_array_unref(said->said);
	g_hash_table_unref(said->chains);
	g_hash_table_unref(said->whole);
	g_hash_table_unref(said->files);
	g_free(said);
}

static guint
hash_words(const Action *action)
{
	g_autofree char *folded = text_fold(action->text);

	return g_str_hash(folded);
}

static guint
first_of(const OnceMore *said, gint64 row)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(said->chains, as_key(row)));
}

static Said *
said_at(const OnceMore *said, guint place)
{
	return &g_array_index(said->said, Said, place - 1);
}

static void
put(OnceMore *said, gint64 row, gint64 file, Day day, const Action *action)
{
	Said one = {
		file, day, action->due, hash_words(action), action->done, first_of(said, row)
	};

	g_array_append_val(said->said, one);
	g_hash_table_insert(said->chains, as_key(row), GUINT_TO_POINTER(said->said->len));
}

void
once_more_add(OnceMore *said, gint64 row, gint64 file, Day day, const Action *action)
{
	/* of others the state is asked when candidate asks for them */
	if (g_hash_table_contains(said->whole, as_key(row)))
		put(said, row, file, day, action);
}

void
once_more_drop(OnceMore *said, gint64 file, const GPtrArray *copies)
{
	if (!g_hash_table_remove(said->files, as_key(file)))
		return;
	for (guint i = 0; i < copies->len; i++) {
		guint place =
		    first_of(said, ((const Occurrence *)g_ptr_array_index(copies, i))->row);
		for (guint j = 0; place != 0 && j < COPIES_MAX;
		     place = said_at(said, place)->next, j++)
			if (said_at(said, place)->file == file)
				*said_at(said, place) =
				    (Said){ .next = said_at(said, place)->next };
	}
}

static gboolean
read_file(OnceMore *said, gint64 file, GError **error)
{
	g_autoptr(GPtrArray) copies = occurrences_of_file(said->state, file, error);

	for (guint i = 0; copies != NULL && i < copies->len; i++) {
		const Occurrence *copy = g_ptr_array_index(copies, i);
		put(said, copy->row, file, copy->day, copy->action);
	}
	return copies != NULL;
}

static gboolean
read_files(OnceMore *said, gint64 row, GError **error)
{
	if (!g_hash_table_add(said->whole, as_key(row)))
		return TRUE;
	g_autoptr(GArray) files = action_files(said->state, row, COPIES_MAX, error);
	for (guint i = 0; files != NULL && i < files->len; i++) {
		gint64 file = g_array_index(files, gint64, i);
		if (g_hash_table_add(said->files, as_key(file)) && !read_file(said, file, error))
			return FALSE;
	}
	return files != NULL;
}

/* The day by which an action was over: that of the latest meeting that marks it, or when candidate
 * said so. */
static Day
day_of_end(const OnceMore *said, gint64 row, gint64 ended_at)
{
	Day end = ended_at > 0 ? day_from_unix(ended_at, said->zone) : DAY_NONE;
	guint place = first_of(said, row);

	for (guint i = 0; place != 0 && i < COPIES_MAX; place = said_at(said, place)->next, i++)
		end = said_at(said, place)->done ? MAX(end, said_at(said, place)->day) : end;
	return end;
}

/* TRUE when no copy has that deadline, nor the same words: whoever copies a list does not change
 * them. */
static gboolean
is_new_deadline(const OnceMore *said, gint64 row, const Action *action)
{
	guint place = first_of(said, row), words = hash_words(action);

	for (guint i = 0; place != 0 && i < COPIES_MAX; place = said_at(said, place)->next, i++) {
		const Said *one = said_at(said, place);
		if (one->file != 0 && (one->due == action->due || one->words == words))
			return FALSE;
	}
	return action->due != DAY_NONE;
}

gboolean
action_recurs(OnceMore *said, gint64 row, Day day, const Action *action, gboolean *more,
              GError **error)
{
	gint64 ended_at = 0;
	if (!read_files(said, row, error) || !action_ended_at(said->state, row, &ended_at, error))
		return FALSE;

	Day end = day_of_end(said, row, ended_at);
	*more = end != DAY_NONE && (day > end + said->window ||
	                            (action->due > end && is_new_deadline(said, row, action)));
	return TRUE;
}
