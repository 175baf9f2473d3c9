/*
 * queue.c - puts messages into an outbox: for the tests of `tidings deliver`.
 * usage: queue STATE mail|discord RECIPIENT FILE [RECIPIENT FILE]...
 * The file's base name is the key; $TIDINGS_NOW is the time.
 */
#include "base/clock.h"
#include "state/outbox.h"

#include <stdio.h>
#include <string.h>

static gboolean
put(State *state, Channel channel, const char *recipient, const char *file, gint64 now,
    GError **error)
{
	g_autoptr(Message) message = message_new();
	char *body = NULL;
	gsize length = 0;
	gboolean queued = FALSE;

	if (!g_file_get_contents(file, &body, &length, error))
		return FALSE;
	message->key = g_path_get_basename(file);
	message->job = g_strdup("weekly");
	message->kind = JOB_REMINDER;
	message->channel = channel;
	message->recipient = g_strdup(recipient);
	message->subject = g_strdup_printf("Subject of %s", message->key);
	message->body = g_bytes_new_take(body, length);
	if (!outbox_put(state, message, now, &queued, error))
		return FALSE;
	printf("%s\n", queued ? "queued" : "known");
	return TRUE;
}

static gboolean
put_all(State *state, Channel channel, int argc, char **argv, GError **error)
{
	gint64 now = clock_now(error);

	if (now < 0 || !state_begin(state, error))
		return FALSE;
	for (int i = 3; i + 1 < argc; i += 2)
		if (!put(state, channel, argv[i], argv[i + 1], now, error))
			return FALSE;
	return state_commit(state, error);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	if (argc < 5)
		return 64;

	g_autoptr(State) state = state_open(argv[1], STATE_WRITE, &error);
	Channel channel = strcmp(argv[2], "mail") == 0 ? CHANNEL_MAIL : CHANNEL_DISCORD;
	if (state != NULL && put_all(state, channel, argc, argv, &error))
		return 0;
	fprintf(stderr, "queue: %s\n", error->message);
	return 1;
}
