/* pool.c - parsed and understanding files with all processors. */
#include "run/parse_pool.h"

#include "notes/damage.h"
#include "notes/notes.h"
#include "people/resolve.h"
#include "watch/watch.h"

/*
 * How far the readers may be ahead of the writer bounds the memory.  Files are taken and handed
 * over by batches: to wake a thread for each would cost more than it does to read one.  Large files
 * are bounded by their bytes, too.
 */
enum {
	BATCH = 32,
	AHEAD = 8 * BATCH,
	THREADS_MAX = 8,
	THREADS_WORTH = 16,
	LIGHT_BYTES = 64 * 1024, /* up to so much memory a parsed is only counted */
	HANDED_BYTES =
	    1024 * 1024, /* of heavier ones are handed over before the batch is complete */
	HELD_BYTES = 8 * 1024 * 1024,  /* of heavier ones are held */
	SMALL_BYTES = 8 * 1024,        /* up to so many a source is parsed whatever else is */
	PARSED_BYTES = 2 * LIGHT_BYTES /* of larger sources are parsed at a time, or one: cmark
	                                  takes much more than that */
};

/*
 * A few files that one thread reads.  It clears them, too: the memory is its own, and no other
 * waits for it; heavy ones do not wait for that.
 */
typedef struct Batch Batch;
struct Batch {
	ParsedFile parsed_files[BATCH];
	guint done;   /* how many can be handed over */
	guint handed; /* how many were */
	Batch **home; /* the list of its thread's batches that are handed over */
	Batch *next;  /* in that list */
};

typedef struct {
	const Config *config;
	const Walk *walk;
	const ParseRequest *files;
	guint count;
	Batch *ready[AHEAD / BATCH]; /* by place, that of file i at i % AHEAD / BATCH; NULL while it
	                                is not read */
	guint next;    /* the first file that no thread has taken: the start of a batch */
	guint handed;  /* how many were handed over */
	gsize held;    /* bytes of the heavy parsed_files that are done and not cleared */
	gsize parsing; /* bytes of the larger sources that are being parsed */
	gboolean stopped;
	GMutex lock;
	GCond room;         /* a batch or a heavy parsed was handed over, or it stopped */
	GCond parsed_files; /* of a batch more is ready; one thread waits for it */
	GCond parsed;       /* a larger source was parsed */
} ParsePool;

static void
parsed_file_clear(ParsedFile *parsed)
{
	g_clear_error(&parsed->error);
	g_clear_pointer(&parsed->encoded, g_bytes_unref);
	for (guint i = 0; parsed->keys != NULL && i < parsed->meeting->actions->len; i++)
		action_key_clear(&parsed->keys[i]);
	g_free(parsed->keys);
	g_clear_pointer(&parsed->meeting, meeting_free);
	*parsed = (ParsedFile){ 0 };
}

static void
set_fingerprint(GBytes *source, char fingerprint[HASH_TEXT_SIZE])
{
	g_autoptr(GBytes) normalized = notes_normalized_source(source);
	guint64 hash[2];

	watch_hash(normalized, hash);
	watch_hash_text(hash, fingerprint);
}

static void
understand(const ParsePool *pool, Resolver *resolver, const ParseRequest *file, GBytes *source,
           ParsedFile *parsed)
{
	const NotesOptions options = { pool->config->timezone,
		                       pool->config->notes.action_headings };
	Meeting *meeting = notes_parse(file->path, source, &options, &parsed->error);
	if (meeting == NULL)
		return;
	resolve_meeting(resolver, meeting);
	parsed->meeting = meeting;
	parsed->keys = g_new0(ActionKey, meeting->actions->len + 1);
	for (guint i = 0; i < meeting->actions->len; i++)
		action_key_init(&parsed->keys[i], g_ptr_array_index(meeting->actions, i));
	actions_dedupe(meeting, parsed->keys);
	set_fingerprint(source, parsed->fingerprint);
	parsed->encoded = meeting_to_bytes(meeting);
	/* nobody asks for these but by the bytes, and freed at once their memory is still at hand
	 */
	g_ptr_array_set_size(meeting->topics, 0);
	g_ptr_array_set_size(meeting->decisions, 0);
	g_ptr_array_set_size(meeting->warnings, 0);
}

static void
begin_parse(ParsePool *pool, gsize size)
{
	if (size <= SMALL_BYTES)
		return;
	g_mutex_lock(&pool->lock);
	while (pool->parsing > 0 && pool->parsing + size > PARSED_BYTES)
		g_cond_wait(&pool->parsed, &pool->lock);
	pool->parsing += size;
	g_mutex_unlock(&pool->lock);
}

static void
end_parse(ParsePool *pool, gsize size)
{
	if (size <= SMALL_BYTES)
		return;
	g_mutex_lock(&pool->lock);
	pool->parsing -= size;
	g_cond_broadcast(&pool->parsed);
	g_mutex_unlock(&pool->lock);
}

/* About how much memory it takes. */
static gsize
weight_of(const ParsedFile *parsed)
{
	enum {
		OF_ACTION = 512,
		OF_BYTE = 6 /* its copies, and the words of the keys */
	};
	return parsed->encoded == NULL ? 0
	                               : OF_BYTE * g_bytes_get_size(parsed->encoded) +
	                                     OF_ACTION * parsed->meeting->actions->len;
}

static void
read_one(ParsePool *pool, Resolver *resolver, const ParseRequest *file, ParsedFile *parsed)
{
	/* here and not when it is handed over: freeing is work, too, and was this thread's memory
	 */
	parsed_file_clear(parsed);
	const NotesSettings *notes = &pool->config->notes;
	struct stat st;
	g_autoptr(GBytes) source = watch_read(pool->walk, notes, file->path, &st, &parsed->error);
	parsed->stat = file_stat_of(&st);
	if (source == NULL)
		return;

	watch_hash(source, parsed->hash);
	parsed->blank = damage_is_blank(source);
	parsed->same = file->known_hash != NULL && parsed->hash[0] == file->known_hash[0] &&
	               parsed->hash[1] == file->known_hash[1];
	if (parsed->same)
		return;
	begin_parse(pool, g_bytes_get_size(source));
	understand(pool, resolver, file, source, parsed);
	end_parse(pool, g_bytes_get_size(source));
}

static Batch **
ready_of(ParsePool *pool, guint first)
{
	return &pool->ready[first % AHEAD / BATCH];
}

static void
batch_free(Batch *batch)
{
	for (guint i = 0; i < BATCH; i++)
		parsed_file_clear(&batch->parsed_files[i]);
	g_free(batch);
}

/* An empty list makes a new one: there are as many as can be on their way. */
static Batch *
take_batch(Batch **home)
{
	Batch *batch = *home;
	if (batch == NULL) {
		batch = g_new0(Batch, 1);
		batch->home = home;
		return batch;
	}
	*home = batch->next;
	batch->done = batch->handed = 0;
	return batch;
}

/* Waits until there is something to read, or returns FALSE: then there is nothing more. */
static gboolean
wait_for_room(ParsePool *pool)
{
	while (!pool->stopped && pool->next < pool->count && pool->next >= pool->handed + AHEAD)
		g_cond_wait(&pool->room, &pool->lock);
	return !pool->stopped && pool->next < pool->count;
}

/* Lets the parsed_files that are done be handed over.  The lock is held. */
static void
put_out(ParsePool *pool, guint first, Batch *batch, guint done, gsize heavy)
{
	batch->done = done;
	pool->held += heavy;
	*ready_of(pool, first) = batch;
	if (first == pool->handed)
		g_cond_signal(&pool->parsed_files);
}

/* Waits while too much is held, unless all that waits for the writer is what is not read yet of
 * this batch. */
static void
wait_for_bytes(ParsePool *pool, guint first, const Batch *batch)
{
	while (!pool->stopped && pool->held > HELD_BYTES &&
	       !(first == pool->handed && batch->handed == batch->done))
		g_cond_wait(&pool->room, &pool->lock);
}

/* Reads the files of a batch; heavy ones are handed over meanwhile. */
static void
read_batch(ParsePool *pool, Resolver *resolver, guint first, guint end, Batch *batch)
{
	gsize heavy = 0;

	for (guint i = first; i < end; i++) {
		ParsedFile *parsed = &batch->parsed_files[i - first];
		read_one(pool, resolver, &pool->files[i], parsed);
		gsize weight = weight_of(parsed);
		heavy += weight > LIGHT_BYTES ? weight : 0;
		if (heavy < HANDED_BYTES || i + 1 == end)
			continue;
		g_mutex_lock(&pool->lock);
		put_out(pool, first, batch, i + 1 - first, heavy);
		wait_for_bytes(pool, first, batch);
		gboolean stopped = pool->stopped;
		g_mutex_unlock(&pool->lock);
		if (stopped)
			return;
		heavy = 0;
	}
	g_mutex_lock(&pool->lock);
	put_out(pool, first, batch, end - first, heavy);
	g_mutex_unlock(&pool->lock);
}

static gpointer
work(gpointer data)
{
	ParsePool *pool = data;
	Batch *home = NULL;
	g_autoptr(Resolver) resolver = resolver_new(pool->config->roster);

	g_mutex_lock(&pool->lock);
	while (wait_for_room(pool)) {
		guint first = pool->next, end = MIN(first + BATCH, pool->count);
		Batch *batch = take_batch(&home);
		pool->next = end;
		g_mutex_unlock(&pool->lock);
		read_batch(pool, resolver, first, end, batch);
		g_mutex_lock(&pool->lock);
	}
	/* until all are handed over: the last ones come home, too */
	while (!pool->stopped && pool->handed < pool->count)
		g_cond_wait(&pool->room, &pool->lock);
	g_mutex_unlock(&pool->lock);
	while (home != NULL)
		batch_free(take_batch(&home));
	return NULL;
}

/* The batch that begins with file `first`, of which more is done than was handed over. */
static Batch *
wait_for_readings(ParsePool *pool, guint first, guint *done)
{
	Batch **ready = ready_of(pool, first);

	g_mutex_lock(&pool->lock);
	while (*ready == NULL || (*ready)->done == (*ready)->handed) {
		g_cond_broadcast(&pool->room);
		g_cond_wait(&pool->parsed_files, &pool->lock);
	}
	*done = (*ready)->done;
	g_mutex_unlock(&pool->lock);
	return *ready;
}

static void
clear_heavy(ParsePool *pool, ParsedFile *parsed)
{
	gsize weight = weight_of(parsed);
	if (weight <= LIGHT_BYTES)
		return;
	parsed_file_clear(parsed);
	g_mutex_lock(&pool->lock);
	pool->held -= weight;
	g_cond_broadcast(&pool->room);
	g_mutex_unlock(&pool->lock);
}

/* Hands over a batch, as it is read; FALSE when that is to stop. */
static gboolean
hand_over_batch(ParsePool *pool, guint first, guint count, ParsedFileFunc each, gpointer data)
{
	gboolean more = TRUE;

	for (guint i = 0, done = 0; i < count && more;) {
		Batch *batch = wait_for_readings(pool, first, &done);
		for (; i < done && more; i++) {
			more = each(first + i, &batch->parsed_files[i], data);
			clear_heavy(pool, &batch->parsed_files[i]);
		}
		g_mutex_lock(&pool->lock);
		batch->handed = i;
		g_mutex_unlock(&pool->lock);
	}
	return more;
}

static void
hand_over(ParsePool *pool, ParsedFileFunc each, gpointer data)
{
	while (pool->handed < pool->count && !pool->stopped) {
		guint first = pool->handed, end = MIN(first + BATCH, pool->count);
		gboolean more = hand_over_batch(pool, first, end - first, each, data);

		g_mutex_lock(&pool->lock);
		Batch **ready = ready_of(pool, first);
		/* stopped in the middle of it: its thread still has it */
		if ((*ready)->done == end - first) {
			Batch *batch = g_steal_pointer(ready);
			batch->next = *batch->home;
			*batch->home = batch;
		}
		pool->handed = end;
		pool->stopped = !more;
		g_cond_broadcast(&pool->room);
		g_mutex_unlock(&pool->lock);
	}
}

gboolean
parse_pool_run(const Config *config, const Walk *walk, const ParseRequest *files, guint count,
               ParsedFileFunc each, gpointer data)
{
	ParsePool pool = { .config = config, .walk = walk, .files = files, .count = count };
	GThread *threads[THREADS_MAX];
	guint threads_count =
	    CLAMP(MIN(g_get_num_processors(), 1 + count / THREADS_WORTH), 1, THREADS_MAX);

	g_mutex_init(&pool.lock);
	g_cond_init(&pool.room);
	g_cond_init(&pool.parsed_files);
	g_cond_init(&pool.parsed);
	for (guint i = 0; i < threads_count; i++)
		threads[i] = g_thread_new("pool", work, &pool);
	hand_over(&pool, each, data);
	for (guint i = 0; i < threads_count; i++)
		g_thread_join(threads[i]);
	for (guint i = 0; i < AHEAD / BATCH; i++)
		g_clear_pointer(&pool.ready[i], batch_free);
	g_cond_clear(&pool.room);
	g_cond_clear(&pool.parsed_files);
	g_cond_clear(&pool.parsed);
	g_mutex_clear(&pool.lock);
	return !pool.stopped;
}
