/* front_matter_place.c - where the front matter of a meeting file is. */
#include "front_matter_place.h"

#include "front_matter_keys.h"

#include <string.h>

enum {
	LINES_ABOVE_MAX = 40, /* lines above the front matter */
	LINES_MAX = 1000      /* of front matter that is not in the first line, or is JSON */
};

static gboolean
line_is(const Source *source, guint line, const char *mark)
{
	const char *start = source_at(source, line), *end = source_at(source, line + 1);

	while (end > start && g_ascii_isspace(end[-1]))
		end--;
	return (gsize)(end - start) == strlen(mark) &&
	       memcmp(start, mark, (gsize)(end - start)) == 0;
}

/* Returns the line with `mark` or `other` from `line` on; 0 for none up to `last`. */
static guint
find_mark(const Source *source, guint line, guint last, const char *mark, const char *other)
{
	for (; line <= MIN(last, source->lines); line++)
		if (line_is(source, line, mark) || line_is(source, line, other))
			return line;
	return 0;
}

/* Returns the line after a comment that begins at `line`; `line` if none does. */
static guint
skip_comment(const Source *source, guint line)
{
	const char *start = source_at(source, line);
	if (!g_str_has_prefix(start, "<!--"))
		return line;

	for (guint last = line; last <= MIN(line + LINES_ABOVE_MAX, source->lines); last++) {
		g_autofree char *text = source_line(source, last);
		const char *close = strstr(text, "-->");
		if (close != NULL)
			return close[3] == '\0' ? last + 1 : line;
	}
	return line;
}

/* Returns the first line that is not blank, a comment or the first heading. */
static guint
skip_above(const Source *source, guint *title)
{
	guint line = 1;

	*title = 0;
	while (line <= MIN(LINES_ABOVE_MAX, source->lines)) {
		guint after = skip_comment(source, line);
		g_autofree char *text = source_line(source, line);
		if (after > line)
			line = after;
		else if (*text == '\0')
			line++;
		else if (g_str_has_prefix(text, "# ") && *title == 0)
			*title = line++;
		else
			break;
	}
	return line;
}

/* TRUE if a line up to `end` begins with a key that is read: `Date: x`, `date = x`, `"date": x`. */
static gboolean
has_known_key(const Source *source, guint first, guint end)
{
	for (guint line = first; line < end; line++) {
		g_autofree char *text = source_line(source, line);
		const char *start = text + strspn(text, "{\" ");
		gsize length = strcspn(start, ":=\"");
		g_autofree char *key = g_strstrip(g_strndup(start, length));
		if (start[length] != '\0' && *key != '\0' && front_matter_reads_key(key))
			return TRUE;
	}
	return FALSE;
}

/* Returns the line after the `}` that closes the `{` at the start of `line`, which nothing may
 * follow; 0 for none. */
static guint
json_end(const Source *source, guint line)
{
	guint depth = 0, last = MIN(line + LINES_MAX, source->lines);
	gboolean quoted = FALSE;

	for (; line <= last; line++) {
		const char *end = source_at(source, line + 1);
		for (const char *p = source_at(source, line); p < end; p++) {
			if (quoted && *p == '\\' && p + 1 < end)
				p++;
			else if (*p == '"')
				quoted = !quoted;
			else if (!quoted && (*p == '{' || *p == '}')) {
				depth += *p == '{' ? 1 : 0;
				depth -= *p == '}' ? 1 : 0;
				if (depth == 0)
					return p[1 + strspn(p + 1, " \t\r")] == '\n' || p + 1 >= end
					           ? line + 1
					           : 0;
			}
		}
	}
	return 0;
}

static gboolean
find_json(const Source *source, guint line, FrontMatterPlace *place)
{
	const char *start = source_at(source, line);
	if (*start != '{' || start[1 + strspn(start + 1, " \t\r\n")] != '"')
		return FALSE;

	place->format = FRONT_MATTER_JSON;
	place->first = line;
	place->end = place->body = json_end(source, line);
	return place->end != 0 && has_known_key(source, line, place->end);
}

gboolean
front_matter_find(const Source *source, FrontMatterPlace *place)
{
	guint line = 1, title = 0;
	gboolean first = line_is(source, 1, "---");

	if (!first)
		line = skip_above(source, &title);
	*place = (FrontMatterPlace){ .format = FRONT_MATTER_YAML, .title = title };
	if (line > source->lines || find_json(source, line, place))
		return line <= source->lines;

	gboolean toml = line_is(source, line, "+++");
	if (!toml && !line_is(source, line, "---"))
		return FALSE;
	place->format = toml ? FRONT_MATTER_TOML : FRONT_MATTER_YAML;
	place->first = line + 1;
	place->end = find_mark(source, line + 1, first ? source->lines : line + LINES_MAX,
	                       toml ? "+++" : "---", toml ? "+++" : "...");
	place->body = place->end + 1;
	return first || (place->end != 0 && has_known_key(source, place->first, place->end));
}

/* ---- TOML ---- */

/* How deep in brackets a value is after `text`, outside of strings and comments. */
static int
depth_after(const char *text, int depth)
{
	char quote = '\0';

	for (const char *p = text; *p != '\0'; p++) {
		if (quote == '"' && *p == '\\' && p[1] != '\0')
			p++;
		else if (quote != '\0')
			quote = *p == quote ? '\0' : quote;
		else if (*p == '"' || *p == '\'')
			quote = *p;
		else if (*p == '#')
			break;
		else
			depth += (*p == '[') - (*p == ']');
	}
	return MAX(depth, 0);
}

/* Appends `key = value` as `key: value`; a table in one line is left out. */
static void
append_pair(GString *yaml, const char *line, const char *equals)
{
	const char *value = equals + 1 + strspn(equals + 1, " \t");

	g_string_append_len(yaml, line, equals - line);
	g_string_append(yaml, ": ");
	g_string_append(yaml, *value == '{' ? "{}" : value);
}

char *
front_matter_yaml_of_toml(const char *toml)
{
	GString *yaml = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(toml, "\n", -1);
	int depth = 0;
	gboolean table = FALSE;

	for (char **line = lines; *line != NULL; line++) {
		const char *equals = strchr(*line, '=');
		char *text = g_strchomp(*line);
		table |= depth == 0 && text[strspn(text, " \t")] == '[';
		if (!table && depth > 0) {
			/* Within an array of several lines. */
			depth = depth_after(text, depth);
			g_string_append_printf(yaml, " %s", text + strspn(text, " \t"));
		} else if (!table && equals != NULL && text[strspn(text, " \t")] != '#') {
			depth = depth_after(equals + 1, 0);
			append_pair(yaml, text + strspn(text, " \t"), equals);
		}
		g_string_append_c(yaml, '\n');
	}
	return g_string_free(yaml, FALSE);
}
