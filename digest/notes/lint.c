/* lint.c - what the author of a meeting file should fix. */
#include "notes/lint.h"

#include "base/text.h"
#include "base/text_hash.h"
#include "front_matter.h"
#include "lint_checks.h"
#include "notes/damage.h"
#include "owner_names.h"
#include "people/name_key.h"

#include <string.h>

/* Adds the "PATH:LINE:COLUMN: text" of notes_parse() as a warning. */
static void
add_error(Meeting *meeting, const char *code, const char *message)
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

/* A date that cannot be read is warned of already; that there is none would say the same again. */
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
	g_autoptr(Meeting) said =
	    meeting_new(meeting->path); /* takes warnings that parsing has given already */
	g_autoptr(Source) source = source_new(bytes, said);
	guint body = 1;
	g_autoptr(YamlTree) tree = front_matter_tree(source, meeting->path, &body, NULL);
	g_autoptr(GArray) blocks = outline_read(source, body, said);
	g_autoptr(OwnerNames) names = owner_names_from_meeting(
	    languages_of_text(source->text, source->length, languages_by_codes(options->languages)),
	    source, meeting, blocks);
	g_autoptr(Resolver) resolver = resolver_new(roster);
	const LintInput input = { source, blocks, names, roster, resolver, options, meeting };

	lint_front_matter(&input, tree != NULL ? yaml_tree_root(tree) : NULL);
	lint_owners(&input);
	lint_lines(&input);
	lint_markers(&input);
	lint_items(&input);
	drop_no_date(meeting);
	g_ptr_array_sort(meeting->warnings, compare_warnings);
}

/* Reads the blocks of a part of a file that has so many lines above it, with the lines of the file.
 */
static GArray *
blocks_of_part(const Source *part, guint lines, Meeting *said)
{
	GArray *blocks = outline_read(part, 1, said);

	for (guint i = 0; i < blocks->len; i++) {
		Block *block = &g_array_index(blocks, Block, i);
		block->first += lines;
		block->last += lines;
		block->text_last += block->text_last != 0 ? lines : 0;
	}
	return blocks;
}

/* Checks one of the meetings of a file as if the file ended after it. */
static void
check_part(const Source *source, const NotesMeeting *part, const NotesOptions *options,
           const Roster *roster)
{
	g_autoptr(Meeting) said = meeting_new(part->meeting->path);
	g_autoptr(Source) own = source_new(part->text, said);
	g_autoptr(GArray) blocks = blocks_of_part(own, part->lines, said);
	g_autoptr(OwnerNames) names = owner_names_from_meeting(
	    languages_of_text(source->text, source->length, languages_by_codes(options->languages)),
	    own, part->meeting, blocks);
	g_autoptr(Resolver) resolver = resolver_new(roster);
	Source above = *source;
	const LintInput input = { &above, blocks, names, roster, resolver, options, part->meeting };

	above.lines = MIN(source->lines, part->lines + own->lines);
	lint_owners(&input);
	if (part->meeting->line > 0)
		lint_lines(&input);
	lint_items(&input);
}

/* Returns the warnings of all meetings of a file, as of one meeting. */
static Meeting *
check_many(const char *path, GBytes *bytes, const GPtrArray *meetings, const NotesOptions *options,
           const Roster *roster)
{
	Meeting *all = meeting_new(path);
	g_autoptr(Meeting) said = meeting_new(path);
	g_autoptr(Source) source = source_new(bytes, said);
	guint body = 1;
	g_autoptr(YamlTree) tree = front_matter_tree(source, path, &body, NULL);
	g_autoptr(OwnerNames) names = owner_names_new(LANGUAGES_ENGLISH, all->participants);
	g_autoptr(Resolver) resolver = resolver_new(roster);
	g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(Block));
	const LintInput input = { source, none, names, roster, resolver, options, all };

	lint_front_matter(&input, tree != NULL ? yaml_tree_root(tree) : NULL);
	for (guint i = 0; i < meetings->len; i++) {
		const NotesMeeting *part = g_ptr_array_index(meetings, i);
		check_part(source, part, options, roster);
		g_ptr_array_extend_and_steal(all->warnings,
		                             g_steal_pointer(&part->meeting->warnings));
		part->meeting->warnings = g_ptr_array_new();
	}
	g_ptr_array_sort(all->warnings, compare_warnings);
	return all;
}

Meeting *
lint_read(const char *path, GBytes *source, const NotesOptions *options, const Roster *roster)
{
	g_autoptr(GError) error = NULL;
	const char *code = "broken-front-matter";
	if (damage_is_blank(source)) {
		Meeting *blank = meeting_new(path);
		meeting_warn(blank, 1, 1, "empty-file",
		             "the file is empty; what was known of it stays until something is "
		             "written into it or it is deleted");
		return blank;
	}
	g_autoptr(GPtrArray) meetings = damage_check(path, source, &code, &error)
	                                    ? notes_parse_all(path, source, options, &error)
	                                    : NULL;
	if (meetings == NULL) {
		Meeting *refused = meeting_new(path);
		add_error(refused, code, error->message);
		return refused;
	}
	if (meetings->len > 1)
		return check_many(path, source, meetings, options, roster);
	Meeting *meeting =
	    g_steal_pointer(&((NotesMeeting *)g_ptr_array_index(meetings, 0))->meeting);
	check(source, options, roster, meeting);
	return meeting;
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
lint_meetings_add(LintMeetings *meetings, Meeting *meeting, const char *shown)
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
