/* name_stats.c - counts how the notes write people and tracks. */
#include "people/name_stats.h"

#include "base/text.h"

#include <string.h>

/* More ways of writing one thing than that are not told apart. */
enum {
	WRITINGS_MAX = 12
};

static void
writing_free(gpointer data)
{
	VariantCount *writing = data;

	g_free(writing->text);
	g_free(writing);
}

GPtrArray *
variant_counts_new(void)
{
	return g_ptr_array_new_with_free_func(writing_free);
}

void
variant_counts_count(GPtrArray *writings, const char *text, guint count)
{
	for (guint i = 0; i < writings->len; i++) {
		VariantCount *writing = g_ptr_array_index(writings, i);
		if (strcmp(writing->text, text) == 0) {
			writing->count += count;
			return;
		}
	}
	if (writings->len >= WRITINGS_MAX)
		return;
	VariantCount *writing = g_new(VariantCount, 1);
	*writing = (VariantCount){ g_strdup(text), count };
	g_ptr_array_add(writings, writing);
}

static int
compare_writings(gconstpointer a, gconstpointer b)
{
	const VariantCount *left = *(VariantCount *const *)a, *right = *(VariantCount *const *)b;

	if (left->count != right->count)
		return left->count > right->count ? -1 : 1;
	return strcmp(left->text, right->text);
}

void
variant_counts_sort(GPtrArray *writings)
{
	g_ptr_array_sort(writings, compare_writings);
}

static void
name_variant_free(gpointer data)
{
	NameVariant *form = data;

	g_ptr_array_unref(form->writings);
	name_key_free(form->name);
	name_key_free(form->token);
	g_free(form->code);
	g_array_unref(form->listed);
	g_array_unref(form->used);
	g_free(form);
}

static void
team_free(gpointer data)
{
	Team *team = data;

	g_free(team->key);
	g_ptr_array_unref(team->writings);
	g_hash_table_unref(team->folders);
	g_free(team);
}

NameStats *
name_stats_new(void)
{
	NameStats *stats = g_new0(NameStats, 1);

	stats->forms = g_ptr_array_new_with_free_func(name_variant_free);
	stats->teams = g_ptr_array_new_with_free_func(team_free);
	stats->offsets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	stats->name_variant_by_key = g_hash_table_new(g_str_hash, g_str_equal);
	stats->team_by_key = g_hash_table_new(g_str_hash, g_str_equal);
	return stats;
}

void
name_stats_free(NameStats *stats)
{
	if (stats == NULL)
		return;
	g_hash_table_unref(stats->name_variant_by_key);
	g_hash_table_unref(stats->team_by_key);
	g_hash_table_unref(stats->offsets);
	g_ptr_array_unref(stats->forms);
	g_ptr_array_unref(stats->teams);
	g_free(stats);
}

NameVariant *
name_stats_variant(const NameStats *stats, const char *key)
{
	return g_hash_table_lookup(stats->name_variant_by_key, key);
}

const char *
name_variant_text(const NameVariant *form)
{
	return ((const VariantCount *)g_ptr_array_index(form->writings, 0))->text;
}

static void
count_in(GHashTable *table, const char *key)
{
	guint count = GPOINTER_TO_UINT(g_hash_table_lookup(table, key)) + 1;

	g_hash_table_insert(table, g_strdup(key), GUINT_TO_POINTER(count));
}

/* What stands in the parentheses at the end of a participant, without marks around it. */
static char *
read_code(const char *text)
{
	const char *open = strrchr(text, '(');
	char *code = g_strdup(open + 1);

	*strchr(code, ')') = '\0';
	g_strdelimit(code, "`*_<>", ' ');
	return g_strstrip(code);
}

/* What a configuration can hold: a name with a control character in it is none. */
static gboolean
is_writable(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (g_unichar_iscntrl(g_utf8_get_char(p)) && !g_unichar_isspace(g_utf8_get_char(p)))
			return FALSE;
	return TRUE;
}

/* The form that `text` is one way of; NULL when it has no letters, or when there are too many. */
static NameVariant *
take_form(NameStats *stats, const char *text, guint count)
{
	g_autoptr(NameKey) name = name_key_of_name(text);
	if (*name->key == '\0' || !is_writable(text))
		return NULL;

	NameVariant *form = name_stats_variant(stats, name->key);
	g_autofree char *squeezed = text_squeeze(text);
	g_autofree char *code = name->code != NULL ? read_code(squeezed) : NULL;
	if (name->code != NULL)
		*strrchr(squeezed, '(') = '\0';
	g_strchomp(squeezed);
	if (form == NULL) {
		if (stats->forms->len >= EVIDENCE_MAX)
			return NULL;
		form = g_new0(NameVariant, 1);
		form->writings = variant_counts_new();
		form->token = name_key_of_token(squeezed);
		form->name = g_steal_pointer(&name);
		form->listed = g_array_new(FALSE, FALSE, sizeof(guint));
		form->used = g_array_new(FALSE, FALSE, sizeof(guint));
		g_ptr_array_add(stats->forms, form);
		g_hash_table_insert(stats->name_variant_by_key, form->name->key, form);
	}
	variant_counts_count(form->writings, squeezed, count);
	if (form->code == NULL && code != NULL && *code != '\0')
		form->code = g_steal_pointer(&code);
	return form;
}

static void
note_meeting(GArray *meetings, guint meeting)
{
	if (meetings->len == 0 || g_array_index(meetings, guint, meetings->len - 1) != meeting)
		g_array_append_val(meetings, meeting);
}

static void
add_participants(NameStats *stats, const Meeting *meeting)
{
	for (guint i = 0; i < meeting->participants->len; i++) {
		NameVariant *form =
		    take_form(stats, g_ptr_array_index(meeting->participants, i), 1);
		if (form != NULL)
			note_meeting(form->listed, stats->meetings);
	}
}

static void
add_owners(NameStats *stats, const Action *action)
{
	for (guint i = 0; i < action->owners->len; i++) {
		NameVariant *form = take_form(stats, g_ptr_array_index(action->owners, i), 1);
		if (form == NULL)
			continue;
		note_meeting(form->used, stats->meetings);
		form->actions++;
	}
}

/* Who speaks shows who initials are; a speaker is written like an owner, but is no reason for a
 * person. */
static void
add_speakers(NameStats *stats, const Topic *topic)
{
	for (guint i = 0; i < topic->entries->len; i++) {
		const Entry *entry = g_ptr_array_index(topic->entries, i);
		if (entry->speaker == NULL)
			continue;
		g_auto(GStrv) speakers = g_strsplit_set(entry->speaker, "/,+&", 8);
		for (char **speaker = speakers; *speaker != NULL; speaker++) {
			NameVariant *form = take_form(stats, *speaker, 0);
			if (form != NULL)
				note_meeting(form->used, stats->meetings);
		}
	}
}

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
	    (team == NULL && stats->teams->len >= EVIDENCE_MAX))
		return;
	if (team == NULL) {
		team = g_new0(Team, 1);
		team->key = g_steal_pointer(&key);
		team->writings = variant_counts_new();
		team->folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		g_ptr_array_add(stats->teams, team);
		g_hash_table_insert(stats->team_by_key, team->key, team);
	}
	g_autofree char *squeezed = text_squeeze(text);
	variant_counts_count(team->writings, squeezed, 1);
	team->meetings++;
	if (folder != NULL)
		count_in(team->folders, folder);
}

/* A folder of years says nothing of the subject: the one above it does. */
static gboolean
is_number(const char *name)
{
	return strspn(name, "0123456789-") == strlen(name);
}

/* The name of the folder that a meeting of this path belongs to, or NULL. */
static char *
folder_of(const char *path)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);

	for (guint i = g_strv_length(parts); i > 1; i--)
		if (!is_number(parts[i - 2]) && strcmp(parts[i - 2], "..") != 0)
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

static void
add_offset(NameStats *stats, const Meeting *meeting)
{
	if (!meeting->has_time || meeting->datetime == NULL)
		return;
	gsize length = strlen(meeting->datetime);
	if (length > 6 && strchr("+-", meeting->datetime[length - 6]) != NULL)
		count_in(stats->offsets, meeting->datetime + length - 6);
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
	add_offset(stats, meeting);
	stats->actions += meeting->actions->len;
	stats->meetings++;
}

static int
compare_forms(gconstpointer a, gconstpointer b)
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
	for (guint i = 0; i < stats->forms->len; i++)
		variant_counts_sort(((NameVariant *)g_ptr_array_index(stats->forms, i))->writings);
	for (guint i = 0; i < stats->teams->len; i++)
		variant_counts_sort(((Team *)g_ptr_array_index(stats->teams, i))->writings);
	g_ptr_array_sort(stats->forms, compare_forms);
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
