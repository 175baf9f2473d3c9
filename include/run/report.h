/* report.h - delivers, and reports to the postmaster what will not arrive by itself. */
#ifndef TIDINGS_RUN_REPORT_H
#define TIDINGS_RUN_REPORT_H

#include "config/config.h"
#include "deliver/deliver.h"
#include "state/state.h"

/* The job of reports in the outbox.  No configured job can have this name. */
#define REPORT_JOB "(report)"

/*
 * Calls deliver_due().  Then, with mail.postmaster, queues one mail about all deliveries that have
 * failed or become unknown since the last such mail, in the transaction that marks them as
 * reported, so that each is reported once.  The mail leaves at once, unless mail is deferred in
 * this run. Returns as deliver_due().
 */
gboolean report_deliver(State *state, const Config *config, gint64 now, DeliverySummary *summary,
                        GError **error);

/*
 * Reports those of `sentences` (char *) that are new (notice_is_new()) to the organiser.  Call it
 * in a transaction.  Queues one mail to mail.postmaster; when none is configured, adds them to
 * `unmailed` (char *, not owned), so that the caller prints them.  Sets `*reported` to their
 * number. Returns FALSE and sets `error` when the state refuses.
 */
gboolean report_notices(State *state, const Config *config, const GPtrArray *sentences, gint64 now,
                        guint *reported, GPtrArray *unmailed, GError **error);

/*
 * Returns a sentence that says that a run came to its deadline and what it leaves for the next one;
 * newly allocated.  `when` is "" or words that say in which part of the run.  NULL and `error` when
 * the state refuses.
 */
char *report_late(State *state, const Config *config, const char *when, GError **error);

/*
 * Returns a sentence for a run that finds that an earlier one saw the time `ahead`, which is after
 * `now`: what was done about it, and what to look at.  Newly allocated.
 */
char *report_clock(const Config *config, gint64 ahead, gint64 now);

/*
 * Sets `*status` to the exit status of a command that delivered: 75 as long as a delivery waits for
 * another attempt; otherwise 69 when this run had a failure that does not repair itself; otherwise
 * 0.  Returns FALSE and sets `error` when the state refuses.
 */
gboolean report_status(State *state, const Config *config, const DeliverySummary *summary,
                       gint64 now, int *status, GError **error);

#endif
