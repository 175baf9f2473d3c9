/* overview.c - how things stand with each track and each person. */
#include "compose/overview.h"

#include "base/text.h"
#include "base/text_hash.h"
#include "compose/compose.h"

#include <string.h>

typedef struct {
	Archive *archive;
	const Roster *roster;
	Resolver *resolver;
	GHashTable *tracks; /* id -> Overview *, not owned */
	GHashTable *people; /* likewise */
} Gathering;

static Overview *
add_standing(GHashTable *index, GPtrArray *list, const char *id, const char *name)
{
	Overview *standing = overview_new(id, name);

	g_hash_table_insert(index, standing->id, standing);
	g_ptr_array_add(list, standing);
	return standing;
}

static void
add_configured(Gathering *gathering)
{
	const GPtrArray *tracks = roster_tracks(gathering->roster),
	                *people = roster_people(gathering->roster);

	for (guint i = 0; i < tracks->len; i++) {
		const Track *track = g_ptr_array_index(tracks, i);
		if (g_hash_table_contains(gathering->tracks, track->id))
			continue;
		Overview *standing = add_standing(gathering->tracks, gathering->archive->tracks,
		                                  track->id, track->name);
		standing->configured = TRUE;
	}
	for (guint i = 0; i < people->len; i++) {
		const Person *person = g_ptr_array_index(people, i);
		if (g_hash_table_contains(gathering->people, person->id))
			continue;
		Overview *standing = add_standing(gathering->people, gathering->archive->people,
		                                  person->id, person->name);
		standing->configured = TRUE;
	}
}

/* NULL for what is of no track. */
static Overview *
track_of(Gathering *gathering, const char *spelling)
{
	if (spelling == NULL || *spelling == '\0')
		return NULL;
	const Track *track = roster_track(gathering->roster, spelling);
	g_autofree char *id = track != NULL ? g_strdup(track->id) : text_fold(spelling);
	Overview *standing = g_hash_table_lookup(gathering->tracks, id);

	return standing != NULL ? standing
	                        : add_standing(gathering->tracks, gathering->archive->tracks, id,
	                                       track != NULL ? track->name : spelling);
}

static void
add_record(Overview *standing, ActionRecord *record)
{
	if (standing != NULL)
		g_ptr_array_add(record->state == ACTION_OPEN ? standing->open : standing->finished,
		                record);
}

static void
place_record(Gathering *gathering, ActionRecord *record)
{
	const Action *action = record->action;
	const char *team = record->teams->len > 0 ? g_ptr_array_index(record->teams, 0) : NULL;

	add_record(track_of(gathering, action->track != NULL ? action->track : team), record);
	for (guint i = 0; i < action->people->len; i++)
		add_record(
		    g_hash_table_lookup(gathering->people, g_ptr_array_index(action->people, i)),
		    record);
}

static void
place_meeting(Gathering *gathering, Meeting *meeting)
{
	g_autofree char *name = roster_meeting_track(gathering->roster, meeting);
	Overview *track = track_of(gathering, name);
	if (track != NULL)
		g_ptr_array_add(track->meetings, meeting);

	for (guint i = 0; i < meeting->participants->len; i++) {
		const GPtrArray *people;
		const char *token = g_ptr_array_index(meeting->participants, i);
		if (resolve_token(gathering->resolver, token, NULL, &people) != TOKEN_PERSON)
			continue;
		const Person *person = g_ptr_array_index(people, 0);
		Overview *standing = g_hash_table_lookup(gathering->people, person->id);
		const GPtrArray *had = standing != NULL ? standing->meetings : NULL;
		/* one person may stand there twice; of the meetings this one is the latest that was
		 * placed */
		if (had != NULL && (had->len == 0 || had->pdata[had->len - 1] != meeting))
			g_ptr_array_add(standing->meetings, meeting);
	}
}

static int
compare_open(gconstpointer a, gconstpointer b)
{
	const ActionRecord *x = *(const ActionRecord *const *)a,
	                   *y = *(const ActionRecord *const *)b;
	/* without a due date behind all that have one */
	Day x_due = x->action->due - 1, y_due = y->action->due - 1;

	if (x_due != y_due)
		return x_due < y_due ? -1 : 1;
	if (x->first_day != y->first_day)
		return x->first_day < y->first_day ? -1 : 1;
	return strcmp(x->id, y->id);
}

static int
compare_finished(gconstpointer a, gconstpointer b)
{
	const ActionRecord *x = *(const ActionRecord *const *)a,
	                   *y = *(const ActionRecord *const *)b;

	if (x->last_day != y->last_day)
		return x->last_day > y->last_day ? -1 : 1;
	return strcmp(x->id, y->id);
}

static int
compare_meetings(gconstpointer a, gconstpointer b)
{
	const Meeting *x = *(const Meeting *const *)a, *y = *(const Meeting *const *)b;

	if (x->day != y->day)
		return x->day > y->day ? -1 : 1;
	return x->start != y->start ? (x->start > y->start ? -1 : 1) : strcmp(x->path, y->path);
}

static void
sort_standings(GPtrArray *standings)
{
	for (guint i = 0; i < standings->len; i++) {
		Overview *standing = g_ptr_array_index(standings, i);
		g_ptr_array_sort(standing->open, compare_open);
		g_ptr_array_sort(standing->finished, compare_finished);
		g_ptr_array_sort(standing->meetings, compare_meetings);
	}
}

/* The configured tracks come first, as they are; the others by name. */
static int
compare_tracks(gconstpointer a, gconstpointer b, gpointer data)
{
	const Overview *x = *(const Overview *const *)a, *y = *(const Overview *const *)b;
	const GHashTable *places = data;
	guint i = GPOINTER_TO_UINT(g_hash_table_lookup((GHashTable *)places, x->id)) - 1;
	guint j = GPOINTER_TO_UINT(g_hash_table_lookup((GHashTable *)places, y->id)) - 1;

	if (i != j)
		return i < j ? -1 : 1;
	int order = text_compare(x->name, y->name);
	return order != 0 ? order : strcmp(x->id, y->id);
}

static void
sort_tracks(const Gathering *gathering)
{
	g_autoptr(GHashTable) places = g_hash_table_new(text_hash, g_str_equal);
	const GPtrArray *tracks = roster_tracks(gathering->roster);

	for (guint i = 0; i < tracks->len; i++)
		g_hash_table_insert(places, ((Track *)g_ptr_array_index(tracks, i))->id,
		                    GUINT_TO_POINTER(i + 1));
	g_ptr_array_sort_with_data(gathering->archive->tracks, compare_tracks, places);
}

void
archive_build_overviews(Archive *archive, const Roster *roster)
{
	g_autoptr(GHashTable) tracks = g_hash_table_new(text_hash, g_str_equal);
	g_autoptr(GHashTable) people = g_hash_table_new(text_hash, g_str_equal);
	g_autoptr(Resolver) resolver = resolver_new(roster);
	Gathering gathering = { archive, roster, resolver, tracks, people };

	add_configured(&gathering);
	resolve_records(resolver, archive->records);
	for (guint i = 0; i < archive->records->len; i++)
		place_record(&gathering, g_ptr_array_index(archive->records, i));
	for (guint i = 0; i < archive->meetings->len; i++)
		place_meeting(&gathering, g_ptr_array_index(archive->meetings, i));
	sort_standings(archive->tracks);
	sort_standings(archive->people);
	sort_tracks(&gathering);
	compose_sort_upcoming(archive->upcoming);
}
