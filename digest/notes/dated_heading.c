/* dated_heading.c - headings that are the date of a meeting. */
#include "dated_heading.h"

#include "base/scan.h"
#include "base/text.h"
#include "dates.h"
#include "headings.h"
#include "time_of_day.h"

#include <string.h>

enum {
	WORDS_MAX = 6,  /* beside the date: more are a sentence */
	TEXT_MAX = 100, /* bytes of such a heading */
	SMALL_WORD = 3  /* bytes: `at 18:30`, `um 18 Uhr`, `à 18h30` */
};

/* The words of a part of a heading that say more than when it was. */
typedef struct {
	guint count;
	const char *first; /* NULL for none */
	gboolean version;  /* one of them is a version, `v2` or `1.2.0` */
} Words;

static const char *
end_of_word(const char *p)
{
	while (scan_is_word_byte(*p))
		p++;
	return p;
}

static gboolean
is_weekday(Languages languages, const char *p, gsize length)
{
	const NotesContext context = { .languages = languages, .day = day_from_ymd(2024, 1, 1) };
	g_autofree char *word = g_strndup(p, length);
	DateFound found;

	return date_find(word, 0, &context, &found) && found.kind == DATE_WEEKDAY &&
	       found.start == 0 && found.end == length;
}

/* `18h30`, `Tue`, `CET`, and `at` before a time: none of them is a name. */
static gboolean
is_of_time(Languages languages, const char *p, const char *end, gboolean after_number)
{
	gsize length = (gsize)(end - p);
	int offset;
	if (g_ascii_isdigit(*p))
		return TRUE;
	if (after_number &&
	    (zone_scan(p, &offset) == length || (length <= SMALL_WORD && *end != ':')))
		return TRUE;
	if (length <= SMALL_WORD && g_ascii_isdigit(*scan_skip_blanks(end)) && *end != '\0')
		return TRUE;
	return is_weekday(languages, p, length);
}

/* TRUE for the number of a release: `1.2.0`, `v2`. */
static gboolean
is_version(const char *p, const char *end)
{
	if ((*p == 'v' || *p == 'V') && g_ascii_isdigit(p[1]))
		return TRUE;
	return g_ascii_isdigit(*p) && *end == '.' && g_ascii_isdigit(end[1]);
}

static Words
count_words(Languages languages, const char *text)
{
	Words words = { 0 };
	gboolean after_number = FALSE;

	for (const char *p = text; *p != '\0';) {
		if (!scan_is_word_byte(*p)) {
			p++;
			continue;
		}
		const char *end = end_of_word(p);
		words.version = words.version || is_version(p, end);
		if (!is_of_time(languages, p, end, after_number)) {
			words.first = words.first != NULL ? words.first : p;
			words.count++;
		}
		after_number = g_ascii_isdigit(*p);
		p = end;
	}
	return words;
}

/* The year of `2 Mar '20`; 0 when none is written so. */
static int
short_year(const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		gsize quote = *p == '\'' ? 1 : g_str_has_prefix(p, "\u2019") ? strlen("\u2019") : 0;
		if (quote > 0 && strspn(p + quote, "0123456789") == 2)
			return 2000 + (int)g_ascii_strtoll(p + quote, NULL, 10);
	}
	return 0;
}

/* Finds the one calendar date of a heading. */
static gboolean
find_date(const char *text, const NotesContext *undated, DateFound *found)
{
	NotesContext context = *undated;
	DateFound other;
	int written = short_year(text);

	context.year = written != 0 ? written : context.year;
	if (!date_find(text, 0, &context, found))
		return FALSE;
	if (found->kind != DATE_CALENDAR || found->day == DAY_NONE)
		return FALSE;
	return !date_find(text, found->end, &context, &other) || other.kind != DATE_CALENDAR;
}

/* TRUE if what stands beside the date names a section, or a meeting that is not this one. */
static gboolean
names_something_else(Languages languages, const char *rest, const GPtrArray *action_headings)
{
	HeadingState state = { 0 };

	return heading_begins_section(&state, languages, rest, 1, action_headings) !=
	           SECTION_NONE ||
	       heading_is_agenda(languages, rest) || heading_is_attendance(languages, rest) ||
	       vocabulary_is_in(languages, WORDS_NEXT_MEETING, rest) ||
	       vocabulary_is_in(languages, WORDS_REVIEW, rest);
}

/* Returns `text` without joints at its end, and without a bracket that was opened before it:
 * `board` for `board)` and `board - `.  Newly allocated. */
static char *
trim_joints(const char *text)
{
	gsize length = strlen(text);

	while (length > 0 && strchr(" \t:;,-([{/|", text[length - 1]) != NULL)
		length--;
	if (length > 0 && strchr(")]}", text[length - 1]) != NULL && strpbrk(text, "([{") == NULL)
		length--;
	return g_strndup(text, length);
}

static char *
lead_of(const char *before)
{
	g_autofree char *folded = text_fold(before);
	GString *lead = g_string_new(NULL);

	for (const char *p = folded; *p != '\0'; p++)
		if (scan_is_word_byte(*p) && !g_ascii_isdigit(*p))
			g_string_append_c(lead, *p);
	return g_string_free(lead, FALSE);
}

gboolean
dated_heading_read(const char *text, const NotesContext *context, const GPtrArray *action_headings,
                   DatedHeading *heading)
{
	Languages languages = context->languages;
	DateFound found;
	if (strlen(text) > TEXT_MAX || !find_date(text, context, &found))
		return FALSE;

	g_autofree char *before = g_strndup(text, found.start);
	const char *after = text + found.end;
	Words lead = count_words(languages, before), label = count_words(languages, after);
	if (lead.version || lead.count + label.count > WORDS_MAX)
		return FALSE;
	g_autofree char *rest = g_strconcat(lead.first != NULL ? lead.first : "",
	                                    lead.first != NULL && label.first != NULL ? " " : "",
	                                    label.first != NULL ? label.first : "", NULL);
	if (*rest != '\0' && names_something_else(languages, rest, action_headings))
		return FALSE;
	*heading = (DatedHeading){ .day = found.day,
		                   .words = trim_joints(rest),
		                   .lead = lead.first != NULL ? lead_of(before) : g_strdup("") };
	return TRUE;
}

void
dated_heading_clear(DatedHeading *heading)
{
	g_clear_pointer(&heading->words, g_free);
	g_clear_pointer(&heading->lead, g_free);
}
