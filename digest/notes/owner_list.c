/* owner_list.c - owner tokens with joiners between them. */
#include "owner_list.h"

#include "base/scan.h"

/* What follows a joiner (`/`, `+`, `,`, `&`, `and`, `or`, `with`) at `p`, or NULL. */
static const char *
after_joiner(const char *p)
{
	p = scan_skip_emphasis(p);
	if (*p == ',' || *p == '/' || *p == '+' || *p == '&') {
		const char *and =
		    *p == ',' ? scan_after_word(scan_skip_blanks(p + 1), "and") : NULL;
		return scan_skip_emphasis(and != NULL ? and : p + 1);
	}
	static const char *const words[] = { "and", "or", "with" };
	const char *and = NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(words) && and == NULL; i++)
		and = scan_after_word(p, words[i]);
	return and != NULL ? scan_skip_emphasis(and) : NULL;
}

const char *
owner_skip_parentheses(const char *p)
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

gboolean
owner_tokens_read(const OwnerNames *names, const char *p, OwnerTokens *tokens)
{
	const char *next = scan_skip_emphasis(p);
	gboolean doubtful = FALSE;

	tokens->count = 0;
	tokens->marks = next > p && *p != ' ';
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
		next = after_joiner(owner_skip_parentheses(token.after));
	}
	return tokens->count > (doubtful ? 1 : 0);
}

void
owner_tokens_move(OwnerTokens *tokens, const char *copy, const char *original)
{
	for (guint i = 0; i < tokens->count; i++)
		tokens->spans[i].start = original + (tokens->spans[i].start - copy);
	tokens->after = NULL;
}

gboolean
owner_tokens_read_all(const OwnerNames *names, const char *text, OwnerTokens *tokens)
{
	return owner_tokens_read(names, text, tokens) && tokens->least == TOKEN_CERTAIN &&
	       *scan_skip_emphasis(owner_skip_parentheses(tokens->after)) == '\0';
}

void
owner_spans_add(const OwnerSpan *spans, guint count, GPtrArray *owners)
{
	for (guint i = 0; i < count; i++)
		g_ptr_array_add(owners, g_strndup(spans[i].start, spans[i].length));
}

gboolean
owner_list_read(const OwnerNames *names, const char *text, GPtrArray *owners)
{
	OwnerTokens tokens;
	if (!owner_tokens_read_all(names, text, &tokens))
		return FALSE;

	owner_spans_add(tokens.spans, tokens.count, owners);
	return TRUE;
}

void
owner_list_take(const OwnerNames *names, const char *text, GPtrArray *owners)
{
	if (owner_list_read(names, text, owners))
		return;
	/* one more than are kept, so that who keeps them knows and says so */
	g_auto(GStrv) parts = g_strsplit_set(text, ",/&+", 2 * PREFIX_OWNERS_MAX);
	for (char **part = parts; *part != NULL && owners->len <= PREFIX_OWNERS_MAX; part++) {
		g_strstrip(*part);
		if (**part != '\0')
			g_ptr_array_add(owners, g_strdup(*part));
	}
}
