/*
 * parts.h - files with many meetings.
 *
 * The row of such a file, its document, is for the stat cache alone; each of its meetings has a row
 * of its own, with its own versions, actions and posts.
 */
#ifndef TIDINGS_STATE_PARTS_H
#define TIDINGS_STATE_PARTS_H

#include "base/day.h"
#include "state/state.h"

/* One of the meetings of a file, or the only one. */
typedef struct {
	gint64 row;
	char *key;     /* Meeting.section; NULL for the only one */
	Day day;       /* that it is filed under */
	gboolean gone; /* it is not in the file any more */
} KnownPart;

/* Says whether any file has many meetings. */
gboolean parts_any(State *state, gboolean *any, GError **error);

/* Returns the meetings that are known of a file, gone ones too: GPtrArray of owned KnownPart *. */
GPtrArray *parts_of_file(State *state, gint64 file, GError **error);

/*
 * Adds a meeting to a document; `*row` becomes its row.  `origin`, unless 0, is the row of the
 * meeting that it was a part of until now: what that one had is no news of this one.
 */
gboolean part_add(State *state, gint64 document, const char *key, gint64 origin, gint64 *row,
                  GError **error);

/* Says which meeting of its document the row is from now on, and that it is there. */
gboolean part_set(State *state, gint64 row, const char *key, GError **error);

/* The file turned out to have many meetings: its row becomes one of them, under `key`.  Returns the
 * row of the document, which is new, in `*document`. */
gboolean parts_begin(State *state, gint64 file, const char *key, gint64 *document, GError **error);

/* The file has one meeting again: the row of that one becomes the file's.  The others are gone. */
gboolean parts_end(State *state, gint64 document, gint64 row, gint64 now, GError **error);

#endif
