/* report.h - delivering, and telling the postmaster of what will not arrive by itself. */
#ifndef TIDINGS_RUN_REPORT_H
#define TIDINGS_RUN_REPORT_H

#include "config/config.h"
#include "deliver/deliver.h"
#include "state/state.h"

/* The job that reports belong to in the outbox: no configured job can have this name. */
#define REPORT_JOB "(report)"

/*
 * deliver_due(); then, with mail.postmaster, one mail about each delivery that has failed or is
 * unknown since the last such mail. It is queued in the transaction that notes them as reported, so
 * each is told once, and leaves at once unless mail is in trouble in this run.  As deliver_due()
 * otherwise.
 */
gboolean report_deliver(State *state, const Config *config, gint64 now, DeliverySummary *summary,
                        GError **error);

/*
 * Tells the organiser those of `sentences` (char *) that are told for the first time
 * (notice_is_new()), in the open transaction: by one mail to mail.postmaster, or, when none is
 * configured, by adding them to `unmailed` (char *, not owned), for the caller to say.  `*told`
 * counts them.  Returns FALSE and sets `error` when the state refuses.
 */
gboolean report_notices(State *state, const Config *config, const GPtrArray *sentences, gint64 now,
                        guint *told, GPtrArray *unmailed, GError **error);

/*
 * That a run has come to its deadline, and what it leaves for the next one, as a sentence.
 * `when` is "" or words that say in which part of it.  NULL and `error` when the state refuses.
 */
char *report_late(State *state, const Config *config, const char *when, GError **error);

/*
 * The exit status of a command that has delivered: 75 as long as something waits to be tried again,
 * in this run or not; else 69 when something came to grief in this run that will not arrive by
 * itself; else 0.
 */
gboolean report_status(State *state, const Config *config, const DeliverySummary *summary,
                       gint64 now, int *status, GError **error);

#endif
