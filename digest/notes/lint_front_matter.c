/* lint_front_matter.c - keys, people and teams of the front matter. */
#include "base/text.h"
#include "base/visible.h"
#include "datetime.h"
#include "front_matter.h"
#include "front_matter_keys.h"
#include "lint_checks.h"
#include "lint_util.h"
#include "meeting_day.h"
#include "model/name.h"
#include "path_day.h"
#include "vocabulary.h"

#include <string.h>

/* TRUE if the value is read, whatever its key: `Date`, `fecha`. */
static gboolean
is_read(const YamlNode *root, guint index)
{
	static const char *const others[] = { "title", "location", "tags", "time" };
	const YamlNode *value = root->items[index];
	const char *key = root->keys[index]->text;

	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		if (g_ascii_strcasecmp(key, others[i]) == 0)
			return TRUE;
	return g_strv_contains(front_matter_keys, key) || value == front_matter_datetime(root) ||
	       value == front_matter_people(root) || value == front_matter_teams(root);
}

static void
check_key(const YamlNode *root, guint index, Meeting *meeting)
{
	const YamlNode *key = root->keys[index];
	if (key->kind != YAML_SCALAR || is_read(root, index))
		return;
	/* Other programs read the front matter, too: only a key that looks like one of ours is a
	 * mistake. */
	g_autofree char *folded = text_fold(key->text);
	const char *meant = text_guess(folded, front_matter_keys);
	if (meant != NULL)
		meeting_warn(meeting, key->line, key->column, "misspelt-key",
		             "the key \"%s\" is not read; did you mean \"%s\"?", key->text, meant);
}

static void
check_keys(const YamlNode *root, Meeting *meeting)
{
	g_autoptr(GPtrArray) repeated = yaml_repeated_keys(root);

	for (guint i = 0; i < root->count; i++)
		check_key(root, i, meeting);
	for (guint i = 0; i < repeated->len; i++) {
		const YamlNode *key = g_ptr_array_index(repeated, i);
		meeting_warn(meeting, key->line, key->column, "repeated-key",
		             "\"%s\" is here again; the first one counts",
		             key->text != NULL ? key->text : "");
	}
}

typedef void (*CheckName)(const LintInput *input, const char *name, guint line, guint column);

/* Checks every name of a list, or of one text with commas, at its position. */
static void
each_name(const LintInput *input, const YamlNode *node, CheckName check)
{
	enum {
		SEARCHED_MAX =
		    100 /* names of one line whose columns are searched, each in the whole line */
	};
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	if (yaml_is_null(node))
		return;

	if (node->kind == YAML_SEQUENCE) {
		for (guint i = 0; i < node->count; i++)
			if (node->items[i]->kind == YAML_SCALAR)
				each_name(input, node->items[i], check);
		return;
	}
	if (node->kind != YAML_SCALAR)
		return;
	front_matter_split(node->text, names);
	for (guint i = 0; i < names->len; i++) {
		const char *name = g_ptr_array_index(names, i);
		guint line = node->line, column = node->column, found_line = 0, found_column = 0;
		if (names->len > 1 && i < SEARCHED_MAX &&
		    source_find(input->source, line, line, name, &found_line, &found_column))
			column = found_column;
		g_autofree char *kept = text_cut(name, NAME_CHARACTERS_MAX);
		check(input, kept, line, column);
	}
}

/* `Sairaj K (SK)` and `Sairaj K` are one. */
static gboolean
is_known(Resolver *resolver, const char *name)
{
	const GPtrArray *people;
	const char *open = strrchr(name, '(');
	if (resolve_token(resolver, name, NULL, &people) != TOKEN_UNKNOWN)
		return TRUE;
	if (open == NULL || open == name)
		return FALSE;
	g_autofree char *bare = g_strndup(name, (gsize)(open - name));
	g_strchomp(bare);
	return resolve_token(resolver, bare, NULL, &people) != TOKEN_UNKNOWN;
}

static void
check_participant(const LintInput *input, const char *name, guint line, guint column)
{
	if (vocabulary_placeholder(input->names->languages, name) == PLACEHOLDER_UNFILLED) {
		meeting_warn(input->meeting, line, column, "placeholder",
		             "\"%s\" is left from the template; write who was there", name);
		return;
	}
	if (roster_people(input->roster)->len == 0 || is_known(input->resolver, name))
		return;
	g_autofree char *namesakes = lint_namesakes(input->roster, name);
	if (namesakes != NULL) {
		meeting_warn(input->meeting, line, column, "unknown-participant",
		             "\"%s\" may be %s; write who it was", name, namesakes);
		return;
	}
	const char *meant = lint_guess_person(input->roster, name);
	meeting_warn(input->meeting, line, column, "unknown-participant",
	             "the configuration knows no person \"%s\"%s%s%s", name,
	             meant != NULL ? "; did you mean \"" : "", meant != NULL ? meant : "",
	             meant != NULL ? "\"?" : "");
}

static const char *
guess_track(const Roster *roster, const char *name)
{
	const GPtrArray *tracks = roster_tracks(roster);
	g_autoptr(GPtrArray) words = g_ptr_array_new();

	for (guint i = 0; i < tracks->len; i++) {
		const Track *track = g_ptr_array_index(tracks, i);
		g_ptr_array_add(words, track->id);
		g_ptr_array_add(words, track->name);
		for (guint j = 0; j < track->aliases->len; j++)
			g_ptr_array_add(words, g_ptr_array_index(track->aliases, j));
	}
	g_ptr_array_add(words, NULL);
	return text_guess(name, (const char *const *)words->pdata);
}

static void
check_team(const LintInput *input, const char *name, guint line, guint column)
{
	if (vocabulary_placeholder(input->names->languages, name) == PLACEHOLDER_UNFILLED) {
		meeting_warn(input->meeting, line, column, "placeholder",
		             "\"%s\" is left from the template; write which team met", name);
		return;
	}
	if (roster_tracks(input->roster)->len == 0 || roster_track(input->roster, name) != NULL)
		return;
	const char *meant = guess_track(input->roster, name);
	meeting_warn(input->meeting, line, column, "unknown-team",
	             "the configuration knows no track \"%s\"%s%s%s", name,
	             meant != NULL ? "; did you mean \"" : "", meant != NULL ? meant : "",
	             meant != NULL ? "\"?" : "");
}

/* The title and its position, in the front matter or as the first heading; NULL if there is none.
 */
static const char *
find_title(const LintInput *input, const YamlNode *root, guint *line, guint *column)
{
	const YamlNode *title = yaml_get(root, "title");

	if (input->meeting->title != NULL && title != NULL) {
		*line = title->line;
		*column = title->column;
		return input->meeting->title;
	}
	for (guint i = 0; i < input->blocks->len; i++) {
		const Block *block = &g_array_index(input->blocks, Block, i);
		if (block->kind != BLOCK_HEADING)
			continue;
		*line = block->first;
		*column = 1;
		return block->level == 1 ? block->text : NULL;
	}
	return NULL;
}

static void
warn_day(const LintInput *input, Day own, Day day, const char *where, guint line, guint column)
{
	g_autofree char *says = day_to_iso(day);
	g_autofree char *stamped = day_to_iso(own);

	meeting_warn(input->meeting, line, column, "date-mismatch",
	             "%s %s, but the front matter %s; correct the one that is wrong", where, says,
	             stamped);
}

/* The day of the front matter, which is not the meeting's where title and file name have another.
 */
static Day
day_of_front_matter(const YamlNode *datetime, const NotesContext *context)
{
	g_autoptr(Meeting) scratch = meeting_new("");

	if (datetime->kind != YAML_SCALAR ||
	    !datetime_read(datetime->text, context, datetime->line, datetime->column, scratch))
		return DAY_NONE;
	return scratch->day;
}

/* Finds a copied front matter: the file's name and the title have the right day. */
static void
check_day(const LintInput *input, const YamlNode *root)
{
	const YamlNode *datetime = front_matter_datetime(root);
	guint line = 0, column = 0;
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	const NotesContext context = { .languages = input->names->languages, .zone = utc };
	if (datetime == NULL || input->meeting->day == DAY_NONE)
		return;

	Day day = day_of_front_matter(datetime, &context);
	if (day == DAY_NONE)
		return;
	Day name = path_day_of_name(input->meeting->path, context.languages, DATE_ORDER_UNKNOWN);
	Day title = meeting_day_in_text(&context, find_title(input, root, &line, &column));
	if (title != DAY_NONE && title != day && title != name)
		warn_day(input, day, title, "the title says", line, column);
	if (name != DAY_NONE && name != day)
		warn_day(input, day, name,
		         title == name ? "the file's name and the title say"
		                       : "the file's name says",
		         datetime->line, datetime->column);
}

void
lint_front_matter(const LintInput *input, const YamlNode *root)
{
	if (root == NULL || root->kind != YAML_MAPPING)
		return;
	check_keys(root, input->meeting);
	check_day(input, root);
	each_name(input, front_matter_people(root), check_participant);
	each_name(input, front_matter_teams(root), check_team);
}
