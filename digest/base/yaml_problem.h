/*
 * yaml_problem.h - what libyaml says, for people.  Private to the room: config/yaml_tree.h is the
 * door for others.
 */
#ifndef TIDINGS_BASE_YAML_PROBLEM_H
#define TIDINGS_BASE_YAML_PROBLEM_H

#include <glib.h>
#include <yaml.h>

#define YAML_TAG_PREFIX "tag:yaml.org,2002:"

/* A YAML text within its file.  Owns nothing. */
typedef struct {
	const char *text; /* without a byte order mark */
	gsize length;
	guint first_line; /* of `text` in the file, from 1 */
	guint last_line;
} YamlText;

/* Passes over a BOM.  FALSE and `error` (TIDINGS_ERROR_DATA, "LINE:COLUMN: ...") for a NUL byte or
 * for bytes that are no UTF-8. */
gboolean yaml_text_open(YamlText *source, const char *text, gsize length, guint first_line,
                        GError **error);

/* The mark's line in the file; never past the last one, though libyaml also ends a line at U+0085,
 * U+2028 and U+2029. */
guint yaml_text_line(const YamlText *source, const yaml_mark_t *mark);

/* Sets `error` (TIDINGS_ERROR_DATA) to "LINE:COLUMN: " and the message.  Always FALSE. */
gboolean yaml_problem_at(const YamlText *source, const yaml_mark_t *mark, GError **error,
                         const char *format, ...) G_GNUC_PRINTF(4, 5);

/* The same from the parser's own problem, with advice for those that people run into.  Always
 * FALSE. */
gboolean yaml_problem_of_parser(const YamlText *source, const yaml_parser_t *parser,
                                GError **error);

#endif
