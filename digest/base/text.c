/* text.c - helpers for UTF-8 text. */
#include "base/text.h"

#include "base/visible.h"

#include <string.h>

/*
 * Returns the folded text, with letters that have no decomposition, such as the Polish L with a
 * stroke, as the plain letters they sort with.
 */
static char *
sort_key(const char *text)
{
	g_autofree char *folded = text_fold(text);
	GString *key = g_string_sized_new(strlen(folded));

	for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
		if ((guchar)*p < 0x80) {
			g_string_append_c(key, *p);
			continue;
		}
		g_autofree char *letter = g_strndup(p, (gsize)(g_utf8_next_char(p) - p));
		g_autofree char *plain = g_str_to_ascii(letter, "C");
		g_string_append(key, strcmp(plain, "?") == 0 ? letter : plain);
	}
	return g_string_free(key, FALSE);
}

int
text_compare(const char *a, const char *b)
{
	g_autofree char *x = sort_key(a);
	g_autofree char *y = sort_key(b);
	int order = strcmp(x, y);

	return order != 0 ? order : strcmp(a, b);
}

/*
 * Copies the ASCII text that `*text` begins with to `out`, with each run of white space as one
 * blank, none at the start, and in lower case if `lower`.  `*space` is 1 after white space.  Moves
 * `*text` and returns the end of the copy.  It has no branch for a blank, which no processor
 * foresees.
 */
static inline char *
copy_ascii(const char **text, char *out, guint *space, gboolean lower)
{
	const char *p = *text;
	guint before = *space;

	for (; *p != '\0' && (guchar)*p < 0x80; p++) {
		guint now = g_ascii_isspace(*p) ? 1 : 0;
		char c = now != 0 ? ' ' : *p;
		*out = lower && g_ascii_isupper(c) ? (char)(c - 'A' + 'a') : c;
		out += 1 - (now & before);
		before = now;
	}
	*space = before;
	*text = p;
	return out;
}

/* Ends the text that is copied from `start` to `out`, without a blank at its end. */
static char *
end_copy(char *start, char *out)
{
	if (out > start && out[-1] == ' ')
		out--;
	*out = '\0';
	return start;
}

char *
text_collapse_space(const char *text)
{
	char *collapsed = g_malloc(strlen(text) + 1), *out = collapsed;
	guint space = 1;

	for (;;) {
		out = copy_ascii(&text, out, &space, FALSE);
		if (*text == '\0')
			return end_copy(collapsed, out);
		const char *next = g_utf8_next_char(text);
		if (g_unichar_isspace(g_utf8_get_char(text))) {
			if (space == 0)
				*out++ = ' ';
			space = 1;
			text = next;
			continue;
		}
		while (text < next)
			*out++ = *text++;
		space = 0;
	}
}

/* Does text_fold() for ASCII, which most words and lines of notes are.  Returns NULL for others. */
static char *
fold_ascii(const char *text)
{
	char *folded = g_malloc(strlen(text) + 1);
	guint space = 1;
	char *out = copy_ascii(&text, folded, &space, TRUE);

	if (*text == '\0')
		return end_copy(folded, out);
	g_free(folded);
	return NULL;
}

/*
 * Appends `c` decomposed, without combining marks.  Returns TRUE if it is a non-ASCII letter that
 * still has to be case folded.
 */
static gboolean
append_without_marks(GString *out, gunichar c)
{
	gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
	gsize count = g_unichar_fully_decompose(c, TRUE, parts, G_N_ELEMENTS(parts));
	gboolean letter = FALSE;

	for (gsize i = 0; i < count; i++) {
		if (parts[i] < 0x80)
			g_string_append_c(out, g_ascii_tolower((char)parts[i]));
		else if (!g_unichar_ismark(parts[i]))
			g_string_append_unichar(out, parts[i]);
		letter = letter || (parts[i] >= 0x80 && g_unichar_isalpha(parts[i]));
	}
	return letter;
}

/*
 * Decomposes by character: g_utf8_normalize() of the whole text would cost five times as much, and
 * notes are mostly ASCII.
 */
char *
text_fold(const char *text)
{
	char *ascii = fold_ascii(text);
	if (ascii != NULL)
		return ascii;

	g_autoptr(GString) bare = g_string_sized_new(strlen(text));
	gboolean letters = FALSE;
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		if ((guchar)*p < 0x80)
			g_string_append_c(bare, g_ascii_tolower(*p));
		else
			letters = append_without_marks(bare, g_utf8_get_char(p)) || letters;
	}
	if (!letters)
		return text_collapse_space(bare->str);
	g_autofree char *folded = g_utf8_casefold(bare->str, -1);
	return text_collapse_space(folded);
}

char *
text_escape_for_terminal(const char *text, gssize length)
{
	g_autofree char *valid = g_utf8_make_valid(text, length);
	GString *out = g_string_new(NULL);

	for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (c == '\n')
			g_string_append(out, "\\n");
		else if (g_unichar_iscntrl(c) || c == 0x2028 || c == 0x2029)
			g_string_append_printf(out, "\\x%02x", c);
		else if (text_is_hidden(valid, p))
			g_string_append_printf(out, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
		else
			g_string_append_unichar(out, c);
	}
	return g_string_free(out, FALSE);
}

int
text_index(const char *const *words, gsize count, const char *word)
{
	for (gsize i = 0; i < count; i++)
		if (g_strcmp0(words[i], word) == 0)
			return (int)i;
	return -1;
}

enum {
	GUESS_MAX = 40
};

/*
 * Optimal string alignment distance: counts inserted, deleted, replaced and swapped neighbouring
 * characters.
 */
static gsize
edit_distance(const char *a, const char *b)
{
	gsize rows[3][GUESS_MAX + 1];
	gsize la = strlen(a), lb = strlen(b);

	for (gsize j = 0; j <= lb; j++)
		rows[0][j] = j;
	for (gsize i = 1; i <= la; i++) {
		gsize *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
		row[0] = i;
		for (gsize j = 1; j <= lb; j++) {
			gsize best = above[j - 1] + (a[i - 1] != b[j - 1]);
			best = MIN(best, MIN(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				best = MIN(best, above2[j - 2] + 1);
			row[j] = best;
		}
	}
	return rows[la % 3][lb];
}

const char *
text_guess(const char *word, const char *const *candidates)
{
	const char *guess = NULL;
	gsize length = strlen(word);
	if (length == 0 || length > GUESS_MAX)
		return NULL;

	/* One edit, and one more for every three letters: "smpt" for "smtp", "discrod" for
	 * "discord". */
	gsize nearest = 1 + length / 3;
	for (; *candidates != NULL; candidates++) {
		if (strlen(*candidates) > GUESS_MAX)
			continue;
		gsize distance = edit_distance(word, *candidates);
		if (distance < nearest || (distance == nearest && guess == NULL)) {
			nearest = distance;
			guess = *candidates;
		}
	}
	return guess;
}

gsize
text_web_scheme(const char *text)
{
	if (g_ascii_strncasecmp(text, "http", 4) != 0)
		return 0;
	gsize length = g_ascii_tolower(text[4]) == 's' ? 5 : 4;
	return g_str_has_prefix(text + length, "://") ? length + 3 : 0;
}

gsize
text_utf16_units(const char *text, gssize length)
{
	const char *end = text + (length < 0 ? (gssize)strlen(text) : length);
	gsize units = 0;

	for (const char *p = text; p < end; p = g_utf8_next_char(p))
		units += (guchar)*p >= 0xf0 ? 2 : 1;
	return units;
}

char *
text_start(const char *text, gsize most)
{
	gsize length = strnlen(text, most);

	while (length > 0 && ((guchar)text[length] & 0xc0) == 0x80)
		length--;
	return g_strndup(text, length);
}

char *
text_cut_utf16(const char *text, guint most)
{
	if (text_utf16_units(text, -1) <= most)
		return g_strdup(text);

	const char *p = text;
	for (gsize used = 0; *p != '\0'; p = g_utf8_next_char(p)) {
		used += text_utf16_units(p, g_utf8_next_char(p) - p);
		if (used > most - 1)
			break;
	}
	return g_strdup_printf("%.*s…", (int)(text_cut_position(text, p) - text), text);
}
