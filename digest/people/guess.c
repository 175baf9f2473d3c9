/* guess.c - proposes a roster: from counted names to people, groups and tracks. */
#include "people/guess.h"

#include "base/text.h"
#include "guess_steps.h"
#include "people/words.h"

#include <string.h>

enum {
	RARE_MEETINGS = 2,  /* a team with more of them is not a misspelling */
	TYPO_LETTERS = 4,   /* of a team's key; in shorter ones a letter makes another word */
	FOLDER_PERCENT = 80 /* of its meetings lie in a team's own folder */
};

/* --- Groups and tracks */

/* Returns `text` as an id: lower-case ASCII words joined by hyphens, "x" when nothing is left.
 * Newly allocated. */
static char *
guess_id(const char *text)
{
	g_autofree char *folded = text_fold(text);
	g_autofree char *ascii = g_str_to_ascii(folded, "C");
	GString *id = g_string_new(NULL);

	for (const char *p = ascii; *p != '\0'; p++) {
		if (g_ascii_isalnum(*p))
			g_string_append_c(id, g_ascii_tolower(*p));
		else if (*p != '?' && id->len > 0 && id->str[id->len - 1] != '-')
			g_string_append_c(id, '-');
	}
	while (id->len > 0 && id->str[id->len - 1] == '-')
		g_string_truncate(id, id->len - 1);
	if (id->len == 0)
		g_string_append_c(id, 'x');
	return g_string_free(id, FALSE);
}

static GuessedName *
guessed_name_new(const char *name, guint count)
{
	GuessedName *guessed = g_new0(GuessedName, 1);

	guessed->name = g_strdup(name);
	guessed->id = guess_id(name);
	guessed->aliases = variant_counts_new();
	guessed->count = count;
	guessed->remarks = g_ptr_array_new_with_free_func(g_free);
	return guessed;
}

static void
guessed_name_free(gpointer data)
{
	GuessedName *guessed = data;

	g_free(guessed->id);
	g_free(guessed->name);
	g_ptr_array_unref(guessed->aliases);
	g_ptr_array_unref(guessed->remarks);
	g_free(guessed);
}

/* Returns the folder in which nearly all meetings of the team are, or NULL. */
static const char *
home_of(const Team *team)
{
	GHashTableIter iter;
	gpointer folder, count;

	g_hash_table_iter_init(&iter, team->folders);
	while (g_hash_table_iter_next(&iter, &folder, &count))
		if (GPOINTER_TO_UINT(count) * 100 >= team->meetings * FOLDER_PERCENT)
			return folder;
	return NULL;
}

/* Teams abbreviate their own name: `net` and `network` are one when both meet in the same folder.
 */
static gboolean
is_longer(const Team *team, const Team *main)
{
	const char *home = home_of(team);

	if (MIN(strlen(team->key), strlen(main->key)) < 2)
		return FALSE;
	return home != NULL && g_strcmp0(home, home_of(main)) == 0 &&
	       (g_str_has_prefix(team->key, main->key) || g_str_has_prefix(main->key, team->key));
}

/* `comunity` differs in one letter from `community`, which meets much more often. */
static gboolean
is_misspelt(const Team *team, const Team *main)
{
	const char *a = team->key, *b = main->key;
	gsize la = strlen(a), lb = strlen(b), head = 0, tail = 0;

	if (team->meetings > RARE_MEETINGS || main->meetings < 3 * team->meetings ||
	    MIN(la, lb) < TYPO_LETTERS)
		return FALSE;
	while (head < MIN(la, lb) && a[head] == b[head])
		head++;
	while (tail < MIN(la, lb) - head && a[la - 1 - tail] == b[lb - 1 - tail])
		tail++;
	return head > 0 && MAX(la, lb) - head - tail <= 1;
}

/* Tracks in the making. */
typedef struct {
	GPtrArray *tracks;  /* GuessedName * */
	GPtrArray *mains;   /* Team *: the team whose name each track has, by index */
	GHashTable *by_key; /* a team's key -> its GuessedName * */
} Teams;

/* Adds the team's spellings as aliases, from index `from` on. */
static void
add_spellings(const Teams *teams, GuessedName *track, Team *team, guint from)
{
	for (guint i = from; i < team->spellings->len; i++) {
		const VariantCount *spelling = g_ptr_array_index(team->spellings, i);
		variant_counts_count(track->aliases, spelling->text, spelling->count);
	}
	g_hash_table_insert(teams->by_key, team->key, track);
}

static void
add_team(const Teams *teams, Team *team)
{
	const char *name = ((const VariantCount *)g_ptr_array_index(team->spellings, 0))->text;

	for (guint i = 0; i < teams->tracks->len; i++) {
		GuessedName *track = g_ptr_array_index(teams->tracks, i);
		const Team *main = g_ptr_array_index(teams->mains, i);
		gboolean longer = is_longer(team, main);
		if (!longer && !is_misspelt(team, main))
			continue;
		g_ptr_array_add(track->remarks,
		                g_strdup_printf(longer ? "%s meets in the same folder"
		                                       : "%s is taken for a misspelling",
		                                name));
		track->count += team->meetings;
		add_spellings(teams, track, team, 0);
		return;
	}

	GuessedName *track = guessed_name_new(name, team->meetings);
	add_spellings(teams, track, team, 1);
	g_ptr_array_add(teams->tracks, track);
	g_ptr_array_add(teams->mains, team);
}

static int
compare_track_names(gconstpointer a, gconstpointer b)
{
	const GuessedName *left = *(GuessedName *const *)a, *right = *(GuessedName *const *)b;

	if (left->count != right->count)
		return left->count > right->count ? -1 : 1;
	return strcmp(left->name, right->name);
}

/* TRUE when no other track has the id, and no other team is written like it. */
static gboolean
is_free_id(const Teams *teams, GHashTable *taken, const GuessedName *track)
{
	g_auto(GStrv) words = g_strsplit(track->id, "-", -1);
	g_autofree char *key = g_strjoinv("", words);
	const GuessedName *owner = g_hash_table_lookup(teams->by_key, key);

	return !g_hash_table_contains(taken, track->id) && (owner == NULL || owner == track);
}

static void
make_ids_differ(const Teams *teams)
{
	g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < teams->tracks->len; i++) {
		GuessedName *track = g_ptr_array_index(teams->tracks, i);
		g_autofree char *wanted = g_strdup(track->id);
		for (guint n = 2; !is_free_id(teams, taken, track); n++) {
			g_free(track->id);
			track->id = g_strdup_printf("%s-%u", wanted, n);
		}
		g_hash_table_add(taken, track->id);
	}
}

static GPtrArray *
guess_tracks(const NameStats *stats)
{
	GPtrArray *tracks = g_ptr_array_new_with_free_func(guessed_name_free);
	g_autoptr(GPtrArray) mains = g_ptr_array_new();
	g_autoptr(GHashTable) by_key = g_hash_table_new(g_str_hash, g_str_equal);
	const Teams teams = { tracks, mains, by_key };

	for (guint i = 0; i < stats->teams->len; i++)
		add_team(&teams, g_ptr_array_index(stats->teams, i));
	g_ptr_array_sort(tracks, compare_track_names);
	make_ids_differ(&teams);
	return tracks;
}

/* --- People */

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
add_aliases(GuessedPerson *person, const GPtrArray *variants)
{
	for (guint i = 0; i < variants->len; i++) {
		const NameVariant *variant = g_ptr_array_index(variants, i);
		for (guint w = 0; w < variant->spellings->len; w++) {
			const VariantCount *spelling = g_ptr_array_index(variant->spellings, w);
			if (spelling->count > 0 || w == 0)
				variant_counts_count(person->aliases, spelling->text,
				                     spelling->count);
		}
		person->actions += variant->actions;
	}
}

/* Adds codes in parentheses as aliases: mval of "Mira (mval)".  Initials say no more than the name,
 * and a code that the notes use by itself was counted as a name. */
static void
add_codes(GuessedPerson *person, const PersonCandidate *candidate, const NameStats *stats,
          GHashTable *taken)
{
	for (guint i = 0; i < candidate->names->len; i++) {
		const NameVariant *variant = g_ptr_array_index(candidate->names, i);
		if (variant->code == NULL)
			continue;
		g_autofree char *key = name_fold(variant->code);
		g_autoptr(NameKey) token = name_key_of_token(variant->code);
		if (*key == '\0' || name_stats_variant(stats, key) != NULL ||
		    g_hash_table_contains(taken, key) ||
		    name_key_abbreviates(token, candidate->name))
			continue;
		variant_counts_count(person->aliases, variant->code, 0);
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
	add_aliases(person, candidate->names);
	for (guint i = 0; i < candidate->remarks->len; i++)
		g_ptr_array_add(person->remarks,
		                g_strdup(g_ptr_array_index(candidate->remarks, i)));
	return person;
}

/* TRUE when the person may have the id: nobody else has it or is written like it. */
static gboolean
is_free(const NameStats *stats, GHashTable *taken, const PersonCandidate *candidate, const char *id)
{
	g_autofree char *key = name_fold(id);
	if (g_hash_table_contains(taken, key))
		return FALSE;

	const NameVariant *variant = name_stats_variant(stats, key);
	return variant == NULL || g_ptr_array_find(candidate->names, variant, NULL) ||
	       g_ptr_array_find(candidate->tokens, variant, NULL);
}

/* Makes an id of the person's own initials, otherwise of the name. */
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
compare_ambiguous(gconstpointer a, gconstpointer b)
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
make_people(const GuessState *state)
{
	GPtrArray *people = g_ptr_array_new_with_free_func(guessed_person_free);
	g_autoptr(GHashTable) taken = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	g_hash_table_add(taken, g_strdup("everyone"));
	for (guint i = 0; i < state->people->len; i++) {
		PersonCandidate *candidate = g_ptr_array_index(state->people, i);
		g_ptr_array_sort(candidate->tokens, compare_tokens);
		GuessedPerson *person = guessed_person_new(candidate);
		add_codes(person, candidate, state->stats, taken);
		person->id = choose_id(state->stats, taken, candidate);
		g_ptr_array_add(people, person);
	}
	g_ptr_array_sort(people, compare_people);
	return people;
}

/* Everybody who was there, unlike `Mentors`, who are certain people. */
static gboolean
means_all(const char *text)
{
	g_autofree char *key = name_fold(*text == '@' ? text + 1 : text);

	return word_is_everybody(key, strlen(key));
}

/* Adds the tokens that mean several people. */
static void
add_groups(RosterGuess *guess, const NameStats *stats)
{
	for (guint i = 0; i < stats->variants->len; i++) {
		const NameVariant *variant = g_ptr_array_index(stats->variants, i);
		if (variant->actions == 0 || !name_variant_is_group(variant))
			continue;
		gboolean all = means_all(name_variant_text(variant));
		GuessedName *group =
		    all ? NULL : guessed_name_new(name_variant_text(variant), variant->actions);
		for (guint w = 0; w < variant->spellings->len; w++) {
			const VariantCount *spelling = g_ptr_array_index(variant->spellings, w);
			variant_counts_count(all ? guess->everyone : group->aliases, spelling->text,
			                     spelling->count);
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
	GuessState state = { stats, people, g_ptr_array_new_with_free_func(ambiguous_token_free) };

	guess_names(&state);
	guess_first_names(&state);
	guess_initials(&state);
	guess->people = make_people(&state);
	guess->ambiguous = state.ambiguous;
	g_ptr_array_sort(guess->ambiguous, compare_ambiguous);
	guess->everyone = variant_counts_new();
	guess->groups = g_ptr_array_new_with_free_func(guessed_name_free);
	add_groups(guess, stats);
	guess->tracks = guess_tracks(stats);
	return guess;
}

void
roster_guess_free(RosterGuess *guess)
{
	if (guess == NULL)
		return;
	g_ptr_array_unref(guess->people);
	g_ptr_array_unref(guess->ambiguous);
	g_ptr_array_unref(guess->everyone);
	g_ptr_array_unref(guess->groups);
	g_ptr_array_unref(guess->tracks);
	g_free(guess);
}
