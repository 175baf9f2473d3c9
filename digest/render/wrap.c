/* wrap.c - the last pass over a rendered text: footnotes, and hard wrapping in display cells. */
#include "render/wrap.h"

#include "base/scan.h"
#include "base/text.h"

#include <string.h>

enum {
	MARK_DIGITS = 6
};

gsize
wrap_mark_length(const char *text, guint *number)
{
	if (text[0] != '[')
		return 0;
	gsize digits = strspn(text + 1, "0123456789");
	if (digits == 0 || digits > MARK_DIGITS || text[1 + digits] != ']') {
		*number = 0;
		return digits > 0 && text[1 + digits] == ']' ? digits + 2 : 0;
	}
	*number = (guint)g_ascii_strtoull(text + 1, NULL, 10);
	return digits + 2;
}

/* The same at `p` in `text`, where a mark is never: right after a word, as in `a[1]=2`, or after a
 * bracket. */
static gsize
mark_length_at(const char *text, const char *p, guint *number)
{
	gboolean stuck = p > text && (scan_is_word_byte(p[-1]) || strchr(")]", p[-1]) != NULL);

	return stuck ? 0 : wrap_mark_length(p, number);
}

static void
append_defused(GString *out, const char *mark, gsize length)
{
	g_string_append_printf(out, "[ %.*s ]", (int)(length - 2), mark + 1);
}

char *
wrap_defuse(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));

	for (const char *p = text; *p != '\0';) {
		guint number;
		gsize length = mark_length_at(text, p, &number);
		if (length > 0)
			append_defused(out, p, length);
		else
			g_string_append_c(out, *p);
		p += MAX(length, 1);
	}
	return g_string_free(out, FALSE);
}

typedef struct {
	const GPtrArray *urls;
	guint *numbers; /* by index in `urls`: its number, 0 while unused */
	GArray *order;  /* guint: indexes in `urls`, by number */
} Footnoting;

static guint
footnote_number(Footnoting *notes, guint mark)
{
	guint index = mark - 1;

	if (notes->numbers[index] == 0) {
		g_array_append_val(notes->order, index);
		notes->numbers[index] = notes->order->len;
	}
	return notes->numbers[index];
}

/* Says whether a URL follows a mark: it would read as the mark's definition. */
static gboolean
address_follows(const char *text)
{
	text += strspn(text, " \n<");
	return text_web_scheme(text) > 0 || g_str_has_prefix(text, "mailto:");
}

static char *
renumber(Footnoting *notes, const char *text)
{
	GString *out = g_string_sized_new(strlen(text));

	for (const char *p = text; *p != '\0';) {
		guint mark = 0;
		gsize length = mark_length_at(text, p, &mark);
		if (length == 0)
			g_string_append_c(out, *p);
		else if (mark == 0 || mark > notes->urls->len)
			append_defused(out, p, length);
		else
			g_string_append_printf(out, "[%u]%s", footnote_number(notes, mark),
			                       address_follows(p + length) ? ";" : "");
		p += MAX(length, 1);
	}
	return g_string_free(out, FALSE);
}

char *
wrap_footnotes(const char *text, const GPtrArray *urls)
{
	static const char marker[] = "\n[links]\n";
	g_autofree guint *numbers = g_new0(guint, urls->len + 1);
	g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(guint));
	Footnoting notes = { urls, numbers, order };
	g_autofree char *numbered = renumber(&notes, text);
	const char *mark = strstr(numbered, marker);
	GString *out = g_string_new_len(numbered, mark == NULL ? -1 : mark - numbered);

	g_string_append_c(out, '\n');
	for (guint i = 0; i < order->len; i++) {
		const char *url = g_ptr_array_index(urls, g_array_index(order, guint, i));
		g_string_append_printf(out, "[%u] %s\n", i + 1, url);
	}
	if (mark != NULL)
		g_string_append(out, mark + strlen(marker) - 1);
	return g_string_free(out, FALSE);
}

enum {
	EXTRA_CHARACTERS = 6, /* combining marks have no cell, yet lines stay under 78 characters */
	HANG_MAX = 24
};

typedef struct {
	guint cells;
	guint characters;
} Extent;

static guint
cells_of(gunichar c)
{
	if (c < 0x80)
		return 1;
	if (g_unichar_iszerowidth(c) || c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f))
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

static Extent
measure(const char *text, gsize length)
{
	Extent extent = { 0, 0 };

	for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
		extent.cells += cells_of(g_utf8_get_char(p));
		extent.characters++;
	}
	return extent;
}

guint
wrap_cells(const char *text, gssize length)
{
	return measure(text, length < 0 ? strlen(text) : (gsize)length).cells;
}

typedef struct {
	GString *out;
	guint width;
	guint hang;  /* cells of the indent of continued lines */
	Extent line; /* what the present line holds */
	gboolean empty;
} Wrap;

static gboolean
fits(const Wrap *wrap, Extent more)
{
	return wrap->line.cells + more.cells <= wrap->width &&
	       wrap->line.characters + more.characters <= wrap->width + EXTRA_CHARACTERS;
}

static void
put(Wrap *wrap, const char *text, gsize length, Extent extent)
{
	g_string_append_len(wrap->out, text, (gssize)length);
	wrap->line.cells += extent.cells;
	wrap->line.characters += extent.characters;
	wrap->empty = FALSE;
}

static void
break_line(Wrap *wrap)
{
	g_string_append_printf(wrap->out, "\n%*s", (int)wrap->hang, "");
	wrap->line = (Extent){ wrap->hang, wrap->hang };
	wrap->empty = TRUE;
}

/*
 * Returns where a URL begins in the word: 0 when only punctuation comes before it, the word's
 * length when there is none.
 */
static gsize
url_start(const char *word, gsize length)
{
	static const char mailto[] = "mailto:";
	gboolean letters = FALSE;

	for (gsize i = 0; i < length; i++) {
		gsize scheme = text_web_scheme(word + i);
		if (scheme == 0 && g_str_has_prefix(word + i, mailto))
			scheme = strlen(mailto);
		if (scheme > 0 && length - i > scheme)
			return letters ? i : 0;
		letters =
		    letters || g_ascii_isalnum(word[i]) || word[i] == '_' || (word[i] & 0x80) != 0;
	}
	return length;
}

/* Breaks a word wherever a line is full. */
static void
put_broken(Wrap *wrap, const char *word, gsize length)
{
	const char *end = word + length;

	while (word < end) {
		const char *next = word;
		Extent taken = { 0, 0 };
		while (next < end) {
			gunichar c = g_utf8_get_char(next);
			Extent more = { taken.cells + cells_of(c), taken.characters + 1 };
			if (!fits(wrap, more) && (next > word || !wrap->empty))
				break;
			taken = more;
			next = g_utf8_next_char(next);
		}
		put(wrap, word, (gsize)(next - word), taken);
		word = next;
		if (word < end)
			break_line(wrap);
	}
}

static void
put_word(Wrap *wrap, const char *word, gsize length)
{
	Extent extent = measure(word, length);
	Extent spaced = { extent.cells + 1, extent.characters + 1 };

	if (!wrap->empty && fits(wrap, spaced))
		put(wrap, " ", 1, (Extent){ 1, 1 });
	else if (!wrap->empty)
		break_line(wrap);
	if (fits(wrap, extent)) {
		put(wrap, word, length, extent);
		return;
	}
	gsize url = url_start(word, length);
	if (url == 0) {
		put(wrap, word, length, extent);
		return;
	}
	put_broken(wrap, word, url);
	if (url < length)
		put_word(wrap, word + url, length - url);
}

/* Bytes of the leading spaces and the list marker. */
static gsize
prefix_length(const char *line)
{
	gsize spaces = strspn(line, " ");
	const char *marker = line + spaces;

	if ((marker[0] == '-' || marker[0] == '*') && marker[1] == ' ')
		return spaces + 2;
	gsize open = marker[0] == '[' ? 1 : 0;
	gsize digits = strspn(marker + open, "0123456789");
	const char *after = marker + open + digits;
	if (digits > 0 && digits <= 4 && after[0] == (open ? ']' : '.') && after[1] == ' ')
		return spaces + open + digits + 2;
	return spaces;
}

static void
wrap_line(GString *out, const char *line, guint width)
{
	Extent whole = measure(line, strlen(line));
	Wrap wrap = { out, width, 0, { 0, 0 }, TRUE };
	if (fits(&wrap, whole)) {
		g_string_append(out, line);
		return;
	}
	gsize spaces = strspn(line, " ");
	line += spaces > HANG_MAX ? spaces - HANG_MAX : 0;
	gsize prefix = prefix_length(line);
	wrap.hang = MIN((guint)prefix, HANG_MAX);
	put(&wrap, line, prefix, measure(line, prefix));
	wrap.empty = TRUE;
	for (const char *word = line + prefix; *word != '\0';) {
		gsize length = strcspn(word, " ");
		if (length > 0)
			put_word(&wrap, word, length);
		word += length;
		word += strspn(word, " ");
	}
}

static gboolean
is_rule(const char *line)
{
	gsize length = strlen(line);

	return length >= 3 && (line[0] == '=' || line[0] == '-') &&
	       strspn(line, (char[]){ line[0], '\0' }) == length;
}

static void
append_rule(GString *out, char mark, guint cells)
{
	for (guint i = 0; i < cells; i++)
		g_string_append_c(out, mark);
}

/*
 * Returns `text` with plain spaces for all white space, so that no line ends in an invisible one,
 * and without control characters.
 */
static char *
plain_spaces(const char *text)
{
	GString *out = g_string_sized_new(strlen(text));

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (g_ascii_isprint(*p))
			g_string_append_c(out, *p);
		else if (c != '\n' && g_unichar_isspace(c))
			g_string_append_c(out, ' ');
		else if (c == '\n' || !g_unichar_iscntrl(c))
			g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

char *
wrap_text(const char *text, guint width)
{
	g_autofree char *plain = plain_spaces(text);
	g_auto(GStrv) lines = g_strsplit(plain, "\n", -1);
	GString *out = g_string_sized_new(strlen(text) + strlen(text) / 8);
	guint above = 0; /* cells of the line above, 0 after an empty one */
	gboolean gap = FALSE;

	for (char **line = lines; *line != NULL; line++) {
		if (strcmp(*line, "-- ") != 0)
			g_strchomp(*line);
		if ((*line)[0] == '\0') {
			gap = out->len > 0;
			above = 0;
			continue;
		}
		if (gap)
			g_string_append_c(out, '\n');
		gap = FALSE;
		if (above > 0 && is_rule(*line))
			append_rule(out, (*line)[0], MIN(above, width));
		else
			wrap_line(out, *line, width);
		g_string_append_c(out, '\n');
		above = wrap_cells(*line, -1);
	}
	if (out->len == 0)
		g_string_append_c(out, '\n');
	return g_string_free(out, FALSE);
}
