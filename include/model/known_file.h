/* known_file.h - a file that was seen before. */
#ifndef TIDINGS_MODEL_KNOWN_FILE_H
#define TIDINGS_MODEL_KNOWN_FILE_H

#include <glib.h>
#include <sys/stat.h>

/* What the stat cache keeps of a file: enough to know without opening it that it is the same. */
typedef struct {
	gint64 size;
	gint64 mtime_ns;
	guint64 inode;
	guint64 device;
} FileStat;

FileStat file_stat_of(const struct stat *st);
gboolean file_stat_is_same(const FileStat *a, const FileStat *b);

typedef struct {
	gint64 id;  /* of its row; 0 before it has one */
	char *path; /* relative to notes.root, raw bytes */
	FileStat stat;
	guint64 hash[2];   /* XXH3-128 of its bytes; zero when it could not be read */
	gint64 checked_ns; /* when the walk that read it began: git's racy rule compares it with
	                      mtime_ns */
} KnownFile;

void known_file_free(KnownFile *file);

#endif
