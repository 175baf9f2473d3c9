/*
 * yaml_tree.c - builds a tree from libyaml's events, within bounds and without recursion, and
 * explains its errors.
 */
#include "base/yaml_tree.h"

#include "base/error.h"
#include "base/text_hash.h"

#include <string.h>
#include <yaml.h>

#define YAML_TAG_PREFIX "tag:yaml.org,2002:"

enum {
	MAX_LEVELS = 64,
	MAX_NODES = 100000,
	NODES_CHUNK = 32,
	ARRAY_CAPACITY = 8 /* initial capacity of a collection */
};

/* A YAML text within its file, such as front matter.  Owns nothing. */
typedef struct {
	const char *text; /* without a byte order mark */
	gsize length;
	guint first_line; /* of `text` in the file, from 1 */
	guint last_line;
} YamlText;

/* A problem in libyaml's words, and what tidings says instead.  NULL matches any. */
typedef struct {
	const char *context;
	const char *problem;
	const char *advice;
} Advice;

/* clang-format off */
/* Problems reported at the position where libyaml noticed them. */
static const Advice here[] = {
	{ NULL, "mapping values are not allowed in this context",
	  "\": \" is not allowed here; put quotes around the value, or fix the indentation" },
	{ NULL, "did not find expected key",
	  "a \"key: value\" was expected here; fix the indentation, or the quotes and brackets "
	  "before it" },
	{ NULL, "did not find expected '-' indicator",
	  "a \"- item\" was expected here; fix the indentation" },
	{ NULL, "block sequence entries are not allowed in this context",
	  "a \"- item\" is not allowed here; put the list on the lines below its key" },
	{ NULL, "found a tab character that violates indentation",
	  "is indented by a tab; use spaces" },
	{ NULL, "found a tab character where an indentation space is expected",
	  "is indented by a tab; use spaces" },
	{ NULL, "did not find expected <document start>",
	  "the configuration ended before this; fix the indentation, or the quotes, brackets or "
	  "\"...\" before it" },
	{ NULL, "control characters are not allowed",
	  "holds a control character; take it out" },
};

/* Problems reported at the start of the broken construct. */
static const Advice at_start[] = {
	{ NULL, "could not find expected ':'",
	  "this is not a \"key: value\": the \":\" with a space after it is missing" },
	{ "while scanning a quoted scalar", "found unexpected end of stream",
	  "this quote is never closed" },
	{ "while scanning a quoted scalar", "found unexpected document indicator",
	  "this quote is never closed" },
	{ NULL, "did not find expected ',' or ']'",
	  "this list has no \",\" between two items, or its \"]\" is missing" },
	{ NULL, "did not find expected ',' or '}'",
	  "this mapping has no \",\" between two pairs, or its \"}\" is missing" },
	{ "while scanning an alias", NULL,
	  "\"*\" starts an alias, which is not supported here; put quotes around the value" },
	{ "while scanning an anchor", NULL,
	  "\"&\" starts an anchor for aliases, which are not supported here; put quotes around the "
	  "value" },
};
/* clang-format on */

static guint
count_lines(const char *text, gsize length)
{
	guint lines = 1;

	for (gsize i = 0; i + 1 < length;
	     i++) /* a line end at the end of the text starts no new line */
		if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n'))
			lines++;
	return lines;
}

/* `offset` is a byte offset into the text. */
static gboolean
problem_at_byte(const YamlText *source, gsize offset, GError **error, const char *message)
{
	guint line = source->first_line;
	const char *start = source->text;

	for (gsize i = 0; i < offset; i++) {
		const char *p = source->text + i;
		if (*p == '\n' || (*p == '\r' && (i + 1 == source->length || p[1] != '\n'))) {
			line++;
			start = p + 1;
		}
	}
	glong column = 1 + g_utf8_strlen(start, source->text + offset - start);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA, "%u:%ld: %s", line, column, message);
	return FALSE;
}

/* Skips a BOM.  FALSE and `error` (TIDINGS_ERROR_DATA, "LINE:COLUMN: ...") for a NUL byte or for
 * bytes that are not UTF-8. */
static gboolean
text_open(YamlText *source, const char *text, gsize length, guint first_line, GError **error)
{
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		length -= 3;
	}
	source->text = text;
	source->length = length;
	source->first_line = first_line;
	source->last_line = first_line + count_lines(text, length) - 1;

	const char *bad = NULL;
	if (g_utf8_validate_len(text, length, &bad))
		return TRUE;
	return problem_at_byte(source, (gsize)(bad - text), error,
	                       *bad == '\0' ? "holds a NUL byte; take it out"
	                                    : "is not UTF-8 from here on; save the file as UTF-8");
}

/*
 * Returns the mark's line in the file, at most the last one: libyaml also ends lines at U+0085,
 * U+2028 and U+2029.
 */
static guint
line_of_mark(const YamlText *source, const yaml_mark_t *mark)
{
	gsize line = mark->line + source->first_line;

	return (guint)MIN(line, source->last_line);
}

/* Sets `error` (TIDINGS_ERROR_DATA) to "LINE:COLUMN: " and the message.  Always FALSE. */
static gboolean problem_at(const YamlText *source, const yaml_mark_t *mark, GError **error,
                           const char *format, ...) G_GNUC_PRINTF(4, 5);

static gboolean
problem_at(const YamlText *source, const yaml_mark_t *mark, GError **error, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA, "%u:%u: %s",
	            line_of_mark(source, mark), (guint)mark->column + 1, message);
	return FALSE;
}

static const char *
find_advice(const Advice *advices, gsize count, const yaml_parser_t *parser)
{
	for (gsize i = 0; i < count; i++) {
		const Advice *advice = &advices[i];
		if ((advice->context == NULL || g_strcmp0(advice->context, parser->context) == 0) &&
		    (advice->problem == NULL || g_strcmp0(advice->problem, parser->problem) == 0))
			return advice->advice;
	}
	return NULL;
}

/* YAML reserves `@`, `%` and the backquote, and does not allow tabs as indentation. */
static gboolean
problem_of_character(const YamlText *source, const yaml_mark_t *mark, GError **error)
{
	const char *end = source->text + source->length;
	const char *character = source->text;

	for (gsize i = 0; i < mark->index && character < end; i++)
		character = g_utf8_next_char(character);
	if (character >= end || *character == '\t')
		return problem_at(source, mark, error, "a tab is not allowed here; use spaces");
	return problem_at(source, mark, error,
	                  "a value cannot start with \"%c\"; put quotes around it", *character);
}

/* Sets `error` from the parser's problem, with advice for common mistakes.  Always FALSE. */
static gboolean
problem_of_parser(const YamlText *source, const yaml_parser_t *parser, GError **error)
{
	if (parser->problem == NULL) {
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_SOFTWARE,
		                    "1:1: libyaml ran out of memory");
		return FALSE;
	}
	const char *advice = find_advice(here, G_N_ELEMENTS(here), parser);
	if (parser->error == YAML_READER_ERROR)
		return problem_at_byte(source, MIN(parser->problem_offset, source->length), error,
		                       advice != NULL ? advice : parser->problem);
	if (strcmp(parser->problem, "found character that cannot start any token") == 0)
		return problem_of_character(source, &parser->problem_mark, error);
	if (advice != NULL)
		return problem_at(source, &parser->problem_mark, error, "%s", advice);

	const char *at_context = find_advice(at_start, G_N_ELEMENTS(at_start), parser);
	if (at_context != NULL && parser->context != NULL)
		return problem_at(source, &parser->context_mark, error, "%s", at_context);
	return problem_at(source, &parser->problem_mark, error, "is not YAML: %s", parser->problem);
}

struct YamlTree {
	GPtrArray *chunks;  /* YamlNode[NODES_CHUNK] *: every node is in one of them */
	guint count;        /* of nodes */
	GPtrArray *arrays;  /* GPtrArray *: the nodes' keys and items point into these */
	GStringChunk *text; /* every scalar's value */
	YamlNode *root;
};

/* A sequence or mapping whose end was not parsed yet. */
typedef struct {
	YamlNode *node;
	GPtrArray *keys; /* NULL in a sequence */
	GPtrArray *items;
} Level;

typedef struct {
	YamlTree *tree;
	YamlText source;
	Level levels[MAX_LEVELS];
	guint depth;
} Builder;

static void
array_unref(gpointer array)
{
	g_ptr_array_unref(array);
}

static YamlTree *
tree_new(gsize length)
{
	YamlTree *tree = g_new0(YamlTree, 1);

	tree->chunks = g_ptr_array_new_with_free_func(g_free);
	tree->arrays = g_ptr_array_new_with_free_func(array_unref);
	tree->text = g_string_chunk_new(CLAMP(length, 64, 64 * 1024));
	return tree;
}

void
yaml_tree_free(YamlTree *tree)
{
	if (tree == NULL)
		return;
	g_ptr_array_unref(tree->chunks);
	g_ptr_array_unref(tree->arrays);
	g_string_chunk_free(tree->text);
	g_free(tree);
}

/* Adds a new node to the open collection, as a key or as an item. */
static void
attach(Builder *builder, YamlNode *node)
{
	if (builder->depth == 0) {
		builder->tree->root = node;
		return;
	}
	Level *level = &builder->levels[builder->depth - 1];
	if (level->keys != NULL && level->keys->len == level->items->len)
		g_ptr_array_add(level->keys, node);
	else
		g_ptr_array_add(level->items, node);
}

/* Returns a zeroed node whose address stays the same. */
static YamlNode *
new_node(YamlTree *tree)
{
	guint index = tree->count++ % NODES_CHUNK;

	if (index == 0)
		g_ptr_array_add(tree->chunks, g_new0(YamlNode, NODES_CHUNK));
	return (YamlNode *)g_ptr_array_index(tree->chunks, tree->chunks->len - 1) + index;
}

static YamlNode *
add_node(Builder *builder, YamlKind kind, const yaml_event_t *event, GError **error)
{
	YamlTree *tree = builder->tree;
	if (tree->count >= MAX_NODES) {
		problem_at(&builder->source, &event->start_mark, error,
		           "has more than %d values; split it into smaller files", MAX_NODES);
		return NULL;
	}

	YamlNode *node = new_node(tree);
	node->kind = kind;
	node->line = line_of_mark(&builder->source, &event->start_mark);
	node->column = (guint)event->start_mark.column + 1;
	attach(builder, node);
	return node;
}

static GPtrArray *
add_array(YamlTree *tree)
{
	GPtrArray *array = g_ptr_array_sized_new(ARRAY_CAPACITY);

	g_ptr_array_add(tree->arrays, array);
	return array;
}

static gboolean
open_level(Builder *builder, YamlKind kind, const yaml_event_t *event, GError **error)
{
	YamlNode *node = add_node(builder, kind, event, error);
	if (node == NULL)
		return FALSE;
	if (builder->depth == MAX_LEVELS) {
		problem_at(&builder->source, &event->start_mark, error,
		           "is nested deeper than %d levels; put quotes around text that "
		           "starts with \"[\" or \"{\"",
		           MAX_LEVELS);
		return FALSE;
	}

	Level *level = &builder->levels[builder->depth++];
	level->node = node;
	level->keys = kind == YAML_MAPPING ? add_array(builder->tree) : NULL;
	level->items = add_array(builder->tree);
	return TRUE;
}

/* The arrays no longer grow, so the node can point into them. */
static void
close_level(Builder *builder)
{
	g_assert(builder->depth > 0); /* libyaml's events are balanced */
	Level *level = &builder->levels[--builder->depth];

	level->node->count = level->items->len;
	level->node->items = (YamlNode *const *)level->items->pdata;
	if (level->keys != NULL)
		level->node->keys = (YamlNode *const *)level->keys->pdata;
}

static gboolean
add_scalar(Builder *builder, const yaml_event_t *event, GError **error)
{
	const char *value = (const char *)event->data.scalar.value;
	gsize length = event->data.scalar.length;
	if (!g_utf8_validate_len(value, length,
	                         NULL)) { /* an escape such as "\0" in quotes can produce one */
		problem_at(&builder->source, &event->start_mark, error,
		           "holds a NUL character; take the \"\\0\" out of the quoted text");
		return FALSE;
	}

	YamlNode *node = add_node(builder, YAML_SCALAR, event, error);
	if (node == NULL)
		return FALSE;
	node->text = g_string_chunk_insert_len(builder->tree->text, value, (gssize)length);
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	              event->data.scalar.plain_implicit;
	return TRUE;
}

/* YAML parses a value that starts with `&` or `!` as an anchor or a type; the author meant text. */
static gboolean
check_properties(Builder *builder, const yaml_event_t *event, const yaml_char_t *anchor,
                 const yaml_char_t *tag, GError **error)
{
	if (anchor != NULL)
		return problem_at(&builder->source, &event->start_mark, error,
		                  "\"&\" starts an anchor for aliases, which are not supported "
		                  "here; put quotes around the value");
	if (tag != NULL && strcmp((const char *)tag, "!") != 0 &&
	    !g_str_has_prefix((const char *)tag, YAML_TAG_PREFIX))
		return problem_at(&builder->source, &event->start_mark, error,
		                  "\"!\" starts a type, which is not supported here; put quotes "
		                  "around the value");
	return TRUE;
}

static gboolean
handle_event(Builder *builder, const yaml_event_t *event, GError **error)
{
	switch (event->type) {
	case YAML_ALIAS_EVENT:
		return problem_at(&builder->source, &event->start_mark, error,
		                  "\"*\" starts an alias, which is not supported here; write the "
		                  "value out, or put "
		                  "quotes around it");
	case YAML_SCALAR_EVENT:
		return check_properties(builder, event, event->data.scalar.anchor,
		                        event->data.scalar.tag, error) &&
		       add_scalar(builder, event, error);
	case YAML_SEQUENCE_START_EVENT:
		return check_properties(builder, event, event->data.sequence_start.anchor,
		                        event->data.sequence_start.tag, error) &&
		       open_level(builder, YAML_SEQUENCE, event, error);
	case YAML_MAPPING_START_EVENT:
		return check_properties(builder, event, event->data.mapping_start.anchor,
		                        event->data.mapping_start.tag, error) &&
		       open_level(builder, YAML_MAPPING, event, error);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_level(builder);
		return TRUE;
	default:
		return TRUE;
	}
}

static gboolean
parse_document(Builder *builder, yaml_parser_t *parser, GError **error)
{
	for (;;) {
		yaml_event_t event;
		if (!yaml_parser_parse(parser, &event))
			return problem_of_parser(&builder->source, parser, error);

		gboolean last =
		    event.type == YAML_DOCUMENT_END_EVENT || event.type == YAML_STREAM_END_EVENT;
		gboolean parsed = handle_event(builder, &event, error);
		yaml_event_delete(&event);
		if (!parsed || last)
			return parsed;
	}
}

/* Fails if anything but comments follows the document. */
static gboolean
check_end(Builder *builder, yaml_parser_t *parser, GError **error)
{
	yaml_event_t event;
	if (!yaml_parser_parse(parser, &event))
		return problem_of_parser(&builder->source, parser, error);

	gboolean more = event.type == YAML_DOCUMENT_START_EVENT;
	if (more)
		problem_at(&builder->source, &event.start_mark, error,
		           "a second document starts here, and would not be read; put "
		           "everything into one, "
		           "without a line of \"---\" between");
	yaml_event_delete(&event);
	return !more;
}

static YamlTree *
parse(const char *text, gsize length, guint first_line, gboolean alone, GError **error)
{
	Builder builder = { .depth = 0 };
	if (!text_open(&builder.source, text, length, first_line, error))
		return NULL;

	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser)) {
		g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_SOFTWARE,
		                    "libyaml cannot start");
		return NULL;
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const yaml_char_t *)builder.source.text,
	                             builder.source.length);

	g_autoptr(YamlTree) tree = tree_new(builder.source.length);
	builder.tree = tree;
	gboolean parsed = parse_document(&builder, &parser, error) &&
	                  (!alone || check_end(&builder, &parser, error));
	yaml_parser_delete(&parser);
	return parsed ? g_steal_pointer(&tree) : NULL;
}

YamlTree *
yaml_tree_parse(const char *text, gsize length, guint first_line, GError **error)
{
	return parse(text, length, first_line, FALSE, error);
}

YamlTree *
yaml_tree_parse_single(const char *text, gsize length, GError **error)
{
	return parse(text, length, 1, TRUE, error);
}

const YamlNode *
yaml_tree_root(const YamlTree *tree)
{
	return tree->root;
}

const YamlNode *
yaml_get(const YamlNode *node, const char *key)
{
	if (node == NULL || node->kind != YAML_MAPPING)
		return NULL;
	for (guint i = 0; i < node->count; i++)
		if (g_strcmp0(node->keys[i]->text, key) == 0)
			return node->items[i];
	return NULL;
}

GPtrArray *
yaml_repeated_keys(const YamlNode *node)
{
	GPtrArray *repeated = g_ptr_array_new();
	if (node == NULL || node->kind != YAML_MAPPING)
		return repeated;

	g_autoptr(GHashTable) seen = g_hash_table_new(text_hash, g_str_equal);
	for (guint i = 0; i < node->count; i++)
		if (node->keys[i]->text != NULL &&
		    !g_hash_table_add(seen, (gpointer)node->keys[i]->text))
			g_ptr_array_add(repeated, node->keys[i]);
	return repeated;
}

gboolean
yaml_is_null(const YamlNode *node)
{
	static const char *const words[] = { "", "~", "null", "Null", "NULL", NULL };

	if (node == NULL)
		return TRUE;
	return node->kind == YAML_SCALAR && node->plain && g_strv_contains(words, node->text);
}
