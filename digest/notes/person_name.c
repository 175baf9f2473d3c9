/* person_name.c - the names of people as one reads them. */
#include "person_name.h"

#include "base/scan.h"
#include "base/text.h"

#include <string.h>

enum {
	MARK_MAX = 400,       /* bytes that the end of a link, tag or comment is searched in */
	NAME_WORDS_MAX = 6,   /* `Ana Maria da Costa e Silva` */
	NAME_BYTES_MAX = 80,  /* a longer text is a sentence */
	NAME_WORD_MAX = 32,   /* bytes; so is a longer word */
	REMARK_WORDS_MAX = 4, /* words of a remark without any mark: `Nora joined at nine` */
	INITIALS_MAX = 5      /* letters */
};

/* ---- Markdown ---- */

/* Returns what follows the first `mark` after `p`, near by; NULL if there is none. */
static const char *
after_mark(const char *p, const char *mark)
{
	const char *at = g_strstr_len(p, MARK_MAX, mark);

	return at != NULL ? at + strlen(mark) : NULL;
}

/* Appends what one sees of a wiki link: `[[people/Nora Lind|Nora]]` is `Nora`. */
static void
append_wiki_link(GString *out, const char *text, const char *end)
{
	for (const char *p = text; p < end; p++)
		if (*p == '|' || (*p == '/' && memchr(p, '|', (gsize)(end - p)) == NULL))
			text = p + 1;
	g_string_append_len(out, text, end - text);
}

/* Skips the target of a link: `(https://...)`, `[1]`. */
static const char *
skip_target(const char *p)
{
	const char *after = *p == '(' ? after_mark(p, ")") : *p == '[' ? after_mark(p, "]") : NULL;

	return after != NULL ? after : p;
}

/* Reads a link, an image or brackets at `p`.  Returns what follows; NULL if none is there. */
static const char *
read_brackets(const char *p, GString *out)
{
	gboolean image = *p == '!', wiki = g_str_has_prefix(p, "[[");
	const char *text = p + (image || wiki ? 2 : 1);
	const char *after = after_mark(text, wiki ? "]]" : "]");
	if ((image && p[1] != '[') || after == NULL)
		return NULL;

	const char *end = after - (wiki ? 2 : 1);
	if (g_str_has_prefix(text, "name="))
		text += strlen("name=");
	if (wiki)
		append_wiki_link(out, text, end);
	else if (!image && text_web_scheme(text) == 0)
		g_string_append_len(out, text, end - text);
	after = wiki ? after : skip_target(after);
	/* `[Nora](https://...) [Ben](https://...)` */
	if (*scan_skip_blanks(after) == '[' && !image)
		g_string_append(out, ", ");
	return after;
}

/* Skips a comment, a tag, an address or what is struck out at `p`.  Returns `p` for none. */
static const char *
skip_unseen(const char *p, GString *out)
{
	const char *after = NULL;

	if (g_str_has_prefix(p, "<!--"))
		after = after_mark(p, "-->");
	else if (g_str_has_prefix(p, "%%"))
		after = after_mark(p + 2, "%%");
	else if (g_str_has_prefix(p, "~~"))
		after = after_mark(p + 2, "~~");
	else if (*p == '<' && (g_ascii_isalpha(p[1]) || p[1] == '/')) {
		after = after_mark(p, ">");
		if (after != NULL && g_ascii_strncasecmp(p, "<br", 3) == 0)
			g_string_append(out, ", ");
	} else if (text_web_scheme(p) > 0)
		after = p + strcspn(p, " \t)>,;");
	return after != NULL ? after : p;
}

/* Returns the length of a blank or of a sign that takes no room at `p`; 0 for none. */
static gsize
blank_size(const char *p, gboolean *seen)
{
	static const char *const blanks[] = { "\xc2\xa0", "&nbsp;", "\xe2\x80\xaf", "\t" };
	static const char *const nothing[] = { "\xe2\x80\x8b", "\xe2\x80\x8d", "\xef\xbb\xbf",
		                               "\xef\xb8\x8f", "\xe2\x80\x8e" };

	*seen = TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(blanks); i++)
		if (*p == *blanks[i] && g_str_has_prefix(p, blanks[i]))
			return strlen(blanks[i]);
	*seen = FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(nothing); i++)
		if (*p == *nothing[i] && g_str_has_prefix(p, nothing[i]))
			return strlen(nothing[i]);
	return 0;
}

/* TRUE for a mark of emphasis: any `*` and `` ` ``, and `_` at an end of a word. */
static gboolean
is_emphasis(const char *text, const char *p)
{
	if (*p == '*' || *p == '`')
		return TRUE;
	return *p == '_' && (p == text || !scan_is_word_byte(p[-1]) || !scan_is_word_byte(p[1]));
}

/* Returns the end of the letters, digits and blanks at `p`, which are copied as they are; a URL
 * begins with `h` or `w`. */
static const char *
plain_end(const char *p)
{
	while (*p == ' ' ||
	       (g_ascii_isalnum(*p) && g_ascii_tolower(*p) != 'h' && g_ascii_tolower(*p) != 'w'))
		p++;
	return p;
}

char *
person_plain_text(const char *markdown)
{
	g_autoptr(GString) out = g_string_sized_new(strlen(markdown));

	for (const char *p = markdown; *p != '\0';) {
		const char *plain = plain_end(p);
		if (plain > p) {
			g_string_append_len(out, p, plain - p);
			p = plain;
			continue;
		}
		gboolean blank = FALSE;
		gsize size = blank_size(p, &blank);
		const char *after = skip_unseen(p, out);
		if (after == p && (*p == '[' || *p == '!'))
			after = read_brackets(p, out);
		if (size > 0) {
			g_string_append(out, blank ? " " : "");
			p += size;
		} else if (after != NULL && after > p)
			p = after;
		else if (*p == '\\') {
			if (g_ascii_ispunct(p[1]))
				g_string_append_c(out, *++p);
			p++;
		} else if (is_emphasis(markdown, p))
			p++;
		else
			g_string_append_c(out, *p++);
	}
	/* The text of a link may be stressed in itself. */
	if (strpbrk(out->str, "*`") != NULL) {
		g_strdelimit(out->str, "*`", '\x01');
		g_string_replace(out, "\x01", "", 0);
	}
	return text_collapse_space(out->str);
}

/* ---- one name ---- */

/* Words of names that begin small. */
static gboolean
is_particle(const char *word, gsize length)
{
	static const char *const particles[] = {
		"af",  "al",  "av",  "bin", "d'",  "da",  "das", "de",  "del", "della", "den",
		"der", "di",  "do",  "dos", "du",  "e",   "el",  "ibn", "la",  "las",   "le",
		"los", "ten", "ter", "van", "vom", "von", "y",   "zu",  "zum", "zur",   "'t",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(particles); i++)
		if (strlen(particles[i]) == length && strncmp(word, particles[i], length) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
begins_small(const char *word)
{
	return g_unichar_islower(g_utf8_get_char(word));
}

/* Returns where the remark after a name begins: at ` - `, ` / `, `(`, `|`, `:`, ` @`. */
static const char *
remark_at(const char *text)
{
	static const char *const marks[] = { " - ", " – ", " — ", " -- ", "—",  "–",  " /", "/ ",
		                             "//",  "(",   "|",   ":",    " @", " [", " <", " ~",
		                             " =",  "→",   " ->", "…",    ",",  ";",  "\"", " #",
		                             " +",  " •",  " ·",  "“",    "{" };

	for (const char *p = text; *p != '\0'; p++) {
		if (g_ascii_isalnum(*p))
			continue;
		for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
			if (*p == *marks[i] && p > text && g_str_has_prefix(p, marks[i]))
				return p;
	}
	return text + strlen(text);
}

/* Returns the handle in a text, with its `@`, newly allocated; NULL for none. */
static char *
find_handle(const char *text)
{
	for (const char *p = strchr(text, '@'); p != NULL; p = strchr(p + 1, '@')) {
		gsize length = 1;
		while (g_ascii_isalnum(p[length]) ||
		       (p[length] != '\0' && strchr("-_.", p[length]) != NULL))
			length++;
		while (length > 1 && strchr("-_.", p[length - 1]) != NULL)
			length--;
		if (length > 1 && (p == text || !scan_is_word_byte(p[-1])))
			return g_strndup(p, length);
	}
	return NULL;
}

/*
 * Returns the initials at `p`, newly allocated, if the letters come in that order in the name and
 * begin it: `(NL)` and `(NLi)` after `Nora Lind`; but `(IBM)` is an employer.
 */
static char *
initials_at(const char *p, const char *name)
{
	gsize length = 0;

	while (g_ascii_isalpha(p[length]))
		length++;
	if (length < 2 || length > INITIALS_MAX || !g_ascii_isupper(*p))
		return NULL;
	g_autofree char *folded = text_fold(name);
	g_autofree char *written = g_strndup(p, length);
	g_autofree char *wanted = g_ascii_strdown(written, -1);
	const char *at = folded;
	if (*at != *wanted)
		return NULL;
	for (const char *letter = wanted + 1; *letter != '\0'; letter++) {
		at = strchr(at + 1, *letter);
		if (at == NULL)
			return NULL;
	}
	return g_steal_pointer(&written);
}

/* `members`, `Other attendees`, `TO FILL`: what is written where names are, and is none. */
static gboolean
is_nobody(Languages languages, const char *text)
{
	static const WordList lists[] = { WORDS_NOBODY, WORDS_EVERYBODY, WORDS_GROUP };

	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		if (vocabulary_after_word(languages, lists[i], text) != NULL)
			return TRUE;
	return vocabulary_has(languages, WORDS_PEOPLE_GROUP, text) ||
	       vocabulary_has(languages, WORDS_ABSENT, text) ||
	       vocabulary_has(languages, WORDS_PEOPLE_LABEL, text) ||
	       vocabulary_has(languages, WORDS_NAME_COLUMN, text) ||
	       vocabulary_placeholder(languages, text) != PLACEHOLDER_NONE;
}

/* TRUE for a word that a name may have: letters, digits after the first, `-`, `'`, `.`, `_`. */
static gboolean
is_name_word(const char *word, gsize length)
{
	gboolean letter = FALSE;

	for (const char *p = word; p < word + length; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		letter |= g_unichar_isalpha(c);
		if (!g_unichar_isalnum(c) && !g_unichar_ismark(c) && c != 0x2019 &&
		    (c >= 0x80 || strchr("-'._", (char)c) == NULL))
			return FALSE;
	}
	return letter && length <= NAME_WORD_MAX;
}

/* The words of a text: which of them are a name, and whether the others may follow one. */
typedef struct {
	guint words;   /* of the name */
	guint small;   /* of these, in small letters throughout, and no particles */
	gsize length;  /* bytes of the name */
	guint remarks; /* words after it */
	gboolean bad;  /* a word that no name has */
} NameWords;

/* Counts one word.  `next` is the word after it, or "". */
static void
count_word(NameWords *name, const char *text, const char *word, gsize length, const char *next)
{
	gboolean small = begins_small(word);
	gboolean joins = is_particle(word, length) && *next != '\0' &&
	                 (!begins_small(next) || is_particle(next, strcspn(next, " ")));

	if (name->remarks > 0 || !is_name_word(word, length) ||
	    (name->words > 0 &&
	     (g_ascii_isdigit(*word) || (small && !joins && name->small == 0)))) {
		name->bad |= name->words == 0;
		name->remarks++;
		return;
	}
	name->words++;
	name->small += small && !joins ? 1 : 0;
	name->length = (gsize)(word + length - text);
	/* `Ben Ash. The door was open` */
	if (word[length - 1] == '.' && length > 4 && name->words > 1)
		name->remarks++;
}

static NameWords
name_words(const char *text, const char *end)
{
	NameWords name = { 0 };

	for (const char *p = text; p < end;) {
		gsize length = MIN(strcspn(p, " "), (gsize)(end - p));
		const char *next = p + length;
		while (next < end && *next == ' ')
			next++;
		if (length > 0)
			count_word(&name, text, p, length, next < end ? next : "");
		p = next;
	}
	return name;
}

/*
 * TRUE if words look like somebody.  Names begin with capitals; a nickname may be one small word
 * (`korken`), two (`nora lind`) or begin small (`eLf Lind`).
 */
static gboolean
looks_like_name(const NameWords *name, const char *text)
{
	if (name->bad || name->words == 0 || name->words > NAME_WORDS_MAX || name->length < 2 ||
	    name->length > NAME_BYTES_MAX || name->remarks > REMARK_WORDS_MAX)
		return FALSE;
	if (g_ascii_isdigit(*text) && name->words + name->remarks > 1)
		return FALSE;
	return name->small == 0 ||
	       (name->small == 1 && begins_small(text) && name->words <= 3 &&
	        (name->words > 1 || name->remarks == 0)) ||
	       (name->small == 2 && name->words == 2 && name->remarks == 0);
}

/* Skips what no name begins with: bullets, emoji, quotes; and the parentheses around all of it. */
static const char *
name_start(const char *text)
{
	while (*text != '\0' && *text != '@' && !g_unichar_isalnum(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	return text;
}

/* `Toshi (Toshiyasu) Wakayama`: the end of a name in parentheses between two others. */
static const char *
after_inner_name(const char *text, const char *remark)
{
	const char *close = *remark == '(' ? strchr(remark, ')') : NULL;
	if (close == NULL || close[1] != ' ' || remark == text || remark[-1] != ' ' ||
	    memchr(text, ' ', (gsize)(remark - 1 - text)) != NULL)
		return NULL;

	const char *end = remark_at(close + 2);
	NameWords inner = name_words(remark + 1, close);
	NameWords last = name_words(close + 2, end);
	gboolean names = inner.words == 1 && inner.small + inner.remarks == 0 && last.words == 1 &&
	                 last.small + last.remarks == 0 && !begins_small(close + 2);
	return names ? end : NULL;
}

/* The name without a full stop at its end, but `Erik T.` keeps it. */
static char *
name_of(const char *text, gsize length)
{
	gboolean initial = length > 2 && text[length - 1] == '.' &&
	                   (text[length - 3] == ' ' || text[length - 3] == '.');

	while (length > 0 && strchr(initial ? "-_'" : "-_'.", text[length - 1]) != NULL)
		length--;
	return g_strndup(text, length);
}

char *
person_name_read(Languages languages, const char *plain)
{
	const char *text = name_start(plain), *remark = remark_at(text);

	if (*text == '@')
		return find_handle(text);
	if (*text == '\0' || is_nobody(languages, text) ||
	    (*remark != '\0' && vocabulary_is_in(languages, WORDS_ABSENT, remark)))
		return NULL;
	const char *inner_end = after_inner_name(text, remark);
	NameWords words = name_words(text, remark);
	gsize exclaimed = strcspn(text, "!");
	if (!looks_like_name(&words, text) || exclaimed < (gsize)(remark - text))
		return NULL;
	if (inner_end != NULL)
		words.length = (gsize)(inner_end - text);

	g_autofree char *name = name_of(text, words.length);
	if (is_nobody(languages, name))
		return NULL;
	g_autofree char *alias = find_handle(text + words.length);
	if (alias == NULL && inner_end == NULL && *remark == '(')
		alias = initials_at(remark + 1, name);
	return alias != NULL ? g_strdup_printf("%s (%s)", name, alias) : g_steal_pointer(&name);
}

/* ---- several names ---- */

/* TRUE if a name is followed by words without any mark, as the first word of a sentence is:
 * `Approve the minutes`; but `Nora Lind joined late` is somebody. */
static gboolean
is_doubtful(const char *part)
{
	const char *text = name_start(part);
	NameWords words = name_words(text, remark_at(text));

	return words.words == 1 && words.remarks > 0;
}

/* Adds one name.  Returns 1 for a part that is none or may be none, but for an empty one and for
 * nobody. */
static guint
add_name(Languages languages, const char *start, const char *end, GPtrArray *into)
{
	g_autofree char *part = g_strndup(start, (gsize)(end - start));
	char *name = person_name_read(languages, g_strstrip(part));

	if (name == NULL)
		return *name_start(part) != '\0' && !is_nobody(languages, name_start(part)) ? 1 : 0;
	g_ptr_array_add(into, name);
	return is_doubtful(part) ? 1 : 0;
}

/* Returns what follows a joiner at `p`: ` and `, ` & `; NULL if none is there. */
static const char *
after_joiner(Languages languages, const char *p)
{
	if (*p != ' ')
		return NULL;
	if ((p[1] == '&' || p[1] == '+') && p[2] == ' ')
		return p + 3;
	const char *after = vocabulary_after_word(languages, WORDS_JOINER, p + 1);
	return after != NULL && *after == ' ' ? after + 1 : NULL;
}

/* `NL/BA`, `Nora/Ben`: one word each. */
static gboolean
are_slashed(const char *start, const char *end)
{
	return memchr(start, '/', (gsize)(end - start)) != NULL &&
	       memchr(start, ' ', (gsize)(end - start)) == NULL &&
	       memchr(start, '(', (gsize)(end - start)) == NULL && end[-1] != '/' && *start != '@';
}

static guint add_list(Languages languages, const char *text, gboolean one, GPtrArray *into);

/* Adds the names of one part of a list: `Ben Ash and Mia`, `NL/BA`. */
static guint
add_joined(Languages languages, const char *start, const char *end, GPtrArray *into)
{
	g_autofree char *part = g_strndup(start, (gsize)(end - start));
	char *text = g_strstrip(part);
	gsize length = strlen(text);
	/* `(Nora), Ben`, `Ben, (Nora, Mia)` */
	if (length > 2 && *text == '(' && strchr(text + 1, '(') == NULL &&
	    text[length - 1] == ')') {
		text[length - 1] = '\0';
		return add_list(languages, text + 1, FALSE, into);
	}
	const char *first = text, *remark = remark_at(text);
	gboolean slashed = *text != '\0' && are_slashed(text, text + strlen(text));
	guint odd = 0;

	/* `, and Mia` */
	g_autofree char *led = g_strconcat(" ", text, NULL);
	const char *after = after_joiner(languages, led);
	if (after != NULL)
		first = text + (after - led) - 1;
	for (const char *p = first; *p != '\0' && (slashed || p < remark); p++) {
		after = slashed ? (*p == '/' ? p + 1 : NULL) : after_joiner(languages, p);
		if (after == NULL)
			continue;
		odd += add_name(languages, first, p, into);
		first = after;
		p = after - 1;
	}
	return odd + add_name(languages, first, text + strlen(text), into);
}

/* Returns the next comma or semicolon outside of parentheses; the end of the text if there is none.
 */
static const char *
next_comma(const char *p, const char *marks)
{
	int depth = 0;

	for (; *p != '\0'; p++) {
		depth += (*p == '(') - (*p == ')' && depth > 0);
		if (depth == 0 && strchr(marks, *p) != NULL)
			return p;
	}
	return p;
}

/* TRUE if all words of a text, two or more, are handles (`@nora @ben`) or initials (`NL BA`). */
static gboolean
are_tokens(const char *text)
{
	guint words = 0;

	for (const char *p = text; *p != '\0'; words++) {
		gsize length = strcspn(p, " "), capitals = 0;
		while (g_ascii_isupper(p[capitals]))
			capitals++;
		if (*p != '@' && (capitals != length || length < 2 || length > 3))
			return FALSE;
		p += length;
		p += strspn(p, " ");
	}
	return words > 1;
}

static void
add_tokens(const char *text, GPtrArray *into)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	for (char **word = words; *word != NULL; word++)
		if (**word != '\0')
			g_ptr_array_add(into, **word == '@' ? find_handle(*word) : g_strdup(*word));
}

/*
 * Where those who were absent are told in the same line, it ends there: `Nora, Ben. Regrets: Mia`.
 * So it does where a sentence begins: `Nora, Ben Ash. The door was open.`
 */
static void
cut_rest(Languages languages, char *text)
{
	for (char *p = text; *p != '\0'; p++) {
		if ((p == text || !scan_is_word_byte(p[-1])) && p[0] != ' ') {
			const char *after = vocabulary_after_word(languages, WORDS_ABSENT, p);
			if (after != NULL && after[strspn(after, " ")] == ':') {
				*p = '\0';
				return;
			}
		}
		if (p - text > 3 && p[0] == '.' && p[1] == ' ' && g_ascii_islower(p[-1]) &&
		    g_ascii_islower(p[-2]) && g_ascii_islower(p[-3])) {
			*p = '\0';
			return;
		}
	}
}

/* `Lind, ACME; Ash, Umbrella`: each part has one comma, which sets off what is no name. */
static gboolean
semicolons_separate(const char *text)
{
	guint parts = 0;

	for (const char *p = text;; p++, parts++) {
		const char *end = next_comma(p, ";"), *comma = next_comma(p, ",;");
		if (comma == end || next_comma(comma + 1, ",;") != end)
			return FALSE;
		p = end;
		if (*p == '\0')
			return parts > 0;
	}
}

static guint
count_commas(const char *text)
{
	guint commas = 0;

	for (const char *p = next_comma(text, ",;"); *p != '\0'; p = next_comma(p + 1, ",;"))
		commas++;
	return commas;
}

/* `Nora Lind, ACME`: a whole name, and one word in capitals that is too long for initials. */
static gboolean
has_employer(const char *text, const char *comma)
{
	enum {
		SHORTEST = 3 /* letters */
	};
	if (*comma != ',' || memchr(text, ' ', (gsize)(comma - text)) == NULL)
		return FALSE;
	const char *word = comma + 1 + strspn(comma + 1, " ");
	gsize length = 0;
	while (g_ascii_isupper(word[length]))
		length++;
	return length >= SHORTEST && word[length] == '\0';
}

/* Adds the names of a list with commas. */
static guint
add_list(Languages languages, const char *text, gboolean one, GPtrArray *into)
{
	enum {
		EMPLOYER_COMMAS = 2 /* `Nora Lind, ACME, chair`; with more it is a list */
	};
	const char *remark = remark_at(text), *comma = next_comma(text, ",;");
	gboolean noted = comma > remark && *remark != '(' && *remark != ':';
	gboolean apart = semicolons_separate(text);
	guint odd = 0;

	/* `Nora Lind - ACME, chair`, `Nora / ACME / likes cake, and tea` */
	if (noted || (one && count_commas(text) <= EMPLOYER_COMMAS) || has_employer(text, comma)) {
		return add_name(languages, text, noted ? text + strlen(text) : comma, into);
	}
	for (const char *start = text;; start = comma + 1) {
		comma = next_comma(start, apart ? ";" : ",;");
		odd += add_joined(languages, start, comma, into);
		if (*comma == '\0')
			return odd;
	}
}

/* `NL: Nora Lind (ACME)`: adds her with the initials. */
static gboolean
add_with_initials(Languages languages, const char *text, const char *colon, GPtrArray *into)
{
	g_autofree char *name = person_name_read(languages, colon + 1 + strspn(colon + 1, " "));
	if (name == NULL)
		return FALSE;
	g_autofree char *initials = initials_at(text, name);
	if (initials == NULL || (gsize)(colon - text) != strlen(initials))
		return FALSE;
	g_ptr_array_add(into, strchr(name, '(') != NULL
	                          ? g_steal_pointer(&name)
	                          : g_strdup_printf("%s (%s)", name, initials));
	return TRUE;
}

/* Reads what has a colon: `ACME: Nora, Ben`, `Chair: Nora`, `Nora Lind: ACME`. */
static guint
add_labelled(Languages languages, const char *text, const char *colon, GPtrArray *into)
{
	const char *value = colon + 1 + strspn(colon + 1, " ");
	NameWords left = name_words(text, colon), right = name_words(value, value + strlen(value));
	g_autofree char *label = g_strndup(text, (gsize)(colon - text));

	if (add_with_initials(languages, text, colon, into))
		return 0;
	if (*value == '\0')
		return 0;
	if (vocabulary_is_in(languages, WORDS_ABSENT, label))
		return 0;
	if (left.words > 1 && left.small == 0 && right.words == 1 && right.remarks == 0 &&
	    !vocabulary_is_in(languages, WORDS_PEOPLE_GROUP, label))
		return add_list(languages, label, TRUE, into);
	return add_list(languages, value, FALSE, into);
}

guint
person_names_add(Languages languages, const char *plain, gboolean one, GPtrArray *into)
{
	g_autofree char *copy = g_strdup(plain);
	char *text = g_strstrip(copy);
	gsize length = strlen(text);

	/* `(Nora, Ben)` */
	if (length > 2 && *text == '(' && strchr(text, ')') == text + length - 1) {
		text[length - 1] = '\0';
		text++;
	}
	cut_rest(languages, text);
	if (are_tokens(text)) {
		add_tokens(text, into);
		return 0;
	}
	const char *colon = next_comma(text, ":,;");
	if (*colon == ':' && (colon[1] == ' ' || colon[1] == '\0'))
		return add_labelled(languages, text, colon, into);
	return add_list(languages, text, one, into);
}
