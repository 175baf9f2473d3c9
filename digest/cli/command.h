/* command.h - the subcommands: one table gives job_context, usage and help. */
#ifndef TIDINGS_CLI_COMMAND_H
#define TIDINGS_CLI_COMMAND_H

#include "config/config.h"
#include "state/state.h"

/* What every command is given. */
typedef struct {
	const char *config_path; /* -c, or NULL */
	gboolean verbose;        /* -v */
	gint64 now;              /* Unix seconds UTC */
} Context;

/*
 * Runs a command: argv[0] is its name.  Returns the exit status (sysexits.h).  Sets `error` for
 * what the person must read; main prints it on standard error and returns its code.
 */
typedef int (*CommandRun)(Context *context, int argc, char **argv, GError **error);

typedef struct {
	const char *name;
	CommandRun run;
	const char *arguments; /* "[--json] FILE..." */
	const char *summary;   /* one line, lower case, no full stop */
	const char *help;      /* a paragraph or two */
} Command;

extern const Command commands[];
extern const gsize commands_count;

int cmd_run(Context *context, int argc, char **argv, GError **error);
int cmd_preview(Context *context, int argc, char **argv, GError **error);
int cmd_lint(Context *context, int argc, char **argv, GError **error);
int cmd_parse(Context *context, int argc, char **argv, GError **error);
int cmd_check(Context *context, int argc, char **argv, GError **error);
int cmd_actions(Context *context, int argc, char **argv, GError **error);
int cmd_adopt(Context *context, int argc, char **argv, GError **error);
int cmd_done(Context *context, int argc, char **argv,
             GError **error); /* done, reopen, drop: by argv[0] */
int cmd_snooze(Context *context, int argc, char **argv, GError **error);
int cmd_outbox(Context *context, int argc, char **argv, GError **error);
int cmd_deliver(Context *context, int argc, char **argv, GError **error);
int cmd_status(Context *context, int argc, char **argv, GError **error);
int cmd_render(Context *context, int argc, char **argv, GError **error);
int cmd_init(Context *context, int argc, char **argv, GError **error);
/* A run saw the time `ahead`, which lies after `now`: what was done about it, and what to look at.
 * Newly allocated. */
char *clock_sentence(const Config *config, gint64 ahead, gint64 now);

int cmd_version(Context *context, int argc, char **argv, GError **error);
int cmd_help(Context *context, int argc, char **argv, GError **error);

/*
 * Parses a command's options with GOption: `entries` as for g_option_context_add_main_entries();
 * what is left stays in *argc and *argv.  FALSE with TIDINGS_ERROR_USAGE.  (--help is main's: it
 * prints the command's help from the table.)
 */
gboolean command_options(const GOptionEntry *entries, int *argc, char ***argv, GError **error);

/* As above, for a command that takes nothing else: what is left is a usage error, too. */
gboolean command_options_only(const GOptionEntry *entries, int *argc, char ***argv, GError **error);

/* The job of that name; NULL and TIDINGS_ERROR_USAGE, with a guess at what was meant. */
const Job *command_job(const Config *config, const char *name, GError **error);

/* The configuration of the context (config_find() and config_load_found()), or NULL and `error`. */
Config *context_config(const Context *context, GError **error);

/* The same, or settings without a configuration when there is none and none was named. */
Config *context_config_if_any(const Context *context, GError **error);

/* The state as state_open() opens it, when it is that of the configuration's community
 * (cli/community.h). */
State *context_open(const Config *config, StateMode mode, GError **error);

/*
 * The same, to write to it.  NULL without `error` when another tidings is at work with it: that one
 * does what this one would, which is only said with -v.  `*status` is then 0, or 75 when the other
 * one has been at work for over an hour, which is said once a day.
 */
State *context_state(const Context *context, const Config *config, int *status, GError **error);

#endif
