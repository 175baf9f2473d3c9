/* guess_tracks.c - which teams are one strand of work. */
#include "person_candidate.h"

#include <string.h>

/* A team is rare when it has at most that many meetings, and it is one folder's when that share of
 * its meetings lie there. */
enum {
	RARE = 2,
	TYPO_LETTERS = 4,
	FOLDER_PERCENT = 80
};

/* The folder that nearly all meetings of the team lie in, or NULL. */
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

/* `vm` and `vmm` are one when one begins like the other and both meet in the same folder. */
static gboolean
is_longer(const Team *team, const Team *main)
{
	const char *home = home_of(team);

	if (MIN(strlen(team->key), strlen(main->key)) < 2)
		return FALSE;
	return home != NULL && g_strcmp0(home, home_of(main)) == 0 &&
	       (g_str_has_prefix(team->key, main->key) || g_str_has_prefix(main->key, team->key));
}

/* One letter more, less or other than a team that meets much more often. */
static gboolean
is_misspelt(const Team *team, const Team *main)
{
	const char *a = team->key, *b = main->key;
	gsize la = strlen(a), lb = strlen(b), head = 0, tail = 0;

	if (team->meetings > RARE || main->meetings < 3 * team->meetings ||
	    MIN(la, lb) < TYPO_LETTERS)
		return FALSE;
	while (head < MIN(la, lb) && a[head] == b[head])
		head++;
	while (tail < MIN(la, lb) - head && a[la - 1 - tail] == b[lb - 1 - tail])
		tail++;
	return head > 0 && MAX(la, lb) - head - tail <= 1;
}

typedef struct {
	GPtrArray *tracks;  /* GuessedName * */
	GPtrArray *mains;   /* Team *: what each track is called by */
	GHashTable *by_key; /* a team's key -> its GuessedName * */
} Teams;

static void
take_team(const Teams *teams, Team *team)
{
	for (guint i = 0; i < teams->tracks->len; i++) {
		GuessedName *track = g_ptr_array_index(teams->tracks, i);
		const Team *main = g_ptr_array_index(teams->mains, i);
		gboolean longer = is_longer(team, main);
		if (!longer && !is_misspelt(team, main))
			continue;
		const VariantCount *first = g_ptr_array_index(team->writings, 0);
		g_ptr_array_add(track->remarks,
		                g_strdup_printf(longer ? "%s meets in the same folder"
		                                       : "%s is taken for a misspelling",
		                                first->text));
		for (guint w = 0; w < team->writings->len; w++) {
			const VariantCount *writing = g_ptr_array_index(team->writings, w);
			variant_counts_count(track->aliases, writing->text, writing->count);
		}
		track->count += team->meetings;
		g_hash_table_insert(teams->by_key, team->key, track);
		return;
	}

	GuessedName *track = guessed_name_new(
	    ((VariantCount *)g_ptr_array_index(team->writings, 0))->text, team->meetings);
	for (guint w = 1; w < team->writings->len; w++) {
		const VariantCount *writing = g_ptr_array_index(team->writings, w);
		variant_counts_count(track->aliases, writing->text, writing->count);
	}
	g_ptr_array_add(teams->tracks, track);
	g_ptr_array_add(teams->mains, team);
	g_hash_table_insert(teams->by_key, team->key, track);
}

static int
compare_tracks(gconstpointer a, gconstpointer b)
{
	const GuessedName *left = *(GuessedName *const *)a, *right = *(GuessedName *const *)b;

	if (left->count != right->count)
		return left->count > right->count ? -1 : 1;
	return strcmp(left->name, right->name);
}

/* TRUE when no other track has the id, or is written so. */
static gboolean
is_free(const Teams *teams, GHashTable *taken, const GuessedName *track)
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
		for (guint n = 2; !is_free(teams, taken, track); n++) {
			g_free(track->id);
			track->id = g_strdup_printf("%s-%u", wanted, n);
		}
		g_hash_table_add(taken, track->id);
	}
}

GPtrArray *
guess_tracks(const NameStats *stats)
{
	GPtrArray *tracks = g_ptr_array_new_with_free_func(guessed_name_free);
	g_autoptr(GPtrArray) mains = g_ptr_array_new();
	g_autoptr(GHashTable) by_key = g_hash_table_new(g_str_hash, g_str_equal);
	const Teams teams = { tracks, mains, by_key };

	for (guint i = 0; i < stats->teams->len; i++)
		take_team(&teams, g_ptr_array_index(stats->teams, i));
	g_ptr_array_sort(tracks, compare_tracks);
	make_ids_differ(&teams);
	return tracks;
}
