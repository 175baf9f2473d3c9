/* compare.c - what is seen against what is known. */
#include "walker.h"

#include <string.h>

#define MS     ((gint64)1000 * 1000)
#define SECOND (1000 * MS)

/* How far a file's time may lag behind the clock: a tick of the kernel; on file systems with whole
 * seconds, two of them. */
enum {
	TICK_MS = 20,
	COARSE_SECONDS = 2
};

void
file_event_free(FileEvent *event)
{
	g_free(event->path);
	g_free(event);
}

/*
 * Git's racy rule: a file that was written in the moment in which it was read may have changed once
 * more in the same tick, without another time.  So equal times prove nothing unless the time is
 * clearly before the reading.
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

static void
add_sight(Walker *walker, FileEventKind kind, guint64 inode, KnownFile *known)
{
	FileEvent *event = g_new0(FileEvent, 1);

	event->kind = kind;
	event->path = g_strndup(walker->path->str, walker->path->len);
	event->inode = inode;
	event->known = known;
	g_ptr_array_add(walker->events, event);
}

void
walker_take_new(Walker *walker, guint64 inode)
{
	walker->files++;
	add_sight(walker, FILE_NEW, inode, NULL);
}

void
walker_compare(Walker *walker, KnownFile *known, const struct stat *st)
{
	FileStat now = file_stat_of(st);

	walker->files++;
	g_ptr_array_add(walker->seen, known);
	if (!file_stat_is_same(&known->stat, &now) || may_be_racy(known) ||
	    was_too_long(known, &now, walker->tree->max_size))
		add_sight(walker, FILE_MODIFIED, now.inode, known);
}
