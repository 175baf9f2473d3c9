/* renamed.c - files that stand under another path than before and were copied or edited on the way.
 */
#include "renamed.h"

#include "base/stop.h"
#include "base/text_hash.h"
#include "match/action_index.h"
#include "match/meeting_traits.h"
#include "run/parse_pool.h"
#include "state/files.h"
#include "state/snapshots.h"

#include <string.h>

enum {
	MEMORY_SECONDS = 90 * 86400, /* how long a file that went may be the origin of a new one */
	COMPARED_MAX =
	    64,         /* origins of its name, and of its day, that a new file is compared with */
	STOP_EVERY = 16 /* after so many files it is asked whether the run shall stop */
};

#define NOBODY G_MAXUINT

/* The likeliest partner, and how likely the next one is. */
typedef struct {
	guint other; /* its place; NOBODY without one */
	double likeness, next;
} Best;

/* A file that went. */
typedef struct {
	const GoneFile *gone;
	MeetingTraits
	    *traits;   /* NULL until it is first compared, and when its meeting cannot be decoded */
	gboolean seen; /* `traits` is what it will be */
	gboolean taken; /* some new file is this one */
	Best best;      /* newcomer */
} Origin;

/* A file that is new. */
typedef struct {
	FileEvent *event;
	Best best; /* origin */
} Newcomer;

/* A newcomer that may be the origin. */
typedef struct {
	guint newcomer, origin;
	double likeness;
} Pair;

typedef struct {
	State *state;
	Origin *origins;
	GArray *newcomers;   /* Newcomer */
	GArray *pairs;       /* Pair */
	GHashTable *by_hash; /* hash as text -> GQueue of places + 1, the latest first */
	GHashTable *by_path; /* path, not owned: a file that is back is found by it */
	GHashTable *by_name; /* last part of the path -> GArray of places */
	GHashTable *by_day;  /* Day -> GArray of places */
	guint renamed;
	GError *error;
} Renaming;

static void
add_place(GHashTable *index, gpointer key, guint place)
{
	GArray *places = g_hash_table_lookup(index, key);

	if (places == NULL) {
		places = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(index, key, places);
	}
	g_array_append_val(places, place);
}

static void
add_hash(Renaming *renaming, const KnownFile *file, guint place)
{
	char key[HASH_TEXT_SIZE];
	watch_hash_text(file->hash, key);
	GQueue *same = g_hash_table_lookup(renaming->by_hash, key);

	if (same == NULL) {
		same = g_queue_new();
		g_hash_table_insert(renaming->by_hash, g_strdup(key), same);
	}
	g_queue_push_tail(same, GUINT_TO_POINTER(place + 1));
}

static const char *
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

static void
renaming_init(Renaming *renaming, State *state, const GPtrArray *rows)
{
	*renaming = (Renaming){
		.state = state,
		.origins = g_new0(Origin, rows->len),
		.newcomers = g_array_new(FALSE, FALSE, sizeof(Newcomer)),
		.pairs = g_array_new(FALSE, FALSE, sizeof(Pair)),
		.by_hash = g_hash_table_new_full(text_hash, g_str_equal, g_free,
		                                 (GDestroyNotify)g_queue_free),
		.by_path = g_hash_table_new(text_hash, g_str_equal),
		.by_name = g_hash_table_new_full(text_hash, g_str_equal, NULL,
		                                 (GDestroyNotify)g_array_unref),
		.by_day = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL,
		                                (GDestroyNotify)g_array_unref),
	};
	for (guint i = 0; i < rows->len; i++) {
		const GoneFile *gone = g_ptr_array_index(rows, i);
		renaming->origins[i] = (Origin){ .gone = gone, .best = { NOBODY, 0, 0 } };
		add_hash(renaming, gone->file, i);
		g_hash_table_add(renaming->by_path, gone->file->path);
		add_place(renaming->by_name, (gpointer)name_of(gone->file->path), i);
		if (gone->day != DAY_NONE)
			add_place(renaming->by_day, GUINT_TO_POINTER(gone->day), i);
	}
}

static void
renaming_clear(Renaming *renaming, guint origins)
{
	for (guint i = 0; i < origins; i++)
		meeting_traits_free(renaming->origins[i].traits);
	g_free(renaming->origins);
	g_array_unref(renaming->newcomers);
	g_array_unref(renaming->pairs);
	g_hash_table_unref(renaming->by_hash);
	g_hash_table_unref(renaming->by_path);
	g_hash_table_unref(renaming->by_name);
	g_hash_table_unref(renaming->by_day);
}

static void
accept(Renaming *renaming, FileEvent *event, Origin *origin)
{
	event->kind = FILE_MODIFIED;
	event->known = origin->gone->file;
	origin->taken = TRUE;
	renaming->renamed++;
}

static gboolean
take_copy(Renaming *renaming, const ParsedFile *reading, FileEvent *event)
{
	char key[HASH_TEXT_SIZE];
	watch_hash_text(reading->hash, key);
	GQueue *same = g_hash_table_lookup(renaming->by_hash, key);

	if (same == NULL || g_queue_is_empty(same))
		return FALSE;
	accept(renaming, event, &renaming->origins[GPOINTER_TO_UINT(g_queue_pop_head(same)) - 1]);
	return TRUE;
}

/* `*traits` is NULL without `error` when its meeting cannot be decoded. */
static gboolean
traits_of(Renaming *renaming, Origin *origin, const MeetingTraits **traits)
{
	g_autoptr(Meeting) meeting = NULL;

	if (!origin->seen &&
	    !snapshot_of_file(renaming->state, origin->gone->file->id, &meeting, &renaming->error))
		return FALSE;
	if (meeting != NULL)
		origin->traits = meeting_traits_new(origin->gone->file->path, meeting);
	origin->seen = TRUE;
	*traits = origin->traits;
	return TRUE;
}

/* With those of one list but the ones called `but_name`, which were in another list. */
static gboolean
compare_with(Renaming *renaming, const MeetingTraits *traits, guint newcomer, const GArray *places,
             const char *but_name)
{
	for (guint i = 0; places != NULL && i < MIN(places->len, COMPARED_MAX); i++) {
		guint place = g_array_index(places, guint, i);
		Origin *origin = &renaming->origins[place];
		const MeetingTraits *theirs = NULL;
		if (origin->taken || g_strcmp0(name_of(origin->gone->file->path), but_name) == 0)
			continue;
		if (!traits_of(renaming, origin, &theirs))
			return FALSE;
		Pair pair = { newcomer, place,
			      theirs != NULL ? meeting_traits_similarity(traits, theirs) : 0 };
		if (pair.likeness > 0)
			g_array_append_val(renaming->pairs, pair);
	}
	return TRUE;
}

static gboolean
compare(Renaming *renaming, const ParsedFile *reading, guint newcomer, const char *path)
{
	const char *name = name_of(path);
	gconstpointer day =
	    GUINT_TO_POINTER(reading->meeting->day); /* no file that went has DAY_NONE */
	const GArray *of_name = g_hash_table_lookup(renaming->by_name, name);
	const GArray *of_day = g_hash_table_lookup(renaming->by_day, day);
	if (of_day == NULL && of_name == NULL)
		return TRUE;

	g_autoptr(Meeting) whole = meeting_from_bytes(reading->encoded);
	if (whole == NULL)
		return TRUE;
	g_autoptr(MeetingTraits) traits = meeting_traits_new(path, whole);
	return compare_with(renaming, traits, newcomer, of_name, NULL) &&
	       compare_with(renaming, traits, newcomer, of_day, name);
}

static gboolean
take_reading(guint index, ParsedFile *reading, gpointer data)
{
	Renaming *renaming = data;
	FileEvent *event = g_array_index(renaming->newcomers, Newcomer, index).event;

	/* not for each: it is a system call */
	if (index % STOP_EVERY == 0 && stop_error(&renaming->error))
		return FALSE;
	if (reading->error != NULL || take_copy(renaming, reading, event) ||
	    g_hash_table_contains(renaming->by_path, event->path))
		return TRUE;
	return compare(renaming, reading, index, event->path);
}

static void
judge(Best *best, guint other, double likeness)
{
	if (likeness > best->likeness) {
		best->next = best->likeness;
		best->likeness = likeness;
		best->other = other;
	} else {
		best->next = MAX(best->next, likeness);
	}
}

static gboolean
is_certain(const Best *best, guint other)
{
	return best->other == other && best->likeness - best->next >= SIMILARITY_MARGIN;
}

/* Each is the other's likeliest, and no second one is nearly as likely: of two meetings of one day
 * none gets the other's place. */
static void
match(Renaming *renaming)
{
	for (guint i = 0; i < renaming->pairs->len; i++) {
		const Pair *pair = &g_array_index(renaming->pairs, Pair, i);
		if (renaming->origins[pair->origin].taken)
			continue;
		judge(&g_array_index(renaming->newcomers, Newcomer, pair->newcomer).best,
		      pair->origin, pair->likeness);
		judge(&renaming->origins[pair->origin].best, pair->newcomer, pair->likeness);
	}
	for (guint i = 0; i < renaming->newcomers->len; i++) {
		const Newcomer *newcomer = &g_array_index(renaming->newcomers, Newcomer, i);
		if (newcomer->best.other == NOBODY)
			continue;
		Origin *origin = &renaming->origins[newcomer->best.other];
		if (is_certain(&newcomer->best, newcomer->best.other) &&
		    is_certain(&origin->best, i))
			accept(renaming, newcomer->event, origin);
	}
}

static gboolean
read_newcomers(Renaming *renaming, const Config *config, const Walk *walk)
{
	g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(ParseRequest));

	for (guint i = 0; i < walk->events->len; i++) {
		FileEvent *event = g_ptr_array_index(walk->events, i);
		Newcomer newcomer = { event, { NOBODY, 0, 0 } };
		ParseRequest file = { event->path, NULL };
		if (event->kind != FILE_NEW)
			continue;
		g_array_append_val(renaming->newcomers, newcomer);
		g_array_append_val(files, file);
	}
	if (!parse_pool_run(config, walk, (const ParseRequest *)(gpointer)files->data, files->len,
	                    take_reading, renaming))
		return FALSE;
	match(renaming);
	return TRUE;
}

static gboolean
mark_gone(State *state, const Walk *walk, gint64 now, gboolean *any_new, GError **error)
{
	*any_new = FALSE;
	for (guint i = 0; i < walk->events->len; i++) {
		const FileEvent *event = g_ptr_array_index(walk->events, i);
		*any_new = *any_new || event->kind == FILE_NEW;
		if (event->kind == FILE_GONE && !files_gone(state, event->known->id, now, error))
			return FALSE;
	}
	return TRUE;
}

/* Takes what is gone out of the walk; counts what no new file turned out to be. */
static void
drop_gone(Walk *walk, guint *gone)
{
	g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) drop = g_hash_table_new(g_direct_hash, g_direct_equal);

	for (guint i = 0; i < walk->events->len; i++) {
		const FileEvent *event = g_ptr_array_index(walk->events, i);
		if (event->kind == FILE_MODIFIED)
			g_hash_table_add(taken, ROW_KEY(event->known->id));
	}
	for (guint i = 0; i < walk->events->len; i++) {
		FileEvent *event = g_ptr_array_index(walk->events, i);
		if (event->kind != FILE_GONE)
			continue;
		*gone += g_hash_table_contains(taken, ROW_KEY(event->known->id)) ? 0 : 1;
		g_hash_table_add(drop, event);
	}
	walk_drop(walk, drop);
}

gboolean
renamed_take(State *state, const Config *config, gint64 now, Walk *walk, guint *renamed,
             guint *gone, GPtrArray **rows, GError **error)
{
	gboolean any_new, any_gone = FALSE;
	if (!mark_gone(state, walk, now, &any_new, error) ||
	    (any_new && !files_any_gone(state, &any_gone, error)))
		return FALSE;

	if (any_gone) {
		Renaming renaming;
		*rows = files_gone_since(state, now - MEMORY_SECONDS, error);
		if (*rows == NULL)
			return FALSE;
		renaming_init(&renaming, state, *rows);
		gboolean done = (*rows)->len == 0 || read_newcomers(&renaming, config, walk);
		*renamed += renaming.renamed;
		renaming_clear(&renaming, (*rows)->len);
		if (!done) {
			g_propagate_error(error, renaming.error);
			return FALSE;
		}
	}
	drop_gone(walk, gone);
	return TRUE;
}
