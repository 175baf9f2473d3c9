/* lint.c - `tidings lint`: shows what the authors of meeting files should correct. */
#include "notes/lint.h"

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "command.h"
#include "render/lint_finding.h"
#include "watch/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What the options ask for, and what is checked. */
typedef struct {
	Config *config;
	LintFindingFormat format;
	gboolean strict, chosen;
	GPtrArray *disabled, *enabled; /* char * */
	Walk *walk; /* of all files that the configuration chooses; NULL when files are named */
	GPtrArray
	    *files; /* char *: as they are shown, by the events of the walk; or as they are named */
	LintMeetings *meetings; /* NULL when files are named */
	int status;
} Lint;

static void
lint_clear(Lint *lint)
{
	g_clear_pointer(&lint->config, config_free);
	g_ptr_array_unref(lint->disabled);
	g_ptr_array_unref(lint->enabled);
	g_clear_pointer(&lint->walk, walk_free);
	g_ptr_array_unref(lint->files);
	g_clear_pointer(&lint->meetings, lint_meetings_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Lint, lint_clear)

static gboolean
is_named(const GPtrArray *codes, const char *code)
{
	return g_ptr_array_find_with_equal_func((GPtrArray *)codes, code, g_str_equal, NULL);
}

static gboolean
is_disabled(const Lint *lint, const char *name)
{
	const LintCode *code = lint_code(name);
	if (is_named(lint->disabled, name))
		return TRUE;
	if (is_named(lint->enabled, name))
		return FALSE;

	gboolean off = code != NULL && (code->flags & LINT_OFF) != 0;
	return is_named(lint->config->lint_disable, name) ||
	       (off && !is_named(lint->config->lint_enable, name));
}

/* A code that is not in the table counts as a warning, so that it does not fail anybody's build. */
static void
print_warning(Lint *lint, const char *shown, const Warning *warning)
{
	const LintCode *code = lint_code(warning->code);
	LintSeverity severity = code != NULL ? code->severity : LINT_WARNING;
	if (is_disabled(lint, warning->code))
		return;

	if (lint->strict)
		severity = LINT_ERROR;
	const LintFinding finding = { .path = shown, .warning = warning, .severity = severity };
	g_autofree char *line = lint->format(&finding);
	puts(line);
	if (severity == LINT_ERROR && lint->status == 0)
		lint->status = TIDINGS_ERROR_DATA;
}

/* Sets `*opened` to the path with which messages about the file begin. */
static GBytes *
read_source(const Lint *lint, guint index, char **opened, GError **error)
{
	const NotesSettings *notes = &lint->config->notes;
	struct stat st;
	if (lint->walk == NULL) {
		*opened = g_strdup(g_ptr_array_index(lint->files, index));
		return file_read(*opened, notes->max_size, error);
	}

	const FileEvent *event = g_ptr_array_index(lint->walk->events, index);
	*opened = g_build_filename(notes->root, event->path, NULL);
	return watch_read(lint->walk, notes, event->path, &st, error);
}

static Meeting *
read_file(Lint *lint, guint index)
{
	const char *path = g_ptr_array_index(lint->files, index);
	g_autoptr(GError) error = NULL;
	g_autofree char *opened = NULL;
	g_autoptr(GBytes) source = read_source(lint, index, &opened, &error);
	const NotesOptions options = { lint->config->timezone, lint->config->notes.action_headings,
		                       lint->config->notes.languages };
	if (source != NULL)
		return lint_read(path, source, &options, lint->config->roster);

	Meeting *meeting = meeting_new(path);
	g_autofree char *shown = text_escape_for_terminal(opened, -1);
	const char *message = error->message;
	if (g_str_has_prefix(message, shown) && g_str_has_prefix(message + strlen(shown), ": "))
		message += strlen(shown) + 2;
	meeting_warn(meeting, 1, 1, "unreadable", "%s", message);
	if (error->code == TIDINGS_ERROR_IO && !is_disabled(lint, "unreadable"))
		lint->status = TIDINGS_ERROR_IO;
	return meeting;
}

static void
lint_one(Lint *lint, guint index)
{
	const char *path = g_ptr_array_index(lint->files, index);
	g_autoptr(Meeting) meeting = read_file(lint, index);

	if (lint->meetings != NULL) {
		g_autofree char *shown = text_escape_for_terminal(path, -1);
		lint_meetings_add(lint->meetings, meeting, shown);
	}
	for (guint i = 0; i < meeting->warnings->len; i++)
		print_warning(lint, path, g_ptr_array_index(meeting->warnings, i));
}

/* Returns the path relative to the working folder when the file is below it, so that editors and CI
 * find it; otherwise the whole path. */
static char *
path_from_here(const char *root, const char *path)
{
	g_autofree char *here = g_get_current_dir();
	g_autofree char *whole = g_build_filename(root, path, NULL);
	const char *below = path_below(here, whole);

	return below != NULL ? g_strdup(below) : g_steal_pointer(&whole);
}

/* Lists the files that the configuration chooses. */
static gboolean
choose_files(Lint *lint, GError **error)
{
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
	const Walk *walk = lint->walk = watch_walk(&lint->config->notes, known, error);
	if (walk == NULL)
		return FALSE;

	for (guint i = 0; i < walk->events->len; i++) {
		const FileEvent *event = g_ptr_array_index(walk->events, i);
		g_ptr_array_add(lint->files, path_from_here(lint->config->notes.root, event->path));
	}
	for (guint i = 0; i < walk->problems->len; i++) {
		fprintf(stderr, "tidings: %s\n", (char *)g_ptr_array_index(walk->problems, i));
		lint->status = TIDINGS_ERROR_IO;
	}
	for (guint i = 0; i < walk->notices->len; i++) {
		fprintf(stderr, "tidings: %s\n", (char *)g_ptr_array_index(walk->notices, i));
		lint->status = lint->status == 0 ? TIDINGS_ERROR_DATA : lint->status;
	}
	lint->meetings = lint_meetings_new();
	return TRUE;
}

/* Says whether a file is neither a link nor below one: no link is ever chosen. */
static gboolean
is_without_links(const char *folder, const char *path)
{
	struct stat st;
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	gboolean plain = fd < 0 || file_stat_beneath(fd, path, &st) == 0 || errno != ELOOP;

	if (fd >= 0)
		close(fd);
	return plain;
}

/*
 * Returns FALSE for a file that --chosen leaves out.  When the notes are elsewhere, a file is
 * judged by its path from here: in CI, notes.root may be /srv/notes, and the checkout is not there.
 */
static gboolean
is_wanted(const Lint *lint, const char *path)
{
	const NotesSettings *notes = &lint->config->notes;
	if (!lint->chosen)
		return TRUE;

	g_autofree char *here = g_get_current_dir();
	g_autofree char *whole = g_canonicalize_filename(path, NULL);
	const char *folder = notes->root, *below = path_below(folder, whole);
	if (below == NULL && strcmp(notes->root, here) != 0 &&
	    path_below(here, notes->root) == NULL) {
		folder = here;
		below = path_below(folder, whole);
	}
	return below != NULL && watch_chooses(notes, below) && is_without_links(folder, below);
}

/* Adds the codes of an option to `into`. */
static gboolean
parse_codes(const char *option, char **lists, GPtrArray *into, GError **error)
{
	for (; lists != NULL && *lists != NULL; lists++) {
		g_auto(GStrv) codes = g_strsplit(*lists, ",", -1);
		for (char **code = codes; *code != NULL; code++) {
			g_strstrip(*code);
			if (**code != '\0' && lint_code(*code) == NULL) {
				const char *meant = lint_code_guess(*code);
				g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
				            "%s: there is no code \"%s\"%s%s%s; `tidings "
				            "lint --codes` lists them",
				            option, *code, meant != NULL ? " (did you mean \"" : "",
				            meant != NULL ? meant : "",
				            meant != NULL ? "\"?)" : "");
				return FALSE;
			}
			g_ptr_array_add(into, g_strdup(*code));
		}
	}
	return TRUE;
}

static int
print_codes(void)
{
	for (gsize i = 0; i < lint_codes_count; i++)
		printf("%s (%s): %s\n    %s\n", lint_codes[i].code,
		       lint_severity_word(lint_codes[i].severity), lint_codes[i].meaning,
		       lint_codes[i].help);
	return 0;
}

static gboolean
set_format(Lint *lint, const char *name, GError **error)
{
	lint->format = lint_finding_format(name != NULL ? name : "text");
	if (lint->format == NULL)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		            "--format takes text, github or json, not \"%s\"", name);
	return lint->format != NULL;
}

static int
run(Lint *lint, const Context *context, int argc, char **argv, GError **error)
{
	int first = argc > 1 && strcmp(argv[1], "--") == 0 ? 2 : 1;
	/* with `--chosen`, an empty list means no file: xargs and hooks call it so */
	gboolean all = first >= argc && !lint->chosen;

	lint->config = all ? context_config(context, error) : context_config_if_any(context, error);
	if (lint->config == NULL)
		return TIDINGS_ERROR_CONFIG;
	if (all && !choose_files(lint, error))
		return (*error)->code;
	for (int i = first; i < argc; i++)
		if (is_wanted(lint, argv[i]))
			g_ptr_array_add(lint->files, g_strdup(argv[i]));
	for (guint i = 0; i < lint->files->len; i++)
		lint_one(lint, i);
	return lint->status;
}

int
cmd_lint(Context *context, int argc, char **argv, GError **error)
{
	g_auto(Lint) lint = { .disabled = g_ptr_array_new_with_free_func(g_free),
		              .enabled = g_ptr_array_new_with_free_func(g_free),
		              .files = g_ptr_array_new_with_free_func(g_free) };
	g_autofree char *format = NULL;
	g_auto(GStrv) disable = NULL;
	g_auto(GStrv) enable = NULL;
	gboolean codes = FALSE;
	const GOptionEntry entries[] = {
		{ "disable", 'd', 0, G_OPTION_ARG_STRING_ARRAY, &disable, "leave these out",
		  "CODE,..." },
		{ "enable", 'e', 0, G_OPTION_ARG_STRING_ARRAY, &enable,
		  "say these, too, which are left out otherwise", "CODE,..." },
		{ "format", 'f', 0, G_OPTION_ARG_STRING, &format, "text, github or json",
		  "FORMAT" },
		{ "strict", 's', 0, G_OPTION_ARG_NONE, &lint.strict, "take warnings for errors",
		  NULL },
		{ "chosen", 0, 0, G_OPTION_ARG_NONE, &lint.chosen,
		  "only files that the configuration chooses", NULL },
		{ "codes", 0, 0, G_OPTION_ARG_NONE, &codes, "list the codes", NULL },
		G_OPTION_ENTRY_NULL,
	};

	if (!command_options(entries, &argc, &argv, error) || !set_format(&lint, format, error) ||
	    !parse_codes("--disable", disable, lint.disabled, error) ||
	    !parse_codes("--enable", enable, lint.enabled, error))
		return TIDINGS_ERROR_USAGE;
	return codes ? print_codes() : run(&lint, context, argc, argv, error);
}
