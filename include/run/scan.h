/* scan.h - from the folder of notes to snapshots and actions in the state. */
#ifndef TIDINGS_RUN_SCAN_H
#define TIDINGS_RUN_SCAN_H

#include "config/config.h"
#include "state/state.h"

typedef struct {
	guint files; /* matching files that are there */
	guint read;  /* opened and hashed */
	guint fresh; /* new versions saved */
	guint renamed, gone;
	GPtrArray *problems; /* char *: one sentence for each file that could not be understood or
	                        looked at */
	GPtrArray
	    *notices; /* char *: what the organiser should know, told once (report_notices()) */
} ScanSummary;

void scan_summary_clear(ScanSummary *summary);

typedef struct {
	gint64 now;              /* Unix seconds UTC */
	gboolean accept_missing; /* also when most files are gone at once */
} ScanOptions;

/*
 * Finds what is new and changed and saves it: files, snapshots, actions.  Files are read and
 * understood by as many threads as there are processors.  A transaction is open.  A file in trouble
 * is a problem; its last good snapshot stays.  FALSE and `error` when the root cannot be read or
 * the state refuses, or, with TIDINGS_ERROR_NOINPUT, when no file is left or over half of the known
 * ones are gone, and more than five of them, that are not found under other names: a folder that is
 * not mounted is not taken for the end of all that was planned.
 */
gboolean scan_notes(State *state, const Config *config, const ScanOptions *options,
                    ScanSummary *summary, GError **error);

#endif
