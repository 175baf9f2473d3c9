/* test_many.c - files with many meetings: their headings, parts, rows and line numbers. */
#include "model/meeting.h"
#include "notes/dated_heading.h"
#include "notes/notes.h"
#include "scratch.h"
#include "state/files.h"
#include "state/parts.h"
#include "state/snapshots.h"

#include <string.h>

/* A heading in notes of 2024, and its day, with what else it says; "" when it begins no meeting. */
typedef struct {
	const char *text, *read;
} Case;

static void
check_headings(const Case *cases, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		DatedHeading heading = { 0 };
		const NotesContext context = { .languages = LANGUAGES_ENGLISH, .year = 2024 };
		g_autofree char *read = g_strdup("");
		if (dated_heading_read(cases[i].text, &context, NULL, &heading)) {
			g_autofree char *day = day_to_iso(heading.day);
			g_free(read);
			read = g_strjoin("|", day, heading.words, heading.lead, NULL);
		}
		g_test_message("%s", cases[i].text);
		g_assert_cmpstr(read, ==, cases[i].read);
		dated_heading_clear(&heading);
	}
}

static void
test_dated(void)
{
	static const Case cases[] = {
		{ "2024-03-05", "2024-03-05||" },
		{ "5 March 2024", "2024-03-05||" },
		{ "March 5, 2024", "2024-03-05||" },
		{ "March 5th", "2024-03-05||" },
		{ "5 March '23", "2023-03-05||" },
		{ "Tuesday, 5 March 2024", "2024-03-05||" },
		{ "2024-03-05 (Tuesday)", "2024-03-05||" },
		{ "2024-03-05 (Tue)", "2024-03-05||" },
		{ "2024-03-05, 18:30", "2024-03-05||" },
		{ "2024-03-05 18:30 CET", "2024-03-05||" },
		{ "2024-03-05 at 6pm", "2024-03-05||" },
		{ "[2024-03-05]", "2024-03-05||" },
		{ "2024-03-05: board", "2024-03-05|board|" },
		{ "2024-03-05 - open evening", "2024-03-05|open evening|" },
		{ "2024-03-05 (board)", "2024-03-05|board|" },
		{ "Meeting 2024-03-05", "2024-03-05|Meeting|meeting" },
		{ "Standup meeting - 2018-11-28", "2018-11-28|Standup meeting|standupmeeting" },
		{ "Meeting 12, 5 March 2024", "2024-03-05|Meeting 12|meeting" },
		{ "Meeting notes of 5 March 2024", "2024-03-05|Meeting notes of|meetingnotesof" },
		{ "Minutes 2024-03-05", "2024-03-05|Minutes|minutes" },
	};

	check_headings(cases, G_N_ELEMENTS(cases));
}

static void
test_not_dated(void)
{
	static const Case cases[] = {
		{ "Agenda 2024-03-05", "" },
		{ "Next meeting 2024-04-01", "" },
		{ "Next meeting: 2024-04-01, 18:30", "" },
		{ "Actions from 2024-02-27", "" },
		{ "Action items 2024-02-27", "" },
		{ "2024-03-05 action items", "" },
		{ "Review of last meeting 2024-02-27", "" },
		{ "Attendees 2024-03-05", "" },
		{ "1.2.0 - 2024-03-05", "" },
		{ "v2 (2024-03-05)", "" },
		{ "2024-03-05 to 2024-03-09", "" },
		{ "What we learned from the long outage on 5 March", "" },
		{ "Friday", "" },
		{ "tomorrow", "" },
		{ "in 3 weeks", "" },
		{ "2024-02-30", "" },
		{ "2024", "" },
		{ "Topic 3", "" },
		{ "", "" },
	};

	check_headings(cases, G_N_ELEMENTS(cases));
}

/* The meetings of a text as `LINE KEY TITLE`, with the lines of their actions. */
static char *
meetings_of(const char *path, const char *text)
{
	g_autoptr(GBytes) source = g_bytes_new(text, strlen(text));
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	const NotesOptions options = { .zone = zone };
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) meetings = notes_parse_all(path, source, &options, &error);
	GString *out = g_string_new(NULL);

	g_assert_no_error(error);
	for (guint i = 0; i < meetings->len; i++) {
		const Meeting *meeting = ((NotesMeeting *)g_ptr_array_index(meetings, i))->meeting;
		g_string_append_printf(out, "%s%u %s %s", i > 0 ? "; " : "", meeting->line,
		                       meeting->section != NULL ? meeting->section : "-",
		                       meeting->title != NULL ? meeting->title : "-");
		for (guint k = 0; k < meeting->actions->len; k++)
			g_string_append_printf(
			    out, " @%u",
			    ((const Action *)g_ptr_array_index(meeting->actions, k))->line);
	}
	return g_string_free(out, FALSE);
}

static void
test_parts(void)
{
	static const struct {
		const char *text, *meetings;
	} cases[] = {
		{ "# S\n## 2024-03-05\n- [ ] RD: a\n## 2024-02-27\n- [ ] RD: b\n",
		  "2 2024-03-05 S @3; 4 2024-02-27 S @5" },
		{ "## 2024-02-27\n## 2024-03-05\n",
		  "1 2024-02-27 2024-02-27; 2 2024-03-05 2024-03-05" },
		/* the second of a day is the later one, wherever it stands */
		{ "# S\n## 2024-03-05\n- [ ] RD: b\n## 2024-03-05\n- [ ] RD: a\n## 2024-02-27\n",
		  "2 2024-03-05/2 S @3; 4 2024-03-05 S @5; 6 2024-02-27 S" },
		{ "# S\n## 2024-02-27\n## 2024-03-05\n- [ ] RD: a\n## 2024-03-05\n- [ ] RD: b\n",
		  "2 2024-02-27 S; 3 2024-03-05 S @4; 5 2024-03-05/2 S @6" },
		/* a heading of the same level goes on with the meeting, one above ends it */
		{ "# S\n## 2024-03-05\n## TODO\n- RD: a\n## 2024-02-27\n## TODO\n- RD: b\n",
		  "2 2024-03-05 S @4; 5 2024-02-27 S @7" },
		{ "# S\n## 2024-03-05\n- [ ] RD: a\n## 2024-02-27\n# Tail\n- [ ] RD: b\n",
		  "0  S @6; 2 2024-03-05 S @3; 4 2024-02-27 S" },
		/* one date, or the same again, or no order: one meeting */
		{ "# S\n## 2024-03-05\n- [ ] RD: a\n## Links\n- [ ] RD: b\n", "0 - S @3 @5" },
		{ "# S\n## 2024-03-05\n## 2024-03-05\n- [ ] RD: a\n", "0 - S @4" },
		{ "# S\n## 2024-03-05\n## 2024-03-12\n## 2024-03-06\n", "0 - S" },
		/* neither a bold line, nor a heading in a list or a quote */
		{ "# S\n\n**2024-03-05**\n\n- [ ] RD: a\n\n**2024-02-27**\n\n- [ ] RD: b\n",
		  "0 - S @5 @9" },
		{ "# S\n- ## 2024-03-05\n- ## 2024-02-27\n", "0 - S" },
		{ "# S\n> ## 2024-03-05\n>\n> ## 2024-02-27\n", "0 - S" },
		{ "# S\n```\n## 2024-03-05\n## 2024-02-27\n```\n", "0 - S" },
		/* a few days that the file's own is later than, or that are the lesser part of it
		 */
		{ "---\ndate: 2024-03-12\n---\n# S\n## 2024-03-05\n- [ ] RD: a\n## 2024-02-27\n",
		  "0 - - @6" },
		{ "---\ndate: 2024-02-27\n---\n# S\n## 2024-03-05\n- [ ] RD: a\n## 2024-02-27\n",
		  "5 2024-03-05 S @6; 7 2024-02-27 S" },
		{ "# S\n## Plan\na\n\nb\n\nc\n\nd\n\n### 2024-03-05\n- [ ] RD: a\n### 2024-02-27\n",
		  "0 - S @12" },
		/* years */
		{ "# S 2024\n## 5 March\n- [ ] RD: a\n## 27 February\n",
		  "2 2024-03-05 S 2024 @3; 4 2024-02-27 S 2024" },
		{ "# S 2023-2024\n## 5 March\n- [ ] RD: a\n## 27 February\n",
		  "0 - S 2023-2024 @3" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *meetings = meetings_of("s.md", cases[i].text);
		g_test_message("%s", cases[i].text);
		g_assert_cmpstr(meetings, ==, cases[i].meetings);
	}
	g_autofree char *named = meetings_of("2024/s.md", "## 5 March\n## 27 February\n");
	g_assert_cmpstr(named, ==, "1 2024-03-05 5 March; 2 2024-02-27 27 February");
}

/* What one meeting says depends on no other: a new one above it changes its lines alone. */
static void
test_independent(void)
{
	static const char part[] = "## 2024-02-27\n\nPresent: Ann, Ben\n\n- [ ] Ann: a\n- [ ] b\n";
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	const NotesOptions options = { .zone = zone };
	g_autofree char *more =
	    g_strconcat("# S\n## 2024-03-12\nCal: x\n## 2024-03-05\n", part, NULL);
	g_autofree char *less = g_strconcat("# S\n## 2024-03-05\n", part, NULL);
	g_autoptr(GBytes) first = g_bytes_new(less, strlen(less));
	g_autoptr(GBytes) second = g_bytes_new(more, strlen(more));
	g_autoptr(GPtrArray) a = notes_parse_all("s.md", first, &options, NULL);
	g_autoptr(GPtrArray) b = notes_parse_all("s.md", second, &options, NULL);
	NotesMeeting *before = g_ptr_array_index(a, 1), *after = g_ptr_array_index(b, 2);

	g_assert_true(g_bytes_equal(before->text, after->text));
	g_assert_cmpstr(before->inherited, ==, after->inherited);
	g_assert_cmpuint(after->lines - before->lines, ==, 2);
	meeting_move_lines(after->meeting, -2);
	after->meeting->line -= 2;
	g_autoptr(GBytes) encoded_before = meeting_to_bytes(before->meeting);
	g_autoptr(GBytes) encoded_after = meeting_to_bytes(after->meeting);
	g_assert_true(g_bytes_equal(encoded_before, encoded_after));
	g_autoptr(Meeting) decoded = meeting_from_bytes(encoded_after);
	g_assert_cmpuint(decoded->line, ==, before->meeting->line);
}

static gint64
put(State *state, gint64 row, Day day)
{
	g_autoptr(Meeting) meeting = meeting_new("s.md");
	g_autoptr(GError) error = NULL;
	gint64 newest = 0;

	meeting->day = day;
	meeting->line = 3;
	g_autoptr(GBytes) bytes = meeting_to_bytes(meeting);
	g_assert_true(snapshot_newest(state, &newest, NULL));
	const Version version = { .id = newest + 1,
		                  .file = row,
		                  .first = TRUE,
		                  .fingerprint = "x",
		                  .day = day,
		                  .encoded = bytes };
	snapshot_put(state, &version, 1000, &error);
	g_assert_no_error(error);
	return newest + 1;
}

static guint
count_known(State *state, gint64 file, guint *gone)
{
	g_autoptr(GPtrArray) parts = parts_of_file(state, file, NULL);

	*gone = 0;
	for (guint i = 0; i < parts->len; i++)
		*gone += ((const KnownPart *)g_ptr_array_index(parts, i))->gone ? 1 : 0;
	return parts->len;
}

/* A file that becomes many, goes, comes back, and is one again. */
static void
test_rows(void)
{
	g_auto(Scratch) scratch = scratch_new();
	g_autoptr(State) state = scratch_open(&scratch, STATE_WRITE);
	KnownFile file = { .path = (char *)"s.md", .hash = { 1, 2 } };
	gint64 document = 0, row = 0;
	gboolean any = TRUE;
	guint gone;

	g_assert_true(files_put(state, &file, NULL));
	put(state, file.id, 100);
	g_assert_true(parts_any(state, &any, NULL));
	g_assert_false(any);
	g_assert_true(parts_begin(state, file.id, "2024-03-05", &document, NULL));
	g_assert_true(part_add(state, document, "2024-02-27", 0, &row, NULL));
	put(state, row, 90);
	g_assert_true(parts_any(state, &any, NULL));
	g_assert_true(any);
	g_assert_cmpuint(count_known(state, document, &gone), ==, 2);
	g_assert_cmpuint(gone, ==, 0);

	g_autoptr(GHashTable) known = files_load(state, NULL);
	g_assert_cmpuint(g_hash_table_size(known), ==, 1);
	const KnownFile *loaded = g_hash_table_lookup(known, "s.md");
	g_assert_cmpint(loaded->id, ==, document);
	g_assert_cmpuint(loaded->hash[1], ==, 2);
	g_autoptr(Meeting) meeting = NULL;
	g_assert_true(snapshot_of_file(state, row, &meeting, NULL));
	g_assert_cmpstr(meeting->path, ==, "s.md");
	g_assert_cmpstr(meeting->section, ==, "2024-02-27");
	g_assert_cmpint(meeting->row, ==, row);
	g_assert_cmpuint(meeting->line, ==, 3);

	g_assert_true(files_gone(state, document, 2000, NULL));
	g_assert_cmpuint(count_known(state, document, &gone), ==, 2);
	g_assert_cmpuint(gone, ==, 2);
	g_autoptr(GPtrArray) went = files_gone_since(state, 1, NULL);
	g_assert_cmpuint(went->len, ==, 1);
	const GoneFile *one = g_ptr_array_index(went, 0);
	g_assert_cmpint(one->newest, ==, file.id);
	g_assert_cmpuint(one->day, ==, 100);
	KnownFile back = { .id = document, .path = (char *)"t.md" };
	g_assert_true(files_put(state, &back, NULL));
	g_assert_cmpuint(count_known(state, document, &gone), ==, 2);
	g_assert_cmpuint(gone, ==, 0);

	g_assert_true(parts_end(state, document, row, 3000, NULL));
	g_autoptr(GHashTable) again = files_load(state, NULL);
	g_assert_cmpuint(g_hash_table_size(again), ==, 1);
	g_assert_cmpint(((const KnownFile *)g_hash_table_lookup(again, "t.md"))->id, ==, row);
	g_assert_cmpuint(count_known(state, row, &gone), ==, 2);
	g_assert_cmpuint(gone, ==, 1);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/many/dated", test_dated);
	g_test_add_func("/many/not-dated", test_not_dated);
	g_test_add_func("/many/parts", test_parts);
	g_test_add_func("/many/independent", test_independent);
	g_test_add_func("/many/rows", test_rows);
	return g_test_run();
}
