/* visible.c - which characters of a text are invisible, and where it may be cut. */
#include "base/visible.h"

#include <string.h>

enum {
	CLUSTER_MAX = 16, /* characters of one cluster that a cut keeps together; of longer clusters
	                     some marks are lost */
	VIRAMA = 9,       /* canonical combining class */
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

/* Default_Ignorable_Code_Point of Unicode 15, and U+FFF9 to U+FFFB, which few programs handle. */
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

/* Includes the blocks of emoji by number, since this GLib may be older than some of them. */
static gboolean
is_symbol(gunichar c)
{
	GUnicodeType type = g_unichar_type(c);

	return c >= 0x80 && (type == G_UNICODE_OTHER_SYMBOL || type == G_UNICODE_MATH_SYMBOL ||
	                     (c >= 0x1f000 && c <= 0x1faff));
}

/*
 * Returns FALSE for scripts in which a joiner or a variation selector has no use, so that one in it
 * is there to deceive: "pay\u200cpal.example" looks like "paypal.example".
 */
static gboolean
script_varies(GUnicodeScript script)
{
	return script != G_UNICODE_SCRIPT_LATIN && script != G_UNICODE_SCRIPT_GREEK &&
	       script != G_UNICODE_SCRIPT_CYRILLIC;
}

/*
 * Returns the script of the letter at `p`, or of the letter that the mark at `p` combines with;
 * otherwise COMMON.
 */
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

/*
 * Returns TRUE if a joiner between `before` and `after` changes how letters look: after a virama,
 * as in the half forms of Devanagari, or between letters of one script that joins its letters, as
 * in Persian verbs (mi, U+200C, khaham).
 */
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

/* Returns TRUE if a joiner between `before` and `after` makes one emoji of two: a woman and a
 * laptop are a woman at work. */
static gboolean
joins_emoji(const char *text, const char *before, const char *after)
{
	while (before > text &&
	       (is_selector(g_utf8_get_char(before)) || is_skin_tone(g_utf8_get_char(before))))
		before = g_utf8_prev_char(before);
	return is_symbol(g_utf8_get_char(before)) && is_symbol(g_utf8_get_char(after));
}

static gboolean
is_needed_joiner(const char *text, const char *p)
{
	if (p == text)
		return FALSE;
	const char *before = g_utf8_prev_char(p), *after = g_utf8_next_char(p);

	return joins_letters(text, before, after) ||
	       (g_utf8_get_char(p) == ZWJ && joins_emoji(text, before, after));
}

/*
 * Returns TRUE if the variation selector at `p` follows a character that has variants: a symbol
 * (U+2764 U+FE0F, a red heart), the digit of a keycap, an ideograph; never a second selector.
 */
static gboolean
is_needed_selector(const char *text, const char *p)
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
text_is_hidden(const char *text, const char *p)
{
	if ((guchar)*p < 0x80)
		return FALSE;
	gunichar c = g_utf8_get_char(p);

	if (!is_ignorable(c))
		return FALSE;
	if (c == ZWJ || c == ZWNJ || c == MONGOLIAN_VOWEL_SEPARATOR)
		return !is_needed_joiner(text, p);
	return !is_selector(c) || !is_needed_selector(text, p);
}

static gboolean
opens_isolate(gunichar c)
{
	return c >= LRI && c <= FSI;
}

/* Returns the byte offsets, ascending, of the isolate initiators without a matching PDI. */
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
has_hidden(const char *text)
{
	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
		if (text_is_hidden(text, p))
			return TRUE;
	return FALSE;
}

char *
text_remove_hidden(const char *text)
{
	if (!has_hidden(text))
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
			kept = !text_is_hidden(text, p);
		}
		if (kept)
			g_string_append_len(out, p, next - p);
	}
	return g_string_free(out, FALSE);
}

/* A flag is two regional indicators: returns TRUE if `p` is the second one of a pair. */
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

/* Returns TRUE if the character at `p` forms one cluster with the character before it. */
static gboolean
continues_cluster(const char *text, const char *p)
{
	gunichar c = g_utf8_get_char(p);

	if (c == '\0' || p == text)
		return FALSE;
	return g_unichar_ismark(c) || g_unichar_iszerowidth(c) || is_skin_tone(c) ||
	       is_within_flag(text, p) || g_utf8_get_char(g_utf8_prev_char(p)) == ZWJ;
}

const char *
text_cut_position(const char *text, const char *end)
{
	const char *position = end;

	for (guint i = 0; i < CLUSTER_MAX && continues_cluster(text, position); i++)
		position = g_utf8_prev_char(position);
	return position == text || continues_cluster(text, position) ? end : position;
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
	return g_strdup_printf("%.*s…", (int)(text_cut_position(text, end) - text), text);
}
