/* headings.c - what a heading says of the section below it. */
#include "headings.h"

#include "base/scan.h"
#include "base/text.h"

#include <string.h>

/* `Attendees`, `Present (12)`, `People online`; but `People who cannot come` is a topic. */
static gboolean
begins_with(Languages languages, const char *heading, WordList words)
{
	enum {
		REST_MAX = 12 /* bytes after the words, but for a remark in parentheses */
	};
	const char *after = vocabulary_after_word(languages, words, heading);

	return after != NULL && (strlen(after) < REST_MAX || g_str_has_prefix(after, " ("));
}

/* `Invited participants (8)`, `TSC attendees:` */
static gboolean
ends_with(Languages languages, const char *heading, WordList words)
{
	enum {
		HEADING_MAX = 48 /* bytes */
	};
	if (strlen(heading) > HEADING_MAX)
		return FALSE;
	for (const char *p = strchr(heading, ' '); p != NULL; p = strchr(p + 1, ' ')) {
		const char *after = vocabulary_after_word(languages, words, p + 1);
		if (after != NULL && after[strspn(after, " :()0123456789")] == '\0')
			return TRUE;
	}
	return FALSE;
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
is_agenda_and_notes(Languages languages, const char *heading)
{
	return vocabulary_after_word(languages, WORDS_AGENDA_HEADING, heading) != NULL &&
	       vocabulary_is_in(languages, WORDS_DISCUSSIONS_HEADING, heading);
}

gboolean
heading_is_attendance(Languages languages, const char *heading)
{
	return begins_with(languages, heading, WORDS_ATTENDANCE_HEADING) ||
	       ends_with(languages, heading, WORDS_ATTENDANCE_END);
}

gboolean
heading_is_agenda(Languages languages, const char *heading)
{
	return begins_with(languages, heading, WORDS_AGENDA_HEADING) &&
	       !is_agenda_and_notes(languages, heading);
}

gboolean
heading_is_discussions(Languages languages, const char *heading)
{
	return begins_with(languages, heading, WORDS_DISCUSSIONS_HEADING) ||
	       is_agenda_and_notes(languages, heading);
}

gboolean
heading_is_next_meeting(Languages languages, const char *heading)
{
	return vocabulary_after_word(languages, WORDS_NEXT_MEETING, heading) != NULL;
}

/* A place in a heading: the word at it, and the one before. */
typedef struct {
	const char *word, *before;
} HeadingWord;

static const char *
word_end(const char *p)
{
	while (scan_is_word_byte(*p) || (*p == '-' && scan_is_word_byte(p[1])) || *p == '&')
		p++;
	return p;
}

/* Moves to the next word of a heading, or `&`; the first one if `at->word` is NULL.  FALSE at the
 * end. */
static gboolean
next_word(const char *heading, HeadingWord *at)
{
	const char *p = at->word != NULL ? word_end(at->word) : heading;

	/* `4.` is a number. */
	while (*p != '\0' && *p != '&' && (g_ascii_isdigit(*p) || !scan_is_word_byte(*p)))
		p++;
	at->before = at->word;
	at->word = p;
	return *p != '\0';
}

/* TRUE if there is no word before, or one of `list`. */
static gboolean
may_follow(Languages languages, const HeadingWord *at, WordList list)
{
	return at->before == NULL ||
	       vocabulary_after_word(languages, list, at->before) == word_end(at->before);
}

/* `Resolved:` alone, above what was decided and who has to do what. */
static gboolean
is_resolved(Languages languages, const char *heading)
{
	const char *after = vocabulary_after_word(languages, WORDS_RESOLVED_HEADING, heading);

	return after != NULL && after[strspn(after, " :")] == '\0';
}

/*
 * `TODOs`, `New tasks`, `To do`, `Decisions`, `AIs`, wherever the word is.  `Actions` is a word of
 * many products (`GitHub Actions`): it counts at the start, after a word such as `next` or `and`,
 * or before `items`, `points`, `list`.  `Task force` is a group.
 */
static SectionKind
usual_section(Languages languages, const char *heading)
{
	SectionKind kind = strcmp(heading, "AIs") == 0 ? SECTION_ACTIONS : SECTION_NONE;

	if (is_resolved(languages, heading))
		return SECTION_DECISIONS;
	/* `tags: todo` */
	if (vocabulary_after_word(languages, WORDS_NO_ACTIONS, heading) != NULL)
		return SECTION_NONE;
	for (HeadingWord at = { 0 }; next_word(heading, &at);) {
		KeywordFound found;
		if (!vocabulary_keyword_at(
		        languages, at.word,
		        KEYWORD_HEADING | KEYWORD_HEADING_LIST | KEYWORD_DECISION, &found) ||
		    vocabulary_after_word(languages, WORDS_NO_ACTIONS, at.word) != NULL)
			continue;
		if ((found.uses & KEYWORD_DECISION) != 0)
			return SECTION_DECISIONS;
		const char *after = found.after + strspn(found.after, " -");
		if ((found.uses & KEYWORD_HEADING) != 0 ||
		    may_follow(languages, &at, WORDS_BEFORE_ACTIONS) ||
		    vocabulary_after_word(languages, WORDS_AFTER_ACTIONS, after) != NULL)
			kind = SECTION_ACTIONS;
	}
	return kind;
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

gboolean
heading_is_review(Languages languages, const char *heading)
{
	return vocabulary_is_in(languages, WORDS_REVIEW, heading) &&
	       usual_section(languages, heading) != SECTION_NONE;
}

static gboolean
ends_with_colon(const char *line)
{
	gsize length = strlen(line);

	while (length > 0 && strchr(" *_\\", line[length - 1]) != NULL)
		length--;
	return length > 0 && line[length - 1] == ':';
}

gboolean
heading_announces_actions(Languages languages, const char *text)
{
	enum {
		SENTENCE_MAX = 240 /* bytes of `The following tasks are left:` */
	};
	return strlen(text) <= SENTENCE_MAX && ends_with_colon(text) &&
	       vocabulary_is_in(languages, WORDS_FOLLOWING_ACTIONS, text);
}

gboolean
heading_is_action_label(Languages languages, const char *line)
{
	const char *p = scan_skip_emphasis(line);
	KeywordFound found;
	const char *after = vocabulary_keyword_at(languages, p, KEYWORD_SECTION, &found)
	                        ? found.after
	                        : vocabulary_after_word(languages, WORDS_NEXT_STEPS, p);

	if (after != NULL && after[strspn(after, " *_:.-\\")] == '\0')
		return TRUE;
	return heading_announces_actions(languages, p);
}

/* TRUE if a text has a word that is not in a remark in parentheses at its end. */
static gboolean
has_word(const char *text)
{
	HeadingWord at = { 0 };

	if (g_str_has_prefix(text, " (") && g_str_has_suffix(text, ")"))
		return FALSE;

	return next_word(text, &at);
}

/* `Next steps`, `4. Follow-ups`, `Summary and next steps`; but `Follow-up on the cache` is a topic.
 */
static gboolean
is_next_steps(Languages languages, const char *heading)
{
	for (HeadingWord at = { 0 }; next_word(heading, &at);) {
		const char *after = vocabulary_after_word(languages, WORDS_NEXT_STEPS, at.word);
		if (after != NULL && !has_word(after))
			return may_follow(languages, &at, WORDS_BEFORE_NEXT_STEPS);
	}
	return FALSE;
}

SectionKind
heading_begins_section(HeadingState *state, Languages languages, const char *heading, guint level,
                       const GPtrArray *phrases)
{
	gboolean named, refused;

	find_phrases(heading, phrases, &named, &refused);
	if (level <= state->discussions)
		state->discussions = 0;
	if (level <= state->review)
		state->review = 0;
	if (state->review == 0 && heading_is_review(languages, heading))
		state->review = level;
	if (state->review != 0)
		return SECTION_NONE;
	SectionKind kind = refused ? SECTION_NONE : usual_section(languages, heading);
	if (kind == SECTION_NONE && !refused &&
	    (named || (state->discussions == 0 && is_next_steps(languages, heading))))
		kind = SECTION_ACTIONS;
	if (kind == SECTION_NONE && heading_is_discussions(languages, heading))
		state->discussions = level;
	return kind;
}
