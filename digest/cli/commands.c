/* commands.c - the table of commands, with their usage and help. */
#include "base/error.h"
#include "base/text.h"
#include "command.h"

#include <string.h>

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
	    .arguments =
	        "[show ID] [--owner X] [--track X] [--overdue] [--sort ORDER] [--all] [--json]",
	    .summary = "list what is open",
	    .help = "show ID has one action's history.  ORDER is age, due, owner or track.  "
	            "--owner - shows what nobody has, --all "
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
	    .name = "answers",
	    .run = cmd_answers,
	    .arguments = "[--maildir DIR | --imap | --list]",
	    .summary = "read what people answered to reminders",
	    .help = "Reads one mail from standard input, or the new ones of a Maildir or of the "
	            "configured "
	            "mailbox, which each\n"
	            "run reads by itself.  --list shows what was not believed.",
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

const Command *
command_find(const char *name)
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
		const Command *command = command_find(argv[1]);
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
