/* render.c - a digest to messages. */
#include "render/render.h"

#include "base/error.h"
#include "data.h"
#include "markdown/markdown.h"
#include "render/wrap.h"
#include "render_parts.h"

#include <stdlib.h>
#include <string.h>

enum {
	TEXT_WIDTH = 72,
	HTML_MAX = 101000, /* bytes; Gmail cuts a mail off at about 102,000 */
	CHAT_LEVEL = 2,    /* the first level of a digest: a chat wants less than a mail */
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

const char *
render_string(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text == NULL ? "" : text;
}

/*
 * Removes indentation and empty lines: they are for the template's author, and count in the size of
 * the mail.
 */
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

char *
render_text(const char *name, const json_t *data, const Footnotes *links, Templates *templates,
            GError **error)
{
	g_autofree char *raw = templates_render(templates, name, FORMAT_TEXT, data, error);
	if (raw == NULL)
		return NULL;
	g_autofree char *noted = wrap_footnotes(raw, footnotes_urls(links));
	return wrap_text(noted, TEXT_WIDTH);
}

/*
 * Says whether a reminder has at most six lines for each item that it may show: it is read on a
 * phone, between other mail.
 */
static gboolean
is_short_enough(const Digest *digest, const Config *config, const char *text)
{
	enum {
		LINES = 6
	};
	const Job *job = digest->job != NULL ? config_job(config, digest->job) : NULL;
	gsize lines = 0;

	for (const char *end = strchr(text, '\n'); end != NULL; end = strchr(end + 1, '\n'))
		lines++;
	return digest->kind != JOB_REMINDER || job == NULL ||
	       lines <= (gsize)LINES * MAX(job->max_items, 10);
}

/*
 * Renders at one level.  `*fits` says whether the HTML is small enough, and a reminder short
 * enough; the text is only made for HTML that is.
 */
static Rendering *
mail_at(const Digest *digest, const Target *target, const Config *config, Templates *templates,
        guint level, GHashTable *markdown_cache, gboolean *fits, GError **error)
{
	const char *name = job_kind_word(digest->kind);
	g_autoptr(Footnotes) links = footnotes_new();
	g_autoptr(json_t) data =
	    data_build(digest, target, config, level, links, markdown_cache, templates);
	g_autoptr(Rendering) rendering = g_new0(Rendering, 1);

	rendering->subject = g_strdup(render_string(data, "subject"));
	g_autofree char *html = templates_render(templates, name, FORMAT_HTML, data, error);
	if (html == NULL)
		return NULL;
	rendering->html = squeeze_html(html);
	*fits = strlen(rendering->html) <= HTML_MAX;
	if (!*fits)
		return g_steal_pointer(&rendering);
	rendering->text = render_text(name, data, links, templates, error);
	if (rendering->text == NULL)
		return NULL;
	*fits = level + 1 == DATA_LEVELS || is_short_enough(digest, config, rendering->text);
	return g_steal_pointer(&rendering);
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

char *
render_tidy(const char *markdown)
{
	g_auto(GStrv) lines = g_strsplit(markdown, "\n", -1);
	GString *out = g_string_sized_new(strlen(markdown));
	gboolean gap = FALSE, code = FALSE;

	for (char **line = lines; *line != NULL; line++) {
		if (!code) {
			g_strchomp(*line);
			if ((*line)[0] == '\0') {
				gap = out->len > 0;
				continue;
			}
		}
		if (gap)
			g_string_append_c(out, '\n');
		gap = FALSE;
		g_string_append_printf(out, "%s\n", *line);
		for (const char *mark = strstr(*line, "```"); mark != NULL;
		     mark = strstr(mark + 3, "```"))
			code = !code;
	}
	return g_strchomp(g_string_free(out, FALSE));
}

const char *
render_template_of(const Digest *digest)
{
	return digest_is_list(digest) ? "posts" : job_kind_word(digest->kind);
}

guint
render_first_level(const Digest *digest)
{
	return digest->kind == JOB_POST ? 0 : CHAT_LEVEL;
}

char *
render_data_json(const Digest *digest, const Target *target, const Config *config)
{
	g_autoptr(Footnotes) links = footnotes_new();
	g_autoptr(json_t) data = data_build(digest, target, config, 0, links, NULL, NULL);
	char *dumped = json_dumps(data, JSON_INDENT(2));
	char *text = g_strdup_printf("%s\n", dumped);

	free(dumped);
	return text;
}

char *
render_stop_subject(const Digest *digest, const Config *config)
{
	return data_stop_subject(digest, config);
}
