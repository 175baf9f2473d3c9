/* meeting_resolve.c - whose a meeting's actions are, and of which track. */
#include "base/text.h"
#include "config/present.h"
#include "config/track_key.h"

#include <string.h>

static void
resolve_people(Action *action, const Present *present)
{
	g_autoptr(GPtrArray) people = g_ptr_array_new();
	g_autoptr(GPtrArray) meant = g_ptr_array_new();

	for (guint i = 0; i < action->owners->len; i++) {
		g_ptr_array_set_size(meant, 0);
		TokenKind kind = present_resolve(present, g_ptr_array_index(action->owners, i), meant);
		for (guint j = 0; kind != TOKEN_AMBIGUOUS && j < meant->len; j++)
			people_add(people, g_ptr_array_index(meant, j));
	}
	g_ptr_array_set_size(action->people, 0);
	for (guint i = 0; i < people->len; i++)
		g_ptr_array_add(action->people, g_strdup(((Person *)g_ptr_array_index(people, i))->id));
}

/* How a track is called for people: configured names fold spellings together. */
static const char *
display_name(const Roster *roster, const char *key, const char *written)
{
	const TrackName *track = g_hash_table_lookup(roster_track_keys(roster), key);

	return track != NULL ? track->name : written;
}

static void
add_name(GHashTable *names, const Roster *roster, const char *written)
{
	char *key = track_key(written);

	if (*key == '\0' || g_hash_table_contains(names, key))
		g_free(key);
	else
		g_hash_table_insert(names, key, (gpointer)display_name(roster, key, written));
}

/* This meeting's tracks: track_key() -> name; the names belong to the meeting and the roster. */
static GHashTable *
collect_names(const Meeting *meeting, const Roster *roster)
{
	GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < meeting->teams->len; i++)
		add_name(names, roster, g_ptr_array_index(meeting->teams, i));
	for (guint i = 0; i < meeting->tracks->len; i++)
		add_name(names, roster, ((Track *)g_ptr_array_index(meeting->tracks, i))->name);
	return names;
}

/* The text in the form of track_key(), without the addresses of links: what a URL holds nobody said. */
static char *
speakable(const char *text)
{
	if (strstr(text, "://") == NULL)
		return track_key(text);

	GString *spoken = g_string_sized_new(strlen(text));
	g_auto(GStrv) words = g_strsplit_set(text, " \t\n<>()[]", -1);
	for (char **word = words; *word != NULL; word++)
		if (strstr(*word, "://") == NULL)
			g_string_append_printf(spoken, "%s ", *word);
	g_autofree char *joined = g_string_free(spoken, FALSE);
	return track_key(joined);
}

static gboolean
is_word_at(const char *text, const char *place, gsize length)
{
	const char *after = place + length;

	if (place > text && g_unichar_isalnum(g_utf8_get_char(g_utf8_prev_char(place))))
		return FALSE;
	return *after == '\0' || !g_unichar_isalnum(g_utf8_get_char(after));
}

static gboolean
names_word(const char *text, const char *key)
{
	gsize length = strlen(key);

	for (const char *place = strstr(text, key); place != NULL; place = strstr(place + length, key))
		if (is_word_at(text, place, length))
			return TRUE;
	return FALSE;
}

/* Goes on with the names whose key the text holds: FALSE when that makes two tracks. */
static gboolean
find_named(GHashTable *keys, gboolean configured, const char *text, const char **found)
{
	GHashTableIter iter;
	gpointer key, value;

	g_hash_table_iter_init(&iter, keys);
	while (g_hash_table_iter_next(&iter, &key, &value)) {
		const char *name = configured ? ((const TrackName *)value)->name : value;
		if (*found != NULL && strcmp(*found, name) == 0)
			continue;
		if (!names_word(text, key))
			continue;
		if (*found != NULL)
			return FALSE;
		*found = name;
	}
	return TRUE;
}

static const char *
find_track(const Action *action, GHashTable *names, const Roster *roster)
{
	if (action->heading != NULL) {
		g_autofree char *key = track_key(action->heading);
		const char *name = display_name(roster, key, g_hash_table_lookup(names, key));
		if (name != NULL)
			return name;
	}
	if (action->text == NULL)
		return NULL;

	g_autofree char *text = speakable(action->text);
	const char *found = NULL;
	gboolean single =
	    find_named(names, FALSE, text, &found) && find_named(roster_track_keys(roster), TRUE, text, &found);
	return single ? found : NULL;
}

static void
resolve_track(Action *action, const Meeting *meeting, GHashTable *names, const Roster *roster)
{
	const char *name = find_track(action, names, roster);

	if (name == NULL && meeting->teams->len > 0) {
		const char *team = g_ptr_array_index(meeting->teams, 0);
		g_autofree char *key = track_key(team);
		name = display_name(roster, key, team);
	}
	g_free(action->track);
	action->track = g_strdup(name);
}

void
meeting_resolve(Meeting *meeting, const Roster *roster)
{
	if (meeting->actions->len == 0)
		return;

	g_autoptr(Present) present = present_new(roster, meeting->participants);
	g_autoptr(GHashTable) names = collect_names(meeting, roster);
	for (guint i = 0; i < meeting->actions->len; i++) {
		Action *action = g_ptr_array_index(meeting->actions, i);
		resolve_people(action, present);
		resolve_track(action, meeting, names, roster);
	}
}
