/* status.c - `tidings status`: how it stands. */
#include "base/error.h"
#include "base/text.h"
#include "base/text_hash.h"
#include "command.h"
#include "compose/compose.h"
#include "compose/schedule.h"
#include "deliver/endpoint_guard.h"
#include "state/actions.h"
#include "state/disabled_webhooks.h"
#include "state/files.h"
#include "state/jobs.h"
#include "state/outbox.h"

enum {
	UNKNOWN_SHOWN = 10, /* `outbox list` shows all */
};

static char *
show_time(gint64 unix_seconds, GTimeZone *zone)
{
	if (unix_seconds == 0)
		return g_strdup("never");

	return day_time_text(unix_seconds, zone);
}

static gboolean
print_jobs(const Context *context, const Config *config, State *state, GError **error)
{
	for (guint i = 0; i < config->jobs->len; i++) {
		const Job *job = g_ptr_array_index(config->jobs, i);
		JobCursor cursor = { 0 };
		if (!job_cursor_get(state, job->name, &cursor, error))
			return FALSE;
		gint64 next =
		    schedule_next(job, cursor.last_success, context->now, config->timezone);
		g_autofree char *last = show_time(cursor.last_success, config->timezone);
		g_autofree char *coming = show_time(next, config->timezone);
		g_print("job      %s (%s): last %s, next %s\n", job->name, job_kind_word(job->kind),
		        last,
		        next != 0               ? coming
		        : job->kind == JOB_POST ? "with the next news"
		                                : "by name only");
	}
	return TRUE;
}

/* Owner tokens that are nobody, with how many open actions wait for them. */
static void
print_nobodies(const GPtrArray *records)
{
	g_autoptr(GHashTable) counts = g_hash_table_new_full(text_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(records, i);
		for (guint o = 0; o < record->action->owners->len; o++) {
			const char *token = g_ptr_array_index(record->action->owners, o);
			TokenKind kind = record->owners[o].kind;
			if (kind != TOKEN_UNKNOWN && kind != TOKEN_AMBIGUOUS)
				continue;
			guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, token)) + 1;
			g_hash_table_insert(counts, g_strdup(token), GUINT_TO_POINTER(count));
		}
	}
	g_autoptr(GList) tokens =
	    g_list_sort(g_hash_table_get_keys(counts), (GCompareFunc)g_strcmp0);
	for (const GList *token = tokens; token != NULL; token = token->next) {
		g_autofree char *shown = text_show(token->data, -1);
		g_print(
		    "unknown  %s: owner of %u open action%s, but no person of the configuration\n",
		    shown, GPOINTER_TO_UINT(g_hash_table_lookup(counts, token->data)),
		    GPOINTER_TO_UINT(g_hash_table_lookup(counts, token->data)) == 1 ? "" : "s");
	}
}

static gboolean
reminds_owners(const Config *config)
{
	for (guint i = 0; i < config->jobs->len; i++) {
		const Job *job = g_ptr_array_index(config->jobs, i);
		for (guint t = 0; t < job->to->len; t++)
			if (((const Target *)g_ptr_array_index(job->to, t))->kind == TARGET_OWNERS)
				return TRUE;
	}
	return FALSE;
}

/* Who is to be mailed and cannot be. */
static void
print_unreachable(const GPtrArray *records, const Config *config)
{
	const GPtrArray *people = roster_people(config->roster);

	for (guint i = 0; i < people->len && reminds_owners(config); i++) {
		const Person *person = g_ptr_array_index(people, i);
		guint count = 0;
		for (guint r = 0; r < records->len && person->email == NULL; r++) {
			const ActionRecord *record = g_ptr_array_index(records, r);
			count += g_ptr_array_find_with_equal_func(record->action->people,
			                                          person->id, g_str_equal, NULL)
			             ? 1
			             : 0;
		}
		g_autofree char *name = text_show(person->name, -1);
		if (count > 0)
			g_print("unmailed %s: owner of %u open action%s, but without an email in "
			        "the configuration\n",
			        name, count, count == 1 ? "" : "s");
	}
}

static gboolean
print_actions(const Context *context, const Config *config, State *state, GError **error)
{
	Day today = day_from_unix(context->now, config->timezone);
	Day since = today > config->expire_after_days ? today - config->expire_after_days : 1;
	guint overdue = 0, nobodys = 0;
	g_autoptr(GPtrArray) records = actions_load(state, 0, since, error);
	if (records == NULL)
		return FALSE;

	g_autoptr(Resolver) resolver = resolver_new(config->roster);
	resolve_records(resolver, records);
	for (guint i = 0; i < records->len; i++) {
		const ActionRecord *record = g_ptr_array_index(records, i);
		overdue += record->action->due != DAY_NONE && record->action->due < today ? 1 : 0;
		nobodys += record->action->people->len == 0 ? 1 : 0;
	}
	g_print("actions  %u open, %u overdue, %u without a known owner\n", records->len, overdue,
	        nobodys);
	print_nobodies(records);
	print_unreachable(records, config);
	return TRUE;
}

/* What waits for a person, newest first. */
static gboolean
print_unknown(State *state, GError **error)
{
	g_autoptr(GPtrArray) rows = outbox_list(state, TRUE, error);
	guint shown = 0;
	if (rows == NULL)
		return FALSE;

	for (guint i = 0; i < rows->len && shown < UNKNOWN_SHOWN; i++) {
		const Delivery *row = g_ptr_array_index(rows, i);
		if (row->state != DELIVERY_UNKNOWN)
			continue;
		g_autofree char *recipient = text_show(row->message->recipient, -1);
		g_autofree char *reply = text_show(row->reply != NULL ? row->reply : "", -1);
		g_print("in doubt delivery %" G_GINT64_FORMAT " to %s: %s\n", row->id, recipient,
		        reply);
		shown++;
	}
	return TRUE;
}

/* How many of `rows` are for the endpoint and wait. */
static guint
count_waiting(const GPtrArray *rows, Channel channel, const char *name)
{
	guint count = 0;

	for (guint i = 0; i < rows->len; i++) {
		const Delivery *row = g_ptr_array_index(rows, i);
		count += row->message->channel == channel &&
		                 g_str_equal(row->message->recipient, name) &&
		                 (row->state == DELIVERY_QUEUED || row->state == DELIVERY_DEFERRED)
		             ? 1
		             : 0;
	}
	return count;
}

/* Endpoints that are left alone until their settings change. */
static gboolean
print_endpoints_off(const Config *config, State *state, GError **error)
{
	g_autoptr(GPtrArray) hooks = disabled_webhooks(state, error);
	if (hooks == NULL || hooks->len == 0)
		return hooks != NULL;
	g_autoptr(GPtrArray) rows = outbox_list(state, TRUE, error);
	if (rows == NULL)
		return FALSE;

	for (guint i = 0; i < hooks->len; i++) {
		const DisabledWebhook *off = g_ptr_array_index(hooks, i);
		g_autofree char *since = show_time(off->since, config->timezone);
		g_autofree char *why = text_show(off->why, -1);
		Channel channel;
		const char *name = endpoint_guard_parse_key(off->name, &channel);
		g_print("off      %s.%s since %s, %u waiting: %s\n",
		        channel_traits(channel)->section, name, since,
		        count_waiting(rows, channel, name), why);
	}
	return TRUE;
}

/* Endpoints of which nothing is asked for a while. */
static gboolean
print_endpoints_resting(const Context *context, const Config *config, State *state, GError **error)
{
	for (guint i = 0; i < config->endpoints->len; i++) {
		const Endpoint *endpoint = g_ptr_array_index(config->endpoints, i);
		g_autofree char *key = endpoint_guard_key(endpoint->channel, endpoint->name);
		HookRest rest;
		if (!hook_rest_get(state, key, &rest, error))
			return FALSE;
		if (rest.since > context->now || context->now >= rest.until)
			continue;
		g_autofree char *until = show_time(rest.until, config->timezone);
		g_print("resting  %s.%s until %s: it was turned away, `tidings outbox list` "
		        "shows how\n",
		        channel_traits(endpoint->channel)->section, endpoint->name, until);
	}
	return TRUE;
}

static gboolean
print_outbox(State *state, GError **error)
{
	guint counts[DELIVERY_DROPPED + 1] = { 0 };
	if (!outbox_count(state, counts, error))
		return FALSE;

	g_print("outbox  ");
	for (guint i = 0; i <= DELIVERY_DROPPED; i++)
		g_print(" %u %s%s", counts[i], delivery_state_word((DeliveryState)i),
		        i < DELIVERY_DROPPED ? "," : "\n");
	return counts[DELIVERY_UNKNOWN] == 0 || print_unknown(state, error);
}

static gboolean
print_all(const Context *context, const Config *config, GError **error)
{
	g_autoptr(State) state = context_open(config, STATE_READ, error);
	if (state == NULL)
		return FALSE;
	g_autoptr(GHashTable) files = files_load(state, error);
	if (files == NULL)
		return FALSE;

	g_autofree char *root = text_show(config->notes.root, -1);
	g_print("notes    %s: %u files\n", root, g_hash_table_size(files));
	return print_jobs(context, config, state, error) &&
	       print_actions(context, config, state, error) && print_outbox(state, error) &&
	       print_endpoints_off(config, state, error) &&
	       print_endpoints_resting(context, config, state, error);
}

int
cmd_status(Context *context, int argc, char **argv, GError **error)
{
	if (!command_options_only(NULL, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return TIDINGS_ERROR_CONFIG;
	return print_all(context, config, error) ? 0 : (*error)->code;
}
