/* guess.c - from people in the making to a roster to propose. */
#include "people/guess.h"

#include "people/words.h"
#include "person_candidate.h"

#include <string.h>

static void
guessed_person_free(gpointer data)
{
	GuessedPerson *person = data;

	g_free(person->id);
	g_free(person->name);
	g_ptr_array_unref(person->aliases);
	g_ptr_array_unref(person->remarks);
	g_free(person);
}

static void
add_aliases(GuessedPerson *person, const GPtrArray *forms)
{
	for (guint i = 0; i < forms->len; i++) {
		const NameVariant *form = g_ptr_array_index(forms, i);
		for (guint w = 0; w < form->writings->len; w++) {
			const VariantCount *writing = g_ptr_array_index(form->writings, w);
			if (writing->count > 0 || w == 0)
				variant_counts_count(person->aliases, writing->text,
				                     writing->count);
		}
		person->actions += form->actions;
	}
}

/* What was given in parentheses, unless it is initials, which say no more than the name, or means
 * somebody else. */
static void
add_codes(GuessedPerson *person, const PersonCandidate *candidate, const NameStats *stats,
          GHashTable *taken)
{
	for (guint i = 0; i < candidate->forms->len; i++) {
		const NameVariant *form = g_ptr_array_index(candidate->forms, i);
		if (form->code == NULL)
			continue;
		g_autofree char *key = name_fold(form->code);
		g_autoptr(NameKey) token = name_key_of_token(form->code);
		if (*key == '\0' || name_stats_variant(stats, key) != NULL ||
		    g_hash_table_contains(taken, key) ||
		    name_key_abbreviates(token, candidate->name))
			continue;
		variant_counts_count(person->aliases, form->code, 0);
		g_hash_table_add(taken, g_steal_pointer(&key));
	}
}

static GuessedPerson *
guessed_person_new(const PersonCandidate *candidate)
{
	GuessedPerson *person = g_new0(GuessedPerson, 1);

	person->name = g_strdup(candidate->text);
	person->aliases = variant_counts_new();
	person->remarks = g_ptr_array_new_with_free_func(g_free);
	person->meetings = candidate->present->len;
	add_aliases(person, candidate->tokens);
	add_aliases(person, candidate->forms);
	for (guint i = 0; i < candidate->remarks->len; i++)
		g_ptr_array_add(person->remarks,
		                g_strdup(g_ptr_array_index(candidate->remarks, i)));
	return person;
}

/* TRUE when the person may be called so: nobody else is, and no doubtful word. */
static gboolean
is_free(const NameStats *stats, GHashTable *taken, const PersonCandidate *candidate, const char *id)
{
	g_autofree char *key = name_fold(id);
	if (g_hash_table_contains(taken, key))
		return FALSE;

	const NameVariant *form = name_stats_variant(stats, key);
	return form == NULL || g_ptr_array_find(candidate->forms, form, NULL) ||
	       g_ptr_array_find(candidate->tokens, form, NULL);
}

/* The initials when they are the person's own, else the name. */
static char *
choose_id(const NameStats *stats, GHashTable *taken, const PersonCandidate *candidate)
{
	const NameVariant *token =
	    candidate->tokens->len > 0 ? g_ptr_array_index(candidate->tokens, 0) : NULL;
	g_autofree char *wanted =
	    guess_id(token != NULL ? name_variant_text(token) : candidate->text);
	char *id = g_strdup(wanted);

	for (guint n = 2; !is_free(stats, taken, candidate, id); n++) {
		g_free(id);
		id = g_strdup_printf("%s-%u", wanted, n);
	}
	g_hash_table_add(taken, name_fold(id));
	return id;
}

static int
compare_tokens(gconstpointer a, gconstpointer b)
{
	const NameVariant *left = *(NameVariant *const *)a, *right = *(NameVariant *const *)b;

	if (left->actions != right->actions)
		return left->actions > right->actions ? -1 : 1;
	return strcmp(left->name->key, right->name->key);
}

static int
compare_people(gconstpointer a, gconstpointer b)
{
	const GuessedPerson *left = *(GuessedPerson *const *)a, *right = *(GuessedPerson *const *)b;

	if (left->actions != right->actions)
		return left->actions > right->actions ? -1 : 1;
	if (left->meetings != right->meetings)
		return left->meetings > right->meetings ? -1 : 1;
	return strcmp(left->id, right->id);
}

static int
compare_doubts(gconstpointer a, gconstpointer b)
{
	const AmbiguousToken *left = *(AmbiguousToken *const *)a,
	                     *right = *(AmbiguousToken *const *)b;

	if (left->actions != right->actions)
		return left->actions > right->actions ? -1 : 1;
	if (left->meetings != right->meetings)
		return left->meetings > right->meetings ? -1 : 1;
	return strcmp(left->text, right->text);
}

static GPtrArray *
make_people(const GuessState *guessing)
{
	GPtrArray *people = g_ptr_array_new_with_free_func(guessed_person_free);
	g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	g_hash_table_add(taken, g_strdup("everyone"));
	for (guint i = 0; i < guessing->people->len; i++) {
		PersonCandidate *candidate = g_ptr_array_index(guessing->people, i);
		g_ptr_array_sort(candidate->tokens, compare_tokens);
		GuessedPerson *person = guessed_person_new(candidate);
		add_codes(person, candidate, guessing->stats, taken);
		person->id = choose_id(guessing->stats, taken, candidate);
		g_ptr_array_add(people, person);
	}
	g_ptr_array_sort(people, compare_people);
	return people;
}

static gboolean
means_all(const char *text)
{
	static const char *const words[] = { "everyone", "everybody", "all",
		                             "anyone",   "anybody",   "participants" };
	g_autofree char *key = name_fold(text);

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(key, words[i]) == 0)
			return TRUE;
	return FALSE;
}

static void
take_groups(RosterGuess *guess, const NameStats *stats)
{
	for (guint i = 0; i < stats->forms->len; i++) {
		const NameVariant *form = g_ptr_array_index(stats->forms, i);
		if (form->actions == 0 || !name_variant_is_group(form))
			continue;
		gboolean all = means_all(name_variant_text(form));
		GuessedName *group =
		    all ? NULL : guessed_name_new(name_variant_text(form), form->actions);
		for (guint w = 0; w < form->writings->len; w++) {
			const VariantCount *writing = g_ptr_array_index(form->writings, w);
			variant_counts_count(all ? guess->everyone : group->aliases, writing->text,
			                     writing->count);
		}
		if (group != NULL)
			g_ptr_array_add(guess->groups, group);
	}
}

RosterGuess *
roster_guess(const NameStats *stats)
{
	RosterGuess *guess = g_new0(RosterGuess, 1);
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(person_candidate_free);
	GuessState guessing = { stats, people,
		                g_ptr_array_new_with_free_func(ambiguous_token_free) };

	guess_names(&guessing);
	guess_first_names(&guessing);
	guess_initials(&guessing);
	guess->people = make_people(&guessing);
	guess->doubts = guessing.doubts;
	g_ptr_array_sort(guess->doubts, compare_doubts);
	guess->everyone = variant_counts_new();
	guess->groups = g_ptr_array_new_with_free_func(guessed_name_free);
	take_groups(guess, stats);
	guess->tracks = guess_tracks(stats);
	return guess;
}

void
roster_guess_free(RosterGuess *guess)
{
	if (guess == NULL)
		return;
	g_ptr_array_unref(guess->people);
	g_ptr_array_unref(guess->doubts);
	g_ptr_array_unref(guess->everyone);
	g_ptr_array_unref(guess->groups);
	g_ptr_array_unref(guess->tracks);
	g_free(guess);
}
