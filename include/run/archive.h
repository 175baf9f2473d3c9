/* archive.h - the archive's files, brought up to date with the state. */
#ifndef TIDINGS_RUN_ARCHIVE_H
#define TIDINGS_RUN_ARCHIVE_H

#include "config/config.h"
#include "render/templates.h"
#include "state/state.h"

/*
 * Writes those files of the archive that say something else by now, durably, and takes away pages
 * of tracks and people that are none any more; then notes in the state that all is done.  Killed
 * anywhere, the next call does the rest.  Costs two look-ups when nothing changed, and nothing at
 * all without an archive.  Inside its folder no link is followed: one in the place of a folder is
 * an error, one in the place of a page is replaced.
 *
 * Returns FALSE and sets `error` (TIDINGS_ERROR_IO, or TIDINGS_ERROR_DATA when a template is wrong
 * or a page grows too large) with the first file that could not be written; all others are, and
 * that one stays as it was.  What comes again by necessity is remembered: until something changes,
 * or for the day, the next calls return the same error and do nothing.  No transaction may be open.
 */
gboolean archive_update(State *state, const Config *config, gint64 now, GError **error);

#endif
