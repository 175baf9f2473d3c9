/* split.c - cuts Discord's Markdown into parts that fit. */
#include "split.h"

#include "base/text.h"

#include <string.h>

#define FENCE "```"

enum {
	FENCE_UNITS = 4, /* "\n```" */
	LANGUAGE_MAX = 16
};

typedef struct {
	GPtrArray *parts;
	GString *part;
	guint used; /* UTF-16 units of the part */
	guint limit;
	gboolean open;                 /* within a code fence */
	char opener[LANGUAGE_MAX + 8]; /* "```c\n": what opens it again */
	gsize opened;                  /* bytes of the part that are only the reopened fence */
} Split;

static guint
units(const char *text, gsize length)
{
	return (guint)text_utf16_units(text, (gssize)length);
}

static void
put(Split *split, const char *text, gsize length)
{
	g_string_append_len(split->part, text, (gssize)length);
	split->used += units(text, length);
}

/* Ends the part: trims white space, closes an open fence, and opens it again in the next part. */
static void
flush(Split *split)
{
	gsize length = split->part->len;

	while (length > 0 &&
	       (split->part->str[length - 1] == '\n' || split->part->str[length - 1] == ' '))
		length--;
	g_string_truncate(split->part, length);
	if (length > split->opened) {
		if (split->open)
			g_string_append(split->part, "\n" FENCE);
		g_ptr_array_add(split->parts, g_strdup(split->part->str));
	}
	g_string_truncate(split->part, 0);
	split->used = 0;
	if (split->open)
		put(split, split->opener, strlen(split->opener));
	split->opened = split->part->len;
}

static guint
room(const Split *split)
{
	guint used = split->used + (split->open ? FENCE_UNITS : 0);

	return used >= split->limit ? 0 : split->limit - used;
}

/* Tracks the fences in a piece of whole lines: each ``` opens or closes one. */
static void
follow_fences(Split *split, const char *text, gsize length)
{
	const char *end = text + length;

	for (const char *mark = g_strstr_len(text, (gssize)length, FENCE); mark != NULL;
	     mark = g_strstr_len(mark, end - mark, FENCE)) {
		mark += strlen(FENCE);
		split->open = !split->open;
		gsize language = 0;
		while (mark + language < end && language < LANGUAGE_MAX &&
		       (g_ascii_isalnum(mark[language]) || strchr("+-#_", mark[language]) != NULL))
			language++;
		gboolean whole = mark + language == end || mark[language] == '\n';
		g_snprintf(split->opener, sizeof split->opener, FENCE "%.*s\n",
		           whole ? (int)language : 0, mark);
	}
}

/* Returns how many bytes of a line fit: up to the last space, otherwise between two characters. */
static gsize
fitting(const char *text, gsize length, guint most)
{
	const char *p = text, *space = NULL;
	guint used = 0;

	while (p < text + length) {
		const char *next = g_utf8_next_char(p);
		used += units(p, (gsize)(next - p));
		if (used > most)
			break;
		if (*p == ' ' || *p == '\n')
			space = next;
		p = next;
	}
	if (p == text + length)
		return length;
	/*
	 * Do not cut off combining marks or joiners, as long as there is a character to cut before.
	 */
	const char *cut = p;
	while (cut > text && (g_unichar_iszerowidth(g_utf8_get_char(cut)) ||
	                      g_unichar_iszerowidth(g_utf8_get_char(g_utf8_prev_char(cut)))))
		cut = g_utf8_prev_char(cut);
	/* Do not cut after a backslash, which would lose what it escapes, or within a fence. */
	while (cut > text && (cut[-1] == '\\' || cut[-1] == '`'))
		cut--;
	if (space != NULL && space > text)
		return (gsize)(space - text);
	return (gsize)((cut > text ? cut : p) - text);
}

/*
 * Adds a line, in several parts if needed.  `left` is kept instead of measured for each part, as a
 * line may fill many.
 */
static void
add_line(Split *split, const char *line, gsize length)
{
	const char *end = line + length, *last_fence = g_strrstr_len(line, (gssize)length, FENCE);
	guint left = units(line, length);

	while (line < end) {
		guint space = room(split);
		gboolean fresh = split->part->len == split->opened;
		/* a line that opens a fence needs room to close it */
		gboolean opens = !split->open && last_fence != NULL && last_fence >= line;
		guint need = left + (opens ? FENCE_UNITS : 0);
		if (need > space && !fresh) {
			flush(split);
			continue;
		}
		gsize rest = (gsize)(end - line);
		gsize taken =
		    need <= space ? rest : fitting(line, rest, space - (opens ? FENCE_UNITS : 0));
		put(split, line, taken);
		follow_fences(split, line, taken);
		left -= units(line, taken);
		line += taken;
	}
}

static gsize
line_length(const char *text)
{
	const char *end = strchr(text, '\n');

	return end == NULL ? strlen(text) : (gsize)(end - text) + 1;
}

static gboolean
is_heading(const char *line)
{
	gsize marks = strspn(line, "#");

	return marks >= 1 && marks <= 3 && line[marks] == ' ';
}

/* Says whether a line belongs to what follows it: a heading, or a paragraph's bold title. */
static gboolean
leads(const char *line)
{
	return is_heading(line) || g_str_has_prefix(line, "**");
}

/* Says whether a line continues the item above it: it is indented and not empty. */
static gboolean
carries_on(const char *line)
{
	return line[0] == ' ' && line[strspn(line, " \n")] != '\0';
}

/*
 * Returns the bytes of the next item: a line with the indented lines below it, a whole code fence,
 * or headings with the item that follows them.
 */
static gsize
item_length(const char *text)
{
	const char *p = text;
	gboolean heading = TRUE, open = FALSE;

	while (*p != '\0') {
		gboolean starts = p > text && !heading && !open && !carries_on(p);
		if (starts)
			break;
		gsize length = line_length(p);
		for (const char *mark = g_strstr_len(p, (gssize)length, FENCE); mark != NULL;
		     mark = g_strstr_len(mark + 3, (gssize)length - (mark + 3 - p), FENCE))
			open = !open;
		heading = heading && (leads(p) || p[0] == '\n');
		p += length;
	}
	return (gsize)(p - text);
}

/* Returns the bytes up to the next heading after those at the start. */
static gsize
section_length(const char *text)
{
	const char *p = text + item_length(text);

	while (*p != '\0' && !is_heading(p))
		p += item_length(p);
	return (gsize)(p - text);
}

static void
add_item(Split *split, const char *item, gsize length)
{
	if (split->part->len > split->opened && units(item, length) > room(split) && !split->open)
		flush(split);
	const char *end = item + length;
	while (item < end) {
		gsize line = line_length(item);
		add_line(split, item, line);
		item += line;
	}
}

GPtrArray *
split_markdown(const char *markdown, guint limit)
{
	Split split = { .parts = g_ptr_array_new_with_free_func(g_free),
		        .part = g_string_new(NULL),
		        .limit = MAX(limit, SPLIT_LIMIT_MIN) };

	for (const char *p = markdown; *p != '\0';) {
		/*
		 * a section that fits into a part of its own starts one, unless this part is nearly
		 * empty
		 */
		if (is_heading(p) && split.used > split.limit / 3) {
			guint whole = units(p, section_length(p));
			if (whole > room(&split) && whole <= split.limit)
				flush(&split);
		}
		gsize length = item_length(p);
		add_item(&split, p, length);
		p += length;
	}
	flush(&split);
	/* an unclosed fence of the source leaves its opener */
	g_string_free(split.part, TRUE);
	return split.parts;
}

/* Returns the bytes of `markdown` that fill `most` parts and one more. */
static gsize
filling(const char *markdown, guint limit, guint most)
{
	gsize left = ((gsize)most + 1) * MAX(limit, SPLIT_LIMIT_MIN);
	const char *p = markdown;

	for (; *p != '\0' && left > 1; p = g_utf8_next_char(p))
		left -= units(p, 1);
	return (gsize)(p - markdown);
}

/* Returns `part` shortened so that `closing` fits at its end. */
static char *
close_part(const char *part, guint limit, const char *closing)
{
	guint taken = units(closing, strlen(closing)) + 1;
	g_autoptr(GPtrArray) pieces = split_markdown(part, limit > taken ? limit - taken : 0);

	return pieces->len > 0 ? g_strconcat(g_ptr_array_index(pieces, 0), "\n", closing, NULL)
	                       : g_strdup(closing);
}

GPtrArray *
split_markdown_within(const char *markdown, guint limit, guint most, const char *closing,
                      gboolean *cut)
{
	gsize length = filling(markdown, limit, most);
	g_autofree char *filled = g_strndup(markdown, length);
	GPtrArray *parts = split_markdown(filled, limit);

	*cut = markdown[length] != '\0' || parts->len > most;
	if (!*cut)
		return parts;
	if (parts->len == 0) /* only white space came before the cut */
		g_ptr_array_add(parts, g_strdup(""));
	guint last = MIN(most, parts->len) - 1;
	g_ptr_array_set_size(parts, (gint)last + 1);
	char *closed = close_part(g_ptr_array_index(parts, last), limit, closing);
	g_free(g_ptr_array_index(parts, last));
	g_ptr_array_index(parts, last) = closed;
	return parts;
}
