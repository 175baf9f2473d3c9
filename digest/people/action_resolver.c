/* action_resolver.c - whose a meeting's actions are, and of which track. */
#include "people/action_resolver.h"

#include "base/text.h"
#include "base/text_hash.h"
#include "first_words.h"
#include "participants.h"
#include "people/owner_cache.h"
#include "people/track_key.h"

#include <string.h>

/* Of how many tracks of a meeting that begin with the same word its items may speak: each is looked
 * for in all of them. */
enum {
	ALIKE_MAX = 64
};

struct ActionResolver {
	const Roster *roster;
	OwnerCache *cache;
	FirstWords first_words; /* of all configured tracks */
};

/* The tracks of one meeting. */
typedef struct {
	const Roster *roster;
	GHashTable *names;  /* track_key() -> name, both of the meeting's and the roster's */
	GPtrArray *keys;    /* those of `names`, in order; not owned */
	GHashTable *spoken; /* hash_head() of a key -> GPtrArray of those keys; made when an item
	                       may name one */
	FirstWords first_words; /* of these and of all configured ones */
	const char *first;      /* the first team's name, or NULL */
} Tracks;

/* How a track is called for people: configured names fold spellings together. */
static const char *
display_name(const Roster *roster, const char *key, const char *written)
{
	const Track *track = g_hash_table_lookup(roster_track_keys(roster), key);

	return track != NULL ? track->name : written;
}

/* Of the first character, and of the letters and digits that follow it. */
static guint
hash_head(const char *text)
{
	const char *end = text;
	guint hash = 5381;

	do
		end = g_utf8_next_char(end);
	while (*end != '\0' && g_unichar_isalnum(g_utf8_get_char(end)));
	for (; text < end; text++)
		hash = hash * 33 ^ (guchar)*text;
	return hash;
}

static void
index_spoken(Tracks *tracks)
{
	tracks->spoken = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	for (guint i = 0; i < tracks->keys->len; i++) {
		char *key = g_ptr_array_index(tracks->keys, i);
		gpointer head = GUINT_TO_POINTER(hash_head(key));
		GPtrArray *alike = g_hash_table_lookup(tracks->spoken, head);
		if (alike == NULL) {
			alike = g_ptr_array_new();
			g_hash_table_insert(tracks->spoken, head, alike);
		}
		if (alike->len < ALIKE_MAX)
			g_ptr_array_add(alike, key);
	}
}

static const char *
add_name(Tracks *tracks, const char *written)
{
	char *key = track_key(written);
	const char *name = display_name(tracks->roster, key, written);

	if (*key == '\0' || g_hash_table_contains(tracks->names, key)) {
		g_free(key);
		return name;
	}
	first_words_add(&tracks->first_words, key);
	g_hash_table_insert(tracks->names, key, (gpointer)name);
	g_ptr_array_add(tracks->keys, key);
	return name;
}

static void
collect_tracks(Tracks *tracks, const ActionResolver *resolver, const Meeting *meeting)
{
	*tracks = (Tracks){ .roster = resolver->roster, .first_words = resolver->first_words };
	tracks->names = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	tracks->keys = g_ptr_array_new();
	for (guint i = 0; i < meeting->teams->len; i++) {
		const char *name = add_name(tracks, g_ptr_array_index(meeting->teams, i));
		if (i == 0)
			tracks->first = name;
	}
	for (guint i = 0; i < meeting->topics->len; i++)
		add_name(tracks, ((Topic *)g_ptr_array_index(meeting->topics, i))->name);
}

/* The text in the form of track_key(), without the addresses of links: what a URL holds nobody
 * said. */
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

	for (const char *place = strstr(text, key); place != NULL;
	     place = strstr(place + length, key))
		if (is_word_at(text, place, length))
			return TRUE;
	return FALSE;
}

/* Takes one more track that the text names: FALSE when that makes two. */
static gboolean
take_named(const char *name, const char **found)
{
	if (*found != NULL && strcmp(*found, name) != 0)
		return FALSE;
	*found = name;
	return TRUE;
}

/* Takes the meeting's tracks whose keys stand at `place`. */
static gboolean
take_spoken(const Tracks *tracks, const char *text, const char *place, const char **found)
{
	const GPtrArray *alike =
	    g_hash_table_lookup(tracks->spoken, GUINT_TO_POINTER(hash_head(place)));

	for (guint i = 0; alike != NULL && i < alike->len; i++) {
		const char *key = g_ptr_array_index(alike, i);
		gboolean named =
		    g_str_has_prefix(place, key) && is_word_at(text, place, strlen(key));
		if (named && !take_named(g_hash_table_lookup(tracks->names, key), found))
			return FALSE;
	}
	return TRUE;
}

/* The one track that the text names, of the meeting or of the configuration; NULL for none, or for
 * more. */
static const char *
find_named(Tracks *tracks, const char *text)
{
	GHashTableIter iter;
	gpointer key, value;
	const char *found = NULL;
	gboolean in_word = FALSE;

	if (tracks->spoken == NULL)
		index_spoken(tracks);
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		if (!in_word && !take_spoken(tracks, text, p, &found))
			return NULL;
		in_word = g_unichar_isalnum(g_utf8_get_char(p));
	}
	g_hash_table_iter_init(&iter, roster_track_keys(tracks->roster));
	while (g_hash_table_iter_next(&iter, &key, &value))
		if (names_word(text, key) && !take_named(((const Track *)value)->name, &found))
			return NULL;
	return found;
}

static const char *
find_track(const Action *action, Tracks *tracks)
{
	if (action->heading != NULL) {
		g_autofree char *key = track_key(action->heading);
		const char *name =
		    display_name(tracks->roster, key, g_hash_table_lookup(tracks->names, key));
		if (name != NULL)
			return name;
	}
	if (action->text == NULL || !first_words_may_stand_in(&tracks->first_words, action->text))
		return NULL;

	g_autofree char *text = speakable(action->text);
	return find_named(tracks, text);
}

static void
resolve_track(Action *action, Tracks *tracks)
{
	const char *name = find_track(action, tracks);

	g_free(action->track);
	action->track = g_strdup(name != NULL ? name : tracks->first);
}

ActionResolver *
action_resolver_new(const Roster *roster)
{
	ActionResolver *resolver = g_new0(ActionResolver, 1);
	GHashTableIter iter;
	gpointer key;

	resolver->roster = roster;
	resolver->cache = owner_cache_new(roster);
	g_hash_table_iter_init(&iter, roster_track_keys(roster));
	while (g_hash_table_iter_next(&iter, &key, NULL))
		first_words_add(&resolver->first_words, key);
	return resolver;
}

void
action_resolver_free(ActionResolver *resolver)
{
	if (resolver == NULL)
		return;
	owner_cache_free(resolver->cache);
	g_free(resolver);
}

void
action_resolver_resolve(ActionResolver *resolver, Meeting *meeting)
{
	Tracks tracks;
	if (meeting->actions->len == 0)
		return;

	owner_cache_set_participants(resolver->cache, meeting->participants);
	collect_tracks(&tracks, resolver, meeting);
	for (guint i = 0; i < meeting->actions->len; i++) {
		Action *action = g_ptr_array_index(meeting->actions, i);
		owner_cache_resolve_people(resolver->cache, action);
		resolve_track(action, &tracks);
	}
	g_clear_pointer(&tracks.spoken, g_hash_table_unref);
	g_ptr_array_unref(tracks.keys);
	g_hash_table_unref(tracks.names);
}

void
meeting_resolve(Meeting *meeting, const Roster *roster)
{
	g_autoptr(ActionResolver) resolver = action_resolver_new(roster);

	action_resolver_resolve(resolver, meeting);
}
