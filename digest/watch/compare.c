/* compare.c - what is seen against what is known. */
#include "walker.h"

#include <string.h>

#define MS     ((gint64)1000 * 1000)
#define SECOND (1000 * MS)

/* How far a file's time may lag behind the clock: a tick of the kernel; on file systems with whole seconds, two of them. */
enum {
	TICK_MS = 20,
	COARSE_SECONDS = 2
};

void
sight_free(Sight *sight)
{
	g_free(sight->path);
	g_free(sight);
}

static gboolean
is_same(const FileStat *a, const FileStat *b)
{
	return a->size == b->size && a->mtime_ns == b->mtime_ns && a->inode == b->inode && a->device == b->device;
}

/*
 * Git's racy rule: a file that was written in the moment in which it was read may have changed once more in the same
 * tick, without another time.  So equal times prove nothing unless the time is clearly before the reading.
 */
static gboolean
may_be_racy(const KnownFile *known)
{
	gboolean coarse = known->stat.mtime_ns % SECOND == 0;
	gint64 lag = coarse ? COARSE_SECONDS * SECOND : TICK_MS * MS;

	return known->stat.mtime_ns >= known->checked_ns - lag;
}

/* It was too long to be read, and is not any more: notes.max_size was raised. */
static gboolean
was_too_long(const KnownFile *known, const FileStat *now, gsize max_size)
{
	return known->hash[0] == 0 && known->hash[1] == 0 && (guint64)now->size <= max_size;
}

void
walker_compare(Walker *walker, const struct stat *st)
{
	KnownFile *known = g_hash_table_lookup(walker->tree->known, walker->path->str);
	FileStat now = { .size = (gint64)st->st_size,
		         .mtime_ns = (gint64)st->st_mtim.tv_sec * SECOND + st->st_mtim.tv_nsec,
		         .inode = (guint64)st->st_ino,
		         .device = (guint64)st->st_dev };

	walker->files++;
	if (known != NULL)
		g_ptr_array_add(walker->seen, known);
	if (known != NULL && is_same(&known->stat, &now) && !may_be_racy(known) &&
	    !was_too_long(known, &now, walker->tree->max_size))
		return;

	Sight *sight = g_new0(Sight, 1);
	sight->kind = known != NULL ? SIGHT_TOUCHED : SIGHT_NEW;
	sight->path = g_strndup(walker->path->str, walker->path->len);
	sight->stat = now;
	sight->known = known;
	g_ptr_array_add(walker->sights, sight);
}
