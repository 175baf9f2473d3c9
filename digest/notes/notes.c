/* notes.c - one Markdown file to one meeting. */
#include "notes/notes.h"

#include "action_label.h"
#include "actions.h"
#include "base/text.h"
#include "dates.h"
#include "discussion.h"
#include "front_matter.h"
#include "headings.h"
#include "inline_metadata.h"
#include "model/name.h"
#include "notes/damage.h"
#include "notes_file.h"
#include "owner_names.h"
#include "path_day.h"
#include "time_of_day.h"
#include "vocabulary.h"

#include <string.h>

/*
 * The zone of times in the text: the configured one, or the offset of the meeting's own time if the
 * two differ.  Newly referenced.
 */
static GTimeZone *
zone_of_meeting(const Meeting *meeting, GTimeZone *configured)
{
	gsize day_and_time = strlen("2022-02-16T13:00:00");
	int own = 0;
	if (!meeting->has_time || strlen(meeting->datetime) <= day_and_time ||
	    zone_scan(meeting->datetime + day_and_time, &own) == 0)
		return g_time_zone_ref(configured);

	int interval = g_time_zone_find_interval(configured, G_TIME_TYPE_UNIVERSAL, meeting->start);
	gboolean same = interval < 0 || g_time_zone_get_offset(configured, interval) == own;
	return same ? g_time_zone_ref(configured) : g_time_zone_new_offset(own);
}

/* Bounds lists that every owner is compared with. */
static void
bound_lists(Meeting *meeting)
{
	enum {
		PARTICIPANTS_MAX = 1000,
		TEAMS_MAX = 100,
		TAGS_MAX = 100
	};
	names_limit(meeting, meeting->participants, PARTICIPANTS_MAX, "participants", 1);
	names_limit(meeting, meeting->teams, TEAMS_MAX, "teams", 1);
	names_limit(meeting, meeting->tags, TAGS_MAX, "tags", 1);
}

/*
 * Makes a heading of each line in italics that is nothing but the label of the paragraph below it,
 * as a line in bold is one:
 *
 *	*To do*
 *
 *	Nora: call the landlord
 */
static void
promote_labels(Languages languages, const Source *source, GArray *blocks)
{
	for (guint i = 0; i + 1 < blocks->len; i++) {
		Block *block = &g_array_index(blocks, Block, i);
		if (block->kind != BLOCK_PARAGRAPH || block->first != block->last ||
		    block[1].kind != BLOCK_PARAGRAPH)
			continue;
		g_autofree char *line = source_line(source, block->first);
		if (strchr("*_", *line) == NULL || !heading_is_action_label(languages, line))
			continue;
		block->kind = BLOCK_HEADING;
		block->level = OUTLINE_BOLD;
		block->text = g_strndup(line + 1, strcspn(line + 1, "*_:"));
	}
}

static void
read_body(const Source *source, const GArray *blocks, const NotesContext *undated,
          const NotesOptions *options, Meeting *meeting)
{
	Languages languages = undated->languages;
	g_autoptr(OwnerNames) names = owner_names_from_meeting(languages, source, meeting, blocks);
	g_autoptr(GTimeZone) zone = zone_of_meeting(meeting, options->zone);
	const NotesContext context = {
		.languages = languages, .day = meeting->day, .zone = zone, .order = undated->order
	};
	g_autoptr(DiscussionParser) discussion =
	    discussion_parser_new(source, blocks, names, &context, meeting);
	HeadingState state = { 0 };

	for (guint i = 0; i < blocks->len;) {
		const Block *block = &g_array_index(blocks, Block, i);
		SectionKind kind = SECTION_NONE;
		if (block->kind == BLOCK_HEADING)
			kind = heading_begins_section(&state, languages, block->text, block->level,
			                              options->action_headings);
		else if (action_label_has_list(languages, source, blocks, i))
			kind = SECTION_ACTIONS;
		if (kind != SECTION_NONE) {
			discussion_parser_finish(discussion);
			i = actions_read(source, blocks, i, kind, names, &context, meeting);
		} else if (action_label_begins(languages, source, block)) {
			discussion_parser_finish(discussion);
			actions_read_lines(source, block->first + 1, block->last, names, &context,
			                   meeting);
			i++;
		} else if (action_label_is_alone(languages, source, blocks, i))
			i++;
		else
			i = discussion_parser_read(discussion, i);
	}
	discussion_parser_finish(discussion);
}

static gint
compare_warnings(gconstpointer a, gconstpointer b)
{
	const Warning *first = *(Warning *const *)a, *second = *(Warning *const *)b;

	if (first->line != second->line)
		return first->line < second->line ? -1 : 1;
	return (first->column > second->column) - (first->column < second->column);
}

/* Sorts warnings by line.  libyaml counts more characters as line ends than editors do, so a line
 * may be beyond the last. */
static void
order_warnings(Meeting *meeting, guint lines)
{
	for (guint i = 0; i < meeting->warnings->len; i++) {
		Warning *warning = g_ptr_array_index(meeting->warnings, i);
		warning->line = MIN(warning->line, lines);
	}
	g_ptr_array_sort(meeting->warnings, compare_warnings);
}

void
notes_file_clear(NotesFile *file)
{
	g_clear_pointer(&file->head, meeting_free);
	g_clear_pointer(&file->source, source_free);
	g_clear_pointer(&file->blocks, g_array_unref);
}

gboolean
notes_file_open(NotesFile *file, const char *path, GBytes *bytes, const NotesOptions *options,
                GError **error)
{
	if (!damage_check(path, bytes, NULL, error))
		return FALSE;
	file->head = meeting_new(path);
	file->source = source_new(bytes, file->head);
	const char *text = file->source->text;
	gsize length = file->source->length;
	Languages languages =
	    languages_of_text(text, length, languages_by_codes(options->languages));
	file->context = (NotesContext){
		.languages = languages,
		.day = DAY_NONE,
		.zone = options->zone,
		.order = date_order_of_text(text, length, languages),
	};
	file->body = 1;
	if (!front_matter_read(file->source, &file->context, file->head, &file->body, error))
		return FALSE;
	file->blocks = outline_read(file->source, file->body, file->head);
	promote_labels(languages, file->source, file->blocks);
	return TRUE;
}

Meeting *
notes_file_read(NotesFile *file, const NotesOptions *options)
{
	inline_metadata_read(file->source, file->blocks, file->body > 1, &file->context,
	                     file->head);
	notes_read_items(file->source, file->blocks, &file->context, options, file->head);
	return g_steal_pointer(&file->head);
}

void
notes_read_items(const Source *source, const GArray *blocks, const NotesContext *context,
                 const NotesOptions *options, Meeting *meeting)
{
	bound_lists(meeting);
	read_body(source, blocks, context, options, meeting);
	order_warnings(meeting, source->lines);
}

Meeting *
notes_parse(const char *path, GBytes *bytes, const NotesOptions *options, GError **error)
{
	g_auto(NotesFile) file = { 0 };

	return notes_file_open(&file, path, bytes, options, error) ? notes_file_read(&file, options)
	                                                           : NULL;
}

gboolean
notes_know_language(const char *code)
{
	return language_by_code(code) != 0;
}

Day
notes_day_of_path(const char *path)
{
	return path_day_read(path, LANGUAGES_ALL, DATE_ORDER_UNKNOWN).day;
}

/*
 * Appends what is from `p` to `end`, with each run of white space as one blank and without those at
 * its ends.  Returns the end of that.  It has no branch for a blank, which no processor foresees.
 */
static char *
append_words(char *out, const char *p, const char *end)
{
	const char *start = out;
	guint before = 1; /* 1 after white space, also at the start */

	for (; p < end; p++) {
		guint space = g_ascii_isspace(*p) ? 1 : 0;
		*out = space != 0 ? ' ' : *p;
		out += 1 - (space & before);
		before = space;
	}
	return out > start && before != 0 ? out - 1 : out;
}

/* Returns the end of the line at `p`.  Most files have no CR, `returns`; then one search finds it.
 */
static const char *
find_stop(const char *p, const char *end, gboolean returns)
{
	if (!returns) {
		const char *newline = memchr(p, '\n', (gsize)(end - p));
		return newline != NULL ? newline : end;
	}
	while (p < end && *p != '\n' && *p != '\r')
		p++;
	return p;
}

GBytes *
notes_normalized_source(GBytes *source)
{
	gsize length = 0;
	const char *data = g_bytes_get_data(source, &length);
	const char *text = length > 0 ? data : "", *end = text + length;
	char *normalized = g_malloc(length + 1), *out = normalized;
	gboolean returns = length > 0 && memchr(text, '\r', length) != NULL;

	/* Between lines nothing counts, but where a line ended does: it may end an item. */
	for (const char *p = text, *stop; p < end; p = stop + 1) {
		stop = find_stop(p, end, returns);
		char *after = append_words(out, p, stop);
		if (after > out)
			*after++ = '\n';
		out = after;
	}
	return g_bytes_new_take(normalized, (gsize)(out - normalized));
}
