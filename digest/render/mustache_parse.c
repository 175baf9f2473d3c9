/* mustache_parse.c - parses a template into nodes, by the white-space rules of standalone lines. */
#include "base/error.h"
#include "base/text.h"
#include "render/mustache.h"

#include <string.h>

/* A section that waits for its end. */
typedef struct {
	guint node;
	const char *name; /* a slice of the source */
	gsize length;
} OpenSection;

typedef struct {
	MustacheTemplate *template;
	const char *source;
	const char *at;      /* the first byte that is not in a node yet */
	gboolean line_start; /* `at` begins a line that has no NODE_INDENT yet */
	char *open;          /* the delimiters */
	char *close;
	GArray *sections; /* OpenSection */
} Parser;

/* One tag of the source. */
typedef struct {
	char sigil;        /* one of #^/>&{!= or 0 */
	const char *start; /* its first byte */
	const char *end;   /* the byte after it */
	const char *name;  /* trimmed content */
	gsize length;
} Tag;

void
mustache_set_error(GError **error, const MustacheTemplate *template, gsize offset,
                   const char *format, ...)
{
	guint line = 1;
	gsize line_begins = 0;

	for (gsize i = 0; i < offset; i++) {
		if (template->source[i] != '\n')
			continue;
		line++;
		line_begins = i + 1;
	}
	g_autofree char *before =
	    g_utf8_make_valid(template->source + line_begins, (gssize)(offset - line_begins));
	g_autofree char *path = text_escape_for_terminal(template->path, -1);
	va_list arguments;
	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA, "%s:%u:%ld: %s", path, line,
	            g_utf8_strlen(before, -1) + 1, message);
}

void
mustache_template_free(MustacheTemplate *template)
{
	if (template == NULL)
		return;
	g_free(template->path);
	g_free(template->source);
	g_array_unref(template->nodes);
	g_string_chunk_free(template->names);
	g_free(template);
}

static void
parser_error(GError **error, const Parser *parser, const char *at, const char *message)
{
	mustache_set_error(error, parser->template, (gsize)(at - parser->source), "%s", message);
}

/* Returns a name for a message: short, and on one line. */
static char *
show_name(const char *name, gsize length)
{
	return text_escape_for_terminal(name, (gssize)MIN(length, 60));
}

static Node *
add_node(Parser *parser, NodeType type, const char *text, gsize length)
{
	GArray *nodes = parser->template->nodes;
	Node node = { .type = type,
		      .text = text,
		      .length = length,
		      .offset = (gsize)(text - parser->source) };

	g_array_append_val(nodes, node);
	return &g_array_index(nodes, Node, nodes->len - 1);
}

/* Adds NODE_INDENT once a line has something of its own. */
static void
begin_line(Parser *parser)
{
	if (parser->line_start)
		add_node(parser, NODE_INDENT, parser->at, 0);
	parser->line_start = FALSE;
}

/* Adds the text from `at` up to `end`, a node for each line. */
static void
add_text(Parser *parser, const char *end)
{
	while (parser->at < end) {
		const char *newline = memchr(parser->at, '\n', (gsize)(end - parser->at));
		const char *stop = newline != NULL ? newline + 1 : end;

		begin_line(parser);
		add_node(parser, NODE_TEXT, parser->at, (gsize)(stop - parser->at));
		parser->line_start = newline != NULL;
		parser->at = stop;
	}
}

static gboolean
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Returns the start of the tag's line when only blanks come before the tag, otherwise NULL. */
static const char *
blank_before(const Parser *parser, const Tag *tag)
{
	const char *p = tag->start;

	while (p > parser->source && is_blank(p[-1]))
		p--;
	return p == parser->source || p[-1] == '\n' ? p : NULL;
}

/*
 * Returns the start of the next line (or the end of the source) when only blanks follow the tag,
 * otherwise NULL.
 */
static const char *
blank_after(const Tag *tag)
{
	const char *p = tag->end;

	while (is_blank(*p))
		p++;
	if (p[0] == '\r' && p[1] == '\n')
		return p + 2;
	if (*p == '\n')
		return p + 1;
	return *p == '\0' ? p : NULL;
}

static void
trim(const char **start, const char **end)
{
	while (*start < *end && g_ascii_isspace(**start))
		(*start)++;
	while (*end > *start && g_ascii_isspace((*end)[-1]))
		(*end)--;
}

/* Reads the tag that begins at tag->start. */
static gboolean
read_tag(const Parser *parser, Tag *tag, GError **error)
{
	const char *start = tag->start + strlen(parser->open);
	const char *content = start;

	while (g_ascii_isspace(*content))
		content++;
	tag->sigil = *content != '\0' && strchr("#^/>&{!=", *content) != NULL ? *content : '\0';
	if (tag->sigil != '\0' && !g_str_has_prefix(content, parser->close))
		start = content + 1;
	else
		tag->sigil = '\0';

	const char *inner = tag->sigil == '{' ? "}" : tag->sigil == '=' ? "=" : "";
	g_autofree char *closing = g_strconcat(inner, parser->close, NULL);
	const char *end = strstr(start, closing);
	if (end == NULL) {
		g_autofree char *shown = text_escape_for_terminal(closing, -1);
		mustache_set_error(error, parser->template, (gsize)(tag->start - parser->source),
		                   "this tag has no end; close it with \"%s\"", shown);
		return FALSE;
	}
	tag->end = end + strlen(closing);
	trim(&start, &end);
	tag->name = start;
	tag->length = (gsize)(end - start);
	if (tag->length > 0 || tag->sigil == '!')
		return TRUE;
	parser_error(error, parser, tag->start, "this tag is empty; put a name in it");
	return FALSE;
}

static gboolean
set_delimiters(Parser *parser, const Tag *tag, GError **error)
{
	g_autofree char *both = g_strndup(tag->name, tag->length);
	char *gap = both;

	while (*gap != '\0' && !g_ascii_isspace(*gap))
		gap++;
	char *second = gap;
	while (g_ascii_isspace(*second))
		second++;
	*gap = '\0';
	if (*second == '\0' || strpbrk(second, " \t\r\n\v\f=") != NULL ||
	    strchr(both, '=') != NULL) {
		parser_error(error, parser, tag->start,
		             "delimiters are two words without \"=\", such as {{=<% %>=}}");
		return FALSE;
	}
	g_free(parser->open);
	g_free(parser->close);
	parser->open = g_strdup(both);
	parser->close = g_strdup(second);
	return TRUE;
}

/* Stores the name as its parts, each ended by a NUL. */
static void
set_name(Parser *parser, Node *node, const Tag *tag)
{
	char *name =
	    g_string_chunk_insert_len(parser->template->names, tag->name, (gssize)tag->length);

	node->name = name;
	node->offset = (gsize)(tag->start - parser->source);
	if (node->type == NODE_PARTIAL || (tag->length == 1 && *name == '.'))
		return;
	node->parts = 1;
	for (gsize i = 0; i < tag->length; i++) {
		if (name[i] != '.')
			continue;
		name[i] = '\0';
		node->parts++;
	}
}

static gboolean
open_section(Parser *parser, const Tag *tag, GError **error)
{
	if (parser->sections->len >= MUSTACHE_DEPTH_MAX) {
		parser_error(error, parser, tag->start,
		             "sections nest deeper than 100 levels; use fewer");
		return FALSE;
	}
	Node *node =
	    add_node(parser, tag->sigil == '#' ? NODE_SECTION : NODE_INVERTED, tag->start, 0);
	set_name(parser, node, tag);
	OpenSection section = { parser->template->nodes->len - 1, tag->name, tag->length };
	g_array_append_val(parser->sections, section);
	return TRUE;
}

static gboolean
close_section(Parser *parser, const Tag *tag, GError **error)
{
	g_autofree char *name = show_name(tag->name, tag->length);
	gsize offset = (gsize)(tag->start - parser->source);

	if (parser->sections->len == 0) {
		mustache_set_error(error, parser->template, offset,
		                   "\"%s\" is closed here but no section is open; open it with "
		                   "{{#%s}} or drop this",
		                   name, name);
		return FALSE;
	}
	OpenSection *section =
	    &g_array_index(parser->sections, OpenSection, parser->sections->len - 1);
	if (section->length != tag->length || memcmp(section->name, tag->name, tag->length) != 0) {
		g_autofree char *open = show_name(section->name, section->length);
		mustache_set_error(error, parser->template, offset,
		                   "\"%s\" is closed here but the section that is open is \"%s\"; "
		                   "close that first",
		                   name, open);
		return FALSE;
	}
	g_array_index(parser->template->nodes, Node, section->node).end =
	    parser->template->nodes->len;
	g_array_set_size(parser->sections, parser->sections->len - 1);
	return TRUE;
}

static void
add_partial(Parser *parser, const Tag *tag, const char *line)
{
	const char *text = line != NULL ? line : tag->start;
	Node *node = add_node(parser, NODE_PARTIAL, text, (gsize)(tag->start - text));

	node->standalone = line != NULL;
	set_name(parser, node, tag);
}

/*
 * Adds the node of a tag; `line` is the start of its line when it is alone on it, otherwise NULL.
 */
static gboolean
add_tag(Parser *parser, const Tag *tag, const char *line, GError **error)
{
	switch (tag->sigil) {
	case '!':
		return TRUE;
	case '=':
		return set_delimiters(parser, tag, error);
	case '#':
	case '^':
		return open_section(parser, tag, error);
	case '/':
		return close_section(parser, tag, error);
	case '>':
		add_partial(parser, tag, line);
		return TRUE;
	default: {
		gboolean escaped = tag->sigil == '\0';
		Node *node =
		    add_node(parser, escaped ? NODE_ESCAPED : NODE_UNESCAPED, tag->start, 0);
		set_name(parser, node, tag);
		return TRUE;
	}
	}
}

static gboolean
parse_tag(Parser *parser, const Tag *tag, GError **error)
{
	const char *line = NULL, *next = NULL;

	if (tag->sigil != '\0' && tag->sigil != '&' && tag->sigil != '{') {
		line = blank_before(parser, tag);
		next = line != NULL ? blank_after(tag) : NULL;
	}
	if (next == NULL) {
		add_text(parser, tag->start);
		begin_line(parser);
		parser->at = tag->end;
		return add_tag(parser, tag, NULL, error);
	}
	add_text(parser, line);
	parser->at = next;
	parser->line_start = TRUE;
	return add_tag(parser, tag, line, error);
}

static gboolean
parse(Parser *parser, GError **error)
{
	Tag tag = { 0 };

	while ((tag.start = strstr(parser->at, parser->open)) != NULL) {
		if (!read_tag(parser, &tag, error) || !parse_tag(parser, &tag, error))
			return FALSE;
	}
	add_text(parser, parser->at + strlen(parser->at));
	if (parser->sections->len == 0)
		return TRUE;

	OpenSection *section =
	    &g_array_index(parser->sections, OpenSection, parser->sections->len - 1);
	g_autofree char *name = show_name(section->name, section->length);
	mustache_set_error(error, parser->template,
	                   g_array_index(parser->template->nodes, Node, section->node).offset,
	                   "the section \"%s\" opened here is never closed; close it with {{/%s}}",
	                   name, name);
	return FALSE;
}

MustacheTemplate *
mustache_template_parse(const char *source, const char *path, GError **error)
{
	g_autoptr(MustacheTemplate) template = g_new0(MustacheTemplate, 1);
	template->path = g_strdup(path);
	template->source = g_strdup(source);
	template->nodes = g_array_new(FALSE, FALSE, sizeof(Node));
	template->names = g_string_chunk_new(256);

	const char *wrong = NULL;
	if (!g_utf8_validate(source, -1, &wrong)) {
		mustache_set_error(error, template, (gsize)(wrong - source),
		                   "this is not UTF-8; save the file as UTF-8");
		return NULL;
	}
	Parser parser = { .template = template,
		          .source = template->source,
		          .at = template->source,
		          .line_start = TRUE };
	parser.open = g_strdup("{{");
	parser.close = g_strdup("}}");
	parser.sections = g_array_new(FALSE, FALSE, sizeof(OpenSection));
	gboolean parsed = parse(&parser, error);
	g_free(parser.open);
	g_free(parser.close);
	g_array_unref(parser.sections);
	return parsed ? g_steal_pointer(&template) : NULL;
}
