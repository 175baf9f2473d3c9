/* archive.h - brings the archive's files up to date with the state. */
#ifndef TIDINGS_RUN_ARCHIVE_H
#define TIDINGS_RUN_ARCHIVE_H

#include "config/config.h"
#include "render/templates.h"
#include "state/state.h"

/*
 * Writes the files of the archive whose content changed, durably, and removes the pages of former
 * tracks and people; then notes in the state that the archive is up to date.  When it is killed,
 * the next call does the rest.  Does nothing without an archive, and little when nothing changed.
 * Does not follow links inside the archive's folder: one in place of a folder is an error, one in
 * place of a page is replaced.
 *
 * Returns FALSE and sets `error` (TIDINGS_ERROR_IO, or TIDINGS_ERROR_DATA when a template is wrong
 * or a page grows too large) with the first file that could not be written.  That file stays as it
 * was, and all others are written.  An error of the data is remembered: until something changes,
 * but at most until the next day, further calls return the same error and do nothing.  No
 * transaction may be open.
 */
gboolean archive_update(State *state, const Config *config, gint64 now, GError **error);

#endif
