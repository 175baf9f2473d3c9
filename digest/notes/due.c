/*
 * due.c - which date in a text is its deadline, and which the next meeting.
 *
 * An action mentions dates that are not deadlines: `Book a room for the meeting on May 6`.  To take
 * such a day for the deadline would remind its owner of something wrong, so a date counts only
 * where the words before it say so.
 */
#include "due.h"

#include "base/scan.h"

#include <string.h>

enum {
	TEXT_MAX = 2000, /* bytes of a text that are searched: nobody hides a deadline further on */
	CLAUSE_WORDS = 6 /* from `on` back to `by`: `By the next meeting on Monday` */
};

static gboolean
is_word_byte(char c)
{
	return scan_is_word_byte(c) || c == '\'';
}

/* Returns the offset of the word before byte `at`, and sets its length.  Skips blanks and the marks
 * that may separate it from a date: `by **May 6**`, `due (May 6)`. */
static gsize
word_before(const char *text, gsize at, gsize *length)
{
	gsize end = at;

	while (end > 0 && strchr(" \t(*_~", text[end - 1]) != NULL)
		end--;
	gsize start = end;
	while (start > 0 && is_word_byte(text[start - 1]))
		start--;
	*length = end - start;
	return start;
}

static gboolean
word_in(const char *word, gsize length, const char *const *table)
{
	if (length == 0)
		return FALSE;
	char first = g_ascii_tolower(*word);
	for (; *table != NULL; table++) {
		if (**table == first && strlen(*table) == length &&
		    g_ascii_strncasecmp(word, *table, length) == 0)
			return TRUE;
	}
	return FALSE;
}

static const char *const deadline_words[] = { "by",       "until", "till", "before", "due",
	                                      "deadline", "eod",   "cob",  "than",   NULL };

/* A date after such a word is the day of the event: `Announce the hackathon, May 6`. */
static const char *const event_words[] = { "schedule",     "meet",      "meeting",   "meetings",
	                                   "call",         "announce",  "hackathon", "event",
	                                   "events",       "gathering", "workshop",  "session",
	                                   "conference",   "arrange",   "organize",  "organise",
	                                   "reschedule",   "host",      "attend",    "happening",
	                                   "presentation", NULL };

static gboolean
has_word(const char *text, gsize length, const char *const *table)
{
	for (gsize i = 0; i < length;) {
		gsize end = i;
		while (end < length && is_word_byte(text[end]))
			end++;
		if (end > i && word_in(text + i, end - i, table))
			return TRUE;
		i = MAX(end, i + 1);
	}
	return FALSE;
}

/* `By the next meeting on Monday`: a few words separate `by` and `on`.  A comma between them ends
 * the search, since it begins another clause: `Done by Anna, who is away on Monday`. */
static gboolean
has_deadline_before_on(const char *text, gsize at)
{
	static const char *const on[] = { "on", NULL };
	gsize length = 0, start = word_before(text, at, &length);

	if (!word_in(text + start, length, on))
		return FALSE;
	for (int words = 0; words < CLAUSE_WORDS && start > 0; words++) {
		if (strchr(" \t", text[start - 1]) == NULL)
			return FALSE;
		start = word_before(text, start, &length);
		if (length == 0)
			return FALSE;
		if (word_in(text + start, length, deadline_words))
			return TRUE;
	}
	return FALSE;
}

/* `by DATE`, `due: DATE`, `the deadline is the 15th`, `due on DATE`, and the mark of the Obsidian
 * plugin Tasks: `📅 2022-03-01`. */
static gboolean
has_deadline_word(const char *text, gsize at)
{
	gsize length = 0, before = at;

	while (before > 0 && strchr(" \t:*_", text[before - 1]) != NULL)
		before--;
	if (before >= strlen("📅") && memcmp(text + before - strlen("📅"), "📅", strlen("📅")) == 0)
		return TRUE;
	gsize start = word_before(text, before, &length);
	if (length == 3 && g_ascii_strncasecmp(text + start, "the", 3) == 0)
		start = word_before(text, start, &length);
	if (length == 2 && start > 0 && g_ascii_strncasecmp(text + start, "is", 2) == 0)
		start = word_before(text, start, &length);
	if (length == 2 && g_ascii_strncasecmp(text + start, "on", 2) == 0 && start > 0) {
		gsize due = word_before(text, start, &length);
		return word_in(text + due, length, deadline_words) ||
		       has_deadline_before_on(text, at);
	}
	return word_in(text + start, length, deadline_words);
}

static gboolean
has_for(const char *text, gsize at)
{
	static const char *const words[] = { "for", NULL };
	gsize length = 0, start = word_before(text, at, &length);

	return word_in(text + start, length, words);
}

/* TRUE when a day after `for` is not a deadline, but the day that something is needed: `Book a room
 * for Friday`, `Look for a hotel for November 18`. */
static gboolean
is_booking(const char *text, gsize length)
{
	static const char *const verbs[] = { "book", "reserve", "rent", "hire", NULL };
	static const char *const searches[] = { "look for ", "find a ", "find an " };

	if (has_word(text, length, verbs))
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(searches); i++)
		if (g_ascii_strncasecmp(text, searches[i], strlen(searches[i])) == 0)
			return TRUE;
	return FALSE;
}

/*
 * TRUE when the date is a deadline.  By falling certainty:
 * - a word of a deadline precedes it: `by Friday`;
 * - it begins the item as a label: `Friday, August 11: the proposal`;
 * - not after a word that dates something else: `the talk on Friday`, `notes of May 6`;
 * - `for` names a deadline unless an event precedes it: `slides for Friday`, but not `Arrange a
 * call for Friday`;
 * - alone only if it counts from the meeting: `Send it tomorrow`, `in 3 weeks`, `next Tuesday`.  A
 *   calendar date or a plain weekday may be anything: `Read the May 6 report`.
 */
static gboolean
is_deadline(const char *text, const DateFound *found)
{
	gsize length = 0, before = word_before(text, found->start, &length);
	static const char *const at_words[] = { "on",    "at", "since", "from",
		                                "after", "in", "of",    NULL };

	if (has_deadline_word(text, found->start))
		return TRUE;
	if (found->start == 0 && text[found->end] == ':' && !g_ascii_isdigit(text[found->end + 1]))
		return TRUE;
	if (word_in(text + before, length, at_words))
		return FALSE;
	gboolean event = has_word(text, found->start, event_words);
	if (has_for(text, found->start))
		return !event && !is_booking(text, found->start);
	return !event && (found->kind == DATE_NEAR || found->kind == DATE_AFTER ||
	                  found->kind == DATE_PERIOD ||
	                  (found->kind == DATE_WEEKDAY &&
	                   g_ascii_strncasecmp(text + found->start, "next", 4) == 0));
}

void
dates_read(const char *text, const NotesContext *context, Dates *dates)
{
	gsize from = 0;

	dates->count = 0;
	while (dates->count < DATES_MAX && from < TEXT_MAX &&
	       date_find(text, from, context, &dates->found[dates->count]))
		from = dates->found[dates->count++].end;
}

Day
due_find(const char *text, const Dates *dates, Languages languages G_GNUC_UNUSED)
{
	Day due = DAY_NONE;

	for (guint i = 0; i < dates->count; i++) {
		const DateFound *found = &dates->found[i];
		if (found->day == DAY_NONE || !is_deadline(text, found))
			continue;
		/* The more precise one wins: `in a week, by March 1`. */
		if (found->kind == DATE_CALENDAR)
			return found->day;
		if (due == DAY_NONE)
			due = found->day;
	}
	return due;
}

static const char *const next_words[] = { "next", NULL };

/* `The next one is on Wednesday`, after a sentence about this meeting. */
static gboolean
says_next_one(const char *text)
{
	for (const char *at = strstr(text, " one "); at != NULL; at = strstr(at + 1, " one ")) {
		gsize length = 0, start = word_before(text, (gsize)(at - text), &length);
		if (word_in(text + start, length, next_words))
			return TRUE;
	}
	return FALSE;
}

/*
 * TRUE for a text that is about the next meeting: it says `meet` or `meeting`, or `next` together
 * with another word for one: `Next sync: May 6`.  A `call` or a `session` alone may be any event.
 */
static gboolean
announces_meeting(const char *text)
{
	static const char *const meetings[] = { "meet", "meets", "meeting", "meetings", NULL };
	static const char *const calls[] = { "call",    "sync",      "session", "discussion",
		                             "standup", "gathering", NULL };
	gsize length = strlen(text);

	return g_ascii_strncasecmp(text, "see you", 7) == 0 || has_word(text, length, meetings) ||
	       (has_word(text, length, next_words) && has_word(text, length, calls)) ||
	       says_next_one(text);
}

const DateFound *
due_first_to_come(const Dates *dates, Day today)
{
	const DateFound *next = NULL;

	for (guint i = 0; i < dates->count; i++) {
		const DateFound *found = &dates->found[i];
		if (found->day == DAY_NONE || (today != DAY_NONE && found->day <= today))
			continue;
		if (found->kind == DATE_CALENDAR)
			return found;
		if (next == NULL && found->kind != DATE_PERIOD)
			next = found;
	}
	return next;
}

const DateFound *
due_next_meeting(const char *text, const Dates *dates, const NotesContext *context)
{
	return dates->count > 0 && announces_meeting(text) ? due_first_to_come(dates, context->day)
	                                                   : NULL;
}
