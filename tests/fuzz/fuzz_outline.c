/* fuzz_outline.c - any bytes as a meeting file: what comes out is UTF-8, with lines that the file
 * has, and survives the state file. */
#include "markdown/markdown.h"
#include "notes/notes.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size);

static guint
lines_of(const guint8 *bytes, gsize size)
{
	guint lines = 1;

	for (gsize i = 0; i < size; i++)
		lines += bytes[i] == '\n' || bytes[i] == '\r';
	return lines;
}

static void
check_text(const char *text)
{
	g_assert(text == NULL || g_utf8_validate(text, -1, NULL));
}

static void
check_renderings(const char *markdown)
{
	g_autofree char *html = markdown_to_html_inline(markdown, "color:red");
	g_autofree char *blocks = markdown_to_html_blocks(markdown, "color:red");
	g_autofree char *text = markdown_to_text(markdown, NULL);
	g_autofree char *discord = markdown_to_discord(markdown);

	check_text(html);
	check_text(blocks);
	check_text(text);
	check_text(discord);
}

static void
check_meeting(const Meeting *meeting, guint lines)
{
	for (guint i = 0; i < meeting->actions->len; i++) {
		const Action *action = g_ptr_array_index(meeting->actions, i);
		g_assert_cmpuint(action->line, >=, 1);
		g_assert_cmpuint(action->line, <=, lines);
		check_text(action->detail);
		check_renderings(action->text);
	}
	for (guint i = 0; i < meeting->warnings->len; i++) {
		const Warning *warning = g_ptr_array_index(meeting->warnings, i);
		g_assert_cmpuint(warning->line, <=, lines);
		check_text(warning->message);
	}
}

int
LLVMFuzzerTestOneInput(const guint8 *bytes, gsize size)
{
	g_autoptr(GBytes) source = g_bytes_new(bytes, size);
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(GError) error = NULL;
	g_autoptr(Meeting) meeting =
	    notes_parse("fuzz.md", source, &(NotesOptions){ .zone = zone }, &error);
	g_autoptr(GBytes) normalized = notes_normalized_source(source);

	g_assert_cmpuint(g_bytes_get_size(normalized), <=, size + 1);
	g_assert((meeting != NULL) == (error == NULL));
	if (meeting == NULL)
		return 0;
	check_meeting(meeting, lines_of(bytes, size));
	g_autoptr(GBytes) encoded = meeting_to_bytes(meeting);
	g_autoptr(Meeting) decoded = meeting_from_bytes(encoded);
	g_assert(decoded != NULL);
	g_assert_cmpuint(decoded->actions->len, ==, meeting->actions->len);
	return 0;
}
