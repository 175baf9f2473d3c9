/* name_stats.c - counts how the notes write people and tracks. */
#include "people/name_stats.h"

#include "base/text.h"

#include <string.h>

enum {
	SPELLINGS_MAX = 12 /* of one variant or team; further ones are not counted */
};

static void
variant_count_free(gpointer data)
{
	VariantCount *spelling = data;

	g_free(spelling->text);
	g_free(spelling);
}

GPtrArray *
variant_counts_new(void)
{
	return g_ptr_array_new_with_free_func(variant_count_free);
}

void
variant_counts_count(GPtrArray *spellings, const char *text, guint count)
{
	for (guint i = 0; i < spellings->len; i++) {
		VariantCount *spelling = g_ptr_array_index(spellings, i);
		if (strcmp(spelling->text, text) == 0) {
			spelling->count += count;
			return;
		}
	}
	if (spellings->len >= SPELLINGS_MAX)
		return;
	VariantCount *spelling = g_new(VariantCount, 1);
	*spelling = (VariantCount){ g_strdup(text), count };
	g_ptr_array_add(spellings, spelling);
}

static int
compare_spellings(gconstpointer a, gconstpointer b)
{
	const VariantCount *left = *(VariantCount *const *)a, *right = *(VariantCount *const *)b;

	if (left->count != right->count)
		return left->count > right->count ? -1 : 1;
	return strcmp(left->text, right->text);
}

static void
sort_spellings(GPtrArray *spellings)
{
	g_ptr_array_sort(spellings, compare_spellings);
}

static void
name_variant_free(gpointer data)
{
	NameVariant *variant = data;

	g_ptr_array_unref(variant->spellings);
	name_key_free(variant->name);
	name_key_free(variant->token);
	g_free(variant->code);
	g_array_unref(variant->listed);
	g_array_unref(variant->used);
	g_free(variant);
}

static void
team_free(gpointer data)
{
	Team *team = data;

	g_free(team->key);
	g_ptr_array_unref(team->spellings);
	g_hash_table_unref(team->folders);
	g_free(team);
}

NameStats *
name_stats_new(void)
{
	NameStats *stats = g_new0(NameStats, 1);

	stats->variants = g_ptr_array_new_with_free_func(name_variant_free);
	stats->teams = g_ptr_array_new_with_free_func(team_free);
	stats->variant_by_key = g_hash_table_new(g_str_hash, g_str_equal);
	stats->team_by_key = g_hash_table_new(g_str_hash, g_str_equal);
	return stats;
}

void
name_stats_free(NameStats *stats)
{
	if (stats == NULL)
		return;
	g_hash_table_unref(stats->variant_by_key);
	g_hash_table_unref(stats->team_by_key);
	g_ptr_array_unref(stats->variants);
	g_ptr_array_unref(stats->teams);
	g_free(stats);
}

NameVariant *
name_stats_variant(const NameStats *stats, const char *key)
{
	return g_hash_table_lookup(stats->variant_by_key, key);
}

const char *
name_variant_text(const NameVariant *variant)
{
	return ((const VariantCount *)g_ptr_array_index(variant->spellings, 0))->text;
}

static void
count_in(GHashTable *table, const char *key)
{
	guint count = GPOINTER_TO_UINT(g_hash_table_lookup(table, key)) + 1;

	g_hash_table_insert(table, g_strdup(key), GUINT_TO_POINTER(count));
}

/* Returns the code in the parentheses at the end of `text`, without Markdown around it: mval of
 * "Mira (`mval`)".  Newly allocated. */
static char *
read_code(const char *text)
{
	const char *open = strrchr(text, '(');
	char *code = g_strdup(open + 1);

	*strchr(code, ')') = '\0';
	g_strdelimit(code, "`*_<>", ' ');
	return g_strstrip(code);
}

/* FALSE for a text with a control character, which the configuration cannot hold. */
static gboolean
is_writable(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (g_unichar_iscntrl(g_utf8_get_char(p)) && !g_unichar_isspace(g_utf8_get_char(p)))
			return FALSE;
	return TRUE;
}

/* Counts `text` for its variant, which is made when there is none.  Returns NULL when the text has
 * no letters, or when there are too many variants. */
static NameVariant *
count_name(NameStats *stats, const char *text, guint count)
{
	g_autoptr(NameKey) name = name_key_of_name(text);
	if (*name->key == '\0' || !is_writable(text))
		return NULL;

	NameVariant *variant = name_stats_variant(stats, name->key);
	g_autofree char *squeezed = text_collapse_space(text);
	g_autofree char *code = name->code != NULL ? read_code(squeezed) : NULL;
	if (name->code != NULL)
		*strrchr(squeezed, '(') = '\0';
	g_strchomp(squeezed);
	if (variant == NULL) {
		if (stats->variants->len >= NAME_STATS_MAX)
			return NULL;
		variant = g_new0(NameVariant, 1);
		variant->spellings = variant_counts_new();
		variant->token = name_key_of_token(squeezed);
		variant->name = g_steal_pointer(&name);
		variant->listed = g_array_new(FALSE, FALSE, sizeof(guint));
		variant->used = g_array_new(FALSE, FALSE, sizeof(guint));
		g_ptr_array_add(stats->variants, variant);
		g_hash_table_insert(stats->variant_by_key, variant->name->key, variant);
	}
	variant_counts_count(variant->spellings, squeezed, count);
	if (variant->code == NULL && code != NULL && *code != '\0')
		variant->code = g_steal_pointer(&code);
	return variant;
}

static void
add_meeting(GArray *meetings, guint meeting)
{
	if (meetings->len == 0 || g_array_index(meetings, guint, meetings->len - 1) != meeting)
		g_array_append_val(meetings, meeting);
}

static void
add_participants(NameStats *stats, const Meeting *meeting)
{
	for (guint i = 0; i < meeting->participants->len; i++) {
		NameVariant *variant =
		    count_name(stats, g_ptr_array_index(meeting->participants, i), 1);
		if (variant != NULL)
			add_meeting(variant->listed, stats->meetings);
	}
}

static void
add_owners(NameStats *stats, const Action *action)
{
	for (guint i = 0; i < action->owners->len; i++) {
		NameVariant *variant = count_name(stats, g_ptr_array_index(action->owners, i), 1);
		if (variant == NULL)
			continue;
		add_meeting(variant->used, stats->meetings);
		variant->actions++;
	}
}

/* Counts that a speaker ("SK/MS: ...") was there, which shows whose initials they are.  The
 * spelling itself does not count: what stands before a colon may be a place or a label. */
static void
add_speakers(NameStats *stats, const Topic *topic)
{
	for (guint i = 0; i < topic->entries->len; i++) {
		const Entry *entry = g_ptr_array_index(topic->entries, i);
		if (entry->speaker == NULL)
			continue;
		g_auto(GStrv) speakers = g_strsplit_set(entry->speaker, "/,+&", 8);
		for (char **speaker = speakers; *speaker != NULL; speaker++) {
			NameVariant *variant = count_name(stats, *speaker, 0);
			if (variant != NULL)
				add_meeting(variant->used, stats->meetings);
		}
	}
}

/* `Unit Tests`, `unit-tests` and `unit_tests` are one team. */
static char *
team_key(const char *text)
{
	char *key = text_fold(text);
	char *to = key;

	for (const char *from = key; *from != '\0'; from++)
		if (strchr(" -_", *from) == NULL)
			*to++ = *from;
	*to = '\0';
	return key;
}

static void
add_team(NameStats *stats, const char *text, const char *folder)
{
	g_autofree char *key = team_key(text);
	Team *team = g_hash_table_lookup(stats->team_by_key, key);

	if (*key == '\0' || !is_writable(text) ||
	    (team == NULL && stats->teams->len >= NAME_STATS_MAX))
		return;
	if (team == NULL) {
		team = g_new0(Team, 1);
		team->key = g_steal_pointer(&key);
		team->spellings = variant_counts_new();
		team->folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		g_ptr_array_add(stats->teams, team);
		g_hash_table_insert(stats->team_by_key, team->key, team);
	}
	g_autofree char *squeezed = text_collapse_space(text);
	variant_counts_count(team->spellings, squeezed, 1);
	team->meetings++;
	if (folder != NULL)
		count_in(team->folders, folder);
}

/* A folder is often a year or a month, `harbour/2024/`: then the one above it names the subject. */
static gboolean
is_number(const char *name)
{
	return strspn(name, "0123456789-") == strlen(name);
}

/* `wg-barn/meeting-notes/`, `harbour/minutes/`: such a folder names no subject; the one above it
 * does. */
static gboolean
is_kind_of_notes(const char *name)
{
	static const char *const kinds[] = {
		"archive",  "doc",       "docs",      "items",   "meeting",        "meetingnotes",
		"meetings", "minutes",   "note",      "notes",   "meetingminutes", "protokolle",
		"reunions", "reuniones", "verslagen", "content",
	};
	g_autofree char *key = team_key(name);

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(key, kinds[i]) == 0)
			return TRUE;
	return FALSE;
}

/* Returns the name of the folder that names the subject of a meeting with this path, or NULL. Newly
 * allocated. */
static char *
folder_of(const char *path)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);

	for (guint i = g_strv_length(parts); i > 1; i--)
		if (!is_number(parts[i - 2]) && strcmp(parts[i - 2], "..") != 0 &&
		    !is_kind_of_notes(parts[i - 2]))
			return g_utf8_make_valid(parts[i - 2], -1);
	return NULL;
}

static void
add_teams(NameStats *stats, const Meeting *meeting)
{
	g_autofree char *folder = folder_of(meeting->path);

	for (guint i = 0; i < meeting->teams->len; i++)
		add_team(stats, g_ptr_array_index(meeting->teams, i), folder);
	if (meeting->teams->len == 0 && folder != NULL)
		add_team(stats, folder, folder);
}

void
name_stats_add(NameStats *stats, const Meeting *meeting)
{
	add_participants(stats, meeting);
	for (guint i = 0; i < meeting->actions->len; i++)
		add_owners(stats, g_ptr_array_index(meeting->actions, i));
	for (guint i = 0; i < meeting->topics->len; i++)
		add_speakers(stats, g_ptr_array_index(meeting->topics, i));
	add_teams(stats, meeting);
	stats->actions += meeting->actions->len;
	stats->meetings++;
}

static int
compare_variants(gconstpointer a, gconstpointer b)
{
	const NameVariant *left = *(NameVariant *const *)a, *right = *(NameVariant *const *)b;

	if (left->actions != right->actions)
		return left->actions > right->actions ? -1 : 1;
	if (left->listed->len != right->listed->len)
		return left->listed->len > right->listed->len ? -1 : 1;
	return strcmp(left->name->key, right->name->key);
}

static int
compare_teams(gconstpointer a, gconstpointer b)
{
	const Team *left = *(Team *const *)a, *right = *(Team *const *)b;

	if (left->meetings != right->meetings)
		return left->meetings > right->meetings ? -1 : 1;
	return strcmp(left->key, right->key);
}

void
name_stats_sort(NameStats *stats)
{
	for (guint i = 0; i < stats->variants->len; i++)
		sort_spellings(((NameVariant *)g_ptr_array_index(stats->variants, i))->spellings);
	for (guint i = 0; i < stats->teams->len; i++)
		sort_spellings(((Team *)g_ptr_array_index(stats->teams, i))->spellings);
	g_ptr_array_sort(stats->variants, compare_variants);
	g_ptr_array_sort(stats->teams, compare_teams);
}

guint
meetings_shared(const GArray *a, const GArray *b)
{
	guint shared = 0;

	for (guint i = 0, j = 0; i < a->len && j < b->len;) {
		guint left = g_array_index(a, guint, i), right = g_array_index(b, guint, j);
		shared += left == right ? 1 : 0;
		i += left <= right ? 1 : 0;
		j += right <= left ? 1 : 0;
	}
	return shared;
}

static int
compare_numbers(gconstpointer a, gconstpointer b)
{
	guint left = *(const guint *)a, right = *(const guint *)b;

	return left < right ? -1 : left > right ? 1 : 0;
}

gboolean
meetings_hold(const GArray *meetings, guint meeting)
{
	return g_array_binary_search((GArray *)meetings, &meeting, compare_numbers, NULL);
}

void
meetings_join(GArray *meetings, const GArray *more)
{
	g_autoptr(GArray) joined = g_array_new(FALSE, FALSE, sizeof(guint));
	guint i = 0, j = 0;

	while (i < meetings->len || j < more->len) {
		guint left = i < meetings->len ? g_array_index(meetings, guint, i) : G_MAXUINT;
		guint right = j < more->len ? g_array_index(more, guint, j) : G_MAXUINT;
		guint least = MIN(left, right);
		g_array_append_val(joined, least);
		i += left == least ? 1 : 0;
		j += right == least ? 1 : 0;
	}
	g_array_set_size(meetings, 0);
	g_array_append_vals(meetings, joined->data, joined->len);
}
