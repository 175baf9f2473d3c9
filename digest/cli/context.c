/* context.c - what the commands share: options, configuration, state. */
#include "context.h"

#include "base/error.h"
#include "base/text.h"
#include "run/community.h"
#include "state/lock_holder.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	STUCK_SECONDS = 3600,
	TELL_EVERY_SECONDS = 86400
};

gboolean
command_options(const GOptionEntry *entries, int *argc, char ***argv, GError **error)
{
	g_autoptr(GOptionContext) options = g_option_context_new(NULL);
	g_autoptr(GError) local = NULL;

	g_option_context_set_help_enabled(options, FALSE);
	if (entries != NULL)
		g_option_context_add_main_entries(options, entries, NULL);
	if (g_option_context_parse(options, argc, argv, &local))
		return TRUE;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
	            "%s; `tidings help %s` shows how it is used", local->message, (*argv)[0]);
	return FALSE;
}

gboolean
command_options_only(const GOptionEntry *entries, int *argc, char ***argv, GError **error)
{
	if (!command_options(entries, argc, argv, error))
		return FALSE;
	if (*argc == 1)
		return TRUE;
	g_autofree char *shown = text_escape_for_terminal((*argv)[1], -1);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
	            "%s takes no \"%s\"; `tidings help %s` shows how it is used", (*argv)[0], shown,
	            (*argv)[0]);
	return FALSE;
}

Config *
context_config(const Context *context, GError **error)
{
	g_autofree char *path = config_find(context->config_path, error);

	Config *config = path == NULL ? NULL : config_load_found(path, context->config_path, error);

	if (config != NULL)
		community_find_state(config);
	return config;
}

Config *
context_config_if_any(const Context *context, GError **error)
{
	g_autofree char *path =
	    config_find(context->config_path, context->config_path != NULL ? error : NULL);

	if (path != NULL)
		return config_load_found(path, context->config_path, error);
	return context->config_path != NULL ? NULL : config_default(".");
}

State *
context_open(const Config *config, StateMode mode, GError **error)
{
	g_autoptr(State) state = state_open(config->state, mode, error);

	return state != NULL && community_check(state, config, error) ? g_steal_pointer(&state)
	                                                              : NULL;
}

/*
 * Says that another process is at work with the state file, and returns the exit status.  One that
 * has been at work for over an hour may wait for something that never comes, and nobody else would
 * hear of it.
 */
static int
report_holder(const Context *context, const Config *config, const char *refusal)
{
	gboolean asked = context->verbose || isatty(STDERR_FILENO);
	LockHolder holder;

	lock_holder_read(config->state, &holder);
	if (holder.age <= STUCK_SECONDS) {
		if (context->verbose)
			fprintf(stderr, "tidings: %s\n", refusal);
		return 0;
	}
	g_autofree char *state = text_escape_for_terminal(config->state, -1);
	g_autofree char *who = lock_holder_text(&holder);
	if (asked || holder.told >= TELL_EVERY_SECONDS)
		fprintf(stderr,
		        "tidings: %s: %s is still at work with this state file, and nothing else "
		        "is done meanwhile; look "
		        "what it waits for, or end it: kill %" G_GINT64_FORMAT "\n",
		        state, who, holder.process);
	if (!asked && holder.told >= TELL_EVERY_SECONDS)
		lock_holder_told(config->state, &holder);
	return TIDINGS_ERROR_TEMPORARY;
}

State *
context_state(const Context *context, const Config *config, int *status, GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autoptr(State) state = context_open(config, STATE_WRITE, &local);

	if (g_error_matches(local, TIDINGS_ERROR, TIDINGS_ERROR_TEMPORARY)) {
		*status = report_holder(context, config, local->message);
		return NULL;
	}
	if (local != NULL)
		g_propagate_error(error, g_steal_pointer(&local));
	return g_steal_pointer(&state);
}
