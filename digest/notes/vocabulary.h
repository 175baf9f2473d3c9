/*
 * vocabulary.h - the words that notes are written with, by language.
 *
 * The words are data: digest/notes/languages/CODE.ini, one file for each language, of which the
 * build makes tables.  A file of notes is read with English, whose words are used everywhere, and
 * with the languages that its text is written in (languages_of_text()).
 */
#ifndef TIDINGS_NOTES_VOCABULARY_H
#define TIDINGS_NOTES_VOCABULARY_H

#include <glib.h>

/* A set of languages: bit `i` is the language vocabularies[i]. */
typedef guint Languages;

enum {
	LANGUAGES_MAX = 16,
	LANGUAGES_ENGLISH = 1,
	LANGUAGES_ALL = (1 << LANGUAGES_MAX) - 1
};

/* Where an action keyword counts, and for what. */
typedef enum {
	KEYWORD_MARKER = 1 << 0,       /* `ACTION: x`, `[TODO] x`, wherever it is */
	KEYWORD_LABEL = 1 << 1,        /* `To do: x`, only at the start of a line */
	KEYWORD_DOUBTFUL = 1 << 2,     /* `AI: x` may be about intelligence */
	KEYWORD_SECTION = 1 << 3,      /* `Action items:` alone on a line above a list */
	KEYWORD_HEADING = 1 << 4,      /* `New tasks`: in a heading, wherever the word is */
	KEYWORD_HEADING_LIST = 1 << 5, /* `Next actions`: only beside a word that says so */
	KEYWORD_DECISION = 1 << 6,     /* `Decisions`: in a heading */
} KeywordUse;

typedef enum {
	WORDS_COMMON, /* what nearly every text of the language has, and no other language */

	/* What a heading begins with. */
	WORDS_ATTENDANCE_HEADING,
	WORDS_ATTENDANCE_END, /* what it ends with: `Invited participants` */
	WORDS_AGENDA_HEADING,
	WORDS_DISCUSSIONS_HEADING,
	WORDS_NEXT_MEETING,     /* items as well */
	WORDS_RESOLVED_HEADING, /* all of it */

	/* In a heading, beside KEYWORD_HEADING_LIST or against KEYWORD_HEADING. */
	WORDS_BEFORE_ACTIONS,
	WORDS_AFTER_ACTIONS,
	WORDS_NO_ACTIONS,
	WORDS_NEXT_STEPS, /* what a heading ends with */
	WORDS_BEFORE_NEXT_STEPS,

	WORDS_FOLLOWING_ACTIONS, /* in a line with a colon: `The following tasks are left:` */
	WORDS_REVIEW,            /* in a heading: `Review previous actions` */
	WORDS_SPEECH,            /* what people say, and no item has: `I think` */
	WORDS_TAKES_ACTION,      /* `I'll take that action` */

	/* What is written before a colon. */
	WORDS_DATE_LABEL,
	WORDS_PEOPLE_LABEL,
	WORDS_OWNER_LABEL,

	/* In and above lists of people. */
	WORDS_ABSENT,       /* `Regrets: Nora` */
	WORDS_PEOPLE_GROUP, /* `**Members**`: a part of those who were there */
	WORDS_NOBODY,       /* `+ others`: what begins with it is no name */

	/* The head of the names in a table of those who were there. */
	WORDS_NAME_COLUMN,

	/* The heads of the columns of a table of actions. */
	WORDS_OWNER_COLUMN,
	WORDS_TASK_COLUMN,
	WORDS_TEXT_COLUMN,
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
	WORDS_EVERYBODY,    /* `Alle: x` */
	WORDS_LABEL,        /* `Datum: x`: it is not somebody, though it looks like a name */
	WORDS_LABEL_ENDING, /* `Planung`, `Planificación`: a noun with it is not somebody's name */
	WORDS_BEFORE_OWNER, /* `For Adina: x` */
	WORDS_JOINER,       /* `Ana and Ivo` */
	WORDS_TOGETHER,     /* `RD with FH` */
	WORDS_OBLIGATION,   /* `Ana will send it` */
	WORDS_AFTER_OWNER,  /* `Ana is`: may follow a person, but gives nobody anything to do */
	WORDS_VERB,         /* `TODO: Simon approve` */
	WORDS_TITLE,        /* `Dr Ilić` */
	WORDS_GROUP_KIND,   /* `Release managers` */
	WORDS_GROUP,        /* `Committee to vote` */
	WORDS_BEFORE_THING, /* `in Lyon`: no person is there */

	/* What makes a date a deadline, or none. */
	WORDS_DEADLINE,         /* `by Friday` */
	WORDS_DEADLINE_FILLER,  /* between such a word and its date: `the deadline is the 15th` */
	WORDS_DEADLINE_ON,      /* `due on Friday`, `by the meeting on Friday` */
	WORDS_BEFORE_EVENT_DAY, /* `the talk of Friday`: no deadline */
	WORDS_NEEDED_FOR,       /* `slides for Friday` */
	WORDS_BOOKING,          /* against the former: `Book a room for Friday` */
	WORDS_EVENT,            /* `Announce the hackathon, May 6` */

	/* What announces the next meeting. */
	WORDS_ANNOUNCEMENT_OPENING, /* a sentence begins with it */
	WORDS_ANNOUNCED_MEETING,    /* in a text: it is about a meeting */
	WORDS_ANNOUNCED_CALL,       /* so it is with one of these and one of the next */
	WORDS_ANNOUNCED_NEXT,
	WORDS_ANNOUNCED_ONE, /* `next one` */
	WORDS_SEE_YOU,       /* a text begins with it */
	WORDS_CANCEL,        /* before a date: `Cancel the meeting on 29 May` announces nothing */
	WORDS_CANCELLED,     /* after a date: `The meeting on 29 May is cancelled` */
	WORDS_MOVED,         /* `moved to`: only what follows counts */

	/* Times of day. */
	WORDS_TIME_LABEL,    /* `Opened: 11:30` */
	WORDS_TIME_HEADING,  /* a heading above the day and time: `Time/Location` */
	WORDS_BEFORE_HOUR,   /* `at 9` */
	WORDS_AFTER_HOUR,    /* `9 Uhr` */
	WORDS_NOON,          /* `at noon` */
	WORDS_BETWEEN_HOURS, /* `9 to 10` */
	WORDS_ZONE_TIME,     /* `Berlin time`, `heure de Paris` */
	WORD_LISTS
} WordList;

/* What a word means in a date. */
typedef enum {
	DATE_WORD_MONTH = 1 << 0,   /* value: 1 January ... 12 December */
	DATE_WORD_WEEKDAY = 1 << 1, /* value: 1 Monday ... 7 Sunday */
	DATE_WORD_COUNT = 1 << 2,   /* value: the number */
	DATE_WORD_ORDINAL = 1 << 3, /* after a number: `4th`, `1er`, `3.` */
	DATE_WORD_ARTICLE = 1 << 4, /* before a date: `the 4th` */
	DATE_WORD_JOINER = 1 << 5,  /* between its parts: `4 de abril` */
	DATE_WORD_TODAY = 1 << 6,
	DATE_WORD_TOMORROW = 1 << 7,
	DATE_WORD_DAY_AFTER = 1 << 8, /* the day after tomorrow */
	DATE_WORD_END_OF_DAY = 1 << 9,
	DATE_WORD_END_OF_WEEK = 1 << 10,
	DATE_WORD_END_OF = 1 << 11,
	DATE_WORD_THIS = 1 << 12,
	DATE_WORD_NEXT = 1 << 13,
	DATE_WORD_AFTER_NEXT = 1 << 14, /* `Friday after next`, `übernächsten Freitag` */
	DATE_WORD_WEEK_LATER = 1 << 15, /* `Friday week`, `vendredi en huit` */
	DATE_WORD_WITHIN = 1 << 16,     /* `in 3 weeks` */
	DATE_WORD_FROM_NOW = 1 << 17,
	DATE_WORD_FROM = 1 << 18, /* `a week from Friday` */
	/* Spans of time. */
	DATE_WORD_DAY = 1 << 19,
	DATE_WORD_WEEK = 1 << 20,
	DATE_WORD_MONTHS = 1 << 21,
	DATE_WORD_YEAR = 1 << 22,
	DATE_WORD_WEEKEND = 1 << 23,
	/* What makes a weekday another than the coming one. */
	DATE_WORD_OTHER = 1 << 24, /* before it: `every Friday` */
	DATE_WORD_PAST = 1 << 25,  /* after it: `viernes pasado` */
} DateWordKind;

typedef struct {
	const char *words;
	guint kind; /* DateWordKind */
	int value;
} DateWord;

/* Which number of `06/02/2024` is the day. */
typedef enum {
	DATE_ORDER_UNKNOWN,
	DATE_ORDER_DAY_FIRST,
	DATE_ORDER_MONTH_FIRST,
} DateOrder;

typedef struct {
	const char *words;
	guint uses; /* KeywordUse */
} ActionKeyword;

enum {
	VOCABULARY_INITIALS = 32 /* an entry's is the low five bits of its first letter's base */
};

/* Where the entries of each initial are: of `i` from `starts[i]` to before `starts[i + 1]`. */
typedef struct {
	guint32 initials; /* bit `i`: there are some of initial `i` */
	guint16 starts[VOCABULARY_INITIALS + 1];
} InitialIndex;

/* The entries of a list, by initial; of one initial the longest first. */
typedef struct {
	InitialIndex index;
	const char *const *words;
} WordTable;

/*
 * What a community writes in one language.  Words are in lower case and without accents; those of
 * up to three letters keep their accents.
 */
typedef struct {
	const char *code; /* "en" (ISO 639-1) */
	const char *name; /* "English" */
	InitialIndex keyword_index;
	const ActionKeyword *keywords;
	InitialIndex date_index;
	const DateWord *date_words;
	DateOrder date_order;
	WordTable lists[WORD_LISTS];
} Vocabulary;

/* All languages, English first; NULL ends them. */
extern const Vocabulary *const vocabularies[];

/*
 * Returns the languages that `text` is written in, by the common words in it, and English.  At most
 * those of `allowed`.
 */
Languages languages_of_text(const char *text, gsize length, Languages allowed);

/* Returns the language with the ISO 639-1 code `code`; 0 if there is none. */
Languages language_by_code(const char *code);

/* Returns the languages with the ISO 639-1 codes `codes` (char *); LANGUAGES_ALL for NULL or none.
 */
Languages languages_by_codes(const GPtrArray *codes);

/* An action keyword in a text. */
typedef struct {
	guint uses; /* KeywordUse */
	const char *after;
	gboolean capitals; /* it is written in capitals */
} KeywordFound;

/*
 * All functions below compare whole words, in any case and with or without accents, with the
 * entries of `languages`.
 */

/* Finds the action keyword with one of `uses` that `p` begins with.  FALSE if it begins with none.
 */
gboolean vocabulary_keyword_at(Languages languages, const char *p, guint uses, KeywordFound *found);

/* TRUE if all of `text` is an action keyword with one of `uses`. */
gboolean vocabulary_is_keyword(Languages languages, const char *text, guint uses);

/* Returns what follows the longest entry of `list` that `p` begins with; NULL if it begins with
 * none. */
const char *vocabulary_after_word(Languages languages, WordList list, const char *p);

/* The same for signs, which need not be words of their own (`✅sent`). */
const char *vocabulary_after_sign(Languages languages, WordList list, const char *p);

/* Returns the initial of what begins at `p`: an index of InitialIndex.starts. */
guint vocabulary_initial(const char *p);

/* Returns what follows the entry `words` of a vocabulary, if `p` begins with it; otherwise NULL. */
const char *vocabulary_after_entry(const char *p, const char *words);

/* TRUE if all of `text` is an entry of `list`. */
gboolean vocabulary_has(Languages languages, WordList list, const char *text);

/* TRUE if the word of `length` bytes ends with an entry of `list`. */
gboolean vocabulary_word_ends(Languages languages, WordList list, const char *word, gsize length);

/* TRUE if an entry of `list` is in `text`. */
gboolean vocabulary_is_in(Languages languages, WordList list, const char *text);

/* Returns how many bytes the sign of `list` has that the first `length` bytes of `text` end with; 0
 * for none. */
gsize vocabulary_sign_before(Languages languages, WordList list, const char *text, gsize length);

typedef enum {
	PLACEHOLDER_NONE,     /* a text that says something */
	PLACEHOLDER_UNFILLED, /* `TO FILL`, `[TBD]`: left of the template */
	PLACEHOLDER_NOTHING,  /* `None`, `N/A`, `-`, no text at all */
} Placeholder;

/* Returns what a text is that may be where nothing was written, whatever emphasis, brackets or full
 * stop is around it. */
Placeholder vocabulary_placeholder(Languages languages, const char *text);

#endif
