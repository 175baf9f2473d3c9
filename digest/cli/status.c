/* status.c - `tidings status`: shows notes, jobs, actions, outbox and endpoints. */
#include "base/error.h"
#include "base/text.h"
#include "command.h"
#include "compose/schedule.h"
#include "deliver/endpoint_guard.h"
#include "run/findings.h"
#include "run/open_actions.h"
#include "state/answers.h"
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

	return day_format_time(unix_seconds, zone);
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

static void
print_unknown_owners(const GArray *unknown)
{
	for (guint i = 0; i < unknown->len; i++) {
		const OwnerCount *owner = &g_array_index(unknown, OwnerCount, i);
		g_autofree char *shown = text_escape_for_terminal(owner->name, -1);
		g_print(
		    "unknown  %s: owner of %u open action%s, but no person of the configuration\n",
		    shown, owner->actions, owner->actions == 1 ? "" : "s");
	}
}

static void
print_unmailed_owners(const GArray *unmailed)
{
	for (guint i = 0; i < unmailed->len; i++) {
		const OwnerCount *owner = &g_array_index(unmailed, OwnerCount, i);
		g_autofree char *name = text_escape_for_terminal(owner->name, -1);
		g_print("unmailed %s: owner of %u open action%s, but without an email in the "
		        "configuration\n",
		        name, owner->actions, owner->actions == 1 ? "" : "s");
	}
}

static gboolean
print_actions(const Context *context, const Config *config, State *state, GError **error)
{
	g_auto(OpenActions) actions = { 0 };

	if (!open_actions_count(state, config, context->now, &actions, error))
		return FALSE;
	g_print("actions  %u open, %u overdue, %u without a known owner\n", actions.open,
	        actions.overdue, actions.ownerless);
	print_unknown_owners(actions.unknown);
	print_unmailed_owners(actions.unmailed);
	return TRUE;
}

/* Prints the deliveries in doubt, newest first. */
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
		g_autofree char *recipient = text_escape_for_terminal(row->message->recipient, -1);
		g_autofree char *reply =
		    text_escape_for_terminal(row->reply != NULL ? row->reply : "", -1);
		g_print("in doubt delivery %" G_GINT64_FORMAT " to %s: %s\n", row->id, recipient,
		        reply);
		shown++;
	}
	return TRUE;
}

/* Returns how many of `rows` (Delivery *) are for the endpoint and wait. */
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

/* Prints the endpoints that are switched off until their settings change. */
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
		g_autofree char *why = text_escape_for_terminal(off->why, -1);
		Channel channel;
		const char *name = endpoint_guard_parse_key(off->name, &channel);
		g_print("off      %s.%s since %s, %u waiting: %s\n",
		        channel_traits(channel)->section, name, since,
		        count_waiting(rows, channel, name), why);
	}
	return TRUE;
}

/* Prints the endpoints to which nothing is sent for a while. */
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

/* Prints who wants no reminders, and to whom mail came back. */
static gboolean
print_wishes(const Context *context, const Config *config, State *state, GError **error)
{
	const GPtrArray *people = roster_people(config->roster);
	Day today = day_from_unix(context->now, config->timezone);

	for (guint i = 0; i < people->len; i++) {
		const Person *person = g_ptr_array_index(people, i);
		Wishes wishes = { 0 };
		if (!wishes_get(state, person->id, &wishes, error))
			return FALSE;
		g_autofree char *until =
		    wishes.paused_until > today ? day_to_iso(wishes.paused_until) : NULL;
		if (wishes.stopped)
			g_print("person   %s wants no reminders\n", person->id);
		else if (until != NULL)
			g_print("person   %s wants no reminders before %s\n", person->id, until);
		if (wishes.bounces > 0)
			g_print("person   %s: mail came back for good, so often: %u\n", person->id,
			        wishes.bounces);
	}
	return TRUE;
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

	g_autofree char *root = text_escape_for_terminal(config->notes.root, -1);
	g_print("notes    %s: %u files\n", root, g_hash_table_size(files));
	return print_jobs(context, config, state, error) &&
	       print_actions(context, config, state, error) && print_outbox(state, error) &&
	       print_endpoints_off(config, state, error) &&
	       print_endpoints_resting(context, config, state, error) &&
	       print_wishes(context, config, state, error);
}

/* Prints what the authors of the notes should mend because it changes what is told; or why the
 * notes cannot be read, which does not keep the state from being shown. */
static void
print_findings(const Config *config)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *sentence = findings_sentence(config, &error);

	g_print("lint     %s\n", sentence != NULL ? sentence : error->message);
}

int
cmd_status(Context *context, int argc, char **argv, GError **error)
{
	if (!command_options_only(NULL, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	g_autoptr(Config) config = context_config(context, error);
	if (config == NULL)
		return TIDINGS_ERROR_CONFIG;
	if (!print_all(context, config, error))
		return (*error)->code;
	print_findings(config);
	return 0;
}
