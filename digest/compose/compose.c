/* compose.c - from changes and open actions to one digest for each reader. */
#include "compose/compose.h"

#include "base/text.h"
#include "base/text_hash.h"
#include "compose/schedule.h"
#include "grouping.h"

#include <string.h>

enum {
	DUE_SOON_DAYS = 7
};

void
composition_init(Composition *composition, const Config *config, const Job *job, gint64 now)
{
	*composition = (Composition){
		.config = config,
		.job = job,
		.now = now,
		.records = g_ptr_array_new_with_free_func((GDestroyNotify)action_record_free),
		.marked = g_ptr_array_new_with_free_func((GDestroyNotify)marked_action_free),
		.changes = g_ptr_array_new_with_free_func((GDestroyNotify)change_free),
		.upcoming = g_ptr_array_new_with_free_func((GDestroyNotify)upcoming_free),
		.announced = compose_announced_new(),
	};
}

void
composition_clear(Composition *composition)
{
	g_clear_pointer(&composition->meant, g_hash_table_unref);
	g_clear_pointer(&composition->of_person, g_hash_table_unref);
	g_clear_pointer(&composition->marked_of, g_hash_table_unref);
	g_clear_pointer(&composition->records, g_ptr_array_unref);
	g_clear_pointer(&composition->marked, g_ptr_array_unref);
	g_clear_pointer(&composition->changes, g_ptr_array_unref);
	g_clear_pointer(&composition->upcoming, g_ptr_array_unref);
	g_clear_pointer(&composition->announced, g_hash_table_unref);
}

/* Those of one meeting together, which share their participants; in what order the meetings are
 * does not matter. */
static int
compare_participants(gconstpointer a, gconstpointer b)
{
	const ActionRecord *x = *(const ActionRecord *const *)a,
	                   *y = *(const ActionRecord *const *)b;

	return (x->participants > y->participants) - (x->participants < y->participants);
}

GHashTable *
composition_resolve_people(GPtrArray *records, const Roster *roster)
{
	g_autoptr(OwnerCache) cache = owner_cache_new(roster);
	g_autoptr(GPtrArray) sorted = g_ptr_array_copy(records, NULL, NULL);
	GHashTable *all = g_hash_table_new_full(NULL, NULL, NULL, g_free);

	g_ptr_array_set_free_func(sorted, NULL);
	g_ptr_array_sort(sorted, compare_participants);
	for (guint i = 0; i < sorted->len; i++) {
		ActionRecord *record = g_ptr_array_index(sorted, i);
		owner_cache_set_participants(cache, record->participants);
		g_hash_table_insert(all, record, owner_cache_resolve_owners(cache, record->action));
	}
	return all;
}

gboolean
compose_is_news(const Composition *composition, const Meeting *meeting)
{
	return meeting->day == DAY_NONE || meeting->day >= composition->news_from;
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
	Day stale_from = record->last_day + composition->config->expire_after_days + 1;
	if (record->last_day == DAY_NONE || stale_from > today)
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
}

/* Everybody who has it in any file, or had it before the mark. */
static void
resolve_marked(MarkedAction *marked, OwnerCache *cache)
{
	for (guint i = 0; i < marked->copies->len; i++) {
		const MarkedCopy *copy = g_ptr_array_index(marked->copies, i);
		Action *action = action_new_for(g_ptr_array_ref(copy->owners));
		owner_cache_set_participants(cache, copy->participants);
		owner_cache_resolve_people(cache, action);
		for (guint p = 0; p < action->people->len; p++) {
			const char *id = g_ptr_array_index(action->people, p);
			if (!g_ptr_array_find_with_equal_func(marked->people, id, g_str_equal,
			                                      NULL))
				g_ptr_array_add(marked->people, g_strdup(id));
		}
		action_free(action);
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
	g_autoptr(OwnerCache) cache = owner_cache_new(composition->config->roster);
	for (guint i = 0; i < composition->marked->len; i++)
		resolve_marked(g_ptr_array_index(composition->marked, i), cache);
	composition->meant =
	    composition_resolve_people(composition->records, composition->config->roster);
	index_people(composition);
}

char *
compose_meeting_track(const Meeting *meeting, const Roster *roster)
{
	if (meeting->teams->len == 0)
		return g_strdup("");

	const char *team = g_ptr_array_index(meeting->teams, 0);
	const Track *track = roster_track(roster, team);
	return g_strdup(track != NULL ? track->name : team);
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
		g_autofree char *track = compose_meeting_track(meeting, roster);
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

static void
count_actions(Digest *digest, const Composition *composition, const GPtrArray *records)
{
	for (guint i = 0; i < records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(records, i);
		DigestAction *view = grouping_view(digest, composition, record);
		digest->open_actions++;
		digest->new_actions += view->fresh ? 1 : 0;
		digest->overdue_actions += view->overdue ? 1 : 0;
		digest->due_soon += !view->overdue && view->due_in < DUE_SOON_DAYS ? 1 : 0;
		digest->newly_overdue +=
		    view->overdue && record->action->due >= digest->from ? 1 : 0;
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
		grouping_by_owner(digest, composition, records,
		                  digest->kind == JOB_REMINDER ? reader : NULL);
	}
	if (digest->kind == JOB_REMINDER)
		take_marked(digest, composition);
	else
		grouping_by_track(digest, composition);
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
compose_post(const Composition *composition, Change *change)
{
	Digest *digest = new_post(composition);

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
		    (marked != NULL && marked_any_elsewhere(marked)))
			g_ptr_array_add(readers, person);
	}
	return readers;
}
