/*
 * due.c - which date in a text is its deadline.
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

/* TRUE if the word of `length` bytes at `word` is an entry of `list`. */
static gboolean
word_in(Languages languages, const char *word, gsize length, WordList list)
{
	return length > 0 && vocabulary_after_word(languages, list, word) == word + length;
}

/* TRUE if one of the entries of `list` is in the first `length` bytes of `text`. */
static gboolean
has_word(Languages languages, const char *text, gsize length, WordList list)
{
	for (gsize i = 0; i < length; i++) {
		if (!is_word_byte(text[i]) || (i > 0 && is_word_byte(text[i - 1])))
			continue;
		const char *after = vocabulary_after_word(languages, list, text + i);
		if (after != NULL && after <= text + length)
			return TRUE;
	}
	return FALSE;
}

/* `By the next meeting on Monday`: a few words separate `by` and `on`.  A comma between them ends
 * the search, since it begins another clause: `Done by Anna, who is away on Monday`. */
static gboolean
has_deadline_before_on(Languages languages, const char *text, gsize on)
{
	gsize length = 0, start = on;

	for (int words = 0; words < CLAUSE_WORDS && start > 0; words++) {
		if (strchr(" \t", text[start - 1]) == NULL)
			return FALSE;
		start = word_before(text, start, &length);
		if (length == 0)
			return FALSE;
		if (word_in(languages, text + start, length, WORDS_DEADLINE))
			return TRUE;
	}
	return FALSE;
}

/* TRUE after a mark of the Obsidian plugin Tasks, `📅 2022-03-01`, and in `(@2022-03-01)`. */
static gboolean
has_deadline_mark(const char *text, gsize before)
{
	static const char *const marks[] = { "📅", "📆", "🗓", "(@" };
	const char *variation = "\xef\xb8\x8f"; /* after an emoji */

	if (before > strlen(variation) &&
	    memcmp(text + before - strlen(variation), variation, strlen(variation)) == 0)
		before -= strlen(variation);
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		gsize length = strlen(marks[i]);
		if (before >= length && memcmp(text + before - length, marks[i], length) == 0)
			return TRUE;
	}
	return FALSE;
}

/* TRUE for a word that may be between the word of a deadline and its date: `the`, `l'`. */
static gboolean
is_filler(Languages languages, const char *word, gsize length)
{
	static const char *const elided[] = { "l'", "l’" };

	for (gsize i = 0; i < G_N_ELEMENTS(elided); i++)
		if (length == strlen(elided[i]) &&
		    g_ascii_strncasecmp(word, elided[i], length) == 0)
			return TRUE;
	return word_in(languages, word, length, WORDS_DEADLINE_FILLER);
}

/* Returns where what is struck out before byte `at` begins, or `at`: `by ~~March 13~~ March 20`. */
static gsize
before_struck(const char *text, gsize at)
{
	static const char *const marks[][2] = { { "~~", "~~" }, { "<del>", "</del>" } };
	gsize end = at;

	while (end > 0 && text[end - 1] == ' ')
		end--;
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		gsize length = strlen(marks[i][1]);
		if (end < length || memcmp(text + end - length, marks[i][1], length) != 0)
			continue;
		const char *begin = g_strrstr_len(text, (gssize)(end - length), marks[i][0]);
		return begin != NULL ? (gsize)(begin - text) : at;
	}
	return at;
}

/* `by DATE`, `due: DATE`, `the deadline is the 15th`, `due on DATE`, `d'ici le DATE`, `bis zum
 * DATE`. */
static gboolean
has_deadline_word(Languages languages, const char *text, gsize at)
{
	enum {
		FILLERS = 3 /* words between: `au plus tard le` */
	};
	gsize length = 0, before = before_struck(text, at);

	while (before > 0 && strchr(" \t:*_", text[before - 1]) != NULL)
		before--;
	if (has_deadline_mark(text, before))
		return TRUE;
	gsize start = word_before(text, before, &length);
	for (int i = 0; i < FILLERS; i++) {
		if (word_in(languages, text + start, length, WORDS_DEADLINE))
			return TRUE;
		if (start == 0)
			return FALSE;
		if (word_in(languages, text + start, length, WORDS_DEADLINE_ON) &&
		    has_deadline_before_on(languages, text, start))
			return TRUE;
		if (!is_filler(languages, text + start, length))
			return FALSE;
		start = word_before(text, start, &length);
	}
	return word_in(languages, text + start, length, WORDS_DEADLINE);
}

static gboolean
has_for(Languages languages, const char *text, gsize at)
{
	gsize length = 0, start = word_before(text, at, &length);

	/* `para el viernes`; but in English `for the August 7th meetup` is an event. */
	if (start > 0 && is_filler(languages, text + start, length) &&
	    !word_in(LANGUAGES_ENGLISH, text + start, length, WORDS_DEADLINE_FILLER))
		start = word_before(text, start, &length);
	return word_in(languages, text + start, length, WORDS_NEEDED_FOR);
}

/*
 * TRUE when the date is a deadline.  By falling certainty:
 * - a word of a deadline precedes it: `by Friday`, `bis Freitag`;
 * - it begins the item as a label: `Friday, August 11: the proposal`;
 * - `for` names a deadline unless an event precedes it: `slides for Friday`, but not `Arrange a
 *   call for Friday`, nor `Book a room for Friday`;
 * - not after a word that dates something else: `the talk on Friday`, `notes of May 6`;
 * - alone only if it counts from the meeting: `Send it tomorrow`, `in 3 weeks`, `next Tuesday`.  A
 *   calendar date or a plain weekday may be anything: `Read the May 6 report`.
 */
static gboolean
is_deadline(const char *text, const DateFound *found, Languages languages)
{
	gsize length = 0, before = word_before(text, found->start, &length);

	if (has_deadline_word(languages, text, found->start))
		return TRUE;
	if (found->start == 0 && text[found->end] == ':' && !g_ascii_isdigit(text[found->end + 1]))
		return TRUE;
	gboolean event = has_word(languages, text, found->start, WORDS_EVENT);
	if (has_for(languages, text, found->start))
		return !event && !has_word(languages, text, found->start, WORDS_BOOKING);
	if (word_in(languages, text + before, length, WORDS_BEFORE_EVENT_DAY))
		return FALSE;
	return !event && (found->kind == DATE_NEAR || found->kind == DATE_AFTER ||
	                  found->kind == DATE_PERIOD || found->next);
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
due_find(const char *text, const Dates *dates, Languages languages)
{
	Day due = DAY_NONE;

	for (guint i = 0; i < dates->count; i++) {
		const DateFound *found = &dates->found[i];
		if (found->day == DAY_NONE || !is_deadline(text, found, languages))
			continue;
		/* The more precise one wins: `in a week, by March 1`. */
		if (found->kind == DATE_CALENDAR)
			return found->day;
		if (due == DAY_NONE)
			due = found->day;
	}
	return due;
}
