/* init.c - tidings init: a starter configuration, guessed from the notes. */
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "command.h"
#include "init_surroundings.h"
#include "init_yaml.h"
#include "run/parse_pool.h"
#include "watch/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* So many folders are named one by one; when meetings lie in more, all folders are taken. */
enum {
	FOLDERS_MAX = 6
};

typedef struct {
	const Walk *walk;
	NameStats *stats;
	GArray *offsets;     /* OffsetSeen */
	GHashTable *folders; /* char *: top folders that hold meetings; "" for the root itself */
	GHashTable *readmes; /* char *: names of README files as they are written */
	guint problems;
} Survey;

static void
survey_clear(Survey *survey)
{
	g_clear_pointer(&survey->stats, name_stats_free);
	g_clear_pointer(&survey->offsets, g_array_unref);
	g_clear_pointer(&survey->folders, g_hash_table_unref);
	g_clear_pointer(&survey->readmes, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Survey, survey_clear)

/* Minutes of "02" or hours of it, as they stand in Meeting.datetime. */
static gint32
two_digits(const char *text)
{
	return g_ascii_digit_value(text[0]) * 10 + g_ascii_digit_value(text[1]);
}

static void
take_offset(Survey *survey, const Meeting *meeting)
{
	gsize length = meeting->datetime != NULL ? strlen(meeting->datetime) : 0;

	/* +00:00 is what stands for a time that names no offset */
	if (!meeting->has_time || length < 6 || g_str_has_suffix(meeting->datetime, "+00:00"))
		return;
	const char *offset = meeting->datetime + length - 6;
	if (strchr("+-", *offset) == NULL)
		return;
	OffsetSeen seen = { meeting->start,
		            (two_digits(offset + 1) * 60 + two_digits(offset + 4)) * 60 };
	if (*offset == '-')
		seen.offset = -seen.offset;
	g_array_append_val(survey->offsets, seen);
}

static void
take_meeting(Survey *survey, const char *path, const Meeting *meeting)
{
	const char *slash = strchr(path, '/');

	if (meeting->day == DAY_NONE && meeting->actions->len == 0)
		return;
	g_hash_table_add(survey->folders,
	                 slash != NULL ? g_strndup(path, (gsize)(slash - path)) : g_strdup(""));
	name_stats_add(survey->stats, meeting);
	take_offset(survey, meeting);
}

static gboolean
take_reading(guint index, ParsedFile *parsed, gpointer data)
{
	Survey *survey = data;
	const FileEvent *event = g_ptr_array_index(survey->walk->events, index);
	g_autofree char *name = g_path_get_basename(event->path);

	if (parsed->error != NULL) {
		fprintf(stderr, "tidings: %s\n", parsed->error->message);
		survey->problems++;
		return TRUE;
	}
	if (g_ascii_strcasecmp(name, "README.md") == 0) {
		g_hash_table_add(survey->readmes, g_steal_pointer(&name));
		return TRUE;
	}
	if (!parsed->blank)
		take_meeting(survey, event->path, parsed->meeting);
	return TRUE;
}

static gboolean
look_around(Survey *survey, const char *root, GError **error)
{
	g_autoptr(Config) config = config_default(root);
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(Walk) walk = watch_walk(&config->notes, known, error);
	if (walk == NULL)
		return FALSE;

	survey->stats = name_stats_new();
	survey->offsets = g_array_new(FALSE, FALSE, sizeof(OffsetSeen));
	survey->folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	survey->readmes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	survey->walk = walk;
	for (guint i = 0; i < walk->problems->len; i++)
		fprintf(stderr, "tidings: %s\n", (char *)g_ptr_array_index(walk->problems, i));
	for (guint i = 0; i < walk->notices->len; i++)
		fprintf(stderr, "tidings: %s\n", (char *)g_ptr_array_index(walk->notices, i));
	g_autofree ParseRequest *files = g_new0(ParseRequest, walk->events->len + 1);
	for (guint i = 0; i < walk->events->len; i++)
		files[i].path = ((FileEvent *)g_ptr_array_index(walk->events, i))->path;
	parse_pool_run(config, walk, files, walk->events->len, take_reading, survey);
	survey->walk = NULL;
	name_stats_sort(survey->stats);
	return TRUE;
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Globs of the keys; those that a glob or a YAML file cannot hold make `*certain` FALSE. */
static GPtrArray *
globs_of(GHashTable *names, const char *before, const char *after, gboolean *certain)
{
	GPtrArray *globs = g_ptr_array_new_with_free_func(g_free);
	GHashTableIter iter;
	gpointer name;

	g_hash_table_iter_init(&iter, names);
	while (g_hash_table_iter_next(&iter, &name, NULL)) {
		const char *text = name;
		if (*text == '\0' || strpbrk(text, "*?[]{}\\!") != NULL ||
		    !g_utf8_validate(text, -1, NULL))
			*certain = FALSE;
		else
			g_ptr_array_add(globs, g_strconcat(before, text, after, NULL));
	}
	g_ptr_array_sort(globs, compare_texts);
	return globs;
}

static GPtrArray *
choose_include(const Survey *survey)
{
	gboolean certain = TRUE;
	GPtrArray *globs = globs_of(survey->folders, "", "/**/*.md", &certain);

	if (!certain || globs->len == 0 || globs->len > FOLDERS_MAX) {
		g_ptr_array_set_size(globs, 0);
		g_ptr_array_add(globs, g_strdup("**/*.md"));
	}
	return globs;
}

/* Relative paths in a configuration start at its own folder. */
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

	print_count("found    ", starter->meetings, "meeting", "s");
	print_count(" with ", starter->actions, "action", "s");
	g_print(": %u %s", guess->people->len, guess->people->len == 1 ? "person" : "people");
	print_count(", ", guess->tracks->len, "track", "s");
	if (guess->ambiguous->len > 0)
		print_count("; not certain of ", guess->ambiguous->len, "word", "s");
	g_print("\n");
}

static char *
make_text(Survey *survey, const char *notes, const char *root, const char *path)
{
	g_autofree char *name = config_state_name(path);
	g_autofree char *state = g_utf8_make_valid(name, -1);
	gboolean certain = TRUE;
	g_autofree char *remark = NULL;
	g_autofree char *zone = init_zone(survey->offsets, &remark);
	g_autofree char *link = init_link(notes);
	g_autoptr(GPtrArray) include = choose_include(survey);
	g_autoptr(GPtrArray) exclude = globs_of(survey->readmes, "**/", "", &certain);
	g_autoptr(RosterGuess) guess = roster_guess(survey->stats);
	const Starter starter = {
		.root = root,
		.state = state,
		.include = include,
		.exclude = exclude,
		.link = link,
		.zone = zone,
		.zone_remark = remark,
		.meetings = survey->stats->meetings,
		.actions = survey->stats->actions,
		.guess = guess,
	};

	print_found(&starter);
	return init_yaml(&starter);
}

static void
set_exists(const char *path, GError **error)
{
	g_autofree char *shown = text_show(path, -1);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_IO,
	            "%s is there already and is left as it is; move it away, or name another file: "
	            "tidings -c FILE init",
	            shown);
}

/* Claims the name first, so that whatever appears there meanwhile is not overwritten. */
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
		g_autofree char *shown = text_show(path, -1);
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
	g_autofree char *shown = text_show(path, -1);

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
	if (!look_around(&survey, notes, error))
		return FALSE;
	g_autofree char *text = make_text(&survey, notes, root, path);
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
