/* scan.h - moves a cursor through a line of text: blanks, bullets, words. */
#ifndef TIDINGS_BASE_SCAN_H
#define TIDINGS_BASE_SCAN_H

#include <glib.h>

/*
 * Returns TRUE for an ASCII letter or digit and for each byte of a non-ASCII character: words of
 * any language consist of these.
 */
static inline gboolean
scan_is_word_byte(char c)
{
	return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

/* Skips blanks (space, tab, U+00A0). */
const char *scan_skip_blanks(const char *p);

/* Skips blanks and marks of emphasis (`*`, `_`). */
const char *scan_skip_emphasis(const char *p);

/*
 * Skips the bullet or number of a list item ("- ", "* ", "+ ", "3.  ", "3) ") and the blanks after
 * it, at the start of a trimmed line.  Returns the line itself if it has none.
 */
const char *scan_skip_bullet(const char *line);

/* As scan_after_word(), without its check of the first letter. */
const char *scan_match_word(const char *p, const char *word);

/*
 * Returns the text after the ASCII word `word` (lower case, starting with a letter) if that is the
 * word at `p`, in any case; otherwise NULL. The first letter is checked inline, because it rules
 * out most words.
 */
static inline const char *
scan_after_word(const char *p, const char *word)
{
	return (*p | 0x20) == *word ? scan_match_word(p, word) : NULL;
}

#endif
