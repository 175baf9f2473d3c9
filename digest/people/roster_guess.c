/* roster_guess.c - from people in the making to a roster to propose. */
#include "people/roster_guess.h"

#include "people/words.h"
#include "somebody.h"

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
		const Form *form = g_ptr_array_index(forms, i);
		for (guint w = 0; w < form->writings->len; w++) {
			const Writing *writing = g_ptr_array_index(form->writings, w);
			if (writing->count > 0 || w == 0)
				writings_count(person->aliases, writing->text, writing->count);
		}
		person->actions += form->actions;
	}
}

/* What was given in parentheses, unless it is initials, which say no more than the name, or means
 * somebody else. */
static void
add_codes(GuessedPerson *person, const Somebody *somebody, const Evidence *evidence,
          GHashTable *taken)
{
	for (guint i = 0; i < somebody->forms->len; i++) {
		const Form *form = g_ptr_array_index(somebody->forms, i);
		if (form->code == NULL)
			continue;
		g_autofree char *key = spelling_key(form->code);
		g_autoptr(Spelling) token = spelling_of_token(form->code);
		if (*key == '\0' || evidence_form(evidence, key) != NULL ||
		    g_hash_table_contains(taken, key) ||
		    spelling_abbreviates(token, somebody->name))
			continue;
		writings_count(person->aliases, form->code, 0);
		g_hash_table_add(taken, g_steal_pointer(&key));
	}
}

static GuessedPerson *
guessed_person_new(const Somebody *somebody)
{
	GuessedPerson *person = g_new0(GuessedPerson, 1);

	person->name = g_strdup(somebody->text);
	person->aliases = writings_new();
	person->remarks = g_ptr_array_new_with_free_func(g_free);
	person->meetings = somebody->present->len;
	add_aliases(person, somebody->tokens);
	add_aliases(person, somebody->forms);
	for (guint i = 0; i < somebody->remarks->len; i++)
		g_ptr_array_add(person->remarks, g_strdup(g_ptr_array_index(somebody->remarks, i)));
	return person;
}

/* TRUE when the person may be called so: nobody else is, and no doubtful word. */
static gboolean
is_free(const Evidence *evidence, GHashTable *taken, const Somebody *somebody, const char *id)
{
	g_autofree char *key = spelling_key(id);
	if (g_hash_table_contains(taken, key))
		return FALSE;

	const Form *form = evidence_form(evidence, key);
	return form == NULL || g_ptr_array_find(somebody->forms, form, NULL) ||
	       g_ptr_array_find(somebody->tokens, form, NULL);
}

/* The initials when they are the person's own, else the name. */
static char *
choose_id(const Evidence *evidence, GHashTable *taken, const Somebody *somebody)
{
	const Form *token =
	    somebody->tokens->len > 0 ? g_ptr_array_index(somebody->tokens, 0) : NULL;
	g_autofree char *wanted = guess_id(token != NULL ? form_text(token) : somebody->text);
	char *id = g_strdup(wanted);

	for (guint n = 2; !is_free(evidence, taken, somebody, id); n++) {
		g_free(id);
		id = g_strdup_printf("%s-%u", wanted, n);
	}
	g_hash_table_add(taken, spelling_key(id));
	return id;
}

static int
compare_tokens(gconstpointer a, gconstpointer b)
{
	const Form *left = *(Form *const *)a, *right = *(Form *const *)b;

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
	const Doubt *left = *(Doubt *const *)a, *right = *(Doubt *const *)b;

	if (left->actions != right->actions)
		return left->actions > right->actions ? -1 : 1;
	if (left->meetings != right->meetings)
		return left->meetings > right->meetings ? -1 : 1;
	return strcmp(left->text, right->text);
}

static GPtrArray *
make_people(const Guessing *guessing)
{
	GPtrArray *people = g_ptr_array_new_with_free_func(guessed_person_free);
	g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	g_hash_table_add(taken, g_strdup("everyone"));
	for (guint i = 0; i < guessing->people->len; i++) {
		Somebody *somebody = g_ptr_array_index(guessing->people, i);
		g_ptr_array_sort(somebody->tokens, compare_tokens);
		GuessedPerson *person = guessed_person_new(somebody);
		add_codes(person, somebody, guessing->evidence, taken);
		person->id = choose_id(guessing->evidence, taken, somebody);
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
	g_autofree char *key = spelling_key(text);

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(key, words[i]) == 0)
			return TRUE;
	return FALSE;
}

static void
take_groups(RosterGuess *guess, const Evidence *evidence)
{
	for (guint i = 0; i < evidence->forms->len; i++) {
		const Form *form = g_ptr_array_index(evidence->forms, i);
		if (form->actions == 0 || !form_is_group(form))
			continue;
		gboolean all = means_all(form_text(form));
		GuessedName *group = all ? NULL : guessed_name_new(form_text(form), form->actions);
		for (guint w = 0; w < form->writings->len; w++) {
			const Writing *writing = g_ptr_array_index(form->writings, w);
			writings_count(all ? guess->everyone : group->aliases, writing->text,
			               writing->count);
		}
		if (group != NULL)
			g_ptr_array_add(guess->groups, group);
	}
}

RosterGuess *
roster_guess(const Evidence *evidence)
{
	RosterGuess *guess = g_new0(RosterGuess, 1);
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func(somebody_free);
	Guessing guessing = { evidence, people, g_ptr_array_new_with_free_func(doubt_free) };

	guess_names(&guessing);
	guess_first_names(&guessing);
	guess_initials(&guessing);
	guess->people = make_people(&guessing);
	guess->doubts = guessing.doubts;
	g_ptr_array_sort(guess->doubts, compare_doubts);
	guess->everyone = writings_new();
	guess->groups = g_ptr_array_new_with_free_func(guessed_name_free);
	take_groups(guess, evidence);
	guess->tracks = guess_tracks(evidence);
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
