/* jobs.h - how far each job has told its news. */
#ifndef TIDINGS_STATE_JOBS_H
#define TIDINGS_STATE_JOBS_H

#include "state/state.h"

typedef struct {
	gint64 last_success; /* Unix seconds; 0 when it never ran */
	gint64 snapshot;     /* the newest snapshot it has told; 0 when it never ran */
	gint64 looks; /* ActionRecord.looks of the last action that it has told to look done */
} JobCursor;

gboolean job_cursor_get(State *state, const char *job, JobCursor *cursor, GError **error);
gboolean job_cursor_put(State *state, const char *job, const JobCursor *cursor, GError **error);

/* Sets `*at` to when a job last reminded a reader (a person's id, or a target), Unix seconds; 0 for
 * never. */
gboolean job_reminded_at(State *state, const char *job, const char *reader, gint64 *at,
                         GError **error);

/* Notes that the job reminds the reader at `now`. */
gboolean job_reminds(State *state, const char *job, const char *reader, gint64 now, GError **error);

#endif
