/* roster.c - the configured people, groups and tracks, indexed by their spellings. */
#include "people/roster.h"

#include "base/text.h"
#include "roster_index.h"

#include <string.h>

struct Roster {
	GPtrArray *people;         /* Person *, owned */
	GPtrArray *groups;         /* Group *, owned */
	GPtrArray *tracks;         /* Track *, owned */
	GHashTable *by_id;         /* id as written -> Person * */
	GHashTable *by_key;        /* name_fold() -> GPtrArray of Person * */
	GHashTable *by_letter;     /* GUINT_TO_POINTER(first letter) -> GPtrArray of PersonName * */
	GHashTable *group_by_key;  /* name_fold() -> Group * */
	GHashTable *track_by_name; /* track_key() -> Track * */
};

static void
person_name_free(gpointer data)
{
	PersonName *name = data;

	name_key_free(name->name);
	g_free(name);
}

static void
array_unref(gpointer array)
{
	g_ptr_array_unref(array);
}

Roster *
roster_new(void)
{
	Roster *roster = g_new0(Roster, 1);

	roster->people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	roster->groups = g_ptr_array_new_with_free_func((GDestroyNotify)group_free);
	roster->tracks = g_ptr_array_new_with_free_func((GDestroyNotify)track_free);
	roster->by_id = g_hash_table_new(g_str_hash, g_str_equal);
	roster->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, array_unref);
	roster->by_letter = g_hash_table_new_full(NULL, NULL, NULL, array_unref);
	roster->group_by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	roster->track_by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return roster;
}

void
roster_free(Roster *roster)
{
	if (roster == NULL)
		return;
	g_hash_table_unref(roster->track_by_name);
	g_hash_table_unref(roster->group_by_key);
	g_hash_table_unref(roster->by_letter);
	g_hash_table_unref(roster->by_key);
	g_hash_table_unref(roster->by_id);
	g_ptr_array_unref(roster->tracks);
	g_ptr_array_unref(roster->groups);
	g_ptr_array_unref(roster->people);
	g_free(roster);
}

void
people_add(GPtrArray *people, const Person *person)
{
	if (!g_ptr_array_find(people, person, NULL))
		g_ptr_array_add(people, (gpointer)person);
}

/* Indexes one way in which the person is written. */
static void
index_spelling(Roster *roster, Person *person, const char *text)
{
	NameKey *name = name_key_of_name(text);
	g_autofree char *key = name_fold(text);

	GPtrArray *spelled = g_hash_table_lookup(roster->by_key, key);
	if (spelled == NULL) {
		spelled = g_ptr_array_new();
		g_hash_table_insert(roster->by_key, g_steal_pointer(&key), spelled);
	}
	people_add(spelled, person);
	if (name->count < 2) { /* it has no initials */
		name_key_free(name);
		return;
	}

	gpointer letter = GUINT_TO_POINTER(g_utf8_get_char(name->words[0]));
	GPtrArray *initialled = g_hash_table_lookup(roster->by_letter, letter);
	if (initialled == NULL) {
		initialled = g_ptr_array_new_with_free_func(person_name_free);
		g_hash_table_insert(roster->by_letter, letter, initialled);
	}
	PersonName *entry = g_new(PersonName, 1);
	*entry = (PersonName){ person, name };
	g_ptr_array_add(initialled, entry);
}

void
roster_add_person(Roster *roster, Person *person)
{
	if (person->name == NULL)
		person->name = g_strdup(person->id);
	g_ptr_array_add(roster->people, person);
	if (!g_hash_table_contains(roster->by_id, person->id))
		g_hash_table_insert(roster->by_id, person->id, person);
	index_spelling(roster, person, person->id);
	index_spelling(roster, person, person->name);
	for (guint i = 0; i < person->aliases->len; i++)
		index_spelling(roster, person, g_ptr_array_index(person->aliases, i));
}

/* Inserts `key`, which it takes, unless it is empty or an earlier entry of the configuration has
 * it. */
static void
index_once(GHashTable *table, char *key, gpointer value)
{
	if (*key == '\0' || g_hash_table_contains(table, key))
		g_free(key);
	else
		g_hash_table_insert(table, key, value);
}

void
roster_add_group(Roster *roster, Group *group)
{
	g_ptr_array_add(roster->groups, group);
	index_once(roster->group_by_key, name_fold(group->id), group);
	for (guint i = 0; i < group->aliases->len; i++)
		index_once(roster->group_by_key, name_fold(g_ptr_array_index(group->aliases, i)),
		           group);
}

char *
track_key(const char *name)
{
	if (strpbrk(name, "-_") == NULL)
		return text_fold(name);

	g_autofree char *spaced = g_strdup(name);
	for (char *p = strpbrk(spaced, "-_"); p != NULL; p = strpbrk(p + 1, "-_"))
		*p = ' ';
	return text_fold(spaced);
}

void
roster_add_track(Roster *roster, Track *track)
{
	if (track->name == NULL)
		track->name = g_strdup(track->id);
	g_ptr_array_add(roster->tracks, track);
	index_once(roster->track_by_name, track_key(track->id), track);
	index_once(roster->track_by_name, track_key(track->name), track);
	for (guint i = 0; i < track->aliases->len; i++)
		index_once(roster->track_by_name, track_key(g_ptr_array_index(track->aliases, i)),
		           track);
}

const GPtrArray *
roster_people(const Roster *roster)
{
	return roster->people;
}

const GPtrArray *
roster_tracks(const Roster *roster)
{
	return roster->tracks;
}

const Person *
roster_person(const Roster *roster, const char *id)
{
	return id == NULL ? NULL : g_hash_table_lookup(roster->by_id, id);
}

const GPtrArray *
roster_spelled(const Roster *roster, const char *key)
{
	return g_hash_table_lookup(roster->by_key, key);
}

const GPtrArray *
roster_initialled(const Roster *roster, gunichar letter)
{
	return g_hash_table_lookup(roster->by_letter, GUINT_TO_POINTER(letter));
}

const Group *
roster_group(const Roster *roster, const char *key)
{
	return g_hash_table_lookup(roster->group_by_key, key);
}

const Track *
roster_track(const Roster *roster, const char *name)
{
	g_autofree char *key = track_key(name);

	return g_hash_table_lookup(roster->track_by_name, key);
}

char *
roster_meeting_track(const Roster *roster, const Meeting *meeting)
{
	if (meeting->teams->len == 0)
		return g_strdup("");

	const char *team = g_ptr_array_index(meeting->teams, 0);
	const Track *track = roster_track(roster, team);
	return g_strdup(track != NULL ? track->name : team);
}

GHashTable *
roster_track_keys(const Roster *roster)
{
	return roster->track_by_name;
}
