/* rename_detect.c - files that stand under another path than before. */
#include "rename_detect.h"

#include "state/files.h"

typedef struct {
	FileEvent *from; /* of the path where it stood */
	FileEvent *to;
} Move;

/* inode -> FileEvent *: the paths whose known file is not there any more. */
static GHashTable *
find_left(const Walk *walk)
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

static GArray *
find_moves(const Config *config, const Walk *walk, guint *read)
{
	g_autoptr(GHashTable) left = find_left(walk);
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

gboolean
renames_detect(State *state, const Config *config, Walk *walk, guint *moved, guint *read,
               GError **error)
{
	g_autoptr(GHashTable) done = g_hash_table_new(g_direct_hash, g_direct_equal);
	g_autoptr(GArray) moves = find_moves(config, walk, read);
	if (!save_moves(state, moves, walk->walked_ns, error))
		return FALSE;

	*moved += moves->len;
	for (guint i = 0; i < moves->len; i++) {
		const Move *move = &g_array_index(moves, Move, i);
		g_hash_table_add(done, move->to);
		if (move->from->kind == FILE_GONE)
			g_hash_table_add(done, move->from);
		/* another file stands there now */
		move->from->known = NULL;
		move->from->kind = FILE_NEW;
	}
	walk_drop(walk, done);
	return TRUE;
}
