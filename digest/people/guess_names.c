/* guess_names.c - which names are one person's. */
#include "base/text.h"
#include "somebody.h"

#include <string.h>

/* A first name is only corrected when it is long enough not to become another one: Marc is not
 * Marco. */
enum {
	TYPO_LETTERS = 6,
	TYPO_RARE = 2,
	NICK_LETTERS = 3,
	NICK_LEFT_OUT = 2
};

typedef gboolean (*Same)(const Form *form, const Somebody *somebody);

static gboolean
is_name(const Form *form)
{
	if (form_is_group(form) || form_text(form)[0] == '@')
		return FALSE;
	/* what is only spoken by may be anything: a place, a label */
	if (form->listed->len == 0 && (form->actions == 0 || form_is_initials(form)))
		return FALSE;
	return TRUE;
}

static int
compare_fullness(gconstpointer a, gconstpointer b)
{
	const Form *left = *(Form *const *)a, *right = *(Form *const *)b;
	gsize left_length = strlen(left->name->key), right_length = strlen(right->name->key);

	if (left_length != right_length)
		return left_length > right_length ? -1 : 1;
	return strcmp(left->name->key, right->name->key);
}

/* The names of several words, or of one; the fullest first. */
static GPtrArray *
collect(const Evidence *evidence, gboolean several)
{
	GPtrArray *forms = g_ptr_array_new();

	for (guint i = 0; i < evidence->forms->len; i++) {
		Form *form = g_ptr_array_index(evidence->forms, i);
		if (is_name(form) && (form->name->count >= 2) == several)
			g_ptr_array_add(forms, form);
	}
	g_ptr_array_sort(forms, compare_fullness);
	return forms;
}

static gboolean
agrees(const Form *form, const Somebody *somebody)
{
	return spelling_agrees(form->name, somebody->name);
}

/* One letter more makes another name: Paul, Paula. */
static gboolean
shortens_word(const char *a, const char *b)
{
	glong la = g_utf8_strlen(a, -1), lb = g_utf8_strlen(b, -1);

	return MIN(la, lb) >= NICK_LETTERS && MAX(la, lb) - MIN(la, lb) >= NICK_LEFT_OUT &&
	       (g_str_has_prefix(a, b) || g_str_has_prefix(b, a));
}

/* AlexJ can be Alexander J: the first name begins alike, and the rest agrees. */
static gboolean
shortens(const Form *form, const Somebody *somebody)
{
	const Spelling *a = form->name, *b = somebody->name;

	if (a->count < 2 || a->count != b->count || !shortens_word(a->words[0], b->words[0]))
		return FALSE;
	for (guint i = 1; i < a->count; i++)
		if (!g_str_has_prefix(b->words[i], a->words[i]) &&
		    !g_str_has_prefix(a->words[i], b->words[i]))
			return FALSE;
	return TRUE;
}

static gboolean
is_first_name(const Form *form, const Somebody *somebody)
{
	for (guint i = 0; i < somebody->forms->len; i++) {
		const Spelling *name = ((Form *)g_ptr_array_index(somebody->forms, i))->name;
		if (name->count >= 1 && strcmp(form->name->words[0], name->words[0]) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_code(const Form *form, const Form *other)
{
	g_autofree char *key = form->code != NULL ? spelling_key(form->code) : NULL;

	return g_strcmp0(key, other->name->key) == 0;
}

/* "Marin (adminy)" and adminy. */
static gboolean
is_coded(const Form *form, const Somebody *somebody)
{
	for (guint i = 0; i < somebody->forms->len; i++) {
		const Form *other = g_ptr_array_index(somebody->forms, i);
		if (has_code(form, other) || has_code(other, form))
			return TRUE;
	}
	return FALSE;
}

/* @ana-pop and @ana_pop are Ana Pop. */
static gboolean
is_handle(const Form *form, const Somebody *somebody)
{
	g_autofree char *spaced = g_strdelimit(g_strdup(form->name->key + 1), "-_", ' ');
	g_autofree char *key = spelling_key(spaced);

	for (guint i = 0; i < somebody->forms->len; i++)
		if (strcmp(key, ((Form *)g_ptr_array_index(somebody->forms, i))->name->key) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
is_typo(const Form *form, const Somebody *somebody)
{
	const Form *first = g_ptr_array_index(somebody->forms, 0);
	const char *a = form->name->key, *b = first->name->key;
	gsize la = strlen(a), lb = strlen(b), head = 0, tail = 0;

	if (first->name->count != 1 || MIN(la, lb) < TYPO_LETTERS ||
	    MAX(la, lb) - MIN(la, lb) > 1 || a[0] != b[0] ||
	    MIN(form->listed->len, first->listed->len) > TYPO_RARE)
		return FALSE;
	while (head < MIN(la, lb) && a[head] == b[head])
		head++;
	while (tail < MIN(la, lb) - head && a[la - 1 - tail] == b[lb - 1 - tail])
		tail++;
	/* a letter at the end makes another name: Teodor, Teodora */
	return tail > 0 && MAX(la, lb) - head - tail <= 1;
}

/* Those who can be meant: people who stand beside the name in one meeting's list are others. */
static GPtrArray *
find_same(const Guessing *guessing, const Form *form, Same same)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < guessing->people->len; i++) {
		Somebody *somebody = g_ptr_array_index(guessing->people, i);
		if (same(form, somebody) && meetings_shared(form->listed, somebody->present) == 0)
			g_ptr_array_add(found, somebody);
	}
	return found;
}

static void
add_doubt(Guessing *guessing, const Form *form, const GPtrArray *candidates)
{
	Doubt *doubt = doubt_new(form);

	for (guint i = 0; i < candidates->len; i++)
		doubt_add(doubt, g_ptr_array_index(candidates, i), 0);
	g_ptr_array_add(guessing->doubts, doubt);
}

/* FALSE when nobody can be meant. */
static gboolean
join(Guessing *guessing, Form *form, Same same)
{
	g_autoptr(GPtrArray) found = find_same(guessing, form, same);

	if (found->len > 1)
		add_doubt(guessing, form, found);
	else if (found->len == 1)
		somebody_add_form(g_ptr_array_index(found, 0), form);
	return found->len > 0;
}

void
guess_names(Guessing *guessing)
{
	g_autoptr(GPtrArray) forms = collect(guessing->evidence, TRUE);

	for (guint i = 0; i < forms->len; i++) {
		Form *form = g_ptr_array_index(forms, i);
		if (!join(guessing, form, agrees) && !join(guessing, form, shortens))
			g_ptr_array_add(guessing->people, somebody_new(form));
	}
}

/*
 * The initials that are used most in the meetings of a first name say whether it is that person's:
 * a Dragoș in whose meetings DA speaks is not Dragoș Petre.
 */
static gboolean
is_denied(const Guessing *guessing, const Form *form, const Somebody *somebody)
{
	const Form *best = NULL;
	double nearness = 0;

	for (guint i = 0; i < guessing->evidence->forms->len; i++) {
		const Form *token = g_ptr_array_index(guessing->evidence->forms, i);
		if (!form_is_initials(token) || token->used->len == 0 ||
		    g_utf8_get_char(token->token->key) != g_utf8_get_char(form->name->key))
			continue;
		double shared = meetings_shared(token->used, form->listed);
		double near =
		    shared * shared / ((double)token->used->len * MAX(form->listed->len, 1));
		if (near > nearness) {
			nearness = near;
			best = token;
		}
	}
	if (best == NULL || nearness < 0.3 || spelling_abbreviates(best->token, somebody->name))
		return FALSE;
	for (guint i = 0; i < guessing->people->len; i++)
		if (spelling_abbreviates(
		        best->token, ((Somebody *)g_ptr_array_index(guessing->people, i))->name))
			return FALSE;
	return TRUE;
}

static void
take_first_name(Guessing *guessing, Form *form)
{
	g_autoptr(GPtrArray) found = find_same(guessing, form, is_first_name);

	if (found->len > 1)
		add_doubt(guessing, form, found);
	else if (found->len == 1 && !is_denied(guessing, form, g_ptr_array_index(found, 0)))
		somebody_add_form(g_ptr_array_index(found, 0), form);
	else if (!join(guessing, form, is_coded))
		g_ptr_array_add(guessing->people, somebody_new(form));
}

static gboolean
take_typo(Guessing *guessing, Form *form)
{
	g_autoptr(GPtrArray) found = find_same(guessing, form, is_typo);
	if (found->len != 1)
		return FALSE;

	Somebody *somebody = g_ptr_array_index(found, 0);
	somebody_remark(somebody, "%s and %s are taken for one",
	                form_text(g_ptr_array_index(somebody->forms, 0)), form_text(form));
	somebody_add_form(somebody, form);
	return TRUE;
}

static void
take_handles(Guessing *guessing)
{
	for (guint i = 0; i < guessing->evidence->forms->len; i++) {
		Form *form = g_ptr_array_index(guessing->evidence->forms, i);
		if (form_text(form)[0] == '@' && form->actions + form->listed->len > 0 &&
		    !join(guessing, form, is_handle))
			g_ptr_array_add(guessing->people, somebody_new(form));
	}
}

void
guess_first_names(Guessing *guessing)
{
	g_autoptr(GPtrArray) forms = collect(guessing->evidence, FALSE);

	/* the frequent ones first: a rare one may be a misspelling of them */
	for (guint i = 0; i < guessing->evidence->forms->len; i++) {
		Form *form = g_ptr_array_index(guessing->evidence->forms, i);
		if (g_ptr_array_find(forms, form, NULL) && form->name->count == 1 &&
		    !take_typo(guessing, form))
			take_first_name(guessing, form);
	}
	take_handles(guessing);
}
