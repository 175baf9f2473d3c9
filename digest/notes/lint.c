/* lint.c - what the author of a meeting file should mend. */
#include "notes/lint.h"

#include "base/text.h"
#include "base/text_hash.h"
#include "front_matter.h"
#include "lint_checks.h"
#include "notes/damage.h"
#include "owner_names_learn.h"
#include "people/name_key.h"

#include <string.h>

/* "PATH:LINE:COLUMN: text" of notes_parse() as a warning. */
static void
take_error(Meeting *meeting, const char *code, const char *message)
{
	g_autofree char *shown = text_escape_for_terminal(meeting->path, -1);
	gsize length = strlen(shown);
	guint line = 1, column = 1;
	const char *text = message;

	if (strncmp(message, shown, length) == 0 && message[length] == ':') {
		char *end = NULL;
		line = (guint)g_ascii_strtoull(message + length + 1, &end, 10);
		column = *end == ':' ? (guint)g_ascii_strtoull(end + 1, &end, 10) : 1;
		text = *end == ':' ? end + 1 + strspn(end + 1, " ") : end;
	}
	meeting_warn(meeting, MAX(line, 1), MAX(column, 1), code, "%s%s",
	             g_str_has_prefix(text, "is ") ? "the front matter " : "", text);
}

static gint
compare_warnings(gconstpointer a, gconstpointer b)
{
	const Warning *first = *(Warning *const *)a, *second = *(Warning *const *)b;

	if (first->line != second->line)
		return first->line < second->line ? -1 : 1;
	if (first->column != second->column)
		return first->column < second->column ? -1 : 1;
	return strcmp(first->code, second->code);
}

/* A date that cannot be read is said already: that there is none says the same again. */
static void
drop_no_date(Meeting *meeting)
{
	const Warning *no_date = NULL;
	gboolean bad = FALSE;

	for (guint i = 0; i < meeting->warnings->len; i++) {
		const Warning *warning = g_ptr_array_index(meeting->warnings, i);
		bad |= strcmp(warning->code, "bad-datetime") == 0;
		if (strcmp(warning->code, "no-date") == 0)
			no_date = warning;
	}
	if (bad && no_date != NULL)
		g_ptr_array_remove(meeting->warnings, (gpointer)no_date);
}

static void
check(GBytes *bytes, const NotesOptions *options, const Roster *roster, Meeting *meeting)
{
	g_autoptr(Meeting) said = meeting_new(meeting->path); /* what parsing has said already */
	g_autoptr(Source) source = source_new(bytes, said);
	guint body = 1;
	g_autoptr(YamlTree) tree = front_matter_tree(source, meeting->path, &body, NULL);
	g_autoptr(GArray) blocks = outline_read(source, body, said);
	g_autoptr(OwnerNames) names = owner_names_from_meeting(source, meeting, blocks);
	g_autoptr(Resolver) resolver = resolver_new(roster);
	const Linted linted = { source, blocks, names, roster, resolver, options, meeting };

	lint_front_matter(&linted, tree != NULL ? yaml_tree_root(tree) : NULL);
	lint_owners(&linted);
	lint_lines(&linted);
	lint_items(&linted);
	drop_no_date(meeting);
	g_ptr_array_sort(meeting->warnings, compare_warnings);
}

Meeting *
lint_read(const char *path, GBytes *source, const NotesOptions *options, const Roster *roster)
{
	g_autoptr(GError) error = NULL;
	const char *code = "broken-front-matter";
	Meeting *meeting = damage_check(path, source, &code, &error)
	                       ? notes_parse(path, source, options, &error)
	                       : NULL;

	if (meeting == NULL) {
		meeting = meeting_new(path);
		take_error(meeting, code, error->message);
	} else
		check(source, options, roster, meeting);
	return meeting;
}

char *
lint_join(const GPtrArray *texts)
{
	GString *joined = g_string_new(NULL);

	for (guint i = 0; i < texts->len; i++)
		g_string_append_printf(joined, "%s%s",
		                       i == 0                ? ""
		                       : i + 1 == texts->len ? " or "
		                                             : ", ",
		                       (const char *)g_ptr_array_index(texts, i));
	return g_string_free(joined, FALSE);
}

static gboolean
has_first_name(const Person *person, const char *folded)
{
	for (guint i = 0; i <= person->aliases->len; i++) {
		const char *text =
		    i == 0 ? person->name : g_ptr_array_index(person->aliases, i - 1);
		g_autoptr(NameKey) spelling = name_key_of_name(text);
		if (spelling->count > 1 && strcmp(spelling->words[0], folded) == 0)
			return TRUE;
	}
	return FALSE;
}

char *
lint_namesakes(const Roster *roster, const char *name)
{
	const GPtrArray *people = roster_people(roster);
	g_autofree char *folded = text_fold(name);
	g_autoptr(GPtrArray) found = g_ptr_array_new();

	for (guint i = 0; i < people->len; i++)
		if (has_first_name(g_ptr_array_index(people, i), folded))
			g_ptr_array_add(found, ((Person *)g_ptr_array_index(people, i))->name);
	return found->len > 1 ? lint_join(found) : NULL;
}

const char *
lint_guess_person(const Roster *roster, const char *token)
{
	enum {
		SHORTEST = 4 /* two initials are near to every other two */
	};
	const GPtrArray *people = roster_people(roster);
	if (g_utf8_strlen(token, -1) < SHORTEST)
		return NULL;

	g_autoptr(GPtrArray) words = g_ptr_array_new();
	for (guint i = 0; i < people->len; i++) {
		const Person *person = g_ptr_array_index(people, i);
		g_ptr_array_add(words, person->id);
		g_ptr_array_add(words, person->name);
		for (guint j = 0; j < person->aliases->len; j++)
			g_ptr_array_add(words, g_ptr_array_index(person->aliases, j));
	}
	g_ptr_array_add(words, NULL);
	return text_guess(token, (const char *const *)words->pdata);
}

gboolean
lint_is_unfilled(const char *text)
{
	static const char *const marks[] = {
		"to fill", "to be filled", "todo", "tbd", "tba", "xxx"
	};
	g_autofree char *folded = text_fold(text);
	gsize length = strlen(folded);

	while (length > 0 && strchr(".:!*_ >])", folded[length - 1]) != NULL)
		folded[--length] = '\0';
	const char *bare = folded + strspn(folded, "*_<[(");
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
		if (strcmp(bare, marks[i]) == 0)
			return TRUE;
	return FALSE;
}

struct LintMeetings {
	GHashTable *seen; /* "TIME TEAM" -> where, as shown */
};

LintMeetings *
lint_meetings_new(void)
{
	LintMeetings *meetings = g_new0(LintMeetings, 1);

	meetings->seen = g_hash_table_new_full(text_hash, g_str_equal, g_free, g_free);
	return meetings;
}

void
lint_meetings_free(LintMeetings *meetings)
{
	g_hash_table_unref(meetings->seen);
	g_free(meetings);
}

void
lint_meetings_take(LintMeetings *meetings, Meeting *meeting, const char *shown)
{
	gboolean said = FALSE;

	for (guint i = 0; meeting->has_time && i < meeting->teams->len; i++) {
		const char *team = g_ptr_array_index(meeting->teams, i);
		g_autofree char *folded = text_fold(team);
		char *key = g_strdup_printf("%" G_GINT64_FORMAT " %s", meeting->start, folded);
		const char *other = g_hash_table_lookup(meetings->seen, key);
		if (other == NULL) {
			g_hash_table_insert(meetings->seen, key, g_strdup(shown));
			continue;
		}
		g_free(key);
		if (!said && strcmp(other, shown) != 0)
			meeting_warn(meeting, 1, 1, "same-meeting",
			             "%s has the same time and the same team (%s); correct the one "
			             "that was copied",
			             other, team);
		said = TRUE;
	}
	g_ptr_array_sort(meeting->warnings, compare_warnings);
}
