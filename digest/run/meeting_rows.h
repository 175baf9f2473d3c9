/* meeting_rows.h - which rows of the state the meetings of a file have. */
#ifndef TIDINGS_RUN_MEETING_ROWS_H
#define TIDINGS_RUN_MEETING_ROWS_H

#include "parse_pool.h"
#include "state/state.h"

/* The rows of the meetings of one file. */
typedef struct {
	gint64 *rows;  /* of ParsedFile.meetings, by index */
	gint64 origin; /* the row of the one meeting that the file was until now, otherwise 0 */
	Day day;       /* of that one */
} MeetingRows;

/*
 * Finds the row of each meeting of a file that was read and stored under row `file`, and adds rows
 * for those that are new.  A meeting is known by its day, also when it was the only one of the file
 * before or is so now; one whose date was corrected is known by what it says.  Those that are not
 * in the file any more are gone, at `now`.  `many` says that the state has such files at all.
 * Returns FALSE and sets `error` when the state refuses.
 */
gboolean meeting_rows_find(MeetingRows *found, State *state, gint64 file, const ParsedFile *parsed,
                           gboolean many, gint64 now, GError **error);

void meeting_rows_clear(MeetingRows *found);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(MeetingRows, meeting_rows_clear)

#endif
