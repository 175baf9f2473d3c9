/* commands.c - the table of commands: job_context, usage and help come from here. */
#include "base/error.h"
#include "base/text.h"
#include "command.h"
#include "run/community.h"
#include "state/lock_holder.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	STUCK_SECONDS = 3600,
	TELL_EVERY_SECONDS = 86400
};

const Command commands[] = {
	{
	    .name = "run",
	    .run = cmd_run,
	    .arguments = "[--accept-missing] [JOB...]",
	    .summary = "scan the notes, compose, queue and deliver: what cron calls",
	    .help = "Without names every job that is due; a named job runs now.  Prints nothing "
	            "when all is well.\n"
	            "When another run is at work, leaves quietly.  Goes on when most files are "
	            "gone only with --accept-missing.",
	},
	{
	    .name = "preview",
	    .run = cmd_preview,
	    .arguments = "JOB [--out DIR]",
	    .summary = "what run would send, as files; sends and remembers nothing",
	    .help = "Writes each message of the job to DIR (default: preview): .html and .txt "
	            "for reading, .eml and .json as\n"
	            "they would be sent.",
	},
	{
	    .name = "parse",
	    .run = cmd_parse,
	    .arguments = "[--json] FILE...",
	    .summary = "what is understood of meeting files",
	    .help = "Prints a summary for people, or with --json one JSON object a line for each "
	            "file.",
	},
	{
	    .name = "lint",
	    .run = cmd_lint,
	    .arguments = "[--disable CODE,...] [--format text|github|json] [--strict] [--chosen] "
	                 "[--codes] [FILE...]",
	    .summary = "what the authors of meeting files should mend",
	    .help = "Without FILE all files that the configuration chooses; --chosen leaves out "
	            "those FILEs that it does not.\n"
	            "Exits with 65 when there is an error; --strict takes warnings for errors.  "
	            "--codes lists the codes.",
	},
	{
	    .name = "check",
	    .run = cmd_check,
	    .arguments = "",
	    .summary = "validate configuration, templates, secrets and people",
	    .help = "Says where every mistake is and what was probably meant; exits with 78 when "
	            "there is one.",
	},
	{
	    .name = "actions",
	    .run = cmd_actions,
	    .arguments = "[--owner X] [--track X] [--overdue] [--sort ORDER] [--all] [--json]",
	    .summary = "list what is open",
	    .help = "ORDER is age, due, owner or track.  --owner - shows what nobody has, --all "
	            "finished and snoozed ones, too.",
	},
	{
	    .name = "done",
	    .run = cmd_done,
	    .arguments = "ID...",
	    .summary = "mark actions as done",
	    .help = "Like a mark in the notes, by the id that reminders show.",
	},
	{
	    .name = "reopen",
	    .run = cmd_done,
	    .arguments = "ID...",
	    .summary = "open actions again",
	    .help = "Takes back done, drop and snooze.",
	},
	{
	    .name = "drop",
	    .run = cmd_done,
	    .arguments = "ID...",
	    .summary = "end actions without doing them",
	    .help = "They are not listed any more.",
	},
	{
	    .name = "snooze",
	    .run = cmd_snooze,
	    .arguments = "ID DATE",
	    .summary = "keep an action silent until a day",
	    .help = "DATE is YYYY-MM-DD.",
	},
	{
	    .name = "outbox",
	    .run = cmd_outbox,
	    .arguments = "[list|show|retry|drop|assume-sent] [ID...] [--state S] [--job J] "
	                 "[--recipient R]",
	    .summary = "messages that wait, and their fate",
	    .help = "list shows what is not settled, with --all everything.  retry sends again, "
	            "drop gives up, assume-sent\n"
	            "settles a delivery whose fate is unknown.  --state, --job and --recipient "
	            "choose deliveries instead of ids.",
	},
	{
	    .name = "deliver",
	    .run = cmd_deliver,
	    .arguments = "",
	    .summary = "send what waits in the outbox",
	    .help = "What run does at its end, without a scan.",
	},
	{
	    .name = "status",
	    .run = cmd_status,
	    .arguments = "",
	    .summary = "how it stands: notes, jobs, outbox, people nobody knows",
	    .help = "For people and for monitoring.",
	},
	{
	    .name = "init",
	    .run = cmd_init,
	    .arguments = "[--notes DIR]",
	    .summary = "write a starter tidings.yaml, guessed from the notes themselves",
	    .help = "Reads the notes in DIR (default: here) and proposes people with their "
	            "aliases, groups and tracks; addresses\n"
	            "are for you to fill in.  Writes ./tidings.yaml, or the file of -c, and "
	            "never overwrites one.",
	},
	{
	    .name = "adopt",
	    .run = cmd_adopt,
	    .arguments = "[--as-told] [--accept-missing]",
	    .summary = "let this configuration take over a state file",
	    .help = "For one that was made for other notes, or for these under another name.  "
	            "--as-told takes everything that is\n"
	            "there as told, so that after a state was lost or put back from a copy "
	            "nothing is sent again.",
	},
	{
	    .name = "render",
	    .run = cmd_render,
	    .arguments = "--template FILE --data FILE.json",
	    .summary = "render one template, for its author",
	    .help = "Partials are looked up beside the template.  *.html.mustache escapes for "
	            "HTML, *.txt.mustache nothing,\n"
	            "*.discord.mustache for Discord, *.markdown.mustache for CommonMark; any "
	            "other name for HTML.",
	},
	{
	    .name = "version",
	    .run = cmd_version,
	    .arguments = "",
	    .summary = "print the version",
	    .help = "",
	},
	{
	    .name = "help",
	    .run = cmd_help,
	    .arguments = "[COMMAND]",
	    .summary = "this list, or a command's help",
	    .help = "",
	},
};
const gsize commands_count = G_N_ELEMENTS(commands);

static const Command *
find(const char *name)
{
	for (gsize i = 0; i < commands_count; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static void
print_help(const Command *command)
{
	g_print("Usage: tidings [-c FILE] [-v] %s%s%s\n\n%s\n", command->name,
	        *command->arguments != '\0' ? " " : "", command->arguments, command->summary);
	if (*command->help != '\0')
		g_print("\n%s\n", command->help);
}

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

const Job *
command_job(const Config *config, const char *name, GError **error)
{
	const Job *job = config_job(config, name);
	if (job != NULL)
		return job;

	g_autofree const char **names = g_new0(const char *, config->jobs->len + 1);
	for (guint i = 0; i < config->jobs->len; i++)
		names[i] = ((const Job *)g_ptr_array_index(config->jobs, i))->name;
	const char *guess = text_guess(name, names);
	g_autofree char *shown = text_escape_for_terminal(name, -1);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE, "%s: there is no job \"%s\"%s%s%s",
	            config->path, shown, guess != NULL ? " (did you mean \"" : "",
	            guess != NULL ? guess : "", guess != NULL ? "\"?)" : "");
	return NULL;
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

/* What keeps others out for so long may wait for something that never comes, and nobody would hear
 * of it. */
static int
judge_holder(const Context *context, const Config *config, const char *refusal)
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
		*status = judge_holder(context, config, local->message);
		return NULL;
	}
	if (local != NULL)
		g_propagate_error(error, g_steal_pointer(&local));
	return g_steal_pointer(&state);
}

char *
clock_sentence(const Config *config, gint64 ahead, gint64 now)
{
	g_autofree char *then = day_format_time(ahead, config->timezone);
	g_autofree char *is = day_format_time(now, config->timezone);

	return g_strdup_printf(
	    "the clock went back: an earlier run saw %s, now it is %s; what was noted since then"
	    " counts as noted before.  Look at the system's clock, and at TIDINGS_NOW in the"
	    " environment of cron",
	    then, is);
}

int
cmd_version(Context *context G_GNUC_UNUSED, int argc G_GNUC_UNUSED, char **argv G_GNUC_UNUSED,
            GError **error G_GNUC_UNUSED)
{
	g_print("tidings %s\n", TIDINGS_VERSION);
	return 0;
}

int
cmd_help(Context *context G_GNUC_UNUSED, int argc, char **argv, GError **error)
{
	if (argc > 1) {
		const Command *command = find(argv[1]);
		if (command == NULL) {
			g_autofree char *shown = text_escape_for_terminal(argv[1], -1);
			g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
			            "there is no command \"%s\"; `tidings help` lists them", shown);
			return TIDINGS_ERROR_USAGE;
		}
		print_help(command);
		return 0;
	}
	g_print("Usage: tidings [-c FILE] [-v] COMMAND [ARGUMENT...]\n\n"
	        "Meeting notes in; digests, reminders and posts out.\n\n");
	for (gsize i = 0; i < commands_count; i++)
		g_print("  %-10s %s\n", commands[i].name, commands[i].summary);
	g_print("\n`tidings help COMMAND` tells more; tidings(1) and tidings.yaml(5) tell all.\n");
	return 0;
}
