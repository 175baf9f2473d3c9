/* outbox.c - `tidings outbox`: shows deliveries, and moves them as a person decides. */
#include "state/outbox.h"

#include "base/error.h"
#include "base/text.h"
#include "command.h"
#include "run/delivery_filter.h"

#include <string.h>

/* A subcommand that moves deliveries. */
typedef struct {
	const char *name;
	DeliveryState to;
} Word;

static const Word words[] = {
	{ "retry", DELIVERY_QUEUED },
	{ "drop", DELIVERY_DROPPED },
	{ "assume-sent", DELIVERY_SENT },
};

static char *
show_time(gint64 unix_seconds, GTimeZone *zone)
{
	return day_format_time(unix_seconds, zone);
}

/* Prints "until 2026-03-02 09:05" for a deferred delivery, and "since ..." for the others. */
static void
print_row(const Delivery *delivery, GTimeZone *zone)
{
	const Message *message = delivery->message;
	gboolean waits = delivery->state == DELIVERY_DEFERRED;
	g_autofree char *when = show_time(waits ? delivery->next_at : delivery->updated_at, zone);
	g_autofree char *recipient = text_escape_for_terminal(message->recipient, -1);
	g_autofree char *subject =
	    text_escape_for_terminal(message->subject != NULL ? message->subject : "", -1);

	g_print("%6" G_GINT64_FORMAT "  %-8s %-5s %s  %-10s %s  %s\n", delivery->id,
	        delivery_state_word(delivery->state), waits ? "until" : "since", when, message->job,
	        recipient, subject);
	if (delivery->reply != NULL && *delivery->reply != '\0') {
		g_autofree char *reply = text_escape_for_terminal(delivery->reply, -1);
		g_print("        %s\n", reply);
	}
}

static gboolean
list(const Config *config, const DeliveryFilter *filter, GError **error)
{
	g_autoptr(State) state = context_open(config, STATE_READ, error);
	if (state == NULL)
		return FALSE;
	g_autoptr(GPtrArray) rows = deliveries_find(state, filter, error);
	if (rows == NULL)
		return FALSE;

	for (guint i = 0; i < rows->len; i++)
		print_row(g_ptr_array_index(rows, i), config->timezone);
	return TRUE;
}

static void
print_field(const char *name, const char *value)
{
	if (value == NULL || *value == '\0')
		return;
	g_autofree char *shown = text_escape_for_terminal(value, -1);
	g_print("%-10s %s\n", name, shown);
}

/* Prints the body as it is sent, line by line, without control characters. */
static void
print_body(GBytes *body)
{
	gsize size = 0;
	const char *text = g_bytes_get_data(body, &size);

	for (gsize at = 0; at < size;) {
		const char *end = memchr(text + at, '\n', size - at);
		gsize length = end == NULL ? size - at : (gsize)(end - text) - at;
		gsize shown_length =
		    length > 0 && text[at + length - 1] == '\r' ? length - 1 : length;
		g_autofree char *line = text_escape_for_terminal(text + at, (gssize)shown_length);
		g_print("%s\n", line);
		at += length + 1;
	}
}

static void
print_delivery(const Delivery *delivery, GTimeZone *zone)
{
	const Message *message = delivery->message;
	g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, delivery->id);
	g_autofree char *attempts = g_strdup_printf("%u", delivery->attempts);
	g_autofree char *created = show_time(delivery->created_at, zone);
	g_autofree char *updated = show_time(delivery->updated_at, zone);
	g_autofree char *next = show_time(delivery->next_at, zone);
	g_autofree char *doubts = g_strdup_printf("%u", delivery->doubts);
	gboolean waits = delivery->state == DELIVERY_QUEUED || delivery->state == DELIVERY_DEFERRED;

	print_field("id", id);
	print_field("state", delivery_state_word(delivery->state));
	print_field("job", message->job);
	print_field("kind", job_kind_word(message->kind));
	print_field("channel", channel_traits(message->channel)->word);
	print_field("recipient", message->recipient);
	print_field("subject", message->subject);
	print_field("key", message->key);
	print_field("attempts", attempts);
	print_field("doubts", delivery->doubts > 0 ? doubts : NULL);
	print_field("created", created);
	print_field("updated", updated);
	print_field("next", waits ? next : NULL);
	print_field("reply", delivery->reply);
	print_field("remote id", delivery->remote_id);
	g_print("\n");
	if (message->body != NULL)
		print_body(message->body);
}

static gboolean
parse_id(const char *text, gint64 *id, GError **error)
{
	guint64 value = 0;
	if (g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT64, &value, NULL)) {
		*id = (gint64)value;
		return TRUE;
	}
	g_autofree char *shown = text_escape_for_terminal(text, -1);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
	            "\"%s\" is no number of a delivery; `tidings outbox list` shows them", shown);
	return FALSE;
}

static gboolean
show(const Config *config, int count, char **ids, GError **error)
{
	g_autoptr(State) state = context_open(config, STATE_READ, error);
	if (state == NULL)
		return FALSE;

	for (int i = 0; i < count; i++) {
		gint64 id = 0;
		if (!parse_id(ids[i], &id, error))
			return FALSE;
		Delivery *delivery = outbox_get(state, id, error);
		if (delivery == NULL)
			return FALSE;
		print_delivery(delivery, config->timezone);
		delivery_free(delivery);
	}
	return TRUE;
}

/* Moves all of the deliveries or none. */
static gboolean
move_all(const Context *context, const Config *config, DeliveryState to, int count, char **ids,
         GError **error)
{
	g_autoptr(State) state = context_open(config, STATE_WRITE, error);
	if (state == NULL || !state_begin(state, error))
		return FALSE;

	for (int i = 0; i < count; i++) {
		gint64 id = 0;
		if (!parse_id(ids[i], &id, error) ||
		    !outbox_move(state, id, to, context->now, error)) {
			state_rollback(state);
			return FALSE;
		}
	}
	return state_commit(state, error);
}

static gboolean
move_fitting(const Context *context, const Config *config, DeliveryState to,
             const DeliveryFilter *filter, GError **error)
{
	g_autoptr(State) state = context_open(config, STATE_WRITE, error);
	if (state == NULL || !state_begin(state, error))
		return FALSE;
	if (deliveries_move(state, filter, to, context->now, error))
		return state_commit(state, error);
	state_rollback(state);
	return FALSE;
}

static gboolean
do_word(const Context *context, const Config *config, int argc, char **argv,
        const DeliveryFilter *filter, GError **error)
{
	static const char *const names[] = { "list", "show", "retry", "drop", "assume-sent", NULL };
	const char *word = argc > 1 ? argv[1] : "list";

	if (strcmp(word, "list") == 0)
		return list(config, filter, error);
	if (argc >= 3 && delivery_filter_is_given(filter)) {
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		                    "name deliveries by their numbers or by --state, --job and "
		                    "--recipient, not by both");
		return FALSE;
	}
	gboolean by_filter = delivery_filter_is_given(filter) && strcmp(word, "show") != 0;
	if (argc < 3 && !by_filter && g_strv_contains(names, word)) {
		g_set_error(
		    error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE,
		    "outbox %s needs the number of a delivery; `tidings outbox list` shows them",
		    word);
		return FALSE;
	}
	if (strcmp(word, "show") == 0)
		return show(config, argc - 2, argv + 2, error);
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(word, words[i].name) == 0)
			return by_filter ? move_fitting(context, config, words[i].to, filter, error)
			                 : move_all(context, config, words[i].to, argc - 2,
			                            argv + 2, error);

	const char *guess = text_guess(word, names);
	g_autofree char *shown = text_escape_for_terminal(word, -1);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_USAGE, "outbox has no word \"%s\"%s%s%s",
	            shown,
	            guess != NULL ? " (did you mean \""
	                          : "; it has list, show, retry, drop and assume-sent",
	            guess != NULL ? guess : "", guess != NULL ? "\"?)" : "");
	return FALSE;
}

static gboolean
do_command(const Context *context, int argc, char **argv, const DeliveryFilter *filter,
           GError **error)
{
	if (!delivery_filter_check(filter, error))
		return FALSE;
	g_autoptr(Config) config = context_config(context, error);
	return config != NULL && do_word(context, config, argc, argv, filter, error);
}

int
cmd_outbox(Context *context, int argc, char **argv, GError **error)
{
	DeliveryFilter filter = { 0 };
	const GOptionEntry entries[] = {
		{ "all", 'a', 0, G_OPTION_ARG_NONE, &filter.all, "list settled ones too", NULL },
		{ "state", 0, 0, G_OPTION_ARG_STRING, &filter.state, "only those in this state",
		  "STATE" },
		{ "job", 0, 0, G_OPTION_ARG_STRING, &filter.job, "only those of this job", "JOB" },
		{ "recipient", 0, 0, G_OPTION_ARG_STRING, &filter.recipient,
		  "only those to this address or webhook", "WHO" },
		G_OPTION_ENTRY_NULL
	};

	if (!command_options(entries, &argc, &argv, error))
		return TIDINGS_ERROR_USAGE;
	gboolean done = do_command(context, argc, argv, &filter, error);
	g_free(filter.state);
	g_free(filter.job);
	g_free(filter.recipient);
	return done ? 0 : (*error)->code;
}
