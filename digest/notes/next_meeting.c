/* next_meeting.c - announcements of the next meeting. */
#include "next_meeting.h"

#include "base/scan.h"
#include "base/text.h"
#include "time_of_day.h"

#include <string.h>

enum {
	WE_REACH = 32 /* bytes before the date in `We meet next on Monday` */
};

static void
set_start(Decision *decision, const TimeOfDay *time, GTimeZone *zone)
{
	g_autoptr(GTimeZone) own =
	    time->has_zone ? g_time_zone_new_offset(time->offset) : g_time_zone_ref(zone);
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, decision->next_meeting);
	g_autoptr(GDateTime) when =
	    g_date_time_new(own, g_date_get_year(&date), (int)g_date_get_month(&date),
	                    g_date_get_day(&date), time->hour, time->minute, 0);
	if (when == NULL)
		return;
	decision->next_start = g_date_time_to_unix(when);
	decision->next_offset = (gint32)(g_date_time_get_utc_offset(when) / G_TIME_SPAN_SECOND);
}

/* A decision to meet on the day that was found; NULL when none was. */
static Decision *
decision_to_meet(const DateFound *found, const char *text, GTimeZone *zone)
{
	TimeOfDay time;
	if (found == NULL)
		return NULL;

	Decision *decision = decision_new();
	decision->next_meeting = found->day;
	if (time_of_day_find(text, found->start, found->end, &time))
		set_start(decision, &time, zone);
	return decision;
}

Decision *
next_meeting_read(const char *text, const Dates *dates, const NotesContext *context)
{
	return decision_to_meet(due_next_meeting(text, dates, context), text, context->zone);
}

Decision *
next_meeting_read_below(const char *text, const Dates *dates, const NotesContext *context)
{
	return decision_to_meet(due_first_to_come(dates, context->day), text, context->zone);
}

/*
 * TRUE for a sentence that announces.  In the discussions people also talk about meetings (`Anna
 * said the meeting on Friday went well`), so there only a sentence that begins like an announcement
 * counts.
 */
static gboolean
announces(const char *text)
{
	static const char *const openings[] = { "next meeting",    "next call", "next sync",
		                                "next session",    "we meet",   "we will meet",
		                                "the next meeting" };

	for (gsize i = 0; i < G_N_ELEMENTS(openings); i++) {
		if (scan_after_word(text, openings[i]) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* The end of the sentence or line at `p`.  The full stop of `Feb. 18` ends none, since no capital
 * follows. */
static const char *
sentence_end(const char *p)
{
	for (;; p++) {
		p += strcspn(p, ".!?\n");
		if (*p == '\0' || *p == '\n')
			return p;
		if (p[1] == ' ' && g_ascii_isupper(*scan_skip_emphasis(p + 1)))
			return p + 1;
	}
}

/* TRUE when the date is that of the announcement: in `We meet next on Monday`, but not in `We meet
 * rarely when the office is closed, and the fair is on Monday`. */
static gboolean
is_near(const char *sentence, const Dates *dates)
{
	return scan_after_word(sentence, "we") == NULL ||
	       (dates->count > 0 && dates->found[0].start <= WE_REACH);
}

/* Gives `decision`, which may be NULL, its text and line, and moves it to the meeting. */
static gboolean
add_decision(Decision *decision, const char *text, guint line, Meeting *meeting)
{
	if (decision == NULL)
		return FALSE;
	decision->text = text_collapse_space(text);
	decision->line = line;
	g_ptr_array_add(meeting->decisions, decision);
	return TRUE;
}

static void
read_sentence(const char *sentence, guint line, const NotesContext *context, Meeting *meeting)
{
	Dates dates;

	dates_read(sentence, context, &dates);
	if (is_near(sentence, &dates))
		add_decision(next_meeting_read(sentence, &dates, context), sentence, line, meeting);
}

gboolean
next_meeting_find_below(const char *text, guint line, const NotesContext *context, Meeting *meeting)
{
	Dates dates;

	dates_read(text, context, &dates);
	return add_decision(next_meeting_read_below(text, &dates, context), text, line, meeting);
}

void
next_meeting_find(const char *text, guint line, const NotesContext *context, Meeting *meeting)
{
	enum {
		ANNOUNCED_MAX = 100 /* in one statement */
	};
	guint announced = 0;

	for (const char *p = text, *end; *p != '\0' && announced < ANNOUNCED_MAX; p = end) {
		end = sentence_end(p);
		const char *start = p + strspn(p, " \t-+*_");
		if (announces(start)) {
			announced++;
			g_autofree char *sentence = g_strndup(start, (gsize)(end - start));
			read_sentence(sentence, line, context, meeting);
		}
		if (*end == '\n') {
			line++;
			end++;
		}
	}
}
