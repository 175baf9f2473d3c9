/* headings.c - what a heading says of the section below it. */
#include "headings.h"

#include "base/scan.h"
#include "base/text.h"
#include "token.h"

#include <string.h>

static gboolean
is_one_of(const char *heading, const char *const *words)
{
	for (; *words != NULL; words++) {
		const char *after = scan_after_word(heading, *words);
		if (after != NULL && (strlen(after) < 12 || g_str_has_prefix(after, " (")))
			return TRUE;
	}
	return FALSE;
}

/* TRUE when the words of `phrase` stand in `heading` as words; both are folded. */
static gboolean
has_folded(const char *heading, const char *phrase)
{
	gsize length = strlen(phrase);

	for (const char *at = strstr(heading, phrase); length > 0 && at != NULL;
	     at = strstr(at + 1, phrase)) {
		gboolean begins = at == heading || !scan_is_word_byte(at[-1]);
		if (begins && !scan_is_word_byte(at[length]))
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_phrase(const char *heading, const char *phrase)
{
	g_autofree char *folded = text_fold(phrase);

	return has_folded(heading, folded);
}

/* `Agenda & notes` has what was said, too. */
static gboolean
is_agenda_and_notes(const char *heading)
{
	static const char *const words[] = { "notes", "minutes", "discussions", "discussion" };

	if (scan_after_word(heading, "agenda") == NULL &&
	    scan_after_word(heading, "topics") == NULL)
		return FALSE;
	g_autofree char *folded = text_fold(heading);
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (has_folded(folded, words[i]))
			return TRUE;
	return FALSE;
}

gboolean
heading_is_attendance(const char *heading)
{
	static const char *const words[] = { "participants",  "attendees", "attendance",
		                             "present",       "people",    "people present",
		                             "participating", "who",       NULL };
	return is_one_of(heading, words);
}

gboolean
heading_is_agenda(const char *heading)
{
	static const char *const words[] = { "agenda", "proposed agenda", "meeting agenda",
		                             "topics", NULL };

	return is_one_of(heading, words) && !is_agenda_and_notes(heading);
}

gboolean
heading_is_discussions(const char *heading)
{
	static const char *const words[] = { "discussion",    "discussions",     "minutes", "notes",
		                             "meeting notes", "meeting minutes", NULL };
	return is_one_of(heading, words) || is_agenda_and_notes(heading);
}

gboolean
heading_is_next_meeting(const char *heading)
{
	static const char *const words[] = { "next meeting",         "next call",
		                             "next session",         "next sync",
		                             "date of next meeting", "date of the next meeting" };

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (scan_after_word(heading, words[i]) != NULL)
			return TRUE;
	return FALSE;
}

/* The next word of a heading, in small letters, without the plural's s; FALSE at the end. */
static gboolean
next_word(const char **p, char *word, gsize size)
{
	const char *q = *p;
	gsize length = 0;

	while (*q != '\0' && !g_ascii_isalpha(*q) && *q != '&')
		q++;
	for (; g_ascii_isalpha(*q) || (*q == '-' && g_ascii_isalpha(q[1])) ||
	       (length == 0 && *q == '&');
	     q++) {
		if (*q != '-' && length + 1 < size)
			word[length++] = g_ascii_tolower(*q);
	}
	if (length > 1 && word[length - 1] == 's')
		length--;
	word[length] = '\0';
	*p = q;
	return length > 0;
}

/* What stands beside `actions` when they are to be done: `Next actions`, `Action list`; `GitHub
 * Actions` are none. */
static gboolean
are_for_people(const char *before, const char *after)
{
	static const char *const befores[] = {
		"",     "and",      "&",           "decision", "next",    "new",
		"open", "previou",  "outstanding", "pending",  "agreed",  "of",
		"our",  "followup", "all",         "old",      "current", NULL
	};
	static const char *const afters[] = { "item", "point", "list", "log", NULL };

	return g_strv_contains(befores, before) || g_strv_contains(afters, after);
}

/* `TODOs`, `Tasks`, `Action items`, `Decisions`, `AIs`. */
static gboolean
is_usual_actions(const char *heading)
{
	char before[16] = "", word[16] = "", after[16] = "";
	const char *p = heading;
	gboolean more = next_word(&p, after, sizeof after);

	if (strcmp(heading, "AIs") == 0)
		return TRUE;
	while (more) {
		memcpy(before, word, sizeof before);
		memcpy(word, after, sizeof word);
		after[0] = '\0';
		more = next_word(&p, after, sizeof after);
		if (strcmp(word, "todo") == 0 || strcmp(word, "decision") == 0 ||
		    (strcmp(word, "to") == 0 && strcmp(after, "do") == 0))
			return TRUE;
		if (strcmp(word, "task") == 0 && strcmp(after, "force") != 0)
			return TRUE;
		if (strcmp(word, "action") == 0 && are_for_people(before, after))
			return TRUE;
	}
	return FALSE;
}

/* `named`: has a phrase that makes it one; `refused`: has one that takes it away, whatever else it
 * has. */
static void
find_phrases(const char *heading, const GPtrArray *phrases, gboolean *named, gboolean *refused)
{
	*named = *refused = FALSE;
	if (phrases == NULL || phrases->len == 0)
		return;
	g_autofree char *folded = text_fold(heading);
	for (guint i = 0; i < phrases->len; i++) {
		const char *phrase = g_ptr_array_index(phrases, i);
		if (*phrase == '!')
			*refused = *refused || has_phrase(folded, phrase + 1);
		else
			*named = *named || has_phrase(folded, phrase);
	}
}

/* `Next steps`, `4. Follow-ups`, `Summary and next steps`; but `Follow-up on the cache` is a topic.
 */
static gboolean
is_next_steps(const char *heading)
{
	static const char *const befores[] = { "", "and", "&", "our", NULL };
	char before[16] = "", first[16] = "", second[16] = "", word[16] = "";

	for (const char *p = heading; next_word(&p, word, sizeof word);) {
		memcpy(before, first, sizeof before);
		memcpy(first, second, sizeof first);
		memcpy(second, word, sizeof second);
	}
	if (strcmp(second, "followup") == 0)
		return g_strv_contains(befores, first);
	return ((strcmp(first, "next") == 0 && strcmp(second, "step") == 0) ||
	        (strcmp(first, "follow") == 0 && strcmp(second, "up") == 0)) &&
	       g_strv_contains(befores, before);
}

gboolean
heading_begins_actions(HeadingPlace *place, const char *heading, guint level,
                       const GPtrArray *phrases)
{
	gboolean named, refused;

	find_phrases(heading, phrases, &named, &refused);
	if (level <= place->discussions)
		place->discussions = 0;
	if (!refused && (named || is_usual_actions(heading) ||
	                 (place->discussions == 0 && is_next_steps(heading))))
		return TRUE;
	if (heading_is_discussions(heading))
		place->discussions = level;
	return FALSE;
}
