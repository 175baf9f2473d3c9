/* run.c - `tidings run`: what cron calls. */
#include "run/run.h"

#include "base/error.h"
#include "base/stop.h"
#include "command.h"
#include "run/findings.h"

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void
print_sentence(const char *sentence, gpointer data G_GNUC_UNUSED)
{
	fprintf(stderr, "tidings: %s\n", sentence);
}

static void
print_scanned(const ScanSummary *summary, gpointer data G_GNUC_UNUSED)
{
	fprintf(stderr, "scan: %u files, %u read, %u new or changed, %u renamed, %u gone\n",
	        summary->files, summary->read, summary->fresh, summary->renamed, summary->gone);
}

static void
print_delivered(guint queued, const DeliverySummary *summary, gpointer data G_GNUC_UNUSED)
{
	fprintf(stderr, "deliver: %u queued, %u sent, %u deferred, %u failed, %u unknown\n", queued,
	        summary->sent, summary->deferred, summary->failed, summary->unknown);
}

/* The notes are read once more, as lint does; what fails then was said already. */
static void
print_findings(const Config *config)
{
	g_autofree char *sentence = findings_sentence(config, NULL);

	if (sentence != NULL)
		fprintf(stderr, "lint: %s\n", sentence);
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
	stop_block_signals();
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return TIDINGS_ERROR_CONFIG;

	int status = 0;
	g_autoptr(State) state = context_state(context, config, &status, error);
	if (state == NULL)
		return *error != NULL ? (*error)->code : status;

	stop_set_deadline(config->deadline);
	signal(SIGPIPE, SIG_IGN); /* a server that goes away is an outcome */
	const RunOptions options = { .now = context->now,
		                     .jobs = argv + 1,
		                     .accept_missing = accept_missing,
		                     .print_all = context->verbose || isatty(STDERR_FILENO),
		                     .print = print_sentence,
		                     .scanned = context->verbose ? print_scanned : NULL,
		                     .delivered = context->verbose ? print_delivered : NULL };
	if (!run_once(state, config, &options, &status, error))
		return (*error)->code;
	if (context->verbose)
		print_findings(config);
	return status;
}
