/* schedule.c - when a job is due, and what period it covers. */
#include "compose/schedule.h"

/* `periods` steps of the job's cadence from `time`, by the calendar: a week has its local hour also
 * across a clock change. */
static GDateTime *
step(GDateTime *time, Every every, int periods)
{
	switch (every) {
	case EVERY_HOUR:
		return g_date_time_add_hours(time, periods);
	case EVERY_DAY:
		return g_date_time_add_days(time, periods);
	case EVERY_WEEK:
		return g_date_time_add_weeks(time, periods);
	case EVERY_TWO_WEEKS:
		return g_date_time_add_weeks(time, 2 * periods);
	case EVERY_MONTH:
		return g_date_time_add_months(time, periods);
	case EVERY_NEVER:
		break;
	}
	return g_date_time_ref(time);
}

static gint64
step_unix(gint64 from, Every every, int periods, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(from);
	g_autoptr(GDateTime) local = g_date_time_to_timezone(utc, zone);
	g_autoptr(GDateTime) stepped = step(local, every, periods);

	return g_date_time_to_unix(stepped);
}

/*
 * The day of the month that contains `day` on which a monthly job is due: the day that `at` names,
 * or the last one of a month that is too short for it; otherwise the first such weekday, or the one
 * that `at` names; otherwise the first day. `months` counts from that month.
 */
static Day
day_of_month(const Job *job, Day day, int months)
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, day);
	g_date_set_day(&date, 1);
	if (months < 0)
		g_date_subtract_months(&date, (guint)-months);
	Day first = g_date_get_julian(&date);
	Day last =
	    first + g_date_get_days_in_month(g_date_get_month(&date), g_date_get_year(&date)) - 1;
	if (job->month_day > 0)
		return MIN(first + (Day)job->month_day - 1, last);
	if (job->weekday == 0)
		return first;
	if (job->week == WEEK_LAST)
		return last - (Day)((day_weekday(last) - job->weekday + 7) % 7);
	return first + (Day)((job->weekday - day_weekday(first) + 7) % 7) +
	       7 * (Day)(MAX(job->week, 1) - 1);
}

/*
 * The latest moment of `at` that is not after `now`: today's or that weekday's hour, otherwise a
 * day or a week earlier; of a monthly job that of this month or of the one before.
 */
static gint64
latest_moment(const Job *job, gint64 now, GTimeZone *zone)
{
	Day today = day_from_unix(now, zone);
	Day day = today;

	if (job->every == EVERY_MONTH) {
		gint64 this_month =
		    day_to_unix(day_of_month(job, today, 0), job->hour, job->minute, zone);
		return this_month <= now ? this_month
		                         : day_to_unix(day_of_month(job, today, -1), job->hour,
		                                       job->minute, zone);
	}
	if (job->weekday != 0)
		day -= (Day)((day_weekday(today) - job->weekday + 7) % 7);
	gint64 moment = day_to_unix(day, job->hour, job->minute, zone);
	if (moment > now)
		moment =
		    day_to_unix(day - (job->weekday != 0 ? 7 : 1), job->hour, job->minute, zone);
	return moment;
}

gboolean
schedule_is_due(const Job *job, gint64 last_success, gint64 now, GTimeZone *zone)
{
	if (job->every == EVERY_NEVER)
		return job->kind == JOB_POST;
	if (last_success == 0)
		return TRUE;
	last_success = MIN(last_success, now);
	if (job->hour < 0)
		return step_unix(last_success, job->every, 1, zone) <= now;

	gint64 moment = latest_moment(job, now, zone);
	if (moment <= last_success)
		return FALSE;
	if (job->every != EVERY_TWO_WEEKS)
		return TRUE;
	/* counted from the moment that the last success was of, so that a run which comes days late
	 * does not move the weeks */
	Day told = day_from_unix(latest_moment(job, last_success, zone), zone);
	return day_from_unix(moment, zone) >= told + 14;
}

Day
schedule_period_start(const Job *job, gint64 last_success, gint64 now, GTimeZone *zone)
{
	if (last_success != 0)
		return day_from_unix(MIN(last_success, now), zone);
	Every every = job->every == EVERY_NEVER ? EVERY_DAY : job->every;
	return day_from_unix(step_unix(now, every, -1, zone), zone);
}

Day
schedule_news_start(const Config *config, const Job *job, gint64 last_success, gint64 now)
{
	GTimeZone *zone = config->timezone;
	Day today = day_from_unix(now, zone);
	Day told = schedule_period_start(job, last_success, now, zone);
	Day start = MIN(day_minus(today, config->news_within_days), told);
	Day earliest = config_expiry(config, today);

	return MIN(MAX(start, earliest), schedule_period_start(job, 0, now, zone));
}

Day
schedule_late_before(const Job *job, gint64 last_success, gint64 now, GTimeZone *zone)
{
	return MIN(schedule_period_start(job, last_success, now, zone),
	           day_minus(day_from_unix(now, zone), 7));
}

gint64
schedule_next(const Job *job, gint64 last_success, gint64 now, GTimeZone *zone)
{
	if (job->every == EVERY_NEVER)
		return 0;
	last_success = MIN(last_success, now);
	if (schedule_is_due(job, last_success, now, zone))
		return now;
	if (job->hour < 0)
		return step_unix(last_success, job->every, 1, zone);

	/* at most a month of days to look through: due on the first whose moment makes it so */
	for (Day day = day_from_unix(now, zone); day < day_from_unix(now, zone) + 40; day++) {
		gint64 moment = day_to_unix(day, job->hour, job->minute, zone);
		if (moment > now && schedule_is_due(job, last_success, moment, zone))
			return moment;
	}
	return 0;
}
