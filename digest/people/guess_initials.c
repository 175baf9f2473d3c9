/* guess_initials.c - whose initials are whose: who was there when they were used. */
#include "person_candidate.h"

#include <string.h>

/*
 * A first name gets initials when at least so many of their meetings list nobody else who fits; so
 * does a name with these initials when somebody else has them, too, and it must have been in that
 * share of the meetings.
 */
enum {
	WEAK_MEETINGS = 2,
	RIVAL_PERCENT = 30,
	CLEARLY = 10
};

/* Less near than that, a first name and initials only happen to meet. */
#define WEAK_NEARNESS 0.1

typedef struct {
	PersonCandidate *candidate;
	gboolean strong; /* its name has these initials; else only the first letter is known */
	guint shared;    /* meetings with the token that list it */
	guint alone;     /* of them those that list no other fit */
} Fit;

/* The token's letters behind those of the first name: "P" of MP, "Sch" of MSch.  Newly allocated.
 */
static char *
rest_of(const NameVariant *token)
{
	const char *text = name_variant_text(token);
	const char *rest =
	    g_utf8_offset_to_pointer(text, g_utf8_strlen(token->token->words[0], -1));
	g_autofree char *head = g_utf8_strup(rest, 1);
	const char *tail = *rest != '\0' ? g_utf8_next_char(rest) : rest;

	return token->token->count > 2 ? g_utf8_strup(rest, -1) : g_strconcat(head, tail, NULL);
}

static gboolean
has_code(const PersonCandidate *candidate, const NameVariant *token)
{
	for (guint i = 0; i < candidate->forms->len; i++) {
		const NameVariant *form = g_ptr_array_index(candidate->forms, i);
		g_autofree char *key = form->code != NULL ? name_fold(form->code) : NULL;
		if (g_strcmp0(key, token->name->key) == 0)
			return TRUE;
	}
	return FALSE;
}

/* The first letters of the first name, in their order: Sj for Sanja. */
static gboolean
begins(const NameVariant *token, const PersonCandidate *candidate)
{
	const char *letter = token->token->words[0];
	const char *word = candidate->name->count == 1 ? candidate->name->words[0] : "";

	if (g_utf8_get_char(letter) != g_utf8_get_char(word))
		return FALSE;
	for (; *letter != '\0' && *word != '\0'; word = g_utf8_next_char(word))
		if (g_utf8_get_char(letter) == g_utf8_get_char(word))
			letter = g_utf8_next_char(letter);
	return *letter == '\0';
}

/* How well the token goes together with a person, from 0 to 1: the shares of the meetings of each
 * that are the other's. */
static double
nearness_of(const NameVariant *token, const PersonCandidate *candidate)
{
	double shared = meetings_shared(token->used, candidate->present);

	return shared * shared /
	       ((double)MAX(token->used->len, 1) * MAX(candidate->present->len, 1));
}

static GArray *
find_candidates(const GuessState *guessing, const NameVariant *token)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(Fit));

	for (guint i = 0; i < guessing->people->len; i++) {
		PersonCandidate *candidate = g_ptr_array_index(guessing->people, i);
		gboolean strong = name_key_abbreviates(token->token, candidate->name) ||
		                  has_code(candidate, token);
		if (!strong && !begins(token, candidate))
			continue;
		if (!strong && nearness_of(token, candidate) < WEAK_NEARNESS)
			continue;
		Fit fit = { candidate, strong, meetings_shared(token->used, candidate->present),
			    0 };
		g_array_append_val(found, fit);
	}
	return found;
}

static void
count_alone(GArray *candidates, const NameVariant *token)
{
	for (guint m = 0; m < token->used->len; m++) {
		Fit *there = NULL;
		guint count = 0;
		for (guint c = 0; c < candidates->len; c++) {
			Fit *fit = &g_array_index(candidates, Fit, c);
			if (!meetings_hold(fit->candidate->present,
			                   g_array_index(token->used, guint, m)))
				continue;
			there = fit;
			count++;
		}
		if (count == 1)
			there->alone++;
	}
}

static int
compare_candidates(gconstpointer a, gconstpointer b)
{
	const Fit *left = a, *right = b;

	if (left->alone != right->alone)
		return left->alone > right->alone ? -1 : 1;
	if (left->strong != right->strong)
		return left->strong ? -1 : 1;
	if (left->shared != right->shared)
		return left->shared > right->shared ? -1 : 1;
	return strcmp(left->candidate->text, right->candidate->text);
}

static gboolean
is_clear(const GArray *candidates, guint used)
{
	const Fit *best = &g_array_index(candidates, Fit, 0);
	guint others = 0, strong = 0;

	for (guint i = 1; i < candidates->len; i++) {
		const Fit *fit = &g_array_index(candidates, Fit, i);
		others += fit->alone;
		strong += fit->strong ? 1 : 0;
	}
	if (!best->strong && best->alone < WEAK_MEETINGS)
		return FALSE;
	if (best->alone == 0)
		return best->strong && strong == 0;
	if (strong > 0 &&
	    (best->alone < WEAK_MEETINGS || best->shared * 100 < used * RIVAL_PERCENT))
		return FALSE;
	return best->alone >= others * CLEARLY;
}

static void
give(const GArray *candidates, NameVariant *token)
{
	const Fit *best = &g_array_index(candidates, Fit, 0);

	g_ptr_array_add(best->candidate->tokens, token);
	if (!best->strong) {
		g_autofree char *rest = rest_of(token);
		person_candidate_rename(best->candidate, rest);
	}
	for (guint i = 1; i < candidates->len && token->actions > 0; i++) {
		const Fit *other = &g_array_index(candidates, Fit, i);
		if (other->strong)
			person_candidate_remark(
			    best->candidate,
			    "%s could be %s, too, who was there in %u of %u meetings with it",
			    name_variant_text(token), other->candidate->text, other->shared,
			    token->used->len);
	}
}

/* Whoever is in doubt with somebody else's initials must have them as well, or they would be that
 * other person's alone. */
static void
doubt(GuessState *guessing, const GArray *candidates, const NameVariant *token)
{
	AmbiguousToken *doubt = ambiguous_token_new(token);
	gboolean strong = FALSE;

	for (guint i = 0; i < candidates->len; i++)
		strong = strong || g_array_index(candidates, Fit, i).strong;
	for (guint i = 0; i < candidates->len; i++) {
		const Fit *fit = &g_array_index(candidates, Fit, i);
		if (strong && !fit->strong && fit->alone > 0) {
			g_autofree char *rest = rest_of(token);
			person_candidate_rename(fit->candidate, rest);
		}
		ambiguous_token_add(doubt, fit->candidate, fit->shared);
	}
	g_ptr_array_add(guessing->doubts, doubt);
}

/* FALSE when it is not clear whose the token is; `last`: then it is a doubt, or a person of whom no
 * more is known. */
static gboolean
take_token(GuessState *guessing, NameVariant *token, gboolean last)
{
	g_autoptr(GArray) candidates = find_candidates(guessing, token);

	count_alone(candidates, token);
	g_array_sort(candidates, compare_candidates);
	if (candidates->len > 0 && is_clear(candidates, token->used->len)) {
		give(candidates, token);
		return TRUE;
	}
	if (last && candidates->len > 0 && token->actions > 0)
		doubt(guessing, candidates, token);
	else if (last && token->actions > 0)
		g_ptr_array_add(guessing->people, person_candidate_new(token));
	return FALSE;
}

static double
best_nearness(const GuessState *guessing, const NameVariant *token)
{
	g_autoptr(GArray) candidates = find_candidates(guessing, token);
	double best = 0;

	for (guint i = 0; i < candidates->len; i++)
		best = MAX(best, nearness_of(token, g_array_index(candidates, Fit, i).candidate));
	return best;
}

typedef struct {
	NameVariant *form;
	double nearness;
} Ranked;

static int
compare_ranks(gconstpointer a, gconstpointer b)
{
	const Ranked *left = a, *right = b;

	if (left->nearness > right->nearness || left->nearness < right->nearness)
		return left->nearness > right->nearness ? -1 : 1;
	return strcmp(left->form->name->key, right->form->name->key);
}

/* Already the name of somebody, as for a participant who is listed by initials only. */
static gboolean
is_taken(const GuessState *guessing, const NameVariant *form)
{
	for (guint i = 0; i < guessing->people->len; i++)
		if (g_ptr_array_find(
		        ((PersonCandidate *)g_ptr_array_index(guessing->people, i))->forms, form,
		        NULL))
			return TRUE;
	return FALSE;
}

void
guess_initials(GuessState *guessing)
{
	g_autoptr(GArray) ranks = g_array_new(FALSE, FALSE, sizeof(Ranked));

	for (guint i = 0; i < guessing->stats->forms->len; i++) {
		NameVariant *form = g_ptr_array_index(guessing->stats->forms, i);
		if (form->used->len == 0 || !name_variant_is_initials(form) ||
		    name_variant_is_group(form) || is_taken(guessing, form))
			continue;
		Ranked ranked = { form, best_nearness(guessing, form) };
		g_array_append_val(ranks, ranked);
	}
	/* the surest first: a first name that has its initials is no fit for others */
	g_array_sort(ranks, compare_ranks);
	for (guint i = 0; i < ranks->len;)
		if (take_token(guessing, g_array_index(ranks, Ranked, i).form, FALSE))
			g_array_remove_index(ranks, i);
		else
			i++;
	for (guint i = 0; i < ranks->len; i++)
		take_token(guessing, g_array_index(ranks, Ranked, i).form, TRUE);
}
