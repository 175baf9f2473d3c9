/*
 * token.c - one owner token.
 *
 * Nothing marks an owner in notes: `RD: fix the gate`, `PR: fix the gate` and `Gate: fix it` look
 * alike.  Three sources decide, in this order: what the file itself says (its participants and
 * topics, OwnerNames), word lists (people/words.h), and the shape of a word, which is what most of
 * this file is about.  Where all are silent, a word with the shape of a name is TOKEN_LIKELY, and
 * the caller wants more evidence around it.
 */
#include "token.h"

#include "base/scan.h"
#include "base/text.h"
#include "people/given_names.h"
#include "people/words.h"
#include "vocabulary.h"

#include <string.h>

enum {
	WORDS_MAX = 3,       /* words of a name: `Ana Maria Pop` */
	APOSTROPHE = 0x2019, /* as word processors write it */
	LINK_TEXT_MAX = 100, /* bytes of the text of a link that is an owner */
};

/* One word of a name, and what its letters look like. */
typedef struct {
	const char *start;
	gsize length;
	guint letters, upper, lower, digits;
	gboolean capital;    /* it begins with an upper-case letter */
	gboolean foreign;    /* it has a letter that English does not have */
	gboolean last_upper; /* its last letter is in upper case */
	gboolean small_part; /* a small letter follows a hyphen: `Pre-work`, but not `Ana-Maria` */
} WordShape;

static gboolean
is_letter(gunichar c)
{
	if (c < 0x80)
		return g_ascii_isalpha(c);
	return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

static gboolean
is_digit(gunichar c)
{
	return c < 0x80 ? g_ascii_isdigit(c) : g_unichar_isdigit(c);
}

static void
count_letter(WordShape *word, gunichar c)
{
	gboolean ascii = c < 0x80;
	if (!ascii && g_unichar_ismark(c))
		return; /* a combining accent belongs to the letter before it */
	gboolean upper = ascii ? g_ascii_isupper(c) : g_unichar_isupper(c);
	if (word->letters == 0 && word->digits == 0)
		word->capital = upper;
	if (is_digit(c)) {
		word->digits++;
		return;
	}
	word->letters++;
	word->last_upper = upper;
	word->upper += word->last_upper ? 1 : 0;
	word->lower += word->last_upper ? 0 : 1;
	word->foreign |= c >= 0x80 && c != APOSTROPHE;
}

/* Reads the word at `p`: letters, digits, and hyphens and apostrophes between letters.  FALSE if no
 * letter is at `p`. */
static gboolean
word_shape_read(const char *p, WordShape *word)
{
	*word = (WordShape){ .start = p };
	if (!is_letter(g_utf8_get_char(p)))
		return FALSE;

	while (*p != '\0') {
		gunichar c = g_utf8_get_char(p);
		const char *next = g_utf8_next_char(p);
		if (c == '\'' || c == '-' || c == APOSTROPHE) {
			if (*next == '\0' || !is_letter(g_utf8_get_char(next)))
				break;
			word->small_part |= c == '-' && g_unichar_islower(g_utf8_get_char(next));
		} else if (is_letter(c) || is_digit(c))
			count_letter(word, c);
		else
			break;
		p = next;
	}
	word->length = (gsize)(p - word->start);
	return TRUE;
}

/* TRUE if `set` has the word, folded. */
static gboolean
holds(GHashTable *set, const char *start, gsize length)
{
	enum {
		LONGEST = 200 /* bytes of a word that may be a name */
	};
	if (set == NULL || length > LONGEST || g_hash_table_size(set) == 0)
		return FALSE;

	char word[LONGEST + 1];
	gboolean ascii = TRUE;
	for (gsize i = 0; i < length; i++) {
		word[i] = g_ascii_isupper(start[i]) ? (char)(start[i] - 'A' + 'a') : start[i];
		ascii = ascii && (guchar)start[i] < 0x80;
	}
	word[length] = '\0';
	g_autofree char *folded = ascii ? NULL : text_fold(word);
	return g_hash_table_contains(set, ascii ? word : folded);
}

/*
 * Two or three capitals and at most two small letters, as people abbreviate themselves: `RD`,
 * `RdS`, `SjK`, `MSch`, `ATtr`.  Known acronyms (`CI`) and topics of the file (`VMM`) are not, nor
 * is more than two capitals alone where topics are not known: `XDP: ...` may be anything.
 */
static TokenTrust
judge_initials(const OwnerNames *names, const WordShape *word)
{
	if (word_is_acronym(word->start, word->length))
		return owner_names_looks_like_speaker(names, word->start, word->length)
		           ? TOKEN_CERTAIN
		           : TOKEN_NO;
	if (holds(names->topics, word->start, word->length))
		return TOKEN_NO;
	if (word->upper == word->letters)
		return word->letters <= (names->topics != NULL ? 3u : 2u) ? TOKEN_CERTAIN
		                                                          : TOKEN_NO;
	/* A plural: `PRs: two are open`. */
	if (word->lower == 1 && word->start[word->length - 1] == 's')
		return TOKEN_NO;
	return TOKEN_CERTAIN;
}

gboolean
token_is_label(Languages languages, const char *word, gsize length)
{
	return word_is_label(word, length) ||
	       vocabulary_after_word(languages, WORDS_LABEL, word) == word + length;
}

static gboolean
is_label(Languages languages, const WordShape *word)
{
	return token_is_label(languages, word->start, word->length);
}

/* `Marco`, `PaulU`, `Ana-Maria`; but `Deadline`, `Pre-work`, `Ipv6`, and names in capitals are not.
 */
static gboolean
is_name_shaped(Languages languages, const WordShape *word)
{
	return word->capital && word->digits == 0 && word->lower >= 1 && word->upper <= 3 &&
	       !word->small_part && !is_label(languages, word) &&
	       !word_is_acronym(word->start, word->length);
}

/*
 * Nouns that are made from verbs and adjectives are topics: `Testing: the suite hangs`,
 * `Documentation: ...`.  A short word (`Ring`) or one with a foreign letter may be a name for all
 * its ending.
 */
static gboolean
has_topic_ending(Languages languages, const WordShape *word)
{
	static const char *const endings[] = { "ing",   "tion", "tions", "sion", "ment",
		                               "ments", "ness", "ity",   "ance", "ence",
		                               "able",  "ware", "ship",  "ally" };

	if (word->letters < 6 || word->upper > 1)
		return FALSE;
	if (vocabulary_word_ends(languages, WORDS_LABEL_ENDING, word->start, word->length))
		return TRUE;
	if (word->foreign)
		return FALSE;
	/* `Accepted: all of them`; Alfred and Khaled have other letters before `ed`. */
	const char *ending = word->start + word->length - 3;
	if (g_ascii_strncasecmp(ending + 1, "ed", 2) == 0 &&
	    strchr("bcdgknpstvz", g_ascii_tolower(*ending)) != NULL)
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
		gsize length = strlen(endings[i]);
		if (g_ascii_strncasecmp(word->start + word->length - length, endings[i], length) ==
		    0)
			return TRUE;
	}
	return FALSE;
}

/* A participant's initials that are mostly an acronym, and not in the list by themselves. */
static gboolean
is_doubtful(const OwnerNames *names, const WordShape *word)
{
	return word->upper == 2 && word->letters == 2 &&
	       holds(names->doubtful, word->start, word->length) &&
	       !holds(names->people, word->start, word->length);
}

/*
 * TRUE if a foreign letter makes a word certain to be a name: `Ștefan: x`.  In a text that has
 * other words with such letters (`Küche: x`) it does not.
 */
static gboolean
is_foreign_name(const OwnerNames *names, const WordShape *word)
{
	return word->foreign &&
	       (names->languages == LANGUAGES_ENGLISH || names->languages == LANGUAGES_ALL);
}

/* How sure a word alone is somebody: what the file says first, then initials, then the shape. */
static TokenTrust
judge_word(const OwnerNames *names, const WordShape *word)
{
	if (holds(names->people, word->start, word->length) || is_doubtful(names, word))
		return TOKEN_CERTAIN;
	if (!word->capital || word->digits > 0 || word->letters < 2)
		return TOKEN_NO;
	if (word->upper >= 2 && word->upper <= 3 && word->lower <= 2)
		return judge_initials(names, word);
	/* `Hyper-V: boot fails`, `VMware: ...`: shapes of products, not of people. */
	gboolean ends_in_initial =
	    word->length > 2 && word->start[word->length - 2] == '-' && word->last_upper;
	if (ends_in_initial || (g_ascii_isupper(word->start[1]) && word->lower > 2))
		return TOKEN_NO;
	if (!is_name_shaped(names->languages, word) || has_topic_ending(names->languages, word) ||
	    holds(names->topics, word->start, word->length))
		return TOKEN_NO;
	gboolean foreign = is_foreign_name(names, word);
	if (!foreign && owner_names_looks_like_thing(names, word->start, word->length))
		return TOKEN_NO;
	/* `Ștefan`, `PaulU`: no English word looks like this. */
	return foreign || given_name_begins(word->start, word->length) ||
	               (word->upper == 2 && word->last_upper)
	           ? TOKEN_CERTAIN
	           : TOKEN_LIKELY;
}

/* Several words: `Sanja Kovač`, `Sairaj K`.  Each has the shape of a name, or is an initial after
 * one. */
static TokenTrust
judge_name(const OwnerNames *names, const WordShape *words, guint count)
{
	gboolean foreign = FALSE;

	for (guint i = 0; i < count; i++) {
		/* `Nora L`, `N. Lind`; but `A List` is no name. */
		gboolean initial = words[i].letters == 1 && words[i].capital &&
		                   (i > 0 || strchr("AI", *words[i].start) == NULL);
		if (!initial && (!is_name_shaped(names->languages, &words[i]) ||
		                 has_topic_ending(names->languages, &words[i])))
			return TOKEN_NO;
		if (holds(names->topics, words[i].start, words[i].length))
			return TOKEN_NO;
		foreign |= is_foreign_name(names, &words[i]);
	}
	foreign |= given_name_begins(words[0].start,
	                             (gsize)(words[1].start + words[1].length - words[0].start));
	return foreign ? TOKEN_CERTAIN : TOKEN_LIKELY;
}

/*
 * `Everyone`, `All mentors`, `All new members`, `Release managers`, `Garden maintainers`: a word
 * for a group, or a noun for people after a word that says which.  A label before it names a topic:
 * `Meeting participants: ...`.
 */
static gboolean
is_group(Languages languages, const WordShape *words, guint count)
{
	const WordShape *last = &words[count - 1];

	if (vocabulary_after_word(languages, WORDS_EVERYBODY, words[0].start) ==
	    last->start + last->length)
		return TRUE;
	if (count == 1)
		return word_is_group(words[0].start, words[0].length);
	if (!word_is_group_noun(last->start, last->length))
		return FALSE;
	if (count > 2)
		return word_is_group(words[0].start, words[0].length) &&
		       vocabulary_after_word(languages, WORDS_JOINER, words[1].start) == NULL;
	return word_is_group(words[0].start, words[0].length) ||
	       vocabulary_after_word(languages, WORDS_GROUP_KIND, words[0].start) != NULL ||
	       !is_label(languages, &words[0]);
}

/* Judges the first `count` words as one token. */
static void
judge(const OwnerNames *names, const WordShape *words, guint count, Token *token)
{
	const char *end = words[count - 1].start + words[count - 1].length;

	token->start = words[0].start;
	token->length = (gsize)(end - token->start);
	token->after = end;
	token->group = is_group(names->languages, words, count);
	if (token->group || (count > 1 && holds(names->people, token->start, token->length)))
		token->trust = TOKEN_CERTAIN;
	else
		token->trust =
		    count == 1 ? judge_word(names, &words[0]) : judge_name(names, words, count);
	token->doubtful =
	    count == 1 && token->trust == TOKEN_CERTAIN && is_doubtful(names, &words[0]);
}

/*
 * What may follow an owner: a joiner, a colon, a remark, a verb that gives it something to do, a
 * dash.  Anything else makes the word part of a sentence: `Marco knows that`.
 */
static gboolean
may_follow(Languages languages, const char *p)
{
	const char *q = scan_skip_emphasis(p);

	if (*q == '\0' || strchr(":/+,&(-", *q) != NULL)
		return TRUE;
	if (g_str_has_prefix(q, "–") || g_str_has_prefix(q, "—") || g_str_has_prefix(q, "→"))
		return TRUE;
	return q > p && (vocabulary_after_word(languages, WORDS_JOINER, q) != NULL ||
	                 vocabulary_after_word(languages, WORDS_TOGETHER, q) != NULL ||
	                 vocabulary_after_word(languages, WORDS_OBLIGATION, q) != NULL ||
	                 vocabulary_after_word(languages, WORDS_AFTER_OWNER, q) != NULL);
}

/* Reads up to three words and takes the longest run of them that is somebody: of `Ana Pop to send`
 * it is `Ana Pop`, of `RD and FH:` it is `RD`. */
static Token
read_words(const OwnerNames *names, const char *p)
{
	Token token = { .trust = TOKEN_NO };
	WordShape words[WORDS_MAX];
	guint count = 0;

	while (count < WORDS_MAX && word_shape_read(p, &words[count])) {
		p = words[count].start + words[count].length;
		count++;
		/* `Simon K.`, `S. Kellner` */
		if (*p == '.' && words[count - 1].letters == 1 && words[count - 1].capital)
			p++;
		if (*p != ' ' || p[1] == ' ')
			break;
		p++;
	}
	for (; count > 0 && token.trust == TOKEN_NO; count--) {
		const char *end = words[count - 1].start + words[count - 1].length;
		if (*end == '.' && words[count - 1].letters == 1)
			end++;
		if (!may_follow(names->languages, end))
			continue;
		judge(names, words, count, &token);
		token.after = end;
		token.length = (gsize)(end - token.start);
	}
	return token;
}

/* `@rd`, `@first.last`; a full stop or hyphen at the end is the sentence's. */
static Token
read_handle(const char *p)
{
	const char *end = p + 1;

	while (g_ascii_isalnum(*end) || *end == '-' || *end == '_' ||
	       (*end == '.' && g_ascii_isalnum(end[1])))
		end++;
	while (end > p + 1 && end[-1] == '-')
		end--;
	if (end == p + 1)
		return (Token){ .trust = TOKEN_NO };
	return (Token){ .trust = TOKEN_CERTAIN,
		        .handle = TRUE,
		        .start = p,
		        .length = (gsize)(end - p),
		        .after = end };
}

/* `[@rd](https://git.example.org/rd): x`: the token is the text of the link. */
static Token
read_link(const OwnerNames *names, const char *p)
{
	const char *close = strchr(p, ']');
	if (close == NULL || close - p > LINK_TEXT_MAX || close[1] != '(')
		return (Token){ .trust = TOKEN_NO };

	const char *end = strchr(close, ')');
	Token token = { .trust = TOKEN_NO };
	g_autofree char *inner = g_strndup(p + 1, (gsize)(close - p - 1));
	if (end == NULL || *inner == '[')
		return token;

	token = token_read(names, inner);
	if (token.trust == TOKEN_NO || *token.after != '\0')
		return (Token){ .trust = TOKEN_NO };
	token.start = p + 1 + (token.start - inner);
	token.after = end + 1;
	return token;
}

/* `<a href="https://git.example.org/rd">RD</a>`, likewise. */
static Token
read_anchor(const OwnerNames *names, const char *p)
{
	static const char end[] = "</a>";
	const char *open = strchr(p, '>'), *close = open != NULL ? strstr(open, end) : NULL;
	if (close == NULL || close - open > LINK_TEXT_MAX)
		return (Token){ .trust = TOKEN_NO };

	g_autofree char *inner = g_strndup(open + 1, (gsize)(close - open - 1));
	Token token = *inner != '<' ? token_read(names, inner) : (Token){ .trust = TOKEN_NO };
	if (token.trust == TOKEN_NO || *token.after != '\0')
		return (Token){ .trust = TOKEN_NO };
	token.start = open + 1 + (token.start - inner);
	token.after = close + strlen(end);
	return token;
}

/* `Prof. Strand`, `Dr Ilić`: the title makes it certain that this is somebody. */
static Token
read_titled(const OwnerNames *names, const char *p)
{
	const char *after = vocabulary_after_word(names->languages, WORDS_TITLE, p);
	/* `MS Teams` is a product. */
	if (after == NULL || !g_ascii_isupper(p[0]) || !g_ascii_islower(p[1]))
		return read_words(names, p);
	const char *name = after + (*after == '.' ? 1 : 0);
	if (*name != ' ' || !g_unichar_isupper(g_utf8_get_char(name + 1)))
		return read_words(names, p);

	Token token = read_words(names, name + 1);
	if (token.trust == TOKEN_NO || token.group)
		return read_words(names, p);
	token.trust = TOKEN_CERTAIN;
	token.length += (gsize)(token.start - p);
	token.start = p;
	return token;
}

/* `[[Nora Lind]]`, `[[people/nora|Nora]]`: a page of somebody, as wikis write it; `[name=Nora]`:
 * who speaks, as pads do. */
static Token
read_page(const char *p)
{
	gboolean page = p[1] == '[';
	const char *start = page ? p + 2 : p + strlen("[name=");
	const char *close = page ? strstr(start, "]]") : strchr(start, ']');
	if (close == NULL || close - start > LINK_TEXT_MAX || close == start)
		return (Token){ .trust = TOKEN_NO };

	for (const char *at = start; at < close; at++)
		start = *at == '|' ? at + 1 : start;
	return (Token){ .trust = TOKEN_CERTAIN,
		        .start = start,
		        .length = (gsize)(close - start),
		        .handle = !page,
		        .after = close + (page ? 2 : 1) };
}

Token
token_read(const OwnerNames *names, const char *p)
{
	if (*p == '@')
		return read_handle(p);
	if (g_str_has_prefix(p, "[[") || g_str_has_prefix(p, "[name="))
		return read_page(p);
	if (*p == '[')
		return read_link(names, p);
	if (g_str_has_prefix(p, "<a "))
		return read_anchor(names, p);
	if (*p == '`' && p[1] == '@') {
		Token token = read_handle(p + 1);
		if (token.trust != TOKEN_NO && *token.after == '`')
			token.after++;
		return token;
	}
	return read_titled(names, p);
}
