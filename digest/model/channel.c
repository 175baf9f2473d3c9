/* channel.c - the table of channels. */
#include "model/channel.h"

#include <string.h>

static const ChannelTraits channels[] = {
	[CHANNEL_MAIL] = { "mail", NULL, NULL, PAYLOAD_MAIL, FALSE },
	[CHANNEL_DISCORD] = { "discord", "discord", "webhook", PAYLOAD_DISCORD, TRUE },
	[CHANNEL_COMMAND] = { "command", "commands", "command", PAYLOAD_TEXT, FALSE },
};

G_STATIC_ASSERT(G_N_ELEMENTS(channels) == CHANNEL_COUNT);

const ChannelTraits *
channel_traits(Channel channel)
{
	/* A damaged state file may hold any number. */
	return &channels[channel < CHANNEL_COUNT ? channel : CHANNEL_MAIL];
}

char *
channel_target(Channel channel, const char *name)
{
	return g_strconcat(channel_traits(channel)->word, ":", name, NULL);
}

const char *
channel_parse_target(const char *target, Channel *channel)
{
	for (guint i = 0; i < CHANNEL_COUNT; i++) {
		gsize length = strlen(channels[i].word);
		if (channels[i].section != NULL && strncmp(target, channels[i].word, length) == 0 &&
		    target[length] == ':') {
			*channel = (Channel)i;
			return target + length + 1;
		}
	}
	return NULL;
}

char *
channel_targets_shown(void)
{
	g_autoptr(GString) shown = g_string_new(NULL);

	for (guint i = 0; i < CHANNEL_COUNT; i++) {
		if (channels[i].section == NULL)
			continue;
		if (shown->len > 0)
			g_string_append(shown, i + 1 < CHANNEL_COUNT ? ", " : " or ");
		g_string_append_printf(shown, "%s:NAME", channels[i].word);
	}
	return g_strdup(shown->str);
}
