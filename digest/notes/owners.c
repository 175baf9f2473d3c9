/*
 * owners.c - who a line says it is for.
 *
 * The grammar of an owner prefix, loosest part last:
 *
 *	[KEYWORD] OWNERS [(remark)] : text      RD, @fh (by Friday): fix the gate
 *	[KEYWORD] OWNERS - text                 **@rd** - fix the gate
 *	@HANDLES text                           @rd @fh fix the gate
 *	[OWNERS] text                           [RD] fix the gate
 *	OWNERS VERB text                        RD and FH to fix the gate
 *	KEYWORD(OWNERS): text                   TODO(rd): fix the gate
 *	KEYWORD: text                           TODO: fix the gate
 *
 * The less a form says by itself, the surer the owners must be (TokenTrust): a colon is enough for
 *a word with the shape of a name, a dash or a bracket wants people who are certain.
 */
#include "owners.h"

#include "base/scan.h"
#include "people/given_names.h"
#include "people/words.h"
#include "token.h"
#include "vocabulary.h"

#include <string.h>

enum {
	REMARK_MAX = 120 /* bytes of a remark between owners and their colon, or in brackets */
};

/* Owner tokens with joiners between them: `RD`, `@rd and @fh`, `Ana/Ivo (remotely), Mentors`. */
typedef struct {
	guint count;
	OwnerSpan spans[PREFIX_OWNERS_MAX];
	TokenTrust least, most; /* trust of the least and the most certain of them */
	gboolean handles;       /* all are @handles */
	gboolean group;         /* the last one is a group */
	gboolean emphasis;      /* emphasis was opened before the first one */
	const char *after;
} OwnerTokens;

/* What follows a joiner at `p`, or NULL: `,`, `/`, `+`, `&`, `and`, and both in `RD, FH, and Ana`.
 */
static const char *
after_joiner(Languages languages, const char *p, TokenTrust before)
{
	p = scan_skip_emphasis(p);
	if (*p == ',' || *p == '/' || *p == '+' || *p == '&') {
		const char *and =
		    *p == ',' ? scan_after_word(scan_skip_blanks(p + 1), "and") : NULL;
		return scan_skip_emphasis(and != NULL ? and : p + 1);
	}
	const char *after = vocabulary_after_word(languages, WORDS_JOINER, p);
	if (after == NULL && before == TOKEN_CERTAIN)
		after = vocabulary_after_word(languages, WORDS_TOGETHER, p);
	return after != NULL ? scan_skip_emphasis(after) : NULL;
}

/* What follows `(...)` at `p`; `p` itself if there is none or it does not end. */
static const char *
skip_parentheses(const char *p)
{
	const char *q = scan_skip_emphasis(p);
	int depth = 0;

	if (*q != '(')
		return p;
	for (; *q != '\0'; q++) {
		depth += (*q == '(') - (*q == ')');
		if (depth == 0)
			return q + 1;
	}
	return p;
}

/*
 * Reads the owners and joiners that `p` begins with.  FALSE if there is not one; also for a single
 * doubtful one: `PR: #12` is about a pull request, `PR, RD: x` is for two people.
 */
static gboolean
tokens_read(const OwnerNames *names, const char *p, OwnerTokens *tokens)
{
	const char *next = scan_skip_emphasis(p);
	gboolean doubtful = FALSE;

	tokens->count = 0;
	tokens->emphasis = next > p && *p != ' ';
	tokens->least = TOKEN_CERTAIN;
	tokens->most = TOKEN_NO;
	tokens->handles = TRUE;
	while (next != NULL && tokens->count < PREFIX_OWNERS_MAX) {
		Token token = token_read(names, next);
		if (token.trust == TOKEN_NO)
			break;
		tokens->spans[tokens->count++] = (OwnerSpan){ token.start, token.length };
		tokens->least = MIN(tokens->least, token.trust);
		tokens->most = MAX(tokens->most, token.trust);
		tokens->handles &= token.handle;
		tokens->group = token.group;
		doubtful |= token.doubtful;
		tokens->after = token.after;
		next = after_joiner(names->languages, skip_parentheses(token.after), token.trust);
	}
	return tokens->count > (doubtful ? 1 : 0);
}

/* Makes spans that were read in `copy`, a copy of a part of a line, spans of the line, in which the
 * part begins at `original`.  `after` is lost. */
static void
tokens_move(OwnerTokens *tokens, const char *copy, const char *original)
{
	for (guint i = 0; i < tokens->count; i++)
		tokens->spans[i].start = original + (tokens->spans[i].start - copy);
	tokens->after = NULL;
}

/* Reads the owners that all of `text` is, each of them with `least` trust at least.  FALSE
 * otherwise. */
static gboolean
tokens_read_all(const OwnerNames *names, const char *text, TokenTrust least, OwnerTokens *tokens)
{
	return tokens_read(names, text, tokens) && tokens->least >= least &&
	       *scan_skip_emphasis(skip_parentheses(tokens->after)) == '\0';
}

/* The text after a colon, without the emphasis that closes what was opened before the owners. */
static const char *
text_after(const char *p, gboolean emphasis)
{
	if (emphasis) {
		while (*p == '*' || *p == '_')
			p++;
	}
	return scan_skip_blanks(p);
}

/*
 * The text after the colon that ends the owners, or NULL.  A remark may precede the colon, in
 * parentheses (`RD (by Friday): x`) or, after certain people, after a comma (`RD, when he is back:
 * x`).  A colon without a blank after it is one only after certain people, and is not one in a time
 * or an address (`Marco:8080`, `git://...`).
 */
static const char *
after_colon(const OwnerTokens *tokens)
{
	const char *p = skip_parentheses(tokens->after);
	const char *q = scan_skip_emphasis(p);
	gboolean closed = q > p && strcspn(p, "*_") < (gsize)(q - p);

	if (*q == ',' && tokens->least == TOKEN_CERTAIN) {
		const char *remark = scan_skip_blanks(q + 1), *colon = strchr(remark, ':');
		if (g_ascii_islower(*remark) && colon != NULL && colon - remark < REMARK_MAX &&
		    strcspn(remark, ".;!?") > (gsize)(colon - remark))
			q = colon;
	}
	if (*q != ':')
		return NULL;
	q++;
	if (*q == '\0' || *q == '*' || *q == '_' || scan_skip_blanks(q) > q)
		return text_after(q, tokens->emphasis && !closed);
	return tokens->least == TOKEN_CERTAIN && *q != '/' && !g_ascii_isdigit(*q) ? q : NULL;
}

/* The text after a dash that ends owners who are certain, or NULL: `**@rd** - x`, `RD – x`, `RD ->
 * x`. */
static const char *
after_dash(const OwnerTokens *tokens)
{
	const char *p = scan_skip_emphasis(skip_parentheses(tokens->after));

	if (tokens->least != TOKEN_CERTAIN)
		return NULL;
	if (g_str_has_prefix(p, "- ") || g_str_has_prefix(p, "-- "))
		return scan_skip_blanks(p + strspn(p, "-"));
	static const char *const signs[] = { "– ", "— ", "→ ", "-> " };
	for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
		if (g_str_has_prefix(p, signs[i]))
			return scan_skip_blanks(p + strlen(signs[i]));
	return NULL;
}

/*
 * Whether a verb makes an owner of what only looks like a person: `Marco to send it` does;
 * `Switched to the new gate` (a participle) and `Back to the old one` (no verb) do not.
 */
static gboolean
is_believed(const OwnerTokens *tokens, const char *verb)
{
	const OwnerSpan *last = &tokens->spans[tokens->count - 1];

	return word_may_be_verb(verb) && !word_is_participle(last->start, last->length);
}

/*
 * The verb of `RD to fix it`, `Ana will fix it`, `Everyone who was there`, or NULL.   A small
 * letter must follow: `RD to FH: thanks` has no verb.
 */
static const char *
at_verb(Languages languages, const OwnerTokens *tokens)
{
	const char *p = scan_skip_emphasis(skip_parentheses(tokens->after));
	const char *after = vocabulary_after_word(languages, WORDS_OBLIGATION, p);

	if (tokens->group && scan_after_word(p, "who") != NULL)
		return p;
	if (after == NULL || *after != ' ' || !g_ascii_islower(*scan_skip_blanks(after)))
		return NULL;
	return tokens->most == TOKEN_CERTAIN || is_believed(tokens, scan_skip_blanks(after)) ? p
	                                                                                     : NULL;
}

/* Skips the number of an item: `Item 2: RD to fix it`. */
static const char *
skip_item_number(const char *p)
{
	const char *after = scan_after_word(p, "item");

	if (after != NULL) {
		const char *q = scan_skip_blanks(after);
		gsize digits = strspn(q, "0123456789");
		if (digits > 0 && q[digits] == ':')
			return scan_skip_blanks(q + digits + 1);
	}
	return p;
}

static void
begin_prefix(OwnerPrefix *prefix)
{
	prefix->kind = PREFIX_NONE;
	prefix->owner_count = 0;
	prefix->text = prefix->remark = NULL;
	prefix->certain = prefix->marker = FALSE;
}

static void
set_owners(const OwnerTokens *tokens, OwnerPrefix *prefix)
{
	prefix->owner_count = tokens->count;
	memcpy(prefix->owners, tokens->spans, tokens->count * sizeof *tokens->spans);
}

/* `[RD] x`, `(@rd, @fh): x`, `[Ana] - x`; but `[RD](https://...)` and `[RD][1]` are links. */
static void
read_brackets(const OwnerNames *names, const char *p, OwnerPrefix *prefix)
{
	OwnerTokens tokens;
	const char *close = *p == '[' ? strchr(p, ']') : *p == '(' ? strchr(p, ')') : NULL;

	begin_prefix(prefix);
	if (close == NULL || close - p > REMARK_MAX || close[1] == '(' || close[1] == '[')
		return;
	g_autofree char *inner = g_strndup(p + 1, (gsize)(close - p - 1));
	if (!tokens_read_all(names, inner, TOKEN_CERTAIN, &tokens))
		return;

	const char *after = scan_skip_emphasis(close + 1);
	if (*after == ':' || g_str_has_prefix(after, "- "))
		after = scan_skip_emphasis(after + 1);
	tokens_move(&tokens, inner, p + 1);
	set_owners(&tokens, prefix);
	prefix->kind = PREFIX_OWNER;
	prefix->text = after;
	prefix->certain = TRUE;
}

/* The forms that begin with owners; `For Adina: x` only with a colon, as `For Adina to see` is a
 * sentence. */
static void
read_tokens(const OwnerNames *names, const char *p, OwnerPrefix *prefix)
{
	const char *start = skip_item_number(p);
	const char *name = vocabulary_after_word(names->languages, WORDS_BEFORE_OWNER, start);
	OwnerTokens tokens;

	begin_prefix(prefix);
	if (!tokens_read(names, name != NULL ? scan_skip_blanks(name) : start, &tokens))
		return;
	const char *text = after_colon(&tokens);
	if (text != NULL && strchr("(,", *scan_skip_emphasis(tokens.after)) != NULL)
		prefix->remark = tokens.after;
	if (text == NULL && name == NULL)
		text = after_dash(&tokens);
	const char *verb = text == NULL && name == NULL ? at_verb(names->languages, &tokens) : NULL;
	if (verb == NULL && text == NULL && name == NULL && tokens.handles)
		text = scan_skip_emphasis(tokens.after);
	if (text == NULL && verb == NULL)
		return;
	prefix->kind = verb != NULL ? PREFIX_VERB : PREFIX_OWNER;
	prefix->text = verb != NULL ? verb : text;
	prefix->certain = tokens.least == TOKEN_CERTAIN;
	set_owners(&tokens, prefix);
}

/* The text from `start` to `end` without the blanks around it. */
static OwnerSpan
stripped(const char *start, const char *end)
{
	while (start < end && g_ascii_isspace(*start))
		start++;
	while (end > start && g_ascii_isspace(end[-1]))
		end--;
	return (OwnerSpan){ start, (gsize)(end - start) };
}

/* Whoever is in the marker, whatever the words look like: `[ACTION - moss] x`, `TODO(rd, fh): x`.
 */
static void
read_marker_owners(const OwnerNames *names, const Marker *marker, OwnerPrefix *prefix)
{
	OwnerTokens tokens;
	g_autofree char *inner = g_strndup(marker->owners, marker->owners_length);

	if (tokens_read(names, inner, &tokens) && *scan_skip_emphasis(tokens.after) == '\0')
		tokens_move(&tokens, inner, marker->owners);
	else {
		const char *end = marker->owners + marker->owners_length;
		tokens.count = 0;
		for (const char *p = marker->owners; p < end && tokens.count < PREFIX_OWNERS_MAX;) {
			const char *q = p;
			while (q < end && strchr(",/&+", *q) == NULL)
				q++;
			tokens.spans[tokens.count] = stripped(p, q);
			tokens.count += tokens.spans[tokens.count].length > 0 ? 1 : 0;
			p = q + 1;
		}
	}
	set_owners(&tokens, prefix);
	prefix->kind = PREFIX_OWNER;
	prefix->text = marker->text;
}

static void
set_sentence(const char *start, gsize length, const char *text, OwnerPrefix *prefix)
{
	prefix->kind = PREFIX_VERB;
	prefix->owners[0] = (OwnerSpan){ start, length };
	prefix->owner_count = 1;
	prefix->text = text;
}

/* What follows the colon or the dash at `p`, after emphasis; NULL if there is none. */
static const char *
after_colon_or_dash(const char *p)
{
	const char *q = scan_skip_emphasis(p);

	if (*q == ':' && q[1] != '/')
		return scan_skip_emphasis(q + 1);
	static const char *const signs[] = { "- ", "– ", "— ", "→ ", "-> " };
	for (gsize i = 0; q > p && i < G_N_ELEMENTS(signs); i++)
		if (g_str_has_prefix(q, signs[i]))
			return scan_skip_blanks(q + strlen(signs[i]));
	return NULL;
}

/*
 * One token before a verb, whatever its letters: `eL to order paint`, `NB will ask`, `moss should
 * write`, `Committee to vote`; before a colon or a dash if the file shows that it is somebody
 * (`moss - order paint`) or it is a given name or a word for a group.  Words that are labels (`Need
 * to`, `This will`) and those of things (`PR to`) are not owners.
 */
static gboolean
read_any_token(const OwnerNames *names, const char *p, OwnerPrefix *prefix)
{
	enum {
		TOKEN_MAX = 20 /* bytes */
	};
	gsize length = 0;
	while (scan_is_word_byte(p[length]) || (p[length] != '\0' && strchr("-_.", p[length])))
		length++;
	if (length < 2 || length > TOKEN_MAX || g_ascii_isdigit(*p) ||
	    word_begins_items(p, length) || word_is_participle(p, length))
		return FALSE;

	gboolean group = vocabulary_after_word(names->languages, WORDS_GROUP, p) == p + length;
	const char *verb = scan_skip_emphasis(p + length);
	const char *after = verb > p + length
	                        ? vocabulary_after_word(names->languages, WORDS_OBLIGATION, verb)
	                        : NULL;
	if (token_is_label(names->languages, p, length) && !group)
		return FALSE;
	if (after != NULL && *after == ' ' && word_may_be_verb(scan_skip_blanks(after))) {
		set_sentence(p, length, verb, prefix);
		return TRUE;
	}
	const char *text = after_colon_or_dash(p + length);
	if (text == NULL || (!group && !owner_names_looks_like_person(names, p, length) &&
	                     !given_name_is(p, length)))
		return FALSE;
	set_sentence(p, length, text, prefix);
	prefix->kind = PREFIX_OWNER;
	return TRUE;
}

static gboolean
is_in_capitals(const char *word)
{
	while (g_ascii_isupper(*word))
		word++;
	return *word == '\0';
}

/*
 * Somebody and what is to be done, in a sentence that has no colon: `Ana writes the letter`, `SK
 * review`, `Simon approve`, `Nora Lind has a text to share`; but `Status from Simon` is nobody's.
 */
static gboolean
read_sentence(const OwnerNames *names, const char *p, OwnerPrefix *prefix)
{
	gsize length = strcspn(p, " ");
	const char *next = scan_skip_blanks(skip_parentheses(p + length));
	if (p[length] == ' ' && g_ascii_isalpha(*next)) {
		g_autofree char *name = g_strndup(p, length);
		Token token = token_read(names, name);
		gboolean verb = vocabulary_after_word(names->languages, WORDS_VERB, next) != NULL;
		gboolean sure = token.trust == TOKEN_CERTAIN && !token.doubtful &&
		                (g_ascii_islower(*next) ||
		                 (owner_names_know(names, name) && is_in_capitals(name)));
		gboolean group = token.group && !is_in_capitals(name);
		if (token.trust != TOKEN_NO && *token.after == '\0' && !group && (sure || verb)) {
			set_sentence(p, length, next, prefix);
			prefix->certain = sure;
			return TRUE;
		}
	}
	Token token = token_read(names, p);
	if (token.trust == TOKEN_NO || token.group ||
	    memchr(token.start, ' ', token.length) == NULL)
		return FALSE;
	const char *text = scan_skip_emphasis(token.after);
	if (vocabulary_after_word(names->languages, WORDS_AFTER_OWNER, text) == NULL &&
	    vocabulary_after_word(names->languages, WORDS_VERB, text) == NULL)
		return FALSE;
	set_sentence(token.start, token.length, text, prefix);
	return TRUE;
}

/* `(A07 - Nora) wash the van`: the number of the action and its owner. */
static gboolean
read_numbered_owner(const OwnerNames *names, const char *p, OwnerPrefix *prefix)
{
	const char *close = *p == '(' ? strchr(p, ')') : NULL;
	gsize number = close != NULL ? strcspn(p, " -)") : 0;
	if (close == NULL || close - p > REMARK_MAX || strcspn(p, "0123456789") >= number)
		return FALSE;

	const char *owner = p + number + strspn(p + number, " -");
	OwnerTokens tokens;
	g_autofree char *inner = g_strndup(owner, close > owner ? (gsize)(close - owner) : 0);
	begin_prefix(prefix);
	if (tokens_read_all(names, inner, TOKEN_LIKELY, &tokens))
		tokens_move(&tokens, inner, owner);
	else {
		tokens.spans[0] = (OwnerSpan){ owner, strlen(inner) };
		tokens.count = 1;
	}
	if (*inner == '\0' || strchr(inner, ' ') != NULL)
		return FALSE;
	set_owners(&tokens, prefix);
	prefix->kind = PREFIX_OWNER;
	prefix->text = scan_skip_emphasis(close + 1);
	return TRUE;
}

/* `Nora's draft` is about a draft. */
static gboolean
is_possessive(const char *name, gsize length)
{
	return memchr(name, '\'', length) != NULL ||
	       g_strstr_len(name, (gssize)length, "’") != NULL;
}

/* Returns the length of `Nora` or `Nora Lind` at `p`, a participant or who has a given name; 0 if
 * nobody is there. */
static gsize
known_length(const OwnerNames *names, const char *p)
{
	gsize length = strcspn(p, " ,/&+:");
	g_autofree char *name = g_strndup(p, length);
	gboolean given = given_name_begins(p, length) && !is_possessive(p, length);
	/* `Everyone read the draft`; words of other languages are `all`, too: `Tous les comptes` */
	if (scan_match_word(p, "everyone") != NULL || scan_match_word(p, "everybody") != NULL)
		return length;

	if (length == 0 || *p == '@' || token_is_label(names->languages, p, length) ||
	    (!given && !owner_names_know(names, name)))
		return 0;
	if (!given || p[length] != ' ' || !g_unichar_isupper(g_utf8_get_char(p + length + 1)))
		return length;
	length += 1 + strcspn(p + length + 1, " ,/&+:");
	return is_possessive(p, length) ? 0 : length;
}

/* `Nora rings the landlord`, `Ben Ash and Mia besorgen Farbe`: people, and a small letter. */
static gboolean
read_known(const OwnerNames *names, const char *p, OwnerPrefix *prefix)
{
	begin_prefix(prefix);
	while (prefix->owner_count < PREFIX_OWNERS_MAX) {
		gsize length = known_length(names, p);
		if (length == 0)
			break;
		prefix->owners[prefix->owner_count++] = (OwnerSpan){ p, length };
		p += length;
		const char *next = after_joiner(names->languages, p, TOKEN_CERTAIN);
		if (next == NULL)
			break;
		p = next;
	}
	if (prefix->owner_count == 0 || *p != ' ' || !g_ascii_islower(p[1]) ||
	    vocabulary_after_word(names->languages, WORDS_AFTER_OWNER, p + 1) != NULL) {
		begin_prefix(prefix);
		return FALSE;
	}
	prefix->kind = PREFIX_VERB;
	prefix->text = p + 1;
	return TRUE;
}

/* `Letter - moss will send it`: what it is about, and whose it is.  The text keeps it all. */
static gboolean
read_topic_and_token(const OwnerNames *names, const char *p, OwnerPrefix *prefix)
{
	const char *dash = strstr(p, " - ");

	if (dash == NULL ||
	    vocabulary_after_word(names->languages, WORDS_GROUP, dash + 3) != NULL ||
	    !read_any_token(names, dash + 3, prefix) || prefix->kind != PREFIX_VERB)
		return FALSE;
	prefix->text = p;
	return TRUE;
}

gboolean
owner_prefix_read_listed(const OwnerNames *names, const char *line, OwnerPrefix *prefix)
{
	const char *p = scan_skip_emphasis(line);

	return owner_prefix_read(names, line, prefix) || read_numbered_owner(names, p, prefix) ||
	       read_any_token(names, p, prefix) || read_known(names, p, prefix);
}

gboolean
owner_prefix_read_marked(const OwnerNames *names, const char *line, OwnerPrefix *prefix)
{
	const char *p = scan_skip_emphasis(line);
	const char *rest = scan_skip_emphasis(skip_parentheses(p));

	if (owner_prefix_read_listed(names, line, prefix))
		return TRUE;
	/* `(cellar) Nora will sweep it` */
	return (rest > p && owner_prefix_read_listed(names, rest, prefix)) ||
	       read_sentence(names, rest, prefix) || read_topic_and_token(names, rest, prefix);
}

gboolean
owner_prefix_read_marker(const OwnerNames *names, const Marker *marker, OwnerPrefix *prefix)
{
	begin_prefix(prefix);
	if (marker->owners != NULL)
		read_marker_owners(names, marker, prefix);
	else {
		read_tokens(names, marker->text, prefix);
		if (prefix->kind == PREFIX_NONE && (*marker->text == '[' || *marker->text == '('))
			read_brackets(names, marker->text, prefix);
		if (prefix->kind == PREFIX_NONE && !read_any_token(names, marker->text, prefix))
			read_sentence(names, marker->text, prefix);
	}
	prefix->marker = TRUE;
	if (prefix->kind != PREFIX_NONE)
		return TRUE;
	/* `AI: buy glue` is to be done; `AI: the talk of the town`, `AI: what for?` are not. */
	if (marker->doubtful &&
	    (!marker->separated || marker->inside || !word_may_be_verb(marker->text) ||
	     g_str_has_suffix(marker->text, "?")))
		return FALSE;
	prefix->kind = PREFIX_TODO;
	prefix->text = marker->text;
	return TRUE;
}

gboolean
owner_prefix_read(const OwnerNames *names, const char *line, OwnerPrefix *prefix)
{
	const char *p = scan_skip_emphasis(line);
	Marker marker;

	if (marker_read(names->languages, line, MARKER_AT_START, &marker) &&
	    owner_prefix_read_marker(names, &marker, prefix)) {
		/* `**AI @rd:** x`: this emphasis closes what was opened before the keyword. */
		gsize marks = p > line ? strspn(prefix->text, "*_") : 0;
		if (marks > 0 && prefix->text[marks] == ' ')
			prefix->text = scan_skip_blanks(prefix->text + marks);
		return TRUE;
	}
	read_tokens(names, scan_skip_blanks(line), prefix);
	if (prefix->kind == PREFIX_NONE && (*p == '[' || *p == '('))
		read_brackets(names, p, prefix);
	return prefix->kind != PREFIX_NONE;
}

static void
add_spans(const OwnerSpan *spans, guint count, GPtrArray *owners)
{
	for (guint i = 0; i < count; i++)
		g_ptr_array_add(owners, g_strndup(spans[i].start, spans[i].length));
}

GPtrArray *
owner_prefix_owners(const OwnerPrefix *prefix)
{
	GPtrArray *owners = g_ptr_array_new_with_free_func(g_free);

	add_spans(prefix->owners, prefix->owner_count, owners);
	return owners;
}

gboolean
owner_list_read(const OwnerNames *names, const char *text, GPtrArray *owners)
{
	OwnerTokens tokens;
	if (!tokens_read_all(names, text, TOKEN_CERTAIN, &tokens))
		return FALSE;

	add_spans(tokens.spans, tokens.count, owners);
	return TRUE;
}

gboolean
owner_list_read_likely(const OwnerNames *names, const char *text, GPtrArray *owners)
{
	OwnerTokens tokens;
	g_autofree char *list = g_strdup(text);
	if (g_str_has_suffix(list, ":"))
		list[strlen(list) - 1] = '\0';
	if (!tokens_read_all(names, list, TOKEN_LIKELY, &tokens))
		return FALSE;

	add_spans(tokens.spans, tokens.count, owners);
	return TRUE;
}

/* The length of the word at `p` that may be somebody's name; 0 if none is there. */
static gsize
name_length(const OwnerNames *names, const char *p)
{
	enum {
		NAME_BYTES_MAX = 24 /* bytes */
	};
	gsize length = 0;
	while (scan_is_word_byte(p[length]) || (p[length] != '\0' && strchr("-'.", p[length])))
		length++;
	gboolean usable = length >= 2 && length <= NAME_BYTES_MAX && !g_ascii_isdigit(*p) &&
	                  !token_is_label(names->languages, p, length);
	return usable ? length : 0;
}

gboolean
owner_list_read_loosely(const OwnerNames *names, const char *text, GPtrArray *owners)
{
	guint known = 0, capitals = 0, count = 0;
	const char *next = scan_skip_emphasis(text);

	while (next != NULL) {
		gsize length = name_length(names, next);
		if (length == 0 || ++count > PREFIX_OWNERS_MAX)
			return FALSE;
		char *name = g_strndup(next, length);
		g_ptr_array_add(owners, name);
		known += owner_names_know(names, name) ||
		                 owner_names_looks_like_person(names, name, length)
		             ? 1
		             : 0;
		capitals += g_unichar_isupper(g_utf8_get_char(name)) ? 1 : 0;
		const char *after = next + length;
		next = after_joiner(names->languages, after, TOKEN_LIKELY);
		/* `Nora +1` */
		if (next != NULL && g_ascii_isdigit(*next))
			next = NULL, after += strlen(after);
		if (next == NULL && *scan_skip_emphasis(after) != '\0')
			return FALSE;
	}
	return known > 0 || (count > 1 && capitals == count);
}

gboolean
owner_heading_read(const OwnerNames *names, const char *heading, GPtrArray *owners)
{
	const OwnerNames people = { .languages = names->languages, .people = names->people };
	gsize length = strcspn(heading, " :");

	if (heading[length + (heading[length] == ':' ? 1 : 0)] == '\0' &&
	    !token_is_label(names->languages, heading, length) &&
	    !owner_names_looks_like_thing(names, heading, length) &&
	    owner_names_looks_like_person(names, heading, length)) {
		g_ptr_array_add(owners, g_strndup(heading, length));
		return TRUE;
	}
	return g_str_has_suffix(heading, ":") ? owner_list_read_likely(&people, heading, owners)
	                                      : owner_list_read(&people, heading, owners);
}

static void
add_part(const char *start, const char *end, GPtrArray *owners)
{
	/* `RD, tech lead: SK` are RD and SK */
	const char *colon = memchr(start, ':', (gsize)(end - start));
	OwnerSpan part = stripped(colon != NULL ? colon + 1 : start, end);

	if (part.length > 0)
		g_ptr_array_add(owners, g_strndup(part.start, part.length));
}

void
owner_list_read_field(const OwnerNames *names, const char *text, GPtrArray *owners)
{
	if (owner_list_read_likely(names, text, owners))
		return;
	/* One more than is kept, so that the caller can warn of it. */
	const char *start = text;
	for (const char *p = text; owners->len <= PREFIX_OWNERS_MAX; p++) {
		gboolean word = p > text && p[-1] == ' ';
		gboolean sign = *p != '\0' && strchr(",/&+", *p) != NULL;
		const char *after = *p == ';' ? p + 1
		                    : word || sign
		                        ? after_joiner(names->languages, p, TOKEN_CERTAIN)
		                        : NULL;
		if (after == NULL && *p != '\0')
			continue;
		add_part(start, p, owners);
		if (*p == '\0')
			break;
		start = after;
		p = after - 1;
	}
}
