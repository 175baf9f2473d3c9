/*
 * vocabulary.h - the words that notes are written with, by language.
 *
 * All languages are read at once: notes mix them, and none says which it is in.  A further language
 * is one more Vocabulary in vocabulary.c, with whatever lists it has words for.
 */
#ifndef TIDINGS_NOTES_VOCABULARY_H
#define TIDINGS_NOTES_VOCABULARY_H

#include <glib.h>

/* Where an action keyword counts, and for what. */
typedef enum {
	KEYWORD_LABEL = 1 << 0,        /* `Todo: x`: at the start of a line, in any case */
	KEYWORD_BARE = 1 << 1,         /* `TODO RD: x`: the same in capitals, without a colon */
	KEYWORD_INLINE = 1 << 2,       /* `Fine so far. ACTION: RD to do x`: in capitals */
	KEYWORD_INLINE_OWNER = 1 << 3, /* `Fine so far. TODO(rd): do x`: in capitals */
	KEYWORD_MARKS = 1 << 4,        /* marks an action, whatever follows; TODO needs an owner */
	KEYWORD_NEEDS_OWNER = 1 << 5,  /* `AI: x` in the discussions is about intelligence */
	KEYWORD_SECTION = 1 << 6,      /* `Action items:` alone on a line above a list */
	KEYWORD_HEADING = 1 << 7,      /* `New tasks`: in a heading, where plurals count, too */
	KEYWORD_HEADING_LIST = 1 << 8, /* `Next actions`: only beside a word that says so */
} KeywordUse;

typedef enum {
	/* What a heading begins with. */
	WORDS_ATTENDANCE_HEADING,
	WORDS_AGENDA_HEADING,
	WORDS_DISCUSSIONS_HEADING,
	WORDS_NEXT_MEETING, /* items as well */

	/* In a heading, beside KEYWORD_HEADING_LIST or against KEYWORD_HEADING. */
	WORDS_BEFORE_ACTIONS,
	WORDS_AFTER_ACTIONS,
	WORDS_NO_ACTIONS,
	WORDS_NEXT_STEPS, /* what a heading ends with */
	WORDS_BEFORE_NEXT_STEPS,

	/* What is written before a colon. */
	WORDS_DATE_LABEL,
	WORDS_PEOPLE_LABEL,
	WORDS_OWNER_LABEL,

	/* The heads of the columns of a table of actions. */
	WORDS_OWNER_COLUMN,
	WORDS_TASK_COLUMN,
	WORDS_DUE_COLUMN,
	WORDS_STATUS_COLUMN,

	/* What stands where nothing was written. */
	WORDS_UNFILLED, /* `TO FILL`: left of the template */
	WORDS_NOTHING,  /* `None`: there is nothing to write */

	/* What says that an item is done. */
	WORDS_DONE_SIGN,     /* before or after its text */
	WORDS_DONE_CAPITALS, /* the same, in capitals: the entries are, too */
	WORDS_DONE_STATUS,   /* in a column of its own, where each WORDS_DONE_SIGN counts, too */

	/* The grammar of owners. */
	WORDS_JOINER,       /* `Ana and Ivo` */
	WORDS_INTENTION,    /* `Marco to send it`: enough for whoever only looks like a person */
	WORDS_OBLIGATION,   /* `Ana will send it` */
	WORDS_AFTER_OWNER,  /* `Ana is`: may follow a person, but gives nobody anything to do */
	WORDS_TITLE,        /* `Dr Ilić` */
	WORDS_GROUP_KIND,   /* `Release managers` */
	WORDS_BEFORE_THING, /* `in Lyon`: no person is there */
	WORD_LISTS
} WordList;

/* An action keyword in a text. */
typedef struct {
	guint uses; /* KeywordUse */
	const char *after;
	gboolean capitals; /* it is written in capitals */
} KeywordFound;

/* Finds the action keyword with one of `uses` that `p` begins with, as whole words in any case.
 * FALSE when it begins with none. */
gboolean vocabulary_keyword_at(const char *p, guint uses, KeywordFound *found);

/* TRUE when all of `text` is an action keyword with one of `uses`. */
gboolean vocabulary_is_keyword(const char *text, guint uses);

/* What follows the longest entry of `list` that `p` begins with, as whole words in any case; NULL
 * when it begins with none. */
const char *vocabulary_after_word(WordList list, const char *p);

/* The same for signs, which need not be words of their own (`✅sent`). */
const char *vocabulary_after_sign(WordList list, const char *p);

/* TRUE when all of `text` is an entry of `list`, in any case. */
gboolean vocabulary_has(WordList list, const char *text);

/* TRUE when an entry of `list` is in `text`, as whole words in any case. */
gboolean vocabulary_is_in(WordList list, const char *text);

/* How many bytes the sign of `list` has that the first `length` bytes of `text` end with; 0 for
 * none. */
gsize vocabulary_sign_before(WordList list, const char *text, gsize length);

typedef enum {
	PLACEHOLDER_NONE,     /* a text that says something */
	PLACEHOLDER_UNFILLED, /* `TO FILL`, `[TBD]`: left of the template */
	PLACEHOLDER_NOTHING,  /* `None`, `N/A`, `-`, no text at all */
} Placeholder;

/* What a text is that may stand where nothing was written, whatever emphasis, brackets or full stop
 * is around it. */
Placeholder vocabulary_placeholder(const char *text);

#endif
