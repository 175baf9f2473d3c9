/* archive.h - the archive: web pages of digests, tracks and people, a feed, a calendar. */
#ifndef TIDINGS_RENDER_ARCHIVE_H
#define TIDINGS_RENDER_ARCHIVE_H

#include "config/config.h"
#include "model/archive.h"
#include "model/digest.h"
#include "render/templates.h"

/* Receives the files. */
typedef struct {
	/*
	 * Receives a file: its path relative to the archive's folder (a name, or a folder's and a
	 * name, safe in any file system) and its text.  Returns FALSE and sets `error` on failure.
	 */
	gboolean (*put)(const char *path, const char *text, gpointer data, GError **error);
	/*
	 * Receives the error of a file that could not be made or stored.  Its last version stays,
	 * and the other files are made all the same.
	 */
	void (*failed)(const char *path, const GError *error, gpointer data);
	gpointer data;
} ArchiveSink;

/*
 * Makes all files of the archive, the index last, each a function of `archive`, `config` and the
 * templates: index.html, YEAR/index.html, a page for each edition, tracks/NAME.html,
 * people/NAME.html, feed.xml (when there is an edition), meetings.ics and style.css.  All links
 * between them are relative.  No file has a mail address, none is empty, and none grows without
 * bound: lists end in "and N more".  A file fails (TIDINGS_ERROR_DATA, with the path) when its
 * template is wrong, makes nothing, or makes too much.
 */
void archive_render(const Archive *archive, const Config *config, Templates *templates,
                    const ArchiveSink *sink);

/*
 * Returns what the state keeps of a digest for its page in the archive: what the page's template is
 * rendered from, except for what changes later, as JSON in the language of the digest's job.  Its
 * lists are as long as fits into some 2 MiB; what does not fit is counted.  A new reference.
 */
GBytes *archive_edition_data(const Digest *digest, const Config *config);

#endif
