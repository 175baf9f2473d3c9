/* deliver.c - `tidings deliver`: sends what waits in the outbox. */
#include "base/error.h"
#include "base/stop.h"
#include "command.h"
#include "run/report.h"
#include "state/clock_guard.h"

#include <stdio.h>

static void
print_summary(const Context *context, const DeliverySummary *summary)
{
	for (guint i = 0; i < summary->problems->len; i++)
		fprintf(stderr, "tidings: %s\n",
		        (const char *)g_ptr_array_index(summary->problems, i));
	for (guint i = 0; i < summary->notices->len; i++)
		fprintf(stderr, "tidings: %s\n",
		        (const char *)g_ptr_array_index(summary->notices, i));
	if (context->verbose)
		fprintf(stderr, "deliver: %u sent, %u deferred, %u failed, %u unknown\n",
		        summary->sent, summary->deferred, summary->failed, summary->unknown);
}

static int
deliver(const Context *context, const Config *config, State *state, GError **error)
{
	g_auto(DeliverySummary) summary = { 0 };
	gint64 ahead;

	if (!clock_guard_check(state, context->now, &ahead, error))
		return (*error)->code;
	if (ahead > 0) {
		g_autofree char *sentence = report_clock(config, ahead, context->now);
		fprintf(stderr, "tidings: %s\n", sentence);
	}
	if (!report_deliver(state, config, context->now, &summary, error))
		return (*error)->code;
	print_summary(context, &summary);
	int status;
	if (!report_status(state, config, &summary, context->now, &status, error))
		return (*error)->code;
	if (status != TIDINGS_ERROR_TEMPORARY || !stop_deadline_passed())
		return status;
	g_autofree char *sentence = report_late(state, config, "", error);
	if (sentence == NULL)
		return (*error)->code;
	fprintf(stderr, "tidings: %s\n", sentence);
	return status;
}

int
cmd_deliver(Context *context, int argc, char **argv, GError **error)
{
	if (!command_options_only(NULL, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	stop_block_signals();
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return (*error)->code;

	int status = 0;
	g_autoptr(State) state = context_state(context, config, &status, error);
	if (state == NULL)
		return *error != NULL ? (*error)->code : status;
	stop_set_deadline(config->deadline);
	return deliver(context, config, state, error);
}
