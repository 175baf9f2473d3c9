/* discord.h - execute-webhook bodies. */
#ifndef TIDINGS_RENDER_DISCORD_H
#define TIDINGS_RENDER_DISCORD_H

#include "render/render.h"

/* What is posted.  Owns nothing. */
typedef struct {
	const char *content;       /* Markdown above the embed of the first part, or NULL */
	const char *title;         /* plain, or NULL */
	const char *url;           /* or NULL */
	const char *description;   /* Markdown of any length */
	guint colour;              /* 0xRRGGBB */
	gint64 timestamp;          /* Unix seconds, 0 for none */
	const GPtrArray *mentions; /* char *: ids of whom the first part mentions, instead of
	                              `content`; or NULL */
	guint parts;               /* how many bodies it may have at most; at least 1 */
	const char *more;          /* plain words at the end of what does not fit into these */
	const char *more_url;      /* where that stands, or NULL */
} DiscordPost;

/*
 * One JSON body for each part, in order (GPtrArray of owned char *).  Limits of Discord's
 * documentation (resources/message, "Embed Limits"), counted in UTF-16 units; longer titles are
 * cut, the description is split without loss as far as `parts` go, and then ends with `more`:
 * `*cut` says so.  Title, url and timestamp stand on the first part only, because embeds that share
 * a url are merged.  Nobody else is ever pinged.
 */
GPtrArray *discord_payloads(const DiscordPost *post, gboolean *cut);

/* A colour that is always the same for a name; two names may share one.  NULL: that of no track. */
guint discord_colour(const char *track);

/* The colour of the configured track at this place: neighbours differ. */
guint discord_colour_at(guint index);

/* The bodies of a digest, by render_payload(). */
Rendering *discord_render(const Digest *digest, const char *key, const Config *config,
                          Templates *templates, GError **error);

#endif
