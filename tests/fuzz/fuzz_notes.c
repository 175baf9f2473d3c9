/*
 * fuzz_notes.c - any bytes as a meeting file: its JSON is one line of UTF-8, every line number is
 * one of the file's, and names are bounded.
 */
#include "notes/notes.h"
#include "render/model_json.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size);

/* Lines as editors count them, or as CommonMark does with a lone CR: the more of the two. */
static guint
lines_of(const guint8 *bytes, gsize size)
{
	guint lines = 1;

	for (gsize i = 0; i < size; i++)
		lines += bytes[i] == '\n' || bytes[i] == '\r';
	return lines;
}

static void
check_line(guint line, guint lines)
{
	g_assert_cmpuint(line, >=, 1);
	g_assert_cmpuint(line, <=, lines);
}

static void
check_name(const char *name)
{
	if (name != NULL)
		g_assert_cmpint(g_utf8_strlen(name, -1), <=, 120);
}

static void
check_names(const GPtrArray *names, guint most)
{
	g_assert_cmpuint(names->len, <=, most);
	for (guint i = 0; i < names->len; i++)
		check_name(g_ptr_array_index(names, i));
}

static void
check_heads(const Meeting *meeting)
{
	check_name(meeting->title);
	check_name(meeting->location);
	check_names(meeting->teams, 100);
	check_names(meeting->tags, 100);
	check_names(meeting->participants, 1000);
}

static void
check_tracks(const Meeting *meeting, guint lines)
{
	for (guint i = 0; i < meeting->topics->len; i++) {
		const Topic *topic = g_ptr_array_index(meeting->topics, i);
		check_line(topic->line, lines);
		check_name(topic->name);
		for (guint k = 0; k < topic->entries->len; k++)
			check_line(((const Entry *)g_ptr_array_index(topic->entries, k))->line,
			           lines);
	}
}

static void
check_items(const Meeting *meeting, guint lines)
{
	for (guint i = 0; i < meeting->actions->len; i++) {
		const Action *action = g_ptr_array_index(meeting->actions, i);
		check_line(action->line, lines);
		check_names(action->owners, 32);
		check_name(action->heading);
		g_assert_cmpint(action->text[0], !=, '\0');
		g_assert_null(strpbrk(action->text, "\r\n"));
	}
	for (guint i = 0; i < meeting->decisions->len; i++) {
		const Decision *decision = g_ptr_array_index(meeting->decisions, i);
		check_line(decision->line, lines);
		g_assert_null(strpbrk(decision->text, "\r\n"));
	}
	for (guint i = 0; i < meeting->warnings->len; i++)
		check_line(((const Warning *)g_ptr_array_index(meeting->warnings, i))->line, lines);
}

static void
check_meeting(const Meeting *meeting, guint lines)
{
	check_heads(meeting);
	check_tracks(meeting, lines);
	check_items(meeting, lines);
	g_autofree char *json = meeting_to_json(meeting);
	g_assert_nonnull(json);
	g_assert_true(g_utf8_validate(json, -1, NULL));
	g_assert_null(strchr(json, '\n'));
}

/* A file with many meetings: each has a key of its own, and its heading above its items. */
static void
check_all(GBytes *source, const NotesOptions *options, guint lines)
{
	g_autoptr(GPtrArray) meetings = notes_parse_all("fuzz-2024\xff.md", source, options, NULL);
	g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);

	g_assert_nonnull(meetings);
	g_assert_cmpuint(meetings->len, >, 0);
	for (guint i = 0; i < meetings->len; i++) {
		const Meeting *meeting = ((NotesMeeting *)g_ptr_array_index(meetings, i))->meeting;
		check_meeting(meeting, lines);
		g_assert_cmpuint(meeting->line, <=, lines);
		g_assert_true(meetings->len == 1 || g_hash_table_add(keys, meeting->section));
		for (guint k = 0; k < meeting->actions->len; k++)
			g_assert_cmpuint(
			    ((const Action *)g_ptr_array_index(meeting->actions, k))->line, >,
			    meeting->line);
	}
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size)
{
	g_autoptr(GBytes) source = g_bytes_new(bytes, size);
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	const NotesOptions options = { .zone = zone };
	g_autoptr(Meeting) meeting = notes_parse("fuzz-\xff.md", source, &options, NULL);
	guint lines = lines_of(bytes, size);
	if (meeting == NULL)
		return 0;

	check_meeting(meeting, lines);
	check_all(source, &options, lines);
	return 0;
}
