/* known_file.h - a file as the last run saw it. */
#ifndef TIDINGS_MODEL_KNOWN_FILE_H
#define TIDINGS_MODEL_KNOWN_FILE_H

#include <glib.h>
#include <sys/stat.h>

/* What the stat cache stores of a file, to recognise it as unchanged without opening it. */
typedef struct {
	gint64 size;
	gint64 mtime_ns;
	guint64 inode;
	guint64 device;
} FileStat;

FileStat file_stat_of(const struct stat *st);
gboolean file_stat_is_same(const FileStat *a, const FileStat *b);

typedef struct {
	gint64 id;  /* row id; 0 before it is stored */
	char *path; /* relative to notes.root, raw bytes */
	FileStat stat;
	guint64 hash[2];   /* XXH3-128 of its bytes; zero when it could not be read */
	gint64 checked_ns; /* when the walk that read it began, to compare with mtime_ns: a file
	                      modified at that moment or later may have changed again unnoticed
	                      (git's "racy" rule) */
} KnownFile;

void known_file_free(KnownFile *file);

#endif
