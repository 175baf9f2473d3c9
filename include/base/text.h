/* text.h - helpers for UTF-8 text that GLib does not have. */
#ifndef TIDINGS_BASE_TEXT_H
#define TIDINGS_BASE_TEXT_H

#include <glib.h>

/*
 * Returns the form in which names and words are compared: case folded, without diacritics (RăzvanD
 * and razvand are the same), white space collapsed and trimmed.  `text` is valid UTF-8.  Newly
 * allocated.
 */
char *text_fold(const char *text);

/*
 * Compares names for sorting, independently of the locale: by folded form (Ștefan sorts under S,
 * Łukasz under L), then by bytes.  Both are valid UTF-8.
 */
int text_compare(const char *a, const char *b);

/*
 * Returns `text` (valid UTF-8) with each run of white space replaced by one space, trimmed.  Newly
 * allocated.
 */
char *text_collapse_space(const char *text);

/*
 * Returns `text` of `length` bytes made safe to show on one line of a terminal or a log: invalid
 * UTF-8 becomes U+FFFD, control characters become \xNN or \n, and invisible characters
 * (text_is_hidden()) \uNNNN. Newly allocated.
 */
char *text_escape_for_terminal(const char *text, gssize length);

/* Returns the index of `word` in `words` (`count` of them, NULL entries allowed), or -1. */
int text_index(const char *const *words, gsize count, const char *word);

/*
 * Returns the word of `candidates` (NULL-terminated) that `word` was probably meant to be, by edit
 * distance, or NULL if none is close.  The result belongs to `candidates`.
 */
const char *text_guess(const char *word, const char *const *candidates);

/* Returns the length of "http://" or "https://" at the start of `text`, in any case (RFC 3986
 * section 3.1), or 0. */
gsize text_web_scheme(const char *text);

/* Returns the number of UTF-16 code units of valid UTF-8 text: Discord's limits count these. */
gsize text_utf16_units(const char *text, gssize length);

/* Returns the first bytes of UTF-8, at most `most` of them, and no part of a character.  Newly
 * allocated. */
char *text_start(const char *text, gsize most);

/*
 * Cuts `text` to at most `most` UTF-16 code units, the last one an ellipsis if something was cut.
 * Newly allocated.
 */
char *text_cut_utf16(const char *text, guint most);

#endif
