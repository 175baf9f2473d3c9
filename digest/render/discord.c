/* discord.c - execute-webhook bodies, of any post and of digests. */
#include "discord.h"

#include "base/text.h"
#include "markdown/markdown.h"
#include "render_parts.h"
#include "split.h"

#include <jansson.h>
#include <string.h>

enum {
	CONTENT_MAX = 2000,
	TITLE_MAX = 256,
	DESCRIPTION_MAX = 4096,
	URL_MAX = 2048,
	LIST_PARTS = 1,
	DISCORD_PARTS =
	    4 /* of a digest or a post, whatever the notes hold; the last level is cut off there */
};

static const guint colours[] = { 0x2f6fdb, 0x1f8a5b, 0xb4541a, 0x7a4fc4,
	                         0xb8336a, 0x0f7c8a, 0x8a6d1d, 0x56657a };

guint
discord_colour(const char *track)
{
	return discord_colour_at(track == NULL ? 0 : g_str_hash(track));
}

guint
discord_colour_at(guint index)
{
	return colours[index % G_N_ELEMENTS(colours)];
}

/*
 * Sets who is pinged.  Without `allowed_mentions` Discord pings everybody whom the text names, even
 * after a backslash.  It pings by the content, not by an embed.
 */
static void
set_mentions(json_t *body, const GPtrArray *ids)
{
	json_t *allowed = json_pack("{s:[]}", "parse");
	g_autoptr(GString) content = g_string_new(NULL);

	if (ids != NULL && ids->len > 0) {
		json_t *users = json_array();
		for (guint i = 0; i < ids->len; i++) {
			const char *id = g_ptr_array_index(ids, i);
			g_string_append_printf(content, "%s<@%s>", i > 0 ? " " : "", id);
			json_array_append_new(users, json_string(id));
		}
		json_object_set_new(allowed, "users", users);
		json_object_set_new(body, "content", json_string(content->str));
	}
	json_object_set_new(body, "allowed_mentions", allowed);
}

static void
set_first(json_t *body, json_t *embed, const DiscordPost *post)
{
	if (post->content != NULL) {
		g_autofree char *content = text_cut_utf16(post->content, CONTENT_MAX);
		json_object_set_new(body, "content", json_string(content));
	}
	if (post->title != NULL) {
		g_autofree char *title = text_cut_utf16(post->title, TITLE_MAX);
		json_object_set_new(embed, "title", json_string(title));
	}
	if (post->url != NULL && text_utf16_units(post->url, -1) <= URL_MAX)
		json_object_set_new(embed, "url", json_string(post->url));
	g_autoptr(GDateTime) time =
	    post->timestamp == 0 ? NULL : g_date_time_new_from_unix_utc(post->timestamp);
	if (time != NULL) {
		g_autofree char *iso = g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ");
		json_object_set_new(embed, "timestamp", json_string(iso));
	}
}

static char *
payload(const DiscordPost *post, const char *description, guint number, guint count)
{
	json_t *body = json_object(), *embed = json_object(), *embeds = json_array();

	if (number == 1)
		set_first(body, embed, post);
	if (description[0] != '\0')
		json_object_set_new(embed, "description", json_string(description));
	json_object_set_new(embed, "color", json_integer(post->colour));
	if (count > 1) {
		/* when a post has grown, later parts can be far from the first one */
		gboolean named = number > 1 && post->title != NULL;
		g_autofree char *title = named ? text_cut_utf16(post->title, TITLE_MAX) : NULL;
		g_autofree char *part_label = g_strdup_printf("%s%s%u/%u", named ? title : "",
		                                              named ? " · " : "", number, count);
		json_object_set_new(embed, "footer", json_pack("{s:s}", "text", part_label));
	}
	json_array_append_new(embeds, embed);
	json_object_set_new(body, "embeds", embeds);
	set_mentions(body, number == 1 ? post->mentions : NULL);
	char *dumped = json_dumps(body, JSON_COMPACT);
	char *text = g_strdup(dumped);
	free(dumped);
	json_decref(body);
	return text;
}

/* Returns the line that ends a text that is cut off. */
static char *
closing_line(const DiscordPost *post)
{
	if (post->more_url == NULL || text_utf16_units(post->more_url, -1) > URL_MAX)
		return g_strdup_printf("-# %s", post->more);
	return g_strdup_printf("-# [%s](%s)", post->more, post->more_url);
}

GPtrArray *
discord_payloads(const DiscordPost *post, gboolean *cut)
{
	g_autofree char *markdown = render_tidy(post->description);
	g_autofree char *closing = closing_line(post);
	g_autoptr(GPtrArray) parts =
	    split_markdown_within(markdown, DESCRIPTION_MAX, post->parts, closing, cut);
	GPtrArray *payloads = g_ptr_array_new_with_free_func(g_free);

	if (parts->len == 0)
		g_ptr_array_add(payloads, payload(post, "", 1, 1));
	for (guint i = 0; i < parts->len; i++)
		g_ptr_array_add(payloads,
		                payload(post, g_ptr_array_index(parts, i), i + 1, parts->len));
	return payloads;
}

/* Returns the colour of the meeting's configured track, however the file spells it. */
static guint
meeting_colour(const Meeting *meeting, const Config *config)
{
	const char *team = meeting != NULL && meeting->teams->len > 0
	                       ? g_ptr_array_index(meeting->teams, 0)
	                       : NULL;
	if (team == NULL)
		return discord_colour(NULL);
	const Track *track = config->roster != NULL ? roster_track(config->roster, team) : NULL;
	guint index = 0;
	if (track != NULL &&
	    g_ptr_array_find((GPtrArray *)roster_tracks(config->roster), track, &index))
		return discord_colour_at(index);
	g_autofree char *folded = g_utf8_casefold(team, -1);

	return discord_colour(folded);
}

/* Sets what a post says where it is cut off; `url` is where the rest is, or NULL. */
static void
set_end(DiscordPost *post, const json_t *data, const char *url, guint parts)
{
	post->parts = parts;
	post->more = render_string(json_object_get(data, "words"), "more_in_notes");
	post->more_url = url;
}

static GPtrArray *
payloads_of_post(const Digest *digest, const json_t *data, const Config *config,
                 const char *markdown, gboolean *cut)
{
	const json_t *meeting = json_object_get(data, "meeting");
	const Change *change =
	    digest->changes->len > 0 ? g_ptr_array_index(digest->changes, 0) : NULL;
	const Meeting *posted = change != NULL ? change->after : NULL;
	g_autoptr(GPtrArray) mentions = g_ptr_array_new();
	const json_t *ids = json_object_get(meeting, "mentioned");
	for (size_t i = 0; i < json_array_size(ids); i++)
		g_ptr_array_add(mentions, (gpointer)json_string_value(
		                              json_object_get(json_array_get(ids, i), "id")));

	/* the same notes make the same post at any time, as it is edited when it differs */
	DiscordPost post = { .title = render_string(meeting, "label"),
		             .url = json_string_value(json_object_get(meeting, "link")),
		             .description = markdown,
		             .colour = meeting_colour(posted, config),
		             .timestamp = json_integer_value(json_object_get(meeting, "start")),
		             .mentions = mentions };
	set_end(&post, data, post.url, DISCORD_PARTS);
	return discord_payloads(&post, cut);
}

/*
 * Makes the payloads of a list.  The same meetings make the same list at any time; nobody is
 * mentioned.
 */
static GPtrArray *
payloads_of_list(const json_t *data, const char *markdown, gboolean *cut)
{
	DiscordPost post = { .title = render_string(data, "subject"), .description = markdown };

	post.colour = discord_colour(NULL);
	set_end(&post, data, NULL, LIST_PARTS);
	return discord_payloads(&post, cut);
}

static GPtrArray *
payloads_of_digest(const Digest *digest, const json_t *data, const char *markdown, gboolean *cut)
{
	/* a phone's notification shows the content, so the headline is there */
	g_autofree char *escaped = markdown_to_discord(render_string(data, "subject"));
	g_autofree char *content = g_strdup_printf("**%s**", g_strstrip(escaped));
	DiscordPost post = { .content = content,
		             .description = markdown,
		             .colour = discord_colour(NULL),
		             .timestamp = digest->now };

	set_end(&post, data, json_string_value(json_object_get(data, "web")), DISCORD_PARTS);
	return discord_payloads(&post, cut);
}

/* Returns the payload that replaces a part which a shorter post no longer needs. */
static char *
surplus_payload(const char *title, const json_t *data)
{
	g_autofree char *text =
	    g_strdup_printf("-# %s", render_string(json_object_get(data, "words"), "shorter"));
	DiscordPost post = { .title = title, .description = text, .colour = discord_colour(NULL) };
	gboolean cut = FALSE;
	set_end(&post, data, NULL, 1);
	g_autoptr(GPtrArray) payloads = discord_payloads(&post, &cut);

	return g_ptr_array_steal_index(payloads, 0);
}

/* Makes the payloads; `*cut` says whether the text was too long and was cut off. */
static void
fill_discord(Rendering *rendering, const Digest *digest, const json_t *data, const Config *config,
             const char *markdown, gboolean *cut)
{
	if (digest->kind != JOB_POST) {
		rendering->subject = g_strdup(render_string(data, "subject"));
		rendering->payloads = payloads_of_digest(digest, data, markdown, cut);
		return;
	}
	if (digest_is_list(digest)) {
		rendering->subject = g_strdup(render_string(data, "subject"));
		rendering->payloads = payloads_of_list(data, markdown, cut);
		return;
	}
	rendering->subject = g_strdup(render_string(json_object_get(data, "meeting"), "label"));
	rendering->payloads = payloads_of_post(digest, data, config, markdown, cut);
	rendering->surplus = surplus_payload(rendering->subject, data);
}

Rendering *
discord_render(const Digest *digest, const char *key G_GNUC_UNUSED, const Config *config,
               Templates *templates, GError **error)
{
	const char *name = render_template_of(digest);
	g_autoptr(Rendering) rendering = NULL;
	g_autoptr(GHashTable) markdown_cache = markdown_cache_new();

	for (guint level = render_first_level(digest); level < DATA_LEVELS; level++) {
		g_autoptr(Footnotes) links = footnotes_new();
		g_autoptr(json_t) data =
		    data_build(digest, NULL, config, level, links, markdown_cache, templates);
		g_autofree char *markdown =
		    templates_render(templates, name, FORMAT_DISCORD, data, error);
		if (markdown == NULL)
			return NULL;
		g_clear_pointer(&rendering, rendering_free);
		rendering = g_new0(Rendering, 1);
		gboolean cut = FALSE;
		fill_discord(rendering, digest, data, config, markdown, &cut);
		if (!cut)
			break;
	}
	return g_steal_pointer(&rendering);
}
