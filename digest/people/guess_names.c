/* guess_names.c - which names are one person's. */
#include "base/text.h"
#include "person_candidate.h"

#include <string.h>

/* A first name is only corrected when it is long enough not to become another one: Marc is not
 * Marco. */
enum {
	TYPO_LETTERS = 6,
	TYPO_RARE = 2,
	NICK_LETTERS = 3,
	NICK_LEFT_OUT = 2
};

typedef gboolean (*Same)(const NameVariant *form, const PersonCandidate *candidate);

static gboolean
is_name(const NameVariant *form)
{
	if (name_variant_is_group(form) || name_variant_text(form)[0] == '@')
		return FALSE;
	/* what is only spoken by may be anything: a place, a label */
	if (form->listed->len == 0 && (form->actions == 0 || name_variant_is_initials(form)))
		return FALSE;
	return TRUE;
}

static int
compare_fullness(gconstpointer a, gconstpointer b)
{
	const NameVariant *left = *(NameVariant *const *)a, *right = *(NameVariant *const *)b;
	gsize left_length = strlen(left->name->key), right_length = strlen(right->name->key);

	if (left_length != right_length)
		return left_length > right_length ? -1 : 1;
	return strcmp(left->name->key, right->name->key);
}

/* The names of several words, or of one; the fullest first. */
static GPtrArray *
collect(const NameStats *stats, gboolean several)
{
	GPtrArray *forms = g_ptr_array_new();

	for (guint i = 0; i < stats->forms->len; i++) {
		NameVariant *form = g_ptr_array_index(stats->forms, i);
		if (is_name(form) && (form->name->count >= 2) == several)
			g_ptr_array_add(forms, form);
	}
	g_ptr_array_sort(forms, compare_fullness);
	return forms;
}

static gboolean
agrees(const NameVariant *form, const PersonCandidate *candidate)
{
	return name_key_agrees(form->name, candidate->name);
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
shortens(const NameVariant *form, const PersonCandidate *candidate)
{
	const NameKey *a = form->name, *b = candidate->name;

	if (a->count < 2 || a->count != b->count || !shortens_word(a->words[0], b->words[0]))
		return FALSE;
	for (guint i = 1; i < a->count; i++)
		if (!g_str_has_prefix(b->words[i], a->words[i]) &&
		    !g_str_has_prefix(a->words[i], b->words[i]))
			return FALSE;
	return TRUE;
}

static gboolean
is_first_name(const NameVariant *form, const PersonCandidate *candidate)
{
	for (guint i = 0; i < candidate->forms->len; i++) {
		const NameKey *name = ((NameVariant *)g_ptr_array_index(candidate->forms, i))->name;
		if (name->count >= 1 && strcmp(form->name->words[0], name->words[0]) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_code(const NameVariant *form, const NameVariant *other)
{
	g_autofree char *key = form->code != NULL ? name_fold(form->code) : NULL;

	return g_strcmp0(key, other->name->key) == 0;
}

/* "Marin (adminy)" and adminy. */
static gboolean
is_coded(const NameVariant *form, const PersonCandidate *candidate)
{
	for (guint i = 0; i < candidate->forms->len; i++) {
		const NameVariant *other = g_ptr_array_index(candidate->forms, i);
		if (has_code(form, other) || has_code(other, form))
			return TRUE;
	}
	return FALSE;
}

/* @ana-pop and @ana_pop are Ana Pop. */
static gboolean
is_handle(const NameVariant *form, const PersonCandidate *candidate)
{
	g_autofree char *spaced = g_strdelimit(g_strdup(form->name->key + 1), "-_", ' ');
	g_autofree char *key = name_fold(spaced);

	for (guint i = 0; i < candidate->forms->len; i++)
		if (strcmp(key,
		           ((NameVariant *)g_ptr_array_index(candidate->forms, i))->name->key) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
is_typo(const NameVariant *form, const PersonCandidate *candidate)
{
	const NameVariant *first = g_ptr_array_index(candidate->forms, 0);
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
find_same(const GuessState *guessing, const NameVariant *form, Same same)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < guessing->people->len; i++) {
		PersonCandidate *candidate = g_ptr_array_index(guessing->people, i);
		if (same(form, candidate) && meetings_shared(form->listed, candidate->present) == 0)
			g_ptr_array_add(found, candidate);
	}
	return found;
}

static void
add_doubt(GuessState *guessing, const NameVariant *form, const GPtrArray *candidates)
{
	AmbiguousToken *doubt = ambiguous_token_new(form);

	for (guint i = 0; i < candidates->len; i++)
		ambiguous_token_add(doubt, g_ptr_array_index(candidates, i), 0);
	g_ptr_array_add(guessing->doubts, doubt);
}

/* FALSE when nobody can be meant. */
static gboolean
join(GuessState *guessing, NameVariant *form, Same same)
{
	g_autoptr(GPtrArray) found = find_same(guessing, form, same);

	if (found->len > 1)
		add_doubt(guessing, form, found);
	else if (found->len == 1)
		person_candidate_add_form(g_ptr_array_index(found, 0), form);
	return found->len > 0;
}

void
guess_names(GuessState *guessing)
{
	g_autoptr(GPtrArray) forms = collect(guessing->stats, TRUE);

	for (guint i = 0; i < forms->len; i++) {
		NameVariant *form = g_ptr_array_index(forms, i);
		if (!join(guessing, form, agrees) && !join(guessing, form, shortens))
			g_ptr_array_add(guessing->people, person_candidate_new(form));
	}
}

/*
 * The initials that are used most in the meetings of a first name say whether it is that person's:
 * a Dragoș in whose meetings DA speaks is not Dragoș Petre.
 */
static gboolean
is_denied(const GuessState *guessing, const NameVariant *form, const PersonCandidate *candidate)
{
	const NameVariant *best = NULL;
	double nearness = 0;

	for (guint i = 0; i < guessing->stats->forms->len; i++) {
		const NameVariant *token = g_ptr_array_index(guessing->stats->forms, i);
		if (!name_variant_is_initials(token) || token->used->len == 0 ||
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
	if (best == NULL || nearness < 0.3 || name_key_abbreviates(best->token, candidate->name))
		return FALSE;
	for (guint i = 0; i < guessing->people->len; i++)
		if (name_key_abbreviates(
		        best->token,
		        ((PersonCandidate *)g_ptr_array_index(guessing->people, i))->name))
			return FALSE;
	return TRUE;
}

static void
take_first_name(GuessState *guessing, NameVariant *form)
{
	g_autoptr(GPtrArray) found = find_same(guessing, form, is_first_name);

	if (found->len > 1)
		add_doubt(guessing, form, found);
	else if (found->len == 1 && !is_denied(guessing, form, g_ptr_array_index(found, 0)))
		person_candidate_add_form(g_ptr_array_index(found, 0), form);
	else if (!join(guessing, form, is_coded))
		g_ptr_array_add(guessing->people, person_candidate_new(form));
}

static gboolean
take_typo(GuessState *guessing, NameVariant *form)
{
	g_autoptr(GPtrArray) found = find_same(guessing, form, is_typo);
	if (found->len != 1)
		return FALSE;

	PersonCandidate *candidate = g_ptr_array_index(found, 0);
	person_candidate_remark(candidate, "%s and %s are taken for one",
	                        name_variant_text(g_ptr_array_index(candidate->forms, 0)),
	                        name_variant_text(form));
	person_candidate_add_form(candidate, form);
	return TRUE;
}

static void
take_handles(GuessState *guessing)
{
	for (guint i = 0; i < guessing->stats->forms->len; i++) {
		NameVariant *form = g_ptr_array_index(guessing->stats->forms, i);
		if (name_variant_text(form)[0] == '@' && form->actions + form->listed->len > 0 &&
		    !join(guessing, form, is_handle))
			g_ptr_array_add(guessing->people, person_candidate_new(form));
	}
}

void
guess_first_names(GuessState *guessing)
{
	g_autoptr(GPtrArray) forms = collect(guessing->stats, FALSE);

	/* the frequent ones first: a rare one may be a misspelling of them */
	for (guint i = 0; i < guessing->stats->forms->len; i++) {
		NameVariant *form = g_ptr_array_index(guessing->stats->forms, i);
		if (g_ptr_array_find(forms, form, NULL) && form->name->count == 1 &&
		    !take_typo(guessing, form))
			take_first_name(guessing, form);
	}
	take_handles(guessing);
}
