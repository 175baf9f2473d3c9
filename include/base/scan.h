/* scan.h - small steps through a line of text: blanks, bullets, words. */
#ifndef TIDINGS_BASE_SCAN_H
#define TIDINGS_BASE_SCAN_H

#include <glib.h>

/* TRUE for an ASCII letter or digit and for each byte of a character beyond ASCII: what words of
 * any language are made of. */
static inline gboolean
scan_is_word_byte(char c)
{
	return g_ascii_isalnum(c) || (guchar)c >= 0x80;
}

/* Passes over blanks (space, tab, U+00A0). */
const char *scan_skip_blanks(const char *p);

/* Passes over blanks and marks of emphasis. */
const char *scan_skip_emphasis(const char *p);

/* The text of a trimmed line behind the bullet or number of a list; the line itself when it has
 * none. */
const char *scan_skip_bullet(const char *line);

/* As scan_after_word(), without a quick look at the first letter. */
const char *scan_match_word(const char *p, const char *word);

/*
 * What follows the ASCII word `word` (lower case, beginning with a letter) at `p`, whatever its
 * case there, or NULL when another one stands there: which mostly the first letter tells.
 */
static inline const char *
scan_after_word(const char *p, const char *word)
{
	return (*p | 0x20) == *word ? scan_match_word(p, word) : NULL;
}

#endif
