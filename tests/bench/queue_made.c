/*
 * queue_made.c - puts made-up messages into an outbox, each with a body of its own.
 * usage: queue_made STATE COUNT BYTES
 */
#include "state/outbox.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	NOW = 1772442000, /* 2026-03-02T09:00:00Z, the clock of the tests */
};

static const char line[] = "the quick brown fox jumps over the lazy dog 0123456789 abc\r\n";

static GBytes *
made_body(guint number, gsize bytes)
{
	GString *body = g_string_sized_new(bytes + sizeof line);

	g_string_printf(body,
	                "Date: Mon, 2 Mar 2026 09:00:00 +0000\r\nFrom: notes@example.org\r\nTo: "
	                "p%u@example.org\r\n"
	                "Subject: Number %u\r\nMessage-ID: <%u@example.org>\r\n\r\n",
	                number, number, number);
	while (body->len + sizeof line - 1 <= bytes)
		g_string_append_len(body, line, sizeof line - 1);
	return g_string_free_to_bytes(body);
}

static gboolean
put(State *state, guint number, gsize bytes, GError **error)
{
	g_autoptr(Message) message = message_new();
	gboolean queued = FALSE;

	message->key = g_strdup_printf("made-%u", number);
	message->job = g_strdup("weekly");
	message->kind = JOB_REMINDER;
	message->channel = CHANNEL_MAIL;
	message->recipient = g_strdup_printf("p%u@example.org", number);
	message->subject = g_strdup_printf("Number %u", number);
	message->body = made_body(number, bytes);
	return outbox_put(state, message, NOW, &queued, error);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	if (argc != 4)
		return 64;

	guint count = (guint)atoi(argv[2]);
	g_autoptr(State) state = state_open(argv[1], STATE_WRITE, &error);
	gboolean fine = state != NULL && state_begin(state, &error);
	for (guint i = 0; fine && i < count; i++)
		fine = put(state, i, (gsize)atoi(argv[3]), &error);
	if (fine && state_commit(state, &error))
		return 0;
	fprintf(stderr, "queue_made: %s\n", error->message);
	return 1;
}
