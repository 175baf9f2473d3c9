/* known_file.c - a file as the last run saw it. */
#include "model/known_file.h"

FileStat
file_stat_of(const struct stat *st)
{
	return (FileStat){ .size = (gint64)st->st_size,
		           .mtime_ns =
		               (gint64)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
		           .inode = (guint64)st->st_ino,
		           .device = (guint64)st->st_dev };
}

gboolean
file_stat_is_same(const FileStat *a, const FileStat *b)
{
	return a->size == b->size && a->mtime_ns == b->mtime_ns && a->inode == b->inode &&
	       a->device == b->device;
}

void
known_file_free(KnownFile *file)
{
	if (file == NULL)
		return;
	g_free(file->path);
	g_free(file);
}
