/* find.c - finds issues and pull requests in the text of an item. */
#include "find.h"

#include "base/scan.h"
#include "base/text.h"

#include <string.h>

enum {
	FOUND_MAX = 50,   /* of one item; nobody reads more */
	REPO_MAX = 300,   /* bytes */
	WORDS_MAX = 1000, /* bytes of the words of a Markdown link */
};

static const char name_bytes[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "0123456789._-";

/* A place in the text that names something. */
typedef struct {
	gsize start, end; /* with the Markdown link around it */
	Linked *linked;   /* NULL for a bare number, until the repository is known */
	gboolean request; /* of a bare number: it is !12 */
	guint number;
} Find;

typedef struct {
	const Config *config;
	const char *text;
	GArray *finds;    /* Find, by start */
	ForgeKind forge;  /* of the repository that all URLs lead to */
	char *repo;       /* its name; NULL before the first URL */
	gboolean several; /* the URLs lead to more than one */
} Finder;

static void
find_clear(gpointer data)
{
	linked_free(((Find *)data)->linked);
}

/* Reads the digits at `*p`.  Returns 0 for none, for too many, and for "0". */
static guint
read_number(const char **p)
{
	gsize digits = strspn(*p, "0123456789");
	guint64 number = digits > 0 && digits <= 9 ? g_ascii_strtoull(*p, NULL, 10) : 0;

	*p += digits;
	return (guint)number;
}

static gboolean
is_name(const char *name)
{
	return *name != '\0' && strspn(name, name_bytes) == strlen(name) &&
	       strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

/* Says whether a repository of the forge can be called so: only GitLab has groups in groups. */
static gboolean
is_repo(ForgeKind forge, const char *repo)
{
	g_auto(GStrv) parts = g_strsplit(repo, "/", 20);
	guint count = g_strv_length(parts);

	for (guint i = 0; i < count; i++)
		if (!is_name(parts[i]))
			return FALSE;
	return count >= 2 && (count == 2 || forge == FORGE_GITLAB) && strlen(repo) <= REPO_MAX;
}

/* Says whether `repo` belongs to one of the owners: "acme" has "acme/tool" and "acme/sub/tool". */
static gboolean
is_allowed(const ForgeSettings *forge, const char *repo)
{
	for (guint i = 0; i < forge->owners->len; i++) {
		const char *owner = g_ptr_array_index(forge->owners, i);
		gsize length = strlen(owner);
		if (g_ascii_strncasecmp(repo, owner, length) == 0 && repo[length] == '/')
			return TRUE;
	}
	return FALSE;
}

static char *
key_of(ForgeKind forge, const char *repo, gboolean request, guint number)
{
	g_autofree char *folded = g_ascii_strdown(repo, -1);
	gboolean merge_request = forge == FORGE_GITLAB && request;

	return g_strdup_printf("%s:%s%c%u", forge_word(forge), folded, merge_request ? '!' : '#',
	                       number);
}

static Linked *
new_known(const ForgeSettings *forge, const char *repo, gboolean request, guint number)
{
	Linked *linked = linked_new();

	linked->forge = forge->kind;
	linked->repo = g_strdup(repo);
	linked->request = request;
	linked->number = number;
	linked->known = is_allowed(forge, repo) && is_repo(forge->kind, repo);
	linked->key = key_of(forge->kind, repo, request, number);
	return linked;
}

static Linked *
new_stranger(const char *written, gsize length)
{
	Linked *linked = linked_new();

	linked->key = g_strndup(written, length);
	return linked;
}

/* What the parts of a path between slashes say after the name of a repository. */
static const struct {
	const char *word;
	gboolean request;
} kinds[] = {
	{ "issues", FALSE },        { "pull", TRUE },        { "pulls", TRUE },
	{ "merge_requests", TRUE }, { "work_items", FALSE },
};

/*
 * Reads "/acme/tool/pull/12" or "/group/sub/tool/-/issues/3", which is `path` up to a `?`, a `#` or
 * its end.  Returns the name of the repository, newly allocated, or NULL.
 */
static char *
read_path(const char *path, gboolean *request, guint *number)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", 20);
	guint count = g_strv_length(parts);

	for (guint i = 3; i + 1 < count; i++) {
		const char *digits = parts[i + 1];
		for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++) {
			if (strcmp(parts[i], kinds[k].word) != 0)
				continue;
			*request = kinds[k].request;
			*number = read_number(&digits);
			if (*number == 0 || *digits != '\0')
				return NULL;
			guint end = strcmp(parts[i - 1], "-") == 0 ? i - 1 : i;
			g_autoptr(GString) repo = g_string_new(NULL);
			for (guint n = 1; n < end; n++) {
				if (!is_name(parts[n]))
					return NULL;
				g_string_append_printf(repo, "%s%s", n > 1 ? "/" : "", parts[n]);
			}
			return end < 3 || repo->len > REPO_MAX ? NULL : g_strdup(repo->str);
		}
	}
	return NULL;
}

/* Returns the length of the URL at `text`: what stands around one in Markdown is no part of it. */
static gsize
url_length(const char *text)
{
	gsize length = strcspn(text, " \t\r\n<>()[]{}\"'`\\|^*,;");

	while (length > 0 && strchr(".:!?_~", text[length - 1]) != NULL)
		length--;
	return length;
}

/* Returns the path of a URL on this forge, or NULL: "https://github.com/acme" gives "/acme". */
static const char *
path_on(const ForgeSettings *forge, const char *url)
{
	const char *host = forge->web + text_web_scheme(forge->web);
	const char *at = url + text_web_scheme(url);
	gsize length = strlen(host);

	if (g_ascii_strncasecmp(at, "www.", 4) == 0)
		at += 4;
	return g_ascii_strncasecmp(at, host, length) == 0 && at[length] == '/' ? at + length : NULL;
}

static void
note_repository(Finder *finder, ForgeKind forge, const char *repo)
{
	if (finder->repo == NULL) {
		finder->forge = forge;
		finder->repo = g_strdup(repo);
	} else if (finder->forge != forge || g_ascii_strcasecmp(finder->repo, repo) != 0) {
		finder->several = TRUE;
	}
}

/* Notes the repository of a URL that is no issue's: "https://github.com/acme/tool". */
static void
note_plain(Finder *finder, const ForgeSettings *forge, const char *path)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", 4);

	if (g_strv_length(parts) < 3 || !is_name(parts[1]) || !is_name(parts[2]))
		return;
	g_autofree char *repo = g_strconcat(parts[1], "/", parts[2], NULL);
	note_repository(finder, forge->kind, repo);
}

/* Returns what the URL names, or NULL when it is no issue's and no pull request's. */
static Linked *
read_url(Finder *finder, const char *url, gsize length)
{
	g_autofree char *whole = g_strndup(url, length);
	whole[strcspn(whole, "?#")] = '\0';
	gboolean request = FALSE;
	guint number = 0;

	for (guint i = 0; i < FORGE_COUNT; i++) {
		const ForgeSettings *forge = finder->config->forges[i];
		const char *path = forge != NULL ? path_on(forge, whole) : NULL;
		if (path == NULL)
			continue;
		g_autofree char *repo = read_path(path, &request, &number);
		if (repo == NULL) {
			note_plain(finder, forge, path);
			return NULL;
		}
		note_repository(finder, forge->kind, repo);
		return new_known(forge, repo, request, number);
	}
	const char *path = strchr(whole + text_web_scheme(whole), '/');
	g_autofree char *repo = path != NULL ? read_path(path, &request, &number) : NULL;
	return repo != NULL ? new_stranger(url, length) : NULL;
}

/*
 * Widens what stands at `start` to `end` to the Markdown link around it: "[a pull
 * request](https://...)" and "<https://...>".
 */
static void
widen(const char *text, gsize *start, gsize *end)
{
	gsize from = *start;
	int depth = 0;

	if (from > 0 && text[from - 1] == '<' && text[*end] == '>') {
		*start = from - 1;
		*end += 1;
		return;
	}
	if (from < 2 || text[from - 1] != '(' || text[from - 2] != ']')
		return;
	for (gsize at = from - 2; from - at < WORDS_MAX; at--) {
		depth += text[at] == ']' ? 1 : text[at] == '[' ? -1 : 0;
		if (depth == 0) {
			gsize title = strcspn(text + *end, ")");
			*start = at;
			*end += title + (text[*end + title] == ')' ? 1 : 0);
			return;
		}
		if (at == 0)
			return;
	}
}

/* Takes the place of what was found within it, such as the number in the words of a link. */
static void
add_find(Finder *finder, Find find)
{
	while (finder->finds->len > 0) {
		const Find *last = &g_array_index(finder->finds, Find, finder->finds->len - 1);
		if (last->start < find.start)
			break;
		g_array_set_size(finder->finds, finder->finds->len - 1);
	}
	g_array_append_val(finder->finds, find);
}

/* Returns the settings of the forge whose allow-list has the owner of `repo`, or NULL. */
static const ForgeSettings *
forge_of_owner(const Config *config, const char *repo)
{
	for (guint i = 0; i < FORGE_COUNT; i++)
		if (config->forges[i] != NULL && is_allowed(config->forges[i], repo))
			return config->forges[i];
	return NULL;
}

/* Returns how many bytes before `at` belong to a name of a repository, "acme/tool". */
static gsize
name_before(const char *text, gsize at)
{
	gsize length = 0;

	while (length < at && length <= REPO_MAX && text[at - length - 1] != '\0' &&
	       strchr("/", text[at - length - 1]) == NULL &&
	       strchr(name_bytes, text[at - length - 1]) != NULL)
		length++;
	return length;
}

/* As name_before(), with its slashes; 0 when there is none between two names. */
static gsize
repo_before(const char *text, gsize at)
{
	gsize length = name_before(text, at);
	guint slashes = 0;

	while (length > 0 && length < at && text[at - length - 1] == '/') {
		gsize more = name_before(text, at - length - 1);
		if (more == 0)
			break;
		length += more + 1;
		slashes++;
	}
	return slashes > 0 ? length : 0;
}

/* Reads "#12", "!12" and "acme/tool#12" at the mark, which is at `at`.  Returns where to go on. */
static gsize
read_short(Finder *finder, gsize at)
{
	const char *text = finder->text, *end = text + at + 1;
	guint number = read_number(&end);
	gsize after = (gsize)(end - text), before = repo_before(text, at);
	Find find = {
		.start = at - before, .end = after, .number = number, .request = text[at] == '!'
	};

	if (number == 0 || scan_is_word_byte(*end))
		return MAX(after, at + 1);
	if (before == 0) {
		/* "C#12" and "&#39;" are something else */
		if (at == 0 || !(scan_is_word_byte(text[at - 1]) || strchr("&#", text[at - 1])))
			add_find(finder, find);
		return after;
	}
	g_autofree char *repo = g_strndup(text + at - before, before);
	const ForgeSettings *forge = forge_of_owner(finder->config, repo);
	gboolean fits = forge != NULL && (!find.request || forge->kind == FORGE_GITLAB);
	find.linked = fits ? new_known(forge, repo, find.request, number)
	                   : new_stranger(text + find.start, after - find.start);
	add_find(finder, find);
	return after;
}

static void
scan(Finder *finder)
{
	const char *text = finder->text;

	for (gsize at = 0; text[at] != '\0';) {
		if (text_web_scheme(text + at) > 0) {
			Find find = { .start = at, .end = at + url_length(text + at) };
			at = MAX(find.end, at + 1);
			find.linked = read_url(finder, text + find.start, find.end - find.start);
			if (find.linked == NULL)
				continue;
			widen(text, &find.start, &find.end);
			at = MAX(at, find.end);
			add_find(finder, find);
		} else if (text[at] == '#' || text[at] == '!') {
			at = read_short(finder, at);
		} else {
			at++;
		}
	}
}

/* Gives bare numbers their repository, when one is known; others name nothing. */
static Linked *
take(const Finder *finder, Find *find)
{
	if (find->linked != NULL)
		return g_steal_pointer(&find->linked);
	if (finder->repo == NULL || finder->several ||
	    (find->request && finder->forge != FORGE_GITLAB))
		return NULL;
	return new_known(finder->config->forges[finder->forge], finder->repo, find->request,
	                 find->number);
}

static gboolean
has_key(const GPtrArray *found, const char *key)
{
	for (guint i = 0; i < found->len; i++)
		if (strcmp(((const Linked *)g_ptr_array_index(found, i))->key, key) == 0)
			return TRUE;
	return FALSE;
}

static GPtrArray *
collect(const Finder *finder, GString *rest)
{
	GPtrArray *found = g_ptr_array_new_with_free_func((GDestroyNotify)linked_free);
	gsize done = 0;

	for (guint i = 0; i < finder->finds->len; i++) {
		Find *find = &g_array_index(finder->finds, Find, i);
		g_autoptr(Linked) linked = take(finder, find);
		if (linked == NULL)
			continue;
		g_string_append_len(rest, finder->text + done, (gssize)(find->start - done));
		g_string_append_c(rest, FORGE_PLACE);
		done = find->end;
		if (found->len < FOUND_MAX && !has_key(found, linked->key))
			g_ptr_array_add(found, g_steal_pointer(&linked));
	}
	g_string_append(rest, finder->text + done);
	return found;
}

GPtrArray *
forge_find(const Config *config, const char *text, char **rest)
{
	if (!linked_is_possible(text)) {
		if (rest != NULL)
			*rest = g_strdup(text);
		return NULL;
	}
	g_autoptr(GArray) finds = g_array_new(FALSE, FALSE, sizeof(Find));
	g_autoptr(GString) left = g_string_sized_new(strlen(text));
	Finder finder = { .config = config, .text = text, .finds = finds };

	g_array_set_clear_func(finds, find_clear);
	scan(&finder);
	g_autoptr(GPtrArray) found = collect(&finder, left);
	g_free(finder.repo);
	if (rest != NULL)
		*rest = g_strdup(left->str);
	return found->len > 0 ? g_steal_pointer(&found) : NULL;
}
