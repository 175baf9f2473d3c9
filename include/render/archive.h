/* archive.h - the archive: web pages of digests, tracks and people, a feed, a calendar. */
#ifndef TIDINGS_RENDER_ARCHIVE_H
#define TIDINGS_RENDER_ARCHIVE_H

#include "config/config.h"
#include "model/archive.h"
#include "render/templates.h"

/* Takes one file: its path relative to the archive's folder, safe in any file system, and what it says.  FALSE stops. */
typedef gboolean (*ArchivePut)(const char *path, const char *text, gpointer data, GError **error);

/*
 * Makes all files of the archive, the index last, each a function of `archive`, `config` and the templates:
 * index.html, YEAR/index.html, a page for each edition, tracks/NAME.html, people/NAME.html, feed.xml (when there is an edition),
 * meetings.ics and style.css.  All links between them are relative.  No mail address stands in any.
 * FALSE and `error` (TIDINGS_ERROR_DATA) when a template is wrong, or as `put` set it.
 */
gboolean archive_render(const Archive *archive, const Config *config, Templates *templates, ArchivePut put,
                        gpointer data, GError **error);

#endif
