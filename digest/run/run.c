/* run.c - one run: scan, compose, queue, deliver, clean up. */
#include "run/run.h"

#include "archive.h"
#include "base/error.h"
#include "base/stop.h"
#include "compose/schedule.h"
#include "run/answers.h"
#include "run/community.h"
#include "run/follow.h"
#include "run/job.h"
#include "run/report.h"
#include "state/answers.h"
#include "state/clock_guard.h"
#include "state/editions.h"
#include "state/jobs.h"
#include "state/linked.h"
#include "state/marks.h"
#include "state/notices.h"
#include "state/outbox.h"
#include "state/snapshots.h"

enum {
	PRUNE_EVERY_SECONDS = 86400,
	HEARD_SECONDS = 400 * 86400, /* a mail that comes again later than that is new */
	LATE_SECONDS = 60            /* for what waits, when reading took all of the run's time */
};

typedef struct {
	State *state;
	const Config *config;
	const RunOptions *options;
	guint problems; /* with the notes and the jobs; what is wrong with sending does not count */
	GPtrArray *notices; /* char *: what the organiser should know (report_notices()) */
	guint queued;
	int archive_status; /* 0 when the archive is up to date */
	int forge_status;   /* 0 when the forges answer, or did a while ago */
} Run;

static void
print(const Run *run, const char *sentence)
{
	run->options->print(sentence, run->options->data);
}

/*
 * Says whether to print a sentence about something that lasts: always with print_all, otherwise
 * once a day, because cron mails every line.  When the state refuses, nothing is hidden.
 */
static gboolean
is_worth_printing(const Run *run, const char *sentence)
{
	gboolean is_new = TRUE;

	if (run->options->print_all)
		return TRUE;
	return !notice_is_due(run->state, sentence, run->options->now, &is_new, NULL) || is_new;
}

static void
add_problem(Run *run, const char *sentence)
{
	run->problems++;
	if (is_worth_printing(run, sentence))
		print(run, sentence);
}

static void
add_problems(Run *run, const GPtrArray *sentences)
{
	for (guint i = 0; i < sentences->len; i++)
		add_problem(run, g_ptr_array_index(sentences, i));
}

/* Prints what is wrong with sending. */
static void
print_lasting(const Run *run, const GPtrArray *sentences)
{
	for (guint i = 0; i < sentences->len; i++)
		if (is_worth_printing(run, g_ptr_array_index(sentences, i)))
			print(run, g_ptr_array_index(sentences, i));
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
	const ScanOptions options = { run->options->now, run->options->accept_missing };
	gboolean done = scan_notes(run->state, run->config, &options, &summary, error);

	if (done && summary.fresh + summary.renamed + summary.gone > 0 &&
	    run->config->archive != NULL)
		done = archive_outdate(run->state, error);
	if (done) {
		add_problems(run, summary.problems);
		g_ptr_array_extend(run->notices, summary.notices, copy_sentence, NULL);
		if (run->options->scanned != NULL)
			run->options->scanned(&summary, run->options->data);
	}
	scan_summary_clear(&summary);
	return done;
}

/* Asks the forges what became of what open items link to. */
static gboolean
follow(Run *run, GError **error)
{
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);

	if (!follow_links(run->state, run->config, run->options->now, problems, error))
		return FALSE;
	print_lasting(run, problems);
	run->forge_status = problems->len > 0 ? TIDINGS_ERROR_UNAVAILABLE : 0;
	return TRUE;
}

/* Returns the jobs that were named, or all that are due.  Job *, not owned. */
static GPtrArray *
choose_jobs(const Run *run, GError **error)
{
	g_autoptr(GPtrArray) jobs = g_ptr_array_new();
	char *const *names = run->options->jobs;

	for (guint i = 0; names[i] != NULL; i++) {
		const Job *job = job_named(run->config, names[i], error);
		if (job == NULL)
			return NULL;
		g_ptr_array_add(jobs, (gpointer)job);
	}
	for (guint i = 0; names[0] == NULL && i < run->config->jobs->len; i++) {
		Job *job = g_ptr_array_index(run->config->jobs, i);
		JobCursor cursor = { 0 };
		if (!job_cursor_get(run->state, job->name, &cursor, error))
			return NULL;
		if (schedule_is_due(job, cursor.last_success, run->options->now,
		                    run->config->timezone))
			g_ptr_array_add(jobs, job);
	}
	return g_steal_pointer(&jobs);
}

/* Composes and queues the jobs.  A wrong template is a problem of its job: the others go on, and
 * its cursor stays. */
static gboolean
compose_jobs(Run *run, const GPtrArray *jobs, const char *key, GError **error)
{
	g_autoptr(Templates) templates = templates_new(run->config->templates);
	JobContext context = { .state = run->state,
		               .config = run->config,
		               .templates = templates,
		               .now = run->options->now,
		               .answer_key = key,
		               .notices = run->notices };

	for (guint i = 0; i < jobs->len; i++) {
		const Job *job = g_ptr_array_index(jobs, i);
		g_autoptr(GError) local = NULL;
		if (stop_error(error))
			return FALSE;
		if (job_run(&context, job, &run->queued, &local))
			continue;
		if (!g_error_matches(local, TIDINGS_ERROR, TIDINGS_ERROR_DATA)) {
			g_propagate_error(error, g_steal_pointer(&local));
			return FALSE;
		}
		g_autofree char *sentence =
		    g_strdup_printf("job \"%s\": %s", job->name, local->message);
		add_problem(run, sentence);
	}
	return TRUE;
}

/* Fetches the key of the links in reminders when one is due.  Without it they go without links. */
static gboolean
compose(Run *run, const GPtrArray *jobs, GError **error)
{
	g_autoptr(GError) local = NULL;
	gboolean reminds = FALSE;

	for (guint i = 0; i < jobs->len && run->config->mail.answers != NULL; i++)
		reminds =
		    reminds || ((const Job *)g_ptr_array_index(jobs, i))->kind == JOB_REMINDER;
	char *key = reminds ? answers_key(run->config, &local) : NULL;
	if (local != NULL)
		add_problem(run, local->message);
	gboolean done = compose_jobs(run, jobs, key, error);
	secret_wipe(key);
	return done;
}

/* Reports the notices by mail and prints those that no mail says; with print_all, all of them. */
static gboolean
report_all_notices(Run *run, GError **error)
{
	g_autoptr(GPtrArray) unmailed = g_ptr_array_new();
	guint reported = 0;

	if (!report_notices(run->state, run->config, run->notices, run->options->now, &reported,
	                    unmailed, error))
		return FALSE;
	run->problems += reported;
	const GPtrArray *printed = run->options->print_all ? run->notices : unmailed;
	for (guint i = 0; i < printed->len; i++)
		print(run, g_ptr_array_index(printed, i));
	return TRUE;
}

/* Adds a notice when the clock was ahead in an earlier run; what that run noted does not silence
 * this one. */
static gboolean
check_clock(Run *run, GError **error)
{
	gint64 ahead;

	if (!clock_guard_check(run->state, run->options->now, &ahead, error))
		return FALSE;
	if (ahead > 0)
		g_ptr_array_add(run->notices, report_clock(run->config, ahead, run->options->now));
	return TRUE;
}

/* Does everything up to the delivery in one transaction: all of it is saved and queued, or nothing.
 */
static gboolean
scan_and_compose(Run *run, GError **error)
{
	if (!state_begin(run->state, error) || !check_clock(run, error))
		return FALSE;
	g_autoptr(GPtrArray) jobs = choose_jobs(run, error);

	return jobs != NULL && community_claim(run->state, run->config, error) &&
	       scan(run, error) && follow(run, error) && compose(run, jobs, error) &&
	       answers_notices(run->state, run->config, run->notices, error) &&
	       report_all_notices(run, error) &&
	       clock_guard_keep(run->state, run->options->now, error) &&
	       state_commit(run->state, error);
}

static gboolean
deliver(Run *run, int *status, GError **error)
{
	DeliverySummary summary = { 0 };
	gboolean done = report_deliver(run->state, run->config, run->options->now, &summary, error);

	if (done) {
		if (summary.problems != NULL)
			print_lasting(run, summary.problems);
		for (guint i = 0; i < summary.notices->len; i++)
			print(run, g_ptr_array_index(summary.notices, i));
		if (run->options->delivered != NULL)
			run->options->delivered(run->queued, &summary, run->options->data);
		done = report_status(run->state, run->config, &summary, run->options->now, status,
		                     error);
	}
	delivery_summary_clear(&summary);
	return done;
}

/* Prints once a day that the run came to its deadline, whatever it leaves. */
static gboolean
print_deadline(Run *run, const char *when, GError **error)
{
	static const char key[] = "this run came to its deadline";
	g_autofree char *sentence = report_late(run->state, run->config, when, error);

	if (sentence != NULL && is_worth_printing(run, key))
		print(run, sentence);
	return sentence != NULL;
}

/*
 * Delivers after a scan that took all of the run's time and was rolled back: what waits in the
 * outbox gets one more minute.
 */
static gboolean
deliver_late(Run *run, int *status, GError **error)
{
	stop_set_deadline(MIN(LATE_SECONDS, run->config->deadline));
	gboolean done = deliver(run, status, error) &&
	                print_deadline(run, " before everything was read and composed", error);
	*status = TIDINGS_ERROR_TEMPORARY;
	return done;
}

/* An archive that cannot be written does not hold up the mail; the next run tries again. */
static void
update_archive(Run *run)
{
	g_autoptr(GError) error = NULL;
	if (archive_update(run->state, run->config, run->options->now, &error))
		return;

	g_autofree char *sentence =
	    g_strdup_printf("the archive is not up to date: %s", error->message);
	if (is_worth_printing(run, sentence))
		print(run, sentence);
	run->archive_status = error->code;
}

/* Deletes settled deliveries and old versions, once a day. */
static gboolean
prune(Run *run, GError **error)
{
	JobCursor cursor = { 0 };
	if (!job_cursor_get(run->state, "", &cursor, error))
		return FALSE;
	if (run->options->now - cursor.last_success < PRUNE_EVERY_SECONDS)
		return TRUE;

	gint64 patient = clock_guard_patient(run->state, run->options->now);
	gint64 before = patient - (gint64)run->config->keep_days * 86400;
	cursor.last_success = run->options->now;
	cursor.snapshot = G_MAXINT64; /* no old version is kept for this entry */
	return state_begin(run->state, error) && outbox_prune(run->state, before, error) &&
	       snapshots_prune(run->state, before, error) &&
	       marks_prune(run->state, before, error) && linked_prune(run->state, before, error) &&
	       heard_prune(run->state, patient - HEARD_SECONDS, error) &&
	       job_cursor_put(run->state, "", &cursor, error) && state_commit(run->state, error);
}

/* Reports once that the notes are not there; the exit status says so in each run. */
static gboolean
report_missing(Run *run, const char *sentence, GError **error)
{
	g_ptr_array_set_size(run->notices, 0);
	g_ptr_array_add(run->notices, g_strdup(sentence));
	return state_begin(run->state, error) && report_all_notices(run, error) &&
	       state_commit(run->state, error);
}

/* A mailbox that cannot be read holds up nothing; the next run tries again. */
static gboolean
read_answers(Run *run, GError **error)
{
	g_autoptr(GError) local = NULL;

	if (run->config->answers.imap == NULL ||
	    answers_fetch(run->state, run->config, run->options->now, &local))
		return TRUE;
	if (g_error_matches(local, TIDINGS_ERROR, TIDINGS_ERROR_UNAVAILABLE) ||
	    g_error_matches(local, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG)) {
		g_autofree char *sentence =
		    g_strdup_printf("answers were not read: %s", local->message);
		if (is_worth_printing(run, sentence))
			print(run, sentence);
		return TRUE;
	}
	g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

static gboolean
run_all(Run *run, int *status, GError **error)
{
	g_autoptr(GError) local = NULL;

	if (!outbox_recover(run->state, run->options->now, error) || !read_answers(run, error))
		return FALSE;
	gboolean composed = scan_and_compose(run, &local);
	if (composed)
		update_archive(run); /* before the mails that link to it */
	if (composed)
		return deliver(run, status, error) &&
		       (*status != TIDINGS_ERROR_TEMPORARY || !stop_deadline_passed() ||
		        print_deadline(run, "", error)) &&
		       prune(run, error);
	/* notes that cannot be read do not hold up what waits */
	state_rollback(run->state);
	run->queued = 0;
	if (g_error_matches(local, TIDINGS_ERROR, TIDINGS_ERROR_TEMPORARY) &&
	    stop_deadline_passed())
		return deliver_late(run, status, error);
	if (g_error_matches(local, TIDINGS_ERROR, TIDINGS_ERROR_NOINPUT)) {
		if (!report_missing(run, local->message, error) || !deliver(run, status, error))
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

gboolean
run_once(State *state, const Config *config, const RunOptions *options, int *status, GError **error)
{
	g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func(g_free);
	Run run = { .state = state, .config = config, .options = options, .notices = notices };

	*status = 0;
	if (!run_all(&run, status, error))
		return FALSE;
	if (*status == 0 && run.problems > 0)
		*status = TIDINGS_ERROR_DATA;
	if (*status == 0)
		*status = run.archive_status;
	if (*status == 0)
		*status = run.forge_status;
	return TRUE;
}
