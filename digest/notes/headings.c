/* headings.c - what a heading says of the section below it. */
#include "headings.h"

#include "base/scan.h"
#include "base/text.h"
#include "vocabulary.h"

#include <string.h>

/* `Attendees`, `Present (12)`, `People online`; but `People who cannot come` is a topic. */
static gboolean
begins_with(const char *heading, WordList words)
{
	enum {
		REST_MAX = 12 /* bytes after the words, but for a remark in parentheses */
	};
	const char *after = vocabulary_after_word(words, heading);

	return after != NULL && (strlen(after) < REST_MAX || g_str_has_prefix(after, " ("));
}

/* TRUE if a folded heading has the words of `phrase`, as whole words. */
static gboolean
has_phrase(const char *heading, const char *phrase)
{
	g_autofree char *folded = text_fold(phrase);
	gsize length = strlen(folded);

	for (const char *at = strstr(heading, folded); length > 0 && at != NULL;
	     at = strstr(at + 1, folded)) {
		gboolean begins = at == heading || !scan_is_word_byte(at[-1]);
		if (begins && !scan_is_word_byte(at[length]))
			return TRUE;
	}
	return FALSE;
}

/* `Agenda & notes`: below it is what was said, too. */
static gboolean
is_agenda_and_notes(const char *heading)
{
	return vocabulary_after_word(WORDS_AGENDA_HEADING, heading) != NULL &&
	       vocabulary_is_in(WORDS_DISCUSSIONS_HEADING, heading);
}

gboolean
heading_is_attendance(const char *heading)
{
	return begins_with(heading, WORDS_ATTENDANCE_HEADING);
}

gboolean
heading_is_agenda(const char *heading)
{
	return begins_with(heading, WORDS_AGENDA_HEADING) && !is_agenda_and_notes(heading);
}

gboolean
heading_is_discussions(const char *heading)
{
	return begins_with(heading, WORDS_DISCUSSIONS_HEADING) || is_agenda_and_notes(heading);
}

gboolean
heading_is_next_meeting(const char *heading)
{
	return vocabulary_after_word(WORDS_NEXT_MEETING, heading) != NULL;
}

enum {
	WORD_SIZE = 16 /* bytes of a word of a heading that are compared, with the NUL */
};

/*
 * The next word of a heading from `*p` on (which is moved after it), in lower case and without
 * hyphens (`To-Do` is `todo`), or `&`.  Returns where it begins; NULL at the end.
 */
static const char *
next_word(const char **p, char word[WORD_SIZE])
{
	const char *start = *p, *q;
	gsize length = 0;

	while (*start != '\0' && !g_ascii_isalpha(*start) && *start != '&')
		start++;
	for (q = start; g_ascii_isalpha(*q) || (*q == '-' && g_ascii_isalpha(q[1])) ||
	                (q == start && *q == '&');
	     q++) {
		if (*q != '-' && length + 1 < WORD_SIZE)
			word[length++] = g_ascii_tolower(*q);
	}
	word[length] = '\0';
	*p = q;
	return length > 0 ? start : NULL;
}

/* Cuts off the plural's s. */
static void
make_singular(char *word)
{
	gsize length = strlen(word);

	if (length > 1 && word[length - 1] == 's')
		word[length - 1] = '\0';
}

/*
 * `TODOs`, `New tasks`, `To do`, `Decisions`, `AIs`, wherever the word is.  `Actions` is a word of
 * many products (`GitHub Actions`): it counts at the start, after a word such as `next` or `and`,
 * or before `items`, `points`, `list`.  `Task force` is a group.
 */
static gboolean
is_usual_actions(const char *heading)
{
	char before[WORD_SIZE] = "", word[WORD_SIZE], after[WORD_SIZE];
	const char *start;

	if (strcmp(heading, "AIs") == 0)
		return TRUE;
	for (const char *p = heading; (start = next_word(&p, word)) != NULL;) {
		const char *rest = p;
		KeywordFound found;
		gboolean named = vocabulary_keyword_at(start, KEYWORD_HEADING, &found);
		gboolean listed = vocabulary_has(WORDS_BEFORE_ACTIONS, before) || *before == '\0';
		g_strlcpy(before, word, sizeof before);
		make_singular(word);
		named |= vocabulary_is_keyword(word, KEYWORD_HEADING);
		if (named && vocabulary_after_word(WORDS_NO_ACTIONS, start) == NULL)
			return TRUE;
		if (!vocabulary_is_keyword(word, KEYWORD_HEADING_LIST))
			continue;
		if (next_word(&rest, after) != NULL)
			make_singular(after);
		if (listed || vocabulary_has(WORDS_AFTER_ACTIONS, after))
			return TRUE;
	}
	return FALSE;
}

/* `*named`: the heading has a phrase that makes it one of actions; `*refused`: it has one after a
 * `!`, which is stronger than all else. */
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
	char before[WORD_SIZE] = "", word[WORD_SIZE];
	const char *start;

	for (const char *p = heading; (start = next_word(&p, word)) != NULL;) {
		const char *after = vocabulary_after_word(WORDS_NEXT_STEPS, start);
		if (after != NULL && next_word(&after, word) == NULL)
			return *before == '\0' || vocabulary_has(WORDS_BEFORE_NEXT_STEPS, before);
		g_strlcpy(before, word, sizeof before);
	}
	return FALSE;
}

gboolean
heading_begins_actions(HeadingState *state, const char *heading, guint level,
                       const GPtrArray *phrases)
{
	gboolean named, refused;

	find_phrases(heading, phrases, &named, &refused);
	if (level <= state->discussions)
		state->discussions = 0;
	if (!refused && (named || is_usual_actions(heading) ||
	                 (state->discussions == 0 && is_next_steps(heading))))
		return TRUE;
	if (heading_is_discussions(heading))
		state->discussions = level;
	return FALSE;
}
