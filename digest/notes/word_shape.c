/* word_shape.c - what a word of a name looks like. */
#include "word_shape.h"

static gboolean
is_letter(gunichar c)
{
	if (c < 0x80)
		return g_ascii_isalpha((char)c);
	return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

static void
word_take_ascii(WordShape *word, char c)
{
	gboolean digit = g_ascii_isdigit(c), upper = g_ascii_isupper(c);

	if (word->letters == 0 && word->digits == 0)
		word->capital = upper;
	word->digits += digit ? 1 : 0;
	if (digit)
		return;
	word->letters++;
	word->last_upper = upper;
	word->upper += upper ? 1 : 0;
	word->lower += upper ? 0 : 1;
}

static void
word_take(WordShape *word, gunichar c)
{
	if (c < 0x80) {
		word_take_ascii(word, (char)c);
		return;
	}
	if (word->letters == 0 && word->digits == 0)
		word->capital = g_unichar_isupper(c);
	if (g_unichar_isdigit(c)) {
		word->digits++;
		return;
	}
	if (g_unichar_ismark(c))
		return;
	word->letters++;
	word->last_upper = g_unichar_isupper(c);
	word->upper += word->last_upper ? 1 : 0;
	word->lower += word->last_upper ? 0 : 1;
	word->foreign |= c != 0x2019;
}

gboolean
word_shape_read(const char *p, WordShape *word)
{
	*word = (WordShape){ .start = p };
	if (!is_letter(g_utf8_get_char(p)))
		return FALSE;

	while (*p != '\0') {
		gunichar c = g_utf8_get_char(p);
		const char *next = g_utf8_next_char(p);
		if (c == '\'' || c == '-' || c == 0x2019) {
			if (*next == '\0' || !is_letter(g_utf8_get_char(next)))
				break;
			word->small_part |= c == '-' && g_unichar_islower(g_utf8_get_char(next));
		} else if (is_letter(c) ||
		           (c < 0x80 ? g_ascii_isdigit((char)c) : g_unichar_isdigit(c)))
			word_take(word, c);
		else
			break;
		p = next;
	}
	word->length = (gsize)(p - word->start);
	return TRUE;
}
