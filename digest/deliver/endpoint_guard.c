/* endpoint_guard.c - the settings under which an endpoint was refused, and how long it rests. */
#include "deliver/endpoint_guard.h"

#include "deliver/channel_exit.h"

#include <string.h>

enum {
	LONGEST_REST = 8 * 60 * 60
};

char *
endpoint_guard_sum(const Endpoint *endpoint, const char *via)
{
	const ChannelExit *way = channel_exit(endpoint->channel);

	return transport_is_folder(via) || way->settings_sum == NULL
	           ? NULL
	           : way->settings_sum(endpoint, via);
}

/* State files had only webhooks at first: these go by their bare names. */
char *
endpoint_guard_key(Channel channel, const char *name)
{
	return channel == CHANNEL_DISCORD ? g_strdup(name) : channel_target(channel, name);
}

const char *
endpoint_guard_parse_key(const char *key, Channel *channel)
{
	const char *name = channel_parse_target(key, channel);

	if (name == NULL)
		*channel = CHANNEL_DISCORD;
	return name != NULL ? name : key;
}

gboolean
endpoint_guard_is_disabled(const DisabledWebhook *off, const Endpoint *endpoint, const char *sum,
                           gint64 now)
{
	gint64 held_for = channel_exit(endpoint->channel)->held_for;

	return off != NULL && sum != NULL && strcmp(off->sum, sum) == 0 &&
	       (held_for == 0 || (off->since <= now && now - off->since < held_for));
}

gint64
endpoint_guard_rest(HookRest *rest, const char *sum, gint64 seconds, gint64 now)
{
	gboolean again = strcmp(rest->sum, sum) == 0 && rest->since <= now;
	guint times = again ? rest->times : 0;
	gint64 length = seconds;

	for (guint i = 0; i < times && length < LONGEST_REST; i++)
		length = MIN(length * 2, LONGEST_REST);
	*rest = (HookRest){ .since = now, .until = now + length, .times = times + 1 };
	g_strlcpy(rest->sum, sum, sizeof rest->sum);
	return length;
}

gboolean
endpoint_guard_rests(const HookRest *rest, const char *sum, gint64 now)
{
	return sum != NULL && strcmp(rest->sum, sum) == 0 && rest->since <= now &&
	       now < rest->until;
}
