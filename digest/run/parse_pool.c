/* parse_pool.c - reads and parses files on all processors. */
#include "parse_pool.h"

#include "notes/damage.h"
#include "notes/notes.h"
#include "people/resolve.h"
#include "watch/watch.h"

#include <string.h>

/*
 * Threads parse files ahead of the caller, who gets them in order.  They work on batches, because
 * waking a thread costs as much as reading a file, and on a window of batches, because parsed files
 * that wait for the caller need memory.  A thread frees them, too, when it parses the batch that
 * takes their place, so that the caller does not wait for the lock of the threads' memory.  The
 * calling thread parses large files, each when its turn comes, so that only one of them is ever in
 * memory.
 */
enum {
	BATCH_FILES = 16,
	WINDOW_BATCHES = 8,
	THREADS_MAX = 8,
	LARGE_BYTES = 32 * 1024
};

typedef struct {
	ParsedFile files[BATCH_FILES];
	gboolean done;
} Batch;

typedef struct {
	const Config *config;
	const Walk *walk;
	const ParseRequest *files;
	guint count;
	Batch batches[WINDOW_BATCHES]; /* batch number n at n % WINDOW_BATCHES */
	GThreadPool *threads;
	GAsyncQueue *resolvers; /* Resolver *: those that no thread uses now */
	GMutex lock;            /* of each batch's `done` */
	GCond batch_done;
} ParsePool;

static void
parsed_meeting_clear(ParsedMeeting *parsed)
{
	for (guint i = 0; i < parsed->meeting->actions->len; i++)
		action_key_clear(&parsed->keys[i]);
	g_free(parsed->keys);
	g_bytes_unref(parsed->encoded);
	meeting_free(parsed->meeting);
}

static void
parsed_file_clear(ParsedFile *parsed)
{
	g_clear_error(&parsed->error);
	for (guint i = 0; i < parsed->count; i++)
		parsed_meeting_clear(&parsed->meetings[i]);
	g_free(parsed->meetings);
	*parsed = (ParsedFile){ 0 };
}

static void
set_fingerprint(const NotesMeeting *one, char fingerprint[HASH_TEXT_SIZE])
{
	g_autoptr(GBytes) normalized = notes_normalized_source(one->text);
	guint64 hash[2];

	if (one->inherited != NULL) {
		g_autoptr(GByteArray) both = g_bytes_unref_to_array(g_steal_pointer(&normalized));
		g_byte_array_append(both, (const guint8 *)one->inherited,
		                    (guint)strlen(one->inherited));
		normalized = g_byte_array_free_to_bytes(g_steal_pointer(&both));
	}
	watch_hash(normalized, hash);
	watch_hash_text(hash, fingerprint);
}

/*
 * Frees what nobody needs decoded, as the encoded meeting has it.  The thread that allocated it
 * does that, and soon: then neither waits for the other's lock of its memory.
 */
static void
forget_encoded(Meeting *meeting)
{
	GPtrArray *const lists[] = { meeting->topics,       meeting->decisions, meeting->warnings,
		                     meeting->participants, meeting->teams,     meeting->tags };

	for (guint i = 0; i < G_N_ELEMENTS(lists); i++)
		g_ptr_array_set_size(lists[i], 0);
	for (guint i = 0; i < meeting->actions->len; i++) {
		Action *action = g_ptr_array_index(meeting->actions, i);
		g_ptr_array_set_size(action->owners, 0);
		g_ptr_array_set_size(action->people, 0);
		g_clear_pointer(&action->detail, g_free);
		g_clear_pointer(&action->heading, g_free);
		g_clear_pointer(&action->track, g_free);
	}
}

static void
understand_meeting(Resolver *resolver, NotesMeeting *one, ParsedMeeting *parsed)
{
	Meeting *meeting = g_steal_pointer(&one->meeting);

	resolve_meeting(resolver, meeting);
	parsed->meeting = meeting;
	parsed->keys = g_new0(ActionKey, meeting->actions->len + 1);
	for (guint i = 0; i < meeting->actions->len; i++)
		action_key_init(&parsed->keys[i], g_ptr_array_index(meeting->actions, i));
	actions_dedupe(meeting, parsed->keys);
	set_fingerprint(one, parsed->fingerprint);
	parsed->encoded = meeting_to_bytes(meeting);
	forget_encoded(meeting);
}

static gint
compare_days(gconstpointer a, gconstpointer b)
{
	const NotesMeeting *x = *(NotesMeeting *const *)a, *y = *(NotesMeeting *const *)b;

	return (x->meeting->day > y->meeting->day) - (x->meeting->day < y->meeting->day);
}

static void
understand(const ParsePool *pool, Resolver *resolver, const ParseRequest *file, GBytes *source,
           ParsedFile *parsed)
{
	const NotesOptions options = { pool->config->timezone, pool->config->notes.action_headings,
		                       pool->config->notes.languages };
	g_autoptr(GPtrArray) meetings =
	    notes_parse_all(file->path, source, &options, &parsed->error);
	if (meetings == NULL)
		return;

	g_ptr_array_sort(meetings, compare_days);
	parsed->count = meetings->len;
	parsed->meetings = g_new0(ParsedMeeting, meetings->len);
	for (guint i = 0; i < meetings->len; i++)
		understand_meeting(resolver, g_ptr_array_index(meetings, i), &parsed->meetings[i]);
}

/* Returns FALSE, and keeps nothing of the file, when it is large and `large` does not allow that.
 */
static gboolean
parse_file(ParsePool *pool, Resolver *resolver, const ParseRequest *file, gboolean large,
           ParsedFile *parsed)
{
	struct stat st;
	g_autoptr(GBytes) source =
	    watch_read(pool->walk, &pool->config->notes, file->path, &st, &parsed->error);
	parsed->stat = file_stat_of(&st);
	if (source == NULL)
		return TRUE;
	if (!large && g_bytes_get_size(source) > LARGE_BYTES)
		return FALSE;

	watch_hash(source, parsed->hash);
	parsed->blank = damage_is_blank(source);
	parsed->same = file->known_hash != NULL && parsed->hash[0] == file->known_hash[0] &&
	               parsed->hash[1] == file->known_hash[1];
	if (!parsed->same)
		understand(pool, resolver, file, source, parsed);
	return TRUE;
}

static Resolver *
borrow_resolver(ParsePool *pool)
{
	Resolver *resolver = g_async_queue_try_pop(pool->resolvers);

	return resolver != NULL ? resolver : resolver_new(pool->config->roster);
}

static Batch *
batch_at(ParsePool *pool, guint number)
{
	return &pool->batches[number % WINDOW_BATCHES];
}

/* Parses one batch in a thread, over an earlier one that nobody needs any more.  `data` is the
 * batch's number plus one. */
static void
parse_batch(gpointer data, gpointer user_data)
{
	ParsePool *pool = user_data;
	guint number = GPOINTER_TO_UINT(data) - 1, first = number * BATCH_FILES;
	Resolver *resolver = borrow_resolver(pool);
	Batch *batch = batch_at(pool, number);

	for (guint i = 0; i < BATCH_FILES; i++)
		parsed_file_clear(&batch->files[i]);
	for (guint i = 0; i < BATCH_FILES && first + i < pool->count; i++) {
		ParsedFile *parsed = &batch->files[i];
		parsed->large = !parse_file(pool, resolver, &pool->files[first + i], FALSE, parsed);
	}
	g_async_queue_push(pool->resolvers, resolver);
	g_mutex_lock(&pool->lock);
	batch->done = TRUE;
	g_cond_signal(&pool->batch_done);
	g_mutex_unlock(&pool->lock);
}

static void
start_batch(ParsePool *pool, guint number)
{
	if (number * BATCH_FILES >= pool->count)
		return;
	batch_at(pool, number)->done = FALSE;
	g_thread_pool_push(pool->threads, GUINT_TO_POINTER(number + 1), NULL);
}

static Batch *
wait_for_batch(ParsePool *pool, guint number)
{
	Batch *batch = batch_at(pool, number);

	g_mutex_lock(&pool->lock);
	while (!batch->done)
		g_cond_wait(&pool->batch_done, &pool->lock);
	g_mutex_unlock(&pool->lock);
	return batch;
}

/* Parses a large file, hands it over and frees it.  Returns FALSE when `each` does. */
static gboolean
hand_over_large(ParsePool *pool, guint index, ParsedFile *parsed, ParsedFileFunc each,
                gpointer data)
{
	Resolver *resolver = borrow_resolver(pool);

	parse_file(pool, resolver, &pool->files[index], TRUE, parsed);
	g_async_queue_push(pool->resolvers, resolver);
	gboolean more = each(index, parsed, data);
	parsed_file_clear(parsed);
	return more;
}

static gboolean
hand_over_all(ParsePool *pool, ParsedFileFunc each, gpointer data)
{
	for (guint number = 0; number < WINDOW_BATCHES; number++)
		start_batch(pool, number);
	for (guint index = 0; index < pool->count; index++) {
		guint number = index / BATCH_FILES, offset = index % BATCH_FILES;
		ParsedFile *parsed = &wait_for_batch(pool, number)->files[offset];
		if (parsed->large ? !hand_over_large(pool, index, parsed, each, data)
		                  : !each(index, parsed, data))
			return FALSE;
		if (offset + 1 == BATCH_FILES)
			start_batch(pool, number + WINDOW_BATCHES);
	}
	return TRUE;
}

gboolean
parse_pool_run(const Config *config, const Walk *walk, const ParseRequest *files, guint count,
               ParsedFileFunc each, gpointer data)
{
	ParsePool pool = { .config = config, .walk = walk, .files = files, .count = count };
	guint threads = MIN(g_get_num_processors(), THREADS_MAX);

	g_thread_pool_set_max_unused_threads(
	    0); /* no thread is left when a worker is forked later */
	pool.resolvers = g_async_queue_new_full((GDestroyNotify)resolver_free);
	pool.threads = g_thread_pool_new(parse_batch, &pool, (gint)threads, FALSE, NULL);
	g_mutex_init(&pool.lock);
	g_cond_init(&pool.batch_done);
	gboolean all = hand_over_all(&pool, each, data);
	g_thread_pool_free(pool.threads, TRUE, TRUE);
	for (guint i = 0; i < WINDOW_BATCHES * BATCH_FILES; i++)
		parsed_file_clear(&pool.batches[i / BATCH_FILES].files[i % BATCH_FILES]);
	g_async_queue_unref(pool.resolvers);
	g_cond_clear(&pool.batch_done);
	g_mutex_clear(&pool.lock);
	return all;
}
