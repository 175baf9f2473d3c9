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

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size)
{
	g_autoptr(GBytes) source = g_bytes_new(bytes, size);
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(Meeting) meeting =
	    notes_parse("fuzz-\xff.md", source, &(NotesOptions){ .zone = zone }, NULL);
	guint lines = lines_of(bytes, size);
	if (meeting == NULL)
		return 0;

	check_heads(meeting);
	check_tracks(meeting, lines);
	check_items(meeting, lines);
	g_autofree char *json = meeting_to_json(meeting);
	g_assert_nonnull(json);
	g_assert_true(g_utf8_validate(json, -1, NULL));
	g_assert_null(strchr(json, '\n'));
	return 0;
}
