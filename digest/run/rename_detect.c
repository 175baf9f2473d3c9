/* rename_detect.c - finds the files that have another path than before, and those that are gone. */
#include "rename_detect.h"

#include "base/stop.h"
#include "base/text_hash.h"
#include "match/action_index.h"
#include "match/meeting_traits.h"
#include "parse_pool.h"
#include "state/files.h"
#include "state/snapshots.h"

#include <string.h>

enum {
	/* How long a file that went may be the origin of a new one. */
	MEMORY_SECONDS = 90 * 86400,
	/* With so many origins of the same name, and of the same day, a new file is compared. */
	COMPARED_MAX = 64
};

#define NO_PARTNER G_MAXUINT

/* A file that another path has now; nobody has touched it. */
typedef struct {
	FileEvent *from; /* the event of its former path */
	FileEvent *to;
} Move;

/* The likeliest partner of a file among those on the other side. */
typedef struct {
	guint partner; /* its index, or NO_PARTNER */
	double similarity;
	double next_similarity; /* of the second likeliest */
} Best;

/* A file that went and may be what a new file was before. */
typedef struct {
	const GoneFile *gone;
	MeetingTraits *traits; /* NULL before `decoded`, and when the meeting cannot be decoded */
	gboolean decoded;
	gboolean claimed; /* a new file is this one */
	Best best;        /* an index of RenameSearch.new_files */
} Origin;

typedef struct {
	FileEvent *event;
	Best best; /* an index of RenameSearch.origins */
} NewFile;

/* A new file and an origin that are alike. */
typedef struct {
	guint new_file, origin; /* indexes */
	double similarity;
} Pair;

typedef struct {
	State *state;
	Origin *origins;
	GArray *new_files; /* NewFile */
	GArray *pairs;     /* Pair */
	GHashTable
	    *by_hash; /* hash as text -> GQueue of indexes of origins + 1, the latest first */
	GHashTable *by_path; /* paths of the origins, not owned */
	GHashTable *by_name; /* last part of the path -> GArray of indexes of origins */
	GHashTable *by_day;  /* Day -> GArray of indexes of origins */
	guint renamed;
	GError *error;
} RenameSearch;

/* Returns inode -> FileEvent *: the events of paths whose known file is not there any more. */
static GHashTable *
find_left_paths(const Walk *walk)
{
	GHashTable *left = g_hash_table_new(g_int64_hash, g_int64_equal);

	for (guint i = 0; i < walk->events->len; i++) {
		FileEvent *event = g_ptr_array_index(walk->events, i);
		if (event->known != NULL &&
		    (event->kind == FILE_GONE || event->known->stat.inode != event->inode))
			g_hash_table_insert(left, &event->known->stat.inode, event);
	}
	return left;
}

static gboolean
has_stat(const Walk *walk, const FileEvent *event, const FileStat *wanted)
{
	struct stat st;
	if (!watch_stat(walk, event->path, &st))
		return FALSE;

	FileStat now = file_stat_of(&st);
	return file_stat_is_same(&now, wanted);
}

/* An inode is used again after its file went: only the bytes prove that it is the same file. */
static gboolean
has_bytes(const Config *config, const Walk *walk, const FileEvent *event, const guint64 wanted[2])
{
	struct stat st;
	guint64 hash[2];
	g_autoptr(GBytes) source = watch_read(walk, &config->notes, event->path, &st, NULL);

	if (source == NULL)
		return FALSE;
	watch_hash(source, hash);
	return hash[0] == wanted[0] && hash[1] == wanted[1];
}

/* Adds to `*read` how many files were read.  Returns a GArray of Move. */
static GArray *
find_moves(const Config *config, const Walk *walk, guint *read)
{
	g_autoptr(GHashTable) left = find_left_paths(walk);
	GArray *moves = g_array_new(FALSE, FALSE, sizeof(Move));

	for (guint i = 0; i < walk->events->len && g_hash_table_size(left) > 0; i++) {
		FileEvent *event = g_ptr_array_index(walk->events, i);
		if (event->kind == FILE_GONE)
			continue;
		FileEvent *from = g_hash_table_lookup(left, &event->inode);
		if (from == NULL || from == event || !has_stat(walk, event, &from->known->stat))
			continue;
		++*read;
		if (!has_bytes(config, walk, event, from->known->hash))
			continue;
		g_hash_table_remove(left, &event->inode);
		Move move = { from, event };
		g_array_append_val(moves, move);
	}
	return moves;
}

static gboolean
save_moves(State *state, const GArray *moves, gint64 walked_ns, GError **error)
{
	for (guint i = 0; i < moves->len; i++) {
		const Move *move = &g_array_index(moves, Move, i);
		KnownFile file = *move->from->known;
		file.path = move->to->path;
		file.checked_ns = walked_ns;
		if (!files_put(state, &file, error))
			return FALSE;
	}
	return TRUE;
}

/* Case 1 of renames_detect(). */
static gboolean
detect_moves(State *state, const Config *config, Walk *walk, Renames *renames, GError **error)
{
	g_autoptr(GHashTable) done = g_hash_table_new(g_direct_hash, g_direct_equal);
	g_autoptr(GArray) moves = find_moves(config, walk, &renames->read);
	if (!save_moves(state, moves, walk->walked_ns, error))
		return FALSE;

	renames->renamed += moves->len;
	for (guint i = 0; i < moves->len; i++) {
		const Move *move = &g_array_index(moves, Move, i);
		g_hash_table_add(done, move->to);
		if (move->from->kind == FILE_GONE)
			g_hash_table_add(done, move->from);
		/* another file has that path now */
		move->from->known = NULL;
		move->from->kind = FILE_NEW;
	}
	walk_drop(walk, done);
	return TRUE;
}

static void
add_index(GHashTable *table, gpointer key, guint index)
{
	GArray *indexes = g_hash_table_lookup(table, key);

	if (indexes == NULL) {
		indexes = g_array_new(FALSE, FALSE, sizeof(guint));
		g_hash_table_insert(table, key, indexes);
	}
	g_array_append_val(indexes, index);
}

static void
add_hash(RenameSearch *search, const KnownFile *file, guint index)
{
	char key[HASH_TEXT_SIZE];
	watch_hash_text(file->hash, key);
	GQueue *same = g_hash_table_lookup(search->by_hash, key);

	if (same == NULL) {
		same = g_queue_new();
		g_hash_table_insert(search->by_hash, g_strdup(key), same);
	}
	g_queue_push_tail(same, GUINT_TO_POINTER(index + 1));
}

static const char *
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

/* `gone_files`: GoneFile *, which the search keeps pointing to. */
static void
search_init(RenameSearch *search, State *state, const GPtrArray *gone_files)
{
	*search = (RenameSearch){
		.state = state,
		.origins = g_new0(Origin, gone_files->len),
		.new_files = g_array_new(FALSE, FALSE, sizeof(NewFile)),
		.pairs = g_array_new(FALSE, FALSE, sizeof(Pair)),
		.by_hash = g_hash_table_new_full(text_hash, g_str_equal, g_free,
		                                 (GDestroyNotify)g_queue_free),
		.by_path = g_hash_table_new(text_hash, g_str_equal),
		.by_name = g_hash_table_new_full(text_hash, g_str_equal, NULL,
		                                 (GDestroyNotify)g_array_unref),
		.by_day = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL,
		                                (GDestroyNotify)g_array_unref),
	};
	for (guint i = 0; i < gone_files->len; i++) {
		const GoneFile *gone = g_ptr_array_index(gone_files, i);
		search->origins[i] = (Origin){ .gone = gone, .best = { NO_PARTNER, 0, 0 } };
		add_hash(search, gone->file, i);
		g_hash_table_add(search->by_path, gone->file->path);
		add_index(search->by_name, (gpointer)name_of(gone->file->path), i);
		if (gone->day != DAY_NONE)
			add_index(search->by_day, GUINT_TO_POINTER(gone->day), i);
	}
}

static void
search_clear(RenameSearch *search, guint origins)
{
	for (guint i = 0; i < origins; i++)
		meeting_traits_free(search->origins[i].traits);
	g_free(search->origins);
	g_array_unref(search->new_files);
	g_array_unref(search->pairs);
	g_hash_table_unref(search->by_hash);
	g_hash_table_unref(search->by_path);
	g_hash_table_unref(search->by_name);
	g_hash_table_unref(search->by_day);
}

static void
claim_origin(RenameSearch *search, FileEvent *event, Origin *origin)
{
	event->kind = FILE_MODIFIED;
	event->known = origin->gone->file;
	origin->claimed = TRUE;
	search->renamed++;
}

/* Returns TRUE when a file that went has the same bytes, which the new one then is. */
static gboolean
claim_copy(RenameSearch *search, const ParsedFile *parsed, FileEvent *event)
{
	char key[HASH_TEXT_SIZE];
	watch_hash_text(parsed->hash, key);
	GQueue *same = g_hash_table_lookup(search->by_hash, key);

	if (same == NULL || g_queue_is_empty(same))
		return FALSE;
	guint index = GPOINTER_TO_UINT(g_queue_pop_head(same)) - 1;
	claim_origin(search, event, &search->origins[index]);
	return TRUE;
}

/* `*traits` is NULL without an error when the meeting cannot be decoded. */
static gboolean
traits_of(RenameSearch *search, Origin *origin, const MeetingTraits **traits)
{
	g_autoptr(Meeting) meeting = NULL;

	if (!origin->decoded &&
	    !snapshot_of_file(search->state, origin->gone->newest, &meeting, &search->error))
		return FALSE;
	if (meeting != NULL)
		origin->traits = meeting_traits_new(origin->gone->file->path, meeting);
	origin->decoded = TRUE;
	*traits = origin->traits;
	return TRUE;
}

/* Compares with the origins of one list, except those called `except_name` (may be NULL), which
 * were in the other list. */
static gboolean
compare_with(RenameSearch *search, const MeetingTraits *traits, guint new_file,
             const GArray *indexes, const char *except_name)
{
	for (guint i = 0; indexes != NULL && i < MIN(indexes->len, COMPARED_MAX); i++) {
		guint index = g_array_index(indexes, guint, i);
		Origin *origin = &search->origins[index];
		const MeetingTraits *theirs = NULL;
		if (origin->claimed ||
		    g_strcmp0(name_of(origin->gone->file->path), except_name) == 0)
			continue;
		if (!traits_of(search, origin, &theirs))
			return FALSE;
		Pair pair = { new_file, index,
			      theirs != NULL ? meeting_traits_similarity(traits, theirs) : 0 };
		if (pair.similarity > 0)
			g_array_append_val(search->pairs, pair);
	}
	return TRUE;
}

/*
 * Compares one of the meetings of a new file with the origins of its day, which for a file that had
 * many is the day of the newest.
 */
static gboolean
compare_part(RenameSearch *search, const ParsedMeeting *part, guint new_file, const char *path)
{
	const GArray *of_day =
	    g_hash_table_lookup(search->by_day, GUINT_TO_POINTER(part->meeting->day));
	g_autoptr(Meeting) whole = of_day != NULL ? meeting_from_bytes(part->encoded) : NULL;
	if (whole == NULL)
		return TRUE;

	g_autoptr(MeetingTraits) traits = meeting_traits_new(path, whole);
	return compare_with(search, traits, new_file, of_day, NULL);
}

/*
 * Compares a new file with the origins of its name and of its day, because a rename that was also
 * edited keeps at least one of them: `notes/2026-03-02.md` becomes `archive/2026-03-02.md`, or
 * `notes/draft.md` becomes `notes/2026-03-02-board.md` and is still about 2 March.
 */
static gboolean
compare(RenameSearch *search, const ParsedFile *parsed, guint new_file, const char *path)
{
	const ParsedMeeting *only = &parsed->meetings[0];
	const char *name = name_of(path);
	for (guint i = 0; parsed->count > 1 && i < parsed->count; i++)
		if (!compare_part(search, &parsed->meetings[i], new_file, path))
			return FALSE;
	if (parsed->count > 1)
		return TRUE;
	/* finds nothing for DAY_NONE, which is not a key */
	gconstpointer day = GUINT_TO_POINTER(only->meeting->day);
	const GArray *of_name = g_hash_table_lookup(search->by_name, name);
	const GArray *of_day = g_hash_table_lookup(search->by_day, day);
	if (of_day == NULL && of_name == NULL)
		return TRUE;

	g_autoptr(Meeting) whole = meeting_from_bytes(only->encoded);
	if (whole == NULL)
		return TRUE;
	g_autoptr(MeetingTraits) traits = meeting_traits_new(path, whole);
	return compare_with(search, traits, new_file, of_name, NULL) &&
	       compare_with(search, traits, new_file, of_day, name);
}

static gboolean
handle_new_file(guint index, ParsedFile *parsed, gpointer data)
{
	RenameSearch *search = data;
	FileEvent *event = g_array_index(search->new_files, NewFile, index).event;

	if (stop_error(&search->error))
		return FALSE;
	/* a file that is back under its old path is found by that path */
	if (parsed->error != NULL || claim_copy(search, parsed, event) ||
	    g_hash_table_contains(search->by_path, event->path))
		return TRUE;
	return compare(search, parsed, index, event->path);
}

static void
best_update(Best *best, guint partner, double similarity)
{
	if (similarity > best->similarity) {
		best->next_similarity = best->similarity;
		best->similarity = similarity;
		best->partner = partner;
	} else {
		best->next_similarity = MAX(best->next_similarity, similarity);
	}
}

static gboolean
is_certain(const Best *best, guint partner)
{
	return best->partner == partner &&
	       best->similarity - best->next_similarity >= SIMILARITY_MARGIN;
}

/*
 * Pairs a new file and an origin when each is the other's likeliest and no second one is nearly as
 * likely.  When two meetings of one day were edited and renamed at once, neither gets the other's
 * origin.
 */
static void
match_pairs(RenameSearch *search)
{
	for (guint i = 0; i < search->pairs->len; i++) {
		const Pair *pair = &g_array_index(search->pairs, Pair, i);
		if (search->origins[pair->origin].claimed)
			continue;
		best_update(&g_array_index(search->new_files, NewFile, pair->new_file).best,
		            pair->origin, pair->similarity);
		best_update(&search->origins[pair->origin].best, pair->new_file, pair->similarity);
	}
	for (guint i = 0; i < search->new_files->len; i++) {
		const NewFile *file = &g_array_index(search->new_files, NewFile, i);
		if (file->best.partner == NO_PARTNER)
			continue;
		Origin *origin = &search->origins[file->best.partner];
		if (is_certain(&file->best, file->best.partner) && is_certain(&origin->best, i))
			claim_origin(search, file->event, origin);
	}
}

static gboolean
read_new_files(RenameSearch *search, const Config *config, const Walk *walk)
{
	g_autoptr(GArray) requests = g_array_new(FALSE, FALSE, sizeof(ParseRequest));

	for (guint i = 0; i < walk->events->len; i++) {
		FileEvent *event = g_ptr_array_index(walk->events, i);
		NewFile file = { event, { NO_PARTNER, 0, 0 } };
		ParseRequest request = { event->path, NULL };
		if (event->kind != FILE_NEW)
			continue;
		g_array_append_val(search->new_files, file);
		g_array_append_val(requests, request);
	}
	if (!parse_pool_run(config, walk, (const ParseRequest *)(gpointer)requests->data,
	                    requests->len, handle_new_file, search))
		return FALSE;
	match_pairs(search);
	return TRUE;
}

/* Cases 2 and 3 of renames_detect(). */
static gboolean
detect_copies(State *state, const Config *config, const Walk *walk, Renames *renames,
              GError **error)
{
	RenameSearch search;

	if (renames->known->len == 0)
		return TRUE;
	search_init(&search, state, renames->known);
	gboolean done = read_new_files(&search, config, walk);
	renames->renamed += search.renamed;
	search_clear(&search, renames->known->len);
	if (!done)
		g_propagate_error(error, search.error);
	return done;
}

/* Sets `*any_new` when the walk has a new file. */
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

/* Removes what is gone from the walk.  Returns how many of these files no new file turned out to
 * be. */
static guint
drop_gone(Walk *walk)
{
	g_autoptr(GHashTable) found = g_hash_table_new(NULL, NULL); /* rows */
	g_autoptr(GHashTable) drop = g_hash_table_new(g_direct_hash, g_direct_equal);
	guint gone = 0;

	for (guint i = 0; i < walk->events->len; i++) {
		const FileEvent *event = g_ptr_array_index(walk->events, i);
		if (event->kind == FILE_MODIFIED)
			g_hash_table_add(found, ROW_KEY(event->known->id));
	}
	for (guint i = 0; i < walk->events->len; i++) {
		FileEvent *event = g_ptr_array_index(walk->events, i);
		if (event->kind != FILE_GONE)
			continue;
		gone += g_hash_table_contains(found, ROW_KEY(event->known->id)) ? 0 : 1;
		g_hash_table_add(drop, event);
	}
	walk_drop(walk, drop);
	return gone;
}

gboolean
renames_detect(State *state, const Config *config, gint64 now, Walk *walk, Renames *renames,
               GError **error)
{
	gboolean any_new = FALSE;

	*renames = (Renames){ 0 };
	if (!detect_moves(state, config, walk, renames, error) ||
	    !mark_gone(state, walk, now, &any_new, error))
		return FALSE;
	if (any_new) {
		renames->known = files_gone_since(state, now - MEMORY_SECONDS, error);
		if (renames->known == NULL || !detect_copies(state, config, walk, renames, error))
			return FALSE;
	}
	renames->gone = drop_gone(walk);
	return TRUE;
}

void
renames_clear(Renames *renames)
{
	g_clear_pointer(&renames->known, g_ptr_array_unref);
}
