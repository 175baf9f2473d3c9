/* render.c - a digest to messages. */
#include "render/render.h"

#include "base/error.h"
#include "data.h"
#include "discord.h"
#include "markdown/markdown.h"
#include "render/wrap.h"

#include <stdlib.h>
#include <string.h>

enum {
	TEXT_WIDTH = 72,
	HTML_MAX = 101000, /* bytes; Gmail cuts a mail off at about 102,000 */
	DISCORD_LEVEL = 2, /* where a digest starts: a channel wants less than a mail */
	LIST_PARTS = 1,
	DISCORD_PARTS =
	    4 /* whatever the notes hold: what is still too much at the last level is cut off */
};

void
rendering_free(Rendering *rendering)
{
	if (rendering == NULL)
		return;
	g_free(rendering->subject);
	g_free(rendering->text);
	g_free(rendering->html);
	g_free(rendering->surplus);
	g_clear_pointer(&rendering->payloads, g_ptr_array_unref);
	g_free(rendering);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_t, json_decref)

static const char *
string_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text == NULL ? "" : text;
}

/* Indentation and empty lines of a template are for its author; readers pay for them in bytes. */
static char *
squeeze_html(const char *html)
{
	GString *out = g_string_sized_new(strlen(html) + 1);

	while (*html != '\0') {
		const char *end = html + strcspn(html, "\n");
		const char *next = *end == '\0' ? end : end + 1;
		while (html < end && g_ascii_isspace(*html))
			html++;
		while (end > html && g_ascii_isspace(end[-1]))
			end--;
		if (html < end) {
			g_string_append_len(out, html, end - html);
			g_string_append_c(out, '\n');
		}
		html = next;
	}
	return g_string_free(out, FALSE);
}

static char *
render_text(const char *name, const json_t *data, const Footnotes *links, Templates *templates,
            GError **error)
{
	g_autofree char *raw = templates_render(templates, name, FORMAT_TEXT, data, error);
	if (raw == NULL)
		return NULL;
	g_autofree char *noted = wrap_footnotes(raw, footnotes_urls(links));
	return wrap_text(noted, TEXT_WIDTH);
}

/* Renders at one level.  `*fits` says whether the HTML is small enough; only then the text is made
 * too. */
static Rendering *
mail_at(const Digest *digest, const Target *target, const Config *config, Templates *templates,
        guint level, GHashTable *markdown_cache, gboolean *fits, GError **error)
{
	const char *name = job_kind_word(digest->kind);
	g_autoptr(Footnotes) links = footnotes_new();
	g_autoptr(json_t) data = data_build(digest, target, config, level, links, markdown_cache);
	g_autoptr(Rendering) rendering = g_new0(Rendering, 1);

	rendering->subject = g_strdup(string_of(data, "subject"));
	g_autofree char *html = templates_render(templates, name, FORMAT_HTML, data, error);
	if (html == NULL)
		return NULL;
	rendering->html = squeeze_html(html);
	*fits = strlen(rendering->html) <= HTML_MAX;
	if (!*fits)
		return g_steal_pointer(&rendering);
	rendering->text = render_text(name, data, links, templates, error);
	return rendering->text == NULL ? NULL : g_steal_pointer(&rendering);
}

Rendering *
render_mail(const Digest *digest, const Target *target, const Config *config, Templates *templates,
            GError **error)
{
	g_autoptr(GHashTable) markdown_cache = markdown_cache_new();

	for (guint level = 0; level < DATA_LEVELS; level++) {
		gboolean fits = FALSE;
		g_autoptr(Rendering) rendering =
		    mail_at(digest, target, config, templates, level, markdown_cache, &fits, error);
		if (rendering == NULL)
			return NULL;
		if (fits)
			return g_steal_pointer(&rendering);
	}
	g_set_error(
	    error, MESSAGE_ERROR, TIDINGS_ERROR_DATA,
	    "its HTML is over %d bytes even with the least items; make its template smaller",
	    HTML_MAX);
	return NULL;
}

/* Of the configured track, however the file spells it. */
static guint
colour_of(const Meeting *meeting, const Config *config)
{
	const char *team = meeting != NULL && meeting->teams->len > 0
	                       ? g_ptr_array_index(meeting->teams, 0)
	                       : NULL;
	if (team == NULL)
		return discord_colour(NULL);
	const Track *track = config->roster != NULL ? roster_track(config->roster, team) : NULL;
	guint place = 0;
	if (track != NULL &&
	    g_ptr_array_find((GPtrArray *)roster_tracks(config->roster), track, &place))
		return discord_colour_at(place);
	g_autofree char *folded = g_utf8_casefold(team, -1);

	return discord_colour(folded);
}

/* Each is a template of that name. */
static const char *
template_of(const Digest *digest)
{
	return digest_is_list(digest) ? "posts" : job_kind_word(digest->kind);
}

/* What each kind of post says where they end too early; `url` says where the rest is, or is NULL.
 */
static void
set_end(DiscordPost *post, const json_t *data, const char *url, guint parts)
{
	post->parts = parts;
	post->more = string_of(json_object_get(data, "words"), "more_in_notes");
	post->more_url = url;
}

static GPtrArray *
payloads_of_post(const Digest *digest, const json_t *data, const Config *config,
                 const char *markdown, gboolean *cut)
{
	const json_t *meeting = json_object_get(data, "meeting");
	const Change *change =
	    digest->changes->len > 0 ? g_ptr_array_index(digest->changes, 0) : NULL;
	const Meeting *told = change != NULL ? change->after : NULL;
	g_autoptr(GPtrArray) mentions = g_ptr_array_new();
	const json_t *ids = json_object_get(meeting, "mentioned");
	for (size_t i = 0; i < json_array_size(ids); i++)
		g_ptr_array_add(mentions, (gpointer)json_string_value(
		                              json_object_get(json_array_get(ids, i), "id")));

	/* The same notes make the same post, whenever: it is edited when it differs. */
	DiscordPost post = { .title = string_of(meeting, "label"),
		             .url = json_string_value(json_object_get(meeting, "link")),
		             .description = markdown,
		             .colour = colour_of(told, config),
		             .timestamp = json_integer_value(json_object_get(meeting, "start")),
		             .mentions = mentions };
	set_end(&post, data, post.url, DISCORD_PARTS);
	return discord_payloads(&post, cut);
}

/* The same meetings make the same list, whenever; nobody is mentioned. */
static GPtrArray *
payloads_of_list(const json_t *data, const char *markdown, gboolean *cut)
{
	DiscordPost post = { .title = string_of(data, "subject"), .description = markdown };

	post.colour = discord_colour(NULL);
	set_end(&post, data, NULL, LIST_PARTS);
	return discord_payloads(&post, cut);
}

static GPtrArray *
payloads_of_digest(const Digest *digest, const json_t *data, const char *markdown, gboolean *cut)
{
	/* The headline stands in the content, where a phone's notification shows it. */
	g_autofree char *escaped = markdown_to_discord(string_of(data, "subject"));
	g_autofree char *content = g_strdup_printf("**%s**", g_strstrip(escaped));
	DiscordPost post = { .content = content,
		             .description = markdown,
		             .colour = discord_colour(NULL),
		             .timestamp = digest->now };

	set_end(&post, data, json_string_value(json_object_get(data, "web")), DISCORD_PARTS);
	return discord_payloads(&post, cut);
}

/* What stands in the place of a part that a shorter post does without. */
static char *
surplus_payload(const char *title, const json_t *data)
{
	g_autofree char *text =
	    g_strdup_printf("-# %s", string_of(json_object_get(data, "words"), "shorter"));
	DiscordPost post = { .title = title, .description = text, .colour = discord_colour(NULL) };
	gboolean cut = FALSE;
	set_end(&post, data, NULL, 1);
	g_autoptr(GPtrArray) payloads = discord_payloads(&post, &cut);

	return g_ptr_array_steal_index(payloads, 0);
}

/* `*cut`: it is more than a message may be, and was cut off. */
static void
fill_discord(Rendering *rendering, const Digest *digest, const json_t *data, const Config *config,
             const char *markdown, gboolean *cut)
{
	if (digest->kind != JOB_POST) {
		rendering->subject = g_strdup(string_of(data, "subject"));
		rendering->payloads = payloads_of_digest(digest, data, markdown, cut);
		return;
	}
	if (digest_is_list(digest)) {
		rendering->subject = g_strdup(string_of(data, "subject"));
		rendering->payloads = payloads_of_list(data, markdown, cut);
		return;
	}
	rendering->subject = g_strdup(string_of(json_object_get(data, "meeting"), "label"));
	rendering->payloads = payloads_of_post(digest, data, config, markdown, cut);
	rendering->surplus = surplus_payload(rendering->subject, data);
}

Rendering *
render_discord(const Digest *digest, const Config *config, Templates *templates, GError **error)
{
	const char *name = template_of(digest);
	g_autoptr(Rendering) rendering = NULL;

	g_autoptr(GHashTable) markdown_cache = markdown_cache_new();
	guint first =
	    digest->kind == JOB_POST
	        ? 0
	        : DISCORD_LEVEL; /* a post is about one meeting, or a short line of each */

	for (guint level = first; level < DATA_LEVELS; level++) {
		g_autoptr(Footnotes) links = footnotes_new();
		g_autoptr(json_t) data =
		    data_build(digest, NULL, config, level, links, markdown_cache);
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

char *
render_data_json(const Digest *digest, const Target *target, const Config *config)
{
	g_autoptr(Footnotes) links = footnotes_new();
	g_autoptr(json_t) data = data_build(digest, target, config, 0, links, NULL);
	char *dumped = json_dumps(data, JSON_INDENT(2));
	char *text = g_strdup_printf("%s\n", dumped);

	free(dumped);
	return text;
}
