/* front_matter.c - the YAML block at the head of a meeting file. */
#include "front_matter.h"

#include "base/error.h"
#include "base/text.h"
#include "datetime.h"
#include "model/name.h"

#include <string.h>

static const char *const datetime_keys[] = { "datetime", "date", "when", NULL };
static const char *const team_keys[] = { "teams", "team", "groups", "group", "wg", NULL };
static const char *const people_keys[] = { "participants", "attendees", "present", "people", NULL };

const char *const front_matter_keys[] = { "datetime",  "date",    "when",   "time",  "teams",
	                                  "team",      "groups",  "group",  "wg",    "participants",
	                                  "attendees", "present", "people", "title", "location",
	                                  "tags",      NULL };

static gboolean
line_is(const Source *source, guint line, const char *mark)
{
	const char *start = source_at(source, line), *end = source_at(source, line + 1);

	while (end > start && g_ascii_isspace(end[-1]))
		end--;
	return (gsize)(end - start) == strlen(mark) &&
	       memcmp(start, mark, (gsize)(end - start)) == 0;
}

/* The line that ends the front matter; 0 if none does. */
static guint
find_end(const Source *source)
{
	for (guint line = 2; line <= source->lines; line++) {
		if (line_is(source, line, "---") || line_is(source, line, "..."))
			return line;
	}
	return 0;
}

static const YamlNode *
get_any(const YamlNode *root, const char *const *keys)
{
	for (; *keys != NULL; keys++) {
		const YamlNode *node = yaml_get(root, *keys);
		if (!yaml_is_null(node))
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

static void
add_names(const YamlNode *node, const char *key, GPtrArray *into, Meeting *meeting)
{
	g_autofree char *what = g_strdup_printf("a name of %s", key);
	guint before = into->len;

	front_matter_split(node->text, into);
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
	const YamlNode *node = yaml_get(root, key);
	g_autofree char *what = g_strdup_printf("the %s", key);
	char *name = read_text(node, key, meeting);

	if (name != NULL)
		name_truncate(meeting, &name, what, node->line, node->column);
	return name;
}

const YamlNode *
front_matter_datetime(const YamlNode *root)
{
	return get_any(root, datetime_keys);
}

/* `datetime`, or `date` with a `time` of its own. */
static void
read_datetime(const YamlNode *root, const NotesContext *context, Meeting *meeting)
{
	const YamlNode *node = front_matter_datetime(root);
	const YamlNode *time = yaml_get(root, "time");
	if (node == NULL)
		return;

	g_autofree char *text = read_text(node, "datetime", meeting);
	if (text == NULL)
		return;
	if (node == yaml_get(root, "date") && time != NULL && time->kind == YAML_SCALAR &&
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
	return get_any(root, people_keys);
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
	read_list(yaml_get(root, "tags"), TRUE, "tags", meeting->tags, meeting);
}

YamlTree *
front_matter_tree(const Source *source, const char *path, guint *body, GError **error)
{
	*body = 1;
	if (!line_is(source, 1, "---"))
		return NULL;

	guint end = find_end(source);
	if (end == 0) {
		g_autofree char *shown = text_escape_for_terminal(path, -1);
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA,
		            "%s:1:1: the front matter that begins here has no end; put a line "
		            "\"---\" below it",
		            shown);
		return NULL;
	}
	const char *yaml = source_at(source, 2);
	YamlTree *tree = yaml_tree_parse(yaml, (gsize)(source_at(source, end) - yaml), 2, error);
	if (tree == NULL) {
		g_autofree char *shown = text_escape_for_terminal(path, -1);
		g_prefix_error(error, "%s:", shown);
	}
	*body = end + 1;
	return tree;
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
	return TRUE;
}
