/* vocabulary.c - the words that notes are written with. */
#include "vocabulary.h"

#include "base/scan.h"
#include "base/text.h"

#include <string.h>

typedef struct {
	const char *words; /* in lower case */
	guint uses;        /* KeywordUse */
} ActionKeyword;

/* What a community writes in one language. */
typedef struct {
	const char *language;
	const ActionKeyword *keywords;        /* longer ones before those that they begin with */
	const char *const *lists[WORD_LISTS]; /* NULL for none; NULL ends each */
} Vocabulary;

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static const ActionKeyword english_keywords[] = {
	{ "action items", KEYWORD_SECTION },
	{ "action item", KEYWORD_LABEL | KEYWORD_BARE | KEYWORD_INLINE | KEYWORD_MARKS },
	{ "action points", KEYWORD_SECTION },
	{ "action list", KEYWORD_SECTION },
	{ "actions", KEYWORD_SECTION },
	{ "action", KEYWORD_LABEL | KEYWORD_BARE | KEYWORD_INLINE | KEYWORD_INLINE_OWNER |
	                KEYWORD_MARKS | KEYWORD_HEADING_LIST },
	{ "ai", KEYWORD_BARE | KEYWORD_INLINE | KEYWORD_INLINE_OWNER | KEYWORD_MARKS |
	            KEYWORD_NEEDS_OWNER },
	{ "todos", KEYWORD_SECTION },
	{ "todo",
	  KEYWORD_LABEL | KEYWORD_BARE | KEYWORD_INLINE_OWNER | KEYWORD_SECTION | KEYWORD_HEADING },
	{ "to do", KEYWORD_LABEL | KEYWORD_SECTION | KEYWORD_HEADING },
	{ "to dos", KEYWORD_HEADING },
	{ "to-do", KEYWORD_LABEL | KEYWORD_SECTION },
	{ "task", KEYWORD_HEADING },
	{ "decision", KEYWORD_HEADING },
	{ NULL, 0 },
};

/* clang-format off */
static const Vocabulary english = {
	.language = "en",
	.keywords = english_keywords,
	.lists = {
		[WORDS_ATTENDANCE_HEADING] = WORDS("participants", "attendees", "attendance",
			"present", "people", "people present", "participating", "who"),
		[WORDS_AGENDA_HEADING] = WORDS("agenda", "proposed agenda", "meeting agenda",
			"topics"),
		[WORDS_DISCUSSIONS_HEADING] = WORDS("discussion", "discussions", "minutes", "notes",
			"meeting notes", "meeting minutes"),
		[WORDS_NEXT_MEETING] = WORDS("next meeting", "next call", "next session",
			"next sync", "next standup", "date of next meeting",
			"date of the next meeting"),

		[WORDS_BEFORE_ACTIONS] = WORDS("and", "&", "decision", "next", "new", "open",
			"previous", "outstanding", "pending", "agreed", "of", "our", "followup",
			"all", "old", "current"),
		[WORDS_AFTER_ACTIONS] = WORDS("item", "point", "list", "log"),
		[WORDS_NO_ACTIONS] = WORDS("task force", "tasks force"),
		[WORDS_NEXT_STEPS] = WORDS("next step", "next steps", "follow up", "follow ups",
			"follow-up", "follow-ups", "followup", "followups"),
		[WORDS_BEFORE_NEXT_STEPS] = WORDS("and", "&", "our"),

		[WORDS_DATE_LABEL] = WORDS("date", "when", "date and time", "datetime",
			"meeting date"),
		[WORDS_PEOPLE_LABEL] = WORDS("present", "attendees", "participants", "attending",
			"attendance", "who"),
		[WORDS_OWNER_LABEL] = WORDS("owner", "owners", "assignee", "assigned",
			"assigned to", "responsible"),

		[WORDS_OWNER_COLUMN] = WORDS("owner", "owners", "who", "assignee", "assignees",
			"assigned to", "responsible"),
		[WORDS_TASK_COLUMN] = WORDS("task", "tasks", "action", "actions", "action item",
			"what", "todo", "to do", "item"),
		[WORDS_DUE_COLUMN] = WORDS("due", "due date", "deadline", "when", "by when"),
		[WORDS_STATUS_COLUMN] = WORDS("status", "state", "done"),

		[WORDS_UNFILLED] = WORDS("to fill", "to be filled", "todo", "tbd", "tba", "xxx"),
		[WORDS_NOTHING] = WORDS("none", "n/a", "na", "-", "--", "nothing", "nil", "...",
			"…", "?"),

		[WORDS_DONE_SIGN] = WORDS("✅", "☑️", "☑", "✔️", "✔", "✓", ":white_check_mark:",
			":heavy_check_mark:", ":ballot_box_with_check:", "[done]", "(done)"),
		[WORDS_DONE_CAPITALS] = WORDS("DONE"),
		[WORDS_DONE_STATUS] = WORDS("done", "x", "[x]", "yes", "closed", "complete",
			"completed", "finished"),

		[WORDS_JOINER] = WORDS("and", "or", "with"),
		[WORDS_INTENTION] = WORDS("to"),
		[WORDS_OBLIGATION] = WORDS("to", "will", "should", "shall", "must", "needs to",
			"need to", "has to", "have to", "is to", "are to"),
		[WORDS_AFTER_OWNER] = WORDS("who", "needs", "need", "has", "have", "is", "are"),
		[WORDS_TITLE] = WORDS("prof", "dr", "mr", "mrs", "ms"),
		[WORDS_GROUP_KIND] = WORDS("core", "track", "project", "community", "hackathon",
			"workshop", "release"),
		[WORDS_BEFORE_THING] = WORDS("in", "on", "the", "a", "an", "using", "into", "via",
			"under", "inside"),
	},
};
/* clang-format on */

static const Vocabulary *const vocabularies[] = { &english };

static gboolean
is_in_capitals(const char *p, gsize length)
{
	for (gsize i = 0; i < length; i++)
		if (g_ascii_islower(p[i]))
			return FALSE;
	return TRUE;
}

/* `✅`, `[Done]`; a sign that is a word (`DONE`) is one in capitals only. */
static gboolean
is_sign(WordList list, const char *p, const char *sign)
{
	if (*p != *sign)
		return FALSE;
	gsize length = strlen(sign);
	return list == WORDS_DONE_CAPITALS ? strncmp(p, sign, length) == 0
	                                   : g_ascii_strncasecmp(p, sign, length) == 0;
}

gboolean
vocabulary_keyword_at(const char *p, guint uses, KeywordFound *found)
{
	for (gsize i = 0; i < G_N_ELEMENTS(vocabularies); i++) {
		for (const ActionKeyword *row = vocabularies[i]->keywords; row->words != NULL;
		     row++) {
			if ((row->uses & uses) == 0)
				continue;
			const char *after = scan_after_word(p, row->words);
			if (after == NULL)
				continue;
			found->uses = row->uses;
			found->after = after;
			found->capitals = is_in_capitals(p, (gsize)(after - p));
			return TRUE;
		}
	}
	return FALSE;
}

gboolean
vocabulary_is_keyword(const char *text, guint uses)
{
	KeywordFound found;

	return vocabulary_keyword_at(text, uses, &found) && *found.after == '\0';
}

const char *
vocabulary_after_word(WordList list, const char *p)
{
	const char *longest = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(vocabularies); i++) {
		const char *const *word = vocabularies[i]->lists[list];
		for (; word != NULL && *word != NULL; word++) {
			const char *after = scan_after_word(p, *word);
			if (after != NULL && (longest == NULL || after > longest))
				longest = after;
		}
	}
	return longest;
}

const char *
vocabulary_after_sign(WordList list, const char *p)
{
	for (gsize i = 0; i < G_N_ELEMENTS(vocabularies); i++) {
		const char *const *sign = vocabularies[i]->lists[list];
		for (; sign != NULL && *sign != NULL; sign++)
			if (is_sign(list, p, *sign))
				return p + strlen(*sign);
	}
	return NULL;
}

gboolean
vocabulary_has(WordList list, const char *text)
{
	for (gsize i = 0; i < G_N_ELEMENTS(vocabularies); i++) {
		const char *const *word = vocabularies[i]->lists[list];
		for (; word != NULL && *word != NULL; word++)
			if (g_ascii_strcasecmp(text, *word) == 0)
				return TRUE;
	}
	return FALSE;
}

gboolean
vocabulary_is_in(WordList list, const char *text)
{
	for (const char *p = text; *p != '\0'; p++)
		if ((p == text || !scan_is_word_byte(p[-1])) &&
		    vocabulary_after_word(list, p) != NULL)
			return TRUE;
	return FALSE;
}

gsize
vocabulary_sign_before(WordList list, const char *text, gsize length)
{
	for (gsize i = 0; i < G_N_ELEMENTS(vocabularies); i++) {
		const char *const *sign = vocabularies[i]->lists[list];
		for (; sign != NULL && *sign != NULL; sign++) {
			gsize size = strlen(*sign);
			if (size <= length && is_sign(list, text + length - size, *sign))
				return size;
		}
	}
	return 0;
}

Placeholder
vocabulary_placeholder(const char *text)
{
	enum {
		LONGEST = 24 /* bytes: a longer text says something */
	};
	if (strlen(text) > LONGEST)
		return PLACEHOLDER_NONE;

	g_autofree char *folded = text_fold(text);
	const char *bare = folded + strspn(folded, "*_<[( ");
	gsize length = strlen(bare);
	if (length > 3 && strspn(bare, ".") == length)
		length = 3;
	while (length > 1 && strchr(".:!*_ >])", bare[length - 1]) != NULL &&
	       strncmp(bare, "...", length) != 0)
		length--;
	folded[bare - folded + (gssize)length] = '\0';
	if (*bare == '\0' || vocabulary_has(WORDS_NOTHING, bare))
		return PLACEHOLDER_NOTHING;
	return vocabulary_has(WORDS_UNFILLED, bare) ? PLACEHOLDER_UNFILLED : PLACEHOLDER_NONE;
}
