/* evidence.c - counts how the notes write people and tracks. */
#include "people/evidence.h"

#include "base/text.h"

#include <string.h>

/* More ways of writing one thing than that are not told apart. */
enum {
	WRITINGS_MAX = 12
};

static void
writing_free(gpointer data)
{
	Writing *writing = data;

	g_free(writing->text);
	g_free(writing);
}

GPtrArray *
writings_new(void)
{
	return g_ptr_array_new_with_free_func(writing_free);
}

void
writings_count(GPtrArray *writings, const char *text, guint count)
{
	for (guint i = 0; i < writings->len; i++) {
		Writing *writing = g_ptr_array_index(writings, i);
		if (strcmp(writing->text, text) == 0) {
			writing->count += count;
			return;
		}
	}
	if (writings->len >= WRITINGS_MAX)
		return;
	Writing *writing = g_new(Writing, 1);
	*writing = (Writing){ g_strdup(text), count };
	g_ptr_array_add(writings, writing);
}

static int
compare_writings(gconstpointer a, gconstpointer b)
{
	const Writing *left = *(Writing *const *)a, *right = *(Writing *const *)b;

	if (left->count != right->count)
		return left->count > right->count ? -1 : 1;
	return strcmp(left->text, right->text);
}

void
writings_sort(GPtrArray *writings)
{
	g_ptr_array_sort(writings, compare_writings);
}

static void
form_free(gpointer data)
{
	Form *form = data;

	g_ptr_array_unref(form->writings);
	spelling_free(form->name);
	spelling_free(form->token);
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

Evidence *
evidence_new(void)
{
	Evidence *evidence = g_new0(Evidence, 1);

	evidence->forms = g_ptr_array_new_with_free_func(form_free);
	evidence->teams = g_ptr_array_new_with_free_func(team_free);
	evidence->offsets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	evidence->form_by_key = g_hash_table_new(g_str_hash, g_str_equal);
	evidence->team_by_key = g_hash_table_new(g_str_hash, g_str_equal);
	return evidence;
}

void
evidence_free(Evidence *evidence)
{
	if (evidence == NULL)
		return;
	g_hash_table_unref(evidence->form_by_key);
	g_hash_table_unref(evidence->team_by_key);
	g_hash_table_unref(evidence->offsets);
	g_ptr_array_unref(evidence->forms);
	g_ptr_array_unref(evidence->teams);
	g_free(evidence);
}

Form *
evidence_form(const Evidence *evidence, const char *key)
{
	return g_hash_table_lookup(evidence->form_by_key, key);
}

const char *
form_text(const Form *form)
{
	return ((const Writing *)g_ptr_array_index(form->writings, 0))->text;
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
static Form *
take_form(Evidence *evidence, const char *text, guint count)
{
	g_autoptr(Spelling) name = spelling_of_name(text);
	if (*name->key == '\0' || !is_writable(text))
		return NULL;

	Form *form = evidence_form(evidence, name->key);
	g_autofree char *squeezed = text_squeeze(text);
	g_autofree char *code = name->code != NULL ? read_code(squeezed) : NULL;
	if (name->code != NULL)
		*strrchr(squeezed, '(') = '\0';
	g_strchomp(squeezed);
	if (form == NULL) {
		if (evidence->forms->len >= EVIDENCE_MAX)
			return NULL;
		form = g_new0(Form, 1);
		form->writings = writings_new();
		form->token = spelling_of_token(squeezed);
		form->name = g_steal_pointer(&name);
		form->listed = g_array_new(FALSE, FALSE, sizeof(guint));
		form->used = g_array_new(FALSE, FALSE, sizeof(guint));
		g_ptr_array_add(evidence->forms, form);
		g_hash_table_insert(evidence->form_by_key, form->name->key, form);
	}
	writings_count(form->writings, squeezed, count);
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
add_participants(Evidence *evidence, const Meeting *meeting)
{
	for (guint i = 0; i < meeting->participants->len; i++) {
		Form *form = take_form(evidence, g_ptr_array_index(meeting->participants, i), 1);
		if (form != NULL)
			note_meeting(form->listed, evidence->meetings);
	}
}

static void
add_owners(Evidence *evidence, const Action *action)
{
	for (guint i = 0; i < action->owners->len; i++) {
		Form *form = take_form(evidence, g_ptr_array_index(action->owners, i), 1);
		if (form == NULL)
			continue;
		note_meeting(form->used, evidence->meetings);
		form->actions++;
	}
}

/* Who speaks shows who initials are; a speaker is written like an owner, but is no reason for a
 * person. */
static void
add_speakers(Evidence *evidence, const Track *track)
{
	for (guint i = 0; i < track->entries->len; i++) {
		const Entry *entry = g_ptr_array_index(track->entries, i);
		if (entry->speaker == NULL)
			continue;
		g_auto(GStrv) speakers = g_strsplit_set(entry->speaker, "/,+&", 8);
		for (char **speaker = speakers; *speaker != NULL; speaker++) {
			Form *form = take_form(evidence, *speaker, 0);
			if (form != NULL)
				note_meeting(form->used, evidence->meetings);
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
add_team(Evidence *evidence, const char *text, const char *folder)
{
	g_autofree char *key = team_key(text);
	Team *team = g_hash_table_lookup(evidence->team_by_key, key);

	if (*key == '\0' || !is_writable(text) ||
	    (team == NULL && evidence->teams->len >= EVIDENCE_MAX))
		return;
	if (team == NULL) {
		team = g_new0(Team, 1);
		team->key = g_steal_pointer(&key);
		team->writings = writings_new();
		team->folders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
		g_ptr_array_add(evidence->teams, team);
		g_hash_table_insert(evidence->team_by_key, team->key, team);
	}
	g_autofree char *squeezed = text_squeeze(text);
	writings_count(team->writings, squeezed, 1);
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
add_teams(Evidence *evidence, const Meeting *meeting)
{
	g_autofree char *folder = folder_of(meeting->path);

	for (guint i = 0; i < meeting->teams->len; i++)
		add_team(evidence, g_ptr_array_index(meeting->teams, i), folder);
	if (meeting->teams->len == 0 && folder != NULL)
		add_team(evidence, folder, folder);
}

static void
add_offset(Evidence *evidence, const Meeting *meeting)
{
	if (!meeting->has_time || meeting->datetime == NULL)
		return;
	gsize length = strlen(meeting->datetime);
	if (length > 6 && strchr("+-", meeting->datetime[length - 6]) != NULL)
		count_in(evidence->offsets, meeting->datetime + length - 6);
}

void
evidence_add(Evidence *evidence, const Meeting *meeting)
{
	add_participants(evidence, meeting);
	for (guint i = 0; i < meeting->actions->len; i++)
		add_owners(evidence, g_ptr_array_index(meeting->actions, i));
	for (guint i = 0; i < meeting->tracks->len; i++)
		add_speakers(evidence, g_ptr_array_index(meeting->tracks, i));
	add_teams(evidence, meeting);
	add_offset(evidence, meeting);
	evidence->actions += meeting->actions->len;
	evidence->meetings++;
}

static int
compare_forms(gconstpointer a, gconstpointer b)
{
	const Form *left = *(Form *const *)a, *right = *(Form *const *)b;

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
evidence_sort(Evidence *evidence)
{
	for (guint i = 0; i < evidence->forms->len; i++)
		writings_sort(((Form *)g_ptr_array_index(evidence->forms, i))->writings);
	for (guint i = 0; i < evidence->teams->len; i++)
		writings_sort(((Team *)g_ptr_array_index(evidence->teams, i))->writings);
	g_ptr_array_sort(evidence->forms, compare_forms);
	g_ptr_array_sort(evidence->teams, compare_teams);
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
