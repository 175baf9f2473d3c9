/* editions.h - the digests that the archive shows, and whether its pages are up to date. */
#ifndef TIDINGS_STATE_EDITIONS_H
#define TIDINGS_STATE_EDITIONS_H

#include "model/archive.h"
#include "state/state.h"

/*
 * The name of the page that the job's next digest of that day gets, newly allocated:
 * YEAR/DAY-JOB.html, in small letters, with a number behind it when that one is taken.  The same
 * until edition_put() takes it.
 */
char *edition_next_page(State *state, const char *job, Day day, GError **error);

/* Saves an edition; its `id` does not matter.  The archive is no longer up to date then. */
gboolean edition_put(State *state, const Edition *edition, GError **error);

/* All of them, oldest first.  GPtrArray of owned Edition *. */
GPtrArray *editions_load(State *state, GError **error);

/*
 * What the pages were made from besides the state, newly allocated, as archive_done() was told;
 * NULL when they are not up to date with the state (then *error stays unset).
 */
char *archive_mark(State *state, GError **error);

/* The pages are up to date from now on; and are not any more. */
gboolean archive_done(State *state, const char *mark, GError **error);
gboolean archive_outdate(State *state, GError **error);

#endif
