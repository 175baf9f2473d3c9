/* compose.c - from changes and open actions to one digest for each reader. */
#include "compose/compose.h"

#include "base/text.h"
#include "base/text_hash.h"
#include "choose.h"
#include "compose/schedule.h"

#include <string.h>

void
composition_init(Composition *composition, const Config *config, const Job *job, gint64 now)
{
	*composition = (Composition){
		.config = config,
		.job = job,
		.now = now,
		.resolver = resolver_new(config->roster),
		.records = g_ptr_array_new_with_free_func((GDestroyNotify)action_record_free),
		.marked = g_ptr_array_new_with_free_func((GDestroyNotify)marked_action_free),
		.looking = g_ptr_array_new_with_free_func((GDestroyNotify)action_record_free),
		.changes = g_ptr_array_new_with_free_func((GDestroyNotify)change_free),
		.upcoming = g_ptr_array_new_with_free_func((GDestroyNotify)upcoming_free),
		.announced = compose_announced_new(),
	};
}

void
composition_clear(Composition *composition)
{
	g_clear_pointer(&composition->resolver, resolver_free);
	g_clear_pointer(&composition->of_person, g_hash_table_unref);
	g_clear_pointer(&composition->marked_of, g_hash_table_unref);
	g_clear_pointer(&composition->looking_of, g_hash_table_unref);
	g_clear_pointer(&composition->records, g_ptr_array_unref);
	g_clear_pointer(&composition->looking, g_ptr_array_unref);
	g_clear_pointer(&composition->marked, g_ptr_array_unref);
	g_clear_pointer(&composition->changes, g_ptr_array_unref);
	g_clear_pointer(&composition->upcoming, g_ptr_array_unref);
	g_clear_pointer(&composition->announced, g_hash_table_unref);
}

gboolean
compose_is_news(const Composition *composition, const Meeting *meeting)
{
	return meeting->day == DAY_NONE || meeting->day >= composition->news_from;
}

gboolean
compose_is_late(const Composition *composition, const Meeting *meeting)
{
	return meeting->day != DAY_NONE && meeting->day < composition->late_before;
}

/*
 * Stale actions are shown in the one period in which they become so.  A first run is told by the
 * meetings' days, so what is of a later day is not of its past; later runs tell whatever is new.
 * What was stale before the job could list it stays silent: old notes that somebody brings are no
 * reason to list a thousand items.
 */
static gboolean
is_silent(const Composition *composition, const ActionRecord *record, Day from, Day today)
{
	if (record->snoozed_until > today ||
	    (composition->last_success == 0 && record->first_day > today))
		return TRUE;
	Day stale_from = action_record_stale_from(record, composition->config->expire_after_days);
	if (stale_from == DAY_NONE || stale_from > today)
		return FALSE;
	return stale_from <= from || record->snapshot > composition->snapshot;
}

/* Puts `item` to what each of `people` (char *: ids) has. */
static void
index_item(GHashTable *index, const GPtrArray *people, gpointer item)
{
	for (guint i = 0; i < people->len; i++) {
		char *id = g_ptr_array_index(people, i);
		GPtrArray *theirs = g_hash_table_lookup(index, id);
		if (theirs == NULL) {
			theirs = g_ptr_array_new();
			g_hash_table_insert(index, id, theirs);
		}
		g_ptr_array_add(theirs, item);
	}
}

static GHashTable *
index_new(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
	                             (GDestroyNotify)g_ptr_array_unref);
}

/* So that a reader's reminder need not go by everybody's items. */
static void
index_people(Composition *composition)
{
	composition->of_person = index_new();
	for (guint i = 0; i < composition->records->len; i++) {
		ActionRecord *record = g_ptr_array_index(composition->records, i);
		index_item(composition->of_person, record->action->people, record);
	}
	composition->marked_of = index_new();
	for (guint i = 0; i < composition->marked->len; i++) {
		MarkedAction *marked = g_ptr_array_index(composition->marked, i);
		index_item(composition->marked_of, marked->people, marked);
	}
	composition->looking_of = index_new();
	for (guint i = 0; i < composition->looking->len; i++) {
		ActionRecord *record = g_ptr_array_index(composition->looking, i);
		index_item(composition->looking_of, record->action->people, record);
	}
}

/* Finds everybody who has the action in any file, or had it before the mark. */
static void
resolve_marked(MarkedAction *marked, Resolver *resolver)
{
	for (guint i = 0; i < marked->occurrences->len; i++) {
		const MarkedOccurrence *one = g_ptr_array_index(marked->occurrences, i);
		const GPtrArray *people = resolve_owners(resolver, one->owners, one->participants);
		for (guint p = 0; p < people->len; p++) {
			const char *id = ((const Person *)g_ptr_array_index(people, p))->id;
			if (!g_ptr_array_find_with_equal_func(marked->people, id, g_str_equal,
			                                      NULL))
				g_ptr_array_add(marked->people, g_strdup(id));
		}
	}
}

void
composition_resolve(Composition *composition)
{
	GTimeZone *zone = composition->config->timezone;
	Day today = day_from_unix(composition->now, zone);
	Day from = schedule_period_start(composition->job, composition->last_success,
	                                 composition->now, zone);

	g_autoptr(GPtrArray) all = composition->records;
	composition->records = g_ptr_array_new_full(all->len, (GDestroyNotify)action_record_free);
	g_ptr_array_set_free_func(all, NULL);
	for (guint i = 0; i < all->len; i++) {
		ActionRecord *record = g_ptr_array_index(all, i);
		if (is_silent(composition, record, from, today))
			action_record_free(record);
		else
			g_ptr_array_add(composition->records, record);
	}
	for (guint i = 0; i < composition->marked->len; i++)
		resolve_marked(g_ptr_array_index(composition->marked, i), composition->resolver);
	resolve_records(composition->resolver, composition->records);
	resolve_records(composition->resolver, composition->looking);
	index_people(composition);
}

GHashTable *
compose_announced_new(void)
{
	return g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
}

void
compose_upcoming(GPtrArray *upcoming, GHashTable *announced, const Meeting *meeting, Day today,
                 const Roster *roster)
{
	for (guint i = 0; i < meeting->decisions->len; i++) {
		const Decision *decision = g_ptr_array_index(meeting->decisions, i);
		if (decision->next_meeting == DAY_NONE || decision->next_meeting < today)
			continue;
		g_autofree char *track = roster_meeting_track(roster, meeting);
		if (!g_hash_table_add(announced,
		                      g_strdup_printf("%u %s", decision->next_meeting, track)))
			continue;
		Upcoming *coming = g_new0(Upcoming, 1);
		coming->day = decision->next_meeting;
		coming->start = decision->next_start;
		coming->offset = decision->next_offset;
		coming->track = g_steal_pointer(&track);
		coming->text = g_strdup(decision->text);
		coming->path = g_strdup(meeting->path);
		coming->line = decision->line;
		g_ptr_array_add(upcoming, coming);
	}
}

static int
compare_upcoming(gconstpointer a, gconstpointer b)
{
	const Upcoming *x = *(const Upcoming *const *)a, *y = *(const Upcoming *const *)b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return strcmp(x->track, y->track);
}

void
compose_sort_upcoming(GPtrArray *upcoming)
{
	g_ptr_array_sort(upcoming, compare_upcoming);
}

static int
compare_changes(gconstpointer a, gconstpointer b)
{
	const Change *x = *(const Change *const *)a, *y = *(const Change *const *)b;

	if ((x->before == NULL) != (y->before == NULL))
		return x->before == NULL ? -1 : 1;
	if (x->after->day != y->after->day)
		return x->after->day < y->after->day ? -1 : 1;
	return strcmp(x->after->path, y->after->path);
}

/* Says whether the action came to be known within the period. */
static gboolean
is_untold(const Composition *composition, const ActionRecord *record)
{
	return composition->last_success != 0 && record->snapshot > composition->snapshot;
}

static gboolean
is_fresh(const Digest *digest, const Composition *composition, const ActionRecord *record)
{
	return composition->last_success != 0
	           ? is_untold(composition, record) &&
	                 record->first_day >= MAX(composition->news_from, composition->late_before)
	           : record->first_day >= digest->from;
}

/* A digest does not tell of meetings that are not news; whoever has something to do is told. */
static gboolean
is_just_noted(const Digest *digest, const Composition *composition, const ActionRecord *record)
{
	return is_untold(composition, record) && !is_fresh(digest, composition, record) &&
	       (digest->kind == JOB_REMINDER || record->first_day >= composition->news_from);
}

/* The record as the digest's reader sees it: counted from digest->today. */
static DigestAction *
new_view(const Digest *digest, const Composition *composition, const ActionRecord *record)
{
	DigestAction *view = digest_action_new();
	Day due = record->action->due;
	Day stale_from = action_record_stale_from(record, composition->config->expire_after_days);

	view->record = record;
	view->fresh = is_fresh(digest, composition, record);
	view->noted = is_just_noted(digest, composition, record);
	if (due != DAY_NONE)
		view->due_in = (gint)due - (gint)digest->today;
	view->overdue = due != DAY_NONE && view->due_in < 0;
	view->newly_overdue = view->overdue && due >= digest->from;
	view->back = record->snoozed_until > digest->from;
	if (record->first_day != DAY_NONE && record->first_day < digest->today)
		view->age_days = digest->today - record->first_day;
	view->stale = stale_from != DAY_NONE && stale_from <= digest->today;
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
	return choose_order(x, y);
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
add_token(GArray *listings, const ResolvedOwner *owner, const char *token)
{
	const Person *person = owner->person;

	if (owner->kind == TOKEN_PERSON) {
		add_listing(listings, "p:", person->id,
		            (Listing){ .label = g_strdup(person->name), .person = person });
		return;
	}
	g_autofree char *folded = text_fold(token);
	add_listing(listings, "t:", folded,
	            (Listing){ .label = g_strdup(token),
	                       .is_group = owner->kind == TOKEN_GROUP,
	                       .ambiguous = owner->kind == TOKEN_AMBIGUOUS });
}

static GArray *
listings_of(const ActionRecord *record)
{
	GArray *listings = g_array_new(FALSE, FALSE, sizeof(Listing));

	g_array_set_clear_func(listings, (GDestroyNotify)listing_clear);
	for (guint i = 0; i < record->action->owners->len; i++)
		add_token(listings, &record->owners[i],
		          g_ptr_array_index(record->action->owners, i));
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
	add_to_group(group_for(groups, digest, &listing), new_view(digest, composition, record),
	             listings, key);
}

/* Fills digest->owners from `records`.  With `only` set, they are all that person's, and so is the
 * one group. */
static void
group_by_owner(Digest *digest, const Composition *composition, const GPtrArray *records,
               const Person *only)
{
	g_autoptr(GHashTable) groups = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(records, i);
		g_autoptr(GArray) listings = listings_of(record);
		if (only != NULL) {
			add_for_reader(groups, digest, composition, record, listings, only);
			continue;
		}
		for (guint l = 0; l < listings->len; l++) {
			const Listing *listing = &g_array_index(listings, Listing, l);
			add_to_group(group_for(groups, digest, listing),
			             new_view(digest, composition, record), listings, listing->key);
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

/* Fills digest->tracks from digest->changes and the records. */
static void
group_by_track(Digest *digest, const Composition *composition)
{
	const Roster *roster = composition->config->roster;
	g_autoptr(GHashTable) groups = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);
	TrackGrouping grouping = { roster, groups, digest->tracks };

	for (guint i = 0; i < digest->changes->len; i++) {
		Change *change = g_ptr_array_index(digest->changes, i);
		g_autofree char *track = roster_meeting_track(roster, change->after);
		g_ptr_array_add(track_group_for(&grouping, track)->changes, change);
	}
	for (guint i = 0; i < composition->records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(composition->records, i);
		DigestAction *view = new_view(digest, composition, record);
		if (!digest_action_is_news(view)) {
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

static void
count_actions(Digest *digest, const Composition *composition, const GPtrArray *records)
{
	for (guint i = 0; i < records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(records, i);
		DigestAction *view = new_view(digest, composition, record);
		digest->open_actions++;
		digest->new_actions += view->fresh ? 1 : 0;
		digest->overdue_actions += view->overdue ? 1 : 0;
		digest->due_soon += digest_action_is_soon(view) ? 1 : 0;
		digest->newly_overdue += view->newly_overdue ? 1 : 0;
		digest->noted_actions += view->noted ? 1 : 0;
		digest->last_actions += view->stale ? 1 : 0;
		digest->unassigned_actions += record->action->people->len == 0 ? 1 : 0;
		digest_action_free(view);
	}
}

static Digest *
new_digest(const Composition *composition, const Person *reader)
{
	GTimeZone *zone = composition->config->timezone;
	Digest *digest = digest_new();

	digest->job = g_strdup(composition->job->name);
	digest->kind = composition->job->kind;
	digest->reader = reader;
	digest->now = composition->now;
	digest->page = g_strdup(composition->page);
	digest->answer_key = composition->answer_key;
	digest->today = day_from_unix(composition->now, zone);
	digest->from = schedule_period_start(composition->job, composition->last_success,
	                                     composition->now, zone);
	g_ptr_array_unref(digest->records);
	digest->records = g_ptr_array_ref(composition->records);
	return digest;
}

/* What the digest is about; NULL when it is nothing. */
static const GPtrArray *
records_for(const Digest *digest, const Composition *composition)
{
	if (digest->kind != JOB_REMINDER || digest->reader == NULL)
		return composition->records;
	return g_hash_table_lookup(composition->of_person, digest->reader->id);
}

static void
take_marked(Digest *digest, const Composition *composition)
{
	const GPtrArray *marked =
	    digest->reader == NULL
	        ? composition->marked
	        : g_hash_table_lookup(composition->marked_of, digest->reader->id);

	for (guint i = 0; marked != NULL && i < marked->len; i++)
		g_ptr_array_add(digest->marked, g_ptr_array_index(marked, i));
}

static void
take_looking(Digest *digest, const Composition *composition)
{
	gboolean own = digest->kind == JOB_REMINDER && digest->reader != NULL;
	const GPtrArray *looking =
	    own ? g_hash_table_lookup(composition->looking_of, digest->reader->id)
	        : composition->looking;

	for (guint i = 0; looking != NULL && i < looking->len; i++)
		g_ptr_array_add(digest->looking, g_ptr_array_index(looking, i));
}

Digest *
compose_digest(const Composition *composition, const Person *reader)
{
	Digest *digest = new_digest(composition, reader);
	const GPtrArray *records = records_for(digest, composition);

	g_ptr_array_unref(digest->changes);
	g_ptr_array_sort(composition->changes, compare_changes);
	digest->changes = g_ptr_array_ref(composition->changes);
	g_ptr_array_unref(digest->upcoming);
	compose_sort_upcoming(composition->upcoming);
	digest->upcoming = g_ptr_array_ref(composition->upcoming);
	for (guint i = 0; i < digest->changes->len; i++) {
		const Change *change = g_ptr_array_index(digest->changes, i);
		digest->new_meetings += change->before == NULL ? 1 : 0;
		digest->changed_meetings += change->before != NULL ? 1 : 0;
	}
	if (records != NULL) {
		count_actions(digest, composition, records);
		group_by_owner(digest, composition, records,
		               digest->kind == JOB_REMINDER ? reader : NULL);
	}
	take_looking(digest, composition);
	if (digest->kind == JOB_REMINDER) {
		take_marked(digest, composition);
		compose_choose(digest);
	} else {
		group_by_track(digest, composition);
	}
	return digest;
}

/* The changes stay the composition's: the digest only looks at them. */
static Digest *
new_post(const Composition *composition)
{
	Digest *digest = new_digest(composition, NULL);

	g_ptr_array_set_free_func(digest->changes, NULL);
	return digest;
}

static void
add_to_post(Digest *digest, Change *change)
{
	g_ptr_array_add(digest->changes, change);
	digest->new_meetings += change->before == NULL ? 1 : 0;
	digest->changed_meetings += change->before != NULL ? 1 : 0;
	digest->new_actions += change->added->len;
}

Digest *
compose_list(const Composition *composition, const GPtrArray *changes)
{
	Digest *digest = new_post(composition);

	for (guint i = 0; i < changes->len; i++)
		add_to_post(digest, g_ptr_array_index(changes, i));
	return digest;
}

Digest *
compose_post(const Composition *composition, Change *change, gboolean posted)
{
	Digest *digest = new_post(composition);

	digest->first_post = !posted;
	add_to_post(digest, change);
	g_autoptr(GHashTable) announced = compose_announced_new();
	compose_upcoming(digest->upcoming, announced, change->after, digest->today,
	                 composition->config->roster);
	return digest;
}

GPtrArray *
compose_readers(const Composition *composition)
{
	const GPtrArray *people = roster_people(composition->config->roster);
	GPtrArray *readers = g_ptr_array_new();

	for (guint i = 0; i < people->len; i++) {
		Person *person = g_ptr_array_index(people, i);
		const GPtrArray *marked = g_hash_table_lookup(composition->marked_of, person->id);
		if (g_hash_table_contains(composition->of_person, person->id) ||
		    g_hash_table_contains(composition->looking_of, person->id) ||
		    (marked != NULL && marked_any_elsewhere(marked)))
			g_ptr_array_add(readers, person);
	}
	return readers;
}
