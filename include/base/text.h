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

/*
 * TRUE when all `length` bytes are ASCII without control characters below the blank and no two
 * blanks stand together: then there is no white space to squeeze.  FALSE says only that a closer
 * look is needed.
 */
gboolean text_is_tidy(const char *text, gsize length);

/* `text` (valid UTF-8) with each run of white space replaced by one space, trimmed.  Newly
 * allocated. */
char *text_squeeze(const char *text);

/*
 * `text` of `length` bytes made safe to show on one line of a terminal or a log: invalid UTF-8
 * becomes U+FFFD, control characters become \\xNN or \\n, and what shows nothing (text_hides())
 * \\uNNNN. Newly allocated.
 */
char *text_show(const char *text, gssize length);

/*
 * The word of `candidates` (NULL-terminated) that `word` was probably meant to be, by edit
 * distance, or NULL when none is near.  The result belongs to `candidates`.
 */
const char *text_guess(const char *word, const char *const *candidates);

enum {
	NUMBER_MAX = 20 /* digits of the largest number */
};

/*
 * Writes a number in decimal, with zeros in front of it up to `width` digits, and returns what
 * follows; no NUL.  For what each file has several of: printf() takes ten times as long.
 */
char *text_put_number(char *to, guint64 number, guint width);

/* How many bytes `text` begins with that are visible ASCII or spaces: what nearly all of nearly
 * every text is. */
gsize text_plain_run(const char *text);

/* As g_utf8_validate_len(), several times as fast on text that is ASCII for the most part. */
gboolean text_is_utf8(const char *text, gsize length, const char **bad);

/* UTF-16 code units of valid UTF-8 text: what Discord's limits are budgeted in. */
gsize text_utf16_units(const char *text, gssize length);

/* At most `most` of them, the last one an ellipsis when something is left out.  Newly allocated. */
char *text_cut_utf16(const char *text, guint most);

#endif
