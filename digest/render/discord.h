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
	const GPtrArray *mentions; /* char *: ids of those whom the first part mentions, instead of
	                              `content`; or NULL */
	guint parts;               /* the most bodies that it may have; at least 1 */
	const char *more;          /* plain words that end a text that does not fit into these */
	const char *more_url;      /* where the rest is, or NULL */
} DiscordPost;

/*
 * Returns a JSON body for each part, in order (GPtrArray of owned char *).  The limits are those of
 * Discord's documentation (resources/message, "Embed Limits"), counted in UTF-16 units.  Longer
 * titles are cut.  The description is split without loss as far as `parts` allow, and then ends
 * with `more`; `*cut` says so.  Only the first part has title, url and timestamp, because Discord
 * merges embeds with the same url.  Nobody is pinged but `mentions`.
 */
GPtrArray *discord_payloads(const DiscordPost *post, gboolean *cut);

/*
 * Returns a colour that is always the same for a name; two names may share one.  NULL: the colour
 * for no track.
 */
guint discord_colour(const char *track);

/* Returns the colour of the configured track with this index; neighbours differ. */
guint discord_colour_at(guint index);

/* Renders the bodies of a digest; see render_payload(). */
Rendering *discord_render(const Digest *digest, const char *key, const Config *config,
                          Templates *templates, GError **error);

#endif
