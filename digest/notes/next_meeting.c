/* next_meeting.c - announcements of the next meeting. */
#include "next_meeting.h"

#include "base/scan.h"
#include "base/text.h"
#include "date_words.h"
#include "time_of_day.h"

#include <string.h>

enum {
	WE_REACH = 32 /* bytes before the date in `We meet next on Monday` */
};

/* Sets when the meeting begins, unless its zone may be one of several. */
static void
set_start(Decision *decision, const TimeOfDay *time, GTimeZone *zone)
{
	g_autoptr(GTimeZone) own = zone_to_time_zone(&time->zone, zone);
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_julian(&date, decision->next_meeting);
	g_autoptr(GDateTime) when =
	    g_date_time_new(own, g_date_get_year(&date), (int)g_date_get_month(&date),
	                    g_date_get_day(&date), time->hour, time->minute, 0);
	if (when == NULL || time->zone.kind == ZONE_AMBIGUOUS)
		return;
	decision->next_start = g_date_time_to_unix(when);
	decision->next_offset = (gint32)(g_date_time_get_utc_offset(when) / G_TIME_SPAN_SECOND);
}

/* Returns where the next entry of `list` at or after `from` begins, and sets the end; NULL for
 * none. */
static const char *
find_word(Languages languages, const char *from, WordList list, const char **end)
{
	for (const char *p = from; *p != '\0'; p++) {
		if (!scan_is_word_byte(*p) || (p > from && scan_is_word_byte(p[-1])))
			continue;
		*end = vocabulary_after_word(languages, list, p);
		if (*end != NULL)
			return p;
	}
	return NULL;
}

/*
 * Marks the date that is called off at byte `at`.  `Cancel the meeting on 29 May`: the one after
 * it; `The meeting on 29 May is cancelled, the next is on 5 June`: the one before.
 */
static void
mark_cancelled(const Dates *dates, gsize at, gboolean before, gboolean dropped[DATES_MAX])
{
	guint after = 0;

	while (after < dates->count && dates->found[after].start < at)
		after++;
	if (after > 0 && (before || after == dates->count))
		dropped[after - 1] = TRUE;
	else if (after < dates->count)
		dropped[after] = TRUE;
}

/* Marks what a text takes back: dates that are called off, and those before `moved to`. */
static void
mark_taken_back(const char *text, const Dates *dates, Languages languages,
                gboolean dropped[DATES_MAX])
{
	const char *end = NULL;
	gboolean moved = FALSE;

	for (const char *p = text; (p = find_word(languages, p, WORDS_MOVED, &end)) != NULL;
	     p = end)
		for (guint i = 0; i < dates->count; i++)
			if (dates->found[i].start < (gsize)(p - text)) {
				dropped[i] = TRUE;
				moved = TRUE;
			}
	if (moved)
		return;
	for (const char *p = text; (p = find_word(languages, p, WORDS_CANCEL, &end)) != NULL;
	     p = end)
		mark_cancelled(dates, (gsize)(p - text), FALSE, dropped);
	for (const char *p = text; (p = find_word(languages, p, WORDS_CANCELLED, &end)) != NULL;
	     p = end)
		mark_cancelled(dates, (gsize)(p - text), TRUE, dropped);
}

/*
 * Returns the first date after `today` or NULL.  Calendar dates come before all others.  A date on
 * another weekday than the text says is not certain, and not announced.
 */
static const DateFound *
first_to_come(const char *text, const Dates *dates, const NotesContext *context)
{
	const DateFound *next = NULL;
	gboolean dropped[DATES_MAX] = { FALSE };
	if (dates->count == 0)
		return NULL;

	mark_taken_back(text, dates, context->languages, dropped);
	for (guint i = 0; i < dates->count; i++) {
		const DateFound *found = &dates->found[i];
		if (dropped[i] || found->day == DAY_NONE || found->fault != DATE_FINE ||
		    (context->day != DAY_NONE && found->day <= context->day))
			continue;
		if (found->kind == DATE_CALENDAR)
			return found;
		if (next == NULL && found->kind != DATE_PERIOD)
			next = found;
	}
	return next;
}

/*
 * TRUE for a text that is about the next meeting: it says `meet` or `meeting`, or `next` together
 * with another word for one: `Next sync: May 6`.  A `call` or a `session` alone may be any event.
 */
static gboolean
announces_meeting(const char *text, Languages languages)
{
	return vocabulary_after_word(languages, WORDS_SEE_YOU, text) != NULL ||
	       vocabulary_is_in(languages, WORDS_ANNOUNCED_MEETING, text) ||
	       vocabulary_is_in(languages, WORDS_ANNOUNCED_ONE, text) ||
	       (vocabulary_is_in(languages, WORDS_ANNOUNCED_NEXT, text) &&
	        vocabulary_is_in(languages, WORDS_ANNOUNCED_CALL, text));
}

const DateFound *
next_meeting_date(const char *text, const Dates *dates, const NotesContext *context)
{
	return dates->count > 0 && announces_meeting(text, context->languages)
	           ? first_to_come(text, dates, context)
	           : NULL;
}

/* Finds the time of a date in `text`: beside it, or in a line of its own, `Time: 15:00 UTC`. */
static gboolean
find_time(const char *text, const DateFound *found, Languages languages, TimeOfDay *time)
{
	if (time_of_day_find(text, found->start, found->end, languages, time))
		return TRUE;
	for (const char *p = strchr(text + found->end, '\n'); p != NULL; p = strchr(p + 1, '\n')) {
		const char *line = p + 1 + strspn(p + 1, " \t-+*_");
		const char *after = vocabulary_after_word(languages, WORDS_TIME_LABEL, line);
		after = after != NULL ? scan_skip_emphasis(after) : NULL;
		if (after != NULL && *after == ':')
			return time_of_day_read(after + 1, languages, time);
	}
	return FALSE;
}

/* A decision to meet on the day that was found; NULL when none was. */
static Decision *
decision_to_meet(const DateFound *found, const char *text, const NotesContext *context)
{
	TimeOfDay time;
	if (found == NULL)
		return NULL;

	Decision *decision = decision_new();
	decision->next_meeting = found->day;
	if (find_time(text, found, context->languages, &time))
		set_start(decision, &time, context->zone);
	return decision;
}

Decision *
next_meeting_read(const char *text, const Dates *dates, const NotesContext *context)
{
	return decision_to_meet(next_meeting_date(text, dates, context), text, context);
}

Decision *
next_meeting_read_below(const char *text, const Dates *dates, const NotesContext *context)
{
	return decision_to_meet(first_to_come(text, dates, context), text, context);
}

/* `The next general Board meeting is on`: a few words are between. */
static gboolean
says_next_meeting(const char *text, Languages languages)
{
	enum {
		WORDS_BETWEEN = 3
	};
	DateWordFound article = date_word_at(languages, text, DATE_WORD_ARTICLE);
	const char *p = scan_skip_blanks(text + article.length);

	p = vocabulary_after_word(languages, WORDS_ANNOUNCED_NEXT, p);
	if (p == NULL)
		return FALSE;
	for (int i = 0; i <= WORDS_BETWEEN && *p == ' '; i++) {
		p = scan_skip_blanks(p);
		if (vocabulary_after_word(languages, WORDS_ANNOUNCED_CALL, p) != NULL ||
		    vocabulary_after_word(languages, WORDS_ANNOUNCED_MEETING, p) != NULL)
			return TRUE;
		while (scan_is_word_byte(*p))
			p++;
	}
	return FALSE;
}

/*
 * TRUE for a sentence that announces.  In the discussions people also talk about meetings (`Anna
 * said the meeting on Friday went well`), so there only a sentence that begins like an announcement
 * counts.
 */
static gboolean
announces(const char *text, Languages languages)
{
	return vocabulary_after_word(languages, WORDS_ANNOUNCEMENT_OPENING, text) != NULL ||
	       says_next_meeting(text, languages);
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
		add_decision(next_meeting_read_below(sentence, &dates, context), sentence, line,
		             meeting);
}

/* The end of an announcement whose day is in the line below it: `Date of next meeting` / `* Agreed:
 * Sept 30`. */
static const char *
announcement_end(const char *start, const char *end, const NotesContext *context)
{
	g_autofree char *sentence = g_strndup(start, (gsize)(end - start));
	DateFound found;

	if (*end != '\n' || end[1] == '\0' || date_find(sentence, 0, context, &found))
		return end;
	return end + 1 + strcspn(end + 1, "\n");
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
		if (announces(start, context->languages)) {
			announced++;
			end = announcement_end(start, end, context);
			g_autofree char *sentence = g_strndup(start, (gsize)(end - start));
			read_sentence(sentence, line, context, meeting);
		}
		if (*end == '\n') {
			line++;
			end++;
		}
	}
}
