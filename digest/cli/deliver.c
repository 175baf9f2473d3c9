/* deliver.c - `tidings deliver`: send what waits in the outbox. */
#include "base/error.h"
#include "base/stop.h"
#include "cli/command.h"
#include "cli/report.h"
#include "state/outbox.h"

#include <stdio.h>

static void
print_summary(const Context *context, const DeliverySummary *summary)
{
	for (guint i = 0; i < summary->problems->len; i++)
		fprintf(stderr, "tidings: %s\n", (const char *)g_ptr_array_index(summary->problems, i));
	if (context->verbose)
		fprintf(stderr, "deliver: %u sent, %u deferred, %u failed, %u unknown\n", summary->sent,
		        summary->deferred, summary->failed, summary->unknown);
}

static int
deliver(const Context *context, const Config *config, State *state, GError **error)
{
	g_auto(DeliverySummary) summary = { 0 };

	if (!report_deliver(state, config, context->now, &summary, error))
		return (*error)->code;
	print_summary(context, &summary);
	int status;
	return report_status(state, config, &summary, context->now, &status, error) ? status : (*error)->code;
}

int
cmd_deliver(Context *context, int argc, char **argv, GError **error)
{
	if (!command_options_only(NULL, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	stop_defer();
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return (*error)->code;

	int status = 0;
	g_autoptr(State) state = context_state(context, config, &status, error);
	if (state == NULL)
		return *error != NULL ? (*error)->code : status;
	return deliver(context, config, state, error);
}
