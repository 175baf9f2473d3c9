/*
 * send.c - drives one transport without an outbox: for the tests against peers.
 * usage: send mail|discord VIA TIMEOUT FROM RECIPIENT FILE [RECIPIENT FILE]...
 * Prints "begin ID", "withdraw ID", "wait SECONDS", "settle ID KIND RETRY-AFTER REMOTE-ID REST
 * REPLY" (tabs between) and last "open" or "closed".  Only with WAIT in the environment are
 * limits waited out.
 */
#include "base/stop.h"
#include "deliver/channel_exit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static gboolean
on_begin(const Delivery *delivery, gpointer data)
{
	const gint64 *refuse_at = data;

	if (delivery->id == *refuse_at)
		return FALSE;
	printf("begin\t%" G_GINT64_FORMAT "\n", delivery->id);
	return TRUE;
}

static gboolean
on_commit(gpointer data G_GNUC_UNUSED)
{
	puts("commit");
	return TRUE;
}

static void
on_settle(const Delivery *delivery, const Outcome *outcome, gpointer data G_GNUC_UNUSED)
{
	static const char *const kinds[] = { "sent", "temporary", "permanent", "unknown",
		                             "held", "gone",      "parked" };

	printf("settle\t%" G_GINT64_FORMAT "\t%s\t%" G_GINT64_FORMAT "\t%s\t%s\t%s\n", delivery->id,
	       kinds[outcome->kind], outcome->retry_after,
	       outcome->remote_id != NULL ? outcome->remote_id : "-", outcome->rest ? "rest" : "-",
	       outcome->reply != NULL ? outcome->reply : "-");
}

static gboolean
on_wait(double seconds)
{
	printf("wait\t%.2f\n", seconds);
	return g_getenv("WAIT") == NULL || stop_sleep(seconds);
}

static void
on_withdraw(const Delivery *delivery, gpointer data G_GNUC_UNUSED)
{
	printf("withdraw\t%" G_GINT64_FORMAT "\n", delivery->id);
}

static Delivery *
read_delivery(Channel channel, gint64 id, const char *recipient, const char *file)
{
	Delivery *delivery = delivery_new();
	char *body = NULL;
	gsize length = 0;

	if (!g_file_get_contents(file, &body, &length, NULL))
		exit(66);
	delivery->id = id;
	delivery->message = message_new();
	delivery->message->key = g_strdup_printf("key-%" G_GINT64_FORMAT, id);
	delivery->message->job = g_strdup("weekly");
	delivery->message->channel = channel;
	delivery->message->recipient = g_strdup(recipient);
	delivery->message->body = g_bytes_new_take(body, length);
	return delivery;
}

int
main(int argc, char **argv)
{
	g_autoptr(GPtrArray) deliveries =
	    g_ptr_array_new_with_free_func((GDestroyNotify)delivery_free);
	g_autoptr(GError) error = NULL;
	const char *refuse = g_getenv("REFUSE_BEGIN");
	gint64 refuse_at = refuse == NULL ? -1 : g_ascii_strtoll(refuse, NULL, 10);
	DeliveryJournal journal = { .begin = on_begin,
		                    .settle = on_settle,
		                    .withdraw = on_withdraw,
		                    .commit = on_commit,
		                    .data = &refuse_at };

	/* A worker must not inherit lines that are not printed yet: valgrind prints them at its
	 * end. */
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc < 7)
		return 64;
	Channel channel = strcmp(argv[1], "mail") == 0 ? CHANNEL_MAIL : CHANNEL_DISCORD;
	const Transport *transport = transport_for(
	    channel, argv[2], g_getenv("STARTTLS") != NULL ? STARTTLS_REQUIRED : STARTTLS_BY_HOST,
	    &error);
	if (transport == NULL) {
		printf("refused\t%s\n", error->message);
		return 78;
	}
	for (int i = 5; i + 1 < argc; i += 2)
		g_ptr_array_add(deliveries,
		                read_delivery(channel, (i - 3) / 2, argv[i], argv[i + 1]));
	double waited = 0;
	Webhook webhook = { .endpoint = { .channel = channel, .payload = PAYLOAD_DISCORD },
		            .forum = g_getenv("FORUM") != NULL,
		            .tags = g_ptr_array_new() };
	Route route = { .name = "test",
		        .endpoint = channel == CHANNEL_MAIL ? NULL : &webhook.endpoint,
		        .via = argv[2],
		        .envelope_from = argv[4],
		        .connections = g_getenv("ONE_CONNECTION") != NULL ? 1 : 4,
		        .ahead = 16,
		        .ca_file = g_getenv("CA_FILE"),
		        .token = g_getenv("TOKEN"),
		        .timeout = (guint)atoi(argv[3]),
		        .wait = on_wait,
		        .waited = &waited };
	puts(transport->send(&route, deliveries, &journal) ? "open" : "closed");
	g_ptr_array_unref(webhook.tags);
	return 0;
}
