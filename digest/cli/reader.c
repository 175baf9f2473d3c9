/* reader.c - reading and understanding files with all processors. */
#include "cli/reader.h"

#include "base/file.h"
#include "compose/twins.h"
#include "config/resolver.h"
#include "notes/damage.h"
#include "notes/notes.h"
#include "watch/watch.h"

/*
 * How far the readers may be ahead of the writer bounds the memory.  Files are taken and handed over by batches: to wake
 * a thread for each would cost more than it does to read one.
 */
enum {
	BATCH = 32,
	AHEAD = 8 * BATCH,
	THREADS_MAX = 8,
	THREADS_WORTH = 16
};

/* A few files that one thread reads.  It clears them, too: the memory is its own, and no other waits for it. */
typedef struct Batch Batch;
struct Batch {
	Reading readings[BATCH];
	Batch **home; /* the list of its thread's batches that are handed over */
	Batch *next;  /* in that list */
};

typedef struct {
	const Config *config;
	int root_fd;
	const ToRead *files;
	guint count;
	Batch *ready[AHEAD / BATCH]; /* by place, that of file i at i % AHEAD / BATCH; NULL while it is not read */
	guint next;                  /* the first file that no thread has taken: the start of a batch */
	guint handed;                /* how many were handed over */
	gboolean stopped;
	GMutex lock;
	GCond room;     /* a batch was handed over, or it stopped */
	GCond readings; /* a batch is ready; one thread waits for it */
} Reader;

static void
reading_clear(Reading *reading)
{
	g_clear_error(&reading->error);
	g_clear_pointer(&reading->encoded, g_bytes_unref);
	for (guint i = 0; reading->keys != NULL && i < reading->meeting->actions->len; i++)
		ledger_key_clear(&reading->keys[i]);
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
understand(const Reader *reader, Resolver *resolver, const ToRead *file, GBytes *source, Reading *reading)
{
	const NotesOptions options = { reader->config->timezone, reader->config->notes.action_headings };
	Meeting *meeting = notes_parse(file->path, source, &options, &reading->error);
	if (meeting == NULL)
		return;
	resolver_take(resolver, meeting);
	reading->meeting = meeting;
	reading->keys = g_new0(LedgerKey, meeting->actions->len + 1);
	for (guint i = 0; i < meeting->actions->len; i++)
		ledger_key_init(&reading->keys[i], g_ptr_array_index(meeting->actions, i));
	twins_join(meeting, reading->keys);
	set_fingerprint(source, reading->fingerprint);
	reading->encoded = meeting_to_bytes(meeting);
	/* nobody asks for these but by the bytes, and freed at once their memory is still at hand */
	g_ptr_array_set_size(meeting->tracks, 0);
	g_ptr_array_set_size(meeting->notes, 0);
	g_ptr_array_set_size(meeting->warnings, 0);
}

static void
read_one(const Reader *reader, Resolver *resolver, const ToRead *file, Reading *reading)
{
	/* here and not when it is handed over: freeing is work, too, and was this thread's memory */
	reading_clear(reading);
	const NotesSettings *notes = &reader->config->notes;
	struct stat st;
	g_autoptr(GBytes) source =
	    file_slurp_below(reader->root_fd, notes->root, file->path, notes->max_size, &st, &reading->error);
	reading->stat = file_stat_of(&st);
	if (source == NULL)
		return;

	watch_hash(source, reading->hash);
	reading->blank = damage_is_blank(source);
	reading->same = file->known_hash != NULL && reading->hash[0] == file->known_hash[0] &&
	                reading->hash[1] == file->known_hash[1];
	if (!reading->same && !reading->blank)
		understand(reader, resolver, file, source, reading);
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
	return batch;
}

/* Waits until there is something to read, or returns FALSE: then there is nothing more. */
static gboolean
wait_for_room(Reader *reader)
{
	while (!reader->stopped && reader->next < reader->count && reader->next >= reader->handed + AHEAD)
		g_cond_wait(&reader->room, &reader->lock);
	return !reader->stopped && reader->next < reader->count;
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
		for (guint i = first; i < end; i++)
			read_one(reader, resolver, &reader->files[i], &batch->readings[i - first]);
		g_mutex_lock(&reader->lock);
		*ready_of(reader, first) = batch;
		if (first == reader->handed)
			g_cond_signal(&reader->readings);
	}
	/* until all are handed over: the last ones come home, too */
	while (!reader->stopped && reader->handed < reader->count)
		g_cond_wait(&reader->room, &reader->lock);
	g_mutex_unlock(&reader->lock);
	while (home != NULL)
		batch_free(take_batch(&home));
	return NULL;
}

static void
hand_over(Reader *reader, EachReading each, gpointer data)
{
	while (reader->handed < reader->count && !reader->stopped) {
		guint first = reader->handed, end = MIN(first + BATCH, reader->count);
		Batch **ready = ready_of(reader, first);
		g_mutex_lock(&reader->lock);
		while (*ready == NULL)
			g_cond_wait(&reader->readings, &reader->lock);
		g_mutex_unlock(&reader->lock);

		Batch *batch = g_steal_pointer(ready);
		gboolean more = TRUE;
		for (guint i = first; i < end && more; i++)
			more = each(i, &batch->readings[i - first], data);

		g_mutex_lock(&reader->lock);
		batch->next = *batch->home;
		*batch->home = batch;
		reader->handed = end;
		reader->stopped = !more;
		g_cond_broadcast(&reader->room);
		g_mutex_unlock(&reader->lock);
	}
}

gboolean
reader_read_all(const Config *config, int root_fd, const ToRead *files, guint count, EachReading each, gpointer data)
{
	Reader reader = { .config = config, .root_fd = root_fd, .files = files, .count = count };
	GThread *threads[THREADS_MAX];
	guint threads_count = CLAMP(MIN(g_get_num_processors(), 1 + count / THREADS_WORTH), 1, THREADS_MAX);

	g_mutex_init(&reader.lock);
	g_cond_init(&reader.room);
	g_cond_init(&reader.readings);
	for (guint i = 0; i < threads_count; i++)
		threads[i] = g_thread_new("reader", work, &reader);
	hand_over(&reader, each, data);
	for (guint i = 0; i < threads_count; i++)
		g_thread_join(threads[i]);
	for (guint i = 0; i < AHEAD / BATCH; i++)
		g_clear_pointer(&reader.ready[i], batch_free);
	g_cond_clear(&reader.room);
	g_cond_clear(&reader.readings);
	g_mutex_clear(&reader.lock);
	return !reader.stopped;
}
