/* piece.c - a file by pieces, which cmark reads one after the other. */
#include "piece.h"

#include <string.h>

enum {
	PIECE_MAX = 64 * 1024, /* bytes */
	GIVEN_MAX = 4 * 1024, /* bytes of a line that cmark is given */
	GIVEN_END = 1024 /* of these so many are the line's last ones, where a comment may end */
};

static gsize
line_size(const Source *source, guint line)
{
	return (gsize)(source_at(source, line + 1) - source_at(source, line));
}

/* How many bytes of the line cmark is given. */
static gsize
given_size(const Source *source, guint line)
{
	gsize size = line_size(source, line);

	return MIN(size, GIVEN_MAX);
}

guint
piece_last(const Source *source, guint first)
{
	gsize size = 0;
	guint next = first;

	for (; next <= source->lines && size <= PIECE_MAX; next++)
		size += given_size(source, next);
	/* the line that was too much is of the next piece; the first one is not too much */
	return size > PIECE_MAX ? next - 2 : next - 1;
}

/* Counts the marks of quotes and lists a line begins with. */
static guint
container_marks(const char *p)
{
	guint marks = 0;

	for (;; p++) {
		gboolean bullet =
		    (*p == '-' || *p == '*' || *p == '+') && (p[1] == ' ' || p[1] == '\t');
		gboolean number = (*p == '.' || *p == ')') && p[1] == ' ';
		if (*p == '>' || bullet || number)
			marks++;
		else if (*p != ' ' && *p != '\t' && !g_ascii_isdigit(*p))
			return marks;
	}
}

/* Lines that open containers without measure cost cmark time for every later line.  Nobody reads
 * 200 levels. */
static gboolean
is_too_deep(const Source *source, guint line)
{
	return line_size(source, line) > PIECE_DEPTH_MAX &&
	       container_marks(source_at(source, line)) > PIECE_DEPTH_MAX;
}

static gboolean
is_tame(const Source *source, guint first, guint last)
{
	for (guint line = first; line <= last; line++)
		if (line_size(source, line) > GIVEN_MAX || is_too_deep(source, line))
			return FALSE;
	return TRUE;
}

static void
append_without_middle(GString *out, const char *line, gsize size)
{
	const char *middle = line + GIVEN_MAX - GIVEN_END, *end = line + size - GIVEN_END;

	while ((*middle & 0xc0) == 0x80)
		middle--;
	while ((*end & 0xc0) == 0x80)
		end--;
	g_string_append_len(out, line, middle - line);
	g_string_append_len(out, end, line + size - end);
}

static GString *
tamed_lines(const Source *source, guint first, guint last, guint *too_deep)
{
	GString *tamed = g_string_new(NULL);

	for (guint line = first; line <= last; line++) {
		if (is_too_deep(source, line)) {
			*too_deep = *too_deep == 0 ? line : *too_deep;
			g_string_append_c(tamed, '\n');
		} else if (line_size(source, line) > GIVEN_MAX) {
			append_without_middle(tamed, source_at(source, line),
			                      line_size(source, line));
		} else {
			g_string_append_len(tamed, source_at(source, line),
			                    (gssize)line_size(source, line));
		}
	}
	return tamed;
}

cmark_node *
piece_parse(const Source *source, guint first, guint last, guint *too_deep)
{
	const char *text = source_at(source, first);
	if (is_tame(source, first, last))
		return cmark_parse_document(text, (gsize)(source_at(source, last + 1) - text),
		                            CMARK_OPT_DEFAULT);

	GString *tamed = tamed_lines(source, first, last, too_deep);
	cmark_node *document = cmark_parse_document(tamed->str, tamed->len, CMARK_OPT_DEFAULT);
	g_string_free(tamed, TRUE);
	return document;
}

/* What makes a code block or HTML go on, or not. */
typedef struct {
	const char *end; /* that ends HTML somewhere on a line; NULL: an empty line does */
	char fence;      /* that ends code; '\0' for HTML */
	gsize fences;    /* so many at least */
} Opening;

/* FALSE when the block is neither code in fences nor HTML: then its lines stand for themselves. */
static gboolean
read_opening(const char *line, cmark_node_type type, Opening *opening)
{
	static const char *const html[][2] = {
		{ "<!--", "-->" },
		{ "<?", "?>" },
		{ "<![CDATA[", "]]>" },
		{ "<pre", "</pre>" },
		{ "<script", "</script>" },
		{ "<style", "</style>" },
		{ "<textarea", "</textarea>" },
	};
	const char *start = line + strspn(line, " \t>-*+.)0123456789");

	*opening = (Opening){ 0 };
	if (type == CMARK_NODE_CODE_BLOCK) {
		const char fence[] = { *start, '\0' };
		opening->fence = *start;
		opening->fences = *start == '`' || *start == '~' ? strspn(start, fence) : 0;
		return opening->fences >= 3;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(html) && opening->end == NULL; i++)
		if (g_ascii_strncasecmp(start, html[i][0], strlen(html[i][0])) == 0)
			opening->end = html[i][1];
	return type == CMARK_NODE_HTML_BLOCK;
}

static gboolean
ends_here(const Opening *opening, const char *line, gsize size)
{
	const char *end = line + size, *start = line;

	if (opening->fence == '\0' && opening->end != NULL)
		return g_strstr_len(line, (gssize)size, opening->end) != NULL;
	while (start < end && (*start == ' ' || *start == '\t' || *start == '>'))
		start++;
	const char *rest = start;
	while (opening->fence != '\0' && rest < end && *rest == opening->fence)
		rest++;
	gsize fences = (gsize)(rest - start);
	while (rest < end && g_ascii_isspace(*rest))
		rest++;
	return rest == end && fences >= opening->fences;
}

/* The line after a paragraph that goes on behind line `last`: no letter and no bar, as of a table,
 * begins another block. */
static guint
after_paragraph(const Source *source, guint last)
{
	for (guint line = last + 1; line <= source->lines; line++) {
		const char *start = source_at(source, line);
		start += strspn(start, " ");
		if (!g_ascii_isalpha(*start) && *start != '|' && (guchar)*start < 0x80)
			return line;
	}
	return source->lines + 1;
}

/* The line after the block that begins with line `first` and of which the piece up to line `last`
 * is full. */
static guint
after_block(const Source *source, cmark_node *block, guint first, guint last)
{
	Opening opening;
	if (cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH)
		return (guint)cmark_node_get_end_line(block) + first - 1 < last
		           ? last + 1
		           : after_paragraph(source, last);
	while (cmark_node_last_child(block) != NULL)
		block = cmark_node_last_child(block);

	guint line = (guint)cmark_node_get_start_line(block) + first - 1;
	if (!read_opening(source_at(source, line), cmark_node_get_type(block), &opening))
		return last + 1;
	while (++line <= source->lines)
		if (ends_here(&opening, source_at(source, line), line_size(source, line)))
			break;
	return MAX(MIN(line, source->lines), last) + 1;
}

guint
piece_next(const Source *source, cmark_node *document, guint first, guint last)
{
	cmark_node *block = cmark_node_last_child(document);
	if (block == NULL || last == source->lines)
		return last + 1;

	if (cmark_node_get_type(block) == CMARK_NODE_LIST)
		block = cmark_node_last_child(block);
	guint start = (guint)cmark_node_get_start_line(block) + first - 1;
	return start > first ? start : after_block(source, block, first, last);
}
