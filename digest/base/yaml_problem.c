/* yaml_problem.c - what libyaml says, for people. */
#include "yaml_problem.h"

#include "base/error.h"
#include "base/text.h"

#include <string.h>

/* libyaml's words for a problem, and ours.  A NULL word fits any. */
typedef struct {
	const char *context;
	const char *problem;
	const char *advice;
} Advice;

/* clang-format off */
/* Said of the place where it was noticed. */
static const Advice here[] = {
	{ NULL, "mapping values are not allowed in this context",
	  "\": \" cannot stand here; put quotes around the value, or mend the indentation" },
	{ NULL, "did not find expected key",
	  "a \"key: value\" was expected here; mend the indentation, or the quotes and brackets "
	  "before it" },
	{ NULL, "did not find expected '-' indicator",
	  "a \"- item\" was expected here; mend the indentation" },
	{ NULL, "block sequence entries are not allowed in this context",
	  "a \"- item\" cannot stand here; put the list on the lines below its key" },
	{ NULL, "found a tab character that violates indentation",
	  "is indented by a tab; use spaces" },
	{ NULL, "found a tab character where an indentation space is expected",
	  "is indented by a tab; use spaces" },
	{ NULL, "did not find expected <document start>",
	  "the configuration ended before this; mend the indentation, or the quotes, brackets or "
	  "\"...\" before it" },
	{ NULL, "control characters are not allowed",
	  "holds a control character; take it out" },
};

/* Said of the place where the broken thing began. */
static const Advice at_start[] = {
	{ NULL, "could not find expected ':'",
	  "this is no \"key: value\": the \":\" with a space after it is missing" },
	{ "while scanning a quoted scalar", "found unexpected end of stream",
	  "this quote is never closed" },
	{ "while scanning a quoted scalar", "found unexpected document indicator",
	  "this quote is never closed" },
	{ NULL, "did not find expected ',' or ']'",
	  "this list has no \",\" between two items, or its \"]\" is missing" },
	{ NULL, "did not find expected ',' or '}'",
	  "this mapping has no \",\" between two pairs, or its \"}\" is missing" },
	{ "while scanning an alias", NULL,
	  "\"*\" starts an alias, which is not taken here; put quotes around the value" },
	{ "while scanning an anchor", NULL,
	  "\"&\" starts an anchor for aliases, which are not taken here; put quotes around the "
	  "value" },
};
/* clang-format on */

static guint
count_lines(const char *text, gsize length)
{
	guint lines = 1;

	for (gsize i = 0; i + 1 < length; i++) /* a line end at the very end begins no line */
		if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n'))
			lines++;
	return lines;
}

/* `place` is a byte of the text. */
static gboolean
problem_at_byte(const YamlText *source, gsize place, GError **error, const char *message)
{
	guint line = source->first_line;
	const char *start = source->text;

	for (gsize i = 0; i < place; i++) {
		const char *p = source->text + i;
		if (*p == '\n' || (*p == '\r' && (i + 1 == source->length || p[1] != '\n'))) {
			line++;
			start = p + 1;
		}
	}
	glong column = 1 + g_utf8_strlen(start, source->text + place - start);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA, "%u:%ld: %s", line, column, message);
	return FALSE;
}

gboolean
yaml_text_open(YamlText *source, const char *text, gsize length, guint first_line, GError **error)
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
	if (text_is_utf8(text, length, &bad))
		return TRUE;
	return problem_at_byte(source, (gsize)(bad - text), error,
	                       *bad == '\0' ? "holds a NUL byte; take it out"
	                                    : "is not UTF-8 from here on; save the file as UTF-8");
}

guint
yaml_text_line(const YamlText *source, const yaml_mark_t *mark)
{
	gsize line = mark->line + source->first_line;

	return (guint)MIN(line, source->last_line);
}

gboolean
yaml_problem_at(const YamlText *source, const yaml_mark_t *mark, GError **error, const char *format,
                ...)
{
	va_list arguments;

	va_start(arguments, format);
	g_autofree char *message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_DATA, "%u:%u: %s",
	            yaml_text_line(source, mark), (guint)mark->column + 1, message);
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

/* YAML keeps `@`, `%` and the backquote for itself, and a tab is no indentation. */
static gboolean
problem_of_character(const YamlText *source, const yaml_mark_t *mark, GError **error)
{
	const char *end = source->text + source->length;
	const char *place = source->text;

	for (gsize i = 0; i < mark->index && place < end; i++)
		place = g_utf8_next_char(place);
	if (place >= end || *place == '\t')
		return yaml_problem_at(source, mark, error, "a tab cannot stand here; use spaces");
	return yaml_problem_at(source, mark, error,
	                       "a value cannot start with \"%c\"; put quotes around it", *place);
}

gboolean
yaml_problem_of_parser(const YamlText *source, const yaml_parser_t *parser, GError **error)
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
		return yaml_problem_at(source, &parser->problem_mark, error, "%s", advice);

	const char *at_context = find_advice(at_start, G_N_ELEMENTS(at_start), parser);
	if (at_context != NULL && parser->context != NULL)
		return yaml_problem_at(source, &parser->context_mark, error, "%s", at_context);
	return yaml_problem_at(source, &parser->problem_mark, error, "is not YAML: %s",
	                       parser->problem);
}
