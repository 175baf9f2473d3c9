/* run.c - `tidings run`: scan, compose, queue, deliver. */
#include "base/error.h"
#include "base/stop.h"
#include "command.h"
#include "compose/schedule.h"
#include "run/archive.h"
#include "run/community.h"
#include "run/job.h"
#include "run/report.h"
#include "run/scan.h"
#include "state/clock_guard.h"
#include "state/editions.h"
#include "state/jobs.h"
#include "state/marks.h"
#include "state/notices.h"
#include "state/outbox.h"
#include "state/snapshots.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* Settled rows and old versions are looked through once a day, not in each run. */
enum {
	PRUNE_EVERY_SECONDS = 86400,
	LAST_SECONDS = 60 /* for what waits, when reading took all of the run's time */
};

typedef struct {
	const Context *context;
	const Config *config;
	State *state;
	gboolean accept_missing; /* --accept-missing */
	guint problems;
	GPtrArray
	    *notices; /* char *: what the organiser should know, told once (report_notices()) */
	guint queued;
	int archive_status; /* 0 when the archive is up to date */
} Run;

/* To a person at a terminal always; to cron, which mails every line, once a day.  A state that
 * refuses hides nothing. */
static gboolean
is_worth_saying(const Run *run, const char *sentence)
{
	gboolean news = TRUE;

	if (run->context->verbose || isatty(STDERR_FILENO))
		return TRUE;
	return !notice_is_due(run->state, sentence, run->context->now, &news, NULL) || news;
}

static void
complain(Run *run, const char *sentence)
{
	run->problems++;
	if (is_worth_saying(run, sentence))
		fprintf(stderr, "tidings: %s\n", sentence);
}

static void
complain_all(Run *run, const GPtrArray *sentences)
{
	for (guint i = 0; i < sentences->len; i++)
		complain(run, g_ptr_array_index(sentences, i));
}

static gpointer
copy_sentence(gconstpointer sentence, gpointer data G_GNUC_UNUSED)
{
	return g_strdup(sentence);
}

static gboolean
scan(Run *run, GError **error)
{
	ScanSummary summary = { 0 };
	const ScanOptions options = { run->context->now, run->accept_missing };
	gboolean done = scan_notes(run->state, run->config, &options, &summary, error);

	if (done && summary.fresh + summary.renamed + summary.gone > 0 &&
	    run->config->archive != NULL)
		done = archive_outdate(run->state, error);
	if (done) {
		complain_all(run, summary.problems);
		g_ptr_array_extend(run->notices, summary.notices, copy_sentence, NULL);
		if (run->context->verbose)
			fprintf(stderr,
			        "scan: %u files, %u read, %u new or changed, %u renamed, %u gone\n",
			        summary.files, summary.read, summary.fresh, summary.renamed,
			        summary.gone);
	}
	scan_summary_clear(&summary);
	return done;
}

/* The jobs that were named, or all that are due.  Job *, not owned. */
static GPtrArray *
choose_jobs(const Run *run, int argc, char **argv, GError **error)
{
	g_autoptr(GPtrArray) jobs = g_ptr_array_new();

	for (int i = 1; i < argc; i++) {
		const Job *job = command_job(run->config, argv[i], error);
		if (job == NULL)
			return NULL;
		g_ptr_array_add(jobs, (gpointer)job);
	}
	for (guint i = 0; argc == 1 && i < run->config->jobs->len; i++) {
		Job *job = g_ptr_array_index(run->config->jobs, i);
		JobCursor cursor = { 0 };
		if (!job_cursor_get(run->state, job->name, &cursor, error))
			return NULL;
		if (schedule_is_due(job, cursor.last_success, run->context->now,
		                    run->config->timezone))
			g_ptr_array_add(jobs, job);
	}
	return g_steal_pointer(&jobs);
}

/* A job whose template is wrong is a problem of that job; the others go on, and its cursor stays.
 */
static gboolean
compose(Run *run, const GPtrArray *jobs, GError **error)
{
	g_autoptr(Templates) templates = templates_new(run->config->templates);
	JobContext job_context = { run->state,        run->config, templates,
		                   run->context->now, FALSE,       run->notices };

	for (guint i = 0; i < jobs->len; i++) {
		const Job *job = g_ptr_array_index(jobs, i);
		g_autoptr(GError) local = NULL;
		if (stop_error(error))
			return FALSE;
		if (job_run(&job_context, job, &run->queued, &local))
			continue;
		if (!g_error_matches(local, TIDINGS_ERROR, TIDINGS_ERROR_DATA)) {
			g_propagate_error(error, g_steal_pointer(&local));
			return FALSE;
		}
		g_autofree char *sentence =
		    g_strdup_printf("job \"%s\": %s", job->name, local->message);
		complain(run, sentence);
	}
	return TRUE;
}

/* Says on standard error what no mail says, and to a person at a terminal everything, told before
 * or not. */
static gboolean
tell_organiser(Run *run, GError **error)
{
	gboolean all = run->context->verbose || isatty(STDERR_FILENO);
	g_autoptr(GPtrArray) unmailed = g_ptr_array_new();
	guint told = 0;

	if (!report_notices(run->state, run->config, run->notices, run->context->now, &told,
	                    unmailed, error))
		return FALSE;
	run->problems += told;
	const GPtrArray *say = all ? run->notices : unmailed;
	for (guint i = 0; i < say->len; i++)
		fprintf(stderr, "tidings: %s\n", (const char *)g_ptr_array_index(say, i));
	return TRUE;
}

/* What an earlier run noted under a clock that was ahead does not silence this one; it is told
 * once. */
static gboolean
look_at_clock(Run *run, GError **error)
{
	gint64 ahead;

	if (!clock_guard_check(run->state, run->context->now, &ahead, error))
		return FALSE;
	if (ahead > 0)
		g_ptr_array_add(run->notices,
		                clock_sentence(run->config, ahead, run->context->now));
	return TRUE;
}

/* Everything up to the delivery is one transaction: it is all remembered and queued, or nothing. */
static gboolean
scan_and_compose(Run *run, int argc, char **argv, GError **error)
{
	if (!state_begin(run->state, error) || !look_at_clock(run, error))
		return FALSE;
	g_autoptr(GPtrArray) jobs = choose_jobs(run, argc, argv, error);

	return jobs != NULL && community_take(run->state, run->config, error) && scan(run, error) &&
	       compose(run, jobs, error) && tell_organiser(run, error) &&
	       clock_guard_keep(run->state, run->context->now, error) &&
	       state_commit(run->state, error);
}

static gboolean
deliver(Run *run, int *status, GError **error)
{
	DeliverySummary summary = { 0 };
	signal(SIGPIPE, SIG_IGN); /* a server that goes away is an outcome */
	gboolean done = report_deliver(run->state, run->config, run->context->now, &summary, error);

	if (done) {
		guint of_notes = run->problems;
		if (summary.problems != NULL)
			complain_all(run, summary.problems);
		for (guint i = 0; i < summary.notices->len; i++)
			fprintf(stderr, "tidings: %s\n",
			        (char *)g_ptr_array_index(summary.notices, i));
		run->problems = of_notes;
		if (run->context->verbose)
			fprintf(stderr,
			        "deliver: %u queued, %u sent, %u deferred, %u failed, %u unknown\n",
			        run->queued, summary.sent, summary.deferred, summary.failed,
			        summary.unknown);
		/* what is wrong with sending is no fault of the notes */
		done = report_status(run->state, run->config, &summary, run->context->now, status,
		                     error);
	}
	delivery_summary_clear(&summary);
	return done;
}

/* Said once a day, whatever is left by then. */
static gboolean
tell_deadline(Run *run, const char *when, GError **error)
{
	static const char key[] = "this run came to its deadline";
	g_autofree char *sentence = report_late(run->state, run->config, when, error);

	if (sentence != NULL && is_worth_saying(run, key))
		fprintf(stderr, "tidings: %s\n", sentence);
	return sentence != NULL;
}

/*
 * ParsedFile took all of the time: nothing of it is kept, but what waits in the outbox is not held
 * up by it: it has a minute more.
 */
static gboolean
deliver_late(Run *run, int *status, GError **error)
{
	stop_after(MIN(LAST_SECONDS, run->config->deadline));
	gboolean done = deliver(run, status, error) &&
	                tell_deadline(run, " before everything was read and composed", error);
	*status = TIDINGS_ERROR_TEMPORARY;
	return done;
}

/* An archive that cannot be written holds up no mail; the next run tries again. */
static void
update_archive(Run *run)
{
	g_autoptr(GError) error = NULL;
	if (archive_update(run->state, run->config, run->context->now, &error))
		return;

	g_autofree char *sentence =
	    g_strdup_printf("the archive is not up to date: %s", error->message);
	guint of_notes = run->problems;
	complain(run, sentence);
	run->problems = of_notes;
	run->archive_status = error->code;
}

static gboolean
prune(Run *run, GError **error)
{
	JobCursor cursor = { 0 };
	if (!job_cursor_get(run->state, "", &cursor, error))
		return FALSE;
	if (run->context->now - cursor.last_success < PRUNE_EVERY_SECONDS)
		return TRUE;

	gint64 before = clock_guard_patient(run->state, run->context->now) -
	                (gint64)run->config->keep_days * 86400;
	cursor.last_success = run->context->now;
	cursor.snapshot = G_MAXINT64; /* the cleaner needs no old version */
	return state_begin(run->state, error) && outbox_prune(run->state, before, error) &&
	       snapshots_prune(run->state, before, error) &&
	       marks_prune(run->state, before, error) &&
	       job_cursor_put(run->state, "", &cursor, error) && state_commit(run->state, error);
}

/* Notes that are not there are told once, as long as they are not; the exit status tells in each
 * run. */
static gboolean
tell_missing(Run *run, const char *sentence, GError **error)
{
	g_ptr_array_set_size(run->notices, 0);
	g_ptr_array_add(run->notices, g_strdup(sentence));
	return state_begin(run->state, error) && tell_organiser(run, error) &&
	       state_commit(run->state, error);
}

static gboolean
run_all(Run *run, int argc, char **argv, int *status, GError **error)
{
	g_autoptr(GError) local = NULL;

	if (!outbox_recover(run->state, run->context->now, error))
		return FALSE;
	gboolean composed = scan_and_compose(run, argc, argv, &local);
	if (composed)
		update_archive(run); /* before the mails that link to it */
	if (composed)
		return deliver(run, status, error) &&
		       (*status != TIDINGS_ERROR_TEMPORARY || !stop_is_late() ||
		        tell_deadline(run, "", error)) &&
		       prune(run, error);
	/* notes that cannot be reached do not hold up what waits */
	state_rollback(run->state);
	run->queued = 0;
	if (g_error_matches(local, TIDINGS_ERROR, TIDINGS_ERROR_TEMPORARY) && stop_is_late())
		return deliver_late(run, status, error);
	if (g_error_matches(local, TIDINGS_ERROR, TIDINGS_ERROR_NOINPUT)) {
		if (!tell_missing(run, local->message, error) || !deliver(run, status, error))
			return FALSE;
		*status = TIDINGS_ERROR_NOINPUT;
		return TRUE;
	}
	if (g_error_matches(local, TIDINGS_ERROR, TIDINGS_ERROR_IO)) {
		g_autoptr(GError) also = NULL;
		(void)deliver(run, status, &also);
	}
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

int
cmd_run(Context *context, int argc, char **argv, GError **error)
{
	gboolean accept_missing = FALSE;
	const GOptionEntry entries[] = { { "accept-missing", 0, 0, G_OPTION_ARG_NONE,
		                           &accept_missing, "go on when most files are gone",
		                           NULL },
		                         G_OPTION_ENTRY_NULL };
	if (!command_options(entries, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	stop_defer();
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return TIDINGS_ERROR_CONFIG;

	int status = 0;
	g_autoptr(State) state = context_state(context, config, &status, error);
	if (state == NULL)
		return *error != NULL ? (*error)->code : status;

	g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func(g_free);
	stop_after(config->deadline);
	Run run = { .context = context,
		    .config = config,
		    .state = state,
		    .accept_missing = accept_missing,
		    .notices = notices };
	if (!run_all(&run, argc, argv, &status, error))
		return (*error)->code;
	if (status == 0 && run.problems > 0)
		status = TIDINGS_ERROR_DATA;
	return status == 0 ? run.archive_status : status;
}
