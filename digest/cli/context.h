/* context.h - what the commands share: options, configuration, state. */
#ifndef TIDINGS_CLI_CONTEXT_H
#define TIDINGS_CLI_CONTEXT_H

#include "config/config.h"
#include "state/state.h"

/* What every command is given. */
typedef struct {
	const char *config_path; /* -c, or NULL */
	gboolean verbose;        /* -v */
	gint64 now;              /* Unix seconds UTC */
} Context;

/*
 * Parses a command's options; `entries` as for g_option_context_add_main_entries().  The other
 * arguments stay in *argc and *argv.  Returns FALSE and sets `error` (TIDINGS_ERROR_USAGE) for a
 * wrong option.  main() handles --help.
 */
gboolean command_options(const GOptionEntry *entries, int *argc, char ***argv, GError **error);

/* Does the same for a command without other arguments: any is a usage error. */
gboolean command_options_only(const GOptionEntry *entries, int *argc, char ***argv, GError **error);

/* Loads the configuration (config_find() and config_load_found()); NULL and `error`. */
Config *context_config(const Context *context, GError **error);

/* Does the same, but returns default settings when there is no configuration and -c names none. */
Config *context_config_if_any(const Context *context, GError **error);

/* Opens the state as state_open() does; NULL and `error` also when it belongs to another community
 * (run/community.h). */
State *context_open(const Config *config, StateMode mode, GError **error);

/*
 * Opens the state to write to it.  NULL without `error` when another tidings is at work with it,
 * because that one does what this one would; only -v says so.  `*status` is then 0, or 75 when the
 * other one has been at work for over an hour, which is said once a day.
 */
State *context_state(const Context *context, const Config *config, int *status, GError **error);

#endif
