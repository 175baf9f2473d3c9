/* visible.c - what a reader sees of a text. */
#include "base/visible.h"

#include <string.h>

enum {
	CLUSTER_MAX =
	    16,     /* characters that are kept together at a cut: of more marks some are lost */
	VIRAMA = 9, /* its canonical combining class */
	ZWNJ = 0x200c,
	ZWJ = 0x200d,
	MONGOLIAN_VOWEL_SEPARATOR = 0x180e,
	LRI = 0x2066,
	FSI = 0x2068,
	PDI = 0x2069,
};

typedef struct {
	gunichar first, last;
} Range;

/* Default_Ignorable_Code_Point of Unicode 15; and U+FFF9 to U+FFFB, which few programs know. */
static const Range ignorable[] = {
	{ 0xad, 0xad },       { 0x34f, 0x34f },   { 0x61c, 0x61c },     { 0x115f, 0x1160 },
	{ 0x17b4, 0x17b5 },   { 0x180b, 0x180f }, { 0x200b, 0x200f },   { 0x202a, 0x202e },
	{ 0x2060, 0x206f },   { 0x3164, 0x3164 }, { 0xfe00, 0xfe0f },   { 0xfeff, 0xfeff },
	{ 0xffa0, 0xffa0 },   { 0xfff0, 0xfffb }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
	{ 0xe0000, 0xe0fff },
};

static gboolean
is_ignorable(gunichar c)
{
	for (gsize i = 0; i < G_N_ELEMENTS(ignorable) && c >= ignorable[i].first; i++)
		if (c <= ignorable[i].last)
			return TRUE;
	return FALSE;
}

static gboolean
is_selector(gunichar c)
{
	return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef) ||
	       (c >= 0x180b && c <= 0x180d) || c == 0x180f;
}

static gboolean
is_skin_tone(gunichar c)
{
	return c >= 0x1f3fb && c <= 0x1f3ff;
}

static gboolean
is_flag_letter(gunichar c)
{
	return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* The blocks of emoji also where this GLib is older than they are. */
static gboolean
is_symbol(gunichar c)
{
	GUnicodeType type = g_unichar_type(c);

	return c >= 0x80 && (type == G_UNICODE_OTHER_SYMBOL || type == G_UNICODE_MATH_SYMBOL ||
	                     (c >= 0x1f000 && c <= 0x1faff));
}

/* FALSE for the scripts in which a hidden character has no use but to deceive. */
static gboolean
script_varies(GUnicodeScript script)
{
	return script != G_UNICODE_SCRIPT_LATIN && script != G_UNICODE_SCRIPT_GREEK &&
	       script != G_UNICODE_SCRIPT_CYRILLIC;
}

/* The script of the letter at `p`, or of the one that the mark at `p` is on; COMMON otherwise. */
static GUnicodeScript
script_at(const char *text, const char *p)
{
	gunichar c = g_utf8_get_char(p);

	while (p > text && g_unichar_ismark(c) &&
	       g_unichar_get_script(c) == G_UNICODE_SCRIPT_INHERITED) {
		p = g_utf8_prev_char(p);
		c = g_utf8_get_char(p);
	}
	if (!g_unichar_isalpha(c) && !g_unichar_ismark(c))
		return G_UNICODE_SCRIPT_COMMON;
	return g_unichar_get_script(c);
}

static gboolean
joins_letters(const char *text, const char *before, const char *after)
{
	GUnicodeScript script = script_at(text, before);

	if (script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED ||
	    !script_varies(script))
		return FALSE;
	return g_unichar_combining_class(g_utf8_get_char(before)) == VIRAMA ||
	       script_at(after, after) == script;
}

static gboolean
joins_emoji(const char *text, const char *before, const char *after)
{
	while (before > text &&
	       (is_selector(g_utf8_get_char(before)) || is_skin_tone(g_utf8_get_char(before))))
		before = g_utf8_prev_char(before);
	return is_symbol(g_utf8_get_char(before)) && is_symbol(g_utf8_get_char(after));
}

static gboolean
joins(const char *text, const char *p)
{
	if (p == text)
		return FALSE;
	const char *before = g_utf8_prev_char(p), *after = g_utf8_next_char(p);

	return joins_letters(text, before, after) ||
	       (g_utf8_get_char(p) == ZWJ && joins_emoji(text, before, after));
}

/* A selector after what has variants: a symbol, the digit of a keycap, an ideograph; never a second
 * one. */
static gboolean
selects(const char *text, const char *p)
{
	if (p == text)
		return FALSE;
	gunichar c = g_utf8_get_char(g_utf8_prev_char(p));

	if (c < 0x80)
		return g_ascii_isdigit((char)c) || c == '#' || c == '*';
	return !is_ignorable(c) && !g_unichar_isspace(c) && !g_unichar_iscntrl(c) &&
	       script_varies(script_at(text, g_utf8_prev_char(p)));
}

gboolean
text_hides(const char *text, const char *p)
{
	if ((guchar)*p < 0x80)
		return FALSE;
	gunichar c = g_utf8_get_char(p);

	if (!is_ignorable(c))
		return FALSE;
	if (c == ZWJ || c == ZWNJ || c == MONGOLIAN_VOWEL_SEPARATOR)
		return !joins(text, p);
	return !is_selector(c) || !selects(text, p);
}

static gboolean
opens_isolate(gunichar c)
{
	return c >= LRI && c <= FSI;
}

/* Where the isolates begin that nothing ends: byte offsets, ascending. */
static GArray *
find_unbalanced(const char *text)
{
	GArray *open = g_array_new(FALSE, FALSE, sizeof(gsize));

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = (guchar)*p < 0x80 ? 0 : g_utf8_get_char(p);
		gsize offset = (gsize)(p - text);
		if (opens_isolate(c))
			g_array_append_val(open, offset);
		else if (c == PDI && open->len > 0)
			g_array_set_size(open, open->len - 1);
	}
	return open;
}

static gboolean
hides_any(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (text_hides(text, p))
			return TRUE;
	return FALSE;
}

char *
text_reveal(const char *text)
{
	if (!hides_any(text))
		return g_strdup(text);

	g_autoptr(GArray) unbalanced = find_unbalanced(text);
	GString *out = g_string_sized_new(strlen(text));
	guint passed = 0, open = 0;
	for (const char *p = text, *next; *p != '\0'; p = next) {
		next = g_utf8_next_char(p);
		gunichar c = (guchar)*p < 0x80 ? 0 : g_utf8_get_char(p);
		gboolean kept = FALSE;
		if (opens_isolate(c)) {
			kept = passed == unbalanced->len ||
			       g_array_index(unbalanced, gsize, passed) != (gsize)(p - text);
			passed += kept ? 0 : 1;
			open += kept ? 1 : 0;
		} else if (c == PDI) {
			kept = open > 0;
			open -= kept ? 1 : 0;
		} else {
			kept = !text_hides(text, p);
		}
		if (kept)
			g_string_append_len(out, p, next - p);
	}
	return g_string_free(out, FALSE);
}

static gboolean
is_within_flag(const char *text, const char *p)
{
	guint before = 0;
	if (!is_flag_letter(g_utf8_get_char(p)))
		return FALSE;

	while (p > text && is_flag_letter(g_utf8_get_char(g_utf8_prev_char(p)))) {
		p = g_utf8_prev_char(p);
		before++;
	}
	return before % 2 == 1;
}

/* The character at `p` belongs to the one before it. */
static gboolean
carries_on(const char *text, const char *p)
{
	gunichar c = g_utf8_get_char(p);

	if (c == '\0' || p == text)
		return FALSE;
	return g_unichar_ismark(c) || g_unichar_iszerowidth(c) || is_skin_tone(c) ||
	       is_within_flag(text, p) || g_utf8_get_char(g_utf8_prev_char(p)) == ZWJ;
}

const char *
text_cut_place(const char *text, const char *end)
{
	const char *place = end;

	for (guint i = 0; i < CLUSTER_MAX && carries_on(text, place); i++)
		place = g_utf8_prev_char(place);
	return place == text || carries_on(text, place) ? end : place;
}

char *
text_cut(const char *text, guint most)
{
	const char *p = text, *end = text;

	for (guint i = 0; i < most && *p != '\0'; i++) {
		end = p;
		p = g_utf8_next_char(p);
	}
	if (*p == '\0')
		return g_strdup(text);
	return g_strdup_printf("%.*s…", (int)(text_cut_place(text, end) - text), text);
}
