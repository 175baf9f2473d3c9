/* check.c - `tidings check`: validates the configuration and what it names. */
#include "base/error.h"
#include "base/text.h"
#include "command.h"
#include "run/community.h"
#include "run/config_check.h"

#include <stdio.h>

static char *
count_words(guint count, const char *one, const char *many)
{
	return g_strdup_printf("%u %s", count, count == 1 ? one : many);
}

static void
print_ok(const Config *config, const char *path)
{
	g_autofree char *shown = text_escape_for_terminal(path, -1);
	g_autofree char *people =
	    count_words(roster_people(config->roster)->len, "person", "people");
	g_autofree char *tracks =
	    count_words(roster_tracks(config->roster)->len, "track", "tracks");
	g_autofree char *jobs = count_words(config->jobs->len, "job", "jobs");

	printf("%s: ok: %s, %s, %s\n", shown, people, tracks, jobs);
}

static gboolean
read_options(int argc, char **argv, GError **error)
{
	gboolean online = FALSE;
	const GOptionEntry entries[] = {
		{ "online", 0, 0, G_OPTION_ARG_NONE, &online, "also say hello to the servers",
		  NULL },
		G_OPTION_ENTRY_NULL,
	};
	const char *fault = NULL;

	if (!command_options(entries, &argc, &argv, error))
		return FALSE;
	if (online)
		fault = "check --online cannot say hello to servers yet; without --online "
		        "everything else is checked";
	else if (argc > 1)
		fault = "check takes no arguments; name the configuration before it: tidings -c "
		        "FILE check";
	if (fault != NULL)
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE, fault);
	return fault == NULL;
}

int
cmd_check(Context *context, int argc, char **argv, GError **error)
{
	if (!read_options(argc, argv, error))
		return TIDINGS_ERROR_USAGE;
	g_autofree char *path = config_find(context->config_path, error);
	if (path == NULL)
		return TIDINGS_ERROR_CONFIG;

	g_autoptr(GError) mistakes = NULL;
	g_autoptr(Config) config = config_load_found(path, context->config_path, &mistakes);
	g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
	if (config == NULL) {
		g_ptr_array_add(problems, g_strdup(mistakes->message));
	} else {
		community_find_state(config);
		config_check(config, path, context->now, problems);
	}
	/* not through `error`: editors and CI find FILE:LINE:COLUMN only at the start of a line */
	for (guint i = 0; i < problems->len; i++)
		fprintf(stderr, "%s\n", (char *)g_ptr_array_index(problems, i));
	if (config == NULL || problems->len > 0)
		return TIDINGS_ERROR_CONFIG;
	print_ok(config, path);
	return 0;
}
