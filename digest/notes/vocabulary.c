/* vocabulary.c - the words that notes are written with, by language. */
#include "vocabulary.h"

#include "base/scan.h"
#include "base/text.h"
#include "base/text_hash.h"

#include <string.h>

/* The vocabularies of `languages`, one after another: `at` is an index into vocabularies[]. */
#define FOR_EACH_LANGUAGE(at, languages)                                                           \
	for (guint at = 0; vocabularies[at] != NULL && (languages) >> at != 0; at++)               \
		if ((languages) >> at & 1)

/* As g_ascii_tolower(), without a call. */
static inline char
lower(char c)
{
	return g_ascii_isupper(c) ? (char)(c - 'A' + 'a') : c;
}

/* The base letter in lower case: `É` and `e` with a combining accent are `e`. */
static gunichar
base_letter(gunichar c)
{
	gunichar first = g_unichar_tolower(c), rest = 0;

	while (g_unichar_decompose(first, &first, &rest))
		continue;
	return first;
}

/* `Présents` at `p` is `presents`; `A` is not `à`. */
static const char *
after_accented(const char *p, const char *words)
{
	enum {
		SHORT = 3 /* letters: a shorter word is another one without its accent */
	};
	gboolean exact = g_utf8_strlen(words, -1) <= SHORT;

	while (*words != '\0') {
		gunichar c = g_utf8_get_char(p);
		if (*p == '\0' ||
		    (exact ? g_unichar_tolower(c) : base_letter(c)) != g_utf8_get_char(words))
			return NULL;
		p = g_utf8_next_char(p);
		words = g_utf8_next_char(words);
		while (!exact && g_unichar_ismark(g_utf8_get_char(p)))
			p = g_utf8_next_char(p);
	}
	return p;
}

/* Returns what follows the entry `words` at `p`; NULL if something else is there. */
static const char *
after_entry(const char *p, const char *words)
{
	const char *q = p, *entry = words;

	while (*entry != '\0' && lower(*q) == *entry) {
		q++;
		entry++;
	}
	if (*entry != '\0' || (guchar)*q >= 0x80)
		q = (guchar)*q >= 0x80 ? after_accented(p, words) : NULL;
	/* A sign of punctuation may be followed by anything. */
	if (q == NULL || (scan_is_word_byte(*q) && scan_is_word_byte(q[-1])))
		return NULL;
	return q;
}

const char *
vocabulary_after_entry(const char *p, const char *words)
{
	return after_entry(p, words);
}

/* The initial of what begins at `p`.  A letter has the same one in either case. */
static inline guint
initial_at(const char *p)
{
	gunichar c = (guchar)*p < 0x80 ? (guchar)*p : base_letter(g_utf8_get_char(p));

	return c < 0x80 ? c % VOCABULARY_INITIALS : 0;
}

guint
vocabulary_initial(const char *p)
{
	return initial_at(p);
}

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
vocabulary_keyword_at(Languages languages, const char *p, guint uses, KeywordFound *found)
{
	guint initial = initial_at(p);

	FOR_EACH_LANGUAGE(i, languages)
	{
		const guint16 *starts = &vocabularies[i]->keyword_index.starts[initial];
		for (guint at = starts[0]; at < starts[1]; at++) {
			const ActionKeyword *row = &vocabularies[i]->keywords[at];
			if ((row->uses & uses) == 0)
				continue;
			const char *after = after_entry(p, row->words);
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
vocabulary_is_keyword(Languages languages, const char *text, guint uses)
{
	KeywordFound found;

	return vocabulary_keyword_at(languages, text, uses, &found) && *found.after == '\0';
}

const char *
vocabulary_after_word(Languages languages, WordList list, const char *p)
{
	const char *longest = NULL;
	guint initial = initial_at(p);

	FOR_EACH_LANGUAGE(i, languages)
	{
		const WordTable *table = &vocabularies[i]->lists[list];
		const guint16 *starts = &table->index.starts[initial];
		for (guint at = starts[0]; at < starts[1]; at++) {
			const char *after = after_entry(p, table->words[at]);
			if (after != NULL && (longest == NULL || after > longest))
				longest = after;
		}
	}
	return longest;
}

const char *
vocabulary_after_sign(Languages languages, WordList list, const char *p)
{
	guint initial = initial_at(p);

	FOR_EACH_LANGUAGE(i, languages)
	{
		const WordTable *table = &vocabularies[i]->lists[list];
		const guint16 *starts = &table->index.starts[initial];
		for (guint at = starts[0]; at < starts[1]; at++)
			if (is_sign(list, p, table->words[at]))
				return p + strlen(table->words[at]);
	}
	return NULL;
}

gboolean
vocabulary_has(Languages languages, WordList list, const char *text)
{
	guint initial = initial_at(text);

	FOR_EACH_LANGUAGE(i, languages)
	{
		const WordTable *table = &vocabularies[i]->lists[list];
		const guint16 *starts = &table->index.starts[initial];
		for (guint at = starts[0]; at < starts[1]; at++) {
			const char *after = after_entry(text, table->words[at]);
			if (after != NULL && *after == '\0')
				return TRUE;
		}
	}
	return FALSE;
}

gboolean
vocabulary_word_ends(Languages languages, WordList list, const char *word, gsize length)
{
	enum {
		LONGEST = 10 /* bytes of an ending */
	};
	for (const char *p = word + length; p > word && p + LONGEST > word + length;) {
		p = g_utf8_prev_char(p);
		if (vocabulary_after_word(languages, list, p) == word + length)
			return TRUE;
	}
	return FALSE;
}

gboolean
vocabulary_is_in(Languages languages, WordList list, const char *text)
{
	guint32 initials = 0;

	FOR_EACH_LANGUAGE(i, languages)
	initials |= vocabularies[i]->lists[list].index.initials;
	for (const char *p = text; *p != '\0'; p++)
		if ((p == text || !scan_is_word_byte(p[-1])) &&
		    (initials >> initial_at(p) & 1) != 0 &&
		    vocabulary_after_word(languages, list, p) != NULL)
			return TRUE;
	return FALSE;
}

gsize
vocabulary_sign_before(Languages languages, WordList list, const char *text, gsize length)
{
	FOR_EACH_LANGUAGE(i, languages)
	{
		const WordTable *table = &vocabularies[i]->lists[list];
		for (guint at = 0; at < table->index.starts[VOCABULARY_INITIALS]; at++) {
			gsize size = strlen(table->words[at]);
			if (size <= length && is_sign(list, text + length - size, table->words[at]))
				return size;
		}
	}
	return 0;
}

Placeholder
vocabulary_placeholder(Languages languages, const char *text)
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
	if (*bare == '\0' || vocabulary_has(languages, WORDS_NOTHING, bare))
		return PLACEHOLDER_NOTHING;
	return vocabulary_has(languages, WORDS_UNFILLED, bare) ? PLACEHOLDER_UNFILLED
	                                                       : PLACEHOLDER_NONE;
}

/* The common words of all languages. */
typedef struct {
	GHashTable *languages; /* a word -> Languages */
	/* By initial and second letter: a bit for each length of theirs.  They tell most other
	 * words at once. */
	guint32 lengths[VOCABULARY_INITIALS][VOCABULARY_INITIALS];
} CommonWords;

/* The lengths of the words that begin as `word` does, which has `length` bytes. */
static guint32 *
lengths_like(CommonWords *common, const char *word, gsize length)
{
	guint first = (guchar)word[0], second = length > 1 ? (guchar)word[1] : 0;

	return &common->lengths[first % VOCABULARY_INITIALS][second % VOCABULARY_INITIALS];
}

static gboolean
may_be_common(CommonWords *common, const char *word, gsize length)
{
	return (*lengths_like(common, word, length) >> MIN(length, 31) & 1) != 0;
}

/* Made at first use. */
static CommonWords *
common_words(void)
{
	static CommonWords common;
	static gsize ready;

	if (g_once_init_enter(&ready)) {
		GHashTable *words = g_hash_table_new(g_str_hash, g_str_equal);
		for (guint i = 0; vocabularies[i] != NULL; i++) {
			const WordTable *table = &vocabularies[i]->lists[WORDS_COMMON];
			for (guint at = 0; at < table->index.starts[VOCABULARY_INITIALS]; at++) {
				const char *word = table->words[at];
				gsize length = strlen(word);
				*lengths_like(&common, word, length) |= 1u << MIN(length, 31);
				guint known = GPOINTER_TO_UINT(g_hash_table_lookup(words, word));
				g_hash_table_insert(words, (gpointer)word,
				                    GUINT_TO_POINTER(known | 1u << i));
			}
		}
		common.languages = words;
		g_once_init_leave(&ready, 1);
	}
	return &common;
}

/* Where the word at `p`, or before it, ends: half a word may be another one (`Åsa`, `å`). */
static const char *
after_word(const char *p, const char *end)
{
	while (p < end && scan_is_word_byte(*p))
		p++;
	return p;
}

/* TRUE for a short word with a capital: it may be a name or an abbreviation (`Los Angeles`, `Per`,
 * `EST`, `OS`). */
static gboolean
may_be_name(const char *p, const char *end)
{
	enum {
		SHORT = 3 /* letters */
	};
	return end - p <= SHORT && g_ascii_isupper(*p);
}

/* Copies a word in the spelling of the tables, cut to `size`: long words lose their accents, short
 * ones keep them. */
static void
spell_word(const char *p, const char *end, char *word, gsize size)
{
	gsize length = 0;
	gboolean ascii = TRUE;

	for (; p < end && length + 1 < size; p++) {
		ascii &= (guchar)*p < 0x80;
		word[length++] = lower(*p);
	}
	word[length] = '\0';
	if (ascii || length + 1 >= size)
		return;
	g_autofree char *small = g_utf8_strdown(word, -1);
	g_autofree char *bare = g_utf8_strlen(small, -1) > 3 ? text_fold(small) : g_strdup(small);
	g_strlcpy(word, bare, size);
}

/* How often words of each language were found, and whether they were several ones. */
typedef struct {
	guint counts[LANGUAGES_MAX];
	gconstpointer first[LANGUAGES_MAX];
	gboolean several[LANGUAGES_MAX];
} WordCounts;

static void
count_words(const char *text, const char *end, WordCounts *of)
{
	enum {
		WORD_SIZE = 24,
		ENOUGH = 24 /* words found */
	};
	CommonWords *common = common_words();
	char word[WORD_SIZE];
	guint words = 0;

	for (const char *p = text, *start, *stop; words < ENOUGH && p < end; p = stop) {
		for (start = p; start < end && !scan_is_word_byte(*start);)
			start++;
		gboolean ascii = TRUE;
		for (stop = start; stop < end && scan_is_word_byte(*stop); stop++)
			ascii &= (guchar)*stop < 0x80;
		gpointer key = NULL, value = NULL;
		if (start == stop || may_be_name(start, stop) ||
		    (ascii && !may_be_common(common, start, (gsize)(stop - start))))
			continue;
		spell_word(start, stop, word, sizeof word);
		if (!g_hash_table_lookup_extended(common->languages, word, &key, &value))
			continue;
		words++;
		guint found = GPOINTER_TO_UINT(value);
		for (guint i = 0; found != 0; i++, found >>= 1) {
			if ((found & 1) == 0)
				continue;
			of->counts[i]++;
			of->first[i] = of->first[i] != NULL ? of->first[i] : key;
			of->several[i] |= of->first[i] != key;
		}
	}
}

Languages
languages_of_text(const char *text, gsize length, Languages allowed)
{
	enum {
		SAMPLE = 768, /* bytes: at the start of the text and in its middle */
		LEAST = 3,    /* words of a language, unless the text has fewer of any */
		SHARE = 5     /* of the words of the most frequent language: one in so many */
	};
	WordCounts found = { 0 };
	Languages languages = LANGUAGES_ENGLISH;
	guint most = 0;

	const char *end = text + length, *middle = after_word(text + length / 2, end);
	count_words(text, after_word(MIN(text + SAMPLE, middle), middle), &found);
	count_words(middle, after_word(MIN(middle + SAMPLE, end), end), &found);
	for (guint i = 0; i < LANGUAGES_MAX; i++)
		most = MAX(most, found.counts[i]);
	if (most == 0)
		languages = LANGUAGES_ALL; /* nothing but names and figures */
	for (guint i = 0; i < LANGUAGES_MAX; i++)
		/* One word alone, however often, may be a name; a list of names and headings
		 * has hardly more. */
		if (found.counts[i] * SHARE >= most &&
		    (most < LEAST ? found.counts[i] > 0
		                  : found.counts[i] >= LEAST && found.several[i]))
			languages |= 1u << i;
	return languages & (allowed | LANGUAGES_ENGLISH);
}

Languages
language_by_code(const char *code)
{
	for (guint i = 0; vocabularies[i] != NULL; i++)
		if (strcmp(vocabularies[i]->code, code) == 0)
			return 1u << i;
	return 0;
}

Languages
languages_by_codes(const GPtrArray *codes)
{
	Languages languages = 0;

	for (guint i = 0; codes != NULL && i < codes->len; i++)
		languages |= language_by_code(g_ptr_array_index(codes, i));
	return languages != 0 ? languages : LANGUAGES_ALL;
}
