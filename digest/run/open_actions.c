/* open_actions.c - counts the open actions and finds owners whom nobody can remind. */
#include "run/open_actions.h"

#include "base/text_hash.h"
#include "people/resolve.h"
#include "state/actions.h"

#include <string.h>

static void
owner_count_clear(OwnerCount *owner)
{
	g_free(owner->name);
}

static GArray *
owner_counts_new(void)
{
	GArray *counts = g_array_new(FALSE, FALSE, sizeof(OwnerCount));

	g_array_set_clear_func(counts, (GDestroyNotify)owner_count_clear);
	return counts;
}

static void
add_owner(GArray *counts, const char *name, guint actions)
{
	const OwnerCount owner = { g_strdup(name), actions };

	g_array_append_val(counts, owner);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(((const OwnerCount *)a)->name, ((const OwnerCount *)b)->name);
}

static GArray *
count_unknown(const GPtrArray *records)
{
	g_autoptr(GHashTable) counts = g_hash_table_new(text_hash, g_str_equal);
	GArray *unknown = owner_counts_new();
	GHashTableIter iter;
	gpointer token, count;

	for (guint i = 0; i < records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(records, i);
		for (guint o = 0; o < record->action->owners->len; o++) {
			TokenKind kind = record->owners[o].kind;
			if (kind != TOKEN_UNKNOWN && kind != TOKEN_AMBIGUOUS)
				continue;
			token = g_ptr_array_index(record->action->owners, o);
			count = g_hash_table_lookup(counts, token);
			g_hash_table_insert(counts, token,
			                    GUINT_TO_POINTER(GPOINTER_TO_UINT(count) + 1));
		}
	}
	g_hash_table_iter_init(&iter, counts);
	while (g_hash_table_iter_next(&iter, &token, &count))
		add_owner(unknown, token, GPOINTER_TO_UINT(count));
	g_array_sort(unknown, compare_names);
	return unknown;
}

static gboolean
mails_owners(const Config *config)
{
	for (guint i = 0; i < config->jobs->len; i++) {
		const Job *job = g_ptr_array_index(config->jobs, i);
		for (guint t = 0; t < job->to->len; t++)
			if (((const Target *)g_ptr_array_index(job->to, t))->kind == TARGET_OWNERS)
				return TRUE;
	}
	return FALSE;
}

static GArray *
count_unmailed(const GPtrArray *records, const Config *config)
{
	const GPtrArray *people = roster_people(config->roster);
	GArray *unmailed = owner_counts_new();

	for (guint i = 0; i < people->len && mails_owners(config); i++) {
		const Person *person = g_ptr_array_index(people, i);
		guint count = 0;
		for (guint r = 0; r < records->len && person->email == NULL; r++) {
			const ActionRecord *record = g_ptr_array_index(records, r);
			if (g_ptr_array_find_with_equal_func(record->action->people, person->id,
			                                     g_str_equal, NULL))
				count++;
		}
		if (count > 0)
			add_owner(unmailed, person->name, count);
	}
	return unmailed;
}

gboolean
open_actions_count(State *state, const Config *config, gint64 now, OpenActions *actions,
                   GError **error)
{
	Day today = day_from_unix(now, config->timezone);
	Day since = config_expiry(config, today);
	g_autoptr(GPtrArray) records = actions_load(state, 0, since, error);
	if (records == NULL)
		return FALSE;

	g_autoptr(Resolver) resolver = resolver_new(config->roster);
	resolve_records(resolver, records);
	*actions = (OpenActions){ .open = records->len };
	for (guint i = 0; i < records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(records, i);
		Day due = record->action->due;
		actions->overdue += due != DAY_NONE && due < today ? 1 : 0;
		actions->ownerless += record->action->people->len == 0 ? 1 : 0;
	}
	actions->unknown = count_unknown(records);
	actions->unmailed = count_unmailed(records, config);
	return TRUE;
}

void
open_actions_clear(OpenActions *actions)
{
	g_clear_pointer(&actions->unknown, g_array_unref);
	g_clear_pointer(&actions->unmailed, g_array_unref);
}
