/* guess_initials.c - whose the initials are: of somebody who was there when they were used. */
#include "guess_steps.h"

#include <string.h>

enum {
	/* A person of whom only the first name is known gets initials when at least so many
	 * meetings with the token list nobody else whom it fits. */
	WEAK_MEETINGS = 2,
	/* Where two people have the initials, the one who gets them was in that share of the
	 * meetings with the token. */
	RIVAL_PERCENT = 30,
	/* The one who gets them alone explains so many times more meetings than the others
	 * together. */
	CLEARLY = 10
};

/* A first name and initials whose overlap is less than this meet by chance. */
#define WEAK_OVERLAP 0.1

/* Somebody whose initials the token can be. */
typedef struct {
	PersonCandidate *candidate;
	gboolean strong; /* the name has these initials; otherwise only the first letter is known */
	guint shared;    /* meetings with the token that list it */
	guint alone;     /* of them those that list nobody else whom the token fits */
} Fit;

/* Returns the token's letters after those of the first name: "P" of MP, "Sch" of MSch.  Newly
 * allocated. */
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

/* "Sairaj K (SK)" says that SK is his. */
static gboolean
has_code(const PersonCandidate *candidate, const NameVariant *token)
{
	for (guint i = 0; i < candidate->names->len; i++) {
		const NameVariant *variant = g_ptr_array_index(candidate->names, i);
		g_autofree char *key = variant->code != NULL ? name_fold(variant->code) : NULL;
		if (g_strcmp0(key, token->name->key) == 0)
			return TRUE;
	}
	return FALSE;
}

/* TRUE when the token begins with letters of the first name in their order, and no more than that
 * name is known: Sj for Sanja. */
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

/* Returns from 0 to 1 how closely a token and a person go together: the share of the token's
 * meetings that list the person, times the share of the person's meetings that have the token. */
static double
overlap_of(const NameVariant *token, const PersonCandidate *candidate)
{
	double shared = meetings_shared(token->used, candidate->present);

	return shared * shared /
	       ((double)MAX(token->used->len, 1) * MAX(candidate->present->len, 1));
}

static GArray *
find_fits(const GuessState *state, const NameVariant *token)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(Fit));

	for (guint i = 0; i < state->people->len; i++) {
		PersonCandidate *candidate = g_ptr_array_index(state->people, i);
		gboolean strong = name_key_abbreviates(token->token, candidate->name) ||
		                  has_code(candidate, token);
		if (!strong && !begins(token, candidate))
			continue;
		if (!strong && overlap_of(token, candidate) < WEAK_OVERLAP)
			continue;
		Fit fit = { candidate, strong, meetings_shared(token->used, candidate->present),
			    0 };
		g_array_append_val(found, fit);
	}
	return found;
}

/* Counts Fit.alone: of a meeting that lists only one of those whom the token fits, the token is
 * that person's. */
static void
count_alone(GArray *fits, const NameVariant *token)
{
	for (guint m = 0; m < token->used->len; m++) {
		Fit *there = NULL;
		guint count = 0;
		for (guint c = 0; c < fits->len; c++) {
			Fit *fit = &g_array_index(fits, Fit, c);
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
compare_fits(gconstpointer a, gconstpointer b)
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

/* TRUE when the first fit is the owner of the token beyond doubt; `used` is how many meetings have
 * the token. */
static gboolean
is_clear(const GArray *fits, guint used)
{
	const Fit *best = &g_array_index(fits, Fit, 0);
	guint others = 0, strong = 0;

	for (guint i = 1; i < fits->len; i++) {
		const Fit *fit = &g_array_index(fits, Fit, i);
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

/* Gives the token to the first fit. */
static void
give(const GArray *fits, NameVariant *token)
{
	const Fit *best = &g_array_index(fits, Fit, 0);

	g_ptr_array_add(best->candidate->tokens, token);
	if (!best->strong) {
		g_autofree char *rest = rest_of(token);
		person_candidate_rename(best->candidate, rest);
	}
	for (guint i = 1; i < fits->len && token->actions > 0; i++) {
		const Fit *other = &g_array_index(fits, Fit, i);
		if (other->strong)
			person_candidate_remark(
			    best->candidate,
			    "%s could be %s, too, who was there in %u of %u meetings with it",
			    name_variant_text(token), other->candidate->text, other->shared,
			    token->used->len);
	}
}

/*
 * Notes the token as ambiguous.  When MP is the initials of Mihai Pop, and of half the meetings
 * with it only a Michalis explains them, then he is a Michalis P: otherwise MP would be Mihai Pop's
 * alone.
 */
static void
add_ambiguous(GuessState *state, const GArray *fits, const NameVariant *token)
{
	AmbiguousToken *ambiguous = ambiguous_token_new(token);
	gboolean strong = FALSE;

	for (guint i = 0; i < fits->len; i++)
		strong = strong || g_array_index(fits, Fit, i).strong;
	for (guint i = 0; i < fits->len; i++) {
		const Fit *fit = &g_array_index(fits, Fit, i);
		if (strong && !fit->strong && fit->alone > 0) {
			g_autofree char *rest = rest_of(token);
			person_candidate_rename(fit->candidate, rest);
		}
		ambiguous_token_add(ambiguous, fit->candidate, fit->shared);
	}
	g_ptr_array_add(state->ambiguous, ambiguous);
}

/* TRUE for three capitals or more that own one thing and are listed nowhere: `NYC to find a room`
 * is no person's. */
static gboolean
is_acronym(const NameVariant *token)
{
	const char *text = name_variant_text(token);
	gsize capitals = 0;

	while (g_ascii_isupper(text[capitals]))
		capitals++;
	return capitals > 2 && text[capitals] == '\0' && token->actions == 1 &&
	       token->listed->len == 0;
}

static void
add_acronym(GuessState *state, const NameVariant *token)
{
	AmbiguousToken *ambiguous = ambiguous_token_new(token);

	g_ptr_array_add(ambiguous->candidates, g_strdup("nobody, but an acronym"));
	g_ptr_array_add(state->ambiguous, ambiguous);
}

/* Gives the token to somebody; returns FALSE when it is not clear to whom.  With `last` it then
 * becomes ambiguous, or a person of whom no more is known. */
static gboolean
assign_token(GuessState *state, NameVariant *token, gboolean last)
{
	g_autoptr(GArray) fits = find_fits(state, token);

	count_alone(fits, token);
	g_array_sort(fits, compare_fits);
	if (fits->len > 0 && is_clear(fits, token->used->len)) {
		give(fits, token);
		return TRUE;
	}
	if (last && fits->len > 0 && token->actions > 0)
		add_ambiguous(state, fits, token);
	else if (last && fits->len == 0 && is_acronym(token))
		add_acronym(state, token);
	else if (last && (token->actions > 0 || (fits->len == 0 && token->listed->len > 0)))
		g_ptr_array_add(state->people, person_candidate_new(token));
	return FALSE;
}

static double
best_overlap(const GuessState *state, const NameVariant *token)
{
	g_autoptr(GArray) fits = find_fits(state, token);
	double best = 0;

	for (guint i = 0; i < fits->len; i++)
		best = MAX(best, overlap_of(token, g_array_index(fits, Fit, i).candidate));
	return best;
}

typedef struct {
	NameVariant *variant;
	double overlap;
} Ranked;

static int
compare_ranks(gconstpointer a, gconstpointer b)
{
	const Ranked *left = a, *right = b;

	if (left->overlap > right->overlap || left->overlap < right->overlap)
		return left->overlap > right->overlap ? -1 : 1;
	return strcmp(left->variant->name->key, right->variant->name->key);
}

/* TRUE when these initials are the name of a person already: a participant who is listed as RD. */
static gboolean
is_taken(const GuessState *state, const NameVariant *variant)
{
	for (guint i = 0; i < state->people->len; i++)
		if (g_ptr_array_find(
		        ((PersonCandidate *)g_ptr_array_index(state->people, i))->names, variant,
		        NULL))
			return TRUE;
	return FALSE;
}

void
guess_initials(GuessState *state)
{
	g_autoptr(GArray) ranks = g_array_new(FALSE, FALSE, sizeof(Ranked));

	for (guint i = 0; i < state->stats->variants->len; i++) {
		NameVariant *variant = g_ptr_array_index(state->stats->variants, i);
		if (variant->used->len + variant->listed->len == 0 ||
		    !name_variant_is_initials(variant) || name_variant_is_group(variant) ||
		    is_taken(state, variant))
			continue;
		Ranked ranked = { variant, best_overlap(state, variant) };
		g_array_append_val(ranks, ranked);
	}
	/* the closest first: a first name that has got its initials does not fit others any more */
	g_array_sort(ranks, compare_ranks);
	for (guint i = 0; i < ranks->len;)
		if (assign_token(state, g_array_index(ranks, Ranked, i).variant, FALSE))
			g_array_remove_index(ranks, i);
		else
			i++;
	for (guint i = 0; i < ranks->len; i++)
		assign_token(state, g_array_index(ranks, Ranked, i).variant, TRUE);
}
