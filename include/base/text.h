/* text.h - helpers for UTF-8 text that GLib does not have. */
#ifndef TIDINGS_BASE_TEXT_H
#define TIDINGS_BASE_TEXT_H

#include <glib.h>

/*
 * The form in which names and words are compared: case folded, diacritics dropped (R\u0103zvanD and
 * razvand are one), white space squeezed to single spaces and trimmed.  `text` is valid UTF-8.
 * Newly allocated.
 */
char *text_fold(const char *text);

/*
 * The order of names in a list, whatever the locale: by folded form (\u0218tefan stands with the S,
 * \u0141ukasz with the L), then by bytes. Both are valid UTF-8.
 */
int text_compare(const char *a, const char *b);

/* `text` (valid UTF-8) with each run of white space replaced by one space, trimmed.  Newly
 * allocated. */
char *text_collapse_space(const char *text);

/*
 * `text` of `length` bytes made safe to show on one line of a terminal or a log: invalid UTF-8
 * becomes U+FFFD, control characters become \\xNN or \\n, and what shows nothing (text_hides())
 * \\uNNNN. Newly allocated.
 */
char *text_escape_for_terminal(const char *text, gssize length);

/* Returns the index of `word` in `words` (`count` of them, NULL entries allowed), or -1. */
int text_index(const char *const *words, gsize count, const char *word);

/*
 * The word of `candidates` (NULL-terminated) that `word` was probably meant to be, by edit
 * distance, or NULL when none is near.  The result belongs to `candidates`.
 */
const char *text_guess(const char *word, const char *const *candidates);

/* Returns the length of "http://" or "https://" at the start of `text`, in any case (RFC 3986
 * section 3.1), or 0. */
gsize text_web_scheme(const char *text);

/* UTF-16 code units of valid UTF-8 text: what Discord's limits are budgeted in. */
gsize text_utf16_units(const char *text, gssize length);

/* At most `most` of them, the last one an ellipsis when something is left out.  Newly allocated. */
char *text_cut_utf16(const char *text, guint most);

#endif
