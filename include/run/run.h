/* run.h - one run: scan, compose, queue, deliver, clean up. */
#ifndef TIDINGS_RUN_RUN_H
#define TIDINGS_RUN_RUN_H

#include "config/config.h"
#include "deliver/deliver.h"
#include "run/scan.h"
#include "state/state.h"

typedef struct {
	gint64 now;              /* Unix seconds UTC */
	char *const *jobs;       /* names, NULL-terminated; none means all jobs that are due */
	gboolean accept_missing; /* see ScanOptions */
	gboolean print_all;      /* print also what was printed or mailed before */

	/* Prints a sentence for the person who runs tidings. */
	void (*print)(const char *sentence, gpointer data);
	/* Called after the scan and after the delivery; may be NULL. */
	void (*scanned)(const ScanSummary *summary, gpointer data);
	void (*delivered)(guint queued, const DeliverySummary *summary, gpointer data);
	gpointer data;
} RunOptions;

/*
 * Runs everything that `tidings run` does.  Prints each lasting problem once a day.  Call
 * stop_block_signals() and stop_set_deadline() before it, and ignore SIGPIPE.
 *
 * Sets `*status` to the exit status.  Returns FALSE and sets `error` when the run cannot go on;
 * what waits in the outbox is delivered even when the notes cannot be read.
 */
gboolean run_once(State *state, const Config *config, const RunOptions *options, int *status,
                  GError **error);

#endif
