/* lint_items.c - deadlines, duplicates and next meetings. */
#include "base/scan.h"
#include "base/text.h"
#include "base/text_hash.h"
#include "lint_checks.h"
#include "next_meeting.h"
#include "time_of_day.h"
#include "vocabulary.h"

#include <string.h>

static void
check_due(const LintInput *input, const Action *action)
{
	Day day = input->meeting->day;
	if (action->done || action->due == DAY_NONE || day == DAY_NONE || action->due >= day)
		return;

	g_autofree char *due = day_to_iso(action->due);
	g_autofree char *held = day_to_iso(day);
	meeting_warn(input->meeting, action->line, source_column(input->source, action->line),
	             "due-before-meeting", "due %s, which is before the meeting of %s", due, held);
}

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What makes two actions the same: their owners in any order, and their words. */
static char *
action_key(const Action *action)
{
	g_autoptr(GPtrArray) owners = g_ptr_array_new_with_free_func(g_free);
	GString *key = g_string_new(NULL);

	for (guint i = 0; i < action->owners->len; i++)
		g_ptr_array_add(owners, text_fold(g_ptr_array_index(action->owners, i)));
	g_ptr_array_sort(owners, compare_texts);
	for (guint i = 0; i < owners->len; i++)
		g_string_append_printf(key, "%s/", (char *)g_ptr_array_index(owners, i));
	g_autofree char *text = text_fold(action->text);
	g_autofree char *detail = action->detail != NULL ? text_fold(action->detail) : NULL;
	g_string_append_printf(key, "\n%s\n%s\n", text, detail != NULL ? detail : "");
	if (action->heading != NULL)
		g_string_append(key, action->heading);
	return g_string_free(key, FALSE);
}

static void
check_duplicate(const LintInput *input, const Action *action, GHashTable *seen)
{
	char *key = action_key(action);
	const Action *first = g_hash_table_lookup(seen, key);

	if (first == NULL) {
		g_hash_table_insert(seen, key, (gpointer)action);
		return;
	}
	g_free(key);
	meeting_warn(input->meeting, action->line, source_column(input->source, action->line),
	             "duplicate-action", "this item is on line %u already; delete one of them",
	             first->line);
}

static gboolean
announces_next(Languages languages, const char *text)
{
	const char *p = scan_skip_emphasis(text), *the = scan_after_word(p, "the");

	return vocabulary_after_word(languages, WORDS_NEXT_MEETING,
	                             the != NULL ? scan_skip_blanks(the) : p) != NULL;
}

/* A next meeting in the past, if all dates in the text are: one of several may be about something
 * else. */
static void
check_next(const LintInput *input, const char *text, guint line)
{
	Day day = input->meeting->day;
	Dates dates;
	guint past = 0, found_line = line, column = 0;
	if (day == DAY_NONE || !announces_next(input->names->languages, text))
		return;

	const NotesContext context = { .languages = input->names->languages, .day = day };
	dates_read(text, &context, &dates);
	for (guint i = 0; i < dates.count; i++)
		past += dates.found[i].kind == DATE_CALENDAR && dates.found[i].day != DAY_NONE &&
		        dates.found[i].day <= day;
	if (past == 0 || past != dates.count)
		return;
	const DateFound *first = &dates.found[0];
	g_autofree char *words = g_strndup(text + first->start, first->end - first->start);
	g_autofree char *held = day_to_iso(day);
	if (!source_find(input->source, line, line, words, &found_line, &column))
		column = source_column(input->source, line);
	meeting_warn(input->meeting, line, column, "past-next-meeting",
	             "the next meeting is announced for \"%s\", which is not after this one of %s",
	             words, held);
}

/* `Next meeting: March 13, 15:30 IST`: the day is announced without a time. */
static void
check_zone(const LintInput *input, const Decision *decision)
{
	const NotesContext context = { .languages = input->names->languages,
		                       .day = input->meeting->day };
	Dates dates;
	TimeOfDay time;
	if (decision->next_meeting == DAY_NONE || decision->next_start != 0)
		return;

	dates_read(decision->text, &context, &dates);
	const DateFound *found = next_meeting_date(decision->text, &dates, &context);
	if (found == NULL ||
	    !time_of_day_find(decision->text, found->start, found->end, context.languages, &time))
		return;
	if (time.zone.kind == ZONE_AMBIGUOUS)
		meeting_warn(input->meeting, decision->line,
		             source_column(input->source, decision->line), "unknown-zone",
		             "the time was left out, because its zone may be one of several; "
		             "write it as UTC+5:30 or Asia/Kolkata");
}

static void
check_entries(const LintInput *input, const Topic *topic)
{
	for (guint i = 0; i < topic->entries->len; i++) {
		const Entry *entry = g_ptr_array_index(topic->entries, i);
		if (entry->speaker == NULL)
			check_next(input, entry->text, entry->line);
	}
}

void
lint_items(const LintInput *input)
{
	const Meeting *meeting = input->meeting;
	g_autoptr(GHashTable) seen = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < meeting->actions->len; i++) {
		const Action *action = g_ptr_array_index(meeting->actions, i);
		check_due(input, action);
		check_duplicate(input, action, seen);
	}
	for (guint i = 0; i < meeting->decisions->len; i++) {
		const Decision *decision = g_ptr_array_index(meeting->decisions, i);
		check_next(input, decision->text, decision->line);
		check_zone(input, decision);
	}
	for (guint i = 0; i < meeting->topics->len; i++)
		check_entries(input, g_ptr_array_index(meeting->topics, i));
}
