/* front_matter.c - the block of YAML, TOML or JSON at the head of a meeting file. */
#include "front_matter.h"

#include "base/error.h"
#include "base/text.h"
#include "datetime.h"
#include "front_matter_place.h"
#include "model/name.h"
#include "person_name.h"

#include <string.h>

static const char *const datetime_keys[] = { "datetime", "date", "when", NULL };
static const char *const team_keys[] = { "teams", "team", "groups", "group", "wg", NULL };
static const char *const people_keys[] = { "participants", "attendees", "present", "people", NULL };

/* TRUE if a key is `key`, in any case: `Date`. */
static gboolean
is_key(const YamlNode *node, const char *key)
{
	return node->kind == YAML_SCALAR && g_ascii_strcasecmp(node->text, key) == 0;
}

/* Returns the first value of a key that says something: of a repeated one the first may not. */
static const YamlNode *
get_key(const YamlNode *root, const char *key)
{
	if (root == NULL || root->kind != YAML_MAPPING)
		return NULL;
	for (guint i = 0; i < root->count; i++)
		if (is_key(root->keys[i], key) && !yaml_is_null(root->items[i]))
			return root->items[i];
	return NULL;
}

/* Returns the value of a key in another language: `fecha`, `Datum`, `meeting_date`. */
static const YamlNode *
get_labelled(const YamlNode *root, WordList labels)
{
	if (root == NULL || root->kind != YAML_MAPPING)
		return NULL;
	for (guint i = 0; i < root->count; i++) {
		if (root->keys[i]->kind != YAML_SCALAR || yaml_is_null(root->items[i]))
			continue;
		g_autofree char *key = g_strdup(root->keys[i]->text);
		if (vocabulary_has(LANGUAGES_ALL, labels, g_strdelimit(key, "_-", ' ')))
			return root->items[i];
	}
	return NULL;
}

/* Keys in small letters come before the others. */
static const YamlNode *
get_any(const YamlNode *root, const char *const *keys)
{
	for (const char *const *key = keys; *key != NULL; key++) {
		const YamlNode *node = yaml_get(root, *key);
		if (!yaml_is_null(node))
			return node;
	}
	for (; *keys != NULL; keys++) {
		const YamlNode *node = get_key(root, *keys);
		if (node != NULL)
			return node;
	}
	return NULL;
}

static void
add_part(GPtrArray *parts, const char *part)
{
	char *squeezed = text_collapse_space(part);

	if (*squeezed != '\0')
		g_ptr_array_add(parts, squeezed);
	else
		g_free(squeezed);
}

void
front_matter_split(const char *text, GPtrArray *parts)
{
	const char *start = text;
	int depth = 0;

	for (const char *p = text; *p != '\0'; p++) {
		depth += (*p == '(') - (*p == ')' && depth > 0);
		if (depth == 0 && (*p == ',' || *p == ';')) {
			g_autofree char *part = g_strndup(start, (gsize)(p - start));
			add_part(parts, part);
			start = p + 1;
		}
	}
	add_part(parts, start);
}

/* Leaves employers and addresses out of participants: `Nora Lind - ACME`, `Ben <ben@...>`. */
static void
clean_names(GPtrArray *names, guint from)
{
	for (guint i = from; i < names->len; i++) {
		const char *text = names->pdata[i];
		if (strstr(text, " - ") == NULL && strstr(text, " – ") == NULL &&
		    strstr(text, " — ") == NULL && strstr(text, "://") == NULL &&
		    strchr(text, '<') == NULL)
			continue;
		g_autofree char *plain = person_plain_text(text);
		char *name = person_name_read(LANGUAGES_ENGLISH, plain);
		if (name == NULL)
			continue;
		g_free(names->pdata[i]);
		names->pdata[i] = name;
	}
}

static void
add_names(const YamlNode *node, const char *key, GPtrArray *into, Meeting *meeting)
{
	g_autofree char *what = g_strdup_printf("a name of %s", key);
	guint before = into->len;

	/* `"[[Nora Lind]]"`, `[Nora](https://...)`; a team may be called `R&D <core>` */
	gboolean marked = strpbrk(node->text, into == meeting->participants ? "[*<`" : "[") != NULL;
	g_autofree char *plain = marked ? person_plain_text(node->text) : NULL;
	front_matter_split(marked ? plain : node->text, into);
	if (into == meeting->participants)
		clean_names(into, before);
	names_truncate(meeting, into, before, what, node->line, node->column);
}

/*
 * Reads a list, or one text where a list should be (`teams: garden, library`).  Of a mapping in a
 * list its `name` counts, or its first key: `- Nora: chair`.
 */
static void
read_list(const YamlNode *node, gboolean scalar_is_fine, const char *key, GPtrArray *into,
          Meeting *meeting)
{
	if (node == NULL)
		return;
	if (node->kind == YAML_SCALAR) {
		add_names(node, key, into, meeting);
		if (!scalar_is_fine)
			meeting_warn(
			    meeting, node->line, node->column, "not-a-list",
			    "%s should be a list, one item a line; it was read as %u of them", key,
			    into->len);
		return;
	}
	if (node->kind == YAML_MAPPING)
		meeting_warn(meeting, node->line, node->column, "not-a-list",
		             "%s should be a list; of \"key: value\" the keys were taken", key);
	for (guint i = 0; i < node->count; i++) {
		const YamlNode *item = node->items[i];
		if (node->kind == YAML_MAPPING)
			item = node->keys[i];
		if (item->kind == YAML_MAPPING)
			item = item->count > 0 && yaml_get(item, "name") != NULL
			           ? yaml_get(item, "name")
			       : item->count > 0 ? item->keys[0]
			                         : item;
		/* YAML reads `- [[Nora Lind]]` as lists in the list. */
		while (item->kind == YAML_SEQUENCE && item->count == 1)
			item = item->items[0];
		if (item->kind == YAML_SCALAR && !yaml_is_null(item))
			add_names(item, key, into, meeting);
		else if (item->kind != YAML_SCALAR)
			meeting_warn(meeting, item->line, item->column, "not-a-name",
			             "an item of %s is not a name", key);
	}
}

static char *
read_text(const YamlNode *node, const char *key, Meeting *meeting)
{
	if (yaml_is_null(node))
		return NULL;
	if (node->kind != YAML_SCALAR) {
		meeting_warn(meeting, node->line, node->column, "not-a-text",
		             "%s should be one line of text", key);
		return NULL;
	}
	char *text = text_collapse_space(node->text);
	if (*text == '\0')
		g_clear_pointer(&text, g_free);
	return text;
}

static char *
read_name(const YamlNode *root, const char *key, Meeting *meeting)
{
	const YamlNode *node = get_key(root, key);
	g_autofree char *what = g_strdup_printf("the %s", key);
	char *name = read_text(node, key, meeting);

	if (name != NULL)
		name_truncate(meeting, &name, what, node->line, node->column);
	return name;
}

const YamlNode *
front_matter_datetime(const YamlNode *root)
{
	const YamlNode *node = get_any(root, datetime_keys);
	if (node == NULL)
		node = get_labelled(root, WORDS_DATE_LABEL);
	if (node != NULL)
		return node;
	/* Obsidian's properties may have the day there: `time: 2024-03-05T18:00` */
	const YamlNode *time = get_key(root, "time");
	gboolean day = time != NULL && time->kind == YAML_SCALAR && strlen(time->text) >= 10 &&
	               time->text[4] == '-';
	return day ? time : NULL;
}

/* `datetime`, or `date` with a `time` of its own. */
static void
read_datetime(const YamlNode *root, const NotesContext *context, Meeting *meeting)
{
	const YamlNode *node = front_matter_datetime(root);
	const YamlNode *time = get_key(root, "time");
	if (node == NULL)
		return;

	g_autofree char *text = read_text(node, "datetime", meeting);
	if (text == NULL)
		return;
	if (node == get_key(root, "date") && time != NULL && time->kind == YAML_SCALAR &&
	    g_ascii_isdigit(*time->text)) {
		char *both = g_strconcat(text, " ", time->text, NULL);
		g_free(text);
		text = both;
	}
	datetime_read(text, context, node->line, node->column, meeting);
}

const YamlNode *
front_matter_people(const YamlNode *root)
{
	const YamlNode *node = get_any(root, people_keys);

	return node != NULL ? node : get_labelled(root, WORDS_PEOPLE_LABEL);
}

const YamlNode *
front_matter_teams(const YamlNode *root)
{
	return get_any(root, team_keys);
}

static void
read_root(const YamlNode *root, const NotesContext *context, Meeting *meeting)
{
	meeting->title = read_name(root, "title", meeting);
	meeting->location = read_name(root, "location", meeting);
	read_datetime(root, context, meeting);
	read_list(front_matter_teams(root), FALSE, "teams", meeting->teams, meeting);
	read_list(front_matter_people(root), FALSE, "participants", meeting->participants, meeting);
	read_list(get_key(root, "tags"), TRUE, "tags", meeting->tags, meeting);
}

static YamlTree *
parse_tree(const Source *source, const FrontMatterPlace *place, GError **error)
{
	const char *text = source_at(source, place->first);
	gsize length = (gsize)(source_at(source, place->end) - text);

	if (place->format != FRONT_MATTER_TOML)
		return yaml_tree_parse(text, length, place->first, error);
	g_autofree char *toml = g_strndup(text, length);
	g_autofree char *yaml = front_matter_yaml_of_toml(toml);
	return yaml_tree_parse(yaml, strlen(yaml), place->first, error);
}

YamlTree *
front_matter_tree(const Source *source, const char *path, guint *body, GError **error)
{
	FrontMatterPlace place;

	*body = 1;
	if (!front_matter_find(source, &place))
		return NULL;
	if (place.end == 0) {
		g_autofree char *shown = text_escape_for_terminal(path, -1);
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		            "%s:1:1: the front matter that begins here has no end; put a line "
		            "\"---\" below it",
		            shown);
		return NULL;
	}
	YamlTree *tree = parse_tree(source, &place, error);
	if (tree == NULL) {
		g_autofree char *shown = text_escape_for_terminal(path, -1);
		g_prefix_error(error, "%s:", shown);
	}
	*body = place.body;
	return tree;
}

/* The heading above the front matter is the title of a meeting that has no other. */
static void
read_title_above(const Source *source, Meeting *meeting)
{
	FrontMatterPlace place;
	if (meeting->title != NULL || !front_matter_find(source, &place) || place.title == 0)
		return;

	g_autofree char *line = source_line(source, place.title);
	char *title = text_collapse_space(line + strspn(line, "# "));
	if (*title != '\0')
		meeting->title = title;
	else
		g_free(title);
}

gboolean
front_matter_read(const Source *source, const NotesContext *context, Meeting *meeting, guint *body,
                  GError **error)
{
	g_autoptr(GError) local = NULL;
	g_autoptr(YamlTree) tree = front_matter_tree(source, meeting->path, body, &local);
	if (local != NULL) {
		g_propagate_error(error, g_steal_pointer(&local));
		return FALSE;
	}
	const YamlNode *root = tree != NULL ? yaml_tree_root(tree) : NULL;
	if (root != NULL && root->kind == YAML_MAPPING)
		read_root(root, context, meeting);
	else if (root != NULL && !yaml_is_null(root))
		meeting_warn(
		    meeting, root->line, root->column, "bad-front-matter",
		    "the front matter is not a list of \"key: value\" lines and was ignored");
	if (*body > 1)
		read_title_above(source, meeting);
	return TRUE;
}
