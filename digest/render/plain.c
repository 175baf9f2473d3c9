/* plain.c - digests as plain text, CommonMark and JSON. */
#include "plain.h"

#include "render_parts.h"

#include <stdlib.h>
#include <string.h>

enum {
	BODY_MAX = 32 * 1024 /* bytes: half of what a Matrix event may have */
};

/* What a body is made from.  Owns nothing. */
typedef struct {
	const char *name; /* of the template */
	const char *key;
	const char *job;
	const json_t *data;
	const Footnotes *links;
	Templates *templates;
} Source;

typedef char *(*MakeBody)(const Source *source, GError **error);

static char *
make_text(const Source *source, GError **error)
{
	return render_text(source->name, source->data, source->links, source->templates, error);
}

static char *
make_markdown(const Source *source, GError **error)
{
	g_autofree char *raw =
	    templates_render(source->templates, source->name, FORMAT_MARKDOWN, source->data, error);
	if (raw == NULL)
		return NULL;
	g_autofree char *tidy = render_tidy(raw);

	return g_strconcat(tidy, "\n", NULL);
}

static char *
make_json(const Source *source, GError **error)
{
	g_autofree char *text = make_text(source, error);
	g_autofree char *markdown = text != NULL ? make_markdown(source, error) : NULL;
	if (markdown == NULL)
		return NULL;

	g_autoptr(json_t) object = json_pack(
	    "{s:s, s:s, s:s, s:s, s:s}", "subject", render_string(source->data, "subject"), "text",
	    text, "markdown", markdown, "job", source->job, "key", source->key);
	char *dumped = json_dumps(object, JSON_COMPACT);
	char *body = g_strdup_printf("%s\n", dumped);
	free(dumped);
	return body;
}

/* Removes what is only about mail. */
static void
adapt_data(json_t *data, gboolean shortened)
{
	json_object_set_new(data, "greeting", json_null());
	json_object_set_new(data, "footer", json_null());
	if (!shortened)
		json_object_set_new(data, "shortened", json_false());
}

static Rendering *
render_plain(const Digest *digest, const char *key, const Config *config, Templates *templates,
             MakeBody make, GError **error)
{
	guint first = render_first_level(digest);
	g_autoptr(GHashTable) markdown_cache = markdown_cache_new();
	g_autoptr(Rendering) rendering = g_new0(Rendering, 1);
	gsize length = G_MAXSIZE;

	rendering->payloads = g_ptr_array_new_with_free_func(g_free);
	for (guint level = first; level < DATA_LEVELS && length > BODY_MAX; level++) {
		g_autoptr(Footnotes) links = footnotes_new();
		g_autoptr(json_t) data =
		    data_build(digest, NULL, config, level, links, markdown_cache, templates);
		adapt_data(data, level > first);
		const Source source = {
			render_template_of(digest), key, digest->job, data, links, templates
		};
		char *body = make(&source, error);
		if (body == NULL)
			return NULL;
		length = strlen(body);
		g_ptr_array_set_size(rendering->payloads, 0);
		g_ptr_array_add(rendering->payloads, body);
		g_free(rendering->subject);
		rendering->subject =
		    g_strdup(digest->kind == JOB_POST && !digest_is_list(digest)
		                 ? render_string(json_object_get(data, "meeting"), "label")
		                 : render_string(data, "subject"));
	}
	return g_steal_pointer(&rendering);
}

Rendering *
plain_render_text(const Digest *digest, const char *key, const Config *config, Templates *templates,
                  GError **error)
{
	return render_plain(digest, key, config, templates, make_text, error);
}

Rendering *
plain_render_markdown(const Digest *digest, const char *key, const Config *config,
                      Templates *templates, GError **error)
{
	return render_plain(digest, key, config, templates, make_markdown, error);
}

Rendering *
plain_render_json(const Digest *digest, const char *key, const Config *config, Templates *templates,
                  GError **error)
{
	return render_plain(digest, key, config, templates, make_json, error);
}

json_t *
plain_preview(const Message *message, const char *text G_GNUC_UNUSED, GTimeZone *zone G_GNUC_UNUSED)
{
	gsize length = 0;
	const char *body = g_bytes_get_data(message->body, &length);

	return json_stringn(body, length);
}
