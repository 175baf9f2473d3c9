/* reader.c - reading and understanding files with all processors. */
#include "run/reader.h"

#include "match/dedupe.h"
#include "notes/damage.h"
#include "notes/notes.h"
#include "people/resolver.h"
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
	LIGHT_BYTES = 64 * 1024, /* up to so much memory a reading is only counted */
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
	Reading readings[BATCH];
	guint done;   /* how many can be handed over */
	guint handed; /* how many were */
	Batch **home; /* the list of its thread's batches that are handed over */
	Batch *next;  /* in that list */
};

typedef struct {
	const Config *config;
	const Walk *walk;
	const ToRead *files;
	guint count;
	Batch *ready[AHEAD / BATCH]; /* by place, that of file i at i % AHEAD / BATCH; NULL while it
	                                is not read */
	guint next;    /* the first file that no thread has taken: the start of a batch */
	guint handed;  /* how many were handed over */
	gsize held;    /* bytes of the heavy readings that are done and not cleared */
	gsize parsing; /* bytes of the larger sources that are being parsed */
	gboolean stopped;
	GMutex lock;
	GCond room;     /* a batch or a heavy reading was handed over, or it stopped */
	GCond readings; /* of a batch more is ready; one thread waits for it */
	GCond parsed;   /* a larger source was parsed */
} Reader;

static void
reading_clear(Reading *reading)
{
	g_clear_error(&reading->error);
	g_clear_pointer(&reading->encoded, g_bytes_unref);
	for (guint i = 0; reading->keys != NULL && i < reading->meeting->actions->len; i++)
		action_key_clear(&reading->keys[i]);
	g_free(reading->keys);
	g_clear_pointer(&reading->meeting, meeting_free);
	*reading = (Reading){ 0 };
}

static void
set_fingerprint(GBytes *source, char fingerprint[HASH_TEXT_SIZE])
{
	g_autoptr(GBytes) essence = notes_essence(source);
	guint64 hash[2];

	watch_hash(essence, hash);
	watch_hash_text(hash, fingerprint);
}

static void
understand(const Reader *reader, Resolver *resolver, const ToRead *file, GBytes *source,
           Reading *reading)
{
	const NotesOptions options = { reader->config->timezone,
		                       reader->config->notes.action_headings };
	Meeting *meeting = notes_parse(file->path, source, &options, &reading->error);
	if (meeting == NULL)
		return;
	resolver_take(resolver, meeting);
	reading->meeting = meeting;
	reading->keys = g_new0(ActionKey, meeting->actions->len + 1);
	for (guint i = 0; i < meeting->actions->len; i++)
		action_key_init(&reading->keys[i], g_ptr_array_index(meeting->actions, i));
	actions_dedupe(meeting, reading->keys);
	set_fingerprint(source, reading->fingerprint);
	reading->encoded = meeting_to_bytes(meeting);
	/* nobody asks for these but by the bytes, and freed at once their memory is still at hand
	 */
	g_ptr_array_set_size(meeting->tracks, 0);
	g_ptr_array_set_size(meeting->notes, 0);
	g_ptr_array_set_size(meeting->warnings, 0);
}

static void
begin_parse(Reader *reader, gsize size)
{
	if (size <= SMALL_BYTES)
		return;
	g_mutex_lock(&reader->lock);
	while (reader->parsing > 0 && reader->parsing + size > PARSED_BYTES)
		g_cond_wait(&reader->parsed, &reader->lock);
	reader->parsing += size;
	g_mutex_unlock(&reader->lock);
}

static void
end_parse(Reader *reader, gsize size)
{
	if (size <= SMALL_BYTES)
		return;
	g_mutex_lock(&reader->lock);
	reader->parsing -= size;
	g_cond_broadcast(&reader->parsed);
	g_mutex_unlock(&reader->lock);
}

/* About how much memory it takes. */
static gsize
weight_of(const Reading *reading)
{
	enum {
		OF_ACTION = 512,
		OF_BYTE = 6 /* its copies, and the words of the keys */
	};
	return reading->encoded == NULL ? 0
	                                : OF_BYTE * g_bytes_get_size(reading->encoded) +
	                                      OF_ACTION * reading->meeting->actions->len;
}

static void
read_one(Reader *reader, Resolver *resolver, const ToRead *file, Reading *reading)
{
	/* here and not when it is handed over: freeing is work, too, and was this thread's memory
	 */
	reading_clear(reading);
	const NotesSettings *notes = &reader->config->notes;
	struct stat st;
	g_autoptr(GBytes) source =
	    watch_read(reader->walk, notes, file->path, &st, &reading->error);
	reading->stat = file_stat_of(&st);
	if (source == NULL)
		return;

	watch_hash(source, reading->hash);
	reading->blank = damage_is_blank(source);
	reading->same = file->known_hash != NULL && reading->hash[0] == file->known_hash[0] &&
	                reading->hash[1] == file->known_hash[1];
	if (reading->same)
		return;
	begin_parse(reader, g_bytes_get_size(source));
	understand(reader, resolver, file, source, reading);
	end_parse(reader, g_bytes_get_size(source));
}

static Batch **
ready_of(Reader *reader, guint first)
{
	return &reader->ready[first % AHEAD / BATCH];
}

static void
batch_free(Batch *batch)
{
	for (guint i = 0; i < BATCH; i++)
		reading_clear(&batch->readings[i]);
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
wait_for_room(Reader *reader)
{
	while (!reader->stopped && reader->next < reader->count &&
	       reader->next >= reader->handed + AHEAD)
		g_cond_wait(&reader->room, &reader->lock);
	return !reader->stopped && reader->next < reader->count;
}

/* Lets the readings that are done be handed over.  The lock is held. */
static void
put_out(Reader *reader, guint first, Batch *batch, guint done, gsize heavy)
{
	batch->done = done;
	reader->held += heavy;
	*ready_of(reader, first) = batch;
	if (first == reader->handed)
		g_cond_signal(&reader->readings);
}

/* Waits while too much is held, unless all that waits for the writer is what is not read yet of
 * this batch. */
static void
wait_for_bytes(Reader *reader, guint first, const Batch *batch)
{
	while (!reader->stopped && reader->held > HELD_BYTES &&
	       !(first == reader->handed && batch->handed == batch->done))
		g_cond_wait(&reader->room, &reader->lock);
}

/* Reads the files of a batch; heavy ones are handed over meanwhile. */
static void
read_batch(Reader *reader, Resolver *resolver, guint first, guint end, Batch *batch)
{
	gsize heavy = 0;

	for (guint i = first; i < end; i++) {
		Reading *reading = &batch->readings[i - first];
		read_one(reader, resolver, &reader->files[i], reading);
		gsize weight = weight_of(reading);
		heavy += weight > LIGHT_BYTES ? weight : 0;
		if (heavy < HANDED_BYTES || i + 1 == end)
			continue;
		g_mutex_lock(&reader->lock);
		put_out(reader, first, batch, i + 1 - first, heavy);
		wait_for_bytes(reader, first, batch);
		gboolean stopped = reader->stopped;
		g_mutex_unlock(&reader->lock);
		if (stopped)
			return;
		heavy = 0;
	}
	g_mutex_lock(&reader->lock);
	put_out(reader, first, batch, end - first, heavy);
	g_mutex_unlock(&reader->lock);
}

static gpointer
work(gpointer data)
{
	Reader *reader = data;
	Batch *home = NULL;
	g_autoptr(Resolver) resolver = resolver_new(reader->config->roster);

	g_mutex_lock(&reader->lock);
	while (wait_for_room(reader)) {
		guint first = reader->next, end = MIN(first + BATCH, reader->count);
		Batch *batch = take_batch(&home);
		reader->next = end;
		g_mutex_unlock(&reader->lock);
		read_batch(reader, resolver, first, end, batch);
		g_mutex_lock(&reader->lock);
	}
	/* until all are handed over: the last ones come home, too */
	while (!reader->stopped && reader->handed < reader->count)
		g_cond_wait(&reader->room, &reader->lock);
	g_mutex_unlock(&reader->lock);
	while (home != NULL)
		batch_free(take_batch(&home));
	return NULL;
}

/* The batch that begins with file `first`, of which more is done than was handed over. */
static Batch *
wait_for_readings(Reader *reader, guint first, guint *done)
{
	Batch **ready = ready_of(reader, first);

	g_mutex_lock(&reader->lock);
	while (*ready == NULL || (*ready)->done == (*ready)->handed) {
		g_cond_broadcast(&reader->room);
		g_cond_wait(&reader->readings, &reader->lock);
	}
	*done = (*ready)->done;
	g_mutex_unlock(&reader->lock);
	return *ready;
}

static void
clear_heavy(Reader *reader, Reading *reading)
{
	gsize weight = weight_of(reading);
	if (weight <= LIGHT_BYTES)
		return;
	reading_clear(reading);
	g_mutex_lock(&reader->lock);
	reader->held -= weight;
	g_cond_broadcast(&reader->room);
	g_mutex_unlock(&reader->lock);
}

/* Hands over a batch, as it is read; FALSE when that is to stop. */
static gboolean
hand_over_batch(Reader *reader, guint first, guint count, EachReading each, gpointer data)
{
	gboolean more = TRUE;

	for (guint i = 0, done = 0; i < count && more;) {
		Batch *batch = wait_for_readings(reader, first, &done);
		for (; i < done && more; i++) {
			more = each(first + i, &batch->readings[i], data);
			clear_heavy(reader, &batch->readings[i]);
		}
		g_mutex_lock(&reader->lock);
		batch->handed = i;
		g_mutex_unlock(&reader->lock);
	}
	return more;
}

static void
hand_over(Reader *reader, EachReading each, gpointer data)
{
	while (reader->handed < reader->count && !reader->stopped) {
		guint first = reader->handed, end = MIN(first + BATCH, reader->count);
		gboolean more = hand_over_batch(reader, first, end - first, each, data);

		g_mutex_lock(&reader->lock);
		Batch **ready = ready_of(reader, first);
		/* stopped in the middle of it: its thread still has it */
		if ((*ready)->done == end - first) {
			Batch *batch = g_steal_pointer(ready);
			batch->next = *batch->home;
			*batch->home = batch;
		}
		reader->handed = end;
		reader->stopped = !more;
		g_cond_broadcast(&reader->room);
		g_mutex_unlock(&reader->lock);
	}
}

gboolean
reader_read_all(const Config *config, const Walk *walk, const ToRead *files, guint count,
                EachReading each, gpointer data)
{
	Reader reader = { .config = config, .walk = walk, .files = files, .count = count };
	GThread *threads[THREADS_MAX];
	guint threads_count =
	    CLAMP(MIN(g_get_num_processors(), 1 + count / THREADS_WORTH), 1, THREADS_MAX);

	g_mutex_init(&reader.lock);
	g_cond_init(&reader.room);
	g_cond_init(&reader.readings);
	g_cond_init(&reader.parsed);
	for (guint i = 0; i < threads_count; i++)
		threads[i] = g_thread_new("reader", work, &reader);
	hand_over(&reader, each, data);
	for (guint i = 0; i < threads_count; i++)
		g_thread_join(threads[i]);
	for (guint i = 0; i < AHEAD / BATCH; i++)
		g_clear_pointer(&reader.ready[i], batch_free);
	g_cond_clear(&reader.room);
	g_cond_clear(&reader.readings);
	g_cond_clear(&reader.parsed);
	g_mutex_clear(&reader.lock);
	return !reader.stopped;
}
