/* mustache.c - a parsed template rendered to text, with its values escaped. */
#include "render/mustache.h"

#include "base/error.h"
#include "base/text.h"
#include "markdown/markdown.h"

#include <string.h>

static const char *
html_entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void
append_html(GString *out, const char *text, gsize length)
{
	const char *end = text + length, *plain = text;

	for (const char *p = text; p < end; p++) {
		const char *entity = html_entity(*p);
		if (entity == NULL)
			continue;
		g_string_append_len(out, plain, p - plain);
		g_string_append(out, entity);
		plain = p + 1;
	}
	g_string_append_len(out, plain, end - plain);
}

void
mustache_append_escaped(GString *out, Escape escape, const char *text, gsize length)
{
	switch (escape) {
	case ESCAPE_HTML:
		append_html(out, text, length);
		return;
	case ESCAPE_DISCORD:
		discord_escape(out, text, length, TRUE);
		return;
	case ESCAPE_NONE:
	default:
		g_string_append_len(out, text, (gssize)length);
		return;
	}
}

typedef struct {
	GString *out;
	GString *indent;     /* the text before each line of the partial that is being rendered */
	GPtrArray *contexts; /* const json_t *, the innermost last */
	Escape escape;
	PartialFinder finder;
	gpointer finder_data;
	guint depth;
	guint steps;
	gboolean too_much; /* the data are too much, whatever the template */
} Renderer;

static gboolean render_nodes(Renderer *renderer, const MustacheTemplate *template, guint from,
                             guint to, GError **error);

static gboolean
check_bounds(Renderer *renderer, const MustacheTemplate *template, const Node *node, GError **error)
{
	gboolean grown =
	    renderer->out->len > MUSTACHE_OUTPUT_MAX || renderer->indent->len > MUSTACHE_OUTPUT_MAX;
	gboolean slow = renderer->steps > MUSTACHE_STEPS_MAX;
	const char *message = NULL;

	renderer->too_much = grown || slow;
	if (grown)
		message = "the output grows over the limit of 16 MiB; give it less data";
	else if (slow)
		message =
		    "this takes over 20 million steps; use fewer nested sections or less data";
	else if (renderer->depth > MUSTACHE_DEPTH_MAX)
		message = "sections and partials nest deeper than 100 levels; does a partial "
		          "include itself without end?";
	if (message == NULL)
		return TRUE;
	mustache_set_error(error, template, node->offset, "%s", message);
	return FALSE;
}

static const json_t *
innermost(const Renderer *renderer)
{
	return g_ptr_array_index(renderer->contexts, renderer->contexts->len - 1);
}

/*
 * Looks up a name: its first part in every context from the inside out, the other parts only in the
 * value before them.
 */
static const json_t *
look_up(Renderer *renderer, const Node *node)
{
	const json_t *value = NULL;
	const char *part = node->name;
	if (node->parts == 0)
		return innermost(renderer);

	for (guint i = renderer->contexts->len; i > 0 && value == NULL; i--)
		value = json_object_get(g_ptr_array_index(renderer->contexts, i - 1), part);
	renderer->steps += renderer->contexts->len + node->parts;
	for (guint i = 1; i < node->parts && value != NULL; i++) {
		part += strlen(part) + 1;
		value = json_object_get(value, part);
	}
	return value;
}

static gboolean
is_false(const json_t *value)
{
	if (value == NULL || json_is_null(value) || json_is_false(value))
		return TRUE;
	return (json_is_array(value) && json_array_size(value) == 0) ||
	       (json_is_string(value) && json_string_length(value) == 0);
}

/* Writes the fewest digits that read back as the same number: 1.21, not 1.21000. */
static void
format_real(char *buffer, int size, double number)
{
	static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };

	for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_ascii_formatd(buffer, size, formats[i], number);
		if (g_ascii_strtod(buffer, NULL) >= number &&
		    g_ascii_strtod(buffer, NULL) <= number)
			return;
	}
}

/* Appends a value; objects and lists print as nothing. */
static void
append_value(Renderer *renderer, const json_t *value, Escape escape)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	switch (value != NULL ? json_typeof(value) : JSON_NULL) {
	case JSON_STRING:
		mustache_append_escaped(renderer->out, escape, json_string_value(value),
		                        json_string_length(value));
		return;
	case JSON_INTEGER:
		g_string_append_printf(renderer->out, "%" JSON_INTEGER_FORMAT,
		                       json_integer_value(value));
		return;
	case JSON_REAL:
		format_real(number, sizeof number, json_real_value(value));
		g_string_append(renderer->out, number);
		return;
	case JSON_TRUE:
		g_string_append(renderer->out, "true");
		return;
	case JSON_FALSE:
		g_string_append(renderer->out, "false");
		return;
	case JSON_OBJECT:
	case JSON_ARRAY:
	case JSON_NULL:
	default:
		return;
	}
}

static gboolean
render_with(Renderer *renderer, const MustacheTemplate *template, guint index,
            const json_t *context, GError **error)
{
	const Node *node = &g_array_index(template->nodes, Node, index);

	renderer->steps++;
	renderer->depth++;
	if (!check_bounds(renderer, template, node, error))
		return FALSE;
	g_ptr_array_add(renderer->contexts, (gpointer)context);
	gboolean rendered = render_nodes(renderer, template, index + 1, node->end, error);
	g_ptr_array_set_size(renderer->contexts, (int)renderer->contexts->len - 1);
	renderer->depth--;
	return rendered;
}

static gboolean
render_section(Renderer *renderer, const MustacheTemplate *template, guint index, GError **error)
{
	const Node *node = &g_array_index(template->nodes, Node, index);
	const json_t *value = look_up(renderer, node);

	if (node->type == NODE_INVERTED)
		return !is_false(value) ||
		       render_with(renderer, template, index, innermost(renderer), error);
	if (is_false(value))
		return TRUE;
	if (!json_is_array(value))
		return render_with(renderer, template, index, value, error);
	for (gsize i = 0; i < json_array_size(value); i++) {
		if (!render_with(renderer, template, index, json_array_get(value, i), error))
			return FALSE;
	}
	return TRUE;
}

/* Finds a partial.  A message without a position gets that of the tag. */
static gboolean
find_partial(Renderer *renderer, const MustacheTemplate *template, const Node *node,
             const MustacheTemplate **partial, GError **error)
{
	g_autoptr(GError) local = NULL;

	if (renderer->finder == NULL ||
	    renderer->finder(node->name, partial, renderer->finder_data, &local))
		return TRUE;
	if (local->domain == TIDINGS_ERROR && local->code == TIDINGS_ERROR_USAGE)
		mustache_set_error(error, template, node->offset, "%s", local->message);
	else
		g_propagate_error(error, g_steal_pointer(&local));
	return FALSE;
}

/*
 * Renders a partial.  The lines of a standalone one are indented like its tag; inside a line,
 * indentation starts at zero.
 */
static gboolean
render_partial(Renderer *renderer, const MustacheTemplate *template, const Node *node,
               GError **error)
{
	const MustacheTemplate *partial = NULL;
	if (!find_partial(renderer, template, node, &partial, error))
		return FALSE;
	if (partial == NULL)
		return TRUE;

	GString *outer = renderer->indent;
	renderer->indent = g_string_new(node->standalone ? outer->str : NULL);
	if (node->standalone)
		g_string_append_len(renderer->indent, node->text, (gssize)node->length);
	renderer->depth++;
	gboolean rendered = check_bounds(renderer, template, node, error) &&
	                    render_nodes(renderer, partial, 0, partial->nodes->len, error);
	g_string_free(renderer->indent, TRUE);
	renderer->indent = outer;
	renderer->depth--;
	return rendered;
}

/* Renders the node at `*index` and sets `*index` to its next sibling. */
static gboolean
render_node(Renderer *renderer, const MustacheTemplate *template, guint *index, GError **error)
{
	guint here = (*index)++;
	const Node *node = &g_array_index(template->nodes, Node, here);

	switch (node->type) {
	case NODE_TEXT:
		g_string_append_len(renderer->out, node->text, (gssize)node->length);
		return TRUE;
	case NODE_INDENT:
		g_string_append_len(renderer->out, renderer->indent->str,
		                    (gssize)renderer->indent->len);
		return TRUE;
	case NODE_ESCAPED:
		append_value(renderer, look_up(renderer, node), renderer->escape);
		return TRUE;
	case NODE_UNESCAPED:
		append_value(renderer, look_up(renderer, node), ESCAPE_NONE);
		return TRUE;
	case NODE_PARTIAL:
		return render_partial(renderer, template, node, error);
	case NODE_SECTION:
	case NODE_INVERTED:
	default:
		*index = node->end;
		return render_section(renderer, template, here, error);
	}
}

static gboolean
render_nodes(Renderer *renderer, const MustacheTemplate *template, guint from, guint to,
             GError **error)
{
	for (guint i = from; i < to;) {
		const Node *node = &g_array_index(template->nodes, Node, i);

		renderer->steps++;
		if (!render_node(renderer, template, &i, error) ||
		    !check_bounds(renderer, template, node, error))
			return FALSE;
	}
	return TRUE;
}

char *
mustache_template_render(const MustacheTemplate *template, const json_t *data, Escape escape,
                         PartialFinder finder, gpointer finder_data, gboolean *too_much,
                         GError **error)
{
	Renderer renderer = { .escape = escape, .finder = finder, .finder_data = finder_data };

	renderer.out = g_string_sized_new(4096);
	renderer.indent = g_string_new(NULL);
	renderer.contexts = g_ptr_array_new();
	g_ptr_array_add(renderer.contexts, (gpointer)data);
	gboolean rendered = render_nodes(&renderer, template, 0, template->nodes->len, error);
	g_ptr_array_unref(renderer.contexts);
	g_string_free(renderer.indent, TRUE);
	char *text = g_string_free(renderer.out, FALSE);
	if (too_much != NULL)
		*too_much = renderer.too_much;
	if (rendered)
		return text;
	g_free(text);
	return NULL;
}

/*
 * The caller's loader, and what it has loaded: name -> MustacheTemplate *, or NULL when there is
 * none.
 */
typedef struct {
	TemplateLoader loader;
	gpointer loader_data;
	GHashTable *parsed;
} Loading;

static gboolean
find_loaded(const char *name, const MustacheTemplate **partial, gpointer data, GError **error)
{
	Loading *loading = data;
	gpointer known = NULL;
	if (g_hash_table_lookup_extended(loading->parsed, name, NULL, &known)) {
		*partial = known;
		return TRUE;
	}

	g_autofree char *path = NULL;
	g_autofree char *source = loading->loader(name, &path, loading->loader_data);
	MustacheTemplate *template = NULL;
	if (source != NULL) {
		template = mustache_template_parse(source, path != NULL ? path : name, error);
		if (template == NULL)
			return FALSE;
	}
	g_hash_table_insert(loading->parsed, g_strdup(name), template);
	*partial = template;
	return TRUE;
}

static void
free_parsed(gpointer template)
{
	mustache_template_free(template);
}

char *
mustache_render(const char *source, const char *path, const json_t *data, Escape escape,
                TemplateLoader loader, gpointer loader_data, GError **error)
{
	g_autoptr(MustacheTemplate) template = mustache_template_parse(source, path, error);
	if (template == NULL)
		return NULL;

	g_autoptr(GHashTable) parsed =
	    g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_parsed);
	Loading loading = { loader, loader_data, parsed };
	return mustache_template_render(template, data, escape, loader != NULL ? find_loaded : NULL,
	                                &loading, NULL, error);
}
