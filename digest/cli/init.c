/* init.c - `tidings init`: writes a first configuration, guessed from the notes. */
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "command.h"
#include "run/starter.h"
#include "run/survey.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Returns how the configuration names the notes: relative paths in it start at its own folder. */
static char *
choose_root(const char *notes, const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);

	if (g_path_is_absolute(notes) || (strcmp(folder, ".") == 0 && *notes != '~'))
		return g_strdup(notes);
	return g_canonicalize_filename(notes, NULL);
}

static void
print_count(const char *before, guint count, const char *what, const char *many)
{
	g_print("%s%u %s%s", before, count, what, count == 1 ? "" : many);
}

static void
print_found(const Starter *starter)
{
	const RosterGuess *guess = starter->guess;

	print_count("found    ", starter->survey->stats->meetings, "meeting", "s");
	print_count(" with ", starter->survey->stats->actions, "action", "s");
	g_print(": %u %s", guess->people->len, guess->people->len == 1 ? "person" : "people");
	print_count(", ", guess->tracks->len, "track", "s");
	if (guess->ambiguous->len > 0)
		print_count("; not certain of ", guess->ambiguous->len, "word", "s");
	g_print("\n");
}

/* Says what was found and returns the text of the configuration. */
static char *
make_text(const Survey *survey, const char *root, const char *path)
{
	g_autofree char *name = config_state_name(path);
	g_autofree char *state = g_utf8_make_valid(name, -1);
	g_autoptr(RosterGuess) guess = roster_guess(survey->stats);
	const Starter starter = { root, state, survey, guess };

	print_found(&starter);
	return starter_yaml(&starter);
}

static void
set_exists(const char *path, GError **error)
{
	g_autofree char *shown = text_escape_for_terminal(path, -1);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
	            "%s is there already and is left as it is; move it away, or name another file: "
	            "tidings -c FILE init",
	            shown);
}

/* Creates the file first, so that one that appears there meanwhile is not overwritten. */
static gboolean
write_new(const char *path, const char *text, GError **error)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 && errno == EEXIST) {
		set_exists(path, error);
		return FALSE;
	}
	if (fd < 0) {
		int saved = errno;
		g_autofree char *shown = text_escape_for_terminal(path, -1);
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO, "%s cannot be written: %s",
		            shown, g_strerror(saved));
		return FALSE;
	}
	close(fd);
	if (file_write_durably(path, text, strlen(text), 0600, error))
		return TRUE;
	unlink(path);
	return FALSE;
}

static gboolean
init(const char *path, const char *notes, GError **error)
{
	g_auto(Survey) survey = { 0 };
	g_autofree char *root = choose_root(notes, path);
	g_autofree char *shown = text_escape_for_terminal(path, -1);

	if (g_file_test(path, G_FILE_TEST_EXISTS) || g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
		set_exists(path, error);
		return FALSE;
	}
	if (!g_utf8_validate(root, -1, NULL)) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		            "%s: a folder whose name is not UTF-8 cannot stand in a configuration; "
		            "rename it",
		            root);
		return FALSE;
	}
	if (!survey_notes(&survey, notes, error))
		return FALSE;
	for (guint i = 0; i < survey.problems->len; i++)
		fprintf(stderr, "tidings: %s\n", (char *)g_ptr_array_index(survey.problems, i));
	g_autofree char *text = make_text(&survey, root, path);
	if (!write_new(path, text, error))
		return FALSE;
	g_print("written  %s: read it, put in addresses, say who is meant where it asks\n", shown);
	g_print("next     tidings check; tidings preview weekly; tidings run, which only writes "
	        "files until you change "
	        "`via`\n");
	return TRUE;
}

int
cmd_init(Context *context, int argc, char **argv, GError **error)
{
	g_autofree char *notes = NULL;
	const GOptionEntry entries[] = { { "notes", 'n', 0, G_OPTION_ARG_FILENAME, &notes,
		                           "the folder of the notes", "DIR" },
		                         G_OPTION_ENTRY_NULL };
	if (!command_options(entries, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	if (argc != 1) {
		g_set_error_literal(
		    error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		    "init takes no arguments; the folder is named so: tidings init --notes DIR");
		return TIDINGS_ERROR_USAGE;
	}
	const char *path = context->config_path != NULL ? context->config_path : "tidings.yaml";
	return init(path, notes != NULL ? notes : ".", error) ? 0 : (*error)->code;
}
