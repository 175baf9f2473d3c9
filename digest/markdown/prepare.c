/* prepare.c - a text for reading. */
#define _GNU_SOURCE /* memmem */
#include "prepare.h"

#include "base/scan.h"
#include "markdown/fence.h"

#include <string.h>

/* Bytes of the text, from `start` to before `end`, that are a comment. */
typedef struct {
	gsize start, end;
	gboolean inside; /* it is within a paragraph, which goes on after it */
} Comment;

/* TRUE for a blank that is not ASCII, and has a width: from word processors, web pages, and
 * keyboards on which brackets need the key that makes U+00A0 of a blank. */
static gboolean
is_wide_blank(gunichar c)
{
	return c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
	       c == 0x3000;
}

/* TRUE for a character without a width that such programs leave between words. */
static gboolean
is_invisible(gunichar c)
{
	return c == 0x200b || c == 0x200e || c == 0x200f || c == 0x2060 || c == 0xfeff;
}

/* TRUE if the text may have one of these: a quick look at lead bytes, each with its next ones. */
static gboolean
has_unicode_blank(const char *text, const char *end)
{
	static const guchar leads[] = { 0xc2, 0xe2, 0xe3, 0xef };

	for (gsize i = 0; i < sizeof leads; i++) {
		const char *p = text;
		while ((p = memchr(p, leads[i], (gsize)(end - p))) != NULL) {
			gunichar c = g_utf8_get_char(p);
			if (is_wide_blank(c) || is_invisible(c))
				return TRUE;
			p++;
		}
	}
	return FALSE;
}

/*
 * The search for comments.  What was looked for further on is remembered, so that each byte is
 * looked at a bounded number of times.
 */
typedef struct {
	const char *text, *end;
	GArray *comments;        /* Comment */
	const char *html_close;  /* the next `-->` at or after where it was looked for; NULL before
	                            the first look, `end` for none */
	const char *block_close; /* the next `%%` at the end of a line, likewise */
	const char *blank_line;  /* the next line without text, likewise */
} Search;

static const char *
line_end(const char *p, const char *end)
{
	while (p < end && *p != '\n' && *p != '\r')
		p++;
	return p;
}

static const char *
next_line(const char *stop, const char *end)
{
	if (stop < end && *stop == '\r' && stop + 1 < end && stop[1] == '\n')
		return stop + 2;
	return stop < end ? stop + 1 : end;
}

static const char *
find_html_close(Search *search, const char *p)
{
	if (search->html_close == NULL || search->html_close < p) {
		const char *close =
		    p < search->end ? memmem(p, (gsize)(search->end - p), "-->", 3) : NULL;
		search->html_close = close != NULL ? close : search->end;
	}
	return search->html_close;
}

static gboolean
is_rest_blank(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\t'))
		p++;
	return p == end || *p == '\n' || *p == '\r';
}

static const char *
find_block_close(Search *search, const char *p)
{
	if (search->block_close != NULL && search->block_close >= p)
		return search->block_close;
	for (; p < search->end; p += 2) {
		p = memmem(p, (gsize)(search->end - p), "%%", 2);
		if (p == NULL)
			break;
		if (is_rest_blank(p + 2, search->end))
			return search->block_close = p;
	}
	return search->block_close = search->end;
}

/* TRUE if a line without text is between `p` and `to`. */
static gboolean
is_paragraph_over(Search *search, const char *p, const char *to)
{
	if (search->blank_line == NULL || search->blank_line < p) {
		const char *line = next_line(line_end(p, search->end), search->end);
		while (line < search->end && !is_rest_blank(line, search->end))
			line = next_line(line_end(line, search->end), search->end);
		search->blank_line = line;
	}
	return search->blank_line < to;
}

/*
 * Returns the end of the comment that begins at `p`, or NULL.  One that is not the first of its
 * line ends within its paragraph, otherwise it is none in CommonMark either (6.6).
 */
static const char *
html_comment_end(Search *search, const char *p, gboolean first)
{
	if (search->end - p < 4 || memcmp(p, "<!--", 4) != 0)
		return NULL;
	const char *close = find_html_close(search, p + 2);
	if (close == search->end || (!first && is_paragraph_over(search, p, close)))
		return NULL;
	return close + 3;
}

/*
 * The same for a comment of Obsidian: within a line, or of several lines that `%%` begins and ends.
 * `100%%`, `%%%` and a lone `%%time` are none.
 */
static const char *
obsidian_comment_end(Search *search, const char *p, const char *stop, gboolean first)
{
	if (stop - p < 2 || p[1] != '%' || (p + 2 < stop && p[2] == '%') ||
	    (p > search->text && (p[-1] == '%' || scan_is_word_byte(p[-1]))))
		return NULL;
	const char *close = memmem(p + 2, (gsize)(stop - p - 2), "%%", 2);
	if (close == NULL && first) {
		close = find_block_close(search, p + 2);
		close = close < search->end ? close : NULL;
	}
	return close != NULL ? close + 2 : NULL;
}

/* Skips code in backticks within a line; `none` has the lengths of runs of which no further one is
 * on the line. */
static const char *
skip_code(const char *p, const char *stop, guint *none)
{
	enum {
		RUN_MAX = 8 /* backticks; nobody writes more */
	};
	gsize run = 0, length = 0;

	while (p < stop && *p == '`') {
		p++;
		run++;
	}
	if (run > RUN_MAX || (*none & (1U << run)) != 0)
		return p;
	for (const char *q = p; q < stop; q++) {
		length = *q == '`' ? length + 1 : 0;
		if (length == run && (q + 1 == stop || q[1] != '`'))
			return q + 1;
	}
	*none |= 1U << run;
	return p;
}

/* Finds the comments that begin on the line at `line`; returns the next line to look at. */
static const char *
search_line(Search *search, const char *line)
{
	const char *stop = line_end(line, search->end), *p = line;
	gboolean first = TRUE; /* there is nothing on the line yet */
	guint none = 0;

	while (p < stop) {
		const char *end = *p == '<'   ? html_comment_end(search, p, first)
		                  : *p == '%' ? obsidian_comment_end(search, p, stop, first)
		                              : NULL;
		if (end != NULL) {
			Comment comment = { (gsize)(p - search->text), (gsize)(end - search->text),
				            !first };
			g_array_append_val(search->comments, comment);
			p = end;
			if (end > stop)
				none = 0;
			stop = end > stop ? line_end(end, search->end) : stop;
			continue;
		}
		first &= strchr(" \t>-*+", *p) != NULL;
		if (*p == '`')
			p = skip_code(p, stop, &none);
		else
			p += *p == '\\' && p + 1 < stop ? 2 : 1;
	}
	return next_line(stop, search->end);
}

/* TRUE if `words` are in the text.  To look for their first byte, which is rare in notes, is faster
 * than memmem(). */
static gboolean
has_words(const char *text, const char *end, const char *words)
{
	gsize length = strlen(words);

	for (const char *p = text; (p = memchr(p, *words, (gsize)(end - p))) != NULL; p++)
		if ((gsize)(end - p) >= length && memcmp(p, words, length) == 0)
			return TRUE;
	return FALSE;
}

/* Returns the comments outside of code, in order: an array of Comment. */
static GArray *
find_comments(const char *text, const char *end)
{
	Search search = { text, end, g_array_new(FALSE, FALSE, sizeof(Comment)), NULL, NULL, NULL };
	Fence fence = { 0 };
	if (!has_words(text, end, "<!--") && !has_words(text, end, "%%"))
		return search.comments;

	for (const char *line = text; line < end;) {
		const char *stop = line_end(line, end);
		line = fence_follow(line, stop, &fence) ? next_line(stop, end)
		                                        : search_line(&search, line);
	}
	return search.comments;
}

/* A line that is written anew: first what is read, then blanks. */
typedef struct {
	char *start, *out;
	char *blanks;      /* where the blanks before the text begin, after the mark of an item */
	char *ours;        /* the first of them that was none before, or NULL */
	gboolean comment;  /* a comment is among them */
	gboolean at_start; /* there was no text on the line yet */
} Writer;

/* The text begins.  Four blanks before it would make code of it, and those after a bullet, too. */
static void
end_start(Writer *writer)
{
	enum {
		CODE = 4
	};
	if (writer->ours != NULL && writer->out - writer->blanks >= CODE) {
		char *first = writer->ours + (writer->ours == writer->blanks ? 1 : 0);
		memset(first, '\f', (gsize)(writer->out - first));
	}
	writer->at_start = FALSE;
}

static void
put_blank(Writer *writer, gboolean comment)
{
	if (writer->at_start && writer->ours == NULL)
		writer->ours = writer->out;
	writer->comment |= comment;
	*writer->out++ = ' ';
}

static gboolean
is_blank(const char *p, const char *stop)
{
	return p < stop && (*p == ' ' || *p == '\t' || is_wide_blank(g_utf8_get_char(p)));
}

/* Marks of quotes and items go before the text, but in CommonMark not after a comment. */
static void
put_character(Writer *writer, const char *p, const char *next, const char *stop)
{
	gboolean mark =
	    !writer->comment && (*p == '>' || (strchr("-*+", *p) != NULL && is_blank(next, stop)));
	gboolean start = writer->at_start && !mark && *p != ' ' && *p != '\t';

	if (start)
		end_start(writer);
	memmove(writer->out, p, (gsize)(next - p));
	writer->out += next - p;
	if (mark) {
		writer->blanks = writer->out;
		writer->ours = NULL;
	}
}

/*
 * TRUE if an invisible character before `next` is at the edge of a word, as before the owner or the
 * colon of `Nora: x`.  Within a word it may have its use, in languages that have no blanks.
 */
static gboolean
is_at_edge(const Writer *writer, const char *next, const char *stop)
{
	return writer->out == writer->start || next == stop ||
	       strchr(" \t*_:[]()|>", writer->out[-1]) != NULL ||
	       strchr(" \t*_:[]()|", *next) != NULL;
}

static gboolean
is_read_as_blank(const Writer *writer, const char *p, const char *next, const char *stop)
{
	gunichar c = (guchar)*p < 0x80 ? 0 : g_utf8_get_char(p);

	return is_wide_blank(c) || (is_invisible(c) && is_at_edge(writer, next, stop));
}

/*
 * Writes the line from `line` to `stop` anew.  `*index` is that of the first comment that ends
 * after `line`.  Nothing is written over before it is read, since no character gets longer.
 */
static void
write_line(char *text, const char *line, const char *stop, const GArray *comments, guint *index)
{
	char *start = text + (line - text);
	Writer writer = { .start = start, .out = start, .blanks = start, .at_start = TRUE };
	gboolean inside = FALSE;

	for (const char *p = line, *next; p < stop; p = next) {
		gsize at = (gsize)(p - text);
		next = g_utf8_next_char(p);
		while (*index < comments->len && g_array_index(comments, Comment, *index).end <= at)
			++*index;
		gboolean comment =
		    *index < comments->len && g_array_index(comments, Comment, *index).start <= at;
		inside |= comment && g_array_index(comments, Comment, *index).inside;
		if (comment || is_read_as_blank(&writer, p, next, stop))
			put_blank(&writer, comment);
		else
			put_character(&writer, p, next, stop);
	}
	/* A line of a comment within a paragraph does not end it, as a blank line would. */
	if (writer.at_start && inside && writer.out > start)
		*start = '\f';
	while (writer.out < stop)
		*writer.out++ = ' ';
}

void
text_prepare(char *text, gsize length)
{
	const char *end = text + length;
	g_autoptr(GArray) comments = find_comments(text, end);
	guint index = 0;
	if (comments->len == 0 && !has_unicode_blank(text, end))
		return;

	for (const char *line = text; line < end;) {
		const char *stop = line_end(line, end);
		const char *next = next_line(stop, end);
		write_line(text, line, stop, comments, &index);
		line = next;
	}
}
