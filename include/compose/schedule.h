/* schedule.h - when a job is due, and what period it covers. */
#ifndef TIDINGS_COMPOSE_SCHEDULE_H
#define TIDINGS_COMPOSE_SCHEDULE_H

#include "config/config.h"

/*
 * TRUE when `job` should run at `now` (Unix seconds), given its last success (0: never).  With
 * `at`, a job is due once the latest of its moments (each Monday 08:00, say, in the configuration's
 * zone) lies after the last success; without, once `every` has passed.  A monthly job with `at` is
 * due on the first such weekday of the month, or on the one or the day that `at` names.  Two weeks
 * are counted from the moment that the last success was of.  A last success after `now` was noted
 * under a wrong clock and counts as now.  A job that never succeeded is due at once.  A job
 * without `every` is due in each run when it is a post, and never when it is not.
 */
gboolean schedule_is_due(const Job *job, gint64 last_success, gint64 now, GTimeZone *zone);

/*
 * The first day of the job's period at `now`: the day of its last success, or one period back when
 * it never succeeded (a job without `every`: one day).
 */
Day schedule_period_start(const Job *job, gint64 last_success, gint64 now, GTimeZone *zone);

/*
 * The first day whose meetings are news to the job when they come to be known at `now`:
 * config->news_within_days before today, or the day of the job's last success when that is earlier,
 * but at most config->expire_after_days before today. One period of the job is news in any case.
 * What is older was brought by somebody, or by a wider `include`.
 */
Day schedule_news_start(const Config *config, const Job *job, gint64 last_success, gint64 now);

/*
 * The first day whose meetings are told as new at `now`, and not as just noted: that on which the
 * job's period starts, or a week before today when that is earlier.
 */
Day schedule_late_before(const Job *job, gint64 last_success, gint64 now, GTimeZone *zone);

/* The job's next moment after `now`, for status; 0 when it has none. */
gint64 schedule_next(const Job *job, gint64 last_success, gint64 now, GTimeZone *zone);

#endif
