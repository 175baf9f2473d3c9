/* guess_names.c - which names are one person's. */
#include "base/text.h"
#include "guess_steps.h"

#include <string.h>

enum {
	TYPO_LETTERS =
	    6, /* a shorter first name with a letter more or less is another one: Paul, Paula */
	TYPO_MEETINGS =
	    2, /* that list the rarer of two spellings at most; then it may be a mistake */
	NICK_LETTERS = 3, /* of a short form of a first name, Alex */
	NICK_LEFT_OUT = 2 /* letters of the full one, Alexander */
};

/* How closely initials and a first name go together (see guess_initials.c) when the initials say
 * whose name it is. */
#define DENIED_OVERLAP 0.3

/* Says whether a name can be that of a person. */
typedef gboolean (*NameTest)(const NameVariant *variant, const PersonCandidate *candidate);

static gboolean
is_name(const NameVariant *variant)
{
	if (name_variant_is_group(variant) || name_variant_text(variant)[0] == '@')
		return FALSE;
	/* what only speaks, "Background: ...", may be a label */
	if (variant->listed->len == 0 &&
	    (variant->actions == 0 || name_variant_is_initials(variant)))
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

/* Returns the names of several words, or those of one word, the longest first. */
static GPtrArray *
collect_names(const NameStats *stats, gboolean several)
{
	GPtrArray *variants = g_ptr_array_new();

	for (guint i = 0; i < stats->variants->len; i++) {
		NameVariant *variant = g_ptr_array_index(stats->variants, i);
		if (is_name(variant) && (variant->name->count >= 2) == several)
			g_ptr_array_add(variants, variant);
	}
	g_ptr_array_sort(variants, compare_fullness);
	return variants;
}

/* RăzvanD and Răzvan Deaconescu. */
static gboolean
agrees(const NameVariant *variant, const PersonCandidate *candidate)
{
	return name_key_agrees(variant->name, candidate->name);
}

/* Alex is short for Alexander, but Paul is not short for Paula. */
static gboolean
shortens_word(const char *a, const char *b)
{
	glong la = g_utf8_strlen(a, -1), lb = g_utf8_strlen(b, -1);

	return MIN(la, lb) >= NICK_LETTERS && MAX(la, lb) - MIN(la, lb) >= NICK_LEFT_OUT &&
	       (g_str_has_prefix(a, b) || g_str_has_prefix(b, a));
}

/* AlexJ can be Alexander J: the first name begins alike, and the rest agrees. */
static gboolean
shortens(const NameVariant *variant, const PersonCandidate *candidate)
{
	const NameKey *a = variant->name, *b = candidate->name;

	if (a->count < 2 || a->count != b->count || !shortens_word(a->words[0], b->words[0]))
		return FALSE;
	for (guint i = 1; i < a->count; i++)
		if (!g_str_has_prefix(b->words[i], a->words[i]) &&
		    !g_str_has_prefix(a->words[i], b->words[i]))
			return FALSE;
	return TRUE;
}

/* Mira, when a name of the person is Mira Vale. */
static gboolean
is_first_name(const NameVariant *variant, const PersonCandidate *candidate)
{
	for (guint i = 0; i < candidate->names->len; i++) {
		const NameKey *name = ((NameVariant *)g_ptr_array_index(candidate->names, i))->name;
		if (name->count >= 1 && strcmp(variant->name->words[0], name->words[0]) == 0)
			return TRUE;
	}
	return FALSE;
}

static gboolean
has_code(const NameVariant *variant, const NameVariant *other)
{
	g_autofree char *key = variant->code != NULL ? name_fold(variant->code) : NULL;

	return g_strcmp0(key, other->name->key) == 0;
}

/* "Mira (mval)" and mval. */
static gboolean
is_coded(const NameVariant *variant, const PersonCandidate *candidate)
{
	for (guint i = 0; i < candidate->names->len; i++) {
		const NameVariant *other = g_ptr_array_index(candidate->names, i);
		if (has_code(variant, other) || has_code(other, variant))
			return TRUE;
	}
	return FALSE;
}

/* The handle @ana-pop or @ana_pop, and Ana Pop. */
static gboolean
is_handle(const NameVariant *variant, const PersonCandidate *candidate)
{
	g_autofree char *spaced = g_strdelimit(g_strdup(variant->name->key + 1), "-_", ' ');
	g_autofree char *key = name_fold(spaced);

	for (guint i = 0; i < candidate->names->len; i++)
		if (strcmp(key,
		           ((NameVariant *)g_ptr_array_index(candidate->names, i))->name->key) == 0)
			return TRUE;
	return FALSE;
}

/* Teresa, who is listed once, and Tereza: one letter differs, and neither the first nor the last.
 */
static gboolean
is_typo(const NameVariant *variant, const PersonCandidate *candidate)
{
	const NameVariant *first = g_ptr_array_index(candidate->names, 0);
	const char *a = variant->name->key, *b = first->name->key;
	gsize la = strlen(a), lb = strlen(b), head = 0, tail = 0;

	if (first->name->count != 1 || MIN(la, lb) < TYPO_LETTERS ||
	    MAX(la, lb) - MIN(la, lb) > 1 || a[0] != b[0] ||
	    MIN(variant->listed->len, first->listed->len) > TYPO_MEETINGS)
		return FALSE;
	while (head < MIN(la, lb) && a[head] == b[head])
		head++;
	while (tail < MIN(la, lb) - head && a[la - 1 - tail] == b[lb - 1 - tail])
		tail++;
	/* another letter at the end makes another name: Teodor, Teodora */
	return tail > 0 && MAX(la, lb) - head - tail <= 1;
}

/* Returns the people (PersonCandidate *) whom the name can mean.  Two names in the list of one
 * meeting are two people. */
static GPtrArray *
find_same(const GuessState *state, const NameVariant *variant, NameTest same)
{
	GPtrArray *found = g_ptr_array_new();

	for (guint i = 0; i < state->people->len; i++) {
		PersonCandidate *candidate = g_ptr_array_index(state->people, i);
		if (same(variant, candidate) &&
		    meetings_shared(variant->listed, candidate->present) == 0)
			g_ptr_array_add(found, candidate);
	}
	return found;
}

static void
add_ambiguous(GuessState *state, const NameVariant *variant, const GPtrArray *candidates)
{
	AmbiguousToken *token = ambiguous_token_new(variant);

	for (guint i = 0; i < candidates->len; i++)
		ambiguous_token_add(token, g_ptr_array_index(candidates, i), 0);
	g_ptr_array_add(state->ambiguous, token);
}

/* Gives the name to the only person whom it can mean; notes it as ambiguous when there are more.
 * Returns FALSE when there is nobody. */
static gboolean
join(GuessState *state, NameVariant *variant, NameTest same)
{
	g_autoptr(GPtrArray) found = find_same(state, variant, same);

	if (found->len > 1)
		add_ambiguous(state, variant, found);
	else if (found->len == 1)
		person_candidate_add_name(g_ptr_array_index(found, 0), variant);
	return found->len > 0;
}

void
guess_names(GuessState *state)
{
	g_autoptr(GPtrArray) variants = collect_names(state->stats, TRUE);

	for (guint i = 0; i < variants->len; i++) {
		NameVariant *variant = g_ptr_array_index(variants, i);
		if (!join(state, variant, agrees) && !join(state, variant, shortens))
			g_ptr_array_add(state->people, person_candidate_new(variant));
	}
}

/*
 * TRUE when initials say that a first name is not this person's.  In the meetings that list a
 * Dragoș, DA speaks and owns items, so he is not the Dragoș Petre whom other meetings list, but a
 * Dragoș A.
 */
static gboolean
is_denied(const GuessState *state, const NameVariant *variant, const PersonCandidate *candidate)
{
	const NameVariant *best = NULL;
	double overlap = 0;

	for (guint i = 0; i < state->stats->variants->len; i++) {
		const NameVariant *token = g_ptr_array_index(state->stats->variants, i);
		if (!name_variant_is_initials(token) || token->used->len == 0 ||
		    g_utf8_get_char(token->token->key) != g_utf8_get_char(variant->name->key))
			continue;
		double shared = meetings_shared(token->used, variant->listed);
		double near =
		    shared * shared / ((double)token->used->len * MAX(variant->listed->len, 1));
		if (near > overlap) {
			overlap = near;
			best = token;
		}
	}
	if (best == NULL || overlap < DENIED_OVERLAP ||
	    name_key_abbreviates(best->token, candidate->name))
		return FALSE;
	for (guint i = 0; i < state->people->len; i++)
		if (name_key_abbreviates(
		        best->token,
		        ((PersonCandidate *)g_ptr_array_index(state->people, i))->name))
			return FALSE;
	return TRUE;
}

static void
add_first_name(GuessState *state, NameVariant *variant)
{
	g_autoptr(GPtrArray) found = find_same(state, variant, is_first_name);

	if (found->len > 1)
		add_ambiguous(state, variant, found);
	else if (found->len == 1 && !is_denied(state, variant, g_ptr_array_index(found, 0)))
		person_candidate_add_name(g_ptr_array_index(found, 0), variant);
	else if (!join(state, variant, is_coded))
		g_ptr_array_add(state->people, person_candidate_new(variant));
}

static gboolean
add_typo(GuessState *state, NameVariant *variant)
{
	g_autoptr(GPtrArray) found = find_same(state, variant, is_typo);
	if (found->len != 1)
		return FALSE;

	PersonCandidate *candidate = g_ptr_array_index(found, 0);
	person_candidate_remark(candidate, "%s and %s are taken for one",
	                        name_variant_text(g_ptr_array_index(candidate->names, 0)),
	                        name_variant_text(variant));
	person_candidate_add_name(candidate, variant);
	return TRUE;
}

static void
add_handles(GuessState *state)
{
	for (guint i = 0; i < state->stats->variants->len; i++) {
		NameVariant *variant = g_ptr_array_index(state->stats->variants, i);
		/* `@ALL` is a group. */
		if (name_variant_text(variant)[0] == '@' && !name_variant_is_group(variant) &&
		    variant->actions + variant->listed->len > 0 && !join(state, variant, is_handle))
			g_ptr_array_add(state->people, person_candidate_new(variant));
	}
}

void
guess_first_names(GuessState *state)
{
	g_autoptr(GPtrArray) variants = collect_names(state->stats, FALSE);

	/* the frequent ones first: a rare one may be a misspelling of them */
	for (guint i = 0; i < state->stats->variants->len; i++) {
		NameVariant *variant = g_ptr_array_index(state->stats->variants, i);
		/* One file's `participants: NL, BA` are initials of people, not people of their
		 * own: see guess_initials(). */
		if (name_variant_is_initials(variant))
			continue;
		if (g_ptr_array_find(variants, variant, NULL) && variant->name->count == 1 &&
		    !add_typo(state, variant))
			add_first_name(state, variant);
	}
	add_handles(state);
}
