/* smtp_body.c - a message as libesmtp may read it without losing or inventing a byte. */
#define _GNU_SOURCE /* POLLRDHUP */
#include "smtp_body.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>

enum {
	CHUNK = 4096,
};

/* Line by line, for every message is looked at. */
static gboolean
is_canonical(const char *text, gsize length)
{
	const char *end = text + length;

	while (text < end) {
		const char *line_end = memchr(text, '\n', (gsize)(end - text));
		if (line_end == NULL ||
		    memchr(text, '\r', (gsize)(line_end - text) + 1) != line_end - 1)
			return FALSE;
		text = line_end + 1;
	}
	return length > 0;
}

GBytes *
smtp_body_canonical(GBytes *source)
{
	gsize length = 0;
	const char *text = g_bytes_get_data(source, &length);
	if (is_canonical(text, length))
		return g_bytes_ref(source);

	GString *out = g_string_sized_new(length + length / 32 + 2);
	for (gsize i = 0; i < length; i++) {
		if (text[i] == '\n' || text[i] == '\r')
			g_string_append(out, "\r\n");
		else
			g_string_append_c(out, text[i]);
		if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n')
			i++;
	}
	if (!g_str_has_suffix(out->str, "\r\n"))
		g_string_append(out, "\r\n");
	return g_string_free_to_bytes(out);
}

gsize
smtp_body_header_size(GBytes *canonical)
{
	gsize length = 0;
	const char *text = g_bytes_get_data(canonical, &length);
	const char *blank = memmem(text, length, "\r\n\r\n", 4);

	return blank == NULL ? 0 : (gsize)(blank - text) + 4;
}

void
smtp_body_rewind(SmtpBody *body)
{
	body->place = 0;
	body->last_call = g_get_monotonic_time();
	body->last_words[0] = '\0';
}

/* What the server said before it closed is its reason. */
static void
keep_last_words(SmtpBody *body)
{
	gssize got = recv(body->socket, body->last_words, sizeof body->last_words - 1,
	                  MSG_PEEK | MSG_DONTWAIT);

	body->last_words[got > 0 ? got : 0] = '\0';
}

static BodyState
wait_for_room(SmtpBody *body)
{
	gint64 gap = g_get_monotonic_time() - body->last_call;
	if (gap >= (gint64)body->timeout * G_USEC_PER_SEC)
		return BODY_STUCK;
	if (body->socket < 0)
		return BODY_CHUNK;

	struct pollfd room = { .fd = body->socket, .events = POLLOUT | POLLRDHUP };
	int ready = poll(&room, 1, (int)body->timeout * 1000);
	if (ready <= 0)
		return BODY_STUCK;
	if ((room.revents & (POLLERR | POLLHUP | POLLRDHUP | POLLNVAL)) != 0) {
		keep_last_words(body);
		return BODY_CLOSED;
	}
	return BODY_CHUNK;
}

BodyState
smtp_body_next(SmtpBody *body, const char **data, gsize *size)
{
	BodyState state = wait_for_room(body);
	if (state != BODY_CHUNK)
		return state;

	gsize length = 0;
	const char *text = g_bytes_get_data(body->bytes, &length);
	gsize left = length - body->place;
	body->last_call = g_get_monotonic_time();
	*data = text + body->place;
	*size = body->place == 0 ? body->header_size : MIN(left, (gsize)CHUNK);
	body->place += *size;
	return *size == 0 ? BODY_END : BODY_CHUNK;
}
