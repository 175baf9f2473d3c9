/* scan.h - brings snapshots and actions in the state up to date with the folder of notes. */
#ifndef TIDINGS_RUN_SCAN_H
#define TIDINGS_RUN_SCAN_H

#include "config/config.h"
#include "state/state.h"

/* What a scan found. */
typedef struct {
	guint files;         /* matching files that are there */
	guint read;          /* opened and hashed */
	guint fresh;         /* new versions saved */
	guint renamed;       /* known files that have another path now */
	guint gone;          /* known files that are nowhere */
	GPtrArray *problems; /* char *: a sentence for each file that cannot be read or parsed */
	GPtrArray *notices;  /* char *: what the organiser should know (report_notices()) */
} ScanSummary;

void scan_summary_clear(ScanSummary *summary);

typedef struct {
	gint64 now;              /* Unix seconds UTC */
	gboolean accept_missing; /* go on even when most files are gone at once */
} ScanOptions;

/*
 * Finds new, changed, renamed and deleted files and saves what they say: files, snapshots, actions.
 * Parses on all processors.  Call it in a transaction.  A file that cannot be read or parsed
 * becomes a problem, and its last good snapshot stays.
 *
 * Returns FALSE and sets `error` when the root cannot be read or the state refuses; or, with
 * TIDINGS_ERROR_NOINPUT and unless `accept_missing`, when no file is left, or when more than five
 * files and over half of the known ones are gone and not found under other names: probably a folder
 * is not mounted, and no action must end because of that.
 */
gboolean scan_notes(State *state, const Config *config, const ScanOptions *options,
                    ScanSummary *summary, GError **error);

#endif
