/* resolve.c - who the owners of actions are, and which track an action belongs to. */
#include "people/resolve.h"

#include "base/text.h"
#include "base/text_hash.h"
#include "owner_cache.h"
#include "roster_index.h"

#include <string.h>

/* How many tracks of a meeting that begin with the same word are looked for in its items: a file of
 * a thousand headings "Item 1", "Item 2" has no more tracks than that. */
enum {
	ALIKE_MAX = 64
};

/* Names of tracks, to be found in texts. */
typedef struct {
	GHashTable *names;   /* track_key() -> the name for people, not owned */
	GHashTable *by_word; /* hash of a key's first word -> GPtrArray of those keys, not owned */
	guint alike_max;     /* of the keys in such an array */
} TrackNames;

struct Resolver {
	OwnerCache *cache;
	GPtrArray *nobody; /* a list of no participants */
	GPtrArray *found;  /* Person *: what resolve_owners() returns */
	TrackNames configured;
};

/* --- Tracks */

static void
track_names_init(TrackNames *names, guint alike_max)
{
	names->names = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	names->by_word = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	names->alike_max = alike_max;
}

static void
track_names_clear(TrackNames *names)
{
	g_clear_pointer(&names->by_word, g_hash_table_unref);
	g_clear_pointer(&names->names, g_hash_table_unref);
}

static gboolean
is_word_character(const char *p)
{
	return (guchar)*p < 0x80 ? g_ascii_isalnum(*p) : g_unichar_isalnum(g_utf8_get_char(p));
}

/* Returns the end of the first character of `text`, which is not empty, and of the letters and
 * digits after it. */
static const char *
end_of_first_word(const char *text)
{
	const char *end = g_utf8_next_char(text);

	while (is_word_character(end))
		end = g_utf8_next_char(end);
	return end;
}

static gpointer
hash_word(const char *word, const char *end)
{
	guint hash = 5381;

	for (; word < end; word++)
		hash = hash * 33 ^ (guchar)*word;
	return GUINT_TO_POINTER(hash);
}

/* Adds a track unless its key is there.  Takes ownership of `key`, keeps a pointer to `name`. */
static void
track_names_add(TrackNames *names, char *key, const char *name)
{
	if (*key == '\0' || g_hash_table_contains(names->names, key)) {
		g_free(key);
		return;
	}
	g_hash_table_insert(names->names, key, (gpointer)name);
	gpointer first = hash_word(key, end_of_first_word(key));
	GPtrArray *alike = g_hash_table_lookup(names->by_word, first);
	if (alike == NULL) {
		alike = g_ptr_array_new();
		g_hash_table_insert(names->by_word, first, alike);
	}
	if (alike->len < names->alike_max)
		g_ptr_array_add(alike, key);
}

/* Adds a team or a heading of the meeting as a track.  Returns its name: a configured one has one
 * spelling for people. */
static const char *
add_own_track(TrackNames *own, const Resolver *resolver, const char *written)
{
	char *key = track_key(written);
	const char *name = g_hash_table_lookup(resolver->configured.names, key);

	if (name == NULL)
		name = written;
	track_names_add(own, key, name);
	return name;
}

/* Returns the text in the form of track_key() without the addresses of links: in "see
 * https://example.org/vmm/1" nobody speaks of VMM. */
static char *
without_addresses(const char *text)
{
	if (strstr(text, "://") == NULL)
		return track_key(text);

	GString *kept = g_string_sized_new(strlen(text));
	g_auto(GStrv) words = g_strsplit_set(text, " \t\n<>()[]", -1);
	for (char **word = words; *word != NULL; word++)
		if (strstr(*word, "://") == NULL)
			g_string_append_printf(kept, "%s ", *word);
	g_autofree char *joined = g_string_free(kept, FALSE);
	return track_key(joined);
}

/* Looks for the names at `text`, where the word of hash `first` begins.  Returns FALSE when another
 * one than `*found` is there. */
static gboolean
find_name_at(const TrackNames *names, gpointer first, const char *text, const char **found)
{
	const GPtrArray *alike = g_hash_table_lookup(names->by_word, first);

	for (guint i = 0; alike != NULL && i < alike->len; i++) {
		const char *key = g_ptr_array_index(alike, i);
		const char *end = text + strlen(key);
		if (!g_str_has_prefix(text, key) || is_word_character(end))
			continue;
		const char *name = g_hash_table_lookup(names->names, key);
		if (*found != NULL && strcmp(*found, name) != 0)
			return FALSE;
		*found = name;
	}
	return TRUE;
}

/* Returns the only track that `text` names as whole words.  NULL for none, and for two: "the VM on
 * ARM" may be work of either. */
static const char *
find_only_name(const TrackNames *configured, const TrackNames *own, const char *text)
{
	const char *found = NULL;

	for (const char *p = text, *end; *p != '\0'; p = end) {
		end = p + 1;
		if (*p == ' ') /* no key begins with a blank */
			continue;
		end = end_of_first_word(p);
		gpointer first = hash_word(p, end);
		if (!find_name_at(own, first, p, &found) ||
		    !find_name_at(configured, first, p, &found))
			return NULL;
		if (!is_word_character(p))
			end = g_utf8_next_char(p);
		else if (*end != '\0')
			end = g_utf8_next_char(end); /* it ends a word, so no name begins there */
	}
	return found;
}

static const char *
find_track(const Resolver *resolver, const TrackNames *own, const Action *action)
{
	const char *name = NULL;

	if (action->heading != NULL) {
		g_autofree char *key = track_key(action->heading);
		name = g_hash_table_lookup(resolver->configured.names, key);
		if (name == NULL)
			name = g_hash_table_lookup(own->names, key);
	}
	if (name != NULL || action->text == NULL)
		return name;
	g_autofree char *text = without_addresses(action->text);
	return find_only_name(&resolver->configured, own, text);
}

static void
resolve_tracks(const Resolver *resolver, Meeting *meeting)
{
	const char *first = NULL;
	TrackNames own;

	track_names_init(&own, ALIKE_MAX);
	for (guint i = 0; i < meeting->teams->len; i++) {
		const char *name =
		    add_own_track(&own, resolver, g_ptr_array_index(meeting->teams, i));
		if (i == 0)
			first = name;
	}
	for (guint i = 0; i < meeting->topics->len; i++)
		add_own_track(&own, resolver,
		              ((Topic *)g_ptr_array_index(meeting->topics, i))->name);
	for (guint i = 0; i < meeting->actions->len; i++) {
		Action *action = g_ptr_array_index(meeting->actions, i);
		const char *name = find_track(resolver, &own, action);
		g_free(action->track);
		action->track = g_strdup(name != NULL ? name : first);
	}
	track_names_clear(&own);
}

/* --- People */

Resolver *
resolver_new(const Roster *roster)
{
	Resolver *resolver = g_new0(Resolver, 1);
	GHashTableIter iter;
	gpointer key, track;

	resolver->cache = owner_cache_new(roster);
	resolver->nobody = g_ptr_array_new();
	resolver->found = g_ptr_array_new();
	track_names_init(&resolver->configured, G_MAXUINT);
	g_hash_table_iter_init(&iter, roster_track_keys(roster));
	while (g_hash_table_iter_next(&iter, &key, &track))
		track_names_add(&resolver->configured, g_strdup(key), ((const Track *)track)->name);
	return resolver;
}

void
resolver_free(Resolver *resolver)
{
	if (resolver == NULL)
		return;
	owner_cache_free(resolver->cache);
	g_ptr_array_unref(resolver->nobody);
	g_ptr_array_unref(resolver->found);
	track_names_clear(&resolver->configured);
	g_free(resolver);
}

static void
set_participants(Resolver *resolver, const GPtrArray *participants)
{
	owner_cache_set_participants(resolver->cache,
	                             participants != NULL ? participants : resolver->nobody);
}

TokenKind
resolve_token(Resolver *resolver, const char *token, const GPtrArray *participants,
              const GPtrArray **people)
{
	set_participants(resolver, participants);
	return owner_cache_look_up(resolver->cache, token, people);
}

void
resolve_unmatched(Resolver *resolver, const char *token, const GPtrArray *participants,
                  GPtrArray *unmatched)
{
	set_participants(resolver, participants);
	participants_unmatched(owner_cache_participants(resolver->cache), token, unmatched);
}

/* As resolve_owners().  Says in `each`, unless it is NULL, whom each owner means. */
static const GPtrArray *
find_owners(Resolver *resolver, const GPtrArray *owners, const GPtrArray *participants,
            ResolvedOwner *each)
{
	set_participants(resolver, participants);
	g_ptr_array_set_size(resolver->found, 0);
	for (guint i = 0; i < owners->len; i++) {
		const GPtrArray *people;
		TokenKind kind =
		    owner_cache_look_up(resolver->cache, g_ptr_array_index(owners, i), &people);
		for (guint j = 0; kind != TOKEN_AMBIGUOUS && j < people->len; j++)
			people_add(resolver->found, g_ptr_array_index(people, j));
		if (each != NULL)
			each[i] = (ResolvedOwner){ kind, kind == TOKEN_PERSON
				                             ? g_ptr_array_index(people, 0)
				                             : NULL };
	}
	return resolver->found;
}

const GPtrArray *
resolve_owners(Resolver *resolver, const GPtrArray *owners, const GPtrArray *participants)
{
	return find_owners(resolver, owners, participants, NULL);
}

static void
set_people(Action *action, const GPtrArray *people)
{
	g_ptr_array_set_size(action->people, 0);
	for (guint i = 0; i < people->len; i++)
		g_ptr_array_add(action->people,
		                g_strdup(((const Person *)g_ptr_array_index(people, i))->id));
}

void
resolve_meeting(Resolver *resolver, Meeting *meeting)
{
	if (meeting->actions->len == 0)
		return;
	for (guint i = 0; i < meeting->actions->len; i++) {
		Action *action = g_ptr_array_index(meeting->actions, i);
		set_people(action, resolve_owners(resolver, action->owners, meeting->participants));
	}
	resolve_tracks(resolver, meeting);
}

static int
compare_participants(gconstpointer a, gconstpointer b)
{
	const ActionRecord *x = *(const ActionRecord *const *)a,
	                   *y = *(const ActionRecord *const *)b;

	return (x->participants > y->participants) - (x->participants < y->participants);
}

void
resolve_records(Resolver *resolver, GPtrArray *records)
{
	/* records of one meeting share its participants, which are read once when they come
	 * together */
	g_autofree ActionRecord **sorted = g_memdup2(records->pdata, records->len * sizeof *sorted);

	if (records->len > 0)
		qsort(sorted, records->len, sizeof *sorted, compare_participants);
	for (guint i = 0; i < records->len; i++) {
		Action *action = sorted[i]->action;
		g_free(sorted[i]->owners);
		sorted[i]->owners = g_new0(ResolvedOwner, action->owners->len);
		set_people(action, find_owners(resolver, action->owners, sorted[i]->participants,
		                               sorted[i]->owners));
	}
}
