/* channel.h - the ways on which messages reach people, and what tells them apart. */
#ifndef TIDINGS_MODEL_CHANNEL_H
#define TIDINGS_MODEL_CHANNEL_H

#include <glib.h>

/* What the body of a message is.  How one is made is in render/payload.h. */
typedef enum {
	PAYLOAD_MAIL,     /* a whole RFC 5322 message with CRLF */
	PAYLOAD_DISCORD,  /* one execute-webhook JSON object (UTF-8) */
	PAYLOAD_TEXT,     /* as the text of a mail */
	PAYLOAD_MARKDOWN, /* CommonMark */
	PAYLOAD_JSON,     /* {"subject", "text", "markdown", "job", "key"} */
} Payload;

/* The state file holds the number: new ones go to the end. */
typedef enum {
	CHANNEL_MAIL,
	CHANNEL_DISCORD,
	CHANNEL_COMMAND,
	CHANNEL_COUNT
} Channel;

typedef struct {
	const char *word;     /* as commands show it; also begins its targets: "discord:NAME" */
	const char *section;  /* of the configuration, which names its endpoints; NULL for mail,
	                         which has addresses instead */
	const char *endpoint; /* what one of these is called: "webhook" */
	Payload payload;      /* of its messages, unless the endpoint says otherwise */
	gboolean edits;       /* what was posted can be changed in place, by its remote id */
} ChannelTraits;

const ChannelTraits *channel_traits(Channel channel);

/* The target of an endpoint: "discord:NAME".  Newly allocated. */
char *channel_target(Channel channel, const char *name);

/* The name within such a target, which is part of `target`; NULL when it is not one. */
const char *channel_parse_target(const char *target, Channel *channel);

/* How the targets of endpoints are written, for messages: "discord:NAME or ...".  Newly
 * allocated. */
char *channel_targets_shown(void);

#endif
