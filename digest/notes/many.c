/* many.c - one file with one meeting or many. */
#include "base/visible.h"
#include "datetime.h"
#include "inline_metadata.h"
#include "model/name.h"
#include "notes_file.h"
#include "parts.h"

enum {
	/* So much is given to each meeting of a file; of more than that only the beginning, since
	   there may be thousands of meetings. */
	PEOPLE_MAX = 50,
	TEAMS_MAX = 10,
};

/* The reading of a file with many meetings. */
typedef struct {
	NotesFile *file;
	const NotesOptions *options;
	char *title;             /* of the file, or NULL */
	const GPtrArray *people; /* char *: those of every meeting that names none */
	char *inherited;         /* all that a meeting may have from the rest of the file */
} Reading;

/* One part of the file as a file of its own. */
typedef struct {
	GBytes *text;
	Source *source;
	GArray *blocks;
	Meeting *meeting;
} PartText;

void
notes_meeting_free(NotesMeeting *one)
{
	meeting_free(one->meeting);
	g_bytes_unref(one->text);
	g_free(one->inherited);
	g_free(one);
}

static void
part_text_clear(PartText *text)
{
	g_clear_pointer(&text->text, g_bytes_unref);
	g_clear_pointer(&text->source, source_free);
	g_clear_pointer(&text->blocks, g_array_unref);
	g_clear_pointer(&text->meeting, meeting_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PartText, part_text_clear)

static void
copy_texts(GPtrArray *to, const GPtrArray *from, guint most)
{
	for (guint i = 0; from != NULL && i < MIN(from->len, most); i++)
		g_ptr_array_add(to, g_strdup(g_ptr_array_index(from, i)));
}

static void
move_all(GPtrArray *to, GPtrArray *from)
{
	for (guint i = 0; i < from->len; i++)
		g_ptr_array_add(to, g_steal_pointer(&from->pdata[i]));
	g_ptr_array_set_free_func(from, NULL);
	g_ptr_array_set_size(from, 0);
}

/* Opens the part's lines, and gives its meeting what the file says of all. */
static PartText
open_part(const Reading *reading, const Part *part, Day day)
{
	const Source *source = reading->file->source;
	const Meeting *head = reading->file->head;
	const char *from = source_at(source, part->first);
	const char *end = source_at(source, part->last + 1);
	PartText text = { .text = g_bytes_new(from, from < end ? (gsize)(end - from) : 0),
		          .meeting = meeting_new(head->path) };

	text.source = source_new(text.text, text.meeting);
	text.blocks = outline_read(text.source, 1, text.meeting);
	text.meeting->location = g_strdup(head->location);
	text.meeting->section = g_strdup(part->key);
	text.meeting->line = part->heading;
	copy_texts(text.meeting->teams, head->teams, TEAMS_MAX);
	copy_texts(text.meeting->tags, head->tags, TEAMS_MAX);
	datetime_set_day(text.meeting, day, reading->file->context.zone);
	return text;
}

static void
read_part_items(const Reading *reading, const Part *part, PartText *text)
{
	Meeting *meeting = text->meeting;

	if (meeting->participants->len == 0)
		copy_texts(meeting->participants, reading->people, PEOPLE_MAX);
	notes_read_items(text->source, text->blocks, &reading->file->context, reading->options,
	                 meeting);
	meeting_move_lines(meeting, (gint)part->first - 1);
	/* a part without text at the end of the file begins after its last line */
	for (guint i = 0; i < meeting->warnings->len; i++) {
		Warning *warning = g_ptr_array_index(meeting->warnings, i);
		warning->line = MIN(warning->line, reading->file->source->lines);
	}
}

/* The heading may have the time, too: `2024-03-05, 18:30 CET`. */
static void
read_time(const Reading *reading, const Part *part, Meeting *meeting)
{
	g_autoptr(Meeting) heading = meeting_new(meeting->path);

	if (!datetime_read_words(part->title, &reading->file->context, part->heading, 1, heading) ||
	    heading->day != part->day || !heading->has_time)
		return;
	g_free(meeting->datetime);
	meeting->datetime = g_steal_pointer(&heading->datetime);
	meeting->start = heading->start;
	meeting->has_time = TRUE;
}

/* `Sync: board` for the heading `2024-03-05: board` in the file `Sync`. */
static char *
title_of(const Reading *reading, const Part *part)
{
	if (reading->title == NULL)
		return g_strdup(part->title);
	if (*part->words == '\0')
		return g_strdup(reading->title);
	g_autofree char *title = g_strdup_printf("%s: %s", reading->title, part->words);
	return text_cut(title, NAME_CHARACTERS_MAX);
}

static NotesMeeting *
notes_meeting_new(const Reading *reading, const Part *part, PartText *text)
{
	NotesMeeting *one = g_new0(NotesMeeting, 1);

	one->meeting = g_steal_pointer(&text->meeting);
	one->text = g_steal_pointer(&text->text);
	one->lines = part->first - 1;
	one->inherited = g_strconcat(part->title, "\n", reading->inherited, NULL);
	return one;
}

static NotesMeeting *
read_part(const Reading *reading, const Part *part)
{
	g_auto(PartText) text = open_part(reading, part, part->day);

	read_time(reading, part, text.meeting);
	text.meeting->title = title_of(reading, part);
	inline_metadata_read(text.source, text.blocks, TRUE, &reading->file->context, text.meeting);
	read_part_items(reading, part, &text);
	return notes_meeting_new(reading, part, &text);
}

/* Adds the items and the text of a further part that is of no meeting. */
static void
join(NotesMeeting *outside, NotesMeeting *further)
{
	GString *text = g_string_new(NULL);
	gsize length;
	const char *bytes = g_bytes_get_data(outside->text, &length);

	g_string_append_len(text, bytes, (gssize)length);
	bytes = g_bytes_get_data(further->text, &length);
	g_string_append_len(text, bytes, (gssize)length);
	g_bytes_unref(outside->text);
	outside->text = g_string_free_to_bytes(text);
	move_all(outside->meeting->topics, further->meeting->topics);
	move_all(outside->meeting->actions, further->meeting->actions);
	move_all(outside->meeting->decisions, further->meeting->decisions);
	move_all(outside->meeting->warnings, further->meeting->warnings);
	notes_meeting_free(further);
}

/*
 * Reads what is of no meeting: the people who usually come, a list of what is always to be done, a
 * tail of links.  Returns NULL when there is nothing.
 */
static NotesMeeting *
read_outside(Reading *reading, const GArray *parts)
{
	NotesMeeting *outside = NULL;
	Day newest = DAY_NONE;

	for (guint i = 0; i < parts->len; i++)
		newest = MAX(newest, g_array_index(parts, Part, i).day);
	for (guint i = 0; i < parts->len; i++) {
		const Part *part = &g_array_index(parts, Part, i);
		if (part->heading != 0)
			continue;
		g_auto(PartText) text = open_part(reading, part, newest);
		text.meeting->title = g_strdup(reading->title);
		inline_metadata_read(text.source, text.blocks, TRUE, &reading->file->context,
		                     text.meeting);
		read_part_items(reading, part, &text);
		NotesMeeting *one = notes_meeting_new(reading, part, &text);
		if (outside == NULL)
			outside = one;
		else
			join(outside, one);
	}
	return outside;
}

static void
append_texts(GString *out, const GPtrArray *texts, guint most)
{
	for (guint i = 0; texts != NULL && i < MIN(texts->len, most); i++)
		g_string_append_printf(out, "%s\n", (const char *)g_ptr_array_index(texts, i));
	g_string_append_c(out, '\n');
}

static char *
inherited_text(const Reading *reading)
{
	const Meeting *head = reading->file->head;
	GString *out = g_string_new(reading->title);

	g_string_append_printf(out, "\n%s\n", head->location != NULL ? head->location : "");
	append_texts(out, head->teams, TEAMS_MAX);
	append_texts(out, head->tags, TEAMS_MAX);
	append_texts(out, reading->people, PEOPLE_MAX);
	return g_string_free(out, FALSE);
}

static gboolean
says_anything(const NotesMeeting *outside)
{
	return outside->meeting->actions->len + outside->meeting->decisions->len > 0;
}

static GPtrArray *
read_parts(Reading *reading, const GArray *parts)
{
	GPtrArray *meetings = g_ptr_array_new_with_free_func((GDestroyNotify)notes_meeting_free);
	Meeting *head = reading->file->head;

	g_autofree char *title =
	    head->title != NULL ? g_strdup(head->title) : parts_title(reading->file->blocks, parts);
	reading->title = title != NULL ? text_cut(title, NAME_CHARACTERS_MAX) : NULL;
	reading->people = head->participants;
	NotesMeeting *outside = read_outside(reading, parts);
	if (outside != NULL && head->participants->len == 0)
		reading->people = outside->meeting->participants;
	reading->inherited = inherited_text(reading);
	for (guint i = 0; i < parts->len; i++) {
		const Part *part = &g_array_index(parts, Part, i);
		if (part->heading != 0)
			g_ptr_array_add(meetings, read_part(reading, part));
	}
	if (outside != NULL && says_anything(outside))
		g_ptr_array_insert(meetings, 0, outside);
	else if (outside != NULL)
		notes_meeting_free(outside);
	move_all(((NotesMeeting *)g_ptr_array_index(meetings, 0))->meeting->warnings,
	         head->warnings);
	g_free(reading->title);
	g_free(reading->inherited);
	return meetings;
}

GPtrArray *
notes_parse_all(const char *path, GBytes *source, const NotesOptions *options, GError **error)
{
	g_auto(NotesFile) file = { 0 };
	if (!notes_file_open(&file, path, source, options, error))
		return NULL;

	g_autoptr(GArray) parts = parts_find(file.source, file.blocks, file.head, &file.context,
	                                     options->action_headings);
	if (parts != NULL) {
		Reading reading = { .file = &file, .options = options };
		return read_parts(&reading, parts);
	}
	GPtrArray *meetings = g_ptr_array_new_with_free_func((GDestroyNotify)notes_meeting_free);
	NotesMeeting *one = g_new0(NotesMeeting, 1);
	one->meeting = notes_file_read(&file, options);
	one->text = g_bytes_ref(source);
	g_ptr_array_add(meetings, one);
	return meetings;
}
