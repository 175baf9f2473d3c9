/* load.c - loads tidings.yaml into settings: the top-level keys, and checks of the whole file. */
#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "loader.h"
#include "model/lint_code.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	CONFIG_MAX = 4 * 1024 * 1024 /* bytes */
};

static void
parse_globs(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	GPtrArray *globs = *(GPtrArray **)to;

	parse_texts(loader, value, name, to);
	for (guint i = 0; i < globs->len; i++) {
		const char *glob = g_ptr_array_index(globs, i);
		const YamlNode *node =
		    value->kind == YAML_SEQUENCE && i < value->count ? value->items[i] : value;
		if (*glob == '/' || g_str_has_prefix(glob, "../") || g_str_has_prefix(glob, "./"))
			loader_problem(loader, node,
			               "\"%s\" starts at notes.root: write \"%s\" without \"/\", "
			               "\"./\" or \"../\"",
			               name, glob);
	}
}

static void
parse_link(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	g_autofree char *link = loader_get_text(loader, value, name);
	if (link == NULL)
		return;

	if (text_web_scheme(link) == 0) {
		loader_problem(loader, value, "\"%s\" must start with \"https://\" or \"http://\"",
		               name);
		return;
	}
	for (const char *open = strchr(link, '{'); open != NULL; open = strchr(open + 1, '{'))
		if (!g_str_has_prefix(open, "{path}") && !g_str_has_prefix(open, "{line}")) {
			g_autofree char *found = g_strndup(open, strcspn(open, "}") + 1);
			loader_problem(loader, value, "\"%s\" knows {path} and {line}, not \"%s\"",
			               name, found);
			return;
		}
	*(char **)to = g_steal_pointer(&link);
}

/* Parses the URL of a folder; the names of pages are appended to it. */
static void
parse_folder_url(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	g_autofree char *url = loader_get_text(loader, value, name);
	if (url == NULL)
		return;

	if (text_web_scheme(url) == 0)
		loader_problem(loader, value, "\"%s\" must start with \"https://\" or \"http://\"",
		               name);
	else if (strpbrk(url, "?#") != NULL || !g_uri_is_valid(url, G_URI_FLAGS_NONE, NULL))
		loader_problem(loader, value,
		               "\"%s\" must be the plain address of a folder, not \"%s\"", name,
		               url);
	else
		*(char **)to = g_strconcat(url, g_str_has_suffix(url, "/") ? "" : "/", NULL);
}

/*
 * Returns the offset that people mean by "UTC+2" and "GMT-05:30", or NULL for other text.  POSIX
 * (section 8.3 of its Base Definitions) counts such offsets to the west, and GLib follows it.
 */
static char *
offset_of(const char *text)
{
	if (!g_str_has_prefix(text, "UTC") && !g_str_has_prefix(text, "GMT"))
		return NULL;
	const char *sign = text + 3;
	gsize hours = *sign == '+' || *sign == '-' ? strspn(sign + 1, "0123456789") : 0;
	const char *rest = sign + 1 + hours;
	gboolean minutes = hours > 0 && rest[0] == ':' && rest[1] >= '0' && rest[1] <= '5' &&
	                   g_ascii_isdigit(rest[2]);

	if (hours < 1 || hours > 2 || g_ascii_strtoull(sign + 1, NULL, 10) > 14 ||
	    rest[minutes ? 3 : 0] != '\0')
		return NULL;
	return g_strdup_printf("%c%02d:%.2s", *sign, (int)g_ascii_strtoull(sign + 1, NULL, 10),
	                       minutes ? rest + 1 : "00");
}

/*
 * Returns TRUE for a sign after letters, as in "EET-2", which POSIX reads the opposite way to
 * people.
 */
static gboolean
has_posix_offset(const char *text)
{
	gsize letters = strcspn(text, "+-");

	return letters > 0 && text[letters] != '\0' && g_ascii_isdigit(text[letters + 1]) &&
	       memchr(text, '/', letters) == NULL;
}

static void
parse_timezone(Loader *loader, const YamlNode *value, const char *name G_GNUC_UNUSED, gpointer to)
{
	Config *config = to;
	g_autofree char *zone_name = loader_get_text(loader, value, "timezone");
	if (zone_name == NULL)
		return;

	g_autofree char *offset = offset_of(zone_name);
	GTimeZone *zone = offset == NULL && has_posix_offset(zone_name)
	                      ? NULL
	                      : g_time_zone_new_identifier(offset != NULL ? offset : zone_name);
	if (zone == NULL) {
		loader_problem(loader, value,
		               "unknown time zone \"%s\"; write a name of the tz database, such as "
		               "Europe/Bucharest,"
		               " or an offset east of UTC, such as +02:00",
		               zone_name);
		return;
	}
	g_time_zone_unref(config->timezone);
	config->timezone = zone;
	g_free(config->timezone_name);
	config->timezone_name = g_steal_pointer(&zone_name);
}

static const Key notes_keys[] = {
	{ "root", parse_path, offsetof(NotesSettings, root), TRUE, "the folder of the notes" },
	{ "include", parse_globs, offsetof(NotesSettings, include), FALSE,
	  "globs of the meeting files" },
	{ "exclude", parse_globs, offsetof(NotesSettings, exclude), FALSE,
	  "globs of what is no meeting file" },
	{ "link", parse_link, offsetof(NotesSettings, link), FALSE,
	  "where people read them: {path} and {line}" },
	{ "action_headings", parse_texts, offsetof(NotesSettings, action_headings), FALSE,
	  "headings of what is to be done" },
	{ "languages", parse_texts, offsetof(NotesSettings, languages), FALSE,
	  "codes of the languages that notes are in, beside English" },
	{ "max_size", parse_size, offsetof(NotesSettings, max_size), FALSE,
	  "a longer file is refused" },
};

const Schema schema_notes = SCHEMA("notes", notes_keys);

static void
parse_notes(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	loader_parse_mapping(loader, value, name, &schema_notes, &((Config *)to)->notes);
}

static void
parse_lint_codes(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	GPtrArray *codes = *(GPtrArray **)to;

	parse_texts(loader, value, name, to);
	for (guint i = 0; i < codes->len; i++) {
		const char *code = g_ptr_array_index(codes, i), *meant = lint_code_guess(code);
		const YamlNode *node =
		    value->kind == YAML_SEQUENCE && i < value->count ? value->items[i] : value;
		if (lint_code(code) == NULL)
			loader_problem(loader, node,
			               "lint has no code \"%s\"%s%s%s; tidings-lint(7) lists them",
			               code, meant != NULL ? " (did you mean \"" : "",
			               meant != NULL ? meant : "", meant != NULL ? "\"?)" : "");
	}
}

static const Key lint_keys[] = {
	{ "disable", parse_lint_codes, offsetof(Config, lint_disable), FALSE,
	  "codes that lint leaves out" },
	{ "enable", parse_lint_codes, offsetof(Config, lint_enable), FALSE,
	  "codes that lint leaves out otherwise" },
};

const Schema schema_lint = SCHEMA("lint", lint_keys);

static void
parse_lint(Loader *loader, const YamlNode *value, const char *name, gpointer to)
{
	loader_parse_mapping(loader, value, name, &schema_lint, to);
}

static const Key top_keys[] = {
	{ "notes", parse_notes, 0, TRUE, "the folder of the notes: {root: DIR}" },
	{ "timezone", parse_timezone, 0, FALSE, "in which days and hours are reckoned" },
	{ "state", parse_path, offsetof(Config, state), FALSE, "the file of tidings' memory" },
	{ "templates", parse_path, offsetof(Config, templates), FALSE,
	  "the folder of your own templates" },
	{ "language", parse_language, offsetof(Config, language), FALSE,
	  "the language of messages" },
	{ "archive", parse_path, offsetof(Config, archive), FALSE, "the folder of the web pages" },
	{ "archive_url", parse_folder_url, offsetof(Config, archive_url), FALSE,
	  "where people read the web pages" },
	{ "expire_after", parse_days, offsetof(Config, expire_after_days), FALSE,
	  "an action untouched for so long is stale" },
	{ "news_within", parse_days, offsetof(Config, news_within_days), FALSE,
	  "a meeting that is told later is not news" },
	{ "keep", parse_days, offsetof(Config, keep_days), FALSE,
	  "how long sent messages are remembered" },
	{ "give_up", parse_days, offsetof(Config, give_up_days), FALSE,
	  "how long a delivery is tried" },
	{ "deadline", parse_deadline, offsetof(Config, deadline), FALSE,
	  "how long a run may take" },
	{ "people", parse_people, 0, FALSE, "who owner tokens stand for" },
	{ "groups", parse_groups, 0, FALSE, "tokens that stand for several people" },
	{ "tracks", parse_tracks, 0, FALSE, "spellings of tracks that are one" },
	{ "mail", parse_mail, 0, FALSE, "how mail leaves" },
	{ "answers", parse_answers, 0, FALSE, "how answers to reminders are read" },
	{ "discord", parse_discord, 0, FALSE, "webhooks by name" },
	{ "commands", parse_commands, 0, FALSE, "programs to hand messages to, by name" },
	{ "forge", parse_forge, 0, FALSE,
	  "who knows the state of linked issues and pull requests" },
	{ "lint", parse_lint, 0, FALSE, "what lint says" },
	{ "jobs", parse_jobs, 0, FALSE, "what is sent, when and to whom" },
};

const Schema schema_top = SCHEMA("the configuration", top_keys);

static gboolean
is_trusted(uid_t owner)
{
	return owner == 0 || owner == geteuid();
}

/*
 * Checks a file that nobody named.  `st` is that of the open file; if `path` is a link to it, the
 * owner of the link counts as well.
 */
static gboolean
check_is_trusted(const char *path, const struct stat *st, GError **error)
{
	struct stat name = { .st_uid = st->st_uid };
	g_autofree char *shown = text_escape_for_terminal(path, -1);

	(void)lstat(path, &name);
	uid_t owner = is_trusted(st->st_uid) ? name.st_uid : st->st_uid;
	if (!is_trusted(owner))
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		            "%s: is not used, because it belongs to another user (%u) than you and "
		            "root and "
		            "may have commands run; if you trust it, name it: tidings -c %s",
		            shown, (guint)owner, shown);
	else if ((st->st_mode & S_IWOTH) != 0)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		            "%s: is not used, because anybody may write to it; run chmod o-w on "
		            "it, or name it: "
		            "tidings -c %s",
		            shown, shown);
	else
		return TRUE;
	return FALSE;
}

static YamlTree *
read_tree(const char *path, gboolean found, struct stat *st, GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autoptr(GBytes) source = file_read_with_stat(path, CONFIG_MAX, st, &local);
	YamlTree *tree = NULL;

	if (source != NULL && found && !check_is_trusted(path, st, error))
		return NULL;
	if (source != NULL) {
		gsize length = 0;
		const char *text = g_bytes_get_data(source, &length);
		tree = yaml_tree_parse_single(text == NULL ? "" : text, length, &local);
		if (tree != NULL)
			return tree;
		g_autofree char *shown = text_escape_for_terminal(path, -1);
		g_prefix_error(&local, "%s:", shown);
	}
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, local->message);
	return NULL;
}

/*
 * A configuration called tidings.yaml keeps the default state file, which existing installations
 * use.
 */
static void
name_state(Config *config)
{
	g_autofree char *name = config_state_name(config->path);
	if (strcmp(name, "tidings.db") == 0)
		return;

	g_autofree char *folder = g_path_get_dirname(config->state);
	config->former_state = config->state;
	config->state = g_build_filename(folder, name, NULL);
}

static GPtrArray *
paths_new(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

/* Adds the file that a secret is read from, or the folder that replaces a server. */
static void
add_secret(NotesSettings *notes, const Secret *secret)
{
	static const char folder[] = "folder:";

	if (secret != NULL && secret->source == SECRET_FILE)
		g_ptr_array_add(notes->own_files, g_strdup(secret->value));
	else if (secret != NULL && secret->source == SECRET_LITERAL &&
	         g_str_has_prefix(secret->value, folder))
		g_ptr_array_add(notes->own_folders, g_strdup(secret->value + strlen(folder)));
}

/*
 * Fills own_files and own_folders of the notes' settings: files of tidings itself, which must never
 * be read as notes.
 */
static void
collect_own_paths(Config *config)
{
	/* the lock, and SQLite's files beside a database (https://www.sqlite.org/tempfiles.html) */
	static const char *const endings[] = { "", ".lock", "-wal", "-shm", "-journal" };
	NotesSettings *notes = &config->notes;

	notes->own_files = paths_new();
	notes->own_folders = paths_new();
	g_ptr_array_add(notes->own_files, g_strdup(config->path));
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
		g_ptr_array_add(notes->own_files, g_strconcat(config->state, endings[i], NULL));
	if (config->archive != NULL)
		g_ptr_array_add(notes->own_folders, g_strdup(config->archive));
	add_secret(notes, config->mail.via);
	add_secret(notes, config->mail.oauth);
	for (guint i = 0; i < FORGE_COUNT; i++)
		if (config->forges[i] != NULL)
			add_secret(notes, config->forges[i]->token);
	add_secret(notes, config->answers.secret);
	add_secret(notes, config->answers.password);
	add_secret(notes, config->answers.oauth);
	for (guint i = 0; i < config->endpoints->len; i++)
		add_secret(notes, ((const Endpoint *)g_ptr_array_index(config->endpoints, i))->via);
}

/* `found` is TRUE if neither -c nor $TIDINGS_CONFIG named the file. */
static Config *
load(const char *path, gboolean found, GError **error)
{
	struct stat st;
	g_autoptr(YamlTree) tree = read_tree(path, found, &st, error);
	if (tree == NULL)
		return NULL;

	g_autoptr(Loader) loader = loader_new(path, &st);
	const YamlNode *root = yaml_tree_root(tree);
	if (root == NULL)
		loader_problem(loader, NULL, "is empty; it needs at least notes: {root: DIR}");
	else
		loader_parse_mapping(loader, root, "tidings.yaml", &schema_top, loader->config);
	if (yaml_get(root, "state") == NULL)
		name_state(loader->config);
	loader_check_references(loader);
	if (loader->config->archive_url != NULL && loader->config->archive == NULL)
		loader_problem(loader, yaml_get(root, "archive_url"),
		               "\"archive_url\" means nothing without \"archive\": the folder of "
		               "the web pages");

	g_autofree char *report = loader_report(loader);
	if (report != NULL) {
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, report);
		return NULL;
	}
	collect_own_paths(loader->config);
	return g_steal_pointer(&loader->config);
}

Config *
config_load(const char *path, GError **error)
{
	return load(path, FALSE, error);
}

Config *
config_load_found(const char *path, const char *given, GError **error)
{
	return load(path, !config_is_named(given) && strcmp(path, CONFIG_OF_SYSTEM) != 0, error);
}
