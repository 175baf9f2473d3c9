/* grouping.c - open actions by owner and by track. */
#include "grouping.h"

#include "base/text.h"
#include "base/text_hash.h"

#include <string.h>

DigestAction *
grouping_view(const Digest *digest, const Composition *composition, const ActionRecord *record)
{
	DigestAction *view = digest_action_new();
	Day due = record->action->due;

	view->record = record;
	view->fresh = composition->last_success != 0
	                  ? record->snapshot > composition->snapshot &&
	                        record->first_day >= composition->news_from
	                  : record->first_day >= digest->from;
	if (due != DAY_NONE)
		view->due_in = (gint)due - (gint)digest->today;
	view->overdue = due != DAY_NONE && view->due_in < 0;
	if (record->first_day != DAY_NONE && record->first_day < digest->today)
		view->age_days = digest->today - record->first_day;
	view->stale =
	    record->last_day != DAY_NONE &&
	    record->last_day + composition->config->expire_after_days + 1 <= digest->today;
	return view;
}

static int
compare_actions(gconstpointer a, gconstpointer b)
{
	const DigestAction *x = *(const DigestAction *const *)a,
	                   *y = *(const DigestAction *const *)b;

	if (x->due_in != y->due_in)
		return x->due_in < y->due_in ? -1 : 1;
	if (x->record->first_day != y->record->first_day)
		return x->record->first_day < y->record->first_day ? -1 : 1;
	return strcmp(x->record->id, y->record->id);
}

/* Persons by name, then groups, then tokens that are nobody, then no owner at all. */
static int
rank(const OwnerGroup *group)
{
	if (group->person != NULL)
		return 0;
	if (group->is_group)
		return 1;
	return *group->label != '\0' ? 2 : 3;
}

static int
compare_owner_groups(gconstpointer a, gconstpointer b, gpointer data)
{
	const OwnerGroup *x = *(const OwnerGroup *const *)a, *y = *(const OwnerGroup *const *)b;
	const Person *reader = data;

	if (reader != NULL && (x->person == reader) != (y->person == reader))
		return x->person == reader ? -1 : 1;
	if (rank(x) != rank(y))
		return rank(x) - rank(y);
	return text_compare(x->label, y->label);
}

/* Who one action is listed under; `key` tells the groups apart. */
typedef struct {
	char *key;
	char *label;
	const Person *person;
	gboolean is_group;
	gboolean ambiguous;
} Listing;

static void
listing_clear(Listing *listing)
{
	g_free(listing->key);
	g_free(listing->label);
}

static void
add_listing(GArray *listings, const char *prefix, const char *name, Listing listing)
{
	listing.key = g_strconcat(prefix, name, NULL);
	for (guint i = 0; i < listings->len; i++) {
		if (strcmp(g_array_index(listings, Listing, i).key, listing.key) == 0) {
			listing_clear(&listing);
			return;
		}
	}
	g_array_append_val(listings, listing);
}

static void
add_token(GArray *listings, const Meant *meant, const char *token)
{
	const Person *person = meant->person;

	if (meant->kind == TOKEN_PERSON) {
		add_listing(listings, "p:", person->id,
		            (Listing){ .label = g_strdup(person->name), .person = person });
		return;
	}
	g_autofree char *folded = text_fold(token);
	add_listing(listings, "t:", folded,
	            (Listing){ .label = g_strdup(token),
	                       .is_group = meant->kind == TOKEN_GROUP,
	                       .ambiguous = meant->kind == TOKEN_AMBIGUOUS });
}

static GArray *
listings_of(const ActionRecord *record, GHashTable *all)
{
	const Meant *meant = g_hash_table_lookup(all, record);

	GArray *listings = g_array_new(FALSE, FALSE, sizeof(Listing));

	g_array_set_clear_func(listings, (GDestroyNotify)listing_clear);
	for (guint i = 0; i < record->action->owners->len; i++)
		add_token(listings, &meant[i], g_ptr_array_index(record->action->owners, i));
	if (listings->len == 0)
		add_listing(listings, "", "", (Listing){ .label = g_strdup("") });
	return listings;
}

static OwnerGroup *
group_for(GHashTable *groups, Digest *digest, const Listing *listing)
{
	OwnerGroup *group = g_hash_table_lookup(groups, listing->key);
	if (group != NULL)
		return group;

	group = owner_group_new();
	group->label = g_strdup(listing->label);
	group->person = listing->person;
	group->is_group = listing->is_group;
	group->ambiguous = listing->ambiguous;
	g_hash_table_insert(groups, g_strdup(listing->key), group);
	g_ptr_array_add(digest->owners, group);
	return group;
}

static void
add_to_group(OwnerGroup *group, DigestAction *view, const GArray *listings, const char *key)
{
	enum {
		OTHERS_MAX =
		    4 /* as many as are shown; an item of thirty owners is listed thirty times */
	};

	for (guint i = 0; i < listings->len; i++) {
		const Listing *other = &g_array_index(listings, Listing, i);
		if (strcmp(other->key, key) == 0)
			continue;
		if (view->others->len < OTHERS_MAX)
			g_ptr_array_add(view->others, g_strdup(other->label));
		else
			view->more_others++;
	}
	g_ptr_array_add(group->actions, view);
}

/* For one person's own list. */
static void
add_for_reader(GHashTable *groups, Digest *digest, const Composition *composition,
               const ActionRecord *record, const GArray *listings, const Person *reader)
{
	g_autofree char *key = g_strconcat("p:", reader->id, NULL);
	Listing listing = { .key = key, .label = reader->name, .person = reader };
	add_to_group(group_for(groups, digest, &listing),
	             grouping_view(digest, composition, record), listings, key);
}

void
grouping_by_owner(Digest *digest, const Composition *composition, const GPtrArray *records,
                  const Person *only)
{
	g_autoptr(GHashTable) groups = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(records, i);
		g_autoptr(GArray) listings = listings_of(record, composition->meant);
		if (only != NULL) {
			add_for_reader(groups, digest, composition, record, listings, only);
			continue;
		}
		for (guint l = 0; l < listings->len; l++) {
			const Listing *listing = &g_array_index(listings, Listing, l);
			add_to_group(group_for(groups, digest, listing),
			             grouping_view(digest, composition, record), listings,
			             listing->key);
		}
	}
	for (guint i = 0; i < digest->owners->len; i++)
		g_ptr_array_sort(((OwnerGroup *)g_ptr_array_index(digest->owners, i))->actions,
		                 compare_actions);
	g_ptr_array_sort_with_data(digest->owners, compare_owner_groups, (gpointer)digest->reader);
}

typedef struct {
	const Roster *roster;
	GHashTable *groups; /* folded name -> TrackGroup */
	GPtrArray *tracks;
} TrackGrouping;

static TrackGroup *
track_group_for(TrackGrouping *grouping, const char *spelling)
{
	const Track *track = roster_track(grouping->roster, spelling);
	const char *name = track != NULL ? track->name : spelling;
	g_autofree char *folded = text_fold(name);

	TrackGroup *group = g_hash_table_lookup(grouping->groups, folded);
	if (group != NULL)
		return group;
	group = track_group_new();
	group->id = g_strdup(track != NULL ? track->id : folded);
	group->name = g_strdup(name);
	g_hash_table_insert(grouping->groups, g_steal_pointer(&folded), group);
	g_ptr_array_add(grouping->tracks, group);
	return group;
}

static guint
configured_place(const Roster *roster, const char *id)
{
	const GPtrArray *tracks = roster_tracks(roster);

	for (guint i = 0; i < tracks->len; i++)
		if (strcmp(((const Track *)g_ptr_array_index(tracks, i))->id, id) == 0)
			return i;
	return tracks->len;
}

static int
compare_track_groups(gconstpointer a, gconstpointer b, gpointer data)
{
	const TrackGroup *x = *(const TrackGroup *const *)a, *y = *(const TrackGroup *const *)b;
	guint i = configured_place(data, x->id), j = configured_place(data, y->id);

	if (i != j)
		return i < j ? -1 : 1;
	return text_compare(x->name, y->name);
}

/* An action is news of its track when it is new, overdue, or due before the next such digest is
 * likely to come. */
static gboolean
is_track_news(const DigestAction *view)
{
	return view->fresh || view->overdue || view->due_in < 7;
}

void
grouping_by_track(Digest *digest, const Composition *composition)
{
	const Roster *roster = composition->config->roster;
	g_autoptr(GHashTable) groups = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	TrackGrouping grouping = { roster, groups, digest->tracks };

	for (guint i = 0; i < digest->changes->len; i++) {
		Change *change = g_ptr_array_index(digest->changes, i);
		g_autofree char *track = compose_meeting_track(change->after, roster);
		g_ptr_array_add(track_group_for(&grouping, track)->changes, change);
	}
	for (guint i = 0; i < composition->records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(composition->records, i);
		DigestAction *view = grouping_view(digest, composition, record);
		if (!is_track_news(view)) {
			digest_action_free(view);
			continue;
		}
		const char *track = record->action->track != NULL ? record->action->track : "";
		g_ptr_array_add(track_group_for(&grouping, track)->actions, view);
	}
	for (guint i = 0; i < digest->tracks->len; i++)
		g_ptr_array_sort(((TrackGroup *)g_ptr_array_index(digest->tracks, i))->actions,
		                 compare_actions);
	g_ptr_array_sort_with_data(digest->tracks, compare_track_groups, (gpointer)roster);
}
