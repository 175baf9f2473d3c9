/* plural.c - the rule by which a language chooses among its plural forms. */
#include "render/plural.h"

#include <string.h>

enum {
	DEPTH_MAX = 32,
	DIGITS_MAX = 9
};

typedef struct {
	const char *at, *end;
	gulong n;
	guint depth;
	gboolean wrong;
} Rule;

/* From the loosest to the tightest; of those that begin alike the longer one first. */
static const struct {
	const char *sign;
	guint level;
} operators[] = {
	{"||",  1},
        { "&&", 2},
        { "==", 3},
        { "!=", 3},
        { "<=", 4},
        { ">=", 4},
        { "<",  4},
	{ ">",  4},
        { "+",  5},
        { "-",  5},
        { "*",  6},
        { "/",  6},
        { "%",  6}
};

static gulong choice(Rule *rule);

static void
skip_space(Rule *rule)
{
	while (rule->at < rule->end && g_ascii_isspace(*rule->at))
		rule->at++;
}

static gboolean
take(Rule *rule, const char *sign)
{
	gsize length = strlen(sign);

	skip_space(rule);
	if ((gsize)(rule->end - rule->at) < length || memcmp(rule->at, sign, length) != 0)
		return FALSE;
	rule->at += length;
	return TRUE;
}

static gulong
number(Rule *rule)
{
	gulong value = 0;
	guint digits = 0;

	for (; rule->at < rule->end && g_ascii_isdigit(*rule->at) && digits < DIGITS_MAX; digits++)
		value = value * 10 + (gulong)(*rule->at++ - '0');
	rule->wrong = rule->wrong || digits == 0;
	return value;
}

static gulong
operand(Rule *rule)
{
	if (rule->wrong || ++rule->depth > DEPTH_MAX) {
		rule->wrong = TRUE;
		return 0;
	}
	gulong value;
	if (take(rule, "!")) {
		value = operand(rule) == 0;
	} else if (take(rule, "(")) {
		value = choice(rule);
		rule->wrong = rule->wrong || !take(rule, ")");
	} else {
		value = take(rule, "n") ? rule->n : number(rule);
	}
	rule->depth--;
	return value;
}

static gulong
apply(const char *sign, gulong a, gulong b)
{
	gboolean equal = sign[1] == '=';

	switch (sign[0]) {
	case '|':
		return a != 0 || b != 0;
	case '&':
		return a != 0 && b != 0;
	case '=':
		return a == b;
	case '!':
		return a != b;
	case '<':
		return equal ? a <= b : a < b;
	case '>':
		return equal ? a >= b : a > b;
	case '+':
		return a + b;
	case '-':
		return a - b;
	case '*':
		return a * b;
	case '/':
		return b == 0 ? 0 : a / b;
	default:
		return b == 0 ? 0 : a % b;
	}
}

/* What operators of `level` and tighter join. */
static gulong
joined(Rule *rule, guint level)
{
	gulong value = operand(rule);

	for (gsize i = 0; i < G_N_ELEMENTS(operators) && !rule->wrong;) {
		if (operators[i].level < level || !take(rule, operators[i].sign)) {
			i++;
			continue;
		}
		value = apply(operators[i].sign, value, joined(rule, operators[i].level + 1));
		i = 0;
	}
	return value;
}

static gulong
choice(Rule *rule)
{
	if (++rule->depth > DEPTH_MAX) {
		rule->wrong = TRUE;
		return 0;
	}
	gulong value = joined(rule, 1);
	if (take(rule, "?")) {
		gulong yes = choice(rule);
		rule->wrong = rule->wrong || !take(rule, ":");
		gulong no = rule->wrong ? 0 : choice(rule);
		value = value != 0 ? yes : no;
	}
	rule->depth--;
	return value;
}

gboolean
plural_form(const char *rule, gsize length, guint n, gulong *form)
{
	Rule read = { .at = rule, .end = rule + length, .n = n };

	*form = choice(&read);
	skip_space(&read);
	return !read.wrong && (read.at == read.end || *read.at == ';');
}
