/* owners.c - who a line says it is for. */
#include "notes/owners.h"

#include "notes/token.h"
#include "notes/words.h"

#include <string.h>

enum {
	OWNERS_MAX = 32, /* of one prefix */
	REMARK_MAX = 120 /* bytes of a remark between an owner and its colon */
};

/* What the tokens of a prefix had in common. */
typedef struct {
	GPtrArray *owners;
	TokenTrust least, most;
	gboolean handles; /* all are @handles */
	gboolean group;   /* the last is a group */
	gboolean marks;   /* emphasis was opened before the first */
	const char *after;
} Tokens;

/* What follows a joiner (`/`, `+`, `,`, `&`, `and`, `or`, `with`) at `p`, or NULL. */
static const char *
after_joiner(const char *p)
{
	p = token_skip_marks(p);
	if (*p == ',' || *p == '/' || *p == '+' || *p == '&') {
		const char *and = *p == ',' ? token_after_word(token_skip_blanks(p + 1), "and") : NULL;
		return token_skip_marks(and != NULL ? and : p + 1);
	}
	static const char *const words[] = { "and", "or", "with" };
	const char *and = NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(words) && and == NULL; i++)
		and = token_after_word(p, words[i]);
	return and != NULL ? token_skip_marks(and) : NULL;
}

/* Passes over `(...)`; `p` itself when there is none or it has no end. */
static const char *
skip_parentheses(const char *p)
{
	const char *q = token_skip_marks(p);
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

/* Reads tokens and joiners.  FALSE when not even one token stands at `p`. */
static gboolean
read_tokens(const OwnerNames *names, const char *p, Tokens *tokens)
{
	const char *next = token_skip_marks(p);
	gboolean doubtful = FALSE;

	tokens->marks = next > p && *p != ' ';
	tokens->least = TOKEN_CERTAIN;
	tokens->handles = TRUE;
	while (next != NULL && (tokens->owners == NULL || tokens->owners->len < OWNERS_MAX)) {
		Token token = token_read(names, next);
		if (token.trust == TOKEN_NO)
			break;
		if (tokens->owners == NULL)
			tokens->owners = g_ptr_array_new_with_free_func(g_free);
		g_ptr_array_add(tokens->owners, g_strndup(token.start, token.length));
		tokens->least = MIN(tokens->least, token.trust);
		tokens->most = MAX(tokens->most, token.trust);
		tokens->handles &= token.handle;
		tokens->group = token.group;
		doubtful |= token.doubtful;
		tokens->after = token.after;
		next = after_joiner(skip_parentheses(token.after));
	}
	return tokens->owners != NULL && tokens->owners->len > (doubtful ? 1 : 0);
}

/* After a colon: the text, without the marks that close what was opened before the tokens. */
static const char *
text_after(const char *p, gboolean marks)
{
	if (marks) {
		while (*p == '*' || *p == '_')
			p++;
	}
	return token_skip_blanks(p);
}

/* The colon that ends a prefix, with a remark in parentheses or, after certain people, behind a comma before it. */
static const char *
after_colon(const Tokens *tokens)
{
	const char *p = skip_parentheses(tokens->after);
	const char *q = token_skip_marks(p);
	gboolean closed = strcspn(p, "*_") < (gsize)(q - p);

	if (*q == ',' && tokens->least == TOKEN_CERTAIN) {
		const char *remark = token_skip_blanks(q + 1), *colon = strchr(remark, ':');
		if (g_ascii_islower(*remark) && colon != NULL && colon - remark < REMARK_MAX &&
		    strcspn(remark, ".;!?") > (gsize)(colon - remark))
			q = colon;
	}
	if (*q != ':')
		return NULL;
	q++;
	if (*q == '\0' || *q == '*' || *q == '_' || token_skip_blanks(q) > q)
		return text_after(q, tokens->marks && !closed);
	return tokens->least == TOKEN_CERTAIN && *q != '/' && !g_ascii_isdigit(*q) ? q : NULL;
}

/* `**@rd** - text`, `RD - text`. */
static const char *
after_dash(const Tokens *tokens)
{
	const char *p = token_skip_marks(skip_parentheses(tokens->after));

	if (tokens->least != TOKEN_CERTAIN)
		return NULL;
	if (g_str_has_prefix(p, "- ") || g_str_has_prefix(p, "-- "))
		return token_skip_blanks(p + strspn(p, "-"));
	static const char *const signs[] = { "– ", "— ", "→ ", "-> " };
	for (gsize i = 0; i < G_N_ELEMENTS(signs); i++)
		if (g_str_has_prefix(p, signs[i]))
			return token_skip_blanks(p + strlen(signs[i]));
	return NULL;
}

/* Of somebody who only looks like one, no more than `Marco to send it` is believed. */
static gboolean
is_believed(const Tokens *tokens, const char *verb)
{
	const char *last = g_ptr_array_index(tokens->owners, tokens->owners->len - 1);

	return word_may_be_verb(verb) && !word_is_participle(last, strlen(last));
}

/* The verb that makes `X to do y` an action of X. */
static const char *
at_verb(const Tokens *tokens)
{
	static const char *const verbs[] = { "to",      "will",   "should",  "shall", "must",  "needs to",
		                             "need to", "has to", "have to", "is to", "are to" };
	const char *p = token_skip_marks(skip_parentheses(tokens->after));

	if (tokens->group && token_after_word(p, "who") != NULL)
		return p;
	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
		const char *after = token_after_word(p, verbs[i]);
		if (after == NULL || *after != ' ' || !g_ascii_islower(*token_skip_blanks(after)))
			continue;
		return tokens->most == TOKEN_CERTAIN || (i == 0 && is_believed(tokens, token_skip_blanks(after)))
		           ? p
		           : NULL;
	}
	return NULL;
}

/* `For ` before owners, and the number of an item (`Item 2: `), say nothing about who. */
static const char *
skip_filler(const char *p)
{
	const char *after = token_after_word(p, "item");

	if (after != NULL) {
		const char *q = token_skip_blanks(after);
		gsize digits = strspn(q, "0123456789");
		if (digits > 0 && q[digits] == ':')
			return token_skip_blanks(q + digits + 1);
	}
	return p;
}

/* `[RD] text`, `(@rd, @fh): text`: what follows owners in brackets at `p`, who go to `owners`; NULL when none stand there. */
static const char *
after_brackets(const OwnerNames *names, const char *p, GPtrArray *owners)
{
	const char *close = *p == '[' ? strchr(p, ']') : *p == '(' ? strchr(p, ')') : NULL;
	if (close == NULL || close - p > REMARK_MAX || close[1] == '(' || close[1] == '[')
		return NULL;

	g_autofree char *inner = g_strndup(p + 1, (gsize)(close - p - 1));
	const char *after = token_skip_marks(close + 1);
	if (*after == ':' || g_str_has_prefix(after, "- "))
		after = token_skip_marks(after + 1);
	return owner_list_read(names, inner, owners) ? after : NULL;
}

static OwnerPrefix
prefix_of_brackets(const OwnerNames *names, const char *p)
{
	OwnerPrefix prefix = { .kind = PREFIX_NONE };
	g_autoptr(GPtrArray) owners = g_ptr_array_new_with_free_func(g_free);

	prefix.text = after_brackets(names, p, owners);
	if (prefix.text == NULL)
		return prefix;
	prefix.kind = PREFIX_OWNER;
	prefix.certain = TRUE;
	prefix.owners = g_steal_pointer(&owners);
	return prefix;
}

static OwnerPrefix
prefix_of_tokens(const OwnerNames *names, const char *p)
{
	OwnerPrefix prefix = { .kind = PREFIX_NONE };
	const char *start = skip_filler(p);
	const char *name = token_after_word(start, "for");
	Tokens tokens = { .owners = NULL };

	gboolean read = read_tokens(names, name != NULL ? token_skip_blanks(name) : start, &tokens);
	prefix.owners = tokens.owners;
	if (!read) {
		owner_prefix_clear(&prefix);
		return prefix;
	}
	prefix.certain = tokens.least == TOKEN_CERTAIN;
	prefix.text = after_colon(&tokens);
	if (prefix.text != NULL && strchr("(,", *token_skip_marks(tokens.after)) != NULL)
		prefix.remark = tokens.after;
	if (prefix.text == NULL && name == NULL)
		prefix.text = after_dash(&tokens);
	if (prefix.text == NULL && name == NULL && tokens.handles)
		prefix.text = token_skip_marks(tokens.after);
	if (prefix.text != NULL)
		prefix.kind = PREFIX_OWNER;
	else if (name == NULL && (prefix.text = at_verb(&tokens)) != NULL)
		prefix.kind = PREFIX_VERB;
	else
		owner_prefix_clear(&prefix);
	return prefix;
}

/* Passes over `TODO`, `ACTION ITEM`, `AI` at `p`; NULL when none stands there. */
static const char *
after_todo_word(const char *p, gboolean *marker)
{
	static const char *const markers[] = { "ACTION ITEM", "ACTION", "AI" };
	static const char *const labels[] = { "action item:", "action:", "todo:", "to do:", "to-do:" };

	if (strchr("TtAa", *p) == NULL || *p == '\0')
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++) {
		gsize length = strlen(labels[i]);
		if (g_ascii_strncasecmp(p, labels[i], length) == 0) {
			*marker |= i < 2;
			return p + length - 1;
		}
	}
	if (g_str_has_prefix(p, "TODO") && token_after_word(p, "todo") != NULL)
		return p + 4;
	for (gsize i = 0; i < G_N_ELEMENTS(markers); i++) {
		const char *after = g_str_has_prefix(p, markers[i]) ? p + strlen(markers[i]) : NULL;
		if (after != NULL && strchr(":( @*", *after) != NULL && *after != '\0') {
			*marker = TRUE;
			return after;
		}
	}
	return NULL;
}

/* `TODO(rd): x`; the parentheses hold nothing but owners. */
static gboolean
read_todo_owner(const OwnerNames *names, const char *p, OwnerPrefix *prefix)
{
	const char *close = *p == '(' ? strchr(p, ')') : NULL;
	if (close == NULL || token_skip_marks(close + 1)[0] != ':')
		return FALSE;

	g_autofree char *inner = g_strndup(p + 1, (gsize)(close - p - 1));
	g_autoptr(GPtrArray) owners = g_ptr_array_new_with_free_func(g_free);
	Tokens tokens = { .owners = owners };
	if (!read_tokens(names, inner, &tokens) || *token_skip_marks(tokens.after) != '\0') {
		g_ptr_array_set_size(owners, 0);
		g_ptr_array_add(owners, g_strstrip(g_strdup(inner)));
	}
	*prefix = (OwnerPrefix){ .kind = PREFIX_OWNER,
		                 .owners = g_steal_pointer(&owners),
		                 .text = token_skip_marks(token_skip_marks(close + 1) + 1),
		                 .marker = TRUE };
	return TRUE;
}

/* `ACTION: Ana writes the letter`: a participant and what she does. */
static OwnerPrefix
prefix_of_sentence(const OwnerNames *names, const char *p)
{
	OwnerPrefix prefix = { .kind = PREFIX_NONE };
	gsize length = strcspn(p, " ");
	if (p[length] != ' ' || !g_ascii_islower(p[length + 1]))
		return prefix;

	g_autofree char *name = g_strndup(p, length);
	Token token = token_read(names, name);
	if (token.trust != TOKEN_CERTAIN || token.doubtful || token.group || *token.after != '\0')
		return prefix;
	prefix.kind = PREFIX_VERB;
	prefix.certain = TRUE;
	prefix.owners = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(prefix.owners, g_strdup(name));
	prefix.text = p + length + 1;
	return prefix;
}

/* A line that begins with TODO or a relative of it: `p` is behind that word. */
static OwnerPrefix
prefix_after_todo(const OwnerNames *names, const char *p, gboolean marker)
{
	OwnerPrefix prefix = { .kind = PREFIX_NONE };
	const char *q = token_skip_marks(p);

	if (read_todo_owner(names, q, &prefix))
		return prefix;
	gboolean colon = *q == ':' || g_str_has_prefix(q, "- ");
	prefix = prefix_of_tokens(names, token_skip_marks(colon ? q + 1 : q));
	if (prefix.kind == PREFIX_NONE && colon)
		prefix = prefix_of_sentence(names, token_skip_marks(q + 1));
	/* Of a bare TODO there is much talk: it is one where certainly somebody is to do it. */
	prefix.marker = (marker || prefix.certain) && (colon || prefix.kind != PREFIX_NONE);
	if (prefix.kind != PREFIX_NONE || *q != ':')
		return prefix;

	prefix.kind = PREFIX_TODO;
	prefix.owners = g_ptr_array_new_with_free_func(g_free);
	prefix.text = token_skip_marks(q + 1);
	return prefix;
}

OwnerPrefix
owner_prefix_read(const OwnerNames *names, const char *line)
{
	gboolean marker = FALSE;
	const char *p = token_skip_marks(line);
	const char *todo = after_todo_word(p, &marker);

	if (todo != NULL) {
		OwnerPrefix prefix = prefix_after_todo(names, todo, marker);
		/* `**AI @rd:** x`: the marks close what was opened before. */
		gsize marks = p > line && prefix.kind != PREFIX_NONE ? strspn(prefix.text, "*_") : 0;
		if (marks > 0 && prefix.text[marks] == ' ')
			prefix.text = token_skip_blanks(prefix.text + marks);
		if (prefix.kind != PREFIX_NONE)
			return prefix;
	}
	OwnerPrefix prefix = prefix_of_tokens(names, token_skip_blanks(line));
	return prefix.kind == PREFIX_NONE && (*p == '[' || *p == '(') ? prefix_of_brackets(names, p) : prefix;
}

void
owner_prefix_clear(OwnerPrefix *prefix)
{
	g_clear_pointer(&prefix->owners, g_ptr_array_unref);
	prefix->kind = PREFIX_NONE;
}

gboolean
owner_list_read(const OwnerNames *names, const char *text, GPtrArray *owners)
{
	g_autoptr(GPtrArray) read = g_ptr_array_new_with_free_func(g_free);
	Tokens tokens = { .owners = read };

	if (!read_tokens(names, text, &tokens) || tokens.least != TOKEN_CERTAIN)
		return FALSE;
	if (*token_skip_marks(skip_parentheses(tokens.after)) != '\0')
		return FALSE;
	for (guint i = 0; i < read->len; i++)
		g_ptr_array_add(owners, g_strdup(g_ptr_array_index(read, i)));
	return TRUE;
}

void
owner_list_take(const OwnerNames *names, const char *text, GPtrArray *owners)
{
	if (owner_list_read(names, text, owners))
		return;
	g_auto(GStrv) parts = g_strsplit_set(text, ",/&+", -1);
	for (char **part = parts; *part != NULL; part++) {
		g_strstrip(*part);
		if (**part != '\0')
			g_ptr_array_add(owners, g_strdup(*part));
	}
}
