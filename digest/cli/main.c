/* main.c - the command line: global options, then a command of the table. */
#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "command.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* Keeps the secrets of this process out of core files and away from other processes. */
static void
keep_secrets_in(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__ /* its leak checker has to trace the process */
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
	/* libcurl would write the keys of TLS sessions into the file that it names */
	g_unsetenv("SSLKEYLOGFILE");
}

/* Returns the exit status: output that could not be written (a full disk, a closed pipe) is an
 * error. */
static int
flush_output(int status)
{
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return status;
	fprintf(stderr, "tidings: standard output could not be written\n");
	return status == 0 ? TIDINGS_ERROR_IO : status;
}

static void
set_unknown_command(const char *name, GError **error)
{
	g_autofree const char **names = g_new0(const char *, commands_count + 1);
	for (gsize i = 0; i < commands_count; i++)
		names[i] = commands[i].name;
	const char *guess = text_guess(name, names);
	g_autofree char *shown = text_escape_for_terminal(name, -1);

	if (guess != NULL)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		            "unknown command \"%s\" (did you mean \"%s\"?)", shown, guess);
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		            "unknown command \"%s\"; `tidings help` lists them", shown);
}

/* Parses the options before the command's name. */
static gboolean
global_options(Context *context, int *argc, char ***argv, gboolean *version, GError **error)
{
	const GOptionEntry entries[] = {
		{ "config", 'c', 0, G_OPTION_ARG_FILENAME, &context->config_path,
		  "read this configuration", "FILE" },
		{ "verbose", 'v', 0, G_OPTION_ARG_NONE, &context->verbose, "say what is done",
		  NULL },
		{ "version", 'V', 0, G_OPTION_ARG_NONE, version, "print the version", NULL },
		G_OPTION_ENTRY_NULL
	};
	g_autoptr(GOptionContext) options = g_option_context_new(NULL);
	g_autoptr(GError) local = NULL;

	g_option_context_set_strict_posix(options, TRUE);
	g_option_context_set_help_enabled(options, FALSE);
	g_option_context_add_main_entries(options, entries, NULL);
	if (g_option_context_parse(options, argc, argv, &local))
		return TRUE;
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
	            "%s; `tidings help` shows how it is used", local->message);
	return FALSE;
}

static gboolean
is_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static int
run_command(Context *context, int argc, char **argv, GError **error)
{
	if (argc < 2 || is_help(argv[1]))
		return cmd_help(context, 1, (char *[]){ (char *)"help", NULL }, error);

	const Command *command = command_find(argv[1]);
	if (command == NULL) {
		set_unknown_command(argv[1], error);
		return TIDINGS_ERROR_USAGE;
	}
	for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (is_help(argv[i]))
			return cmd_help(context, 2, (char *[]){ (char *)"help", argv[1], NULL },
			                error);
	return command->run(context, argc - 1, argv + 1, error);
}

int
main(int argc, char **argv)
{
	Context context = { 0 };
	g_autoptr(GError) error = NULL;
	gboolean version = FALSE;
	int status = TIDINGS_ERROR_USAGE;

	setlocale(LC_ALL, "");
	keep_secrets_in();
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error of its write */
	/* `tidings --help` and `tidings -h` are not for GOption: they show the table of commands */
	gboolean help = argc > 1 && is_help(argv[1]);
	context.now = clock_now(&error);
	if (error != NULL)
		status = error->code;
	if (error == NULL && (help || global_options(&context, &argc, &argv, &version, &error)))
		status = version ? cmd_version(&context, 1, argv, &error)
		                 : run_command(&context, argc, argv, &error);
	if (error != NULL) {
		fprintf(stderr, "tidings: %s\n", error->message);
		if (status == 0)
			status =
			    error->domain == TIDINGS_ERROR ? error->code : TIDINGS_ERROR_SOFTWARE;
	}
	g_free((char *)context.config_path); /* GOption's copy */
	return flush_output(status);
}
