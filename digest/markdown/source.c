/* source.c - the text of a meeting file, by lines. */
#include "markdown/source.h"

#include "prepare.h"

#include <string.h>

enum {
	LINES_USUAL = 128 /* most files have fewer */
};

static const char byte_order_mark[] = "\xef\xbb\xbf";

static guint
count_lines(const char *text, const char *end)
{
	guint lines = 1;

	for (const char *p = text; p < end; p++)
		lines += *p == '\n';
	return lines;
}

/* Unlike g_strndup(), does not look for a NUL, which is not there. */
static char *
copy_text(const char *text, gsize length)
{
	char *copy = g_malloc(length + 1);

	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

/* The text as valid UTF-8 with a NUL at its end.  Newly allocated. */
static char *
valid_text(const char *data, gsize length, Meeting *meeting)
{
	const char *bad = NULL;

	if (g_utf8_validate_len(data, length, &bad))
		return copy_text(data, length);

	const char *line = bad;
	while (line > data && line[-1] != '\n')
		line--;
	meeting_warn(
	    meeting, count_lines(data, bad), (guint)g_utf8_strlen(line, bad - line) + 1, "bad-utf8",
	    "bytes that are not UTF-8 text were replaced by U+FFFD; save the file as UTF-8");
	return g_utf8_make_valid(data, (gssize)length);
}

/* Returns the end of the line at `start`.  Most files have no CR, `returns`, and then to look for
 * one character is faster. */
static const char *
find_stop(const char *start, const char *end, gboolean returns)
{
	if (returns)
		return start + strcspn(start, "\n\r");
	const char *newline = memchr(start, '\n', (gsize)(end - start));
	return newline != NULL ? newline : end;
}

static void
find_lines(Source *source)
{
	const char *end = source->text + source->length;
	gboolean returns = memchr(source->text, '\r', source->length) != NULL;
	GArray *starts = g_array_sized_new(FALSE, FALSE, sizeof(gsize), LINES_USUAL);
	gsize start = 0;

	do {
		g_array_append_val(starts, start);
		const char *stop = find_stop(source->text + start, end, returns);
		gboolean two = *stop == '\r' && stop[1] == '\n';
		start = (gsize)(stop - source->text) + (two ? 2 : 1);
	} while (start < source->length);
	source->lines = starts->len;
	g_array_append_val(starts, source->length);
	source->starts = (gsize *)g_array_free(starts, FALSE);
}

Source *
source_new(GBytes *bytes, Meeting *meeting)
{
	Source *source = g_new0(Source, 1);
	gsize length = 0;
	const char *data = g_bytes_get_data(bytes, &length);

	if (length >= 3 && memcmp(data, byte_order_mark, 3) == 0) {
		data += 3;
		length -= 3;
	}
	source->text = length > 0 ? valid_text(data, length, meeting) : g_strdup("");
	source->length = strlen(source->text);
	text_prepare(source->text, source->length);
	find_lines(source);
	return source;
}

void
source_free(Source *source)
{
	if (source == NULL)
		return;
	g_free(source->text);
	g_free(source->starts);
	g_free(source);
}

const char *
source_at(const Source *source, guint line)
{
	if (line > source->lines)
		return source->text + source->length;
	return source->text + source->starts[MAX(line, 1) - 1];
}

/* The line's end without its line ending and trailing blanks. */
static const char *
line_end(const Source *source, guint line)
{
	const char *start = source_at(source, line), *end = source_at(source, line + 1);

	while (end > start && g_ascii_isspace(end[-1]))
		end--;
	return end;
}

char *
source_line(const Source *source, guint line)
{
	const char *start = source_at(source, line), *end = line_end(source, line);

	while (start < end && g_ascii_isspace(*start))
		start++;
	return g_strndup(start, (gsize)(end - start));
}

static void
append_dedented(GString *out, const char *start, const char *end, guint indent)
{
	guint column = 0;

	for (; start < end && column < indent && (*start == ' ' || *start == '\t'); start++)
		column += *start == '\t' ? 4 - column % 4 : 1;
	/* in place of a comment (text_prepare()) */
	while (start < end && *start == '\f')
		start++;
	g_string_append_len(out, start, end - start);
}

const char *
source_line_into(const Source *source, guint line, gsize offset, GString *into)
{
	const char *start = source_at(source, line), *end = line_end(source, line);

	start += MIN(offset, (gsize)(end - start));
	while (start < end && g_ascii_isspace(*start))
		start++;
	g_string_truncate(into, 0);
	g_string_append_len(into, start, end - start);
	return into->str;
}

char *
source_lines(const Source *source, guint first, guint last, guint indent)
{
	GString *out = g_string_new(NULL);

	for (guint line = first; line <= last && line <= source->lines; line++) {
		const char *end = line_end(source, line);
		if (end == source_at(source, line) && out->len == 0)
			continue;
		append_dedented(out, source_at(source, line), end, indent);
		g_string_append_c(out, '\n');
	}
	while (out->len > 0 && g_ascii_isspace(out->str[out->len - 1]))
		g_string_truncate(out, out->len - 1);
	return g_string_free(out, FALSE);
}

guint
source_column(const Source *source, guint line)
{
	guint column = 1;
	const char *end = line_end(source, line);

	for (const char *p = source_at(source, line); p < end && g_ascii_isspace(*p); p++)
		column++;
	return column;
}

static gboolean
is_word(const char *p)
{
	return g_unichar_isalnum(g_utf8_get_char(p));
}

/* TRUE when no letter or digit continues `words`, of `length` bytes at `p`, on either side. */
static gboolean
is_whole(const char *line, const char *p, const char *words, gsize length)
{
	if (p > line && is_word(words) && is_word(g_utf8_prev_char(p)))
		return FALSE;
	return p[length] == '\0' || !is_word(p + length) || !is_word(g_utf8_prev_char(p + length));
}

gboolean
source_find(const Source *source, guint first, guint last, const char *words, guint *line,
            guint *column)
{
	gsize length = strlen(words);

	for (guint number = MAX(first, 1); length > 0 && number <= MIN(last, source->lines);
	     number++) {
		const char *start = source_at(source, number);
		g_autofree char *text = g_strndup(start, (gsize)(line_end(source, number) - start));
		for (const char *p = strstr(text, words); p != NULL;
		     p = strstr(p + length, words)) {
			if (!is_whole(text, p, words, length))
				continue;
			*line = number;
			*column = (guint)g_utf8_strlen(text, p - text) + 1;
			return TRUE;
		}
	}
	return FALSE;
}
