/* command.h - the subcommands: one table gives dispatch, usage and help. */
#ifndef TIDINGS_CLI_COMMAND_H
#define TIDINGS_CLI_COMMAND_H

#include "context.h"

/*
 * Runs a command; argv[0] is its name.  Returns the exit status (sysexits.h).  Sets `error` for
 * what the user must read: main() prints it on standard error.
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

/* Returns the command of that name, or NULL. */
const Command *command_find(const char *name);

int cmd_run(Context *context, int argc, char **argv, GError **error);
int cmd_preview(Context *context, int argc, char **argv, GError **error);
int cmd_lint(Context *context, int argc, char **argv, GError **error);
int cmd_parse(Context *context, int argc, char **argv, GError **error);
int cmd_check(Context *context, int argc, char **argv, GError **error);
int cmd_actions(Context *context, int argc, char **argv, GError **error);
int cmd_answers(Context *context, int argc, char **argv, GError **error);
int cmd_adopt(Context *context, int argc, char **argv, GError **error);
/* Runs done, reopen or drop, by argv[0]. */
int cmd_done(Context *context, int argc, char **argv, GError **error);
int cmd_snooze(Context *context, int argc, char **argv, GError **error);
int cmd_outbox(Context *context, int argc, char **argv, GError **error);
int cmd_deliver(Context *context, int argc, char **argv, GError **error);
int cmd_status(Context *context, int argc, char **argv, GError **error);
int cmd_render(Context *context, int argc, char **argv, GError **error);
int cmd_init(Context *context, int argc, char **argv, GError **error);
int cmd_version(Context *context, int argc, char **argv, GError **error);
int cmd_help(Context *context, int argc, char **argv, GError **error);

#endif
