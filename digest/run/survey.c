/* survey.c - looks through a folder of notes for what a first configuration needs. */
#include "run/survey.h"

#include "base/file.h"
#include "list_headings.h"
#include "parse_pool.h"
#include "watch/watch.h"

#include <string.h>

enum {
	/* When meetings are in more folders than these, all folders are included. */
	FOLDERS_MAX = 6,
	GIT_FILE_MAX = 64 * 1024 /* bytes */
};

/* A date of the notes that names its offset. */
typedef struct {
	gint64 start;  /* Unix seconds UTC */
	gint32 offset; /* seconds east of UTC */
} OffsetSeen;

/* What is collected from the files. */
typedef struct {
	const Walk *walk;
	NameStats *stats;
	GArray *offsets;     /* OffsetSeen */
	GHashTable *folders; /* char *: top folders with meetings; "" for the root itself */
	GHashTable *readmes; /* char *: names of README files as they are written */
	GPtrArray *problems; /* char * */
	ListHeadings *headings;
} Collection;

/* Tried in this order when the system's zone does not fit. */
static const char *const well_known[] = {
	"Europe/Berlin",   "Europe/Bucharest", "Europe/London",       "America/New_York",
	"America/Chicago", "America/Denver",   "America/Los_Angeles", "America/Sao_Paulo",
	"Asia/Kolkata",    "Asia/Shanghai",    "Asia/Tokyo",          "Australia/Sydney"
};

static gint32
two_digits(const char *text)
{
	return g_ascii_digit_value(text[0]) * 10 + g_ascii_digit_value(text[1]);
}

static void
collect_offset(Collection *all, const Meeting *meeting)
{
	gsize length = meeting->datetime != NULL ? strlen(meeting->datetime) : 0;

	/* a time without an offset has +00:00 here */
	if (!meeting->has_time || length < 6 || g_str_has_suffix(meeting->datetime, "+00:00"))
		return;
	const char *offset = meeting->datetime + length - 6;
	if (strchr("+-", *offset) == NULL)
		return;
	OffsetSeen seen = { meeting->start,
		            (two_digits(offset + 1) * 60 + two_digits(offset + 4)) * 60 };
	if (*offset == '-')
		seen.offset = -seen.offset;
	g_array_append_val(all->offsets, seen);
}

static void
collect_meeting(Collection *all, const char *path, const Meeting *meeting)
{
	const char *slash = strchr(path, '/');

	if (meeting->day == DAY_NONE && meeting->actions->len == 0)
		return;
	g_hash_table_add(all->folders,
	                 slash != NULL ? g_strndup(path, (gsize)(slash - path)) : g_strdup(""));
	name_stats_add(all->stats, meeting);
	list_headings_add(all->headings, meeting);
	collect_offset(all, meeting);
}

static gboolean
handle_parsed_file(guint index, ParsedFile *parsed, gpointer data)
{
	Collection *all = data;
	const FileEvent *event = g_ptr_array_index(all->walk->events, index);
	g_autofree char *name = g_path_get_basename(event->path);

	if (parsed->error != NULL) {
		g_ptr_array_add(all->problems, g_strdup(parsed->error->message));
		return TRUE;
	}
	if (g_ascii_strcasecmp(name, "README.md") == 0) {
		g_hash_table_add(all->readmes, g_steal_pointer(&name));
		return TRUE;
	}
	for (guint i = 0; i < parsed->count && !parsed->blank; i++) {
		g_autoptr(Meeting) whole = meeting_from_bytes(parsed->meetings[i].encoded);
		if (whole != NULL)
			collect_meeting(all, event->path, whole);
	}
	return TRUE;
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Returns a glob for each key of `names`.  Sets `*certain` to FALSE when a glob or a YAML file
 * cannot hold one of them. */
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
choose_include(GHashTable *folders)
{
	gboolean certain = TRUE;
	GPtrArray *globs = globs_of(folders, "", "/**/*.md", &certain);

	if (!certain || globs->len == 0 || globs->len > FOLDERS_MAX) {
		g_ptr_array_set_size(globs, 0);
		g_ptr_array_add(globs, g_strdup("**/*.md"));
	}
	return globs;
}

static guint
count_fits(const GArray *seen, const char *name)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(name);
	guint fits = 0;

	for (guint i = 0; zone != NULL && i < seen->len; i++) {
		const OffsetSeen *one = &g_array_index(seen, OffsetSeen, i);
		int interval = g_time_zone_find_interval(zone, G_TIME_TYPE_UNIVERSAL, one->start);
		fits += g_time_zone_get_offset(zone, interval) == one->offset ? 1 : 0;
	}
	return fits;
}

static char *
system_zone(void)
{
	g_autoptr(GTimeZone) local = g_time_zone_new_local();
	const char *name = g_time_zone_get_identifier(local);
	g_autoptr(GTimeZone) known =
	    g_ascii_isalpha(*name) ? g_time_zone_new_identifier(name) : NULL;

	return g_strdup(known != NULL && g_str_is_ascii(name) ? name : "UTC");
}

/* `seen`: OffsetSeen.  Sets `*remark`, or NULL without any.  Both newly allocated. */
static char *
guess_zone(const GArray *seen, char **remark)
{
	g_autofree char *ours = system_zone();
	const char *best = ours;
	guint fits = count_fits(seen, ours), ours_fits = fits;

	*remark = NULL;
	if (seen->len == 0)
		return g_steal_pointer(&ours);
	for (gsize i = 0; i < G_N_ELEMENTS(well_known) && ours_fits * 2 < seen->len; i++) {
		guint count = count_fits(seen, well_known[i]);
		if (count > fits) {
			fits = count;
			best = well_known[i];
		}
	}
	*remark = g_strdup_printf(
	    "%u of %u times in the notes that name an offset fit this zone%s%s", fits, seen->len,
	    best == ours ? "" : "; this system is in ", best == ours ? "" : ours);
	return g_strdup(best);
}

/* Returns a file of .git as text, or NULL. */
static char *
read_git_file(const char *folder, const char *name)
{
	g_autofree char *path = g_build_filename(folder, ".git", name, NULL);
	g_autoptr(GBytes) bytes = file_read(path, GIT_FILE_MAX, NULL);
	gsize length = 0;
	const char *data = bytes != NULL ? g_bytes_get_data(bytes, &length) : NULL;

	if (length == 0 || !g_utf8_validate(data, (gssize)length, NULL))
		return NULL;
	return g_strndup(data, length);
}

static char *
read_origin(const char *folder)
{
	g_autofree char *text = read_git_file(folder, "config");
	gboolean inside = FALSE;
	if (text == NULL)
		return NULL;

	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line != NULL; line++) {
		g_strstrip(*line);
		if (**line == '[')
			inside = strcmp(*line, "[remote \"origin\"]") == 0;
		char *value = inside && g_str_has_prefix(*line, "url") ? strchr(*line, '=') : NULL;
		if (value != NULL)
			return g_strdup(g_strstrip(value + 1));
	}
	return NULL;
}

/*
 * Returns the page of the web that belongs to an address of git, or NULL.  For example
 * https://git.example.org/notes for https://rd:secret@git.example.org/notes.git, for
 * ssh://git@git.example.org:2222/notes.git and for git@git.example.org:notes.git.
 */
static char *
web_address(const char *origin)
{
	const char *scheme = strstr(origin, "://");
	if (scheme != NULL && !g_str_has_prefix(origin, "http") &&
	    !g_str_has_prefix(origin, "ssh") && !g_str_has_prefix(origin, "git"))
		return NULL;

	const char *rest = scheme != NULL ? scheme + 3 : origin;
	const char *slash = strchr(rest, '/'), *at = strchr(rest, '@');
	for (; at != NULL && (slash == NULL || at < slash); at = strchr(rest, '@'))
		rest = at + 1;
	gsize host = strcspn(rest, ":/");
	const char *path = rest + host;
	if (host == 0 || *path == '\0' || (scheme == NULL && *path != ':'))
		return NULL;
	if (scheme != NULL && *path == ':') /* a port */
		path = strchr(path, '/');
	if (path == NULL || strlen(path) < 2 || strpbrk(path, " {}") != NULL)
		return NULL;

	g_autofree char *name = g_strdup(path + 1);
	if (g_str_has_suffix(name, ".git"))
		name[strlen(name) - 4] = '\0';
	return g_strdup_printf("https://%.*s/%s", (int)host, rest, name);
}

/* Returns a link template, newly allocated, or NULL. */
static char *
guess_link(const char *folder)
{
	g_autofree char *origin = read_origin(folder);
	g_autofree char *address = origin != NULL ? web_address(origin) : NULL;
	if (address == NULL)
		return NULL;

	g_autofree char *head = read_git_file(folder, "HEAD");
	const char *ref = "ref: refs/heads/";
	const char *branch =
	    head != NULL && g_str_has_prefix(head, ref) ? g_strchomp(head) + strlen(ref) : "HEAD";
	return g_strdup_printf("%s/blob/%s/{path}#L{line}", address, branch);
}

static void
collect_walk(const Walk *walk, GPtrArray *problems)
{
	for (guint i = 0; i < walk->problems->len; i++)
		g_ptr_array_add(problems, g_strdup(g_ptr_array_index(walk->problems, i)));
	for (guint i = 0; i < walk->notices->len; i++)
		g_ptr_array_add(problems, g_strdup(g_ptr_array_index(walk->notices, i)));
}

static void
read_files(const Config *config, const Walk *walk, Collection *all)
{
	g_autofree ParseRequest *files = g_new0(ParseRequest, walk->events->len + 1);

	for (guint i = 0; i < walk->events->len; i++)
		files[i].path = ((FileEvent *)g_ptr_array_index(walk->events, i))->path;
	parse_pool_run(config, walk, files, walk->events->len, handle_parsed_file, all);
}

gboolean
survey_notes(Survey *survey, const char *root, GError **error)
{
	g_autoptr(Config) config = config_default(root);
	g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GArray) offsets = g_array_new(FALSE, FALSE, sizeof(OffsetSeen));
	g_autoptr(GHashTable) folders =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) readmes =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	gboolean certain = TRUE;

	*survey = (Survey){ 0 };
	g_autoptr(Walk) walk = watch_walk(&config->notes, known, error);
	if (walk == NULL)
		return FALSE;
	survey->stats = name_stats_new();
	survey->problems = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) headings = list_headings_new();
	Collection all = { walk,    survey->stats,    offsets, folders,
		           readmes, survey->problems, headings };
	collect_walk(walk, survey->problems);
	read_files(config, walk, &all);
	name_stats_sort(survey->stats);
	survey->zone = guess_zone(offsets, &survey->zone_remark);
	survey->link = guess_link(root);
	survey->headings = list_headings_choose(headings);
	survey->include = choose_include(folders);
	survey->exclude = globs_of(readmes, "**/", "", &certain);
	return TRUE;
}

void
survey_clear(Survey *survey)
{
	g_clear_pointer(&survey->stats, name_stats_free);
	g_clear_pointer(&survey->include, g_ptr_array_unref);
	g_clear_pointer(&survey->exclude, g_ptr_array_unref);
	g_clear_pointer(&survey->headings, g_ptr_array_unref);
	g_clear_pointer(&survey->problems, g_ptr_array_unref);
	g_clear_pointer(&survey->zone, g_free);
	g_clear_pointer(&survey->zone_remark, g_free);
	g_clear_pointer(&survey->link, g_free);
}
